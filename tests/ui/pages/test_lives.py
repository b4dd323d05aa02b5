"""A whole record at the window: exported, joined and separated, erased by two people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from consult_app.domain.patients import NewPatient, Patient, Sex
from consult_app.domain.people import Role, User
from consult_app.errors import Refused
from consult_app.services import erasure, merging, patients
from consult_app.services.acting import Acting
from consult_app.storage import users
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands

REQUEST = "The patient asks for it, and it was judged to be owed."


@pytest.fixture
def double(ctx: Context, elif_demir: Patient) -> Patient:
    new = NewPatient("Demir", "Elif Su", elif_demir.birth_date, Sex.MALE, "tr", phone="555 0144")
    return patients.register(ctx.acting, new)


def show(hands: Hands, ctx: Context, patient: Patient) -> None:
    ctx.go.patient.emit(patient.id)
    hands.settle()


def order(hands: Hands) -> None:
    hands.answer("Ground of the erasure", REQUEST)
    hands.fill("Who judged it", "Dr Kaya")
    hands.fill("Where it is filed", "12/2026")
    hands.click("Order the erasure")
    hands.click("Yes, order it")


def log_in_second(ctx: Context, *roles: Role) -> None:
    with ctx.acting.store.write() as tx:
        user = users.insert(tx, User(0, "Mert Ay", "", frozenset(roles)))
    ctx.acting = Acting(user, ctx.acting.store, ctx.acting.clock)


def test_record_is_erased_by_two_and_each_is_asked_twice(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    show(hands, ctx, elif_demir)
    hands.click("Erase the record")
    assert hands.reads("What goes, for good")
    assert hands.reads("a hash of what went")
    assert not hands.find("Order the erasure").isEnabled()
    order(hands)
    assert hands.reads("A second person confirms it.")
    hands.click("Erase the record")
    hands.click("Yes, erase it for good")
    assert hands.reads("You gave this order yourself")
    assert patients.again(ctx.acting, elif_demir) == elif_demir
    log_in_second(ctx, Role.PHYSICIAN, Role.ADMINISTRATOR)
    hands.click("Back to the patient")
    hands.click("Erase the record")
    hands.click("Erase the record")
    hands.click("Yes, erase it for good")
    assert hands.sees("Nothing of it is left")
    with pytest.raises(Refused, match="not-found"):
        patients.again(ctx.acting, elif_demir)
    ctx.go.settings.emit()
    hands.settle()
    hands.answer("Part of the clinic", "Erased records")
    (row,) = erasure.every(ctx.acting)
    assert hands.reads("Erased records")
    assert row.record_number == elif_demir.record_number


def test_order_without_its_letter_is_refused_and_one_that_was_given_is_taken_back(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    ctx.go.erase.emit(elif_demir.id)
    hands.settle()
    hands.answer("Ground of the erasure", REQUEST)
    hands.click("Order the erasure")
    hands.click("Yes, order it")
    assert hands.reads("Enter who judged that the record may go.")
    order(hands)
    hands.click("Take the order back")
    assert hands.sees("Order the erasure")
    assert erasure.review(ctx.acting, elif_demir.id).ordered is None


def test_doubles_are_compared_joined_and_separated_from_the_page(
    hands: Hands, ctx: Context, elif_demir: Patient, double: Patient
) -> None:
    show(hands, ctx, elif_demir)
    hands.click(f"Compare with record {double.record_number}")
    hands.click("Join the two records")
    assert hands.reads("Choose which one is right: Given name, Sex")
    hands.answer("Given name", "Elif Su")
    hands.answer("Sex", "Female")
    hands.answer("Language", "Turkish")
    hands.answer("Phone", "555 0144")
    hands.click("Join the two records")
    hands.click("Yes, they are one person")
    assert hands.reads(f"No. {elif_demir.record_number}, also {double.record_number}")
    joined = patients.again(ctx.acting, double)
    assert (joined.id, joined.given_name, joined.sex) == (elif_demir.id, "Elif Su", Sex.FEMALE)
    assert (joined.phone, joined.language) == ("555 0144", "tr")
    hands.click(f"Separate record {double.record_number}")
    assert hands.reads("two records again")
    assert patients.again(ctx.acting, elif_demir).registered == elif_demir.registered
    assert patients.again(ctx.acting, double) == double


def test_other_record_is_found_by_its_number(
    hands: Hands, ctx: Context, elif_demir: Patient
) -> None:
    other = patients.register(ctx.acting, NewPatient("Aksoy", "Elvan", date(1980, 1, 1)))
    show(hands, ctx, elif_demir)
    hands.click("Join with another record")
    hands.write(other.record_number)
    hands.press(Qt.Key.Key_Return)
    hands.click(f"Compare with record {other.record_number}")
    assert hands.sees("Elvan")
    assert merging.joined(ctx.acting, elif_demir.id) == ()


def test_second_double_at_registration_leads_to_the_comparison(
    hands: Hands, ctx: Context, elif_demir: Patient, double: Patient
) -> None:
    ctx.go.register.emit("Elif Demir")
    hands.settle()
    hands.fill("Date of birth", elif_demir.birth_date.isoformat())
    hands.click("Register")
    hands.click("Compare the first two")
    assert hands.sees("Join two records of one person")


def test_record_is_exported_into_a_new_folder(
    hands: Hands, ctx: Context, elif_demir: Patient, tmp_path: Path
) -> None:
    show(hands, ctx, elif_demir)
    hands.click("Export the record")
    hands.fill("Make the export in this folder", str(tmp_path / "nowhere"))
    hands.click("Export")
    assert hands.reads("This folder is not there") or hands.reads("folder")
    out = tmp_path / "out"
    out.mkdir()
    hands.fill("Make the export in this folder", str(out))
    hands.click("Export")
    assert hands.reads("It is not encrypted")
    (made,) = out.iterdir()
    assert (made / "index.html").is_file()


def test_assistant_sees_none_of_it(hands: Hands, ctx: Context, elif_demir: Patient) -> None:
    ctx.acting = replace(ctx.acting, user=User(7, "Deniz Ay", "", frozenset({Role.ASSISTANT})))
    show(hands, ctx, elif_demir)
    for way in ("Export the record", "Join with another record", "Erase the record"):
        assert not hands.sees(way)
