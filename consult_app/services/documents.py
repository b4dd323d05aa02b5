"""Documents: drawn from what is stored, kept byte for byte, shown and printed as those bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consult_app.documents.check import sha256
from consult_app.documents.drawing import check, render
from consult_app.documents.pages import POINTS_PER_INCH as POINTS_PER_INCH
from consult_app.documents.pages import PageImage as PageImage
from consult_app.documents.pages import Word as Word
from consult_app.documents.pages import page_count, page_image, page_sizes, page_words
from consult_app.domain.audit import Event
from consult_app.domain.blocks import Sheet
from consult_app.domain.consent import Consent
from consult_app.domain.documents import (
    DocumentMove,
    DocumentRecord,
    DocumentState,
    Edition,
    Kind,
)
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.services import seals, sheets
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.services.seals import InForce, Sealed
from consult_app.services.sight import may_see, visible
from consult_app.storage import documents as document_rows
from consult_app.storage import referrals as referral_rows
from consult_app.storage.store import Tx

STAND_ALONE = frozenset({Kind.RECALL, Kind.RECALL_END, Kind.ADVERSE_EVENT})
"""A consultation may have several of these beside each other: of two lots, of two events."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A final document that is composed, and neither drawn nor stored.

    `asks`: what it asks a specialist about, with the fingerprint of the answers that it tells of.
    """

    sheet: Sheet
    kind: Kind
    patient_id: int
    consultation_id: int
    audience: str
    sealer: InForce
    asks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document that is drawn and sealed but not stored."""

    sheet: Sheet
    kind: Kind
    patient_id: int
    consultation_id: int
    audience: str
    sealed: Sealed
    asks: tuple[tuple[str, str], ...]


@needs(Capability.PRINT_CLINICAL)
def preview(
    acting: Acting, consultation_id: int, kind: Kind, *, edition: Edition | None = None
) -> bytes:
    """The document as it would be now, marked as a preview; nothing is stored."""
    with acting.read() as tx:
        composed = sheets.compose(
            acting, tx, consultation_id, kind, number="", final=False, edition=edition
        )
    return render(composed.sheet)


@needs(Capability.PRINT_CLINICAL)
def plan(
    acting: Acting,
    consultation_id: int,
    kind: Kind,
    edition: Edition | None = None,
    after: int = 0,
    *,
    consent: Consent | None = None,
    by_hand: bool = False,
) -> Plan:
    """The final document with the number that it will have `after` others are kept.

    The number is taken when it is kept: a document that cannot be drawn leaves no gap.
    Raises the codes of `sheets.compose`: what must have happened before this document; and of
    `render`: what cannot be drawn; document.consent-by-signature for a consent without one.
    """
    return _plan(acting, consultation_id, kind, edition, after, consent, by_hand=by_hand)


def _plan(
    acting: Acting,
    consultation_id: int,
    kind: Kind,
    edition: Edition | None,
    after: int = 0,
    consent: Consent | None = None,
    *,
    by_hand: bool = False,
) -> Plan:
    if kind is Kind.CONSENT and consent is None:
        raise Refused("document.consent-by-signature")
    with acting.read() as tx:
        number = document_rows.upcoming_number(tx, acting.today().year, after)
        composed = sheets.compose(
            acting,
            tx,
            consultation_id,
            kind,
            number=number,
            final=True,
            consent=consent,
            edition=edition,
            by_hand=by_hand,
        )
        sealer = seals.in_force(acting, tx)
    check(composed.sheet)
    if sealer is None:
        with acting.write() as tx:
            sealer = seals.in_force_from_now(acting, tx)
    return Plan(
        composed.sheet,
        kind,
        composed.patient_id,
        consultation_id,
        composed.audience,
        sealer,
        composed.asks,
    )


@needs(Capability.PRINT_CLINICAL)
def draw(
    acting: Acting,
    consultation_id: int,
    kind: Kind,
    *,
    consent: Consent | None = None,
    edition: Edition | None = None,
    by_hand: bool = False,
) -> Drawn:
    """The final document, drawn and sealed, and not yet stored. Raises as `plan`.

    `by_hand`: what is not answered yet has room to be answered and signed on paper.
    """
    planned = plan(acting, consultation_id, kind, edition, consent=consent, by_hand=by_hand)
    return sealed(planned, render(planned.sheet), acting.now())


