"""Parts of a consultation that many journeys walk through."""

from __future__ import annotations

from collections.abc import Mapping

from consult_app.forms.model import Path, say
from consult_app.ui.storyline import consenting, deciding, ending
from tests.journeys.sitting import CTRL, RETURN, Sitting

Script = list[tuple[Path, str]]

PRODUCT = "Example-EX 5 ml"
LOT = "A7731"
NAME = "Elif Demir"
BORN = "12 March 1979"
SPECIALIST = {"evaluator": "Dr Selin Aksoy", "specialty": "Oncology"}
REASON = "Talked over with the patient."

HEALTHY: Script = [
    ("pt/pt.identity", "yes"),
    ("pt/pt.language", "en"),
    ("pt/pt.interpreter", "no"),
    ("pt/pt.pressure", "no"),
    ("hs/hs.general", "good"),
    ("hs/hs.vitals", "measured"),
    ("hs/hs.vitals/hs.temp", "36.7"),
    ("mh/mh.any", "no"),
    ("mh/mh.surg.any", "no"),
    ("mh/mh.devices", "no"),
    ("mh/mh.prior", "no"),
    ("mh/mh.scar", "no"),
    ("med/med.any", "no"),
    ("med/med.anticoag", "no"),
    ("med/med.immunosupp", "no"),
    ("med/all.state", "none"),
    ("ci/ci.infection", "no"),
    ("ci/ci.immune", "no"),
    ("ci/ci.cancer", "no"),
    ("ci/ci.pregnancy", "no"),
    ("ci/ci.breastfeeding", "no"),
    ("ci/ci.skin", "no"),
    ("ci/ci.bleeding", "no"),
    ("ci/ci.vaccine", "no"),
    ("ind/ind.group[0]", "injury"),
    ("ind/ind.group[0]/ind.injury.kind", "meniscus"),
    ("ind/ind.field", "orthopaedics"),
    ("tx/tx.site[0]/tx.area", "knee"),
    ("tx/tx.site[0]/tx.side", "left"),
    ("tx/tx.site[0]/tx.route", "intra-articular"),
    ("tx/tx.product", PRODUCT),
    ("tx/tx.sessions", "1"),
]
"""Everything that is asked of a patient with nothing in the way."""


def but(script: Script, *answers: tuple[Path, str]) -> Script:
    """The script with the first of `answers` in the place of its own, the others behind it."""
    path = answers[0][0]
    at = next(i for i, (known, _words) in enumerate(script) if known == path)
    return [*script[:at], *answers, *script[at + 1 :]]


def begin(sitting: Sitting) -> None:
    """Register a patient and start a consultation."""
    sitting.register(NAME, BORN)
    sitting.hands.find("Start consultation")
    sitting.hands.press(RETURN)
    sitting.hands.find("Checked with two identifiers?")


def assess(sitting: Sitting, script: Script) -> None:
    """Answer section by section, from the first page to the decision."""
    section = script[0][0].split("/")[0]
    for path, words in script:
        if not path.startswith(section + "/"):
            sitting.hands.press(RETURN, CTRL)
            section = path.split("/")[0]
        sitting.form.answer(path, words)
    sitting.hands.press(RETURN, CTRL)
    sitting.hands.find("What do you decide?")


def evaluate(sitting: Sitting, finding: str, opinion: str, **more: str) -> None:
    """A specialist's opinion on a finding."""
    deciding.record_evaluation(sitting.hands, finding, {**SPECIALIST, "opinion": opinion, **more})


def decide(sitting: Sitting, choice: str, reason: str = REASON, until: str = "") -> None:
    """The decision, with its reason."""
    deciding.decide(sitting.hands, choice, reason, until)


def replies(sitting: Sitting) -> dict[str, str]:
    """Yes to every statement."""
    return {statement.id: "yes" for statement in sitting.pack.consent.statements}


def said(sitting: Sitting) -> dict[str, str]:
    """Something in the patient's own words for every prompt."""
    return {prompt.id: "It may be sore, I can stop." for prompt in sitting.pack.consent.teach_back}


def patient(sitting: Sitting) -> consenting.Patient:
    """The patient at the screen."""
    return consenting.Patient(sitting.hands, sitting.pack.consent, "en")


def hand_over(sitting: Sitting) -> consenting.Patient:
    """From the decision to the patient's own view."""
    sitting.hands.press(RETURN, CTRL)
    consenting.inform(sitting.hands)
    consenting.converse(sitting.hands, {"capacity": "Explains it well."})
    consenting.hand_over(sitting.hands)
    return patient(sitting)


def consent(sitting: Sitting, answers: Mapping[str, str] | None = None) -> None:
    """From the decision to a consent that is given."""
    with_patient = hand_over(sitting)
    with_patient.reply(answers or replies(sitting))
    with_patient.teach_back(said(sitting))
    with_patient.sign()
    consenting.sign_as_physician(sitting.hands)


def treat(sitting: Sitting) -> None:
    """From the given consent to the recorded treatment."""
    sterile = say(sitting.pack.treatment_record["sterile"].text, "en")
    sitting.hands.click("Go on to the treatment")
    ending.record_treatment(sitting.hands, {"dose": "5 ml"}, LOT, sterile)
    sitting.hands.click("Record the treatment")
    sitting.hands.find("Go on to the aftercare sheet")


def finish(sitting: Sitting) -> None:
    """The sheets, and the end of the visit."""
    sitting.hands.click("Go on to the aftercare sheet")
    ending.make_papers(sitting.hands)
    sitting.hands.click("Close the consultation")
    sitting.hands.find("Back to today")
