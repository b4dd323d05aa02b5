"""What comes from the scanner: kept first, then read page by page, sorted, set right by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from consult_app.documents.pages import PageImage
from consult_app.domain.audit import Event
from consult_app.domain.documents import DocumentRecord
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.domain.scanning import (
    FILEABLE,
    LARGEST_FILE,
    PageState,
    Pile,
    ScanPage,
    Standing,
    piles,
)
from consult_app.domain.texts import LINE, bounded
from consult_app.errors import Refused
from consult_app.services import forms_out
from consult_app.services.acting import Acting
from consult_app.services.documents import require_sight
from consult_app.services.permission import needs
from consult_app.storage import blank_forms, scans
from consult_app.storage import documents as document_rows
from consult_app.storage import patients as patient_rows
from consult_app.storage.store import Tx

SUFFIXES = (".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png")
"""Names of files that a scanner leaves in a folder; what they are their bytes tell."""


@dataclass(frozen=True, slots=True)
class Known:
    """A pile of pages with whose it is; None for a blank form, and for what is not ours."""

    pile: Pile
    title: str = ""
    patient: Patient | None = None


@dataclass(frozen=True, slots=True)
class Tray:
    """Everything that was scanned and is not filed. `unread`: pages that are still to be read."""

    piles: tuple[Known, ...] = ()
    unknown: tuple[ScanPage, ...] = ()
    aside: tuple[ScanPage, ...] = ()
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How many pages of the files that are open were read, of how many.

    `batch_id` and `data`: the file that was read last, so that the next page needs not fetch it.
    """

    done: int
    total: int
    batch_id: int = 0
    data: bytes = field(default=b"", repr=False)

    @property
    def finished(self) -> bool:
        """Whether nothing is left to read."""
        return self.done >= self.total


@needs(Capability.FILE_PAPERS)
def take(acting: Acting, data: bytes) -> int:
    """Keep a file from the scanner in the records; how many pages it has. `go_on` reads them.

    Raises `Refused`: as `scanned.count`; scan.known (it was taken in before).
    """
    from consult_app.documents import scanned

    pages = scanned.count(data)
    with acting.write() as tx:
        batch = scans.add_batch(tx, data, pages, by=acting.user.id, at=acting.now())
        acting.note(tx, Event.SCAN_TAKEN, "scan_batch", batch.id, pages=pages)
    return pages


@needs(Capability.FILE_PAPERS)
def take_file(acting: Acting, file: Path) -> int:
    """Read a file and keep it. Raises `Refused`: file.unreadable and the codes of `take`."""
    try:
        if not file.is_file():  # a pipe or a device would never end
            raise Refused("file.unreadable")
        with file.open("rb") as opened:
            data = opened.read(LARGEST_FILE + 1)
    except OSError:
        raise Refused("file.unreadable") from None
    return take(acting, data)


def in_folder(folder: Path) -> tuple[Path, ...]:
    """The files of a folder that may be scans, by name. Raises `Refused("file.no-folder")`."""
    try:
        found = [f for f in folder.iterdir() if f.suffix.lower() in SUFFIXES and f.is_file()]
    except OSError:
        raise Refused("file.no-folder") from None
    return tuple(sorted(found))


@needs(Capability.FILE_PAPERS)
def go_on(acting: Acting, before: Progress | None = None) -> Progress:
    """Read one page of what was taken in: a slice, so that it can be stopped and begun again.

    `before`: what the last call gave.

    Raises `Refused`: scan.broken-page; the file it is in then goes, and nothing of it was filed.
    """
    from consult_app.documents import scanned

    with acting.read() as tx:
        batches = scans.unread(tx)
        if not batches:
            return Progress(0, 0)
        batch = batches[0]
        held = before is not None and before.batch_id == batch.id
        data = before.data if before and held else scans.batch_data(tx, batch.id)
    try:
        found = scanned.read(data, batch.done)
    except Refused:
        with acting.write() as tx:
            scans.drop_batch(tx, batch.id)
            acting.note(tx, Event.SCAN_BROKEN, "scan_batch", batch.id, page=batch.done + 1)
        raise
    code = found.code
    page = ScanPage(
        0,
        batch.id,
        batch.done + 1,
        PageState.FOUND if code else PageState.UNKNOWN,
        found.turn,
        code.number if code else "",
        code.page if code else 0,
        code.pages if code else 0,
    )
    with acting.write() as tx:
        scans.add_page(tx, batch, page, found.picture)
    done, total = 1 + sum(b.done for b in batches), sum(b.pages for b in batches)
    return Progress(done, total, batch.id, data)


@needs(Capability.FILE_PAPERS)
def tray(acting: Acting) -> Tray:
    """What lies there, form by form; who may see which picture `picture` says."""
    with acting.read() as tx:
        lying = scans.open_pages(tx)
        known = forms_out.forms(tx, (p.number for p in lying if p.state is PageState.FOUND))
        return Tray(
            tuple(_known(tx, pile) for pile in piles(lying, known)),
            tuple(p for p in lying if p.state is PageState.UNKNOWN),
            tuple(p for p in lying if p.state is PageState.ASIDE),
            sum(b.pages - b.done for b in scans.unread(tx)),
        )


