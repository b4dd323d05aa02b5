"""The day's list, driven by keys and clicks, read back through the services."""

from __future__ import annotations

from PySide6.QtCore import Qt

from consult_app.domain.consultation import State, VisitState
from consult_app.domain.patients import Patient
from consult_app.services import consultations, day
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
