"""What a scanner gave: its pages as pictures, and the code on each.

Everything happens in memory. A picture that came as JPEG stays as it is, byte for byte: it is
turned where it is shown, so that nothing of a signature is lost.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from PIL import Image, ImageOps, ImageSequence

from consult_app.documents import pages
from consult_app.documents.pages import POINTS_PER_INCH, PageImage
from consult_app.domain import page_code
from consult_app.domain.attachments import content_type
from consult_app.domain.page_code import PageCode
from consult_app.domain.scanning import LARGEST_FILE, MOST_PAGES, MOST_PIXELS
from consult_app.errors import Refused

SCAN_DPI = 200
"""In which a page of a PDF is looked at; fine handwriting stays readable."""
LONGEST = 3600
"""Pixels of a kept picture's longer side: A4 at 300 dpi has 3508."""
QUALITY = 85
_FORMATS = ("JPEG", "PNG", "TIFF")
_UPRIGHT = 90
_SMALL = 2000
"""Pixels of a longer side up to which a picture is enlarged to find its code."""
_ORIENTATION = 0x0112
"""EXIF: which way a telephone was held."""
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, Warning, Image.DecompressionBombError)
_LOCK = Lock()
"""Pillow's limit of pixels is one for the process, and set aside for a moment here."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """A page: its picture (JPEG), what brings it upright (degrees counter-clockwise), its code."""

    picture: bytes
    turn: int
    code: PageCode | None


def count(data: bytes) -> int:
    """How many pages a file from a scanner has, every one of a size that can be looked at.

    Raises `Refused`: attachment.empty, attachment.too-large, scan.wrong-kind, scan.encrypted,
    scan.broken, scan.page-too-large, scan.too-many-pages, scan.no-pages.
    """
    number = _pdf_pages(data) if _is_pdf(data) else _frames(data)
    if not number:
        raise Refused("scan.no-pages")
    if number > MOST_PAGES:
        raise Refused("scan.too-many-pages", pages=number, limit=MOST_PAGES)
    return number


def read(data: bytes, index: int) -> Scanned:
    """Page `index` (from 0) of the file, and the code on it where there is one.

    Raises `Refused`: scan.broken-page, and as `count`.
    """
    try:
        if _is_pdf(data):
            image, kept = _of_pdf(data, index), b""
        else:
            image, kept = _of_image(data, index)
        grey = image.convert("L")
    except _BROKEN as broken:
        raise Refused("scan.broken-page", page=index + 1) from broken
    code, turn = find_code(grey)
    return Scanned(kept or _jpeg(image), turn, code)


def find_code(grey: Image.Image) -> tuple[PageCode | None, int]:
    """Our code on the picture, however it lies, and the turn that brings the page upright.

    None where there is none, where it is torn, or where there are several that differ.
    """
    ours = next(filter(None, _looked_for(grey)), {})
    if len(ours) != 1:
        return None, 0
    ((code, orientation),) = ours.items()
    return code, round(orientation / _UPRIGHT) % 4 * _UPRIGHT


def _looked_for(grey: Image.Image) -> Iterator[dict[PageCode, int]]:
    """Our codes with their orientation in degrees, looked for harder each time.

    Small pictures are enlarged: a square of less than three dots is lost among dust.
    """
    import zxingcpp  # with the first scan: nothing else needs it

    kinds = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

    def codes(image: Image.Image, binarizer: zxingcpp.Binarizer) -> dict[PageCode, int]:
        seen = memoryview(image.tobytes()).cast("B", (image.height, image.width))
        read_ = zxingcpp.read_barcodes(seen, formats=kinds, binarizer=binarizer)
        found = ((page_code.read(one.text), one.orientation) for one in read_)
        return {code: orientation for code, orientation in found if code is not None}

    local = zxingcpp.Binarizer.LocalAverage
    yield codes(grey, local)
    yield codes(grey, zxingcpp.Binarizer.GlobalHistogram)
    if max(grey.size) <= _SMALL:
        twice = (grey.width * 2, grey.height * 2)
        yield codes(grey.resize(twice, Image.Resampling.BICUBIC), local)


def as_pixels(picture: bytes, turn: int, width: int) -> PageImage:
    """A kept picture, upright, at most so many pixels wide. Raises scan.broken-page."""
    try:
        image = Image.open(io.BytesIO(picture), formats=("JPEG",))
        across = image.height if turn % 180 else image.width
        factor = min(1.0, width / across)
        image.draft("RGB", (max(1, int(image.width * factor)), max(1, int(image.height * factor))))
        upright = image.convert("RGB").rotate(turn, expand=True)
    except _BROKEN as broken:
        raise Refused("scan.broken-page", page=1) from broken
    if upright.width > width:
        size = (width, max(1, round(upright.height * width / upright.width)))
        upright = upright.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
    data = upright.convert("RGBA").tobytes("raw", "BGRA")
    return PageImage(upright.width, upright.height, upright.width * 4, data)


def _is_pdf(data: bytes) -> bool:
    try:
        return content_type(data, LARGEST_FILE) == "application/pdf"
    except Refused as refused:
        if refused.code == "attachment.wrong-kind":
            raise Refused("scan.wrong-kind") from None
        raise


def _pdf_pages(data: bytes) -> int:
    try:
        return pages.page_count(data)
    except Refused:
        if b"/Encrypt" in data:
            raise Refused("scan.encrypted") from None
        raise Refused("scan.broken") from None


def _of_pdf(data: bytes, index: int) -> Image.Image:
    width, height = pages.page_sizes(data)[index]
    longer = max(width, height, 1.0)
    seen = pages.page_image(data, index, min(SCAN_DPI, LONGEST * POINTS_PER_INCH / longer))
    size = (seen.width, seen.height)
    return Image.frombytes("RGB", size, seen.data, "raw", "BGRX", seen.stride)


def _frames(data: bytes) -> int:
    """Pages of a picture file, none of them larger than may be; no pixel is read for that."""
    try:
        with _opened(data) as image:
            number = 0
            for frame in ImageSequence.Iterator(image):
                number += 1
                if number > MOST_PAGES:
                    return int(getattr(image, "n_frames", number))
                if frame.width * frame.height > MOST_PIXELS:
                    raise Refused("scan.page-too-large", page=number)
            return number
    except _BROKEN as broken:
        raise Refused("scan.broken") from broken


def _of_image(data: bytes, index: int) -> tuple[Image.Image, bytes]:
    """The page to look at, and the bytes to keep as they are; empty where it is written anew."""
    with _opened(data) as image:
        image.seek(index)
        image.load()
        plain = image.format == "JPEG" and image.mode in {"L", "RGB"}
        held = image.getexif().get(_ORIENTATION, 1) == 1
        small = max(image.size) <= LONGEST
        if plain and held and small:
            return image.copy(), data
        upright = ImageOps.exif_transpose(image)
        return _bounded(_on_white(upright)), b""


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """The picture file with our own limit in the place of the library's, warnings as errors."""
    with _LOCK, warnings.catch_warnings():
        warnings.simplefilter("error")
        before, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, MOST_PIXELS
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                yield image
        except Image.DecompressionBombWarning:
            raise Refused("scan.page-too-large", page=1) from None
        except Image.DecompressionBombError:
            raise Refused("scan.page-too-large", page=1) from None
        finally:
            Image.MAX_IMAGE_PIXELS = before


def _on_white(image: Image.Image) -> Image.Image:
    """In grey where it has no colour, else in red, green and blue."""
    if image.mode in {"1", "L", "I;16", "I", "F"}:
        return image.convert("L")
    if image.mode in {"RGBA", "LA", "P", "PA"}:
        coloured = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured).convert(
            "RGB"
        )
    return image.convert("RGB")


def _bounded(image: Image.Image) -> Image.Image:
    if max(image.size) <= LONGEST:
        return image
    factor = LONGEST / max(image.size)
    size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
