"""A consent signed in ink: printed as it stands, filed from a scan, confirmed by a physician."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from consult_app.documents.check import sha256
from consult_app.documents.pages import (
    POINTS_PER_INCH,
    PageImage,
    page_count,
    page_image,
    page_sizes,
)
from consult_app.domain import holding
from consult_app.domain.audit import Event
from consult_app.domain.consent import Consent, ConsentMove, ConsentState
from consult_app.domain.documents import (
    DocumentMove,
    DocumentRecord,
    DocumentState,
    Edition,
    Kind,
)
from consult_app.domain.holding import Held
from consult_app.domain.people import Capability
from consult_app.domain.scanning import (
    PageState,
    PaperState,
    Pile,
    SignedPaper,
    Standing,
    piles,
    require_day,
    require_looked_at,
)
from consult_app.domain.texts import LINE, bounded
from consult_app.errors import Refused
from consult_app.i18n import _, speaking
from consult_app.services import consents, documents, forms_out, loading, seals
from consult_app.services.acting import Acting
from consult_app.services.consent_moves import move
from consult_app.services.permission import needs
from consult_app.services.seals import Sealed
from consult_app.storage import blank_forms, scans, signed_papers
from consult_app.storage import consents as consent_rows
from consult_app.storage import documents as document_rows
from consult_app.storage import settings as settings_rows
from consult_app.storage.store import Tx

ON_PAPER = frozenset({Held.STATEMENT_OPEN, Held.TEACH_BACK_MISSING})
"""What may still be open when the form is printed: it is answered on the paper."""


@needs(Capability.TAKE_CONSENT)
def print_out(
    acting: Acting, consultation_id: int, *, edition: Edition | None = None
) -> DocumentRecord:
    """The same consent unsigned, to be signed on paper; its bytes are stored and wait.

    Raises `Refused`: as `consents.open_for_signature`; consent.held-back for what paper cannot
    answer; what `documents.draw` raises.
    """
    consent = consents.open_for_signature(acting, consultation_id)
    with acting.read() as tx:
        _require_ready(acting, tx, consent)
    drawn = documents.draw(
        acting, consultation_id, Kind.CONSENT, consent=consent, edition=edition, by_hand=True
    )
    with acting.write() as tx:
        current = consent_rows.get(tx, consent.id)
        if current != consent:
            raise Refused("consent.changed-meanwhile")
        record = documents.keep(acting, tx, drawn, DocumentState.AWAITING_SIGNATURE)
        current = consent_rows.attach(tx, current, record.id)
        move(acting, tx, current, ConsentMove.PRINT_FOR_INK)
    return record


def _require_ready(acting: Acting, tx: Tx, consent: Consent) -> None:
    loaded = loading.read(acting, tx, consent.consultation_id)
    held = holding.held_back(consent, consents.required(loaded), acting.now())
    left = [one for one in held if one.reason not in ON_PAPER]
    if left:
        raise Refused("consent.held-back", count=len(left))


@needs(Capability.TAKE_CONSENT)
def take_back(acting: Acting, consent_id: int, reason: str) -> Consent:
    """The form that is out does not count any more: lost, spoilt, or with a wrong word in it.

    Raises `Refused`: consent.reason-missing, consent.forbidden-move, text.too-long.
    """
    with acting.write() as tx:
        consent = consent_rows.get(tx, consent_id)
        return move(acting, tx, consent, ConsentMove.VOID, reason.strip())


@dataclass(frozen=True, slots=True)
class _Scan:
    """A pile made into a file, not yet stored."""

    record: DocumentRecord
    sealed: Sealed
    original_id: int | None


@needs(Capability.FILE_PAPERS)
def file(acting: Acting, key: str, consultation_id: int = 0) -> SignedPaper:
    """File a complete pile (`Pile.key`) to its consent, in one step or not at all.

    `consultation_id`: whose a blank form is. The scan becomes a sealed document beside what was
    printed; a physician then confirms it.
    Raises `Refused`: scan.changed-meanwhile, scan.whose, what `Pile.require_complete` raises,
    document.overtaken, ink.not-open.
    """
    with acting.read() as tx:
        pile = _pile(tx, key)
        consent = _consent_of(tx, pile, consultation_id)
        pictures = [(scans.picture(tx, page.id), page.turn) for page in pile.pages]
        number = document_rows.upcoming_number(tx, acting.today().year)
        sealer = seals.in_force(acting, tx)
    if sealer is None:
        with acting.write() as tx:
            sealer = seals.in_force_from_now(acting, tx)
    scan = _scan(acting, pile, consent, pictures, number, sealer)
    with acting.write() as tx:
        if _pile(tx, key) != pile:
            raise Refused("scan.changed-meanwhile")
        return _store(acting, tx, scan, pile, _consent_of(tx, pile, consultation_id))


def _pile(tx: Tx, key: str) -> Pile:
    number = key.rpartition("/")[0]
    lying = [page for page in scans.open_pages(tx) if page.number == number]
    known = forms_out.forms(tx, (number,))
    pile = next((one for one in piles(lying, known) if one.key == key), None)
    if pile is None:
        raise Refused("scan.changed-meanwhile")
    pile.require_complete()
    return pile


def _consent_of(tx: Tx, pile: Pile, consultation_id: int) -> Consent:
    if pile.form.standing is Standing.OUT:
        record = document_rows.by_number(tx, pile.form.number)
        consent = consent_rows.of_document(tx, record.id) if record else None
    elif not consultation_id:
        raise Refused("scan.whose")
    else:
        consent = consents.newest(tx, consultation_id)
    if consent is None or consent.state not in {ConsentState.OPEN, ConsentState.OUT_FOR_INK}:
        raise Refused("ink.not-open")
    if forms_out.pending(tx, consent.id) is not None:
        raise Refused("scan.form-scanned", number=pile.form.number)
    return consent


def _scan(
    acting: Acting,
    pile: Pile,
    consent: Consent,
    pictures: list[tuple[bytes, int]],
    number: str,
    sealer: seals.InForce,
) -> _Scan:
    from consult_app.documents import scan_file
    from consult_app.documents.archive import About

    with acting.read() as tx:
        source = document_rows.by_number(tx, pile.form.number)
        blank = blank_forms.by_number(tx, pile.form.number)
        clinic = settings_rows.get(tx).name
    form = source or blank
    assert form is not None  # noqa: S101 - a complete pile has its form
    with speaking(form.language):
        title = _("{title}, signed on paper").format(title=form.title)
        seal_words = _("Seal of the clinic")
    about = About(title, clinic, Kind.CONSENT.value, form.language, acting.now())
    sealed = seals.put_seal(
        sealer, scan_file.write(pictures, about, seal_words), number, acting.now()
    )
    record = DocumentRecord(
        id=0,
        number=number,
        patient_id=consent.patient_id,
        consultation_id=consent.consultation_id,
        kind=Kind.CONSENT,
        title=title,
        state=DocumentState.AWAITING_SIGNATURE,
        audience=source.audience if source else "desk",
        language=form.language,
        edition=source.edition if source else Edition.STANDARD,
        template=form.template,
        sha256=sha256(sealed.pdf),
        pages=page_count(sealed.pdf),
        made_at=acting.now(),
        made_by=acting.user.id,
    )
    return _Scan(record, sealed, source.id if source else None)


def _store(acting: Acting, tx: Tx, scan: _Scan, pile: Pile, consent: Consent) -> SignedPaper:
    if consent.state is ConsentState.OPEN:  # a blank form takes the place of a printed one
        consent = move(acting, tx, consent, ConsentMove.PRINT_FOR_INK)
    record = documents.store(acting, tx, scan.record, scan.sealed)
    paper = signed_papers.insert(
        tx,
        SignedPaper(
            0,
            consent.id,
            record.id,
            scan.original_id,
            pile.form.number if scan.original_id is None else "",
            record.pages,
            PaperState.FILED,
            acting.user.id,
            acting.now(),
        ),
    )
    for page in pile.pages:
        scans.change(tx, page, state=PageState.FILED.value, paper_id=paper.id)
    acting.note(
        tx, Event.SCAN_FILED, "signed_paper", paper.id, consent=consent.id, document=record.id
    )
    return paper


@needs(Capability.TAKE_CONSENT)
def paper_of(acting: Acting, consent_id: int) -> SignedPaper | None:
    """The scan of a consent that waits for a physician."""
    with acting.read() as tx:
        return forms_out.pending(tx, consent_id)


@dataclass(frozen=True, slots=True)
class Pages:
    """The bytes of a scan, and of what was printed."""

    scan: bytes
    printed: bytes


@needs(Capability.TAKE_CONSENT)
def pages_of(acting: Acting, paper: SignedPaper) -> Pages:
    """What is held beside each other; that the scan was looked at is audited.

    Raises `Refused`: document.not-found, store.altered.
    """
    with acting.write() as tx:
        acting.note(tx, Event.DOCUMENT_VIEWED, "document", paper.document_id)
        blank = blank_forms.by_number(tx, paper.blank)
        if blank is not None:
            printed = blank_forms.content(tx, blank)
        else:
            printed = document_rows.content(tx, paper.original_id or paper.document_id)
        return Pages(document_rows.content(tx, paper.document_id), printed)


def scanned_page(pages: Pages, page: int, width: int) -> PageImage:
    """Page `page` (from 1) as it came back, so many pixels wide."""
    return _image(pages.scan, page, width)


def printed_page(pages: Pages, page: int, width: int) -> PageImage:
    """The same page as it was printed."""
    return _image(pages.printed, page, width)


def _image(pdf: bytes, page: int, width: int) -> PageImage:
    across = page_sizes(pdf)[page - 1][0]
    return page_image(pdf, page - 1, width / across * POINTS_PER_INCH)


@dataclass(frozen=True, slots=True)
class Found:
    """What a physician found on the paper: pages looked at, pages with signatures, the day."""

    seen: tuple[int, ...]
    signed: tuple[int, ...]
    signed_on: date | None


@needs(Capability.DECIDE)
def confirm(acting: Acting, paper_id: int, found: Found) -> Consent:
    """The signatures are there: the consent is given, what was printed and its scan are final.

    Raises `Refused`: ink.paper-closed, ink.page-not-looked-at, ink.no-signature, ink.day-…,
    consent.held-back (an answer on the paper is not entered yet, or is no), consent.forbidden-move.
    """
    with acting.write() as tx:
        paper = signed_papers.get(tx, paper_id)
        require_looked_at(paper, found.seen, found.signed)
        consent = consent_rows.get(tx, paper.consent_id)
        loaded = loading.read(acting, tx, consent.consultation_id)
        earliest = consent.earliest.astimezone().date() if consent.earliest else None
        day = require_day(found.signed_on, earliest, acting.today())
        if held := holding.held_back(consent, consents.required(loaded), acting.now()):
            raise Refused("consent.held-back", count=len(held))
        _close(acting, tx, paper, found, day)
        _finish_papers(acting, tx, paper, consent)
        begins = min(day, _printed_on(tx, paper) or day)
        latest = begins + timedelta(days=loaded.settings.consent_days)
        valid_until = min(consent.conversation.holds_until or latest, latest)
        consent = consent_rows.finish(
            tx, consent, document_id=paper.document_id, valid_until=valid_until
        )
        return move(acting, tx, consent, ConsentMove.CONFIRM_SCAN)


def _printed_on(tx: Tx, paper: SignedPaper) -> date | None:
    """The day the form was made: the last day on it is not moved by signing late."""
    if paper.original_id is None:
        return None
    return document_rows.get(tx, paper.original_id).made_at.astimezone().date()


def _close(acting: Acting, tx: Tx, paper: SignedPaper, found: Found, day: date) -> None:
    by, at = acting.user.id, acting.now()
    signed_papers.close(tx, paper, PaperState.CONFIRMED, by=by, at=at, signed_on=day)
    scans.forget_pictures(tx, paper.id)
    pages = ",".join(map(str, sorted(set(found.signed))))
    acting.note(
        tx, Event.SCAN_CONFIRMED, "signed_paper", paper.id, consent=paper.consent_id, pages=pages
    )


def _finish_papers(acting: Acting, tx: Tx, paper: SignedPaper, consent: Consent) -> None:
    """The scan is final with what was printed; a form that was out as well was not the one."""
    documents.supersede(acting, tx, consent.consultation_id, Kind.CONSENT)
    for document_id in filter(None, (paper.original_id, paper.document_id)):
        document_rows.move(tx, document_id, DocumentMove.FINISH, "")
        acting.note(tx, Event.DOCUMENT_SIGNED, "document", document_id, paper=paper.id)
    other = consent.document_id
    if other is not None and other != paper.original_id:
        document_rows.move(tx, other, DocumentMove.VOID, _("Another form was signed instead."))
        acting.note(tx, Event.DOCUMENT_VOIDED, "document", other)


@needs(Capability.TAKE_CONSENT)
def send_back(acting: Acting, paper_id: int, reason: str) -> SignedPaper:
    """This is not the signed form, or not all of it: the scan is void, its pages lie open again.

    Raises `Refused`: scan.reason-missing, text.too-long, ink.paper-closed.
    """
    bounded(LINE, reason)
    if not reason.strip():
        raise Refused("scan.reason-missing")
    with acting.write() as tx:
        paper = signed_papers.close(
            tx,
            signed_papers.get(tx, paper_id),
            PaperState.REJECTED,
            by=acting.user.id,
            at=acting.now(),
            reason=reason.strip(),
        )
        document_rows.move(tx, paper.document_id, DocumentMove.VOID, reason.strip())
        acting.note(tx, Event.DOCUMENT_VOIDED, "document", paper.document_id)
        for page in scans.of_paper(tx, paper.id):
            scans.change(tx, page, state=PageState.FOUND.value, paper_id=0)
        acting.note(tx, Event.SCAN_REJECTED, "signed_paper", paper.id, consent=paper.consent_id)
    return paper
