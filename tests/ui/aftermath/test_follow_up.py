"""Week six: who waits is asked; a warning sign becomes an event, told until it is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from consult_app.domain.adverse_events import Causality, EventState, EventTold, Report
from consult_app.domain.follow_ups import FollowUpState
from consult_app.domain.treatment import Treatment
from consult_app.services import adverse_events, follow_ups
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from tests.ui.aftermath.conftest import slow_disk

SIGNS = (
    *("Redness that spreads?", "Fever?", "Pus or a bad smell?", "Pain that gets worse?"),
    *("Skin of another colour?", "A lump at the place?", "Trouble breathing?"),
    *("A swollen face or tongue?", "Fainted?", "High fever and very ill?"),
)


def ask(hands: Hands, ctx: Context, *signs: str) -> None:
    """Answer the longest waiting follow-up with these signs and no other."""
    first = follow_ups.due(ctx.acting)[0][0]
    ctx.go.follow_up.emit(first.id)
    hands.settle()
    hands.answer("How is the patient reached?", "By phone")
    hands.answer("Pain at the place today, from 0 to 10", "3")
    hands.answer("What the patient can do with it, from 0 to 10", "6")
    hands.answer("Satisfied, from 0 to 10", "7")
    for sign in SIGNS:
        hands.answer(sign, "Yes" if sign in signs else "No")


def test_who_waits_is_on_the_list_and_leaves_it_once_asked(hands: Hands, ctx: Context) -> None:
    assert len(follow_ups.due(ctx.acting)) == 2
    ask(hands, ctx)
    hands.click("Keep the answers")
    assert len(follow_ups.due(ctx.acting)) == 1
    assert hands.reads("None is open.")


def test_question_left_open_is_said_and_nothing_is_kept(hands: Hands, ctx: Context) -> None:
    one = follow_ups.due(ctx.acting)[0][0]
    ctx.go.follow_up.emit(one.id)
    hands.settle()
    hands.click("Keep the answers")
    assert hands.reads("Say how the patient was reached.")
    hands.answer("How is the patient reached?", "By phone")
    hands.click("Keep the answers")
    assert hands.reads("Some questions are not answered yet: unknown is an answer.")
    assert follow_ups.view(ctx.acting, one.id).follow_up.state is FollowUpState.PLANNED


def test_answers_are_closed_while_the_page_is_about_to_leave_and_open_again_if_it_stays(
    hands: Hands, ctx: Context
) -> None:
    ask(hands, ctx)
    with slow_disk(hands, ctx) as quick:
        quick.click("Give this follow-up up")
        assert not quick.find("How is the patient reached?").isEnabled()
    assert hands.find("How is the patient reached?").isEnabled()
    hands.click("Keep the answers")
    assert len(follow_ups.due(ctx.acting)) == 1


def test_not_reached_is_counted_and_the_patient_stays_on_the_list(
    hands: Hands, ctx: Context
) -> None:
    one = follow_ups.due(ctx.acting)[0][0]
    ctx.go.follow_up.emit(one.id)
    hands.settle()
    hands.fill("A note: why not reached, or why given up", "No answer.")
    hands.click("Not reached")
    assert follow_ups.due(ctx.acting)[0][0].tries == 1
    ctx.go.follow_up.emit(one.id)
    hands.settle()
    assert hands.reads("No answer.")


def test_warning_sign_at_week_six_becomes_an_event_that_is_told_reported_and_closed(
    hands: Hands, ctx: Context, treated: Treatment
) -> None:
    ask(hands, ctx, "A lump at the place?")
    hands.click("Keep the answers")
    assert hands.reads("Adverse event: Still open")
    assert hands.reads("Lot")
    hands.click("Close the event")
    assert hands.reads("An event is closed once these are told")
    hands.fill("What happened", "Firm, the size of a pea.")
    hands.fill("When it began", "20.12.2026")
    hands.press(Qt.Key.Key_Tab)
    hands.answer("Is it serious?", "No")
    hands.answer("Was it caused by the treatment?", "Possible")
    hands.answer("How it went on", "Recovering")
    hands.click("Keep what is known")
    assert hands.reads("Kept. What was known before stays readable.")
    assert hands.reads("told by Dr Ayşe Kaya")
    assert hands.reads("Was it caused by the treatment?: Not judged yet")
    hands.fill("Reported to", "Health authority")
    hands.fill("Number of the report", "2027/17")
    hands.click("Note that it was reported today")
    assert hands.reads("Health authority")
    hands.click("Close the event")
    assert hands.reads("Adverse event: Closed")
    (event,) = adverse_events.of_patient(ctx.acting, treated.patient_id)
    assert (event.state, event.told.causality) == (EventState.CLOSED, Causality.POSSIBLE)
    assert event.told.began is not None
    assert len(adverse_events.history(ctx.acting, event.id)) == 2


def test_serious_event_says_what_makes_it_so(hands: Hands, ctx: Context) -> None:
    ask(hands, ctx, "Trouble breathing?")
    hands.click("Keep the answers")
    hands.answer("Is it serious?", "Yes")
    hands.click("Keep what is known")
    assert hands.reads("Say what makes it serious: choose at least one.")
    hands.answer("What makes it serious", "Life was in danger")
    hands.click("Keep what is known")
    assert hands.reads("Kept.")


def test_report_that_is_due_is_said_beside_its_event_until_it_is_made(
    hands: Hands, ctx: Context, treated: Treatment
) -> None:
    yesterday = replace(ctx.acting, clock=lambda: ctx.acting.now() - timedelta(days=1))
    event = adverse_events.open_event(yesterday, treated.patient_id, EventTold("Lump"), treated.id)
    ctx.go.records_changed.emit()
    hands.settle()
    assert not hands.reads("Report due")
    ctx.settings = replace(ctx.settings, report_days=1)
    ctx.go.records_changed.emit()
    hands.settle()
    assert hands.reads("Report due")
    adverse_events.report(ctx.acting, event.id, Report("Authority", ctx.acting.today(), ""))
    ctx.go.records_changed.emit()
    hands.settle()
    assert not hands.reads("Report due")


def test_every_control_has_a_name(hands: Hands, ctx: Context) -> None:
    ask(hands, ctx, "Fainted?")
    hands.click("Keep the answers")
    controls = [w for w in hands.window.findChildren(QWidget) if w.isVisible()]
    focusable = [w for w in controls if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [type(w).__name__ for w in focusable if not w.accessibleName() and w.isEnabled()] == []
