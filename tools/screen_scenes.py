"""What is walked through for the pictures: each area is one sitting at the window.

Everyone in it is made up; what is typed comes from the shipped pack's demonstration.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from consult_app.services import consultations, demo, shelf
from consult_app.services.demo_stories import STORIES
from consult_app.ui.hands import Hands
from consult_app.ui.storyline import consenting, deciding, ending
from consult_app.ui.storyline.answering import Form

if TYPE_CHECKING:
    from tools.screens import Tour

Sit = Callable[[Path], "Tour"]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
RETURN, TAB, DOWN, ESCAPE = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Down,
    Qt.Key.Key_Escape,
)
RAIL = "Steps of the consultation"
WELCOME = {
    "Your title": "Dr",
    "Your name": "Ayşe Kaya",
    "Name of the clinic": "Klinik Örnek",
    "Your password": "lantern orbit walnut",
}


def build_clinic(room: Path) -> Path:
    """The demonstration's clinic, with a consultation in every state."""
    folder = room / "clinic"
    demo.build(folder)
    return folder


def copy_of(clinic: Path, room: Path, name: str) -> Path:
    """A clinic of its own for one area, so that none disturbs the next."""
    folder = room / name
    shutil.copytree(clinic, folder)
    return folder


def open_story(tour: Tour, name: str, step: str = "") -> None:
    """The consultation of the first patient to whom this has happened."""
    number = next(i for i, s in enumerate(STORIES) if s and s.__name__.strip("_") == name)
    ctx = tour.desk.ctx
    if ctx is None:
        raise RuntimeError("the records are not open")
    line = consultations.of_patient(ctx.acting, number + 1)[0]
    ctx.go.consultation.emit(line.consultation.id)
    tour.hands.find(RAIL)
    if step:
        go_to(tour.hands, step)


def open_patient(tour: Tour, number: int) -> None:
    """The page of a patient by the place in the made-up list."""
    ctx = tour.desk.ctx
    if ctx is None:
        raise RuntimeError("the records are not open")
    ctx.go.patient.emit(number + 1)
    tour.hands.settle()


def go_to(hands: Hands, step: str) -> None:
    """Click a step of the consultation, whatever its mark says of it."""
    hands.find(RAIL)
    names = (n for n in hands.reading().split(" | ") if f"{n}, ".startswith(f"{step}, "))
    hands.click(next(n for n in names if hands.sees(n, RAIL)), RAIL)


def first(sit: Sit, _clinic: Path, room: Path) -> None:
    """The first start, and every page before there is anything on it."""
    folder = room / "first"
    tour = sit(folder)
    hands, take = tour.hands, tour.take
    take("welcome")
    hands.press(RETURN, CTRL)
    take("welcome-errors")
    for field, words in WELCOME.items():
        hands.fill(field, words)
    take("welcome-filled")
    hands.press(RETURN, CTRL)
    hands.find("The recovery code")
    take("code")
    code = next(w for w in hands.reading().split(" | ") if w.count("-") == 6)
    hands.fill("Group 2", "wrong")
    hands.press(RETURN, CTRL)
    take("code-errors")
    for group in (2, 5):
        hands.fill(f"Group {group}", code.split("-")[group - 1])
    hands.press(RETURN, CTRL)
    hands.find("Go on")
    take("approve")
    hands.press(RETURN, CTRL)
    hands.find("Add the first patient")
    take("today-empty")
    hands.click("Add the first patient")
    take("today-add")
    hands.write("Ida Berg")
    take("today-add-none", lambda: None)
    hands.click("Patients")
    take("patients-empty")
    hands.click("Documents")
    take("documents-empty")
    hands.click("Clinic")
    take("clinic-settings")
    hands.fill("Country", "Tür")
    take("clinic-country")
    hands.fill("Time to think it over", "soon")
    hands.click("Save the settings")
    take("clinic-errors")
    _clinic_parts(tour)
    second = sit(folder)
    second.take("start-refused")
    second.close()
    tour.close()
    _log_in(sit(folder))


def _clinic_parts(tour: Tour) -> None:
    """Every part behind the first, by its words on the screen."""
    parts = tour.hands.find("Part of the clinic")
    for option in getattr(parts, "options", ())[1:]:
        tour.hands.answer("Part of the clinic", option.label)
        tour.hands.settle()
        tour.take(f"clinic-{option.label.split()[0].lower()}")


def _log_in(tour: Tour) -> None:
    """The way in, the lock, and the way in without a password."""
    hands, take = tour.hands, tour.take
    take("login")
    hands.fill("Password", "not this one at all")
    hands.press(RETURN)
    take("login-wrong")
    hands.click("Use the recovery code")
    take("recovery")
    hands.press(RETURN, CTRL)
    take("recovery-errors")
    hands.click("Back")
    hands.fill("Password", WELCOME["Your password"])
    hands.press(RETURN)
    hands.wait(tour.desk.window.rail.isEnabled, "nobody comes in")
    hands.settle()
    take("pin-offered")
    hands.fill("A PIN for this shift", "4927")
    hands.press(RETURN)
    hands.click("Lock")
    take("locked")
    tour.close()


