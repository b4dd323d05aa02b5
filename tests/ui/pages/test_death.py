"""A death recorded at the window: calm words at the head, nothing new to begin, taken back."""

from __future__ import annotations

from consult_app.domain.adverse_events import EventTold
from consult_app.domain.deaths import NewDeath
from consult_app.domain.patients import Patient
from consult_app.services import adverse_events, deaths
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands


def test_patient_who_died_is_told_at_the_head_and_nothing_new_is_offered(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    event = adverse_events.open_event(ctx.acting, elif_demir.id, EventTold("Fever"))
    ctx.go.patient.emit(elif_demir.id)
    hands.click("The patient has died")
    hands.fill("Day of death", "2026")
    hands.click("Record the death")
    assert hands.reads("Write down who told the clinic of the death.")
    hands.fill("Who told the clinic", "the daughter")
    hands.click("Record the death")
    hands.find("Died in 2026")
    assert hands.reads("Told by the daughter")
    for begun in ("Start consultation", "Add to today", "The patient has died"):
        assert not hands.sees(begun)
    hands.find(f"Open the event {event.told.title}")

    hands.click("Recorded in error")
    hands.click("Take it back")
    assert hands.reads("Say why the recorded death is taken back.")
    hands.fill("Why it is taken back", "Another patient of that name")
    hands.click("Take it back")
    hands.find("Start consultation")
    assert not hands.sees("Died in 2026")
    assert hands.reads("Another patient of that name")
    assert deaths.of(ctx.acting, elif_demir.id).death is None


def test_reason_that_is_half_typed_stays_when_something_else_changes(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    deaths.record(ctx.acting, elif_demir.id, NewDeath("2026", "the daughter"))
    ctx.go.patient.emit(elif_demir.id)
    hands.click("Recorded in error")
    hands.fill("Why it is taken back", "Another")
    ctx.go.records_changed.emit()
    hands.settle()
    hands.write(" patient of that name")
    hands.click("Take it back")
    hands.find("Start consultation")
    assert hands.reads("Another patient of that name")


def test_pressing_again_that_somebody_died_keeps_what_is_typed(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    ctx.go.patient.emit(elif_demir.id)
    hands.click("The patient has died")
    hands.fill("Who told the clinic", "the daughter")
    hands.click("The patient has died")
    hands.fill("Day of death", "2026")
    hands.click("Record the death")
    hands.find("Died in 2026")
    assert hands.reads("Told by the daughter")


def test_pressing_again_to_correct_a_patient_keeps_what_is_typed(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    ctx.go.patient.emit(elif_demir.id)
    hands.settle()
    hands.click("Correct")
    hands.fill("Phone", "0555 999 8877")
    hands.click("Correct")
    hands.click("Save the correction")
    assert hands.reads("0555 999 8877")
