"""The day's list, driven by keys and clicks, read back through the services."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt

from consult_app.domain.consultation import State, VisitState
from consult_app.domain.decision import Choice, NewDecision
from consult_app.domain.patients import Patient
from consult_app.services import consultations, day, decisions
from consult_app.services.wording import day_words
from consult_app.ui.consultation.page import ConsultationPage
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands

CTRL = Qt.KeyboardModifier.ControlModifier


def visits(ctx: Context) -> tuple[day.VisitLine, ...]:
    return day.of(ctx.acting, ctx.acting.today())


def test_empty_day_offers_to_add_the_first_patient(hands: Hands) -> None:
    assert hands.sees("Nobody is on the list yet")
    hands.click("Add the first patient")
    assert hands.find("Patient to add").hasFocus()


def test_add_by_keys_alone_puts_the_patient_on_the_list(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    hands.click("Add the first patient")
    hands.write("eli")
    hands.press(Qt.Key.Key_Return)
    assert hands.find("Time").hasFocus()
    hands.write("930")
    hands.press(Qt.Key.Key_Return)
    (line,) = visits(ctx)
    assert (line.patient, line.visit.time) == (elif_demir, "09:30")
    assert hands.sees("Arrived: Elif Demir")


def test_add_with_a_time_that_is_none_says_so_and_changes_nothing(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    hands.click("Add the first patient")
    hands.write("elif")
    hands.press(Qt.Key.Key_Return)
    hands.write("25:70")
    hands.press(Qt.Key.Key_Return)
    assert hands.sees("This is not read as a time: write it like 9:30.")
    assert visits(ctx) == ()


def test_add_twice_is_refused_in_a_line(hands: Hands, ctx: Context, elif_demir: Patient) -> None:
    day.add(ctx.acting, elif_demir.id, ctx.acting.today())
    ctx.go.today.emit()
    hands.settle()
    hands.press(Qt.Key.Key_N, CTRL)
    hands.write("elif")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    assert hands.sees("This patient is on the day's list already: look at the list.")
    assert len(visits(ctx)) == 1


def test_arrived_done_and_taken_back(hands: Hands, ctx: Context, elif_demir: Patient) -> None:
    day.add(ctx.acting, elif_demir.id, ctx.acting.today(), "10:00")
    ctx.go.today.emit()
    hands.click("Arrived: Elif Demir")
    assert visits(ctx)[0].visit.state is VisitState.ARRIVED
    hands.click("Done: Elif Demir")
    assert visits(ctx)[0].visit.state is VisitState.DONE
    hands.click("Not done yet: Elif Demir")
    assert visits(ctx)[0].visit.state is VisitState.ARRIVED


def test_enter_on_a_row_starts_the_consultation_and_marks_arrival(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    day.add(ctx.acting, elif_demir.id, ctx.acting.today(), "10:00")
    asked: list[int] = []
    ctx.go.consultation.disconnect()
    ctx.go.consultation.connect(asked.append)
    ctx.go.today.emit()
    hands.settle()
    hands.press(Qt.Key.Key_Return)
    (line,) = visits(ctx)
    assert line.visit.state is VisitState.ARRIVED
    assert line.consultation_state is State.DRAFT
    assert asked == [line.visit.consultation_id]


def test_a_draft_says_resume(hands: Hands, ctx: Context, elif_demir: Patient) -> None:
    visit = day.add(ctx.acting, elif_demir.id, ctx.acting.today(), "10:00")
    day.move(ctx.acting, visit, VisitState.ARRIVED)
    consultations.start(ctx.acting, elif_demir.id, visit.id)
    ctx.go.today.emit()
    hands.settle()
    assert hands.sees("Resume: Elif Demir")
    assert hands.sees("In progress")


def test_typing_on_the_list_filters_it(hands: Hands, ctx: Context, elif_demir: Patient) -> None:
    day.add(ctx.acting, elif_demir.id, ctx.acting.today(), "10:00")
    ctx.go.today.emit()
    hands.settle()
    hands.write("z")
    assert hands.sees("Nobody on the list fits.")
    hands.press(Qt.Key.Key_Escape)
    assert hands.sees("See record: Elif Demir")


def decided(ctx: Context, patient: Patient, choice: Choice = Choice.DEFER) -> int:
    """A consultation of last week that is decided and goes on; its id."""
    begun = consultations.start(ctx.acting, patient.id)
    until = ctx.acting.today() + timedelta(days=3)
    decisions.decide(ctx.acting, begun.id, NewDecision(choice, "Waits for a letter.", until))
    return begun.id


def test_what_lacks_stands_under_the_name_and_a_press_goes_to_its_step(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    begun = decided(ctx, elif_demir)
    day.add(ctx.acting, elif_demir.id, ctx.acting.today(), "10:00")
    asked: list[tuple[int, str]] = []
    ctx.go.consultation_step.disconnect()
    ctx.go.consultation_step.connect(lambda id_, step: asked.append((id_, step)))
    ctx.go.today.emit()
    until = day_words(ctx.acting.today() + timedelta(days=3), "en", short=True)
    hands.click(f"Deferred until {until}: Elif Demir")
    assert asked == [(begun, "decision")]
    (line,) = visits(ctx)
    assert line.visit.consultation_id == begun, "the visit is about it from now on"


def test_press_on_an_assessment_that_is_not_begun_begins_it(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    day.add(ctx.acting, elif_demir.id, ctx.acting.today(), "10:00")
    asked: list[int] = []
    ctx.go.consultation.disconnect()
    ctx.go.consultation.connect(asked.append)
    ctx.go.today.emit()
    hands.settle()
    hands.travel("Assessment not begun: Elif Demir")
    hands.press(Qt.Key.Key_Return)
    (line,) = visits(ctx)
    assert asked == [line.visit.consultation_id]
    assert line.consultation_state is State.DRAFT


def test_enter_goes_on_with_the_consultation_that_is_under_way(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    begun = decided(ctx, elif_demir)
    day.add(ctx.acting, elif_demir.id, ctx.acting.today(), "10:00")
    asked: list[int] = []
    ctx.go.consultation.disconnect()
    ctx.go.consultation.connect(asked.append)
    ctx.go.today.emit()
    hands.settle()
    hands.press(Qt.Key.Key_Return)
    assert asked == [begun], "no second one is begun"
    assert visits(ctx)[0].visit.state is VisitState.ARRIVED


def test_step_opens_where_it_is_done(hands: Hands, ctx: Context, elif_demir: Patient) -> None:
    begun = decided(ctx, elif_demir)
    ctx.go.consultation_step.emit(begun, "consent")
    page = hands.window.findChildren(ConsultationPage)[-1]
    hands.wait(lambda: page.session is not None, "the consultation is not open")
    hands.settle()
    assert page.place == "consent"
