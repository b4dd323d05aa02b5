"""Consents on paper for the tests: printed, scanned as pictures of their real pages, taken in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from consult_app.domain.documents import DocumentRecord
from consult_app.domain.patients import NewPatient, Sex
from consult_app.domain.scanning import SignedPaper
from consult_app.services import blanks, documents, ink, patients, scans
from consult_app.services.acting import Acting
from consult_app.services.blanks import Blank
from consult_app.services.ink import Found
from consult_app.storage import users as user_rows
from tests.clinics import DESK, Clinic
from tests.documents.scanner import jpeg, photographed
from tests.services.walk import Walk, walked_once


def desk(walk: Walk) -> Acting:
    """Somebody at the desk who is in the records."""
    with walk.acting.write() as tx:
        held = next((user for user in user_rows.every(tx) if user.name == DESK.name), None)
        user = held or user_rows.insert(tx, DESK)
    return Acting(user, walk.acting.store, walk.clinic.clock)


def another(walk: Walk, name: str) -> Walk:
    """A consultation of somebody else."""
    born = NewPatient("Berg", name, date(1980, 5, 4), Sex.FEMALE, "en")
    patient = patients.register(walk.acting, born)
    return Walk(Clinic(walk.acting, walk.clinic.clock, walk.clinic.product, patient))


@walked_once
def out(walk: Walk) -> DocumentRecord:
    """A consent that was talked about on the screen and printed to be signed."""
    return ink.print_out(walk.acting, walk.opened().consultation_id)


def sheets(acting: Acting, record: DocumentRecord, *, degrees: float = 0) -> list[bytes]:
    """Its pages as a scanner sees them."""
    return pictures(documents.content(acting, record.id), degrees=degrees)


def blank(acting: Acting) -> list[bytes]:
    """The pages of the blank consent."""
    return pictures(blanks.draw(acting, Blank.CONSENT, "en"))


def pictures(pdf: bytes, *, degrees: float = 0) -> list[bytes]:
    return list(_pictures(pdf, degrees))


@lru_cache(maxsize=32)
def _pictures(pdf: bytes, degrees: float) -> tuple[bytes, ...]:
    count = documents.pages(pdf)
    return tuple(jpeg(photographed(pdf, n, degrees=degrees, dpi=100)) for n in range(count))


def take(acting: Acting, pages: Sequence[bytes]) -> None:
    """Take each in and read it."""
    for page in pages:
        scans.take(acting, page)
    before = scans.go_on(acting)
    while not before.finished:
        before = scans.go_on(acting, before)


def only_key(acting: Acting) -> str:
    (known,) = scans.tray(acting).piles
    return known.pile.key


def filed(walk: Walk, acting: Acting | None = None) -> tuple[DocumentRecord, SignedPaper]:
    """A form that was printed, signed, scanned and filed."""
    record = out(walk)
    take(acting or walk.acting, sheets(walk.acting, record))
    return record, ink.file(acting or walk.acting, only_key(walk.acting))


def found(acting: Acting, paper: SignedPaper, signed_on: date | None = None) -> Found:
    """Everything looked at, the last page signed today."""
    return Found(tuple(range(1, paper.pages + 1)), (paper.pages,), signed_on or acting.today())
