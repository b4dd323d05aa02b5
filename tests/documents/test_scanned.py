"""Pages from a scanner: read however they lay, kept byte for byte, filed as PDF/A-2b."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import page as page_validation
import pikepdf
import pytest
from PIL import Image, ImageDraw

from consult_app.documents import certificate, pages, scan_file, scanned, seal
from consult_app.documents.archive import About
from consult_app.documents.certificate import Sealer
from consult_app.documents.judge import Standing, judge
from consult_app.documents.render import render
from consult_app.domain.page_code import PageCode
from consult_app.domain.scanning import MOST_PAGES
from consult_app.errors import Refused
from tests.documents import sheets
from tests.documents.scanner import jpeg, photographed, tiff

AT = datetime(2026, 11, 2, tzinfo=UTC)
ABOUT = About("Consent, signed on paper", "Klinik Örnek", "consent", "en", AT)


@pytest.fixture(scope="module")
def printed() -> bytes:
    return render(sheets.consent())


def page(printed: bytes, index: int = 0, degrees: float = 0, quality: int = 60) -> bytes:
    return jpeg(photographed(printed, index, degrees=degrees), quality)


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("degrees", [0, 90, 180, 270, 4, -6, 93, 178])
def test_code_is_read_however_the_page_lay_and_says_how_to_turn_it(
    printed: bytes, degrees: float
) -> None:
    found = scanned.read(page(printed, 1, degrees), 0)
    assert found.code == PageCode("D-2026-00417", 2, 2)
    upright = picture(found.picture).rotate(found.turn, expand=True)
    assert scanned.find_code(upright.convert("L")) == (found.code, 0)


def test_scan_of_grey_noise_and_low_quality_is_still_read(printed: bytes) -> None:
    poor = photographed(printed, 0, degrees=2, dpi=110, noise=25)
    assert scanned.read(jpeg(poor, 30), 0).code == PageCode("D-2026-00417", 1, 2)


def test_torn_code_is_nobodys_and_is_asked_for(printed: bytes) -> None:
    torn = photographed(printed, 0)
    box = (int(torn.width * 0.9), int(torn.height * 0.93), torn.width, torn.height)
    ImageDraw.Draw(torn).rectangle(box, fill="white")
    assert scanned.read(jpeg(torn), 0).code is None


def test_page_with_two_codes_of_ours_is_nobodys(printed: bytes) -> None:
    first, second = (photographed(printed, index) for index in (0, 1))
    both = Image.new("RGB", (2 * first.width, first.height), "white")
    both.paste(first, (0, 0))
    both.paste(second, (first.width, 0))
    assert scanned.read(jpeg(both), 0).code is None


def test_jpeg_is_kept_as_it_came_and_everything_else_becomes_one(printed: bytes) -> None:
    data = page(printed)
    assert scanned.read(data, 0).picture == data
    for other in (printed, tiff([photographed(printed, 0)])):
        assert picture(scanned.read(other, 0).picture).format == "JPEG"


def test_files_of_every_kind_give_their_pages(printed: bytes) -> None:
    drawn = [photographed(printed, index, dpi=110) for index in (0, 1)]
    png = io.BytesIO()
    drawn[1].save(png, "PNG")
    for data, index, number in (
        (printed, 1, 2),
        (tiff(drawn), 1, 2),
        (tiff([one.convert("L").point(_ink, "1") for one in drawn], "group4"), 1, 2),
        (png.getvalue(), 0, 1),
    ):
        assert scanned.count(data) == number
        assert scanned.read(data, index).code == PageCode("D-2026-00417", 2, 2)


def _first_image(page: pikepdf.Page) -> pikepdf.Object:
    return next(iter(page.get_images().values()))


def _ink(level: int) -> int:
    """Black or white, as a facsimile sees it."""
    return 255 * (level > 128)


def test_telephone_held_on_its_side_is_turned(printed: bytes) -> None:
    lying = photographed(printed, 0).rotate(90, expand=True)
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    lying.save(out, "JPEG", exif=exif.tobytes())
    found = scanned.read(out.getvalue(), 0)
    assert found.turn == 0
    assert picture(found.picture).height > picture(found.picture).width


def encrypted(printed: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def many(number: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(number):
            document.add_blank_page()
        document.save(out)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()


def bomb_within() -> bytes:
    small = Image.new("1", (10, 10))
    out = io.BytesIO()
    small.save(out, "TIFF", save_all=True, append_images=[Image.new("1", (12_000, 6_000))])
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda _printed: b"", "attachment.empty"),
        (lambda _printed: b"GIF89a nothing of ours", "scan.wrong-kind"),
        (lambda _printed: b"PK\x03\x04 a folder in a file", "scan.wrong-kind"),
        (lambda printed: printed[:400], "scan.broken"),
        (encrypted, "scan.encrypted"),
        (lambda _printed: many(MOST_PAGES + 300), "scan.too-many-pages"),
        (lambda _printed: bomb(), "scan.page-too-large"),
        (lambda _printed: bomb_within(), "scan.page-too-large"),
        (lambda _printed: b"\x89PNG\r\n\x1a\n and no picture", "scan.broken"),
        (lambda _printed: b"\xff\xd8\xff cut short", "scan.broken"),
        (lambda _printed: b"II*\x00\x08\x00\x00\x00 no pages", "scan.broken"),
    ],
)
def test_file_that_is_no_scan_is_refused(printed: bytes, make: object, code: str) -> None:
    assert callable(make)
    data = make(printed)
    with pytest.raises(Refused) as refused:
        scanned.count(data)
    assert refused.value.code == code


def test_picture_that_ends_in_the_middle_is_refused_by_its_page(printed: bytes) -> None:
    whole = page(printed)
    with pytest.raises(Refused, match=r"scan\.broken-page"):
        scanned.read(whole[: len(whole) // 2], 0)


def test_page_of_enormous_paper_is_looked_at_in_a_bounded_picture() -> None:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(14_400, 14_400))
        document.save(out)
    assert max(picture(scanned.read(out.getvalue(), 0).picture).size) <= scanned.LONGEST


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_filed_pages_are_pdf_a_2b_upright_and_the_very_pictures(printed: bytes, turn: int) -> None:
    taken = [scanned.read(page(printed, index, -turn), 0) for index in (0, 1)]
    pdf = scan_file.write([(one.picture, one.turn) for one in taken], ABOUT, "Seal")
    report = page_validation.validate_pdf_bytes(pdf, profile="2b")
    assert report.is_compliant, list(report.failures)[:3]
    for index in (0, 1):
        seen = pages.page_image(pdf, index, 110)
        grey = Image.frombytes("RGB", (seen.width, seen.height), seen.data, "raw", "BGRX")
        code = PageCode("D-2026-00417", index + 1, 2)
        assert scanned.find_code(grey.convert("L")) == (code, 0)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        kept = [_first_image(one).read_raw_bytes() for one in document.pages]
    assert kept == [one.picture for one in taken]
    again = scan_file.write([(one.picture, one.turn) for one in taken], ABOUT, "Seal")
    assert again == pdf


def test_filed_pages_take_the_clinics_seal(printed: bytes) -> None:
    made = certificate.make("Klinik Örnek", AT)
    sealer = Sealer(made.certificate, made.key, clinic="Klinik Örnek")
    pdf = scan_file.write([(page(printed), 0)], ABOUT, "Seal")
    sealed = seal.seal(pdf, sealer, number="D-2026-00418", pages=1, at=AT)
    found = judge(sealed, [made.certificate])
    assert (found.standing, found.number) == (Standing.SEALED, "D-2026-00418")
    assert page_validation.validate_pdf_bytes(sealed, profile="2b").is_compliant


def test_picture_for_the_screen_is_upright_and_no_wider_than_asked(printed: bytes) -> None:
    found = scanned.read(page(printed, 0, 90), 0)
    seen = scanned.as_pixels(found.picture, found.turn, 300)
    assert seen.width <= 300 < seen.height
    assert len(seen.data) == seen.stride * seen.height