def sealed(planned: Plan, pdf: bytes, at: datetime) -> Drawn:
    """What was drawn of a plan, with the clinic's seal."""
    return Drawn(
        planned.sheet,
        planned.kind,
        planned.patient_id,
        planned.consultation_id,
        planned.audience,
        seals.put_seal(planned.sealer, pdf, planned.sheet.number, at),
        planned.asks,
    )


def keep(
    acting: Acting, tx: Tx, drawn: Drawn, state: DocumentState = DocumentState.FINAL
) -> DocumentRecord:
    """Store the very bytes with their seal; an earlier final one of the same kind is superseded.

    One that awaits its signature supersedes nothing yet, nor does one of those that stand alone.
    Raises `Refused("document.overtaken")` where another was kept since this one was drawn.
    """
    if state is DocumentState.FINAL and drawn.kind not in STAND_ALONE:
        supersede(acting, tx, drawn.consultation_id, drawn.kind)
    record = DocumentRecord(
        id=0,
        number=drawn.sheet.number,
        patient_id=drawn.patient_id,
        consultation_id=drawn.consultation_id,
        kind=drawn.kind,
        title=drawn.sheet.title,
        state=state,
        audience=drawn.audience,
        language=drawn.sheet.language,
        edition=Edition(drawn.sheet.edition),
        template=drawn.sheet.template,
        sha256=sha256(drawn.sealed.pdf),
        pages=page_count(drawn.sealed.pdf),
        made_at=acting.now(),
        made_by=acting.user.id,
    )
    kept = store(acting, tx, record, drawn.sealed)
    referral_rows.insert(tx, kept.id, drawn.asks)
    return kept


def supersede(acting: Acting, tx: Tx, consultation_id: int, kind: Kind) -> None:
    """The final document of this kind gives way to one that takes its place."""
    for old in document_rows.of_consultation(tx, consultation_id):
        if old.kind is kind and old.state is DocumentState.FINAL:
            document_rows.move(tx, old.id, DocumentMove.SUPERSEDE, "")
            acting.note(tx, Event.DOCUMENT_SUPERSEDED, "document", old.id)


def store(acting: Acting, tx: Tx, record: DocumentRecord, sealed: Sealed) -> DocumentRecord:
    """Store a sealed document under the number that it was drawn with.

    Raises `Refused("document.overtaken")` where another has taken it.
    """
    if document_rows.next_number(tx, acting.today().year) != record.number:
        raise Refused("document.overtaken")
    kept = document_rows.insert(tx, record, sealed.pdf)
    seals.keep_seal(acting, tx, kept.id, sealed)
    acting.note(
        tx, Event.DOCUMENT_MADE, "document", kept.id, kind=kept.kind.value, sha256=kept.sha256
    )
    return kept


@needs(Capability.PRINT_CLINICAL)
def make(
    acting: Acting, consultation_id: int, kind: Kind, *, edition: Edition | None = None
) -> DocumentRecord:
    """Draw and store a final document. A consent is made by its signatures, not here."""
    drawn = draw(acting, consultation_id, kind, edition=edition)
    with acting.write() as tx:
        return keep(acting, tx, drawn)


@needs(Capability.PRINT_FOR_DESK)
def in_edition(acting: Acting, document_id: int, edition: Edition) -> DocumentRecord:
    """The document as it is now in the edition, made anew and in place of the one of the other.

    The desk may ask for what it may see: who reads badly says so at the desk.
    Raises `Refused`: document.not-found, document.not-released, document.not-final,
    document.signed-in-one-edition, and the codes of `plan`.
    """
    with acting.read() as tx:
        require_sight(acting, tx, document_id)
        record = document_rows.get(tx, document_id)
    if record.state is not DocumentState.FINAL:
        raise Refused("document.not-final")
    if record.edition is edition:
        return record
    if record.kind is Kind.CONSENT:
        raise Refused("document.signed-in-one-edition")
    planned = _plan(acting, record.consultation_id, record.kind, edition)
    drawn = sealed(planned, render(planned.sheet), acting.now())
    with acting.write() as tx:
        made = keep(acting, tx, drawn)
        if record.released and made.releasable:
            return _let_out(acting, tx, made.id)
        return made


@needs(Capability.PRINT_FOR_DESK)
def of_consultation(acting: Acting, consultation_id: int) -> tuple[DocumentRecord, ...]:
    """The documents of a consultation, the newest first, as the role may see them."""
    with acting.read() as tx:
        return visible(acting.user, document_rows.of_consultation(tx, consultation_id))


