"""What is recorded beside the answers: evaluations, reasons, the decision, letters, moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from consult_app import messages
from consult_app.domain.consultation import Consultation, Move, State
from consult_app.domain.decision import Decision, NewDecision
from consult_app.domain.documents import DocumentRecord, Edition
from consult_app.domain.documents import Kind as Document
from consult_app.domain.evaluation import Evaluation, NewEvaluation
from consult_app.domain.rationale import NewRationale, Rationale
from consult_app.errors import Refused
from consult_app.services import consultations, decisions, documents, loading
from consult_app.services.assessment import AssessmentSession, Loaded
from consult_app.ui.consultation.deciding.page import DecisionPage
from consult_app.ui.consultation.more import MoreBar
from consult_app.ui.consultation.saving import Saver
from consult_app.ui.context import Context
from consult_app.ui.work import Lane

T = TypeVar("T")


class Doing(QObject):
    """Does what the decision page and the line under the band ask for.

    Each step first waits until every answer is on the disk: it rests on what is stored.
    `changed()`: draw anew; `reopened()`: read anew; `made(DocumentRecord)`: show it.
    """

    changed = Signal()
    reopened = Signal()
    made = Signal(object)

    def __init__(
        self,
        ctx: Context,
        consultation_id: int,
        session: AssessmentSession,
        saver: Saver,
        page: DecisionPage,
        more: MoreBar,
    ) -> None:
        super().__init__(page)
        self._ctx, self._id, self._session, self._saver = ctx, consultation_id, session, saver
        self._page, self._more = page, more
        self._names: Mapping[int, str] = {}
        self._history: tuple[Decision, ...] = ()
        page.evaluated.connect(self._evaluate)
        page.reasoned.connect(self._reason)
        page.decided.connect(self._decide)
        page.moved.connect(self._move)
        page.letter.connect(self._letter)
        page.shown.connect(self.show_letter)
        more.moved.connect(self._move)

    def people(self, names: Mapping[int, str], history: tuple[Decision, ...]) -> None:
        """Who the author of a decision is, and what was decided before."""
        self._names, self._history = names, history

    def show(self) -> None:
        """Bring the decision page to the session's state."""
        self._page.update_state(self._history, self._names)

    def _run(
        self,
        lane: Lane,
        job: Callable[[], T],
        done: Callable[[T], None],
        refuse: Callable[[str], None],
    ) -> None:
        def refused(trouble: Refused) -> None:
            refuse(messages.sentence(trouble))

        def start() -> None:
            self._ctx.work.run(lane, self, job, done, refused)

        self._saver.then(start, refuse)

    def _evaluate(self, new: NewEvaluation) -> None:
        def kept(evaluation: Evaluation) -> None:
            loaded = self._session.loaded
            self._session.refresh(evaluations=(*loaded.evaluations, evaluation))
            self._settled()

        rule = next(
            (r.id for r in self._session.loaded.pack.rules if r.condition == new.condition), ""
        )
        job = partial(decisions.record_evaluation, self._ctx.acting, self._id, new)
        self._run(Lane.WRITE, job, kept, lambda words: self._page.refuse(words, rule))

    def _reason(self, new: NewRationale) -> None:
        def kept(rationale: Rationale) -> None:
            loaded = self._session.loaded
            self._session.refresh(rationales=(*loaded.rationales, rationale))
            self._settled()

        job = partial(decisions.record_rationale, self._ctx.acting, self._id, new)
        self._run(Lane.WRITE, job, kept, lambda words: self._page.refuse(words, new.rule_id))

    def _settled(self) -> None:
        self.changed.emit()
        self._page.enter()

    def _decide(self, new: NewDecision) -> None:
        def kept(decision: Decision) -> None:
            loaded = self._session.loaded
            self._history = (decision, *self._history)
            self._session.refresh(
                decision=decision,
                consultation=replace(loaded.consultation, state=State.DECIDED),
            )
            self._page.choice.refuse("")
            self.changed.emit()
            self._page.enter()
            self._ctx.go.records_changed.emit()

        job = partial(decisions.decide, self._ctx.acting, self._id, new)
        self._run(Lane.WRITE, job, kept, self._page.refuse)

    def _move(self, move: Move, reason: str) -> None:
        def moved(consultation: Consultation) -> None:
            self._ctx.go.records_changed.emit()
            if consultation.state in {State.IN_ERROR, State.ABANDONED}:
                self._ctx.go.patient.emit(consultation.patient_id)
            else:
                self.reopened.emit()

        from_line = move in {Move.WRONG_PATIENT, Move.ABANDON}
        job = partial(consultations.move, self._ctx.acting, self._id, move, reason)
        self._run(Lane.WRITE, job, moved, self._more.refuse if from_line else self._page.refuse)

    def letter_to_refer(self) -> None:
        """The letter to the specialist, from wherever it is asked for."""
        self._letter(Document.REFERRAL)

    def show_letter(self, document_id: int) -> None:
        """The letter that is awaited, which may be of an earlier visit."""

        def found(records: tuple[DocumentRecord, ...]) -> None:
            self.made.emit(next(r for r in records if r.id == document_id))

        patient = self._session.loaded.patient.id
        job = partial(documents.of_patient, self._ctx.acting, patient)
        self._run(Lane.READ, job, found, self._page.refuse)

    def _letter(self, kind: Document, edition: Edition | None = None) -> None:
        def made(record: DocumentRecord) -> None:
            self._ctx.go.records_changed.emit()
            self.made.emit(record)
            if kind is Document.REFERRAL:
                self._read_asked()

        job = partial(documents.make, self._ctx.acting, self._id, kind, edition=edition)
        self._run(Lane.PAPER, job, made, self._page.refuse)

    def _read_asked(self) -> None:
        """What the new letter asks about stands in its findings."""

        def read(loaded: Loaded) -> None:
            self._session.refresh(asked=loaded.asked)
            self.changed.emit()

        job = partial(loading.again, self._ctx.acting, self._session.loaded)
        self._run(Lane.READ, job, read, self._page.refuse)
