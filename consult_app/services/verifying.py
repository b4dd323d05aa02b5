"""Is this paper or file ours, unchanged, still in force: asked of the file, then of the records."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from consult_app.domain.consent import ConsentState
from consult_app.domain.documents import DocumentRecord, DocumentState
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import audit, consents, documents, seals, users
from consult_app.storage.store import Tx

if TYPE_CHECKING:
    from consult_app.documents.judge import Judgement

LARGEST = 100_000_000
"""Bytes; no document of ours comes near."""
RECORDS_CLOSED = frozenset({"store.missing", "store.in-use", "clinic.not-set-up"})
"""Refusals after which the file alone can still be asked: there is nothing wrong with it."""
_CODE = re.compile(r"\b(D-\d{4}-\d{5,})(?:\D{1,12}(\d{1,4}))?")


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed what it shows, when; `bound`: the strokes are those that were signed."""

    role: str
    name: str
    at: datetime
    bound: bool


@dataclass(frozen=True, slots=True)
class Place:
    """The entry of the audit chain that tells of the document; `sound`: the whole chain is."""

    seq: int
    hash: str
    at: datetime
    sound: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What the records say of a document; `exact`: the file is, byte for byte, what is stored."""

    record: DocumentRecord
    exact: bool
    made_by: str
    signed: tuple[Signed, ...] = ()
    place: Place | None = None
    newer: str = ""
    consent: ConsentState | None = None
    consent_since: datetime | None = None
    sealed: bool = True

    @property
    def stands(self) -> bool:
        """In force, with whole records behind it."""
        return (
            self.record.state is DocumentState.FINAL
            and (self.place is not None and self.place.sound)
            and (self.consent is None or self.consent is ConsentState.GIVEN)
            and all(one.bound for one in self.signed)
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """All that can be said. `judgement` None: only a number was given; `known` None: not ours.

    `page`: which page a printed code names, 0 for none; `records`: whether they were asked.
    """

    judgement: Judgement | None
    known: Known | None
    records: bool
    page: int = 0

    @property
    def good(self) -> bool:
        """Nothing speaks against it: ours, unchanged, sealed, in force, as far as was asked."""
        from consult_app.documents.judge import Standing

        known, judgement = self.known, self.judgement
        sealed = judgement is not None and judgement.standing is Standing.SEALED
        if not self.records:
            return sealed
        if known is None or not known.stands:
            return False
        if judgement is None:  # a number alone: nothing but the records can be asked
            return self.page <= known.record.pages
        return known.exact and (sealed or not known.sealed)


def read(file: Path) -> bytes:
    """The bytes of a file. Raises `Refused("document.file-unreadable")`."""
    try:
        if not file.is_file() or file.stat().st_size > LARGEST:
            raise Refused("document.file-unreadable", file=file.name)
        return file.read_bytes()
    except OSError as error:
        raise Refused("document.file-unreadable", file=file.name) from error


def is_code(text: str) -> bool:
    """Whether it reads like the code or the number of a printed page."""
    return _CODE.search(text) is not None


def without_records(pdf: bytes, certificates: bytes = b"") -> Finding:
    """What the file tells by itself, held against the clinic's `certificates` (PEM) where given.

    Raises `Refused("seal.not-a-certificate")`.
    """
    from consult_app.documents import certificate, judge

    known = certificate.from_pem(certificates) if certificates else None
    return Finding(judge.judge(pdf, known), None, records=False)


@needs(Capability.VERIFY)
def check_file(acting: Acting, pdf: bytes) -> Finding:
    """The file held against its seal and the records. Walks the whole audit chain."""
    from consult_app.documents import judge
    from consult_app.documents.check import sha256

    with acting.read() as tx:
        judgement = judge.judge(pdf, [one.certificate for one in seals.certificates(tx)])
        exact = documents.by_sha256(tx, sha256(pdf))
        record = exact or documents.by_number(tx, judgement.number)
        known = _known(tx, record, exact=exact is not None) if record else None
    return Finding(judgement, known, records=True)


@needs(Capability.VERIFY)
def check_code(acting: Acting, text: str) -> Finding:
    """What is known of a printed page by the code or the number on it.

    Raises `Refused`: seal.no-code, document.not-found.
    """
    match = _CODE.search(text)
    if match is None:
        raise Refused("seal.no-code")
    with acting.read() as tx:
        record = documents.by_number(tx, match[1])
        if record is None:
            raise Refused("document.not-found")
        return Finding(None, _known(tx, record, exact=False), True, int(match[2] or 0))


def _known(tx: Tx, record: DocumentRecord, *, exact: bool) -> Known:
    names = {user.id: user.display_name for user in users.every(tx)}
    consent = consents.of_document(tx, record.id)
    since = None
    if consent is not None:
        since = max((step.at for step in consents.events(tx, consent.id)), default=None)
    return Known(
        record,
        exact,
        names.get(record.made_by, ""),
        _signed(tx, record),
        _place(tx, record),
        _newer(tx, record),
        consent.state if consent else None,
        since,
        seals.of_document(tx, record.id) is not None,
    )


def _signed(tx: Tx, record: DocumentRecord) -> tuple[Signed, ...]:
    """The signatures on it, each held against the hashes it was bound to."""
    consent = consents.of_document(tx, record.id)
    seal = seals.of_document(tx, record.id)
    if consent is None:
        return ()
    unsigned = seal.unsigned_sha256 if seal else ""
    bound = {(b.strokes_sha256, b.unsigned_sha256) for b in seals.bindings(tx, record.id)}
    return tuple(
        Signed(s.role, s.name, s.at, seal is None or (seals.strokes_sha256(s), unsigned) in bound)
        for s in consent.signatures
    )


def _place(tx: Tx, record: DocumentRecord) -> Place | None:
    entry = audit.of_document(tx, record.id)
    if entry is None:
        return None
    return Place(entry.seq, entry.hash, record.made_at, audit.verify(tx).sound)


def _newer(tx: Tx, record: DocumentRecord) -> str:
    """The number of the one in force that took its place."""
    if record.state is not DocumentState.SUPERSEDED:
        return ""
    others = documents.of_consultation(tx, record.consultation_id)
    same = (d for d in others if d.kind is record.kind and d.state is DocumentState.FINAL)
    return next((d.number for d in same), "")
