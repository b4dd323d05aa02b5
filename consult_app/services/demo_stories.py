"""What has happened to the patients of the made-up clinic, told through the use cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from consult_app.domain.blocks import BodyMark, Stroke
from consult_app.domain.consent import ConsentMove, Identifier
from consult_app.domain.consultation import Consultation, Move
from consult_app.domain.conversation import Reply, TeachBack
from consult_app.domain.decision import Choice, NewDecision
from consult_app.domain.documents import Kind
from consult_app.domain.evaluation import NewEvaluation, Opinion
from consult_app.domain.patients import Patient
from consult_app.domain.products import Product
from consult_app.domain.treatment import NewTreatment
from consult_app.domain.withdrawal import Said, Withdrawal
from consult_app.forms.model import Path as FormPath
from consult_app.forms.model import Value
from consult_app.i18n import _
from consult_app.services import (
    consents,
    consultations,
    decisions,
    documents,
    finishing,
    loading,
    products,
    shelf,
    treatments,
    withdrawals,
)
from consult_app.services.acting import Acting
from consult_app.services.assessment import AssessmentSession
from consult_app.services.scripted import scripted_answers


@dataclass
class StoryClock:
    """A clock that a story can set; it never stands still, so that times stay in order."""

    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=7)
        return self.at


@dataclass
class Teller:
    """Tells one patient's story through the same use cases that the window calls."""

    acting: Acting
    clock: StoryClock
    patient: Patient
    product: Product

    def begin(self, *, suitable: bool = False) -> Consultation:
        """One with the scripted answers; `suitable`: without what a specialist looks at."""
        consultation = consultations.start(self.acting, self.patient.id)
        session = AssessmentSession(loading.load(self.acting, consultation.id))
        answers = scripted_answers(session.loaded.pack, self.product)
        changes = session.put_all(answers)
        if suitable:
            changes = session.put_all(answers | self._nothing_found(session))
        session.save(self.acting, changes)
        return consultation

    def _nothing_found(self, session: AssessmentSession) -> dict[FormPath, Value | None]:
        """Every answer behind a specialist's finding turned into the option that means no."""
        items = session.loaded.pack.questionnaire.items
        nos = {
            item.link_id: option.value
            for section in items
            for item in section.items
            for option in item.options
            if getattr(option.value, "code", "") == "no"
        }
        turned: dict[FormPath, Value | None] = {}
        for finding in session.state.suitability.findings:
            for evidence in finding.evidence:
                turned[evidence.path] = nos.get(evidence.item)
        return turned

    def evaluate(self, consultation: Consultation, opinion: Opinion) -> None:
        """A specialist's evaluation of everything that asks for one."""
        script = shelf.shipped().demo.evaluation
        loaded = loading.load(self.acting, consultation.id)
        for finding in AssessmentSession(loaded).state.suitability.findings:
            if finding.rule.condition:
                decisions.record_evaluation(
                    self.acting,
                    consultation.id,
                    NewEvaluation(
                        condition=finding.rule.condition,
                        evaluator=script["evaluator"],
                        specialty=script["specialty"],
                        day=self.acting.today(),
                        opinion=opinion,
                        basis=finding.basis,
                        note=script.get("note", ""),
                    ),
                )

    def decide(self, consultation: Consultation, choice: Choice, days: int = 0) -> None:
        """The decision, with a reason that fits it."""
        until = self.acting.today() + timedelta(days=days) if days else None
        reason = _reasons()[choice]
        decisions.decide(self.acting, consultation.id, NewDecision(choice, reason, until))

    def proceed(self) -> Consultation:
        """As far as a decision to treat; every other patient needed a specialist first."""
        consultation = self.begin(suitable=self.patient.id % 2 == 1)
        self.evaluate(consultation, Opinion.SUITABLE)
        self.decide(consultation, Choice.PROCEED)
        return consultation

    def consent(self) -> Consultation:
        """As far as a consent that is given, with the conversation behind it."""
        consultation = self.proceed()
        documents.make(self.acting, consultation.id, Kind.INFORMATION)
        documents.make(self.acting, consultation.id, Kind.INFORMATION)
        consents.inform(self.acting, consultation.id)
        consent = consents.open_for_signature(self.acting, consultation.id)
        pack, script = shelf.shipped(), shelf.shipped().demo
        said = replace(
            consent.conversation,
            replies=tuple((s.id, Reply.YES) for s in pack.consent.statements),
            teach_back=tuple(
                TeachBack(p.id, script.teach_back[p.id], understood=True)
                for p in pack.consent.teach_back
            ),
            capacity=True,
            capacity_note=_("Weighs it and explains it well."),
            alternatives=True,
            nothing=True,
        )
        consent = consents.say(self.acting, consent, said)
        consent = consents.sign_patient(self.acting, consent, self.patient.name, _scrawl(0.2))
        shown = finishing.finished(self.acting, consent.id)
        finishing.certify(self.acting, consent.id, shown.record.sha256)
        known = (Identifier.NAME, Identifier.BIRTH_DATE)
        consents.sign_physician(self.acting, consent, _scrawl(0.4), known)
        return consultation

    def treat(self) -> Consultation:
        """The whole way, closed, with the papers."""
        consultation = self.consent()
        view = treatments.view(self.acting, consultation.id)
        site = view.plan.sites[0]
        lot = products.lots(self.acting, self.product.id)[0]
        treatments.record(
            self.acting,
            consultation.id,
            NewTreatment(
                lot_id=lot.id,
                session=1,
                dose=view.plan.dose or shelf.shipped().demo.treatment.get("dose", ""),
                site=BodyMark(site.mark.region, site.mark.side),
                site_words=site.words,
                route=site.route_code,
                sterile=True,
                supervisor_id=self.acting.user.id,
                unchanged=True,
                reaction_observed=False,
            ),
        )
        documents.make(self.acting, consultation.id, Kind.AFTERCARE)
        documents.make(self.acting, consultation.id, Kind.SUMMARY)
        consultations.move(self.acting, consultation.id, Move.CLOSE)
        return consultation


