"""Notes on the aftercare page: offered where the record stands, kept with their author."""

from __future__ import annotations

from PySide6.QtCore import Qt

from consult_app.domain.consultation import Move
from consult_app.services import addenda, consultations
from consult_app.ui.context import Context
from consult_app.ui.treatment.aftercare import AftercarePage
from tests.services.walk import Walk
from tests.ui.treatment.conftest import Shown

ADD, KEEP, NOTE = "Add a note", "Keep the note", "Note"


def texts(walk: Walk, consultation_id: int) -> list[tuple[str, int]]:
    found = addenda.of_consultation(walk.acting, consultation_id)
    return [(line.addendum.record.text, line.session) for line in found.lines]


def test_note_on_a_closed_consultation_is_kept_and_shown(
    walk: Walk, ctx: Context, show: Shown
) -> None:
    id_ = walk.treated().consultation_id
    consultations.move(walk.acting, id_, Move.CLOSE)
    hands = show(AftercarePage(ctx, id_))
    hands.click(ADD)
    hands.write("She called. Less pain.")
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Return)
    assert texts(walk, id_) == [("She called. Less pain.", 0)]
    assert hands.reads("She called. Less pain.")
    assert hands.reads("Dr Ayşe Kaya")
    assert hands.sees(ADD)
    assert not hands.sees(NOTE)


def test_note_on_a_session_before_the_end_names_the_session(
    walk: Walk, ctx: Context, show: Shown
) -> None:
    id_ = walk.treated().consultation_id
    hands = show(AftercarePage(ctx, id_))
    hands.click(ADD)
    hands.write("Redness.")
    hands.click(KEEP)
    assert texts(walk, id_) == [("Redness.", 1)]


def test_note_can_be_about_one_session_of_a_closed_consultation(
    walk: Walk, ctx: Context, show: Shown
) -> None:
    id_ = walk.treated().consultation_id
    consultations.move(walk.acting, id_, Move.CLOSE)
    hands = show(AftercarePage(ctx, id_))
    hands.click(ADD)
    hands.answer("What it is about", "Session 1")
    hands.fill(NOTE, "Redness.")
    hands.click(KEEP)
    assert texts(walk, id_) == [("Redness.", 1)]


def test_note_without_words_is_refused_in_the_form(walk: Walk, ctx: Context, show: Shown) -> None:
    id_ = walk.treated().consultation_id
    hands = show(AftercarePage(ctx, id_))
    hands.click(ADD)
    hands.click(KEEP)
    assert hands.sees("The note is empty: write what is to be added.")
    hands.click("Leave it")
    assert not hands.sees(NOTE)
    assert texts(walk, id_) == []


def test_note_longer_than_a_note_says_what_did_not_fit(
    walk: Walk, ctx: Context, show: Shown
) -> None:
    id_ = walk.treated().consultation_id
    hands = show(AftercarePage(ctx, id_))
    hands.click(ADD)
    hands.paste("x" * 1_000_000)
    assert hands.sees("995000 characters did not fit: a note holds 5000.")
    hands.click(KEEP)
    assert texts(walk, id_) == [("x" * 5000, 1)]


def test_note_where_the_record_still_changes_is_not_offered(
    walk: Walk, ctx: Context, show: Shown
) -> None:
    consent, _record = walk.given()
    hands = show(AftercarePage(ctx, consent.consultation_id))
    assert not hands.sees(ADD)
    assert not hands.reads("Notes added later")
