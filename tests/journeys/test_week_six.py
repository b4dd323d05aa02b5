"""Week six: a patient calls, a warning sign becomes an adverse event, told until it is closed, with
its worksheet for the authority and a sheet of the scores, all at the real window."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt

from consult_app.domain.adverse_events import EventState
from consult_app.domain.documents import Kind
from consult_app.domain.treatment import Treatment
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from tests.services.walk import Walk
from tests.told_events import events, lot_number, paper, planned
from tests.ui.aftermath.conftest import ctx, hands, treated, walk
from tests.ui.aftermath.test_follow_up import SIGNS

__all__ = ["ctx", "hands", "treated", "walk"]


def calls(hands: Hands, ctx: Context, treated: Treatment, *signs: str) -> None:
    """The patient calls: the questions of a follow-up are answered from the patient's page."""
    ctx.go.patient.emit(treated.patient_id)
    hands.settle()
    hands.click("The patient is here or calls")
    hands.answer("How is the patient reached?", "By phone")
    hands.answer("Pain at the place today, from 0 to 10", "7")
    hands.answer("What the patient can do with it, from 0 to 10", "3")
    hands.answer("Satisfied, from 0 to 10", "2")
    for sign in SIGNS:
        hands.answer(sign, "Yes" if sign in signs else "No")
    hands.click("Keep the answers")


def test_call_at_week_six_becomes_an_event_with_its_worksheet_and_the_scores_a_paper(
    hands: Hands, ctx: Context, treated: Treatment, walk: Walk
) -> None:
    before = planned(ctx)
    calls(hands, ctx, treated, "A lump at the place?")
    assert hands.reads("Adverse event: Still open")
    assert planned(ctx) == before  # each still asks in its own week
    hands.fill("What happened", "Firm, the size of a pea, since the weekend.")
    hands.fill("When it began", (ctx.acting.today() - timedelta(days=2)).strftime("%d.%m.%Y"))
    hands.press(Qt.Key.Key_Tab)
    hands.answer("Is it serious?", "Yes")
    hands.answer("What makes it serious", "Other event that a physician finds important")
    hands.answer("Was it caused by the treatment?", "Possible")
    hands.answer("How it went on", "Not recovered")
    hands.click("Keep what is known")
    hands.fill("What happened", "Firm, the size of a hazelnut, since the weekend.")
    hands.click("Keep what is known")
    hands.fill("What was done about it", "Cooled and watched")
    hands.click("Make the reporter's worksheet")
    hands.wait(lambda: hands.reads("Worksheet for the report"), "no worksheet is shown")
    told = paper(ctx, treated, Kind.ADVERSE_EVENT)
    for words in (
        *(
            "Firm, the size of a hazelnut",
            "Cooled and watched",
            "Outcome not recovered",
            "possible",
            "not recovered",
            lot_number(ctx, 1),
            "Elif Demir",
        ),
        "another event that a physician finds important",
    ):
        assert words in told
    ctx.go.adverse_event.emit(1)
    hands.settle()
    hands.fill("Reported to", "Health authority")
    hands.click("Note that it was reported today")
    hands.click("Close the event")
    assert hands.reads("Adverse event: Closed")
    (event,) = events(ctx, treated)
    assert event.state is EventState.CLOSED
    ctx.go.patient.emit(treated.patient_id)
    hands.settle()
    assert hands.reads("The patient came or called on")
    hands.click("Make a sheet of the scores")
    hands.wait(lambda: hands.reads("What was said after the treatments"), "no sheet is shown")
    told = paper(ctx, treated, Kind.SCORES)
    assert "The patient came or called 7 3 2" in told
    assert "Lump, closed. Serious: yes." in told


def test_event_that_others_tell_of_is_opened_from_the_patients_page(
    hands: Hands, ctx: Context, treated: Treatment
) -> None:
    ctx.go.patient.emit(treated.patient_id)
    hands.settle()
    hands.click("Record an adverse event")
    assert hands.reads("Say in a few words what happened.")
    hands.fill("Told by others: what happened, in a few words", "In hospital with a fever")
    hands.click("Record an adverse event")
    assert hands.reads("Adverse event: Still open")
    (event,) = events(ctx, treated)
    assert (event.treatment_id, event.told.serious) == (treated.id, None)
