"""Consents at the real window: given, declined, talked over, by a representative, for a child."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from consult_app.ui.storyline import consenting
from tests.journeys import walks
from tests.journeys.conftest import Read
from tests.journeys.records import Records
from tests.journeys.sitting import CTRL, RETURN, Sitting
from tests.journeys.walks import HEALTHY, but

WHO, RIGHT = "Who consents?", "By what right"
DOCUMENT = "Document that you have seen"


def decided(sitting: Sitting, script: walks.Script = HEALTHY) -> None:
    """A patient with nothing in the way, and the decision to proceed."""
    walks.begin(sitting)
    walks.assess(sitting, script)
    walks.decide(sitting, "Proceed", "")


def talk(sitting: Sitting) -> None:
    """From the decision to the conversation, with the usual three answers."""
    sitting.hands.press(RETURN, CTRL)
    consenting.inform(sitting.hands)
    consenting.converse(sitting.hands, {"capacity": "Explains it well."})


def treat_the_young(sitting: Sitting) -> None:
    """A physician has switched the rule of practice off that keeps treatment from the young."""
    hands = sitting.hands
    hands.click("Clinic")
    hands.answer("Part of the clinic", "Rules")
    hands.click("Switch off: Under 18 years")
    hands.write("The ethics board agreed for this clinic")
    hands.press(RETURN)
    hands.find("Switch on: Under 18 years")


def said(records: Records) -> dict[str, Any]:
    """What was said last."""
    found: dict[str, Any] = json.loads(records.last("consent_conversation")["said"])
    return found


def test_consent_given_on_screen_says_everything_that_was_recorded(
    sitting: Sitting, read: Read
) -> None:
    decided(sitting)
    walks.consent(sitting)
    sitting.close()
    records = read()
    assert records.states("consent") == ["given"]
    consent = records.last("consent")
    assert json.loads(consent["identity"])["identifiers"] == ["name", "birth-date"]
    assert consent["information_id"] is not None
    assert consent["valid_until"] is not None
    assert (said(records)["alternatives"], said(records)["nothing"]) == (True, True)
    paper = records.papers()["consent"]
    for words in ("Explains it well.", "doing nothing", "Date of birth, as the patient says it"):
        assert words in paper
    events = [e["move"] for e in records.rows("consent_event")]
    assert events == ["inform", "reflect", "open", "patient-signs", "physician-signs"]


def test_consent_declined_leaves_no_signature_and_no_treatment(
    sitting: Sitting, read: Read
) -> None:
    decided(sitting)
    patient = walks.hand_over(sitting)
    patient.decline()
    sitting.close()
    records = read()
    assert records.states("consent") == ["declined"]
    assert records.rows("consent_signature") == []
    assert records.rows("treatment") == []


def test_consent_talked_about_is_given_after_the_talk(sitting: Sitting, read: Read) -> None:
    hands = sitting.hands
    decided(sitting)
    patient = walks.hand_over(sitting)
    first = sitting.pack.consent.statements[0]
    patient.reply({**walks.replies(sitting), first.id: "talk"})
    patient.teach_back(walks.said(sitting))
    patient.give_back()
    assert hands.reads("Before the patient can sign")
    hands.answer(first.text["en"], "Yes")
    consenting.hand_over(hands)
    patient.sign()
    consenting.sign_as_physician(hands)
    sitting.close()
    records = read()
    assert records.states("consent") == ["given"]
    answers = [dict(json.loads(r["said"])["replies"]) for r in records.rows("consent_conversation")]
    assert {a[first.id] for a in answers if first.id in a} == {"talk", "yes"}


def test_consent_by_a_representative_with_an_interpreter(sitting: Sitting, read: Read) -> None:
    hands = sitting.hands
    needed = but(HEALTHY, ("pt/pt.interpreter", "yes"))
    decided(sitting, needed)
    talk(sitting)
    hands.answer("Is the patient able to decide about this?", "No")
    hands.answer(WHO, "A representative")
    hands.write("Can Demir")
    hands.answer(RIGHT, "Health-care proxy or power of attorney")
    hands.write("Notary 44/2024")
    hands.fill("Interpreter", "Ms Öz")
    hands.fill("Interpreter's language", "Kurdish")
    hands.answer("How the interpreter takes part", "By video")
    consenting.hand_over(hands)
    patient = walks.patient(sitting)
    patient.reply(walks.replies(sitting))
    patient.teach_back(walks.said(sitting))
    patient.sign()
    consenting.sign_as_physician(hands)
    sitting.close()
    records = read()
    assert records.states("consent") == ["given"]
    roles = [(s["role"], s["name"]) for s in records.rows("consent_signature")]
    assert roles[0] == ("representative", "Can Demir")
    paper = records.papers()["consent"]
    for words in ("Can Demir", "Health-care proxy", "Notary 44/2024", "Ms Öz", "By video"):
        assert words in paper


def test_consent_for_a_minor_is_the_parents_with_the_childs_assent(
    sitting: Sitting, read: Read
) -> None:
    hands = sitting.hands
    treat_the_young(sitting)
    sitting.register(walks.NAME, f"12 March {date.today().year - 12}")
    hands.find("Start consultation")
    hands.press(RETURN)
    hands.find("Checked with two identifiers?")
    walks.assess(sitting, HEALTHY)
    walks.decide(sitting, "Proceed", "")
    talk(sitting)
    hands.click("Hand over to the patient")
    assert not hands.sees("For the patient")
    hands.answer(WHO, "A representative")
    hands.write("Can Demir")
    hands.answer(RIGHT, "Parent")
    hands.write("Birth certificate 7")
    hands.answer("What does the young patient say?", "Agrees")
    hands.write("I want to run again")
    consenting.hand_over(hands)
    patient = walks.patient(sitting)
    patient.reply(walks.replies(sitting))
    patient.teach_back(walks.said(sitting))
    patient.sign()
    consenting.sign_as_physician(hands)
    sitting.close()
    records = read()
    assert records.states("consent") == ["given"]
    assert said(records)["assent"] == "yes"
    assert "I want to run again" in records.papers()["consent"]


def test_consent_in_arabic_is_read_signed_and_printed_in_arabic(
    sitting: Sitting, read: Read
) -> None:
    hands = sitting.hands
    hands.click("Clinic")
    hands.answer("Part of the clinic", "Texts")
    hands.click("Approve the texts in Arabic")
    hands.wait(lambda: not hands.sees("Approve the texts in Arabic"), "Arabic is not approved")
    decided(sitting, but(HEALTHY, ("pt/pt.language", "ar")))
    talk(sitting)
    consenting.hand_over(hands)
    patient = consenting.Patient(hands, sitting.pack.consent, "ar")
    patient.reply(walks.replies(sitting))
    patient.teach_back(
        {p.id: "قد يحمرّ المكان ويؤلم، وأتصل بكم." for p in sitting.pack.consent.teach_back}
    )
    patient.sign()
    consenting.sign_as_physician(hands)
    sitting.close()
    records = read()
    consent = records.last("consent")
    assert (consent["state"], consent["language"]) == ("given", "ar")
    kinds = {d["kind"]: d["language"] for d in records.rows("document")}
    assert (kinds["information"], kinds["consent"]) == ("ar", "ar")