def _reasons() -> dict[Choice, str]:
    return {
        Choice.PROCEED: _("Other care has not helped enough."),
        Choice.DEFER: _("We wait for the letter of the other clinic."),
        Choice.REFER: _("A specialist is to look at this first."),
        Choice.DO_NOT_TREAT: _("The specialist advises against it."),
    }


def _draft(teller: Teller) -> None:
    teller.begin()


def _proceed(teller: Teller) -> None:
    teller.proceed()


def _consented(teller: Teller) -> None:
    teller.consent()


def _treated(teller: Teller) -> None:
    teller.treat()


def _deferred(teller: Teller) -> None:
    consultation = teller.begin()
    teller.decide(consultation, Choice.DEFER, days=60)
    documents.make(teller.acting, consultation.id, Kind.DEFERRAL)


def _referred(teller: Teller) -> None:
    consultation = teller.begin()
    teller.decide(consultation, Choice.REFER)
    documents.make(teller.acting, consultation.id, Kind.REFERRAL)


def _not_treated(teller: Teller) -> None:
    consultation = teller.begin()
    teller.evaluate(consultation, Opinion.NOT_SUITABLE)
    teller.decide(consultation, Choice.DO_NOT_TREAT)
    documents.make(teller.acting, consultation.id, Kind.DECLINE)


def _declined(teller: Teller) -> None:
    consultation = teller.proceed()
    documents.make(teller.acting, consultation.id, Kind.INFORMATION)
    consent = consents.inform(teller.acting, consultation.id)
    consents.step_back(teller.acting, consent, ConsentMove.DECLINE)


def _withdrawn(teller: Teller) -> None:
    consultation = teller.consent()
    consent = consents.current(teller.acting, consultation.id)
    if consent is not None:
        said = Withdrawal(teller.patient.name, Said.PHONE, teller.acting.today())
        withdrawals.withdraw(teller.acting, consent, said)


def _reopened(teller: Teller) -> None:
    consultation = teller.consent()
    reason = _("The patient told us of a new illness.")
    consultations.move(teller.acting, consultation.id, Move.REOPEN, reason)


def _abandoned(teller: Teller) -> None:
    consultation = teller.begin()
    reason = _("The patient had to leave.")
    consultations.move(teller.acting, consultation.id, Move.ABANDON, reason)


def _entered_in_error(teller: Teller) -> None:
    consultation = teller.begin()
    reason = _("Opened for someone of the same name.")
    consultations.move(teller.acting, consultation.id, Move.WRONG_PATIENT, reason)


STORIES: tuple[Callable[[Teller], None] | None, ...] = (
    None,
    _draft,
    _proceed,
    _consented,
    _treated,
    _deferred,
    _referred,
    _not_treated,
    _declined,
    _withdrawn,
    _reopened,
    _abandoned,
    _entered_in_error,
    _treated,
)
"""What has happened to the patients, in turn; None: newly registered."""


def _scrawl(start: float) -> tuple[Stroke, ...]:
    """A made-up signature: a wave across the pad."""
    points = tuple(
        (start + 0.15 * i, 0.5 + 0.25 * (-1) ** i, 0.4 + 0.03 * i, 40 * i) for i in range(12)
    )
    return (Stroke(points),)
