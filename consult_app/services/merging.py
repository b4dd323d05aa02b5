"""Two records of one person: compared, joined field by field, and separated again exactly.

Nothing moves: consultations and documents stay with the number they were signed under, and the
record that is kept is read together with the other one.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime

from consult_app.domain.audit import Event
from consult_app.domain.consultation import State
from consult_app.domain.patients import NewPatient, Patient, checked
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.services import deaths
from consult_app.services.acting import Acting
from consult_app.services.patients import require_born_before
from consult_app.services.permission import needs
from consult_app.storage import consultations as consultation_rows
from consult_app.storage import documents as document_rows
from consult_app.storage import erasures, merges
from consult_app.storage import patients as patient_rows
from consult_app.storage import users as user_rows
from consult_app.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what is registered, and how much hangs on it; nothing clinical."""

    patient: Patient
    consultations: int
    drafts: int
    documents: int


@dataclass(frozen=True, slots=True)
class Joined:
    """A record that is read as part of another, since when and by whom."""

    merge_id: int
    record_number: str
    name: str
    at: datetime
    by: str


@needs(Capability.MERGE_PATIENTS)
def compare(acting: Acting, one_id: int, other_id: int) -> tuple[Side, Side]:
    """Both sides, the older record first. Raises `Refused`: as `merge` before anything is chosen.

    That both were looked at is entered.
    """
    with acting.write() as tx:
        pair = sorted({merges.kept(tx, one_id), merges.kept(tx, other_id)})
        if len(pair) < 2:
            raise Refused("merge.same-record")
        for id_ in pair:
            acting.note(tx, Event.PATIENT_VIEWED, "patient", id_)
        first, second = (_side(tx, id_) for id_ in pair)
        return first, second


@needs(Capability.MERGE_PATIENTS)
def merge(acting: Acting, kept: Patient, other: Patient, chosen: NewPatient) -> Patient:
    """Read `other` as part of `kept` from now on, with the registered facts that were chosen.

    Raises `Refused`: role.not-permitted, merge.same-record, merge.part-already,
    merge.drafts-in-both, merge.erasure-ordered, merge.not-of-either, patient.changed-meanwhile,
    patient.born-after-consultation, and the codes of `domain.patients.checked`.
    """
    chosen = checked(chosen, acting.today())
    with acting.write() as tx:
        _require_apart(tx, kept, other)
        _require_of_either(chosen, kept.registered, other.registered)
        now, by = acting.now(), acting.user.id
        merges.insert(tx, kept.id, other.id, before=kept.registered, after=chosen, by=by, at=now)
        require_born_before(tx, kept.id, chosen.birth_date)
        if chosen == kept.registered:
            patient_rows.keep_words(tx, kept.id)
        else:
            patient_rows.update(tx, kept, chosen, at=now, by=by)
        deaths.join(acting, tx, kept.id)
        acting.note(tx, Event.PATIENTS_MERGED, "patient", kept.id, other=other.id)
        return patient_rows.get(tx, kept.id)


@needs(Capability.MERGE_PATIENTS)
def separate(acting: Acting, merge_id: int) -> tuple[Patient, Patient]:
    """Read two joined records apart again, each with what was registered of it before.

    What was corrected since stays corrected. Raises `Refused`: role.not-permitted,
    merge.not-found, merge.erasure-ordered.
    """
    with acting.write() as tx:
        joined = merges.get(tx, merge_id)
        if joined.undone_at is not None:
            raise Refused("merge.not-found")
        _require_no_order(tx, joined.kept_id)
        now, by = acting.now(), acting.user.id
        merges.undo(tx, merge_id, by=by, at=now)
        kept = patient_rows.apart(tx, joined.kept_id)
        before = _before(kept.registered, joined)
        if before != kept.registered:
            patient_rows.update(tx, kept, before, at=now, by=by)
        for id_ in (joined.kept_id, joined.merged_id):
            patient_rows.keep_words(tx, id_)
        acting.note(tx, Event.PATIENTS_SEPARATED, "patient", joined.kept_id, other=joined.merged_id)
        return patient_rows.get(tx, joined.kept_id), patient_rows.get(tx, joined.merged_id)


@needs(Capability.FIND_PATIENTS)
def joined(acting: Acting, patient_id: int) -> tuple[Joined, ...]:
    """The records that are read as part of this one, the newest first."""
    with acting.read() as tx:
        names = {user.id: user.display_name for user in user_rows.every(tx)}
        found = []
        for one in merges.into(tx, merges.kept(tx, patient_id)):
            part = patient_rows.apart(tx, one.merged_id)
            by = names.get(one.author_id, "")
            found.append(Joined(one.id, part.record_number, part.name, one.at, by))
        return tuple(found)


def _side(tx: Tx, patient_id: int) -> Side:
    held = consultation_rows.of_patient(tx, patient_id)
    return Side(
        patient_rows.get(tx, patient_id),
        len(held),
        sum(one.state is State.DRAFT for one in held),
        len(document_rows.of_patient(tx, patient_id)),
    )


def _require_apart(tx: Tx, kept: Patient, other: Patient) -> None:
    if kept.id == other.id:
        raise Refused("merge.same-record")
    for one in (kept, other):
        if merges.kept(tx, one.id) != one.id:
            raise Refused("merge.part-already")
        if patient_rows.apart(tx, one.id).revision != one.revision:
            raise Refused("patient.changed-meanwhile")
        _require_no_order(tx, one.id)
    if all(consultation_rows.draft_of(tx, one.id) for one in (kept, other)):
        raise Refused("merge.drafts-in-both")


def _require_no_order(tx: Tx, patient_id: int) -> None:
    if erasures.ordered(tx, merges.members(tx, patient_id)):
        raise Refused("merge.erasure-ordered")


def _require_of_either(chosen: NewPatient, *sides: NewPatient) -> None:
    """A typing error has no place here: what is corrected is corrected before or afterwards."""
    for field in fields(NewPatient):
        if getattr(chosen, field.name) not in {getattr(side, field.name) for side in sides}:
            raise Refused("merge.not-of-either")


def _before(now: NewPatient, joined: merges.Merge) -> NewPatient:
    back = {
        field.name: getattr(joined.before, field.name)
        for field in fields(NewPatient)
        if getattr(now, field.name) == getattr(joined.after, field.name)
    }
    return replace(now, **back)
