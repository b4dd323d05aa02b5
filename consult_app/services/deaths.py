"""That a patient has died: recorded once, known everywhere, taken back where it was an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consult_app.domain import deaths as rules
from consult_app.domain.adverse_events import AdverseEvent, EventState, Outcome
from consult_app.domain.audit import Event
from consult_app.domain.deaths import Death, NewDeath
from consult_app.domain.follow_ups import FollowUpState
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import adverse_events as event_rows
from consult_app.storage import deaths as rows
from consult_app.storage import follow_ups as follow_up_rows
from consult_app.storage import merges
from consult_app.storage import patients as patient_rows
from consult_app.storage import users as user_rows
from consult_app.storage.store import Tx

DIED = "died"
ALIVE = "death-taken-back"
"""What the notes beside a follow-up say of it."""


@dataclass(frozen=True, slots=True)
class DeathView:
    """What is known: every death recorded, the newest first, `people` by id.

    `events`: open adverse events of which nobody has said that the death was their outcome; none
    for a role that reads no answers.
    """

    deaths: tuple[Death, ...]
    people: Mapping[int, str]
    events: tuple[AdverseEvent, ...]

    @property
    def death(self) -> Death | None:
        """The one that holds."""
        return next((one for one in self.deaths if one.taken_back is None), None)


@needs(Capability.FIND_PATIENTS)
def of(acting: Acting, patient_id: int) -> DeathView:
    """What is recorded of a patient's death."""
    with acting.read() as tx:
        return _view(acting, tx, patient_id)


@needs(Capability.RECORD_DEATHS)
def record(acting: Acting, patient_id: int, new: NewDeath) -> DeathView:
    """Record that a patient has died; follow-ups still to come are closed for that reason.

    Raises `Refused`: death.already-there, patient.not-found, and the codes of
    `domain.deaths.checked`.
    """
    with acting.write() as tx:
        patient = patient_rows.get(tx, patient_id)
        members = merges.members(tx, patient.id)
        treated = rows.last_treated(tx, members)
        new = rules.checked(new, patient.birth_date, treated, acting.today())
        if patient.died is not None:
            raise Refused("death.already-there")
        spread(acting, tx, patient.id, new)
        acting.note(tx, Event.PATIENT_DIED, "patient", patient.id)
        return _view(acting, tx, patient.id)


@needs(Capability.RECORD_DEATHS)
def take_back(acting: Acting, patient_id: int, reason: str) -> DeathView:
    """It was recorded in error: the patient lives. What it had closed is open again.

    Raises `Refused`: death.not-there, death.reason-missing, text.too-long, patient.not-found.
    """
    reason = rules.checked_reason(reason)
    with acting.write() as tx:
        patient = patient_rows.get(tx, patient_id)
        members = merges.members(tx, patient.id)
        found = rows.standing(tx, members)
        if not found:
            raise Refused("death.not-there")
        by, at = acting.user.id, acting.now()
        for death in found.values():
            rows.take_back(tx, death, reason, by=by, at=at)
        for one in follow_up_rows.of_patients(tx, members):
            if one.state is FollowUpState.DIED:
                follow_up_rows.move(tx, one.id, FollowUpState.PLANNED)
                follow_up_rows.note(tx, one.id, ALIVE, reason, by=by, at=at)
        acting.note(tx, Event.PATIENT_DEATH_TAKEN_BACK, "patient", patient.id)
        return _view(acting, tx, patient.id)


def spread(acting: Acting, tx: Tx, patient_id: int, new: NewDeath) -> None:
    """Say it of every record of the person that does not, and close the follow-ups to come."""
    members, by, at = merges.members(tx, patient_id), acting.user.id, acting.now()
    known = rows.standing(tx, members)
    for id_ in members:
        if id_ not in known:
            rows.insert(tx, id_, new, by=by, at=at)
    for one in follow_up_rows.of_patients(tx, members):
        if one.state is FollowUpState.PLANNED:
            follow_up_rows.move(tx, one.id, FollowUpState.DIED)
            follow_up_rows.note(tx, one.id, DIED, "", by=by, at=at)


def join(acting: Acting, tx: Tx, kept_id: int) -> None:
    """Two records were joined, of which one says that the person has died: both do now."""
    known = rows.standing(tx, merges.members(tx, kept_id))
    if known:
        first = min(known.values(), key=lambda death: death.id)
        spread(acting, tx, kept_id, first.record)


def _view(acting: Acting, tx: Tx, patient_id: int) -> DeathView:
    kept = merges.kept(tx, patient_id)
    found = rows.of(tx, kept)
    people = {user.id: user.display_name for user in user_rows.every(tx)}
    events: tuple[AdverseEvent, ...] = ()
    if acting.user.may(Capability.READ_ANSWERS) and any(d.taken_back is None for d in found):
        every = event_rows.of_patients(tx, merges.members(tx, kept))
        events = tuple(
            event
            for event in every
            if event.state is EventState.OPEN and event.told.outcome is not Outcome.FATAL
        )
    return DeathView(found, people, events)
