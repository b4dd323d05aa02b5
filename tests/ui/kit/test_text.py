"""Text: heights for every width, the side it is read from, and no letter lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from consult_app.ui.kit import NoteLine, WrapLabel
from consult_app.ui.kit.text import (
    Paragraph,
    advance,
    numbers_whole,
    paragraph,
    starts_right_to_left,
)
from consult_app.ui.kit.theme import Theme
from consult_app.ui.kit.tokens import Type

_ARGB = QImage.Format.Format_ARGB32
LONG = "Does the patient have an active infection, or has there been one in the last weeks?"


def test_height_narrower_is_never_less(look: Theme) -> None:
    words = Paragraph(LONG, look.font(Type.BODY))
    heights = [words.height(width) for width in range(60, 900, 20)]
    assert heights == sorted(heights, reverse=True)
    assert heights[-1] == words.line_height


@pytest.mark.parametrize("kind", list(Type))
def test_height_natural_width_needs_one_line(look: Theme, kind: Type) -> None:
    words = Paragraph(LONG, look.font(kind))
    assert words.height(words.natural_width()) == words.line_height
    assert words.height(words.natural_width() - 8) == 2 * words.line_height - (
        2 * words.line_height - words.height(words.natural_width() - 8)
    )


def test_height_line_breaks_are_kept(look: Theme) -> None:
    words = Paragraph("one\ntwo\nthree", look.font(Type.BODY))
    assert words.height(1000) > 2 * words.line_height


def test_height_empty_text_takes_no_room(look: Theme) -> None:
    assert Paragraph("", look.font(Type.BODY)).height(300) == 0


def test_height_word_of_500_letters_is_broken(look: Theme) -> None:
    words = Paragraph("w" * 500, look.font(Type.BODY))
    assert words.height(300) > 10 * words.line_height


def test_paragraph_same_words_are_measured_once(look: Theme) -> None:
    font = look.font(Type.BODY)
    assert paragraph("Knee", font) is paragraph("Knee", font)
    assert paragraph("Knee", font) is not paragraph("Knee", look.font(Type.BODY, True))


def test_advance_bold_is_wider(look: Theme) -> None:
    assert advance("Unknown", look.font(Type.BODY, True)) > advance("Unknown", look.font(Type.BODY))


@pytest.mark.parametrize(
    ("text", "from_the_right"),
    [("Breast, left. \u0641\u064a", True), ("Breast, left.", False), ("12 \u0645", True)],
)
def test_text_in_a_mirrored_window_is_turned_by_any_letter_that_reads_from_the_right(
    look: Theme, text: str, from_the_right: bool
) -> None:
    option = Paragraph(text, look.font(Type.BODY))._option(mirrored=True, centered=False)
    assert (option.textDirection() == Qt.LayoutDirection.RightToLeft) is from_the_right


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Elif", False), ("אלון", True), ("12 אלון", True), ("12", False), ("ليلى Demir", True)],
)
def test_starts_right_to_left_first_strong_letter_decides(text: str, expected: bool) -> None:
    assert starts_right_to_left(text) is expected


def test_label_text_as_it_is_for_a_screen_reader(qtbot: QtBot) -> None:
    label = WrapLabel("Tom & Jerry <b>", heading=True)
    qtbot.addWidget(label)
    assert label.accessibleName() == "Tom & Jerry <b>"
    label.set_text("Anna")
    assert (label.text, label.accessibleName()) == ("Anna", "Anna")


def test_label_max_characters_hold_the_line_short(qtbot: QtBot) -> None:
    free, held = WrapLabel(LONG * 3), WrapLabel(LONG * 3, max_characters=40)
    qtbot.addWidget(free)
    qtbot.addWidget(held)
    assert held.heightForWidth(2000) > free.heightForWidth(2000)


def test_note_error_goes_before_echo_and_help(qtbot: QtBot) -> None:
    note = NoteLine()
    qtbot.addWidget(note)
    empty = note.heightForWidth(300)
    note.set_help("As in the passport")
    note.set_echo("3 April 2025")
    assert note.text == "3 April 2025"
    note.set_error("This is no date.")
    assert note.accessibleName() == "This is no date."
    note.set_error("")
    assert note.text == "3 April 2025"
    assert note.heightForWidth(300) == empty, "the line was kept free before"


def test_letters_of_another_script_are_drawn_whole(look: Theme) -> None:
    words = paragraph("العناية بنفسك بعد العلاج", look.font(Type.BODY))
    width = words.natural_width()
    exact, roomy = (QImage(width, words.height(width) + more, _ARGB) for more in (0, 40))
    for image in (exact, roomy):
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        words.draw(painter, 0, 0, width, QColor("black"), mirrored=False)
        painter.end()
    assert roomy.copy(exact.rect()) == exact
    rest = roomy.copy(0, exact.height(), width, 40)
    empty = QImage(rest.size(), _ARGB)
    empty.fill(Qt.GlobalColor.white)
    assert rest == empty


def test_telephone_number_in_arabic_words_is_read_from_the_left_as_one() -> None:
    words = "اتصل على +90 232 555 0110 ليلًا"
    shown, spans = numbers_whole(words, ((0, 4), (words.index("ليلًا"), 5)))
    assert shown == "اتصل على \u2066+90 232 555 0110\u2069 ليلًا"
    assert [shown[start : start + length] for start, length in spans] == ["اتصل", "ليلًا"]
    assert numbers_whole("الموافقة · D-2026-00003") == ("الموافقة · D-2026-00003", ())
    assert numbers_whole("Call +90 232 555 0110") == ("Call +90 232 555 0110", ())
