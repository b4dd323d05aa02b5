"""What a file tells of itself: is the clinic's seal on it, is it whole, what was done to it since.

pyHanko is the judge; this room only asks it, and then looks where the damage lies.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from consult_app.documents import pages
from consult_app.errors import Refused

if TYPE_CHECKING:
    from consult_app.documents.certificate import Facts

_STATED = re.compile(r"^Document (D-\d{4}-\d{5,}), pages: (\d+)$")
_END = b"%%EOF"
_HEADER = b"%PDF-"


class Standing(StrEnum):
    """How a file stands. Only `SEALED` is good; `UNKNOWN_SEALER`: nothing to hold it against."""

    SEALED = "sealed"
    UNKNOWN_SEALER = "unknown-sealer"
    OTHER_SEALER = "other-sealer"
    SEALER_NOT_VALID = "sealer-not-valid"
    NO_SEAL = "no-seal"
    CONTENT_CHANGED = "content-changed"
    SAVED_ANEW = "saved-anew"
    PAGES_REMOVED = "pages-removed"
    PAGES_ADDED = "pages-added"
    CATALOG_CHANGED = "catalog-changed"
    ADDED_AFTERWARDS = "added-afterwards"
    CUT_SHORT = "cut-short"
    UNREADABLE = "unreadable"
    NOT_A_PDF = "not-a-pdf"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found. Where the seal is broken, `number` is what the file claims, and no more."""

    standing: Standing
    number: str = ""
    sealer: Facts | None = None
    sealed_at: datetime | None = None


def judge(pdf: bytes, known: Sequence[bytes] | None) -> Judgement:
    """Hold the file against its seal and the seal against the `known` certificates (DER).

    `known` None: there is nothing to hold it against; the seal is checked all the same.
    """
    if not pdf.startswith(_HEADER):
        return Judgement(Standing.NOT_A_PDF)
    if not pdf.rstrip().endswith(_END):
        return Judgement(Standing.CUT_SHORT)
    for name in ("pyhanko", "pyhanko_certvalidator"):  # what it finds is said below, in our words
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        return _judged(pdf, known)
    except Exception:  # noqa: BLE001 - a file from anywhere: whatever the reader meets, it is broken
        return Judgement(Standing.UNREADABLE)


def _judged(pdf: bytes, known: Sequence[bytes] | None) -> Judgement:
    from pyhanko.pdf_utils.reader import PdfFileReader

    from consult_app.documents import certificate  # read with the first seal that is judged

    reader = PdfFileReader(io.BytesIO(pdf))
    found = reader.embedded_regular_signatures
    if not found:
        return Judgement(Standing.NO_SEAL)
    seal = found[0]
    number, stated_pages = _stated(seal)
    sealer = certificate.facts(seal.signer_cert.dump())
    at = seal.self_reported_timestamp
    standing = _damage(pdf, reader, seal, stated_pages) or _sealer(seal, known, at)
    return Judgement(standing, number, sealer, at)


def _stated(seal: Any) -> tuple[str, int]:
    """Number and pages as the seal says them in the clear."""
    match = _STATED.match(str(seal.sig_object.get("/Reason", "")))
    return (match[1], int(match[2])) if match else ("", 0)


def _damage(pdf: bytes, reader: Any, seal: Any, stated_pages: int) -> Standing | None:
    """What was done to the file since; None where it is whole."""
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    seal.compute_integrity_info()
    whole = seal.coverage == SignatureCoverageLevel.ENTIRE_FILE
    status = _asked(seal, (), None)
    if status.intact and status.valid and whole:
        return None
    now = _page_count(pdf)
    if stated_pages and now < stated_pages:
        return Standing.PAGES_REMOVED
    if stated_pages and now > stated_pages:
        return Standing.PAGES_ADDED
    if not _in_its_gap(pdf, seal):
        return Standing.SAVED_ANEW
    if not (status.intact and status.valid):
        return Standing.CONTENT_CHANGED
    if _catalog_changed(reader, seal):
        return Standing.CATALOG_CHANGED
    return Standing.ADDED_AFTERWARDS


def _sealer(seal: Any, known: Sequence[bytes] | None, at: datetime | None) -> Standing:
    """Whose seal it is; that of a certificate which held when it was used."""
    from consult_app.documents import certificate

    if known is None:
        return Standing.UNKNOWN_SEALER
    if seal.signer_cert.dump() not in known:
        return Standing.OTHER_SEALER
    facts = certificate.facts(seal.signer_cert.dump())
    held = at is not None and facts.not_before <= at <= facts.not_after  # a root is not asked that
    trusted = held and bool(_asked(seal, known, at).bottom_line)
    return Standing.SEALED if trusted else Standing.SEALER_NOT_VALID


def _asked(seal: Any, known: Sequence[bytes], at: datetime | None) -> Any:
    """pyHanko's status of the seal, with `known` as what is trusted at the moment `at`."""
    from asn1crypto import x509
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(
        trust_roots=[x509.Certificate.load(der) for der in known],
        moment=at,
        allow_fetching=False,
        revocation_mode="soft-fail",  # a clinic has no list of revoked certificates, and no network
    )
    usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
    return validate_pdf_signature(seal, context, key_usage_settings=usage)


def _in_its_gap(pdf: bytes, seal: Any) -> bool:
    """Whether the seal still lies where it says: a program that saves anew moves everything."""
    start, length, behind, _rest = (int(number) for number in seal.byte_range)
    gap = pdf[start + length : behind]
    return gap[:1] == b"<" and gap[-1:] == b">"


def _catalog_changed(reader: Any, seal: Any) -> bool:
    """Whether a later revision writes the catalog anew: language, pages, everything hangs on it."""
    history, sealed_in = reader.xrefs, seal.signed_revision
    root = reader.trailer.raw_get("/Root").reference
    return any(
        root in history.explicit_refs_in_revision(revision)
        for revision in range(sealed_in + 1, history.total_revisions)
    )


def _page_count(pdf: bytes) -> int:
    try:
        return pages.page_count(pdf)
    except Refused:
        return 0
