"""The list of patients, the registration with its warning, the correction."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from consult_app.domain.patients import NewPatient, Patient, Sex
from consult_app.services import consultations, day, patients
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.pages.patient import PatientPage
from consult_app.ui.pages.patients import PatientsPage
from consult_app.ui.pages.register import RegisterPage
from consult_app.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier


def every(ctx: Context) -> tuple[Patient, ...]:
    return patients.search(ctx.acting, "")


def fill_name(hands: Hands, given: str, family: str) -> None:
    hands.focus("Given name")
    hands.write(given)
    hands.focus("Family name")
    hands.write(family)


def write_in(hands: Hands, field: str, text: str) -> None:
    hands.focus(field)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.write(text)


def test_no_patients_yet_offers_to_register(hands: Hands, ctx: Context) -> None:
    ctx.go.patients.emit()
    hands.settle()
    assert hands.sees("No patients yet")
    hands.click("Register the first patient")
    assert hands.sees("Register a patient")


def test_typing_finds_and_enter_opens(
    hands: Hands, ctx: Context, window: Window, elif_demir: Patient
) -> None:
    patients.register(ctx.acting, NewPatient("Wójcik", "Łukasz", date(1985, 5, 9)))
    ctx.go.patients.emit()
    hands.settle()
    hands.write("lukasz wo")
    page = window.stack.currentWidget()
    assert isinstance(page, PatientsPage)
    assert len(page.table.shown_ids) == 1
    hands.press(Qt.Key.Key_Return)
    assert hands.sees("Łukasz Wójcik")


def test_nobody_of_that_name_enter_registers(
    hands: Hands, ctx: Context, window: Window, elif_demir: Patient
) -> None:
    ctx.go.patients.emit()
    hands.settle()
    hands.write("Zoe Zimmer")
    assert hands.sees("Nobody of that name or number")
    hands.press(Qt.Key.Key_Return)
    assert isinstance(window.stack.currentWidget(), RegisterPage)


def test_register_by_keys_alone(hands: Hands, ctx: Context, window: Window) -> None:
    ctx.go.register.emit("Noor Haddad")
    hands.settle()
    hands.write("3 apr 1990")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert isinstance(window.stack.currentWidget(), PatientPage)
    (noor,) = every(ctx)
    assert (noor.given_name, noor.family_name) == ("Noor", "Haddad")
    assert (noor.birth_date, noor.sex) == (date(1990, 4, 3), Sex.UNKNOWN)


def test_an_ambiguous_birth_date_is_asked_not_guessed(hands: Hands, ctx: Context) -> None:
    ctx.go.register.emit("Noor Haddad")
    hands.settle()
    hands.write("03/04/25")
    assert hands.sees("Which day is meant?")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert every(ctx) == ()
    hands.click("4 March 2025")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert every(ctx)[0].birth_date == date(2025, 3, 4)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1 jan 2050", "This day has not come yet: check the year."),
        ("3 apr 1850", "This lies before 1900: check the year."),
        ("31.2.1980", "The calendar has no such day: check day and month."),
        ("yesterdayish", "This is not read as a date: write it like 12/03/1979."),
        ("1980", "Add the day: 1980 is not one day."),
        ("", "Enter a date of birth."),
    ],
)
def test_a_birth_date_that_cannot_stand_is_said_beside_the_field(
    hands: Hands, ctx: Context, typed: str, said: str
) -> None:
    ctx.go.register.emit("Noor Haddad")
    hands.settle()
    hands.write(typed)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.sees(said)
    assert hands.find("Date of birth").hasFocus()
    assert every(ctx) == ()


def test_a_missing_name_is_said_beside_the_field(hands: Hands, ctx: Context) -> None:
    ctx.go.register.emit("")
    hands.settle()
    write_in(hands, "Date of birth", "3 apr 1990")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.sees("A patient needs a name: enter the family or the given name.")
    assert hands.find("Given name").hasFocus()


def test_odd_names_are_kept_and_shown_as_they_are(hands: Hands, ctx: Context) -> None:
    ctx.go.register.emit("")
    hands.settle()
    fill_name(hands, '<b>Ann & "Bo"</b>', "O'Hara 😀")
    write_in(hands, "Date of birth", "3 apr 1990")
    hands.press(Qt.Key.Key_Return, CTRL)
    (kept,) = every(ctx)
    assert kept.name == '<b>Ann & "Bo"</b> O\'Hara 😀'
    assert hands.sees(kept.name)


def test_a_likely_duplicate_is_shown_and_can_be_opened(
    hands: Hands, ctx: Context, window: Window, elif_demir: Patient
) -> None:
    ctx.go.register.emit("Elif Demir")
    hands.settle()
    hands.write("12 mar 1979")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.sees("Someone like this is registered already")
    assert len(every(ctx)) == 1
    hands.click(f"Open this one: Elif Demir, {elif_demir.record_number}")
    assert isinstance(window.stack.currentWidget(), PatientPage)
    assert len(every(ctx)) == 1


def test_register_anyway_registers_the_second_person(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    ctx.go.register.emit("Elif Demir")
    hands.settle()
    hands.write("12 mar 1979")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.click("Register anyway")
    assert len(every(ctx)) == 2


def test_patient_page_starts_a_consultation_with_enter(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    asked: list[int] = []
    ctx.go.consultation.disconnect()
    ctx.go.consultation.connect(asked.append)
    ctx.go.patient.emit(elif_demir.id)
    hands.settle()
    hands.press(Qt.Key.Key_Return)
    (line,) = consultations.of_patient(ctx.acting, elif_demir.id)
    assert asked == [line.consultation.id]


def test_patient_page_resumes_the_draft(hands: Hands, ctx: Context, elif_demir: Patient) -> None:
    draft = consultations.start(ctx.acting, elif_demir.id)
    asked: list[int] = []
    ctx.go.consultation.disconnect()
    ctx.go.consultation.connect(asked.append)
    ctx.go.patient.emit(elif_demir.id)
    hands.settle()
    assert hands.sees("In progress")
    hands.click("Resume consultation")
    assert asked == [draft.id]


def test_patient_page_adds_to_today(hands: Hands, ctx: Context, elif_demir: Patient) -> None:
    ctx.go.patient.emit(elif_demir.id)
    hands.settle()
    hands.click("Add to today")
    assert hands.sees("On today's list now.")
    assert [v.patient for v in day.of(ctx.acting, ctx.acting.today())] == [elif_demir]
    hands.click("Add to today")
    assert hands.sees("This patient is on the day's list already: look at the list.")


def test_correct_changes_what_is_registered(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    ctx.go.patient.emit(elif_demir.id)
    hands.click("Correct")
    write_in(hands, "Given name", "Elif Nur")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.sees("Elif Nur Demir")
    assert every(ctx)[0].given_name == "Elif Nur"


def test_correct_after_someone_else_did_is_refused_in_a_line(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    ctx.go.patient.emit(elif_demir.id)
    hands.click("Correct")
    patients.correct(ctx.acting, elif_demir, NewPatient("Demir", "Elifnur", date(1979, 3, 12)))
    write_in(hands, "Given name", "Elif Nur")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.reads("Someone else has corrected this patient meanwhile")
    assert every(ctx)[0].given_name == "Elifnur"


def test_age_is_told_while_the_date_of_birth_is_typed(hands: Hands, ctx: Context) -> None:
    ctx.go.register.emit("Ida Berg")
    hands.fill("Date of birth", "12.3.1979")
    assert hands.reads("12 March 1979 · 47 years")
