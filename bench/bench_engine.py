"""A whole pass over a long form, and the shipped pack's own form with its rules: the time they may
take of the 16 ms between an answer and its redraw.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.harness import Figure, limited
from consult_app.forms.evaluate import evaluate
from consult_app.forms.model import (
    Coding,
    EnableWhen,
    Item,
    ItemType,
    Operator,
    Option,
    Questionnaire,
)
from consult_app.services import consultations, loading
from consult_app.services.assessment import judged
from consult_app.services.scripted import scripted_answers
from tests.clinics import open_clinic

ITEMS, SECTION = 1_000, 50
PASS_MS = 4.0
"""A quarter of a frame: the other three are for judging, drawing and saving."""
JUDGED_MS = 4.0
ROUNDS = 41
YES, NO = Coding("yes"), Coding("no")


def figures() -> list[Figure]:
    """Half of the questions answered; every fifth hangs on the one before it."""
    form = _form()
    answers = {f"s{n // SECTION}/q{n}": YES if n % 4 else NO for n in range(0, ITEMS, 2)}
    whole = _milliseconds(lambda: evaluate(form, answers))
    return [
        limited(f"a pass over {ITEMS:,} items", whole, "a quarter of a frame", PASS_MS),
        limited("the pack judged", _judged(), "a quarter of a frame", JUDGED_MS),
    ]


def _form() -> Questionnaire:
    options = (Option(YES), Option(NO))
    questions = []
    for n in range(ITEMS):
        hangs = n % 5 == 4
        when = (EnableWhen(f"q{n - 1}", Operator.EQUAL, YES),) if hangs else ()
        question = Item(f"q{n}", ItemType.CHOICE, {"en": f"Question {n}"}, required=True)
        questions.append(replace(question, options=options, enable_when=when))
    sections = [
        Item(f"s{at // SECTION}", ItemType.GROUP, items=tuple(questions[at : at + SECTION]))
        for at in range(0, ITEMS, SECTION)
    ]
    return Questionnaire("long", tuple(sections))


def _judged() -> float:
    with TemporaryDirectory(prefix="consult-bench-") as place:
        made = open_clinic(Path(place))
        draft = consultations.start(made.acting, made.patient.id)
        loaded = loading.load(made.acting, draft.id)
        answers = scripted_answers(loaded.pack, made.product)
        took = _milliseconds(lambda: judged(loaded, answers))
        made.acting.store.close()
    return took


def _milliseconds(work: Callable[[], object]) -> float:
    """The median of some rounds, warm."""
    times = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return median(times)
