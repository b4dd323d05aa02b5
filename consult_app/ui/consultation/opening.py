"""What the consultation page needs read before it can show anything: one job, one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consult_app.domain.consent import ConsentState
from consult_app.domain.decision import Decision
from consult_app.domain.documents import DocumentState, Kind
from consult_app.domain.incoming import Line
from consult_app.domain.people import Capability, User
from consult_app.services import (
    clinic,
    consents,
    decisions,
    documents,
    incoming,
    loading,
    treatments,
)
from consult_app.services.acting import Acting
from consult_app.services.assessment import Loaded
from consult_app.services.since import SinceLast, since_last
from consult_app.ui.consultation.steps import AFTERCARE, CONSENT, TREATMENT

HANDED = frozenset({Kind.AFTERCARE, Kind.DEFERRAL, Kind.REFERRAL, Kind.DECLINE})
"""One of these goes home with the patient at the end, whatever was decided."""
_GIVEN = frozenset({ConsentState.GIVEN, ConsentState.USED_UP})


@dataclass(frozen=True, slots=True)
class Opened:
    """A consultation with the people and the later steps that are done."""

    loaded: Loaded
    names: Mapping[int, str]
    physicians: tuple[User, ...]
    history: tuple[Decision, ...]
    done: frozenset[str]
    since: SinceLast | None
    reasons: Mapping[str, tuple[str, ...]]
    told: tuple[Line, ...]


def open_consultation(acting: Acting, consultation_id: int, known: Loaded | None) -> Opened:
    """Read it all; that the answers were read is audited, unless they are `known`: open already.

    Raises consultation.not-found.
    """
    loaded = loading.again(acting, known) if known else loading.load(acting, consultation_id)
    return Opened(
        loaded,
        clinic.names(acting),
        clinic.physicians(acting),
        decisions.history(acting, consultation_id),
        later_done(acting, consultation_id),
        since_last(acting, consultation_id),
        decisions.recent_reasons(acting) if acting.user.may(Capability.DECIDE) else {},
        incoming.waiting(acting, loaded.patient.id),
    )


def later_done(acting: Acting, consultation_id: int) -> frozenset[str]:
    """The steps behind the decision that are done."""
    consent = consents.current(acting, consultation_id)
    given = consent is not None and consent.state in _GIVEN
    treated = bool(treatments.view(acting, consultation_id).done)
    papers = documents.of_consultation(acting, consultation_id)
    handed = any(p.kind in HANDED and p.state is DocumentState.FINAL for p in papers)
    steps = ((CONSENT, given), (TREATMENT, treated), (AFTERCARE, handed))
    return frozenset(step for step, done in steps if done)
