"""The seal: valid by pyHanko, harmless to the standards, broken by whatever is done to a file."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import page as page_validation
import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from consult_app.documents import certificate, seal
from consult_app.documents.certificate import Sealer
from consult_app.documents.judge import Standing, judge
from consult_app.documents.pages import page_count
from consult_app.documents.render import render
from tests.documents import reading, sheets, tampering
from tests.documents.tampering import Tamper

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SHEETS = {
    "consent": sheets.consent(),
    "aftercare": sheets.aftercare(),
    "marked": sheets.consent(mark="DRAFT"),
    "letter": sheets.consent(paper="Letter"),
}
TAMPERED: dict[str, tuple[Tamper, Standing]] = {
    "a flipped bit": (tampering.flipped, Standing.CONTENT_CHANGED),
    "saved anew": (tampering.saved_anew, Standing.SAVED_ANEW),
    "catalog written anew": (tampering.catalog_changed, Standing.CATALOG_CHANGED),
    "a page removed": (tampering.page_removed, Standing.PAGES_REMOVED),
    "a page added": (tampering.page_added, Standing.PAGES_ADDED),
    "the seal removed": (tampering.seal_removed, Standing.NO_SEAL),
    "truncated": (tampering.truncated, Standing.CUT_SHORT),
    "a revision appended": (tampering.revision_appended, Standing.ADDED_AFTERWARDS),
}


@pytest.fixture(scope="module")
def sealer() -> Sealer:
    made = certificate.make("Klinik Örnek", AT)
    return Sealer(made.certificate, made.key, clinic="Klinik Örnek")


def sealed_with(sealer: Sealer, name: str) -> bytes:
    sheet = SHEETS[name]
    pdf = render(sheet)
    return seal.seal(pdf, sealer, number=sheet.number, pages=page_count(pdf), at=AT)


@pytest.fixture(scope="module")
def sealed(sealer: Sealer) -> dict[str, bytes]:
    return {name: sealed_with(sealer, name) for name in SHEETS}


@pytest.mark.parametrize("name", SHEETS)
def test_seal_is_valid_certified_and_over_the_whole_file(
    name: str, sealed: dict[str, bytes], sealer: Sealer
) -> None:
    found = PdfFileReader(io.BytesIO(sealed[name])).embedded_regular_signatures
    (signature,) = found
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(sealer.certificate)], moment=AT, allow_fetching=False
    )
    status = validate_pdf_signature(signature, context)
    assert status.bottom_line
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert signature.docmdp_level is MDPPerm.NO_CHANGES
    assert str(signature.sig_object["/SubFilter"]) == "/ETSI.CAdES.detached"
    assert signature.self_reported_timestamp == AT


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("name", SHEETS)
def test_sealed_document_still_meets_standard(
    name: str, profile: str, sealed: dict[str, bytes]
) -> None:
    report = page_validation.validate_pdf_bytes(sealed[name], profile=profile)
    assert report.is_compliant, list(report.failures)[:3]


@pytest.mark.parametrize("name", SHEETS)
def test_sealed_document_passes_qpdf(name: str, sealed: dict[str, bytes], tmp_path: Path) -> None:
    assert reading.qpdf_complaints(sealed[name], tmp_path) == ""


@pytest.mark.parametrize("name", SHEETS)
def test_seal_stands_behind_the_very_bytes_that_were_drawn(
    name: str, sealed: dict[str, bytes]
) -> None:
    drawn = render(SHEETS[name])
    assert sealed[name].startswith(drawn)
    assert len(sealed[name]) - len(drawn) < 8_000


@pytest.mark.parametrize("name", SHEETS)
def test_sealed_document_is_judged_sealed_by_those_who_know_the_certificate(
    name: str, sealed: dict[str, bytes], sealer: Sealer
) -> None:
    found = judge(sealed[name], [sealer.certificate])
    assert found.standing is Standing.SEALED
    assert found.number == SHEETS[name].number
    assert found.sealed_at == AT
    assert found.sealer == certificate.facts(sealer.certificate)
    assert judge(sealed[name], None).standing is Standing.UNKNOWN_SEALER


@pytest.mark.parametrize("done", TAMPERED)
def test_tampered_document_is_told_what_was_done_to_it(
    done: str, sealed: dict[str, bytes], sealer: Sealer
) -> None:
    tamper, standing = TAMPERED[done]
    assert judge(tamper(sealed["consent"]), [sealer.certificate]).standing is standing


def test_seal_of_another_clinic_of_the_same_name_is_not_ours(
    sealed: dict[str, bytes], sealer: Sealer
) -> None:
    other = certificate.make("Klinik Örnek", AT)
    assert judge(sealed["consent"], [other.certificate]).standing is Standing.OTHER_SEALER
    forged = sealed_with(other, "consent")
    assert judge(forged, [sealer.certificate]).standing is Standing.OTHER_SEALER


def test_seal_outlives_its_certificate_but_is_not_made_without_one(sealer: Sealer) -> None:
    sheet = SHEETS["aftercare"]
    pdf = render(sheet)
    late = AT + timedelta(days=365 * (certificate.YEARS + 1))
    forged = seal.seal(pdf, sealer, number=sheet.number, pages=page_count(pdf), at=late)
    assert judge(forged, [sealer.certificate]).standing is Standing.SEALER_NOT_VALID


def test_no_flipped_bit_anywhere_leaves_the_seal_whole(
    sealed: dict[str, bytes], sealer: Sealer
) -> None:
    pdf = sealed["aftercare"]
    chance = random.Random(7)
    for _ in range(60):
        place, bit = chance.randrange(len(pdf)), 1 << chance.randrange(8)
        if _kept_for_the_seal(pdf, place):
            continue
        changed = pdf[:place] + bytes([pdf[place] ^ bit]) + pdf[place + 1 :]
        standing = judge(changed, [sealer.certificate]).standing
        assert standing is not Standing.SEALED, f"bit {bit} at {place} went unnoticed"


def _kept_for_the_seal(pdf: bytes, place: int) -> bool:
    """Within the digits of the seal itself: padding there means nothing, nor does an `a` as `A`."""
    (found,) = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    start, length, behind, _rest = found.byte_range
    return bool(start + length < place < behind - 1)


def test_what_is_no_pdf_or_broken_is_told_apart(sealer: Sealer) -> None:
    known = [sealer.certificate]
    assert judge(b"GIF89a", known).standing is Standing.NOT_A_PDF
    assert judge(b"", known).standing is Standing.NOT_A_PDF
    assert judge(b"%PDF-1.7\nnothing\n%%EOF", known).standing is Standing.UNREADABLE


def test_previews_have_no_place_for_a_seal(sealed: dict[str, bytes]) -> None:
    with reading.opened(render(replace(SHEETS["consent"], number=""))) as preview:
        assert "/AcroForm" not in preview.Root
    with reading.opened(sealed["consent"]) as final:
        (field,) = final.Root.AcroForm.Fields
        assert str(field.TU) == "Seal of the clinic"
        assert [float(n) for n in field.Rect] == [-9, -9, -9, -9]
