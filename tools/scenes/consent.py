"""Pictures of information and consent, and of the patient's own view."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from consult_app.services import shelf
from consult_app.ui.hands import Hands
from consult_app.ui.storyline import consenting
from tools.scenes.common import (
    Sit,
    copy_of,
    open_story,
)

if TYPE_CHECKING:
    from tools.screens import Tour


def consent(sit: Sit, clinic: Path, room: Path) -> None:
    """The consent in each of its states, and the patient's own view from page to page."""
    tour = sit(copy_of(clinic, room, "consent"))
    hands, take = tour.hands, tour.take
    for story in ("draft", "consented", "declined", "withdrawn", "reopened", "treated"):
        open_story(tour, story, "Consent")
        take(story)
    open_story(tour, "consented", "Consent")
    hands.click("Show the consent form")
    hands.settle()
    take("form")
    open_story(tour, "proceed", "Consent")
    take("inform")
    hands.click("Show the information sheet")
    hands.settle()
    take("sheet")
    hands.click("The patient has been informed")
    hands.find("The conversation")
    take("conversation")
    hands.click("Hand over to the patient")
    take("conversation-errors")
    script = shelf.shipped().demo
    consenting.converse(hands, script.consent)
    hands.click("Interpreter or witness")
    take("conversation-filled")
    consenting.hand_over(hands)
    _patient(tour)
    tour.close()


def _patient(tour: Tour) -> None:
    hands, take = tour.hands, tour.take
    pack = shelf.shipped()
    take("patient-first")
    hands.click("Next")
    take("patient-errors")
    patient = consenting.Patient(hands, pack.consent, "en")
    language = _spoken(hands)
    patient = consenting.Patient(hands, pack.consent, language)
    replies = {s.id: "yes" for s in pack.consent.statements}
    patient.reply(replies, lambda: take("patient-page"))
    take("patient-teach-empty")
    patient.teach_back(pack.demo.teach_back, lambda: take("patient-teach"))
    take("patient-summary")
    hands.click("Go back")
    hands.click("Leave a question")
    take("patient-question")
    patient_question = "Can I drive home?"
    hands.fill("Your question", patient_question)
    hands.click("Keep this question")
    hands.click("Next")
    hands.click("I do not want this")
    take("patient-decline-asked")
    hands.click("Go back")
    hands.click("For the physician")
    take("patient-physician-asked")
    hands.click("Stay here")
    take("patient-summary-waiting")
    patient.give_back()
    take("questions")
    consenting.answer_questions(hands, {patient_question: "Not today."})
    consenting.hand_over(hands)
    hands.click("Go on to sign")
    take("patient-sign-empty")
    hands.click("I sign")
    take("patient-sign-error")
    hands.sign("Patient signature")
    take("patient-sign")
    hands.click("I sign")
    hands.find("This is what I signed")
    hands.settle()
    take("patient-finished")
    hands.click("This is what I signed")
    hands.find("Thank you")
    take("patient-thanks")
    hands.click("Back to the physician")
    take("physician-sign")
    hands.click("Sign the consent")
    take("physician-sign-errors")
    consenting.sign_as_physician(hands, lambda: take("physician-signed"))
    take("given")


def _spoken(hands: Hands) -> str:
    """The language the patient reads in: the one whose statements are on the screen."""
    for language in shelf.shipped().languages:
        if any(hands.sees(s.text.get(language, "")) for s in shelf.shipped().consent.statements):
            return language
    return "en"
