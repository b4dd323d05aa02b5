"""A day's papers in one act: what each arrival needs on paper, in the order of the appointments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from consult_app.domain.arrivals import (
    Standing,
    aftercare_missing,
    informed,
    to_print,
    waits_for_ink,
)
from consult_app.domain.audit import Event
from consult_app.domain.consultation import State
from consult_app.domain.decision import Choice
from consult_app.domain.documents import DocumentRecord, DocumentState, Edition, Kind
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.services import blanks, documents, printing
from consult_app.services.acting import Acting
from consult_app.services.arrivals import papers_of
from consult_app.services.batch import Order
from consult_app.services.blanks import Blank
from consult_app.services.permission import needs
from consult_app.storage import arrivals as arrival_rows
from consult_app.storage import patients as patient_rows
from consult_app.storage import visits as visit_rows


class Want(StrEnum):
    """A kind of paper that somebody who comes may need, in the order they are handed over."""

    INTAKE = "intake"
    INFORMATION = "information"
    CONSENT = "consent"
    AFTERCARE = "aftercare"
    OTHER = "other"


_ORDER = {want: place for place, want in enumerate(Want)}


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper for one arrival. `record`: None for a blank; `printed`: it was before."""

    visit_id: int
    time: str
    patient: Patient
    want: Want
    record: DocumentRecord | None
    printed: bool

    @property
    def language(self) -> str:
        """What it is written in; a blank speaks the patient's language or is not made."""
        return self.record.language if self.record else self.patient.language


@dataclass(frozen=True, slots=True)
class Gap:
    """A paper that an arrival needs and that is not made yet; how it is made where it can be."""

    time: str
    patient: Patient
    want: Want
    order: Order


@dataclass(frozen=True, slots=True)
class DayPapers:
    """What is there to print, by appointment, and what is missing."""

    pieces: tuple[Piece, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A piece with its bytes, or why there are none."""

    piece: Piece
    pdf: bytes
    pages: int
    refused: Refused | None = None


@needs(Capability.PRINT_FOR_DESK)
def of(acting: Acting, day: date, visit_id: int | None = None) -> DayPapers:
    """The papers of a day's arrivals, or of one of them, as the role may see them."""
    with acting.read() as tx:
        visits = arrival_rows.of_day(tx, day)
        if visit_id is not None:
            visits = tuple(v for v in visits if v.visit_id == visit_id)
        papers = papers_of(tx, acting.user, visits)
        people = patient_rows.several(tx, {v.patient_id for v in visits})
    pieces: list[Piece] = []
    gaps: list[Gap] = []
    for visit in visits:
        mine, who = papers.get(visit.consultation_id or 0, ()), people[visit.patient_id]
        found = [*_pieces(visit, mine, who)]
        pieces += sorted(found, key=lambda p: (_ORDER[p.want], p.record.id if p.record else 0))
        gaps += _gaps(visit, mine, who)
    return DayPapers(tuple(pieces), tuple(gaps))


def _pieces(visit: Standing, papers: tuple[DocumentRecord, ...], who: Patient) -> Iterator[Piece]:
    if not visit.goes_on:
        printed = visit.intake_at is not None
        yield Piece(visit.visit_id, visit.time, who, Want.INTAKE, None, printed)
        return
    for record in dict.fromkeys((*to_print(visit, papers), *_needed(visit, papers))):
        want = _want(visit, record)
        yield Piece(visit.visit_id, visit.time, who, want, record, record.printed > 0)


def _want(visit: Standing, record: DocumentRecord) -> Want:
    """What the paper is to somebody who comes today; a signed consent is one of the others."""
    if record.state is DocumentState.AWAITING_SIGNATURE:
        return Want.CONSENT
    if record.kind is Kind.INFORMATION and not informed(visit):
        return Want.INFORMATION
    return Want.AFTERCARE if record.kind is Kind.AFTERCARE else Want.OTHER


def _needed(visit: Standing, papers: tuple[DocumentRecord, ...]) -> Iterator[DocumentRecord]:
    """What is needed today though it may have been printed before."""
    form = visit.consent.document_id if visit.consent and waits_for_ink(visit) else None
    treated = visit.treated_at
    for record in papers:
        final = record.state is DocumentState.FINAL
        sheet = record.kind is Kind.INFORMATION and final and not informed(visit)
        after = record.kind is Kind.AFTERCARE and final
        told = after and treated is not None and record.made_at >= treated
        if sheet or told or record.id == form:
            yield record


def _gaps(visit: Standing, papers: tuple[DocumentRecord, ...], who: Patient) -> Iterator[Gap]:
    to_treat = visit.state is State.DECIDED and visit.choice is Choice.PROCEED
    if not visit.goes_on or not to_treat or visit.consultation_id is None:
        return
    if not informed(visit) and not any(_is_final(p, Kind.INFORMATION) for p in papers):
        order = Order(visit.consultation_id, Kind.INFORMATION)
        yield Gap(visit.time, who, Want.INFORMATION, order)
    if aftercare_missing(visit, papers):
        order = Order(visit.consultation_id, Kind.AFTERCARE)
        yield Gap(visit.time, who, Want.AFTERCARE, order)


def _is_final(record: DocumentRecord, kind: Kind) -> bool:
    return record.kind is kind and record.state is DocumentState.FINAL


@needs(Capability.PRINT_FOR_DESK)
def sheets(acting: Acting, pieces: Sequence[Piece]) -> tuple[Sheet, ...]:
    """The bytes of each, in the order given; one that cannot be had says why, the others go on."""
    drawn: dict[tuple[str, Edition], bytes | Refused] = {}
    return tuple(_sheet(acting, piece, drawn) for piece in pieces)


def _sheet(
    acting: Acting, piece: Piece, drawn: dict[tuple[str, Edition], bytes | Refused]
) -> Sheet:
    if piece.record is not None:
        try:
            (pdf,) = printing.contents(acting, (piece.record.id,))
        except Refused as refused:
            return Sheet(piece, b"", 0, refused)
        return Sheet(piece, pdf, piece.record.pages)
    key = piece.patient.language, piece.patient.edition
    if key not in drawn:  # the same paper for everybody of the language
        try:
            drawn[key] = blanks.draw(acting, Blank.INTAKE, *key)
        except Refused as refused:
            drawn[key] = refused
    found = drawn[key]
    if isinstance(found, Refused):
        return Sheet(piece, b"", 0, found)
    return Sheet(piece, found, documents.pages(found))


@needs(Capability.PRINT_FOR_DESK)
def note_intake(acting: Acting, visit_id: int) -> None:
    """Blank questions were printed for a visit: who printed them, and when.

    Raises `Refused("visit.not-found")`.
    """
    with acting.write() as tx:
        visit_rows.get(tx, visit_id)
        visit_rows.set_intake(tx, visit_id, acting.now())
        acting.note(tx, Event.INTAKE_PRINTED, "visit", visit_id)
