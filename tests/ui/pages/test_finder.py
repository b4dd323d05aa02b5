"""Ctrl+K, a name, Enter: the way to a patient from anywhere."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from consult_app.domain.patients import NewPatient, Patient
from consult_app.services import patients
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.pages.patient import PatientPage
from consult_app.ui.pages.register import RegisterPage
from consult_app.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier


def register(ctx: Context, given: str, family: str, day: int) -> Patient:
    return patients.register(ctx.acting, NewPatient(family, given, date(1980, 1, day)))


def test_ctrl_k_name_enter_leads_to_the_record(
    hands: Hands, ctx: Context, window: Window, elif_demir: Patient
) -> None:
    hands.press(Qt.Key.Key_K, CTRL)
    hands.write("dem")
    hands.press(Qt.Key.Key_Return)
    assert isinstance(window.stack.currentWidget(), PatientPage)
    assert hands.sees("Elif Demir")
    assert window.windowTitle() == "Consult"


def test_search_folds_letters(hands: Hands, ctx: Context) -> None:
    register(ctx, "Işıl", "Şahin", 2)
    hands.press(Qt.Key.Key_K, CTRL)
    hands.write("isil sah")
    assert any(name.startswith("Işıl Şahin, ") for name in hands.reading().split(" | "))


def test_enter_before_the_answer_takes_the_newest_search(
    hands: Hands, ctx: Context, window: Window, elif_demir: Patient
) -> None:
    other = register(ctx, "Anna", "Berg", 3)
    hands.press(Qt.Key.Key_K, CTRL)
    field = window.search.edit
    QTest.keyClicks(field, "elif")  # without waiting for any answer
    field.selectAll()
    QTest.keyClicks(field, "anna")
    QTest.keyClick(field, Qt.Key.Key_Return)
    hands.settle()
    assert hands.sees(other.name)
    assert not hands.sees(elif_demir.name)


def test_arrows_walk_the_results(hands: Hands, ctx: Context, window: Window) -> None:
    for day, family in enumerate(("Adler", "Bauer", "Conrad"), start=1):
        register(ctx, "Maria", family, day)
    hands.press(Qt.Key.Key_K, CTRL)
    hands.write("maria")
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Up)
    hands.press(Qt.Key.Key_Return)
    assert hands.sees("Maria Bauer")


def test_nobody_found_goes_on_to_register_with_the_name_typed(
    hands: Hands, ctx: Context, window: Window
) -> None:
    hands.press(Qt.Key.Key_K, CTRL)
    hands.write("Noor Haddad")
    assert hands.sees("No patient fits: register Noor Haddad")
    hands.press(Qt.Key.Key_Return)
    page = window.stack.currentWidget()
    assert isinstance(page, RegisterPage)
    assert hands.find("Date of birth").hasFocus()


def test_escape_and_leaving_put_the_list_away(hands: Hands, ctx: Context) -> None:
    hands.press(Qt.Key.Key_K, CTRL)
    hands.write("noor")
    assert hands.sees("Results")
    hands.press(Qt.Key.Key_Escape)
    assert not hands.sees("Results")
    hands.write("noor")
    ctx.go.patients.emit()
    hands.settle()
    assert not hands.sees("Results")
