"""All parts together, in both themes, large and mirrored: they paint, and nothing is cut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from consult_app.ui.kit import BodyMap, Segmented
from consult_app.ui.kit.base import PaintedWidget
from consult_app.ui.kit.focus import RingOverlay
from consult_app.ui.kit.theme import Theme
from tests.ui.kit import consult_sketch, gallery
from tests.ui.kit.hands import settle

SHEETS = gallery.SHEETS | {"consult": consult_sketch.build}
OPERABLE = (QAbstractButton, Segmented, BodyMap, QLineEdit, QPlainTextEdit)


def _sheet(qtbot: QtBot, name: str) -> QWidget:
    sheet = SHEETS[name]()
    qtbot.addWidget(sheet)
    sheet.resize(1280, 1600 if name == "drawn" else 800)
    sheet.show()
    settle()
    return sheet


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize(("dark", "scale"), [(False, 100), (True, 100), (False, 200), (True, 150)])
def test_sheet_paints_in_every_look(
    qtbot: QtBot, qapp: QApplication, look: Theme, name: str, dark: bool, scale: int, mirrored: bool
) -> None:
    look.set_dark(dark)
    look.set_scale(scale)
    if mirrored:
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    image = _sheet(qtbot, name).grab().toImage()
    colours = {image.pixel(x, y) for x in range(0, 1280, 7) for y in range(0, 800, 7)}
    assert len(colours) > 8


@pytest.mark.parametrize("name", SHEETS)
def test_sheet_what_one_operates_has_a_name(qtbot: QtBot, name: str) -> None:
    sheet = _sheet(qtbot, name)
    nameless = [
        type(part).__name__
        for part in sheet.findChildren(QWidget)
        if isinstance(part, OPERABLE) and part.isVisible()
        if not QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
    ]
    assert [found for found in nameless if found not in UNNAMED_BY_DESIGN] == []


UNNAMED_BY_DESIGN = {"QTableCornerButton", "ScrollBar"}


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("scale", [100, 150, 200])
def test_sheet_painted_text_has_its_height(
    qtbot: QtBot, look: Theme, name: str, scale: int
) -> None:
    look.set_scale(scale)
    sheet = _sheet(qtbot, name)
    cut = [
        f"{type(part).__name__} {part.accessibleName()!r}"
        for part in sheet.findChildren(PaintedWidget)
        if part.isVisible() and part.hasHeightForWidth() and part.width() > 0
        if not isinstance(part, (RingOverlay, BodyMap))
        if part.height() < part.heightForWidth(part.width())
    ]
    assert cut == []
