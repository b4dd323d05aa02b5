"""Taking in what another system tells of a patient; a physician confirms or dismisses each line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from consult_app.domain.audit import Event
from consult_app.domain.incoming import (
    Import,
    Line,
    Told,
    ToldState,
    require_same,
    settled,
)
from consult_app.domain.names import clean
from consult_app.domain.patients import NewPatient, Patient, checked
from consult_app.domain.people import Capability
from consult_app.domain.texts import LINE, bounded
from consult_app.errors import Refused
from consult_app.exchange.fhir.reading import LARGEST, Read, read_bundle
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import incoming as incoming_rows
from consult_app.storage import merges
from consult_app.storage import patients as patient_rows
from consult_app.storage import settings as settings_rows
from consult_app.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be taken in: `fresh` lines; `known` ones are here already, whatever became of
    them; `passed_over`: (kind of resource, how many) that this program does not read."""

    fresh: tuple[Told, ...]
    known: tuple[Told, ...]
    passed_over: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Whom a Bundle is about and how many lines would wait; which ones, only for who reads
    answers: `lines`, and `passed_over` as in `Preview`."""

    person: NewPatient
    count: int
    lines: tuple[Told, ...] = ()
    passed_over: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class TakenIn:
    """One act with its lines, as it stands."""

    act: Import
    lines: tuple[Line, ...]
    by: str = ""


def chosen(path: Path) -> bytes:
    """The file that a person chose; of one that is too large enough to say so.

    Raises `Refused`: file.unreadable.
    """
    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except (OSError, ValueError):
        raise Refused("file.unreadable") from None


@needs(Capability.REGISTER_PATIENTS)
def proposal(acting: Acting, data: bytes) -> Proposal:
    """Whom a Bundle is about, to be looked through and registered by a person; nothing is stored.

    Raises as `read_bundle`, and fhir.person-unclear.
    """
    read = read_bundle(data)
    told = read.person
    if told.birth_date is None or not (told.family_name or told.given_name):
        raise Refused("fhir.person-unclear")
    with acting.read() as tx:
        usual = settings_rows.get(tx).language
    person = NewPatient(
        told.family_name,
        told.given_name,
        told.birth_date,
        told.sex,
        told.language.split("-")[0].lower() or usual,
        told.phone,
        told.email,
        told.address,
    )
    if not acting.user.may(Capability.READ_ANSWERS):
        return Proposal(person, len(read.lines))
    return Proposal(person, len(read.lines), read.lines, read.passed_over)


@needs(Capability.REGISTER_PATIENTS)
def register(acting: Acting, new: NewPatient, data: bytes, source: str) -> Patient:
    """Register `new`, and store every line of the Bundle about them, in one step.

    Who registers need not see the lines: they wait for a physician. All or nothing. Raises
    `Refused`: as `patients.register` and `take_in`.
    """
    new = checked(new, acting.today())
    read, source = read_bundle(data), _named(source)
    with acting.write() as tx:
        patient = patient_rows.insert(tx, new, at=acting.now(), by=acting.user.id)
        require_same(read.person, patient)
        acting.note(tx, Event.PATIENT_REGISTERED, "patient", patient.id)
        _store(acting, tx, patient.id, Preview(read.lines, (), read.passed_over), data, source)
    return patient


@needs(Capability.ASSESS)
def preview(acting: Acting, patient_id: int, data: bytes) -> Preview:
    """What `take_in` would store. Raises as it does."""
    with acting.read() as tx:
        return _looked_at(tx, patient_id, data)[1]


@needs(Capability.ASSESS)
def take_in(acting: Acting, patient_id: int, data: bytes, source: str) -> TakenIn:
    """Store every fresh line, to be confirmed. `source`: which system or house it comes from.

    All or nothing. Raises `Refused`: what `read_bundle` raises, fhir.other-person,
    fhir.person-unclear, incoming.source-missing, incoming.nothing-new, patient.not-found,
    text.too-long.
    """
    source = _named(source)
    with acting.write() as tx:
        kept, found = _looked_at(tx, patient_id, data)
        stored = _store(acting, tx, kept, found, data, source)
        lines = incoming_rows.lines(tx, (kept,))
    own = tuple(line for line in lines if line.import_id == stored.id)
    return TakenIn(stored, own, acting.user.display_name)


def _named(source: str) -> str:
    source = clean(source)
    bounded(LINE, source)
    if not source:
        raise Refused("incoming.source-missing")
    return source


def _store(
    acting: Acting, tx: Tx, patient_id: int, found: Preview, data: bytes, source: str
) -> Import:
    if not found.fresh:
        raise Refused("incoming.nothing-new", count=len(found.known))
    sha256 = hashlib.sha256(data).hexdigest()
    act = Import(0, patient_id, source, sha256, found.passed_over, acting.user.id, acting.now())
    stored = incoming_rows.insert(tx, act, found.fresh)
    acting.note(tx, Event.IMPORT_TAKEN_IN, "import", stored.id, lines=len(found.fresh))
    return stored


@needs(Capability.READ_ANSWERS)
def of_patient(acting: Acting, patient_id: int) -> tuple[TakenIn, ...]:
    """Everything that was taken in of a patient, the newest first."""
    with acting.read() as tx:
        members = merges.members(tx, patient_id)
        lines = incoming_rows.lines(tx, members)
        return tuple(
            TakenIn(act, tuple(line for line in lines if line.import_id == act.id))
            for act in incoming_rows.of_patients(tx, members)
        )


@needs(Capability.READ_ANSWERS)
def waiting(acting: Acting, patient_id: int) -> tuple[Line, ...]:
    """The lines that nobody has confirmed or dismissed yet, oldest first."""
    with acting.read() as tx:
        lines = incoming_rows.lines(tx, merges.members(tx, patient_id))
    return tuple(line for line in lines if line.state is ToldState.OPEN)


@needs(Capability.ASSESS)
def confirm(acting: Acting, line_id: int) -> Line:
    """The patient was asked, and it is an answer now. Raises incoming.settled-already,
    incoming.not-found."""
    return _settle(acting, line_id, ToldState.TAKEN, "", Event.IMPORT_LINE_TAKEN)


@needs(Capability.ASSESS)
def dismiss(acting: Acting, line_id: int, reason: str) -> Line:
    """It is not so, and why. Raises as `confirm`, and incoming.reason-missing, text.too-long."""
    return _settle(acting, line_id, ToldState.DISMISSED, reason, Event.IMPORT_LINE_DISMISSED)


@needs(Capability.ASSESS)
def undo(acting: Acting, import_id: int) -> int:
    """Take back an import: every line that is still open goes; how many were settled and stay.

    Raises `Refused`: incoming.not-found, incoming.undone-already.
    """
    with acting.write() as tx:
        act = incoming_rows.get(tx, import_id)
        if act.undone_at is not None:
            raise Refused("incoming.undone-already")
        lines = incoming_rows.lines(tx, (act.patient_id,))
        own = [line for line in lines if line.import_id == import_id]
        by, at = acting.user.id, acting.now()
        for line in own:
            if line.state is ToldState.OPEN:
                incoming_rows.settle(tx, line.id, ToldState.UNDONE, "", by=by, at=at)
        incoming_rows.undo(tx, import_id, by=by, at=at)
        acting.note(tx, Event.IMPORT_UNDONE, "import", import_id)
    return sum(line.state is not ToldState.OPEN for line in own)


def _settle(acting: Acting, line_id: int, target: ToldState, reason: str, event: Event) -> Line:
    with acting.write() as tx:
        line = incoming_rows.line(tx, line_id)
        moved = settled(line, target, reason)
        by, at = acting.user.id, acting.now()
        incoming_rows.settle(tx, line_id, moved, clean(reason), by=by, at=at)
        acting.note(tx, event, "import", line.import_id, line=line_id)
        return incoming_rows.line(tx, line_id)


def _looked_at(tx: Tx, patient_id: int, data: bytes) -> tuple[int, Preview]:
    kept = merges.kept(tx, patient_id)
    read: Read = read_bundle(data)
    require_same(read.person, patient_rows.get(tx, kept))
    here = {
        line.told.sameness
        for line in incoming_rows.lines(tx, merges.members(tx, kept))
        if line.state is not ToldState.UNDONE
    }
    fresh = tuple(told for told in read.lines if told.sameness not in here)
    known = tuple(told for told in read.lines if told.sameness in here)
    return kept, Preview(fresh, known, read.passed_over)
