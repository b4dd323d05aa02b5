"""In ink: a stack from the scanner becomes consents that are given, and nothing else does."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from consult_app.domain.conversation import Conversation, Reply
from consult_app.domain.documents import DocumentRecord
from consult_app.forms.model import say
from consult_app.services import consents, documents, forms_out, scans, shelf
from consult_app.services.acting import Acting
from consult_app.storage import users as user_rows
from consult_app.storage.store import Store
from consult_app.ui.hands import Hands
from tests.clinics import Clinic, open_clinic
from tests.documents.scanner import jpeg, photographed, tiff
from tests.journeys.sitting import RETURN, Sitting
from tests.services.paper import another, blank, out
from tests.services.walk import Walk

NAMES = ("Ada", "Berta", "Cleo", "Dora")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "records"


def opened(folder: Path) -> Walk:
    """A new clinic on the day that it is."""
    clinic = open_clinic(folder)
    clinic.clock.at = datetime.now(UTC)
    return Walk(clinic)


def printed(walk: Walk, times: int = 2) -> list[DocumentRecord]:
    """Consents of one patient, each of a consultation of its own, out to be signed."""
    return [out(Walk(walk.clinic)) for _ in range(times)]


@pytest.fixture
def scanner(tmp_path: Path) -> Path:
    """The folder into which the scanner writes."""
    place = tmp_path / "scanner"
    place.mkdir()
    return place


@pytest.fixture
def sit(qapp: QApplication, folder: Path) -> Iterator[list[Sitting]]:
    sittings: list[Sitting] = []
    yield sittings
    for one in sittings:
        one.close()


def at_window(sit: list[Sitting], qapp: QApplication, folder: Path) -> Sitting:
    sit.append(Sitting(qapp, folder))
    return sit[-1]


def drop(window: QWidget, files: Sequence[Path]) -> None:
    """Let files fall on the middle of the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    where = QPointF(window.rect().center())
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(where.toPoint(), copy, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(where, copy, data, left, none))


def stack(walk: Walk, records: Sequence[DocumentRecord], lost: tuple[int, int]) -> list[bytes]:
    """All their pages in one TIFF and a few JPEGs: mixed, turned, askew; `lost`: (form, page)."""
    chance = random.Random(11)
    lying = [
        (documents.content(walk.acting, record.id), page)
        for at, record in enumerate(records)
        for page in range(record.pages)
        if (at, page + 1) != lost
    ]
    chance.shuffle(lying)
    turns = (0, 180, 90, 270, 3, -2)
    seen = [
        photographed(pdf, page, degrees=turns[n % len(turns)], dpi=100)
        for n, (pdf, page) in enumerate(lying)
    ]
    loose = [jpeg(image, 40) for image in seen[:4]]
    return [tiff([image.convert("L") for image in seen[4:]]), *loose]


def written(scanner: Path, files: Sequence[bytes]) -> list[Path]:
    made = []
    for number, data in enumerate(files):
        kind = "jpg" if data.startswith(b"\xff\xd8") else "tif"
        made.append(scanner / f"scan{number}.{kind}")
        made[-1].write_bytes(data)
    return made


def reopened(folder: Path) -> Acting:
    """The records after the window was closed."""
    store = Store.open(folder)
    with store.read() as tx:
        user = user_rows.every(tx)[0]
    return Acting(user, store)


def opening(hands: Hands) -> list[str]:
    """The buttons that open a consultation of the patient in sight."""
    return [n for n in hands.reading().split(" | ") if n.startswith("Open consultation of")]


def confirm(sitting: Sitting, name: str, pages: int) -> None:
    """A physician looks at each page and finds the signatures on the last."""
    hands = sitting.hands
    hands.click(f"Confirm the signatures: {name}")
    for page in range(1, pages + 1):
        hands.find(f"Page {page} of {pages}")
        hands.answer("Is this page signed?", "Yes" if page == pages else "No")
    hands.fill("Day beside the patient's signature", date.today().isoformat())
    hands.press(RETURN)


