"""Beside the name stands what is known of allergies: not asked is never *none*."""

from __future__ import annotations

from consult_app.forms.model import Coding, Path, Value
from consult_app.services.allergies import AllergyNote, allergy_notes
from tests.services.walk import Walk

STATE = "med/all.state"
FIRST, SECOND = f"{STATE}/all.list[0]", f"{STATE}/all.list[1]"


def notes(walk: Walk, answers: dict[Path, Value]) -> tuple[AllergyNote, ...]:
    session = walk.put(walk.begin(), answers)
    return allergy_notes(session.loaded.pack, session.state.form, "en")


def test_nothing_asked_is_said_quietly(walk: Walk) -> None:
    assert notes(walk, {}) == (AllergyNote("Allergies not asked", recorded=False),)


def test_none_and_unknown_are_told_apart_and_neither_is_loud(walk: Walk) -> None:
    assert notes(walk, {STATE: Coding("none")}) == (AllergyNote("No known allergy", False),)
    assert notes(walk, {STATE: Coding("unknown")}) == (AllergyNote("Allergies unknown", False),)


def test_each_allergy_is_told_with_its_reaction(walk: Walk) -> None:
    told = notes(
        walk,
        {
            STATE: Coding("some"),
            f"{FIRST}/all.substance": Coding("penicillin"),
            f"{FIRST}/all.reaction": "rash",
            f"{SECOND}/all.substance": "walnuts",
        },
    )
    assert told == (AllergyNote("Penicillin: rash", True), AllergyNote("walnuts", True))


def test_allergies_without_a_name_yet_are_loud_already(walk: Walk) -> None:
    assert notes(walk, {STATE: Coding("some")}) == (AllergyNote("Has allergies", True),)


def test_allergy_parked_under_none_is_not_told(walk: Walk) -> None:
    told = notes(walk, {STATE: Coding("none"), f"{FIRST}/all.substance": Coding("penicillin")})
    assert [note.recorded for note in told] == [False]
