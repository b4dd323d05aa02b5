"""The clock set back, or far ahead: entries stay in order, and what was said last holds."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from consult_app.domain.consultation import Move
from consult_app.domain.decision import Choice
from consult_app.forms.model import Coding
from consult_app.services import audit, consultations
from consult_app.storage import answers, decisions
from consult_app.storage import audit as audit_rows
from tests.clinics import open_clinic
from tests.faults.figures import Figures, count
from tests.services.walk import Walk

TURNS = count("CLOCK_TURNS", 15)
PATH = "ci/ci.cancer"
FARTHEST = timedelta(days=400).total_seconds()


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    clinic = open_clinic(tmp_path / "clinic")
    yield Walk(clinic)
    clinic.acting.store.close()


class Sitting:
    """A draft in which one question is answered again and again, each time at another hour."""

    def __init__(self, walk: Walk) -> None:
        self.walk, self.dice = walk, random.Random()
        self.consultation = walk.suitable()
        self.session = walk.session(self.consultation)

    def turn(self) -> str:
        """Set the clock anywhere, back as often as ahead, and change the answer; its code."""
        self.walk.clinic.clock.forward(seconds=self.dice.uniform(-FARTHEST, FARTHEST))
        old = self.session.value(PATH)
        assert isinstance(old, Coding)
        code = self.dice.choice([c for c in ("yes", "no", "unknown") if c != old.code])
        change = self.session.put(PATH, Coding(code, old.system))
        self.session.save(self.walk.acting, (change,))
        return code

    def rows(self) -> tuple[answers.AnswerRow, ...]:
        """Every answer to the question, in the order of the records."""
        with self.walk.acting.store.read() as tx:
            return answers.history(tx, self.consultation.id, PATH)


def code_of(row: answers.AnswerRow) -> str:
    return str(json.loads(row.value or "{}")["valueCoding"]["code"])


def test_clock_turned_leaves_what_was_said_last(walk: Walk) -> None:
    sitting = Sitting(walk)
    said = [sitting.turn() for _ in range(TURNS)]
    kept = [code_of(row) for row in sitting.rows()[-TURNS:]]
    shown = walk.session(sitting.consultation).value(PATH)
    assert isinstance(shown, Coding)
    assert shown.code == said[-1]
    right = sum(one == other for one, other in zip(said, kept, strict=True))
    Figures("clock turned", TURNS, right, TURNS - right).tell()


def test_clock_turned_leaves_the_chain_in_order_and_sound(walk: Walk) -> None:
    sitting = Sitting(walk)
    for _ in range(TURNS):
        sitting.turn()
    with walk.acting.store.read() as tx:
        times = [json.loads(entry.body)["at"] for entry in audit_rows.entries(tx)]
        numbers = [entry.seq for entry in audit_rows.entries(tx)]
    assert times != sorted(times), "the clock was not turned"
    assert numbers == list(range(1, len(numbers) + 1))
    assert audit.verify(walk.acting).sound


def test_clock_set_back_leaves_the_later_decision_in_force(walk: Walk) -> None:
    consultation = walk.suitable()
    walk.decide(consultation, Choice.REFER)
    walk.clinic.clock.forward(days=-30)
    consultations.move(walk.acting, consultation.id, Move.RESUME, "The specialist has answered.")
    later = walk.decide(consultation, Choice.PROCEED)
    with walk.acting.store.read() as tx:
        assert decisions.newest(tx, consultation.id) == later


def test_clock_turned_under_an_order_by_time_is_noticed(walk: Walk) -> None:
    """The broken twin: the same rows, sorted by when they say they were written."""
    sitting = Sitting(walk)
    said = [sitting.turn() for _ in range(TURNS)]
    by_time = sorted(sitting.rows()[-TURNS:], key=lambda row: row.at)
    right = sum(one == code_of(row) for one, row in zip(said, by_time, strict=True))
    Figures("clock turned", TURNS, right, TURNS - right, twin=True).tell()
