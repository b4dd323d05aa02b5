"""Puts the clinic's seal on a finished document: once, over every byte of it.

PAdES B-B by pyHanko, certified: no change is permitted afterwards. Only the first seal of a process
imports pyHanko, which takes a second and 40 MB.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from consult_app.documents.seal_field import NAME

if TYPE_CHECKING:
    from consult_app.documents.certificate import Sealer

_SIGNATURE_BYTES = 2048
"""Of a seal beside its certificates: the longest key's signature, and what is signed with it."""


def seal(pdf: bytes, sealer: Sealer, *, number: str, pages: int, at: datetime) -> bytes:
    """`pdf`, which `render` gave a place for the seal, followed by the seal.

    `number` and `pages` go into the seal in the clear: a file whose seal is broken can still be
    held against the records.
    """
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata

    about = PdfSignatureMetadata(
        field_name=NAME,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        name=sealer.clinic,
        reason=stated(number, pages),
        signer_key_usage=set(),  # the certificate was looked at when it came in
    )
    signer = _signer_at(at)(about, signer=_key(sealer))
    room = _room(sealer)
    out: io.BytesIO = signer.sign_pdf(_writer(pdf), existing_fields_only=True, bytes_reserved=room)
    return out.getvalue()


def get_ready() -> None:
    """Import what seals, while a person still signs: the first seal then takes no longer."""
    import pyhanko.pdf_utils.incremental_writer
    import pyhanko.sign.signers  # noqa: F401 - read ahead


def _room(sealer: Sealer) -> int:
    """Characters for the seal in hexadecimal: told, the library does not sign once to find out."""
    return 2 * (len(sealer.certificate) + sum(map(len, sealer.chain)) + _SIGNATURE_BYTES)


def stated(number: str, pages: int) -> str:
    """What the seal says of its document; for machines of any language, so never translated."""
    return f"Document {number}, pages: {pages}"


def _key(sealer: Sealer) -> Any:
    from asn1crypto import keys, x509
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    others = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # the library has no types
    others.register_multiple([x509.Certificate.load(der) for der in sealer.chain])
    return SimpleSigner(
        signing_cert=x509.Certificate.load(sealer.certificate),
        signing_key=keys.PrivateKeyInfo.load(sealer.key),
        cert_registry=others,
    )


def _writer(pdf: bytes) -> Any:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Writer(IncrementalPdfFileWriter):
        """Leaves the metadata as it is: rewritten, it would lose the schema that PDF/A wants."""

        def _update_meta(self) -> None:
            pass

    return Writer(io.BytesIO(pdf))


def _signer_at(at: datetime) -> Any:
    from pyhanko.sign.signers import PdfSigner

    class Signer(PdfSigner):
        """Seals at the moment of the records, not at that of the machine."""

        def init_signing_session(self, *args: Any, **more: Any) -> Any:
            session = super().init_signing_session(*args, **more)
            session.system_time = at
            return session

    return Signer
