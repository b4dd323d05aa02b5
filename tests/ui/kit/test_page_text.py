"""The words on a preview's pages: found across accents, chosen by dragging, copied, read out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from consult_app.ui.kit.pagetext import PageText, PageWord, Place
from consult_app.ui.kit.preview import PagePreview

NO_KEY = Qt.KeyboardModifier.NoModifier


def line(words: str, y: float) -> list[PageWord]:
    split = words.split()
    return [
        PageWord(word, QRectF(40 + 60 * i, y, 50, 12), ends_line=i + 1 == len(split))
        for i, word in enumerate(split)
    ]


PAGES = [
    [*line("Işıl Demir was here", 40), *line("The knee may be red", 60)],
    line("The knee again", 40),
]


@pytest.fixture
def preview(qtbot: QtBot) -> PagePreview:
    made = PagePreview(name="Document")
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.set_pages([QSizeF(595, 842)] * 2)
    made.set_words(PAGES)
    made.desk.set_zoom(1.0)
    return made


@pytest.mark.parametrize(
    ("wanted", "count"),
    [("isil", 1), ("the knee", 2), ("THE KN", 2), ("nee", 2), ("knee red", 0), ("", 0), (" ", 0)],
)
def test_words_are_found_without_case_and_marks(wanted: str, count: int) -> None:
    assert len(PageText(PAGES).find(wanted)) == count


def test_text_between_two_places_keeps_its_lines_in_either_direction() -> None:
    text = PageText(PAGES)
    first, last = Place(0, 2), Place(0, 5)
    assert text.between(first, last) == text.between(last, first) == "was here\nThe knee"
    assert text.text(1) == "The knee again"
    assert text.text(7) == ""


def test_page_in_sight_is_read_to_a_screen_reader(preview: PagePreview) -> None:
    assert preview.desk.accessibleDescription().startswith("Işıl Demir was here")
    preview.desk.go_to(1)
    assert preview.desk.accessibleDescription() == "The knee again"


def test_dragging_chooses_and_ctrl_c_copies(preview: PagePreview) -> None:
    desk = preview.desk
    (page, _second) = desk._rects()
    scale = 96 / 72

    def seen(x: float, y: float) -> QPoint:
        return QPointF(page.left() + x * scale, page.top() + y * scale).toPoint()

    left = Qt.MouseButton.LeftButton
    QTest.mousePress(desk.viewport(), left, NO_KEY, seen(105, 46))
    QTest.mouseMove(desk.viewport(), seen(110, 66))
    assert desk.chosen_text() == "Demir was here\nThe knee"
    QTest.mouseRelease(desk.viewport(), left, NO_KEY, seen(110, 66))
    QTest.keyClick(desk, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Demir was here\nThe knee"


def test_ctrl_a_chooses_the_page_in_sight(preview: PagePreview) -> None:
    QTest.keyClick(preview.desk, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert preview.desk.chosen_text() == "Işıl Demir was here\nThe knee may be red"


def test_finding_brings_each_place_into_sight_and_begins_anew(preview: PagePreview) -> None:
    desk = preview.desk
    assert desk.find_words("knee") == 2
    assert [desk.find_next() for _ in range(3)] == [1, 2, 1]
    desk.find_next()
    assert desk.page == 1
    assert desk.chosen_text() == "knee"
    assert desk.find_words("nobody") == 0
    assert desk.find_next() == 0


def test_a_new_document_forgets_what_was_found(preview: PagePreview) -> None:
    preview.desk.find_words("knee")
    preview.set_pages([QSizeF(595, 842)])
    assert preview.desk.found == 0
    assert preview.desk.chosen_text() == ""
    assert preview.desk.accessibleDescription() == ""


@pytest.mark.parametrize("wanted", ["مؤلمًا", "مؤلما", "قليلا", "يكون المكان مؤلما"])
def test_arabic_is_found_with_and_without_its_vowel_signs(wanted: str) -> None:
    text = PageText([line("قد يكون المكان مؤلمًا عند اللمس ومحمرًّا قليلًا", 40)])
    assert len(text.find(wanted)) == 1
