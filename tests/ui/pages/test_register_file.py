"""Registering from another system's Bundle at the window: proposed, looked through, saved once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from consult_app.domain.incoming import ToldState
from consult_app.domain.patients import Patient, Sex
from consult_app.domain.people import Role, User
from consult_app.services import incoming, patients
from consult_app.storage import users
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from tests.services.test_incoming import ADA, ASPIRIN, GOUT, LATEX, bundle

CTRL = Qt.KeyboardModifier.ControlModifier
SOURCE = "Which house or system it comes from"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "hospital.json"
    made.write_bytes(bundle(LATEX, GOUT, ASPIRIN, gender="female", **ADA))
    return made


def read(hands: Hands, ctx: Context, file: Path) -> None:
    ctx.go.register.emit("")
    hands.settle()
    hands.click("Fill in from a file")
    hands.fill("File with a FHIR Bundle", str(file))
    hands.press(Qt.Key.Key_Return)
    hands.settle()


def every(ctx: Context) -> tuple[Patient, ...]:
    return patients.search(ctx.acting, "")


def test_file_fills_the_fields_and_stores_nothing_until_a_person_registers(
    hands: Hands, ctx: Context, file: Path
) -> None:
    read(hands, ctx, file)
    assert hands.reads("Allergy: Latex (Hives, moderate)")
    assert hands.focused().accessibleName() == SOURCE
    assert every(ctx) == ()
    hands.fill("Phone", "0555 000 0003")
    hands.click("Register")
    assert hands.reads("Say which house or system the file comes from.")
    assert every(ctx) == ()
    hands.fill(SOURCE, "City hospital")
    hands.press(Qt.Key.Key_Return, CTRL)
    (ada,) = every(ctx)
    assert (ada.given_name, ada.family_name, ada.sex) == ("Ada", "Yılmaz", Sex.FEMALE)
    assert ada.phone == "0555 000 0003"
    (taken,) = incoming.of_patient(ctx.acting, ada.id)
    assert [line.state for line in taken.lines] == [ToldState.OPEN] * 3
    hands.click("Take back what came from City hospital")
    assert not incoming.waiting(ctx.acting, ada.id)


def test_person_who_is_here_already_is_shown_before_anyone_is_registered(
    hands: Hands, ctx: Context, elif_demir: Patient, tmp_path: Path
) -> None:
    file = tmp_path / "elif.json"
    file.write_bytes(bundle(LATEX))
    read(hands, ctx, file)
    hands.fill(SOURCE, "City hospital")
    hands.click("Register")
    assert hands.reads("Someone like this is registered already")
    assert every(ctx) == (elif_demir,)
    assert not incoming.of_patient(ctx.acting, elif_demir.id)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no json", "This file is no JSON in UTF-8"),
        (bundle(GOUT, {"resourceType": "Patient"}), "The Bundle is about 2 patients"),
        (bundle(GOUT | {"subject": {"reference": "Patient/7"}}), "is about nobody in it"),
        (bundle(GOUT | {"clinicalStatus": "active"}), "is not of FHIR R4"),
        (bundle(GOUT, birthDate="1979"), "lacks the patient's name or birth date"),
        (b" " * 20_000_001, "larger than 20 MB"),
    ],
)
def test_bad_file_is_refused_beside_its_field_and_fills_nothing(
    hands: Hands, ctx: Context, tmp_path: Path, data: bytes, said: str
) -> None:
    file = tmp_path / "bad.json"
    file.write_bytes(data)
    read(hands, ctx, file)
    assert hands.reads(said)
    assert not hands.sees(SOURCE)
    hands.click("Register without a file")
    hands.click("Register")
    assert hands.reads("Enter a date of birth.")
    assert every(ctx) == ()


def test_person_in_the_fields_must_be_the_one_in_the_file(
    hands: Hands, ctx: Context, file: Path
) -> None:
    read(hands, ctx, file)
    hands.fill(SOURCE, "City hospital")
    hands.fill("Date of birth", "5 May 1991")
    hands.click("Register")
    assert hands.reads("The Bundle is about another person")
    assert every(ctx) == ()


def test_desk_registers_without_seeing_what_is_told_of_the_patient(
    hands: Hands, ctx: Context, file: Path
) -> None:
    with ctx.acting.store.write() as tx:
        user = users.insert(tx, User(0, "Deniz Ay", "", frozenset({Role.ASSISTANT})))
    physician, ctx.acting = ctx.acting, replace(ctx.acting, user=user)
    read(hands, ctx, file)
    assert hands.reads("3 lines will wait for the physician.")
    assert not hands.reads("Latex")
    hands.fill(SOURCE, "City hospital")
    hands.click("Register")
    (ada,) = every(ctx)
    assert len(incoming.waiting(physician, ada.id)) == 3
    assert not hands.reads("Latex")
