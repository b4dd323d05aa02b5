"""The made-up consultation, from the day's list to the last sheet, played at the real window."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import Qt

from consult_app.domain.decision import Choice
from consult_app.forms.model import say
from consult_app.i18n import _
from consult_app.packs.pack import Pack
from consult_app.ui.hands import Hands
from consult_app.ui.storyline import consenting, deciding, ending
from consult_app.ui.storyline.album import Album
from consult_app.ui.storyline.answering import Form
from consult_app.ui.words import CHOICE

CTRL = Qt.KeyboardModifier.ControlModifier


class Story:
    """Plays the script of a pack; every page is in the album, every paper in the folder."""

    def __init__(
        self, hands: Hands, pack: Pack, folder: Path, language: str, album: Album | None = None
    ) -> None:
        self._hands, self._pack, self._folder = hands, pack, folder
        self._language = language
        self._script = pack.demo
        self._form = Form(hands, pack.questionnaire, language)
        self._album = album or Album(hands, folder)

    def play(self) -> Iterator[Path]:
        """Each file once it is there. Raises `ControlNotFoundError` where the story is stuck."""
        for act in (
            self._find_patient,
            self._assess,
            self._decide,
            self._consent,
            self._treat,
            self._finish,
        ):
            act()
            yield from self._album.fresh()
        yield from self._save()
        yield from self._album.fresh()

    def _find_patient(self) -> None:
        hands, who = self._hands, self._script.patient
        self._album.take("today")
        hands.press(Qt.Key.Key_K, CTRL)
        hands.write(f"{who['given_name']} {who['family_name']}"[:8])
        self._album.take("search")
        hands.press(Qt.Key.Key_Return)
        hands.find(_("Start consultation"))
        self._album.take("patient")
        hands.press(Qt.Key.Key_Return)

    def _assess(self) -> None:
        """Section by section; the finding is in the strip once its answer is there."""
        for section, answers in groupby(self._script.answers, lambda a: a[0].split("/")[0]):
            for path, words in answers:
                self._form.answer(path, words)
            self._album.take(f"assessment-{section}")
            self._hands.press(Qt.Key.Key_Return, CTRL)

    def _decide(self) -> None:
        script = self._script
        self._hands.find(self._finding())
        self._album.take("finding")
        deciding.record_evaluation(self._hands, self._finding(), script.evaluation)
        self._album.take("evaluation")
        choice = _(CHOICE[Choice(script.decision["choice"])])
        deciding.decide(self._hands, choice, script.decision["reason"])
        self._album.take("decision")
        self._hands.press(Qt.Key.Key_Return, CTRL)

    def _finding(self) -> str:
        """The title of the finding that the script's evaluation is about."""
        condition = self._script.evaluation["condition"]
        rule = next(r for r in self._pack.rules if r.condition == condition)
        return say(rule.title, self._language)

    def _consent(self) -> None:
        hands, album, script = self._hands, self._album, self._script
        hands.click(_("Show the information sheet"))
        album.take("information")
        hands.click(_("The patient has been informed"))
        consenting.converse(hands, script.consent)
        album.take("conversation")
        consenting.hand_over(hands)
        self._patient_reads()
        consenting.answer_questions(hands, script.questions)
        album.take("questions-answered")
        consenting.hand_over(hands)
        album.take("patient-summary")
        patient = consenting.Patient(hands, self._pack.consent, self._language)
        patient.sign(lambda: album.take("patient-signature"))
        consenting.sign_as_physician(hands, lambda: album.take("physician-signature"))
        album.take("consent")
        hands.click(_("Go on to the treatment"))

    def _patient_reads(self) -> None:
        """The patient answers, says it back, and leaves a question for the physician."""
        patient = consenting.Patient(self._hands, self._pack.consent, self._language)
        patient.reply(self._script.statements, lambda: self._album.take("patient-reads"))
        patient.teach_back(self._script.teach_back, lambda: self._album.take("patient-says"))
        self._hands.click(_("Go back"))
        patient.ask(self._script.questions)
        self._hands.click(_("Next"))
        patient.give_back()

    def _treat(self) -> None:
        sterile = say(self._pack.treatment_record["sterile"].text, self._language)
        lot = self._script.product["lot"]
        ending.record_treatment(self._hands, self._script.treatment, lot, sterile)
        self._album.take("treatment")
        self._hands.click(_("Record the treatment"))
        self._hands.click(_("Go on to the aftercare sheet"))

    def _finish(self) -> None:
        ending.make_papers(self._hands)
        self._album.take("aftercare")
        self._hands.click(_("Close the consultation"))
        self._hands.find(_("Back to today"))
        self._album.take("closed")

    def _save(self) -> Iterator[Path]:
        """Every paper, found again from the patient's page."""
        hands, who = self._hands, self._script.patient
        for name in self._papers():
            hands.click(name)
            hands.find(_("Save as PDF"))
            yield ending.save_paper(hands, self._folder)
            self._album.take("document")
            self._to_patient(who["given_name"])

    def _papers(self) -> list[str]:
        self._to_patient(self._script.patient["given_name"])
        self._album.take("record")
        return list(ending.papers_on_screen(self._hands))

    def _to_patient(self, name: str) -> None:
        self._hands.press(Qt.Key.Key_K, CTRL)
        self._hands.write(name)
        self._hands.press(Qt.Key.Key_Return)
        self._hands.find(_("Start consultation"))
        self._hands.settle()
