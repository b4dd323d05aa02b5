"""Consultations that do not end with a treatment today: deferred, declined, reopened, mistaken."""

from __future__ import annotations

import json
from datetime import date, timedelta

from consult_app.ui.storyline import consenting
from tests.journeys import walks
from tests.journeys.conftest import Read
from tests.journeys.sitting import Sitting
from tests.journeys.walks import HEALTHY, but


def test_deferred_patient_takes_a_letter_with_the_day(sitting: Sitting, read: Read) -> None:
    hands, until = sitting.hands, date.today() + timedelta(days=60)
    walks.begin(sitting)
    walks.assess(sitting, but(HEALTHY, ("ci/ci.skin", "yes")))
    walks.decide(sitting, "Defer", until=until.isoformat())
    hands.click("Deferral letter")
    hands.find("Save as PDF")
    sitting.close()
    records = read()
    assert (records.last("decision")["choice"], records.last("decision")["until"]) == (
        "defer",
        until.isoformat(),
    )
    assert str(until.year) in records.papers()["deferral"]
    assert records.rows("consent") == []


def test_patient_who_says_no_is_not_treated_and_keeps_the_answers(
    sitting: Sitting, read: Read
) -> None:
    walks.begin(sitting)
    walks.assess(sitting, HEALTHY)
    walks.decide(sitting, "Proceed", "")
    patient = walks.hand_over(sitting)
    patient.decline()
    assert sitting.hands.reads("The patient does not want this treatment.")
    sitting.go_to("Treatment")
    assert not sitting.hands.sees("Record the treatment")
    sitting.close()
    records = read()
    assert records.states("consent") == ["declined"]
    assert records.rows("consent_signature") == []
    assert records.rows("treatment") == []
    assert "consent" not in records.papers()


def test_statement_answered_no_holds_the_signature_back(sitting: Sitting, read: Read) -> None:
    walks.begin(sitting)
    walks.assess(sitting, HEALTHY)
    walks.decide(sitting, "Proceed", "")
    patient = walks.hand_over(sitting)
    patient.reply({**walks.replies(sitting), "risks": "no"})
    patient.teach_back(walks.said(sitting))
    assert not sitting.hands.sees("Go on to sign")
    sitting.hands.click("Go back")
    patient.ask(["Can I drive home?"])
    sitting.hands.click("Next")
    patient.give_back()
    consenting.answer_questions(sitting.hands, {"Can I drive home?": "Not today."})
    sitting.hands.click("Today")
    sitting.close()
    records = read()
    assert records.states("consent") == ["open"]
    assert records.rows("consent_signature") == []
    said = json.loads(records.last("consent_conversation")["said"])
    assert "Not today." in str(said["questions"])
    assert dict(said["replies"])["risks"] == "no"


def test_reason_typed_for_a_finding_opens_the_way(sitting: Sitting, read: Read) -> None:
    hands = sitting.hands
    walks.begin(sitting)
    walks.assess(sitting, but(HEALTHY, ("ci/ci.skin", "yes")))
    hands.answer("What do you decide?", "Proceed")
    assert not hands.find("Decide").isEnabled()
    hands.click("Give a reason")
    hands.fill("The benefit that is expected", "She can walk again.")
    hands.fill("How the risk is kept small", "Another place is treated.")
    hands.click("Save the reason")
    walks.decide(sitting, "Proceed")
    sitting.close()
    records = read()
    assert records.last("rationale")["mitigation"] == "Another place is treated."
    assert records.last("decision")["choice"] == "proceed"


def test_allergy_stands_beside_the_name_as_soon_as_it_is_known(sitting: Sitting) -> None:
    walks.begin(sitting)
    sitting.go_to("Medicines")
    sitting.form.answer("med/all.state", "some")
    sitting.form.answer("med/all.state/all.list[0]/all.substance", "penicillin")
    sitting.go_to("Health")
    assert sitting.hands.sees("Penicillin")


def test_reopened_decision_suspends_the_consent_until_it_is_confirmed(
    sitting: Sitting, read: Read
) -> None:
    hands = sitting.hands
    walks.begin(sitting)
    walks.assess(sitting, HEALTHY)
    walks.decide(sitting, "Proceed", "")
    walks.consent(sitting)
    sitting.go_to("Decision")
    hands.click("Reopen")
    hands.write("A new medicine since yesterday.")
    hands.click("Reopen the consultation")
    hands.find("What do you decide?")
    sitting.go_to("Treatment")
    assert not hands.sees("Record the treatment")
    sitting.go_to("Decision")
    walks.decide(sitting, "Proceed", "")
    sitting.go_to("Consent")
    hands.click("The consent still stands")
    hands.click("Confirm the consent")
    hands.find("Go on to the treatment")
    hands.find("Show the consent form")
    sitting.close()
    records = read()
    assert [d["choice"] for d in records.rows("decision")] == ["proceed", "proceed"]
    moves = [event["state"] for event in records.rows("consent_event")]
    assert moves[-3:] == ["given", "suspended", "given"]


def test_wrong_patient_is_marked_and_its_documents_are_void(sitting: Sitting, read: Read) -> None:
    hands = sitting.hands
    walks.begin(sitting)
    walks.assess(sitting, HEALTHY)
    walks.decide(sitting, "Proceed", "")
    hands.click("Assessment summary")
    hands.find("Save as PDF")
    hands.click("More")
    hands.click("Wrong patient")
    hands.write("These are the answers of another Elif.")
    hands.click("Mark as entered in error")
    hands.find("Start consultation")
    sitting.close()
    records = read()
    assert records.states("consultation") == ["entered-in-error"]
    assert records.states("document") == ["void"]
    assert records.answers()["ci/ci.cancer"] == "no"


def test_finding_is_jumped_to_from_the_strip(sitting: Sitting, read: Read) -> None:
    walks.begin(sitting)
    walks.assess(sitting, but(HEALTHY, ("ci/ci.pregnancy", "yes")))
    sitting.hands.click("Pregnancy", "Suitability")
    sitting.hands.write("n")
    sitting.close()
    assert read().answers()["ci/ci.pregnancy"] == "no"
