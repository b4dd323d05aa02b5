"""The preview: asks for pages as sharp as the screen, turns them by key, keeps its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from consult_app.ui.kit import PagePreview, tokens
from consult_app.ui.kit.tokens import Token

A4 = QSizeF(595, 842)
INK = QColor(tokens.LIGHT[Token.STOP_MARK])


@pytest.fixture
def preview(qtbot: QtBot) -> PagePreview:
    """Three pages in a window that shows one."""
    made = PagePreview(name="Aftercare")
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    made.set_pages([A4, A4, A4])
    made.desk.viewport().grab()
    return made


def _sheet(width: int) -> QImage:
    image = QImage(width, round(width * 842 / 595), QImage.Format.Format_RGB32)
    image.fill(INK)
    return image


def test_wanted_page_in_sight_at_device_pixels_and_once(qtbot: QtBot) -> None:
    made = PagePreview()
    qtbot.addWidget(made)
    made.resize(700, 600)
    asked = QSignalSpy(made.wanted)
    made.show()
    made.set_pages([A4] * 30)
    made.desk.viewport().grab()
    made.desk.viewport().grab()
    width = round(595 * made.desk.zoom * 96 / 72)
    assert [asked.at(i) for i in range(asked.count())] == [[0, width]]


def test_set_image_is_seen_on_the_paper(preview: PagePreview) -> None:
    preview.set_image(0, _sheet(600))
    seen = preview.desk.viewport().grab().toImage()
    assert seen.pixelColor(seen.width() // 2, seen.height() // 2) == INK


def test_larger_asks_again_and_shows_the_old_image_meanwhile(
    qtbot: QtBot, preview: PagePreview
) -> None:
    preview.set_image(0, _sheet(600))
    with qtbot.waitSignal(preview.wanted) as told:
        QTest.keyClicks(preview.desk, "+")
        preview.desk.viewport().grab()
    assert told.args is not None
    assert told.args[1] == round(595 * preview.desk.zoom * 96 / 72)
    seen = preview.desk.viewport().grab().toImage()
    assert seen.pixelColor(seen.width() // 2, seen.height() // 2) == INK


def test_keys_turn_pages(preview: PagePreview) -> None:
    turned = QSignalSpy(preview.desk.turned)
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
        QTest.keyClick(preview.desk, key)
    assert [turned.at(i)[0] for i in range(turned.count())] == [1, 2, 1, 0]


def test_page_beyond_the_ends_is_held(preview: PagePreview) -> None:
    preview.desk.go_to(99)
    assert preview.desk.page == 2
    preview.desk.go_to(-1)
    assert preview.desk.page == 0


def test_zoom_is_held_and_zero_fits_again(preview: PagePreview) -> None:
    fit = preview.desk.zoom
    for _ in range(20):
        preview.desk.step_zoom(True)
    assert preview.desk.zoom == 4.0
    assert preview.desk.horizontalScrollBar().maximum() > 0
    QTest.keyClicks(preview.desk, "0")
    assert preview.desk.zoom == fit


def test_no_pages_is_no_accident(qtbot: QtBot) -> None:
    made = PagePreview()
    qtbot.addWidget(made)
    made.show()
    made.set_pages([])
    made.desk.go_to(0)
    made.set_image(0, _sheet(10))
    assert not made.grab().isNull()
