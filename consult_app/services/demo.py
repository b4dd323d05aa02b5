"""The demonstration: a made-up clinic with consultations in every state, in a folder of its own."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from consult_app import paths
from consult_app.domain.blocks import BodyMark, Stroke
from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.consent import ConsentMove, Reply, TeachBack
from consult_app.domain.consultation import Consultation, Move, VisitState
from consult_app.domain.decision import Choice, NewDecision
from consult_app.domain.documents import Kind
from consult_app.domain.evaluation import NewEvaluation, Opinion
from consult_app.domain.patients import NewPatient, Patient, Sex
from consult_app.domain.people import Role, User
from consult_app.domain.products import BiologicalSource, Product
from consult_app.domain.treatment import NewTreatment
from consult_app.forms.model import Path as FormPath
from consult_app.forms.model import Value
from consult_app.i18n import _
from consult_app.services import (
    clinic,
    consents,
    consultations,
    day,
    decisions,
    documents,
    loading,
    patients,
    products,
    shelf,
    treatments,
)
from consult_app.services.acting import Acting
from consult_app.services.assessment import AssessmentSession
from consult_app.services.first_start import set_up
from consult_app.services.scripted import scripted_answers
from consult_app.storage.store import Store

EXPECTED = 12
"""So many patients are on today's list."""
Progress = Callable[[int, int], None]
"""Called with how many patients are done, of how many."""


@dataclass
class _Clock:
    """A clock that a story can set; it never stands still, so that times stay in order."""

    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=7)
        return self.at


def build(
    folder: Path, progress: Progress = lambda _done, _of: None, *, stories: bool = True
) -> None:
    """Make the clinic in `folder`, which must hold no records yet. Raises the store's codes.

    Without `stories` it is quick: only who is expected today, all of them newly registered.
    """
    clock = _Clock()
    with Store.open(folder, create=True) as store:
        acting = _people_and_settings(store, clock)
        product = _stock(acting)
        now = clock.at
        people = list(_made_up_patients())[: None if stories else EXPECTED]
        for number, new in enumerate(people):
            patient = patients.register(acting, new)
            story = STORIES[number % len(STORIES)] if number and stories else None
            if story is not None:
                clock.at = now - timedelta(days=3 + number, hours=number % 5)
                story(_Teller(acting, clock, patient, product))
                clock.at = now
            _expect(acting, patient, number)
            progress(number + 1, len(people))


def _people_and_settings(store: Store, clock: _Clock) -> Acting:
    demo = shelf.shipped().demo
    names = demo.clinic
    user = User(
        id=0,
        name=demo.physician["name"],
        title=demo.physician.get("title", ""),
        roles=frozenset({Role.PHYSICIAN, Role.ADMINISTRATOR}),
        specialty=demo.physician.get("specialty", ""),
        licence_number=demo.physician.get("licence_number", ""),
    )
    settings = ClinicSettings(
        name=names["name"],
        address=names.get("address", ""),
        jurisdiction=names.get("jurisdiction", ""),
        phone_day=names.get("phone_day", ""),
        phone_night=names.get("phone_night", ""),
        emergency=names.get("emergency", ""),
        reflection_hours=0,
        demonstration=True,
    )
    acting = Acting(set_up(store, user, settings, clock), store, clock)
    pack = shelf.shipped()
    for language in pack.languages:
        clinic.approve_texts(acting, pack.hash, language)
    return acting


def _stock(acting: Acting) -> Product:
    script = shelf.shipped().demo.product
    product = products.add_product(
        acting,
        Product(
            id=0,
            name=script["name"],
            manufacturer=script.get("manufacturer", ""),
            source=BiologicalSource(script.get("source", "unknown")),
            components=tuple(c.strip() for c in script.get("components", "").split(",") if c),
        ),
    )
    usable = acting.today() + timedelta(days=365)  # the demonstration never runs out of its lot
    expiry = max(usable, date.fromisoformat(script["expiry"]))
    products.add_lot(acting, product.id, script["lot"], expiry)
    return product


def _made_up_patients() -> Iterator[NewPatient]:
    source = paths.resources() / "demo" / "patients.csv"
    with source.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield NewPatient(
                family_name=row["family"],
                given_name=row["given"],
                birth_date=date.fromisoformat(row["born"]),
                sex=Sex(row["sex"]),
                language=row["language"],
                phone=row["phone"],
                address=row["address"],
            )


