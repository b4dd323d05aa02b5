"""In ink: a stack from the scanner becomes consents that are given, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from consult_app.ui.hands import Hands
from tests import ink_clinic
from tests.journeys.sitting import RETURN, Sitting


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "records"


@pytest.fixture
def scanner(tmp_path: Path) -> Path:
    """The folder into which the scanner writes."""
    place = tmp_path / "scanner"
    place.mkdir()
    return place


class Seat:
    """One place at the window on the records: taken, left, taken again."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self._app, self._folder = app, folder
        self._sitting: Sitting | None = None

    def take(self) -> Sitting:
        self._sitting = Sitting(self._app, self._folder)
        return self._sitting

    def leave(self) -> None:
        if self._sitting is not None:
            self._sitting.close()
            self._sitting = None


@pytest.fixture
def seat(qapp: QApplication, folder: Path) -> Iterator[Seat]:
    place = Seat(qapp, folder)
    yield place
    place.leave()


def drop(window: QWidget, files: Sequence[Path]) -> None:
    """Let files fall on the middle of the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    where = QPointF(window.rect().center())
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where.toPoint(), copy, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(where, copy, data, left, none))


def written(scanner: Path, files: Sequence[bytes]) -> list[Path]:
    made = []
    for number, data in enumerate(files):
        kind = "jpg" if data.startswith(b"\xff\xd8") else "tif"
        made.append(scanner / f"scan{number}.{kind}")
        made[-1].write_bytes(data)
    return made


def opening(hands: Hands) -> list[str]:
    """The buttons that open a consultation of the patient in sight."""
    return [n for n in hands.reading().split(" | ") if n.startswith("Open consultation of")]


def look_through(sitting: Sitting, name: str, pages: int) -> None:
    """A physician looks at each page and finds the signatures on the last."""
    hands = sitting.hands
    hands.click(f"Confirm the signatures: {name}")
    for page in range(1, pages + 1):
        hands.find(f"Page {page} of {pages}")
        hands.answer("Is this page signed?", "Yes" if page == pages else "No")
    hands.fill("Day beside the patient's signature", date.today().isoformat())
    hands.press(RETURN)


def test_ink_ten_consents_of_five_patients_from_one_mixed_stack_with_a_page_missing(
    folder: Path, scanner: Path, seat: Seat
) -> None:
    records, stack = ink_clinic.ten_of_five(folder, lost=(3, 2))
    files = written(scanner, stack)
    sitting = seat.take()
    hands = sitting.hands

    drop(sitting.window, files)
    hands.find("File 9 forms")
    assert hands.reads(f"{records[3].pages - 1} of {records[3].pages} pages")
    assert hands.reads("Page 2 is missing: scan it.")
    assert not hands.sees("Not recognised")
    hands.click("File 9 forms")
    hands.find("9 forms filed. A physician confirms the signatures.")
    drop(sitting.window, files[1:2])
    hands.wait(lambda: hands.reads("taken in before"), "the same file is taken in twice")
    look_through(sitting, "Ada Berg", records[2].pages)
    hands.click("The signatures are there")
    hands.find("Consent, done")
    seat.leave()

    stored = ink_clinic.stored(folder, records)
    assert stored.states == {"given": 1, "out-for-ink": 9}
    assert stored.incomplete == [(records[3].number, (2,))]
    assert stored.to_confirm == 8
    assert sorted(f.name for f in scanner.iterdir()) == [file.name for file in files]


def test_ink_printed_from_the_window_and_a_torn_page_said_by_a_person(
    folder: Path, scanner: Path, seat: Seat
) -> None:
    ink_clinic.one_open(folder)
    sitting = seat.take()
    hands = sitting.hands
    sitting.find_patient("demir")
    hands.wait(lambda: bool(opening(hands)), "the consultation is not listed")
    hands.click(opening(hands)[0])
    sitting.go_to("Consent")
    hands.click("Print for ink")
    hands.find("Save as PDF")
    hands.click("Back to the consent")
    hands.find("The form was printed and waits for a signature on paper.")
    seat.leave()
    record, pages = ink_clinic.torn(folder)
    files = written(scanner, pages)

    sitting = seat.take()
    hands = sitting.hands
    drop(sitting.window, files)
    hands.find("Not recognised")
    hands.fill("Whose form is it?", record.number)
    hands.fill("Page", "1")
    hands.press(RETURN)
    hands.click("File 1 form")
    hands.find("1 form filed. A physician confirms the signatures.")
    look_through(sitting, "Elif Demir", record.pages)
    hands.click("The signatures are there")
    hands.find("Consent, done")


def test_ink_on_the_blank_consent_is_chosen_for_a_patient_and_its_answers_entered(
    folder: Path, scanner: Path, seat: Seat
) -> None:
    name, statement, pages = ink_clinic.one_on_a_blank(folder)
    files = written(scanner, pages)
    sitting = seat.take()
    hands = sitting.hands

    drop(sitting.window, files)
    hands.find("Whose consent is this?")
    assert not hands.sees("File 1 form")
    hands.fill("Whose consent is this?", name.split()[0])
    hands.press(RETURN)
    hands.click("File 1 form")
    hands.find("1 form filed. A physician confirms the signatures.")
    look_through(sitting, name, len(files))
    hands.click("The signatures are there")
    hands.wait(lambda: hands.reads("Not everything has been said"), "nothing is asked")
    hands.answer(statement, "Yes")
    hands.click("The signatures are there")
    hands.find("Consent, done")
