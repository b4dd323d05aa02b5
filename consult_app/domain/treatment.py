"""The record of a treatment, and the gate in front of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from consult_app.domain.blocks import BodyMark
from consult_app.domain.consent import Consent, ConsentState, Scope
from consult_app.domain.consultation import Consultation, State
from consult_app.domain.decision import Choice, Decision
from consult_app.domain.products import Lot
from consult_app.domain.texts import LINE, NOTE, bounded
from consult_app.errors import Refused


@dataclass(frozen=True, slots=True)
class Place:
    """One planned site that was treated; `route`: code of the way it was given there."""

    site: BodyMark
    words: str
    route: str


@dataclass(frozen=True, slots=True)
class NewTreatment:
    """What is recorded of one session, with the first place treated and each `further` one.

    `unchanged`: the answer, on the day, to "has anything changed since?"; False is a yes.
    `units`: how many of the lot were used; it and the times are None in records from before they
    were asked.
    """

    lot_id: int
    session: int
    dose: str
    site: BodyMark
    site_words: str
    route: str
    sterile: bool | None
    supervisor_id: int
    unchanged: bool | None
    reaction: str = ""
    reaction_observed: bool | None = None
    further: tuple[Place, ...] = ()
    units: int | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place that was treated, in the order of the plan."""
        return (Place(self.site, self.site_words, self.route), *self.further)

    @property
    def where(self) -> str:
        """All of them in words, as on screen and paper."""
        return "; ".join(place.words for place in self.places)


@dataclass(frozen=True, slots=True)
class Treatment:
    """A recorded session; never changed, an addendum stands beside it."""

    id: int
    consultation_id: int
    patient_id: int
    consent_id: int
    product_id: int
    sessions: int
    record: NewTreatment
    author_id: int
    at: datetime


def gate(
    consultation: Consultation,
    decision: Decision | None,
    consent: Consent | None,
    scope: Scope,
    now: datetime,
) -> tuple[str, ...]:
    """The codes of everything without which no treatment may be recorded; empty: it may."""
    return tuple(r.code for r in refusals(consultation, decision, consent, scope, now))


def refusals(
    consultation: Consultation,
    decision: Decision | None,
    consent: Consent | None,
    scope: Scope,
    now: datetime,
) -> tuple[Refused, ...]:
    """The same as `gate`, ready to be raised or told."""
    missing = []
    proceed = decision is not None and decision.record.choice is Choice.PROCEED
    if consultation.state is not State.DECIDED or not proceed:
        missing.append(Refused("treatment.decision-missing"))
    if consent is None or consent.patient_id != consultation.patient_id:
        return (*missing, Refused("treatment.consent-missing"))
    if consent.state is ConsentState.SUSPENDED:
        return (*missing, Refused("treatment.consent-suspended"))
    if consent.state is not ConsentState.GIVEN:
        return (*missing, Refused("treatment.consent-missing"))
    return (*missing, *_consent_refusals(consent, scope, now))


def _consent_refusals(consent: Consent, scope: Scope, now: datetime) -> list[Refused]:
    found = []
    if consent.scope != scope:
        found.append(Refused("treatment.consent-other-scope"))
    if consent.valid_until is not None and consent.valid_until < now.date():
        found.append(Refused("treatment.consent-expired"))
    if consent.earliest is None or now < consent.earliest:
        found.append(Refused("treatment.reflection-not-over"))
    return found


def checked(new: NewTreatment, lot: Lot, scope: Scope, done: int, now: datetime) -> NewTreatment:
    """`new`, if it can stand; `done` counts the sessions recorded before.

    Where nobody said how many units were used, it was one.

    Raises `Refused`: treatment.changed-not-asked, treatment.changed, treatment.sterile-missing,
    treatment.reaction-missing, treatment.site-not-covered,
    treatment.site-twice, treatment.session-out-of-order, treatment.ended-before-it-began,
    treatment.time-in-future, treatment.times-apart, lot.units-impossible, lot.too-few-left,
    text.too-long, and the lot's own codes.
    """
    bounded(LINE, new.dose)
    bounded(NOTE, new.reaction)
    if new.unchanged is None:
        raise Refused("treatment.changed-not-asked")
    if new.unchanged is False:
        raise Refused("treatment.changed")
    if new.sterile is not True:
        raise Refused("treatment.sterile-missing")
    if new.reaction_observed is None or (new.reaction_observed and not new.reaction.strip()):
        raise Refused("treatment.reaction-missing")
    if lot.product_id != scope.product_id:
        raise Refused("lot.other-product")
    lot.require(now.astimezone().date())
    new = replace(new, units=1 if new.units is None else new.units)
    lot.without(new.units or 0)
    _require_times(new, now)
    named = [place.words for place in new.places]
    if not set(named) <= set(scope.sites):
        raise Refused("treatment.site-not-covered")
    if len(set(named)) < len(named):
        raise Refused("treatment.site-twice")
    if new.session != done + 1 or new.session > scope.sessions:
        raise Refused("treatment.session-out-of-order", expected=done + 1, sessions=scope.sessions)
    return new


LONGEST = timedelta(hours=12)
"""Of one session; more is a slip of the keyboard."""


def _require_times(new: NewTreatment, now: datetime) -> None:
    """What is said of when it began and ended can be."""
    said = [moment for moment in (new.started_at, new.ended_at) if moment is not None]
    if any(moment > now for moment in said):
        raise Refused("treatment.time-in-future")
    if new.started_at is None or new.ended_at is None:
        return
    if new.ended_at < new.started_at:
        raise Refused("treatment.ended-before-it-began")
    if new.ended_at - new.started_at > LONGEST:
        raise Refused("treatment.times-apart")
