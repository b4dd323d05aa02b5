"""A clinic's logo: any picture a person has comes out right, what is none is refused."""

from __future__ import annotations

import io
from dataclasses import replace

import page as page_validation
import pytest
from PIL import Image

from consult_app.documents import logo
from consult_app.documents.pages import page_image
from consult_app.documents.render import render
from consult_app.errors import Refused
from tests.documents import sheets

RED = (200, 30, 40)


def _saved(image: Image.Image, kind: str) -> bytes:
    target = io.BytesIO()
    image.save(target, kind)
    return target.getvalue()


def _drawn(data: bytes) -> bytes:
    return render(sheets.sheet(letterhead=replace(sheets.CLINIC, logo=data)))


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB", "YCbCr"])
def test_picture_of_any_colours_prints_as_it_looks(mode: str) -> None:
    pdf = _drawn(_saved(Image.new("RGB", (300, 200), RED).convert(mode), "JPEG"))
    image = page_image(pdf, 0, dpi=72)
    at = 60 * image.stride + 60 * 4
    blue, green, red = image.data[at : at + 3]
    wanted = (88, 88, 88) if mode == "L" else RED
    assert max(abs(a - b) for a, b in zip((red, green, blue), wanted, strict=True)) < 12
    for profile in ("ua1", "2a"):
        assert page_validation.validate_pdf_bytes(pdf, profile=profile).is_compliant


@pytest.mark.parametrize("mode", ["1", "P", "LA", "RGBA", "I;16"])
def test_png_of_any_kind_prints(mode: str) -> None:
    pdf = _drawn(_saved(Image.new(mode, (30, 20)), "PNG"))
    assert page_validation.validate_pdf_bytes(pdf, profile="2a").is_compliant


def test_half_a_picture_is_refused() -> None:
    whole = _saved(Image.effect_noise((200, 200), 90).convert("RGB"), "JPEG")
    with pytest.raises(Refused, match=r"document\.logo-broken"):
        _drawn(whole[: len(whole) // 2])


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "PDF"])
def test_other_kind_of_file_is_refused(kind: str) -> None:
    with pytest.raises(Refused, match=r"document\.logo-broken"):
        logo.check(_saved(Image.new("RGB", (9, 9)), kind))


def test_file_of_200_megabytes_is_refused_unread() -> None:
    with pytest.raises(Refused, match=r"document\.logo-too-large") as refused:
        logo.check(bytes(200_000_000))
    assert refused.value.params == {"limit": 10}


def test_small_file_that_unfolds_to_a_huge_picture_is_refused_unread() -> None:
    bomb = _saved(Image.new("1", (20_000, 20_000)), "PNG")
    assert len(bomb) < 1_000_000
    with pytest.raises(Refused, match=r"document\.logo-(too-large|broken)"):
        logo.check(bomb)


def test_logo_of_one_dot_prints() -> None:
    assert _drawn(_saved(Image.new("RGB", (1, 1), RED), "PNG"))
