"""The three conditions of the source: blocked until a specialised physician has evaluated them."""

from __future__ import annotations

import pytest

from tests.journeys import walks
from tests.journeys.conftest import Read
from tests.journeys.sitting import CTRL, RETURN, Sitting
from tests.journeys.walks import HEALTHY, Script, but

INFECTION = but(
    HEALTHY,
    ("ci/ci.infection", "yes"),
    ("ci/ci.infection/ci.infection.active", "no"),
    ("ci/ci.infection/ci.infection.site", "left foot"),
)
IMMUNE = but(
    HEALTHY,
    ("ci/ci.immune", "yes"),
    ("ci/ci.immune/ci.immune.diagnosis", "lupus"),
)
CANCER = but(
    HEALTHY,
    ("ci/ci.cancer", "yes"),
    ("ci/ci.cancer/ci.cancer.status", "past"),
    ("ci/ci.cancer/ci.cancer.site", "breast"),
)
TITLES = {
    "infection": "Active infection",
    "immune": "Disease of the immune system",
    "cancer": "History of cancer",
}
NEXT_VISITS = "We would like to see you on these days"
CONDITIONS = [("infection", INFECTION), ("immune", IMMUNE), ("cancer", CANCER)]


@pytest.mark.parametrize(("condition", "script"), CONDITIONS, ids=TITLES)
def test_condition_blocks_until_evaluated_suitable_then_proceeds(
    sitting: Sitting, read: Read, condition: str, script: Script
) -> None:
    hands, title = sitting.hands, TITLES[condition]
    walks.begin(sitting)
    walks.assess(sitting, script)
    assert hands.reads(f"{title}: a specialist has to find the patient suitable")
    hands.answer("What do you decide?", "Proceed")
    assert not hands.find("Decide").isEnabled()
    walks.evaluate(sitting, title, "suitable")
    walks.decide(sitting, "Proceed")
    sitting.close()
    records = read()
    assert records.last("evaluation")["condition"] == condition
    assert records.last("decision")["choice"] == "proceed"
    assert records.states("consultation") == ["decided"]


def test_evaluated_patient_is_treated_and_the_finding_is_told_where_it_belongs(
    sitting: Sitting, read: Read
) -> None:
    walks.begin(sitting)
    walks.assess(sitting, CANCER)
    walks.evaluate(sitting, TITLES["cancer"], "suitable")
    walks.decide(sitting, "Proceed")
    walks.consent(sitting)
    walks.treat(sitting)
    walks.finish(sitting)
    sitting.hands.click("Add a note")
    sitting.hands.write("She rang: all is well.")
    sitting.hands.click("Keep the note")
    sitting.close()
    records = read()
    assert records.states("consultation") == ["closed"]
    assert records.last("addendum")["text"] == "She rang: all is well."
    assert len(records.rows("treatment")) == 1
    assert records.is_chained()
    papers, told = records.papers(), "You told us that you have, or had, cancer."
    assert told in papers["consent"]
    assert told in papers["summary"]
    assert told not in papers["aftercare"]
    assert "112" in papers["aftercare"]
    assert NEXT_VISITS in papers["aftercare"]


def test_specialist_who_finds_not_suitable_means_do_not_treat(sitting: Sitting, read: Read) -> None:
    walks.begin(sitting)
    walks.assess(sitting, CANCER)
    walks.evaluate(sitting, TITLES["cancer"], "not-suitable")
    sitting.hands.answer("What do you decide?", "Proceed")
    assert not sitting.hands.find("Decide").isEnabled()
    walks.decide(sitting, "Do not treat")
    sitting.hands.click("Letter that declines")
    sitting.hands.find("Save as PDF")
    sitting.close()
    records = read()
    assert records.last("evaluation")["opinion"] == "not-suitable"
    assert records.last("decision")["choice"] == "do-not-treat"
    assert records.rows("treatment") == []
    assert list(records.papers()) == ["decline"]


@pytest.mark.parametrize("condition", TITLES)
def test_unknown_condition_asks_for_the_specialist_as_yes_does(
    sitting: Sitting, read: Read, condition: str
) -> None:
    walks.begin(sitting)
    walks.assess(sitting, but(HEALTHY, (f"ci/ci.{condition}", "unknown")))
    assert sitting.hands.sees(TITLES[condition])
    sitting.hands.answer("What do you decide?", "Proceed")
    sitting.hands.press(RETURN, CTRL)
    assert not sitting.hands.sees("Reopen")
    sitting.close()
    records = read()
    assert records.answers()[f"ci/ci.{condition}"] == "unknown"
    assert records.rows("decision") == []
    assert records.states("consultation") == ["draft"]