def _expect(acting: Acting, patient: Patient, number: int) -> None:
    """The first are on today's list, some of them here already."""
    if number < EXPECTED:
        time = f"{9 + number // 3:02d}:{20 * (number % 3):02d}"
        visit = day.add(acting, patient.id, acting.today(), time)
        if number in {1, 2, 5}:
            day.move(acting, visit, VisitState.ARRIVED)


@dataclass
class _Teller:
    """Tells one patient's story through the same use cases that the window calls."""

    acting: Acting
    clock: _Clock
    patient: Patient
    product: Product

    def begin(self, **changed: Value | None) -> Consultation:
        """A consultation with the scripted answers, `changed` (linkIds with _ for .) put over."""
        consultation = consultations.start(self.acting, self.patient.id)
        session = AssessmentSession(loading.load(self.acting, consultation.id))
        pack = session.loaded.pack
        answers = scripted_answers(pack, self.product)
        changes = session.put_all(self._plain(session, answers))
        session.save(self.acting, changes)
        return consultation

    def _plain(
        self, session: AssessmentSession, answers: dict[FormPath, Value]
    ) -> dict[FormPath, Value]:
        """The script's answers; the specialist's conditions stay as the script has them."""
        return answers

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
        """As far as a decision to treat."""
        consultation = self.begin()
        self.evaluate(consultation, Opinion.SUITABLE)
        self.decide(consultation, Choice.PROCEED)
        return consultation

    def consent(self) -> Consultation:
        """As far as a consent that is given, with the conversation behind it."""
        consultation = self.proceed()
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
            capacity_note=script.consent.get("capacity", ""),
        )
        consent = consents.say(self.acting, consent, said)
        consent = consents.sign_patient(self.acting, consent, self.patient.name, _scrawl(0.2))
        consents.sign_physician(self.acting, consent, _scrawl(0.4))
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
        Choice.PROCEED: shelf.shipped().demo.decision["reason"],
        Choice.DEFER: _("We wait for the letter of the other clinic."),
        Choice.REFER: _("A specialist is to look at this first."),
        Choice.DO_NOT_TREAT: _("The specialist advises against it."),
    }


def _draft(teller: _Teller) -> None:
    teller.begin()


def _proceed(teller: _Teller) -> None:
    teller.proceed()


def _consented(teller: _Teller) -> None:
    teller.consent()


def _treated(teller: _Teller) -> None:
    teller.treat()


def _deferred(teller: _Teller) -> None:
    consultation = teller.begin()
    teller.decide(consultation, Choice.DEFER, days=60)
    documents.make(teller.acting, consultation.id, Kind.DEFERRAL)


def _referred(teller: _Teller) -> None:
    consultation = teller.begin()
    teller.decide(consultation, Choice.REFER)
    documents.make(teller.acting, consultation.id, Kind.REFERRAL)


def _not_treated(teller: _Teller) -> None:
    consultation = teller.begin()
    teller.evaluate(consultation, Opinion.NOT_SUITABLE)
    teller.decide(consultation, Choice.DO_NOT_TREAT)
    documents.make(teller.acting, consultation.id, Kind.DECLINE)


def _declined(teller: _Teller) -> None:
    consultation = teller.proceed()
    consent = consents.inform(teller.acting, consultation.id)
    consents.step_back(teller.acting, consent, ConsentMove.DECLINE)


def _withdrawn(teller: _Teller) -> None:
    consultation = teller.consent()
    consent = consents.current(teller.acting, consultation.id)
    if consent is not None:
        consents.step_back(teller.acting, consent, ConsentMove.WITHDRAW)


def _reopened(teller: _Teller) -> None:
    consultation = teller.consent()
    reason = _("The patient told us of a new illness.")
    consultations.move(teller.acting, consultation.id, Move.REOPEN, reason)


def _abandoned(teller: _Teller) -> None:
    consultation = teller.begin()
    reason = _("The patient had to leave.")
    consultations.move(teller.acting, consultation.id, Move.ABANDON, reason)


def _entered_in_error(teller: _Teller) -> None:
    consultation = teller.begin()
    reason = _("Opened for someone of the same name.")
    consultations.move(teller.acting, consultation.id, Move.WRONG_PATIENT, reason)


STORIES: tuple[Callable[[_Teller], None] | None, ...] = (
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
