"""Pictures of the seal: the clinic's certificate, and a document that is checked."""

from __future__ import annotations

from pathlib import Path

from consult_app.services import documents, seals
from tools.scenes.common import RETURN, Sit, copy_of


def seal(sit: Sit, clinic: Path, room: Path) -> None:
    """The certificate renewed; a file that is good, one that is not, a number on paper."""
    tour = sit(copy_of(clinic, room, "seal"))
    hands, take, ctx = tour.hands, tour.take, tour.desk.ctx
    if ctx is None:
        raise RuntimeError("the records are not open")
    seals.renew(ctx.acting)
    hands.click("Clinic")
    hands.answer("Part of the clinic", "Seal")
    hands.settle()
    take("certificate")
    hands.fill("Certificate file", "/nowhere/clinic.p12")
    hands.click("Import the certificate")
    hands.settle()
    take("certificate-refused")
    record, _patient = documents.recent(ctx.acting)[0]
    good, bad = room / "good.pdf", room / "bad.pdf"
    pdf = documents.content(ctx.acting, record.id)
    good.write_bytes(pdf)
    bad.write_bytes(pdf[:-1000])
    hands.click("Documents")
    hands.settle()
    hands.click("Check a document")
    take("check")
    for name, text in (
        ("good", str(good)),
        ("bad", str(bad)),
        ("number", record.number),
        ("unknown", "D-2026-99999"),
    ):
        hands.fill("File, or the number printed on a page", text)
        hands.press(RETURN)
        hands.settle()
        take(f"check-{name}")
    tour.close()