def test_ink_ten_consents_of_five_patients_from_one_mixed_stack_with_a_page_missing(
    qapp: QApplication, folder: Path, scanner: Path, sit: list[Sitting]
) -> None:
    walk = opened(folder)
    everyone = [walk, *(another(walk, name) for name in NAMES)]
    records = [record for one in everyone for record in printed(one)]
    files = written(scanner, stack(walk, records, lost=(3, 2)))
    walk.acting.store.close()
    sitting = at_window(sit, qapp, folder)
    hands = sitting.hands

    drop(sitting.window, files)
    hands.find("File 9 forms")
    assert hands.reads("2 of 3 pages")
    assert hands.reads("Page 2 is missing: scan it.")
    assert not hands.sees("Not recognised")
    hands.click("File 9 forms")
    hands.find("9 forms filed. A physician confirms the signatures.")
    assert hands.reads("2 of 3 pages scanned")
    drop(sitting.window, files[1:2])
    hands.wait(lambda: hands.reads("taken in before"), "the same file is taken in twice")

    confirm(sitting, "Ada Berg", records[2].pages)
    hands.click("The signatures are there")
    hands.find("Consent, done")
    sitting.close()
    sit.clear()

    acting = reopened(folder)
    states = [consents.current(acting, record.consultation_id) for record in records]
    assert [one.state.value for one in states if one].count("given") == 1
    assert [one.state.value for one in states if one].count("out-for-ink") == 9
    (left,) = scans.tray(acting).piles
    assert (left.pile.form.number, left.pile.missing) == (records[3].number, (2,))
    waiting = forms_out.waiting(acting)
    assert len([one for one in waiting if one.paper is not None]) == 8
    assert sorted(f.name for f in scanner.iterdir()) == [file.name for file in files]
    acting.store.close()


def test_ink_printed_from_the_window_and_a_torn_page_said_by_a_person(
    qapp: QApplication, folder: Path, scanner: Path, sit: list[Sitting]
) -> None:
    walk = opened(folder)
    consultation = walk.opened().consultation_id
    walk.acting.store.close()
    sitting = at_window(sit, qapp, folder)
    hands = sitting.hands
    sitting.find_patient("demir")
    hands.wait(lambda: bool(opening(hands)), "the consultation is not listed")
    hands.click(opening(hands)[0])
    sitting.go_to("Consent")
    hands.click("Print for ink")
    hands.find("Save as PDF")
    hands.click("Back to the consent")
    hands.find("The form was printed and waits for a signature on paper.")
    sitting.close()
    sit.clear()

    acting = reopened(folder)
    (waiting,) = forms_out.waiting(acting)
    assert waiting.record is not None
    assert waiting.consultation_id == consultation
    pdf, pages = documents.content(acting, waiting.record.id), waiting.record.pages
    acting.store.close()
    images = [photographed(pdf, page, dpi=100) for page in range(pages)]
    torn = images[0].crop((0, 0, images[0].width, int(images[0].height * 0.9)))
    files = written(scanner, [jpeg(torn), *(jpeg(image) for image in images[1:])])

    sitting = at_window(sit, qapp, folder)
    hands = sitting.hands
    drop(sitting.window, files)
    hands.find("Not recognised")
    hands.fill("Whose form is it?", waiting.record.number)
    hands.fill("Page", "1")
    hands.press(RETURN)
    hands.click("File 1 form")
    hands.find("1 form filed. A physician confirms the signatures.")
    confirm(sitting, "Elif Demir", pages)
    hands.click("The signatures are there")
    hands.find("Consent, done")


def test_ink_on_the_blank_consent_is_chosen_for_a_patient_and_its_answers_entered(
    qapp: QApplication, folder: Path, scanner: Path, sit: list[Sitting]
) -> None:
    walk = opened(folder)
    consent = walk.opened()
    nothing = consent.conversation
    first, *others = nothing.replies
    consents.say(walk.acting, consent, _without(nothing, (first[0],)))
    files = written(scanner, blank(walk.acting))
    name, text = walk.clinic.patient.name, _statement(walk.clinic, first[0])
    walk.acting.store.close()
    assert first[1] is Reply.YES
    assert others
    sitting = at_window(sit, qapp, folder)
    hands = sitting.hands

    drop(sitting.window, files)
    hands.find("Whose consent is this?")
    assert not hands.sees("File 1 form")
    hands.fill("Whose consent is this?", name.split()[0])
    hands.press(RETURN)
    hands.click("File 1 form")
    hands.find("1 form filed. A physician confirms the signatures.")
    confirm(sitting, name, len(files))
    hands.click("The signatures are there")
    hands.wait(lambda: hands.reads("Not everything has been said"), "nothing is asked")
    hands.answer(text, "Yes")
    hands.click("The signatures are there")
    hands.find("Consent, done")


def _without(said: Conversation, statements: Sequence[str]) -> Conversation:
    """As if these had been left to the paper."""
    return replace(said, replies=tuple(r for r in said.replies if r[0] not in statements))


def _statement(clinic: Clinic, statement_id: str) -> str:
    form = shelf.shipped().consent
    return say(
        next(s.text for s in form.statements if s.id == statement_id), clinic.patient.language
    )
