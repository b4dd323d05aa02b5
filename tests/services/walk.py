"""Steps of a consultation through the use cases, for tests that start somewhere in the middle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from consult_app.domain.blocks import Stroke
from consult_app.domain.consent import Consent, Identifier
from consult_app.domain.consultation import Consultation
from consult_app.domain.conversation import Reply, TeachBack
from consult_app.domain.decision import Choice, Decision, NewDecision
from consult_app.domain.documents import DocumentRecord, Kind
from consult_app.domain.evaluation import Evaluation, NewEvaluation, Opinion
from consult_app.domain.treatment import NewTreatment, Treatment
from consult_app.forms.model import Coding, Path, Value
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
)
from consult_app.services.assessment import AssessmentSession
from consult_app.services.scripted import scripted_answers
from tests import kept
from tests.clinics import Clinic

SCRAWL = (Stroke(tuple((0.2 + 0.1 * i, 0.5 + 0.2 * (-1) ** i, 0.5, 30 * i) for i in range(10))),)

KNOWN = (Identifier.NAME, Identifier.BIRTH_DATE)
_UNTOUCHED = ("ci/ci.cancer/", "mh/mh.surg.any/")


P = ParamSpec("P")
T = TypeVar("T")


def walked_once(step: Callable[Concatenate[Walk, P], T]) -> Callable[Concatenate[Walk, P], T]:
    """A step that another test has walked from where this one stands is not walked again."""

    @wraps(step)
    def walked(walk: Walk, /, *given: P.args, **named: P.kwargs) -> T:
        if "answers" in vars(walk):  # a test answers in its own way: nobody has walked that
            return step(walk, *given, **named)
        clinic = walk.clinic
        who = (clinic.acting.user, clinic.product, clinic.patient)
        how = (step.__qualname__, clinic.clock.at, given, tuple(named.items()))
        read = (type(walk), who, how)
        return kept.stepped(clinic.acting.store, read, lambda: step(walk, *given, **named))

    return walked


class Walk:
    """Walks one consultation of the clinic's patient."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic
        self.acting = clinic.acting

    def answers(self) -> dict[Path, Value]:
        """Answers of a patient with nothing in the way."""
        script = scripted_answers(shelf.shipped(), self.clinic.product)
        plain = {p: v for p, v in script.items() if not p.startswith(_UNTOUCHED)}
        no = next(v for v in plain.values() if isinstance(v, Coding) and v.code == "no")
        return plain | {"ci/ci.cancer": no, "mh/mh.surg.any": no}

    def begin(self) -> Consultation:
        return consultations.start(self.acting, self.clinic.patient.id)

    def session(self, consultation: Consultation) -> AssessmentSession:
        return AssessmentSession(loading.load(self.acting, consultation.id))

    def put(self, consultation: Consultation, answers: dict[Path, Value]) -> AssessmentSession:
        session = self.session(consultation)
        session.save(self.acting, session.put_all(answers))
        return session

    @walked_once
    def suitable(self) -> Consultation:
        consultation = self.begin()
        self.put(consultation, self.answers())
        return consultation

    def with_answer(self, path: Path, code: str) -> Consultation:
        """A patient with nothing in the way but this."""
        consultation = self.suitable()
        self.change(consultation, path, code)
        return consultation

    def change(self, consultation: Consultation, path: Path, code: str) -> None:
        """Answer another option of the same question."""
        session = self.session(consultation)
        old = session.value(path)
        assert isinstance(old, Coding)
        session.save(self.acting, (session.put(path, Coding(code, old.system)),))

    def evaluate(self, consultation: Consultation, opinion: Opinion, **more: date) -> Evaluation:
        findings = self.session(consultation).state.suitability.findings
        finding = next(f for f in findings if f.rule.condition)
        new = NewEvaluation(
            condition=finding.rule.condition,
            evaluator="Dr Selin Aksoy",
            specialty="Oncology",
            day=self.acting.today(),
            opinion=opinion,
            basis=finding.basis,
            until=more.get("until"),
        )
        return decisions.record_evaluation(self.acting, consultation.id, new)

    def decide(
        self, consultation: Consultation, choice: Choice, until: date | None = None
    ) -> Decision:
        new = NewDecision(choice, "Talked over with the patient.", until)
        return decisions.decide(self.acting, consultation.id, new)

    @walked_once
    def proceed(self) -> Consultation:
        consultation = self.suitable()
        self.decide(consultation, Choice.PROCEED)
        return consultation

    @walked_once
    def inform(self, consultation: Consultation) -> Consent:
        """The patient has the sheet, and was told."""
        documents.make(self.acting, consultation.id, Kind.INFORMATION)
        return consents.inform(self.acting, consultation.id)

    @walked_once
    def opened(self) -> Consent:
        """A consent that is open, with everything said but the signatures."""
        consultation = self.proceed()
        self.inform(consultation)
        consent = consents.open_for_signature(self.acting, consultation.id)
        form = shelf.shipped().consent
        said = replace(
            consent.conversation,
            replies=tuple((s.id, Reply.YES) for s in form.statements),
            teach_back=tuple(
                TeachBack(p.id, "It may be red, and nobody knows if it helps.", understood=True)
                for p in form.teach_back
            ),
            capacity=True,
            alternatives=True,
            nothing=True,
        )
        return consents.say(self.acting, consent, said)

    @walked_once
    def given(self) -> tuple[Consent, DocumentRecord]:
        consent = consents.sign_patient(self.acting, self.opened(), "Elif Demir", SCRAWL)
        self.confirm(consent)
        return consents.sign_physician(self.acting, consent, SCRAWL, KNOWN)

    def confirm(self, consent: Consent) -> None:
        """The patient has looked at the finished document."""
        shown = finishing.finished(self.acting, consent.id)
        finishing.certify(self.acting, consent.id, shown.record.sha256)

    def new_treatment(self, consultation_id: int) -> NewTreatment:
        plan = treatments.view(self.acting, consultation_id).plan
        lot = products.lots(self.acting, self.clinic.product.id)[0]
        return NewTreatment(
            lot_id=lot.id,
            session=1,
            dose="5 ml",
            site=plan.sites[0].mark,
            site_words=plan.sites[0].words,
            route=plan.sites[0].route_code,
            sterile=True,
            supervisor_id=self.acting.user.id,
            unchanged=True,
            reaction_observed=False,
            units=1,
        )

    @walked_once
    def treated(self) -> Treatment:
        consent, _record = self.given()
        new = self.new_treatment(consent.consultation_id)
        return treatments.record(self.acting, consent.consultation_id, new)
