"""A seal beside its limit, and beside what no seal can do without: one hash, one signature."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bench.bench_sheet import two_pages
from bench.harness import Figure, compared, limited
from consult_app.documents import certificate, judge, seal
from consult_app.documents.certificate import Sealer
from consult_app.documents.render import render

LIMIT_MS = 60.0
RAW = 600.0
"""Times the bare signature, of which a machine makes ten thousand a second: what is beside it is
reading the file, the certificate in it, and PAdES' own structures."""


def figures() -> list[Figure]:
    """The seal of a two-page sheet, warm, and the judgement of it."""
    sheet, at = two_pages(), datetime(2026, 11, 2, tzinfo=UTC)
    made = certificate.make("Klinik Örnek", at)
    sealer = Sealer(made.certificate, made.key, clinic="Klinik Örnek")
    pdf = render(sheet)

    def sealing() -> bytes:
        return seal.seal(pdf, sealer, number=sheet.number, pages=2, at=at)

    sealed = sealing()
    if judge.judge(sealed, [made.certificate]).standing is not judge.Standing.SEALED:
        raise RuntimeError("the seal does not hold")
    bare = _bare(pdf, made.key)
    raw = compared("seal of a two-page sheet", sealing, "hash and ECDSA alone", bare, budget=RAW)
    return [
        limited("seal of a two-page sheet", raw.ours, "its limit", LIMIT_MS),
        raw,
        compared(
            "judgement of a sealed sheet",
            lambda: judge.judge(sealed, [made.certificate]),
            "the seal",
            sealing,
            budget=3.0,
        ),
    ]


def _bare(pdf: bytes, key: bytes) -> Callable[[], bytes]:
    loaded = serialization.load_der_private_key(key, None)
    if not isinstance(loaded, ec.EllipticCurvePrivateKey):
        raise TypeError("the clinic's own key is on a curve")
    return lambda: loaded.sign(pdf, ec.ECDSA(hashes.SHA256()))
