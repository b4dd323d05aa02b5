"""Recording a treatment behind its gate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from consult_app.domain.audit import Event
from consult_app.domain.consent import Consent, ConsentMove
from consult_app.domain.people import Capability, Role, User
from consult_app.domain.photographs import Photograph
from consult_app.domain.products import Lot, StockWhy
from consult_app.domain.rules import Outcome
from consult_app.domain.treatment import NewTreatment, Treatment, checked, refusals
from consult_app.errors import Refused
from consult_app.forms.model import say
from consult_app.services import (
    consents,
    follow_ups,
    loading,
    photographs,
    plan,
    products,
    reconfirming,
)
from consult_app.services.acting import Acting
from consult_app.services.assessment import Loaded, judged
from consult_app.services.consent_moves import move
from consult_app.services.permission import needs
from consult_app.storage import photographs as photograph_rows
from consult_app.storage import products as product_rows
from consult_app.storage import treatments as treatment_rows
from consult_app.storage import users as user_rows
from consult_app.storage.store import Tx


@dataclass(frozen=True, slots=True)
class TreatmentView:
    """What the page shows: what is planned, what was done, what keeps the gate closed.

    `sterile` and `supervised`: the pack's words for what is confirmed; `day`: today; `now`: when
    it was read;
    `near_days`: a lot with fewer days left is nearly expired; `answered_then`: each answer to a
    contraindication at the assessment, with the questions that have it.
    """

    plan: plan.Plan
    done: tuple[Treatment, ...]
    missing: tuple[Refused, ...]
    lots: tuple[Lot, ...]
    physicians: tuple[User, ...]
    sterile: str
    supervised: str
    day: date
    near_days: int
    now: datetime
    photographs: tuple[Photograph, ...]
    photographs_allowed: bool
    answered_then: tuple[tuple[str, tuple[str, ...]], ...] = ()


@needs(Capability.TREAT)
def view(acting: Acting, consultation_id: int, language: str = "") -> TreatmentView:
    """The state of the treatment of a consultation; the pack speaks `language`, the physician's.

    Where none is given it speaks that of the consent.
    """
    with acting.read() as tx:
        loaded = loading.read(acting, tx, consultation_id)
        consent = consents.newest(tx, consultation_id)
        planned = _plan(loaded, consent)
        language = language or (consent.language if consent else loaded.pack.languages[0])
        record = loaded.pack.treatment_record
        return TreatmentView(
            planned,
            treatment_rows.of_consultation(tx, consultation_id),
            _refusals(acting, loaded, consent),
            product_rows.lots(tx, planned.product.id) if planned.product else (),
            tuple(u for u in user_rows.every(tx) if u.active and Role.PHYSICIAN in u.roles),
            say(record["sterile"].text, language),
            say(record["supervised"].text, language),
            acting.today(),
            loaded.pack.plan.near_expiry_days,
            acting.now(),
            photograph_rows.of_consultation(tx, consultation_id),
            photographs.allowed(consent),
            reconfirming.answered_then(loaded, language),
        )


@needs(Capability.TREAT)
def record(acting: Acting, consultation_id: int, new: NewTreatment) -> Treatment:
    """Record one session.

    Raises the gate's first code, the record's own codes, treatment.supervisor-no-physician, the
    label's, treatment.fit-no-more.
    """
    with acting.write() as tx:
        loaded = loading.read(acting, tx, consultation_id)
        consent = consents.newest(tx, consultation_id)
        if closed := _refusals(acting, loaded, consent):
            raise closed[0]
        if consent is None:
            raise Refused("treatment.consent-missing")
        done = len(treatment_rows.of_consultation(tx, consultation_id))
        lot = product_rows.lot(tx, new.lot_id)
        new = checked(new, lot, consent.scope, done, acting.now())
        _require_signed_before(consent, new)
        _require_physician(tx, new.supervisor_id)
        # recorded since the decision, perhaps: what the label forbids today is not given today
        label = product_rows.get(tx, consent.scope.product_id).label
        for place in new.places:
            label.require(loaded.settings.jurisdiction, place.route, place.site.region)
        _require_fit_today(loaded)
        treatment = _store(acting, tx, consent, new)
        _take(acting, tx, lot, treatment.record.units)
        follow_ups.plan_after(acting, tx, loaded, treatment)
        if new.session == consent.scope.sessions:
            move(acting, tx, consent, ConsentMove.USE_UP)
    return treatment


def _require_physician(tx: Tx, user_id: int) -> None:
    """Raise `Refused("treatment.supervisor-no-physician")` for anybody else, or who has left."""
    known = {user.id: user for user in user_rows.every(tx)}
    supervisor = known.get(user_id)
    if supervisor is None or not supervisor.active or Role.PHYSICIAN not in supervisor.roles:
        raise Refused("treatment.supervisor-no-physician")


def _require_fit_today(loaded: Loaded) -> None:
    """What was recorded of the product since the decision may forbid it: a component, say, to which
    the patient is allergic. What a reason can answer was answered then.

    Raises `Refused("treatment.fit-no-more")`.
    """
    today = judged(replace(loaded, frozen_facts=None), loaded.answers).suitability
    if any(f.outcome is Outcome.DO_NOT_TREAT and not f.settled for f in today.findings):
        raise Refused("treatment.fit-no-more")


def _store(acting: Acting, tx: Tx, consent: Consent, new: NewTreatment) -> Treatment:
    treatment = treatment_rows.insert(
        tx,
        new,
        consultation_id=consent.consultation_id,
        patient_id=consent.patient_id,
        consent_id=consent.id,
        product_id=consent.scope.product_id,
        sessions=consent.scope.sessions,
        author_id=acting.user.id,
        at=acting.now(),
    )
    acting.note(tx, Event.TREATMENT_RECORDED, "treatment", treatment.id, lot=new.lot_id)
    return treatment


def _require_signed_before(consent: Consent, new: NewTreatment) -> None:
    """A time of the day is told to the minute, a signature to the second."""
    signed = max((s.at for s in consent.signatures), default=None)
    if signed is None or new.started_at is None:
        return
    if new.started_at < signed.replace(second=0, microsecond=0):
        raise Refused("treatment.began-before-consent")


def _take(acting: Acting, tx: Tx, lot: Lot, units: int | None) -> None:
    """The units go from the shelf with the record, or neither does."""
    if lot.units is None or units is None:
        return
    product_rows.set_stock(tx, lot.without(units))
    products.note_units(acting, tx, lot.id, StockWhy.TREATMENT, -units)


def _plan(loaded: Loaded, consent: Consent | None) -> plan.Plan:
    language = consent.language if consent else loaded.pack.languages[0]
    form = judged(loaded, loaded.answers).form
    return plan.read(form, loaded.pack.roles, loaded.products, language)


def _refusals(acting: Acting, loaded: Loaded, consent: Consent | None) -> tuple[Refused, ...]:
    if loaded.patient.died is not None:
        return (Refused("patient.died"),)
    scope = _plan(loaded, consent).scope
    return refusals(loaded.consultation, loaded.decision, consent, scope, acting.now())