@needs(Capability.PRINT_FOR_DESK)
def of_patient(acting: Acting, patient_id: int) -> tuple[DocumentRecord, ...]:
    """The documents of a patient, the newest first, as the role may see them."""
    with acting.read() as tx:
        return visible(acting.user, document_rows.of_patient(tx, patient_id))


@needs(Capability.PRINT_FOR_DESK)
def recent(acting: Acting, limit: int = 200) -> tuple[tuple[DocumentRecord, Patient], ...]:
    """The newest documents of the clinic with whose they are."""
    with acting.read() as tx:
        rows = document_rows.recent(tx, limit)
    return tuple((r, p) for r, p in rows if may_see(acting.user, r))


@needs(Capability.PRINT_FOR_DESK)
def content(acting: Acting, document_id: int) -> bytes:
    """The stored bytes; that they were looked at is audited.

    Raises `Refused`: role.not-permitted, document.not-found, document.not-released, store.altered.
    """
    with acting.write() as tx:
        require_sight(acting, tx, document_id)
        acting.note(tx, Event.DOCUMENT_VIEWED, "document", document_id)
        return document_rows.content(tx, document_id)


@needs(Capability.PRINT_FOR_DESK)
def note_printed(acting: Acting, document_id: int) -> None:
    """Count a print and say who printed when. Raises as `content` does."""
    _note(acting, document_id, "printed", Event.DOCUMENT_PRINTED)


@needs(Capability.PRINT_FOR_DESK)
def note_saved(acting: Acting, document_id: int) -> None:
    """Say who saved a copy outside when. Raises as `content` does."""
    _note(acting, document_id, "saved", Event.DOCUMENT_SAVED)


@needs(Capability.PRINT_FOR_DESK)
def note_handed_over(acting: Acting, document_id: int) -> None:
    """Say who gave the patient a copy, and when; of a final document, each time one is given.

    Raises as `content` does, and `Refused("document.not-final")`.
    """
    with acting.write() as tx:
        require_sight(acting, tx, document_id)
        if document_rows.get(tx, document_id).state is not DocumentState.FINAL:
            raise Refused("document.not-final")
        by, at = acting.user.id, acting.now()
        document_rows.add_event(tx, document_id, document_rows.HANDED_OVER, by=by, at=at)
        acting.note(tx, Event.DOCUMENT_HANDED_OVER, "document", document_id)


@needs(Capability.RELEASE_DOCUMENTS)
def release(acting: Acting, document_id: int) -> DocumentRecord:
    """Let the desk see and print a final document that was made for the physicians.

    Raises `Refused`: role.not-permitted, document.not-found, document.not-releasable.
    """
    with acting.write() as tx:
        if not document_rows.get(tx, document_id).releasable:
            raise Refused("document.not-releasable")
        return _let_out(acting, tx, document_id)


def _let_out(acting: Acting, tx: Tx, document_id: int) -> DocumentRecord:
    by, at = acting.user.id, acting.now()
    document_rows.add_event(tx, document_id, document_rows.RELEASED, by=by, at=at)
    acting.note(tx, Event.DOCUMENT_RELEASED, "document", document_id)
    return document_rows.get(tx, document_id)


def _note(acting: Acting, document_id: int, kind: str, event: Event) -> None:
    with acting.write() as tx:
        require_sight(acting, tx, document_id)
        document_rows.add_event(tx, document_id, kind, by=acting.user.id, at=acting.now())
        acting.note(tx, event, "document", document_id)


def picture(pdf: bytes, index: int, dpi: float) -> PageImage:
    """One page as pixels, for the preview and the printer."""
    return page_image(pdf, index, dpi)


def sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points, for the preview."""
    return page_sizes(pdf)


def words(pdf: bytes) -> tuple[tuple[Word, ...], ...]:
    """The words of each page and where they stand, to be found, copied and read aloud."""
    return page_words(pdf)


def pages(pdf: bytes) -> int:
    """How many pages the bytes have."""
    return page_count(pdf)


def require_sight(acting: Acting, tx: Tx, document_id: int) -> None:
    """Raise `Refused`: document.not-found, document.not-released (the role may not see it)."""
    if not may_see(acting.user, document_rows.get(tx, document_id)):
        raise Refused("document.not-released")
