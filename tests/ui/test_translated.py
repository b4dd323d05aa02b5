"""In a language that nobody speaks, nothing on screen is left in English: names, words, paint."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QWidget,
)

from consult_app import i18n, paths
from consult_app.domain.wording import NUMBERS
from consult_app.i18n import _
from consult_app.packs.files import read_folder
from consult_app.packs.pieces import pieces
from consult_app.services import clinic, demo, shelf
from consult_app.services.acting import Acting
from consult_app.services.first_start import first_user
from consult_app.settings import WindowSettings
from consult_app.storage.store import Store
from consult_app.ui.consent.patient_view import PatientView
from consult_app.ui.context import Context, Navigator
from consult_app.ui.hands import Hands
from consult_app.ui.kit import WrapLabel
from consult_app.ui.kit.desk import Desk
from consult_app.ui.kit.theme import install
from consult_app.ui.router import Router
from consult_app.ui.storyline.album import Album
from consult_app.ui.storyline.story import Story
from consult_app.ui.window import TITLE, Window
from consult_app.ui.work import Work
from tests.pseudo import LANGUAGE, Vocabulary, make_catalogue, names, strings

CTRL = Qt.KeyboardModifier.ControlModifier
RETURN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
_TEXT = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)
ELSEWHERE = ("A4", "PDF", TITLE, "Nobody Here", "state: arrived")
"""What is typed here, and what the audit chain holds: it is shown as it was written."""


class ReadingAlbum(Album):
    """Takes no picture but reads the window; `found` tells what was not translated, and where.

    The patient's view speaks the patient's language, not the window's: tests of its own read it.
    `place`: the folder of the backups, which the window names as it is.
    """

    def __init__(self, hands: Hands, vocabulary: Vocabulary, place: Path) -> None:
        super().__init__(hands, Path())
        self._reader, self._vocabulary = hands, vocabulary
        self._seen: set[str] = set()
        self._place = re.compile(r"\s*".join(map(re.escape, str(place))))  # broken where it wraps
        self.found: dict[str, str] = {}
        self.read = 0

    def take(self, name: str) -> None:
        """Everything that can be read on this page, said or painted."""
        self._reader.settle()
        patients = self._reader.window.findChildren(PatientView)
        for widget in _visible(self._reader.window):
            if any(view is widget or view.isAncestorOf(widget) for view in patients):
                continue
            for text in _texts(widget):
                self._read(text, name, widget)
            self._read("\n".join(_painted(widget)), name, widget)

    def _read(self, text: str, name: str, widget: QWidget) -> None:
        if text in self._seen:
            return
        self._seen.add(text)
        self.read += 1
        rest = self._vocabulary.drawn(self._place.sub("", text).split("\n"))
        if rest:
            self.found[rest] = f"{name}: {type(widget).__name__}: {text[:80]!r}"


def _visible(root: QWidget) -> Iterator[QWidget]:
    yield from (w for w in (root, *root.findChildren(QWidget)) if w.isVisible())


def _texts(widget: QWidget) -> Iterator[str]:
    yield widget.accessibleName()
    if not isinstance(widget, Desk):  # a page is read out in the language it is printed in
        yield widget.accessibleDescription()
    yield widget.toolTip()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QAbstractItemView):
        yield from _cells(widget)


def _painted(widget: QWidget) -> list[str]:
    """The words that the widget itself draws, in order; what a person typed is not asked for."""
    if isinstance(widget, QLineEdit | QAbstractScrollArea):
        return []
    if not type(widget).__module__.startswith("consult_app"):
        return []
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(widget.size())
    painter = QPainter(drawing)
    widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag(0))
    painter.end()
    drawn = bytes(buffer.data().data()).decode()
    return [html.unescape(words).strip() for words in _TEXT.findall(drawn)]


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for column in range(model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal))
        yield from (str(model.index(row, column).data()) for row in range(model.rowCount()))


@pytest.fixture
def language(tmp_path: Path) -> Iterator[None]:
    """The language that nobody speaks, as long as the test runs."""
    i18n.use(LANGUAGE, make_catalogue(tmp_path / "i18n"))
    yield
    i18n.use(i18n.SOURCE)


@pytest.fixture
def desk(language: None, qapp: QApplication, tmp_path: Path) -> Iterator[tuple[Context, Window]]:
    """The made-up clinic at the window, all of it made in that language."""
    folder = tmp_path / "clinic"
    demo.build(folder, stories=False)
    work = Work()
    with Store.open(folder) as store:
        user = first_user(store)
        assert user is not None
        acting, theme = Acting(user, store), install(qapp)
        settings = clinic.settings(acting)
        ctx = Context(acting, work, theme, Navigator(), LANGUAGE, settings)
        window = Window(theme, WindowSettings(language=LANGUAGE))
        window.bar.set_people(settings.name, user.display_name)
        Router(ctx, window)
        window.show()
        window.activateWindow()
        ctx.go.today.emit()
        yield ctx, window
        window.close()
        work.close()
        window.deleteLater()


@pytest.fixture
def hands(desk: tuple[Context, Window]) -> Hands:
    ctx, window = desk
    made = Hands(window, lambda: ctx.work.busy)
    made.settle()
    return made


@pytest.fixture
def album(hands: Hands, desk: tuple[Context, Window], tmp_path: Path) -> ReadingAlbum:
    folder = next(p for p in (paths.resources() / "packs").iterdir() if p.is_dir())
    with (paths.resources() / "demo" / "patients.csv").open(encoding="utf-8") as lines:
        rows = list(csv.reader(lines))
    people = [cell for row in rows for cell in (*row, f"{row[0]} {row[1]}")]
    pack = [*strings(shelf.shipped()), *strings(dict(read_folder(folder)))]
    me = desk[0].acting.user
    doctor = (me.name, me.display_name)
    data = (*pack, *_pieces(), *people, *names(), *doctor, *ELSEWHERE)
    return ReadingAlbum(hands, Vocabulary(data), tmp_path / "clinic" / "backups")


def _pieces() -> Iterator[str]:
    """The pack's words as the clinic's own wording shows them, marks and all."""
    for language in ("en", NUMBERS):
        for piece in pieces(shelf.shipped_files(), language):
            yield from (piece.words, piece.original, piece.group)


def test_consultation_nothing_is_left_in_english(
    hands: Hands, album: ReadingAlbum, tmp_path: Path
) -> None:
    list(Story(hands, shelf.shipped(), tmp_path, LANGUAGE, album).play())
    assert album.read > 500
    assert not album.found, "\n".join(f"{k}  <- {v}" for k, v in album.found.items())


def test_desk_nothing_is_left_in_english(hands: Hands, album: ReadingAlbum) -> None:
    take = album.take
    take("today")
    hands.click(_("Add a patient"))
    hands.press(RETURN)
    take("add")
    hands.press(Qt.Key.Key_K, CTRL)
    hands.write("Nobody Here")
    take("search")
    hands.click(_("Patients"))
    take("patients")
    hands.fill(_("Name or record number"), "qqq")
    take("nobody")
    hands.click(_("Register a patient"))
    hands.press(RETURN, CTRL)
    take("register, nothing entered")
    hands.fill(_("Given name"), "Elif")
    hands.fill(_("Family name"), "Demir")
    for typed in ("03/04/79", "31.2.1979", "2190-01-01", "12.3.1979"):
        hands.fill(_("Date of birth"), typed)
        hands.press(RETURN, CTRL)
        take(f"register, born {typed}")
    hands.click(_("Documents"))
    take("documents")
    _clinic_pages(hands, album)
    assert album.read > 200
    assert not album.found, "\n".join(f"{k}  <- {v}" for k, v in album.found.items())


def _clinic_pages(hands: Hands, album: ReadingAlbum) -> None:
    hands.click(_("Clinic"))
    hands.fill(_("Time to think it over"), "soon")
    hands.click(_("Save the settings"))
    parts = hands.find(_("Part of the clinic"))
    names = [o.label for o in getattr(parts, "options", ())]
    assert len(names) >= 4
    for part in names:
        hands.answer(_("Part of the clinic"), part)
        hands.settle()
        album.take(f"clinic, {part}")


def test_other_ends_nothing_is_left_in_english(
    hands: Hands, album: ReadingAlbum, desk: tuple[Context, Window]
) -> None:
    ctx, take = desk[0], album.take
    ctx.go.patient.emit(1)
    hands.click(_("Correct"))
    take("correct")
    hands.click(_("Start consultation"))
    hands.find(_("Steps of the consultation"))
    hands.click(_("More"))
    hands.click(_("Wrong patient"))
    hands.press(RETURN, CTRL)
    take("wrong patient")
    for step in (_("Decision"), _("Consent"), _("Treatment"), _("Aftercare")):
        hands.click(_step(hands, step), _("Steps of the consultation"))
        hands.settle()
        take(step)
    hands.click(_step(hands, _("Decision")), _("Steps of the consultation"))
    for choice in (_("Proceed"), _("Refer"), _("Do not treat"), _("Defer")):
        hands.answer(_("What do you decide?"), choice)
        take(choice)
    hands.fill(_("Deferred until"), "1.3.2120")
    hands.fill(_("Reason for the decision"), "123")
    hands.press(RETURN, CTRL)
    hands.find(_("Reopen"))
    take("deferred")
    hands.click(_("Reopen"))
    take("reopen")
    hands.click(_("Deferral letter"))
    hands.find(_("Save as PDF"))
    hands.settle()
    for key in (Qt.Key.Key_P, Qt.Key.Key_S):
        hands.press(key, CTRL)
        take("print, save")
    assert not album.found, "\n".join(f"{k}  <- {v}" for k, v in album.found.items())


def _step(hands: Hands, title: str) -> str:
    """The name of a step, whatever its mark says of it."""
    names = hands.reading().split(" | ")
    rail = partial(hands.sees)
    return next(
        n
        for n in names
        if f"{n}, ".startswith(f"{title}, ") and rail(n, _("Steps of the consultation"))
    )


def test_words_left_in_english_are_found_however_they_are_shown(
    hands: Hands, album: ReadingAlbum
) -> None:
    label = WrapLabel("Left in English", parent=hands.window)
    label.resize(300, 30)
    label.show()
    hands.window.setToolTip("12 forgotten")
    album.take("here")
    assert set(album.found) == {"left in english", "forgotten"}
    label.setAccessibleName("")
    album.found.clear()
    label.set_text("Painted only")
    label.setAccessibleName("")
    album.take("here")
    assert set(album.found) == {"painted only"}
    hands.window.setToolTip("")
