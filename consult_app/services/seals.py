"""The clinic's certificate and the seal it puts on every final document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from consult_app.domain.audit import Event
from consult_app.domain.people import Capability
from consult_app.domain.seals import ClinicCertificate, DocumentSeal, Origin
from consult_app.errors import Refused
from consult_app.services import copies
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import seals as seal_rows
from consult_app.storage import settings as settings_rows
from consult_app.storage.store import Tx

if TYPE_CHECKING:
    from consult_app.documents.certificate import Sealer

# What makes certificates and seals is imported when one is made: the day's list needs neither.


@dataclass(frozen=True, slots=True)
class Sealed:
    """A document with its seal, and what it was before."""

    pdf: bytes
    certificate_id: int
    unsigned_sha256: str
    unsigned_size: int


@dataclass(frozen=True, slots=True)
class InForce:
    """What seals now: the certificate's id, and it with its key."""

    certificate_id: int
    sealer: Sealer


@needs(Capability.READ_CLINIC)
def certificates(acting: Acting) -> tuple[ClinicCertificate, ...]:
    """Every certificate the clinic ever sealed with, the newest first."""
    with acting.read() as tx:
        return seal_rows.certificates(tx)


@needs(Capability.KEEP_CLINIC)
def renew(acting: Acting) -> ClinicCertificate:
    """A new certificate in the clinic's own name; the old one stays for the old seals."""
    with acting.write() as tx:
        return make(acting, tx)


@needs(Capability.KEEP_CLINIC)
def import_file(acting: Acting, file: Path, password: str) -> ClinicCertificate:
    """Seal from now on with a certificate that was issued to the clinic (PKCS#12).

    Raises `Refused`: file.unreadable, seal.not-pkcs12, seal.wrong-password, seal.key-missing,
    seal.expired, seal.not-yet-valid, seal.not-for-signing, seal.weak-key, seal.already-here.
    """
    from consult_app.documents import certificate

    data = _bytes(file, certificate.LARGEST_FILE)
    found = certificate.from_pkcs12(data, password, acting.now())
    with acting.write() as tx:
        return _put(acting, tx, found, Origin.IMPORTED)


@needs(Capability.READ_CLINIC)
def save_certificate(acting: Acting, fingerprint: str, target: Path) -> Path:
    """Write the public part to a file, for whoever checks the clinic's seals elsewhere.

    Raises `Refused`: seal.not-found, and as `copies.save`.
    """
    from consult_app.documents import certificate

    with acting.read() as tx:
        known = {one.fingerprint: one for one in seal_rows.certificates(tx)}
    if fingerprint not in known:
        raise Refused("seal.not-found")
    return copies.save(certificate.pem(known[fingerprint].certificate), target)


def make(acting: Acting, tx: Tx) -> ClinicCertificate:
    """A certificate in the clinic's own name, in force from now on."""
    from consult_app.documents import certificate

    made = certificate.make(settings_rows.get(tx).name or "Consult", acting.now())
    return _put(acting, tx, made, Origin.MADE)


def get_ready() -> None:
    """On a lane, while somebody still signs: the first seal is then as quick as the others."""
    from consult_app.documents import seal

    seal.get_ready()


def in_force(acting: Acting, tx: Tx) -> InForce | None:
    """What seals now; None where there is no certificate yet, or where it has run out.

    Raises `Refused("seal.key-lost")`.
    """
    from consult_app.documents.certificate import Sealer

    held = seal_rows.current(tx)
    if held is None or not held.holds(acting.now()):
        return None
    key = seal_rows.key_of(tx, held, acting.store.data_key)
    clinic = settings_rows.get(tx).name
    return InForce(held.id, Sealer(held.certificate, key, held.chain, clinic))


def in_force_from_now(acting: Acting, tx: Tx) -> InForce:
    """The same where there was none: an imported one that has run out is followed by the clinic's
    own, for a patient in the room does not wait for paperwork."""
    make(acting, tx)
    found = in_force(acting, tx)
    assert found is not None  # noqa: S101 - it has just been made
    return found


def put_seal(by: InForce, pdf: bytes, number: str, at: datetime) -> Sealed:
    """Seal a drawn document; takes the time of a page or two."""
    from consult_app.documents import seal
    from consult_app.documents.check import sha256
    from consult_app.documents.pages import page_count

    sealed = seal.seal(pdf, by.sealer, number=number, pages=page_count(pdf), at=at)
    return Sealed(sealed, by.certificate_id, sha256(pdf), len(pdf))


def keep_seal(acting: Acting, tx: Tx, document_id: int, sealed: Sealed) -> None:
    """Record the seal of a document that has just been stored."""
    seal_rows.keep_seal(
        tx,
        DocumentSeal(
            document_id,
            sealed.certificate_id,
            sealed.unsigned_sha256,
            sealed.unsigned_size,
            acting.now(),
        ),
    )


def bind(acting: Acting, tx: Tx, consent_id: int, document_id: int) -> None:
    """Tie the drawn signatures of a consent to the very document that shows them.

    The entries hold the hash of the strokes and that of the document before its seal.
    """
    seal = seal_rows.of_document(tx, document_id)
    if seal is None:
        raise RuntimeError("a signed document without a seal")
    for binding in seal_rows.bind(tx, consent_id, document_id, seal.unsigned_sha256):
        acting.note(
            tx,
            Event.DOCUMENT_SIGNED,
            "document",
            document_id,
            signature=binding.signature_id,
            strokes=binding.strokes_sha256,
            unsigned=binding.unsigned_sha256,
        )


def _put(acting: Acting, tx: Tx, found: Sealer, origin: Origin) -> ClinicCertificate:
    from consult_app.documents import certificate

    told = certificate.facts(found.certificate)
    new = ClinicCertificate(
        0,
        told.fingerprint,
        told.holder,
        told.not_before,
        told.not_after,
        origin,
        found.certificate,
        found.chain,
        acting.now(),
        acting.user.id,
    )
    kept = seal_rows.put(tx, new, found.key, acting.store.data_key)
    event = Event.CERTIFICATE_MADE if origin is Origin.MADE else Event.CERTIFICATE_IMPORTED
    acting.note(tx, event, "seal_certificate", kept.id, fingerprint=kept.fingerprint)
    return kept


def _bytes(file: Path, limit: int) -> bytes:
    """The file, or one byte more than may be. Raises `Refused("file.unreadable")`."""
    try:
        if not file.is_file():  # a pipe or a device would never end
            raise Refused("file.unreadable")
        with file.open("rb") as opened:
            return opened.read(limit + 1)
    except OSError:
        raise Refused("file.unreadable") from None
