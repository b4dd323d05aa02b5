"""The day's list: who is expected, who has arrived, who is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consult_app.domain.audit import Event
from consult_app.domain.consultation import State, Visit, VisitState
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.domain.texts import LINE, bounded
from consult_app.errors import Refused
from consult_app.services import alive
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import visits as visit_rows

FORWARD = {
    VisitState.EXPECTED: frozenset({VisitState.ARRIVED, VisitState.DONE}),
    VisitState.ARRIVED: frozenset({VisitState.EXPECTED, VisitState.DONE}),
    VisitState.DONE: frozenset({VisitState.ARRIVED}),
}
"""A slip at the desk can be taken back; nothing leaps from done to expected."""


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A line of the list: the visit, whose it is, and how far the consultation is."""

    visit: Visit
    patient: Patient
    consultation_state: State | None = None


@needs(Capability.RUN_DAY)
def of(acting: Acting, day: date) -> tuple[VisitLine, ...]:
    """The visits of a day, by time; somebody who has died is not expected."""
    with acting.read() as tx:
        found = (VisitLine(v, p, s) for v, p, s in visit_rows.of_day(tx, day))
        return tuple(
            line
            for line in found
            if line.patient.died is None or line.visit.state is not VisitState.EXPECTED
        )


@needs(Capability.RUN_DAY)
def add(acting: Acting, patient_id: int, day: date, time: str = "", note: str = "") -> Visit:
    """Put a patient on the list of a day. Raises visit.already-there, patient.died,
    text.too-long."""
    bounded(LINE, time, note)
    with acting.write() as tx:
        if any(p.id == patient_id for _v, p, _s in visit_rows.of_day(tx, day)):
            raise Refused("visit.already-there")
        alive.require_alive(tx, patient_id)
        visit = visit_rows.insert(tx, patient_id, day, time, note)
        acting.note(tx, Event.VISIT_ADDED, "visit", visit.id)
    return visit


@needs(Capability.RUN_DAY)
def move(acting: Acting, visit: Visit, state: VisitState) -> Visit:
    """Arrived, done, or a slip taken back. Raises visit.forbidden-move."""
    if state not in FORWARD[visit.state]:
        raise Refused("visit.forbidden-move")
    with acting.write() as tx:
        changed = visit_rows.set_state(tx, visit.id, state)
        acting.note(tx, Event.VISIT_CHANGED, "visit", visit.id, state=state.value)
    return changed
