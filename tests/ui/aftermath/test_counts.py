"""What was said after the treatments, drawn and counted: gaps stay gaps, small numbers are said."""

from __future__ import annotations

from pathlib import Path

from consult_app.domain.follow_ups import Contact
from consult_app.domain.treatment import Treatment
from consult_app.services import follow_ups
from consult_app.ui.aftermath.plot import ScorePlot
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from tests.services.test_follow_ups import said


def answer_first(ctx: Context) -> None:
    (one, _), (two, _) = follow_ups.due(ctx.acting)
    follow_ups.answer(ctx.acting, one.id, said(), Contact.PHONE)
    follow_ups.give_up(ctx.acting, two.id, "Moved away.")


def test_patients_page_shows_what_was_said_and_claims_nothing(
    hands: Hands, ctx: Context, treated: Treatment
) -> None:
    answer_first(ctx)
    ctx.go.patient.emit(treated.patient_id)
    hands.settle()
    assert hands.reads("After the treatments")
    assert hands.reads("Pain 2 of 10 · Function 7 of 10 · Satisfaction 8 of 10")
    assert hands.reads("It does not show that a treatment worked or did not work.")
    (plot,) = hands.window.findChildren(ScorePlot)
    assert plot.isVisible()
    assert "2 of 10" in plot.accessible_value()
    assert "no answer" in plot.accessible_value()


def test_nothing_answered_draws_nothing(hands: Hands, ctx: Context, treated: Treatment) -> None:
    ctx.go.patient.emit(treated.patient_id)
    hands.settle()
    assert hands.reads("None was recorded.")
    assert not hands.window.findChildren(ScorePlot)[0].isVisible()


def test_counts_are_reached_from_the_room_and_say_small_numbers(hands: Hands, ctx: Context) -> None:
    answer_first(ctx)
    hands.click("Counts")
    assert hands.reads("It claims no effect")
    assert hands.reads("Injury of muscle, joint or tendon")
    assert hands.reads("Pain in week 1, median: too few to state (n = 0)")  # it was said later
    hands.answer("Counted by", "Lot")
    assert not hands.reads("Injury of muscle, joint or tendon")


def test_counts_are_saved_as_a_table(hands: Hands, tmp_path: Path) -> None:
    hands.click("Counts")
    hands.click("Save as a table")
    hands.fill("Save the copy as", str(tmp_path / "counts.csv"))
    hands.click("Save the copy")
    assert b"Injury of muscle" in (tmp_path / "counts.csv").read_bytes()


def test_counts_are_shown_as_a_sheet_that_is_saved_and_put_away(
    hands: Hands, tmp_path: Path
) -> None:
    hands.click("Counts")
    hands.click("Show as a sheet")
    assert hands.reads("Counted after treatments")
    hands.click("Save as PDF")
    hands.fill("Save the copy as", str(tmp_path / "counts.pdf"))
    hands.click("Save the copy")
    assert (tmp_path / "counts.pdf").read_bytes().startswith(b"%PDF")
    hands.click("Back to the counts")
    assert hands.reads("Injury of muscle, joint or tendon")
