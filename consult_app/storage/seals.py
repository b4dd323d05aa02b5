"""Seals as rows: the clinic's certificates, the wrapped key of the current one, what is sealed.

The key lies in the encrypted records, and wrapped there once more by a key derived from the data
key: it is nowhere in plain, also where the records are kept on a server.
"""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any

from sqlalchemy import Row, delete, select

from consult_app.domain.consent import Signature
from consult_app.domain.seals import Binding, ClinicCertificate, DocumentSeal, Origin
from consult_app.errors import Refused
from consult_app.storage import codec, derive, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consents import ConsentSignature
from consult_app.storage.models.seals import DocumentSeal as DocumentSealModel
from consult_app.storage.models.seals import SealCertificate, SealKey, SignatureBinding
from consult_app.storage.tx import Tx

_NONCE = 12

_C = table_of(SealCertificate)
_K = table_of(SealKey)
_D = table_of(DocumentSealModel)
_B = table_of(SignatureBinding)
_S = table_of(ConsentSignature)
_CURRENT = select(_K.c.certificate_id).where(_K.c.certificate_id == _C.c.id).exists()
_ALL = select(_C, _CURRENT.label("current")).order_by(_C.c.id.desc())


def certificates(tx: Tx) -> tuple[ClinicCertificate, ...]:
    """Every certificate the clinic ever sealed with, the newest first."""
    return tuple(_certificate(row) for row in tx.connection.execute(_ALL))


def current(tx: Tx) -> ClinicCertificate | None:
    """The one that new documents are sealed with; None where there is none yet."""
    row = tx.connection.execute(_ALL.where(_CURRENT)).first()
    return _certificate(row) if row else None


def put(tx: Tx, new: ClinicCertificate, key: bytes, data_key: bytes) -> ClinicCertificate:
    """Keep a certificate and make it the current one; the key of the one before is destroyed.

    `key`: PKCS#8, DER. The id of `new` is not used. Raises `Refused("seal.already-here")`.
    """
    known = select(_C.c.id).where(_C.c.fingerprint == new.fingerprint)
    if tx.connection.execute(known).first():
        raise Refused("seal.already-here")
    values = {
        "fingerprint": new.fingerprint,
        "holder": new.holder,
        "not_before": new.not_before,
        "not_after": new.not_after,
        "origin": new.origin.value,
        "certificate": new.certificate,
        "chain": json.dumps([der.hex() for der in new.chain]),
        "author_id": new.author_id,
        "at": new.at,
    }
    id_ = rows.add(tx, SealCertificate, values)
    _put_key(tx, id_, key, new.fingerprint, data_key)
    made = current(tx)
    assert made is not None  # noqa: S101 - its key has just been stored
    return made


def key_of(tx: Tx, certificate: ClinicCertificate, data_key: bytes) -> bytes:
    """The private key of the current certificate (PKCS#8). Raises `Refused("seal.key-lost")`."""
    found = select(_K.c.wrapped).where(_K.c.certificate_id == certificate.id)
    wrapped = tx.connection.execute(found).scalar()
    if wrapped is None:
        raise Refused("seal.key-lost")
    return _unwrapped(bytes(wrapped), certificate.fingerprint, data_key)


def rewrap(tx: Tx, old: bytes, new: bytes) -> None:
    """Wrap the key for a new data key, in the transaction that renews it.

    One that cannot be unwrapped goes: a new certificate is made with the next document.
    """
    certificate = current(tx)
    if certificate is None:
        return
    try:
        key = key_of(tx, certificate, old)
    except Refused:
        tx.connection.execute(delete(_K))
    else:
        _put_key(tx, certificate.id, key, certificate.fingerprint, new)


def keep_seal(tx: Tx, seal: DocumentSeal) -> None:
    """Say what a stored document was before its seal."""
    values = {
        "document_id": seal.document_id,
        "certificate_id": seal.certificate_id,
        "unsigned_sha256": seal.unsigned_sha256,
        "unsigned_size": seal.unsigned_size,
        "at": seal.at,
    }
    rows.add(tx, DocumentSealModel, values)


def of_document(tx: Tx, document_id: int) -> DocumentSeal | None:
    """The seal of a document; None for one that was made before documents were sealed."""
    row = tx.connection.execute(select(_D).where(_D.c.document_id == document_id)).first()
    if row is None:
        return None
    return DocumentSeal(
        row.document_id, row.certificate_id, row.unsigned_sha256, row.unsigned_size, row.at
    )


def bind(tx: Tx, consent_id: int, document_id: int, unsigned_sha256: str) -> tuple[Binding, ...]:
    """Tie every drawn signature of a consent to the document that shows them."""
    found = select(_S.c.id, _S.c.strokes).where(_S.c.consent_id == consent_id).order_by(_S.c.id)
    made = []
    for row in tx.connection.execute(found).all():
        binding = Binding(row.id, _hashed(row.strokes), unsigned_sha256)
        values = {
            "signature_id": binding.signature_id,
            "document_id": document_id,
            "strokes_sha256": binding.strokes_sha256,
            "unsigned_sha256": unsigned_sha256,
        }
        rows.add(tx, SignatureBinding, values)
        made.append(binding)
    return tuple(made)


def bindings(tx: Tx, document_id: int) -> tuple[Binding, ...]:
    """What the signatures on a document were bound to."""
    found = select(_B).where(_B.c.document_id == document_id).order_by(_B.c.id)
    return tuple(
        Binding(row.signature_id, row.strokes_sha256, row.unsigned_sha256)
        for row in tx.connection.execute(found)
    )


def strokes_sha256(signature: Signature) -> str:
    """The hash of a drawn signature as it is stored."""
    return _hashed(codec.encode(signature.strokes))


def _hashed(strokes: str) -> str:
    return hashlib.sha256(strokes.encode()).hexdigest()


def _put_key(tx: Tx, certificate_id: int, key: bytes, fingerprint: str, data_key: bytes) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    sealed = AESGCM(derive.for_seal(data_key)).encrypt(nonce, key, fingerprint.encode())
    tx.connection.execute(delete(_K))
    rows.add(tx, SealKey, {"certificate_id": certificate_id, "wrapped": nonce + sealed})


def _unwrapped(wrapped: bytes, fingerprint: str, data_key: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(derive.for_seal(data_key))
    try:
        return cipher.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], fingerprint.encode())
    except InvalidTag:
        raise Refused("seal.key-lost") from None


def _certificate(row: Row[Any]) -> ClinicCertificate:
    return ClinicCertificate(
        row.id,
        row.fingerprint,
        row.holder,
        row.not_before,
        row.not_after,
        Origin(row.origin),
        bytes(row.certificate),
        tuple(bytes.fromhex(der) for der in json.loads(row.chain)),
        row.at,
        row.author_id,
        bool(row.current),
    )
