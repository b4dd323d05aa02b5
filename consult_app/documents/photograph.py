"""Photographs: checked before they are trusted, and drawn anew, so that nothing but pixels is kept.

A camera's file tells where and when it was taken, with which device, and may carry a small picture
of what was cut away. None of that is copied: the pixels alone go into a new JPEG.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from consult_app.domain.photographs import LARGEST, LONGEST_SIDE, MOST_PIXELS, is_heif
from consult_app.errors import Refused

# no HEIC: the reader of it that has wheels for every system brings x265 along, which is GPL-2
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP")
_QUALITY = 88


def cleaned(data: bytes) -> tuple[bytes, int, int]:
    """A JPEG of the same picture, upright, with its width and height in pixels.

    Raises `Refused`: photograph.empty, photograph.too-large, photograph.too-many-pixels,
    photograph.heic, photograph.unreadable.
    """
    if not data:
        raise Refused("photograph.empty")
    if len(data) > LARGEST:
        raise Refused("photograph.too-large", limit=LARGEST // 1_000_000)
    if is_heif(data):
        raise Refused("photograph.heic")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return _drawn_anew(data)
    except (OSError, ValueError, SyntaxError, EOFError, Warning) as broken:
        raise Refused("photograph.unreadable") from broken
    except Image.DecompressionBombError as bomb:
        raise _too_many() from bomb


def _drawn_anew(data: bytes) -> tuple[bytes, int, int]:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        if image.width * image.height > MOST_PIXELS:  # told by the head: nothing is unpacked yet
            raise _too_many()
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(image).convert("RGBA")
    white = Image.new("RGBA", upright.size, "white")
    plain = Image.alpha_composite(white, upright).convert("RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    plain.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue(), plain.width, plain.height


def _too_many() -> Refused:
    return Refused("photograph.too-many-pixels", limit=MOST_PIXELS // 1_000_000)