def desk(sit: Sit, clinic: Path, room: Path) -> None:
    """The day's list, the search, patients, papers, the clinic's own pages."""
    tour = sit(copy_of(clinic, room, "desk"))
    hands, take = tour.hands, tour.take
    take("today-full")
    hands.click("Add a patient")
    hands.write("eli")
    take("today-add")
    hands.press(ESCAPE)
    hands.fill("Filter the list", "qqq")
    take("today-filter-none")
    hands.fill("Filter the list", "a")
    take("today-filter")
    for name, typed in (("search", "de"), ("search-none", "Nobody Here")):
        take(name, partial(_search, hands, typed))
    hands.press(ESCAPE)
    hands.click("Patients")
    take("patients")
    hands.fill("Name or record number", "qqq")
    take("patients-none")
    empty(hands, "Name or record number")
    _register(tour)
    open_patient(tour, 0)
    take("patient-new")
    open_patient(tour, 4)
    take("patient-history")
    hands.click("Correct")
    take("patient-correct")
    _papers(tour)
    _clinic_pages(tour)
    tour.close()


def _search(hands: Hands, typed: str) -> None:
    hands.press(Qt.Key.Key_K, CTRL)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.write(typed)


def _register(tour: Tour) -> None:
    hands, take = tour.hands, tour.take
    hands.click("Register a patient")
    take("register")
    hands.press(RETURN, CTRL)
    take("register-errors")
    hands.fill("Given name", "Elif")
    hands.fill("Family name", "Demir")
    hands.fill("Date of birth", "03/04/79")
    hands.press(TAB)
    take("register-ambiguous")
    hands.fill("Date of birth", "12 March 1979")
    hands.press(RETURN, CTRL)
    hands.settle()
    take("register-duplicate")


def _papers(tour: Tour) -> None:
    hands, take = tour.hands, tour.take
    hands.click("Documents")
    hands.settle()
    take("documents")
    hands.fill("Find a document", "qqq")
    take("documents-none")
    empty(hands, "Find a document")
    hands.press(DOWN)
    take("documents-picked")
    hands.press(RETURN)
    hands.find("Save as PDF")
    hands.settle()
    take("document")
    hands.press(Qt.Key.Key_P, CTRL)
    take("document-print")
    hands.press(Qt.Key.Key_S, CTRL)
    take("document-save")
    hands.fill("Save the copy as", "/nowhere/at/all.pdf")
    hands.press(RETURN)
    take("document-save-refused")


def _clinic_pages(tour: Tour) -> None:
    hands, take = tour.hands, tour.take
    hands.click("Clinic")
    take("clinic-settings")
    _clinic_parts(tour)
    hands.answer("Part of the clinic", "Texts")
    reads = [n for n in hands.reading().split(" | ") if n.startswith("Read ")]
    hands.click(reads[0])
    take("clinic-text-read")


def empty(hands: Hands, name: str) -> None:
    """Take out what stands in a field."""
    hands.fill(name, "")
    hands.press(Qt.Key.Key_Delete)
    hands.settle()


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
    hands.click("Back")
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
    hands.find("Thank you")
    take("patient-thanks")
    hands.click("Back to the physician")
    take("physician-sign")
    hands.sign("Physician signature")
    hands.click("Sign the consent")
    hands.settle()
    take("given")


def _spoken(hands: Hands) -> str:
    """The language the patient reads in: the one whose statements are on the screen."""
    for language in shelf.shipped().languages:
        if any(hands.sees(s.text.get(language, "")) for s in shelf.shipped().consent.statements):
            return language
    return "en"


def treatment(sit: Sit, clinic: Path, room: Path) -> None:
    """The gate, the session's form, the sheets, the end, and notes beside a closed record."""
    tour = sit(copy_of(clinic, room, "treatment"))
    hands, take = tour.hands, tour.take
    for story in ("draft", "withdrawn", "deferred"):
        open_story(tour, story, "Treatment")
        take(f"gate-{story}")
    open_story(tour, "draft", "Aftercare")
    take("aftercare-too-early")
    open_story(tour, "deferred", "Aftercare")
    take("aftercare-deferred")
    open_story(tour, "consented", "Treatment")
    take("form")
    hands.press(RETURN, CTRL)
    take("form-errors")
    hands.answer("Has anything changed since the decision?", "Something has")
    take("form-changed")
    hands.answer("Any reaction right away?", "Reaction")
    take("form-reaction")
    script = shelf.shipped()
    sterile = script.treatment_record["sterile"].text["en"]
    ending.record_treatment(hands, script.demo.treatment, script.demo.product["lot"], sterile)
    take("form-filled")
    hands.click("Record the treatment")
    hands.find("Go on to the aftercare sheet")
    take("recorded")
    hands.click("Go on to the aftercare sheet")
    take("aftercare")
    hands.click("Make the aftercare sheet")
    hands.settle()
    take("aftercare-sheet")
    hands.click("Make the assessment summary")
    hands.find("Close the consultation")
    take("aftercare-all")
    hands.click("Close the consultation")
    hands.find("Back to today")
    take("closed")
    hands.click("Add a note")
    take("note")
    hands.click("Keep the note")
    take("note-errors")
    tour.close()


AREAS: Mapping[str, Callable[[Sit, Path, Path], None]] = {
    "first": first,
    "desk": desk,
    "consultation": consultation,
    "decided": decided,
    "consent": consent,
    "treatment": treatment,
}
