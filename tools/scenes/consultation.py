"""Pictures of the assessment, and of how each decision stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from consult_app.services import shelf
from consult_app.ui.storyline import deciding
from consult_app.ui.storyline.answering import Form
from tools.scenes.common import (
    CTRL,
    ESCAPE,
    RAIL,
    RETURN,
    Sit,
    copy_of,
    go_to,
    open_patient,
    open_story,
    story_number,
)

if TYPE_CHECKING:
    from tools.screens import Tour


def healthy(more: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The demonstration's answers of somebody with nothing in the way, `more` put over them."""
    answers = dict(shelf.shipped().demo.answers)
    answers = {p: w for p, w in answers.items() if not p.startswith("ci/ci.cancer/")}
    answers["ci/ci.cancer"] = "no"
    answers.update(more)
    return iter(answers.items())


def consultation(sit: Sit, clinic: Path, room: Path) -> None:
    """Every step of the assessment, empty and answered, and every verdict on its way."""
    tour = sit(copy_of(clinic, room, "consultation"))
    hands, take = tour.hands, tour.take
    form = Form(hands, shelf.shipped().questionnaire, "en")
    open_patient(tour, 0)
    hands.click("Start consultation")
    hands.find(RAIL)
    for section, answers in groupby(healthy({}), lambda a: a[0].split("/")[0]):
        take(f"{section}-empty")
        for path, words in answers:
            form.answer(path, words)
        take(f"{section}-answered")
        hands.press(RETURN, CTRL)
    take("decision-clear")
    hands.click("More")
    take("more")
    hands.click("Wrong patient")
    take("more-wrong-patient")
    hands.press(ESCAPE)
    _conditions(tour, form)
    _decisions(tour)
    _returning(tour)
    tour.close()


CONDITIONS = {
    "caution": (("ci/ci.bleeding", "yes"),),
    "defer": (("ci/ci.skin", "yes"),),
    "specialist": (
        ("ci/ci.infection", "yes"),
        ("ci/ci.infection/ci.infection.site", "left foot"),
        ("ci/ci.immune", "unknown"),
        ("ci/ci.cancer", "yes"),
        ("ci/ci.cancer/ci.cancer.status", "past"),
        ("ci/ci.cancer/ci.cancer.site", "breast"),
        ("ci/ci.cancer/ci.cancer.diagnosed", "2190"),
    ),
}


def _conditions(tour: Tour, form: Form) -> None:
    """The strip in each verdict, beside the follow-ups that the answers bring."""
    go_to(tour.hands, "Contraindications")
    for verdict, answers in CONDITIONS.items():
        for path, words in answers:
            form.answer(path, words)
        tour.take(f"strip-{verdict}")


def _decisions(tour: Tour) -> None:
    hands, take = tour.hands, tour.take
    go_to(hands, "Decision")
    take("decision")
    for choice in ("Proceed", "Defer", "Refer", "Do not treat"):
        hands.answer("What do you decide?", choice)
        take(f"decision-{choice.split()[-1].lower()}")
    hands.press(RETURN, CTRL)
    take("decision-refused")
    hands.click("Record evaluation", "Active infection")
    take("evaluation")
    hands.click("Save the evaluation")
    take("evaluation-errors")
    deciding.record_evaluation(
        hands,
        "History of cancer",
        {"evaluator": "Dr Selin Aksoy", "specialty": "Oncology", "opinion": "not-suitable"},
    )
    take("strip-stop")
    hands.click("Give a reason")
    take("reason")


def decided(sit: Sit, clinic: Path, room: Path) -> None:
    """How each decision stands, and what is left of a consultation that ended early."""
    tour = sit(copy_of(clinic, room, "decided"))
    hands, take = tour.hands, tour.take
    for story in (
        "draft",
        "proceed",
        "deferred",
        "referred",
        "not_treated",
        "reopened",
        "abandoned",
        "entered_in_error",
    ):
        open_story(tour, story, "Decision")
        take(story.replace("_", "-"))
    open_story(tour, "deferred", "Decision")
    hands.click("Deferral letter")
    hands.find("Save as PDF")
    hands.settle()
    take("letter")
    open_story(tour, "proceed", "Decision")
    hands.click("Reopen")
    take("reopen")
    open_story(tour, "proceed", "Contraindications")
    take("read-only")
    tour.close()


def _returning(tour: Tour) -> None:
    """Who comes back after a treatment, and the page that says why there was one."""
    hands, take = tour.hands, tour.take
    open_story(tour, "treated", "Decision")
    hands.click("Everything behind it")
    hands.find("Why was this patient treated?")
    take("why")
    open_patient(tour, story_number("treated"))
    hands.click("Start consultation")
    hands.find(RAIL)
    take("returning")
    go_to(hands, "History")
    take("returning-history")
