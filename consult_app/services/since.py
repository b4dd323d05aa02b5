"""What has happened since a returning patient's last visit: decided, treated, registered anew."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from consult_app.domain.decision import Decision
from consult_app.domain.patients import NewPatient
from consult_app.domain.people import Capability
from consult_app.domain.treatment import Treatment
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import addenda as addendum_rows
from consult_app.storage import consultations as consultation_rows
from consult_app.storage import decisions as decision_rows
from consult_app.storage import patients as patient_rows
from consult_app.storage import treatments as treatment_rows


@dataclass(frozen=True, slots=True)
class SinceLast:
    """The last consultation with a decision, and what came after it began.

    `registered`: names of the fields of `NewPatient` that were corrected since; `notes`: how many
    addenda were written to it; `newer_texts`: this consultation works with other rules and texts.
    """

    consultation_id: int
    day: date
    decision: Decision
    treatments: tuple[Treatment, ...]
    notes: int
    registered: tuple[str, ...]
    newer_texts: bool


@needs(Capability.READ_ANSWERS)
def since_last(acting: Acting, consultation_id: int) -> SinceLast | None:
    """What came since the visit before; None where there was none.

    Raises consultation.not-found.
    """
    with acting.read() as tx:
        now = consultation_rows.get(tx, consultation_id)
        last = consultation_rows.last_decided(tx, now.patient_id, before=now.id)
        decision = decision_rows.newest(tx, last.id) if last else None
        if last is None or decision is None:
            return None
        then = patient_rows.version_at(tx, now.patient_id, last.started_at)
        newest = patient_rows.versions(tx, now.patient_id)[-1]
        return SinceLast(
            last.id,
            last.started_at.astimezone().date(),
            decision,
            treatment_rows.of_consultation(tx, last.id),
            len(addendum_rows.of_consultation(tx, last.id)),
            _differing(then, newest),
            last.pack_hash != now.pack_hash,
        )


def _differing(then: NewPatient, now: NewPatient) -> tuple[str, ...]:
    return tuple(f.name for f in fields(now) if getattr(then, f.name) != getattr(now, f.name))
