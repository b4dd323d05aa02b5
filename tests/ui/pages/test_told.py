"""What another system tells, at the window: looked at, taken in, asked, taken over or dismissed."""

from __future__ import annotations

from pathlib import Path

import pytest

from consult_app.domain.incoming import ToldState
from consult_app.domain.patients import Patient
from consult_app.services import incoming, loading
from consult_app.ui.consultation.page import ConsultationPage
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from tests.services.test_incoming import ASPIRIN, GOUT, LATEX, bundle


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "hospital.json"
    made.write_bytes(bundle(LATEX, GOUT, ASPIRIN))
    return made


def look(hands: Hands, ctx: Context, patient: Patient, file: Path) -> None:
    ctx.go.patient.emit(patient.id)
    hands.settle()
    hands.click("Take in a file")
    hands.fill("File with a FHIR Bundle", str(file))
    hands.click("Look at it")


def take(hands: Hands, ctx: Context, patient: Patient, file: Path) -> None:
    look(hands, ctx, patient, file)
    hands.fill("Which house or system it comes from", "City hospital")
    hands.click("Take in 3 lines")


def states(ctx: Context, patient: Patient) -> list[ToldState]:
    (taken,) = incoming.of_patient(ctx.acting, patient.id)
    return [line.state for line in taken.lines]


def test_lines_are_shown_before_they_are_taken_in_and_wait_afterwards(
    hands: Hands, ctx: Context, elif_demir: Patient, file: Path
) -> None:
    look(hands, ctx, elif_demir, file)
    assert hands.reads("Allergy: Latex (Hives, moderate)")
    assert not incoming.of_patient(ctx.acting, elif_demir.id)
    hands.click("Take in 3 lines")
    assert hands.reads("Say which house or system the file comes from.")
    hands.fill("Which house or system it comes from", "City hospital")
    hands.click("Take in 3 lines")
    assert states(ctx, elif_demir) == [ToldState.OPEN] * 3
    assert hands.sees("3 lines wait for you in the next consultation.")


def test_wrong_file_is_refused_beside_the_field(
    hands: Hands, ctx: Context, elif_demir: Patient, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(bundle(LATEX, birthDate="1950-01-01"))
    look(hands, ctx, elif_demir, other)
    assert hands.reads("The Bundle is about another person")
    look(hands, ctx, elif_demir, tmp_path / "none.json")
    assert hands.reads("This file cannot be read")


def test_import_is_taken_back_in_the_page(
    hands: Hands, ctx: Context, elif_demir: Patient, file: Path
) -> None:
    take(hands, ctx, elif_demir, file)
    hands.click("Take back what came from City hospital")
    assert states(ctx, elif_demir) == [ToldState.UNDONE] * 3


def test_line_is_asked_beside_its_question_and_answers_it_once_confirmed(
    hands: Hands, ctx: Context, elif_demir: Patient, file: Path
) -> None:
    take(hands, ctx, elif_demir, file)
    hands.click("Start consultation")
    hands.settle()
    page = next(w for w in hands.window.findChildren(ConsultationPage))
    page.go("med")
    hands.settle()
    assert hands.reads("From another system, to be confirmed")
    hands.click("Take over Latex")
    hands.settle()
    answers = loading.load(ctx.acting, page.id).answers
    assert [getattr(v, "code", v) for p, v in answers.items() if p.endswith("all.substance")] == [
        "latex"
    ]
    hands.click("Not so: Aspirin")
    hands.click("Dismiss this line")
    assert hands.reads("Say why this is not so")
    hands.fill("Why it is not so", "Stopped in May.")
    hands.click("Dismiss this line")
    assert states(ctx, elif_demir) == [ToldState.TAKEN, ToldState.OPEN, ToldState.DISMISSED]
