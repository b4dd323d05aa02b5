"""The answer row and the card: beside or below, tied follow-ups, nothing cut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult_app.ui.kit import AnswerRow, Card, FormColumn, ScrollArea, Segmented, Size, TextArea
from consult_app.ui.kit.theme import Theme

QUESTION = "Does the patient have an active infection?"
LONG = QUESTION + " Anywhere in the body, also one that has not yet fully cleared?"


def _row(qtbot: QtBot, question: str = QUESTION, **more: object) -> AnswerRow:
    row = AnswerRow(question, Segmented(), **more)  # type: ignore[arg-type]  # by name
    qtbot.addWidget(row)
    return row


def _laid(row: AnswerRow, width: int) -> AnswerRow:
    row.resize(width, row.heightForWidth(width))
    row.show()
    return row


def test_control_is_named_by_the_question_and_described_by_the_help(qtbot: QtBot) -> None:
    row = _row(qtbot, help_text="For example lupus")
    assert row.control.accessibleName() == QUESTION
    assert row.control.accessibleDescription() == "For example lupus"
    row.set_error("Answer this.")
    assert row.control.accessibleDescription() == "Answer this. For example lupus"


def test_room_control_stands_beside(qtbot: QtBot) -> None:
    row = _laid(_row(qtbot), 700)
    assert row.control.x() + row.control.width() == 700 - 20
    assert row.height() == 36 + 2 * 16


def test_narrow_control_stands_below(qtbot: QtBot) -> None:
    row = _laid(_row(qtbot), 380)
    assert row.control.x() == 20
    assert row.control.y() > 40


def test_mirrored_control_stands_at_the_left(qtbot: QtBot, qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    row = _laid(_row(qtbot), 700)
    assert row.control.x() == 20


@pytest.mark.parametrize("width", [320, 480, 720])
@pytest.mark.parametrize("scale", [100, 150, 200])
def test_any_scale_control_lies_within_the_row(
    qtbot: QtBot, look: Theme, scale: int, width: int
) -> None:
    look.set_scale(scale)
    row = _laid(_row(qtbot, LONG, help_text=LONG), width)
    assert row.rect().contains(row.control.geometry())


def test_scale_changed_while_shown_row_grows(qtbot: QtBot, look: Theme) -> None:
    form = FormColumn()
    row = AnswerRow(LONG, Segmented())
    form.add(row)
    area = ScrollArea(form)
    qtbot.addWidget(area)
    area.resize(800, 400)
    area.show()
    before = row.height()
    look.set_scale(200)
    qtbot.waitUntil(lambda: row.height() > before)
    assert row.rect().contains(row.control.geometry())


def test_wide_control_takes_the_row_and_grows_with_its_text(qtbot: QtBot) -> None:
    area = TextArea()
    row = AnswerRow("What happened?", area, wide=True)
    qtbot.addWidget(row)
    _laid(row, 600)
    assert area.width() == 600 - 40
    before = row.heightForWidth(600)
    area.set_text("\n".join(["word"] * 9))
    qtbot.waitUntil(lambda: row.heightForWidth(600) > before)


def test_follow_ups_shown_and_hidden_change_the_height(qtbot: QtBot) -> None:
    row = _row(qtbot)
    alone = row.heightForWidth(700)
    follow = AnswerRow("Does it still cause symptoms?", Segmented())
    row.add_follow_up(follow)
    _laid(row, 700)
    assert row.heightForWidth(700) > alone + 36
    assert follow.mapTo(row, follow.rect().topLeft()).x() > 20
    row.set_follow_ups_visible(False)
    assert row.heightForWidth(700) == alone
    row.set_follow_ups_visible(True)
    assert row.heightForWidth(700) > alone + 36


def test_error_adds_a_line_and_takes_it_back(qtbot: QtBot) -> None:
    row = _row(qtbot, help_text="General practice")
    before = row.heightForWidth(700)
    row.set_error("Answer this one: it decides whether the injection is possible.")
    assert row.heightForWidth(700) > before
    row.set_error("")
    assert row.heightForWidth(700) == before


def test_patient_size_puts_the_answer_below_in_large_type(qtbot: QtBot) -> None:
    answer = Segmented(size=Size.PATIENT)
    row = AnswerRow("I have understood.", answer, size=Size.PATIENT)
    qtbot.addWidget(row)
    _laid(row, 760)
    assert answer.y() > 40
    assert answer.height() == 56


def test_card_is_as_high_as_its_rows(qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)
    rows = [AnswerRow(f"{QUESTION} {i}", Segmented()) for i in range(4)]
    for row in rows:
        card.add(row)
    full = card.heightForWidth(720)
    rows[1].hide()
    assert full - card.heightForWidth(720) == rows[1].heightForWidth(718) + 1


def test_follow_ups_slide_into_their_place_unless_motion_is_reduced(
    qtbot: QtBot, look: Theme
) -> None:
    row = _row(qtbot)
    follow = AnswerRow("Where?", TextArea())
    row.add_follow_up(follow)
    row.set_follow_ups_visible(False)
    row.resize(700, 400)
    row.show()
    row.set_follow_ups_visible(True)
    began = follow.mapTo(row, QPoint(0, 0)).y()
    qtbot.waitUntil(lambda: follow.mapTo(row, QPoint(0, 0)).y() > began, timeout=5_000)
    qtbot.wait(look.motion_ms)
    there = follow.mapTo(row, QPoint(0, 0)).y()
    assert began < there
    assert look.motion_ms < 150
    row.set_follow_ups_visible(False)
    look.reduced_motion = True
    row.set_follow_ups_visible(True)
    assert follow.mapTo(row, QPoint(0, 0)).y() == there
