"""Which forms are out for ink, and what the records say of the number that a page names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from consult_app.domain.consent import Consent, ConsentMove, ConsentState
from consult_app.domain.documents import DocumentRecord, DocumentState, Kind
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.domain.scanning import BLANK_PREFIX, Form, PaperState, SignedPaper, Standing
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import blank_forms, scans, signed_papers
from consult_app.storage import consents as consent_rows
from consult_app.storage import documents as document_rows
from consult_app.storage import patients as patient_rows
from consult_app.storage import users as user_rows
from consult_app.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Waiting:
    """A consent that waits for paper. Nothing clinical is in it.

    `record`: what was printed, None where a blank form was filed to it; `lying`: how many of its
    pages were scanned and are not filed; `paper`: the filed scan that waits for a physician.
    """

    consent_id: int
    consultation_id: int
    patient: Patient
    record: DocumentRecord | None
    since: datetime
    by: str
    lying: int = 0
    paper: SignedPaper | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """A consent to which a blank form can be filed."""

    consultation_id: int
    patient: Patient
    since: datetime


@needs(Capability.FILE_PAPERS)
def waiting(acting: Acting) -> tuple[Waiting, ...]:
    """What is out for ink, the longest first: since when, whose, which pages."""
    with acting.read() as tx:
        names = {user.id: user.display_name for user in user_rows.every(tx)}
        out = consent_rows.in_state(tx, ConsentState.OUT_FOR_INK)
        found = [_waiting(tx, consent, names) for consent in out]
    return tuple(sorted(found, key=lambda one: one.since))


def _waiting(tx: Tx, consent: Consent, names: dict[int, str]) -> Waiting:
    steps = consent_rows.events(tx, consent.id)
    out = next(step for step in reversed(steps) if step.move is ConsentMove.PRINT_FOR_INK)
    record = document_rows.get(tx, consent.document_id) if consent.document_id else None
    return Waiting(
        consent.id,
        consent.consultation_id,
        patient_rows.get(tx, consent.patient_id),
        record,
        out.at,
        names.get(out.author_id, ""),
        scans.count_of(tx, record.number) if record else 0,
        pending(tx, consent.id),
    )


@needs(Capability.FILE_PAPERS)
def open_for_blank(acting: Acting) -> tuple[Open, ...]:
    """Whose consent a blank form may be, the newest first: informed, decided, not signed yet."""
    with acting.read() as tx:
        found = consent_rows.in_state(tx, ConsentState.OPEN, ConsentState.OUT_FOR_INK)
        return tuple(
            Open(c.consultation_id, patient_rows.get(tx, c.patient_id), c.informed_at)
            for c in reversed(found)
            if c.informed_at is not None and pending(tx, c.id) is None
        )


def pending(tx: Tx, consent_id: int) -> SignedPaper | None:
    """The scan of a consent that nobody has confirmed yet."""
    held = signed_papers.of_consent(tx, consent_id)
    return next((paper for paper in held if paper.state is PaperState.FILED), None)


def forms(tx: Tx, numbers: Iterable[str]) -> dict[str, Form]:
    """What is known of each number."""
    return {number: form(tx, number) for number in dict.fromkeys(numbers)}


def form(tx: Tx, number: str) -> Form:
    """The form of that number as it stands now."""
    if number.startswith(BLANK_PREFIX):
        blank = blank_forms.by_number(tx, number)
        return Form(number, Standing.BLANK, blank.pages) if blank else _no(number)
    record = document_rows.by_number(tx, number)
    if record is None:
        return _no(number)
    standing, newer = _standing(tx, record)
    return Form(number, standing, record.pages, newer)


def _no(number: str) -> Form:
    return Form(number, Standing.NOT_OURS)


def _standing(tx: Tx, record: DocumentRecord) -> tuple[Standing, str]:
    consent = consent_rows.of_document(tx, record.id)
    scanned = [p for p in _scans(tx, record) if p.original_id == record.id]
    if record.kind is not Kind.CONSENT or (consent is None and not scanned):
        return Standing.NOT_FOR_INK, ""
    match record.state:
        case DocumentState.AWAITING_SIGNATURE:
            is_filed = any(paper.state is PaperState.FILED for paper in scanned)
            return (Standing.SCANNED if is_filed else Standing.OUT), ""
        case DocumentState.FINAL:
            return (Standing.GIVEN if scanned else Standing.NOT_FOR_INK), ""
    newer = _handed_out_instead(tx, record)
    if newer:
        return Standing.OTHER_VERSION, newer
    declined = consent is not None and consent.state is ConsentState.DECLINED
    return (Standing.DECLINED if declined else Standing.VOID), ""


def _scans(tx: Tx, record: DocumentRecord) -> tuple[SignedPaper, ...]:
    consents = consent_rows.of_consultation(tx, record.consultation_id)
    return tuple(p for c in consents for p in signed_papers.of_consent(tx, c.id))


def _handed_out_instead(tx: Tx, record: DocumentRecord) -> str:
    """The number of a later form of the same consultation that stands."""
    scans_ = {paper.document_id for paper in _scans(tx, record)}
    standing = {DocumentState.AWAITING_SIGNATURE, DocumentState.FINAL}
    later = [
        other
        for other in document_rows.of_consultation(tx, record.consultation_id)
        if other.kind is Kind.CONSENT and other.id > record.id and other.state in standing
    ]
    return next((other.number for other in later if other.id not in scans_), "")