def _known(tx: Tx, pile: Pile) -> Known:
    if pile.form.standing is Standing.BLANK:
        blank = blank_forms.by_number(tx, pile.form.number)
        return Known(pile, blank.title if blank else "")
    record = document_rows.by_number(tx, pile.form.number)
    if record is None:
        return Known(pile)
    return Known(pile, record.title, patient_rows.get(tx, record.patient_id))


@needs(Capability.FILE_PAPERS)
def picture(acting: Acting, page_id: int, width: int) -> PageImage:
    """A scanned page, upright, at most so many pixels wide.

    Raises `Refused`: scan.not-found, scan.broken-page, document.not-released (its form is for the
    physicians).
    """
    from consult_app.documents import scanned

    with acting.read() as tx:
        page = scans.get(tx, page_id)
        record = document_rows.by_number(tx, page.number) if page.number else None
        if record is not None:
            require_sight(acting, tx, record.id)
        data = scans.picture(tx, page_id)
    return scanned.as_pixels(data, page.turn, width)


@needs(Capability.FILE_PAPERS)
def printed(acting: Acting, number: str, page: int, width: int) -> PageImage:
    """The same page as it was printed, to be held beside the scan.

    Raises `Refused`: scan.form-not-ours, scan.foreign-page, document.not-released.
    """
    from consult_app.documents.pages import POINTS_PER_INCH, page_image, page_sizes

    pdf = _printed(acting, number)
    sizes = page_sizes(pdf)
    if not 1 <= page <= len(sizes):
        raise Refused("scan.foreign-page", page=page)
    return page_image(pdf, page - 1, width / sizes[page - 1][0] * POINTS_PER_INCH)


def _printed(acting: Acting, number: str) -> bytes:
    with acting.read() as tx:
        blank = blank_forms.by_number(tx, number)
        if blank is not None:
            return blank_forms.content(tx, blank)
        record: DocumentRecord | None = document_rows.by_number(tx, number)
        if record is None:
            raise Refused("scan.form-not-ours", number=number)
        require_sight(acting, tx, record.id)
        return document_rows.content(tx, record.id)


@needs(Capability.FILE_PAPERS)
def place(acting: Acting, page_id: int, number: str, page: int) -> ScanPage:
    """A person says which page of which form it is.

    Raises `Refused`: scan.form-… (nothing is to be filed to it), scan.foreign-page,
    scan.page-filed, scan.changed-meanwhile.
    """
    with acting.write() as tx:
        before = _movable(tx, page_id)
        form = forms_out.form(tx, number.strip().upper())
        if form.standing not in FILEABLE:
            raise form.refused()
        if not 1 <= page <= form.pages:
            raise Refused("scan.foreign-page", page=page)
        placed = scans.change(
            tx,
            before,
            state=PageState.FOUND.value,
            number=form.number,
            page=page,
            pages=form.pages,
            by_person=True,
            reason="",
        )
        acting.note(tx, Event.SCAN_PLACED, "scan_page", page_id, number=form.number, page=page)
    return placed


@needs(Capability.FILE_PAPERS)
def set_aside(acting: Acting, page_id: int, reason: str) -> ScanPage:
    """Leave a page out, with the reason; it can be put back.

    Raises `Refused`: scan.reason-missing, text.too-long, scan.page-filed, scan.changed-meanwhile.
    """
    bounded(LINE, reason)
    if not reason.strip():
        raise Refused("scan.reason-missing")
    with acting.write() as tx:
        before = _movable(tx, page_id)
        left = scans.change(tx, before, state=PageState.ASIDE.value, reason=reason.strip())
        acting.note(tx, Event.SCAN_SET_ASIDE, "scan_page", page_id)
    return left


@needs(Capability.FILE_PAPERS)
def put_back(acting: Acting, page_id: int) -> ScanPage:
    """Take a page up again that was set aside. Raises as `set_aside`."""
    with acting.write() as tx:
        before = _movable(tx, page_id)
        state = PageState.FOUND if before.number else PageState.UNKNOWN
        back = scans.change(tx, before, state=state.value, reason="")
        acting.note(tx, Event.SCAN_PUT_BACK, "scan_page", page_id)
    return back


@needs(Capability.FILE_PAPERS)
def turn(acting: Acting, page_id: int) -> ScanPage:
    """Turn a page by a quarter, clockwise. Raises scan.page-filed, scan.changed-meanwhile."""
    with acting.write() as tx:
        before = _movable(tx, page_id)
        return scans.change(tx, before, turn=(before.turn - 90) % 360)


def _movable(tx: Tx, page_id: int) -> ScanPage:
    page = scans.get(tx, page_id)
    if page.state is PageState.FILED:
        raise Refused("scan.page-filed")
    return page
