"""The clinic's logo: checked before it is trusted, brought to the size that paper needs."""

from __future__ import annotations

import io
import warnings
from functools import lru_cache

from PIL import Image

from consult_app.errors import Refused

MOST_BYTES = 10_000_000
MOST_PIXELS = 50_000_000
PIXELS = 4
"""Kept for each point: sharp at 288 dpi, and a huge picture stays small."""


@lru_cache(maxsize=4)
def fitted(data: bytes, width: float, height: float) -> tuple[Image.Image, float, float]:
    """The picture on white with the width and height in points that it takes of a place so large.

    Raises Refused (document.logo-too-large, document.logo-broken).
    """
    image = _read(data)
    scale = min(height / image.height, width / image.width)
    own = image.width * scale, image.height * scale
    return _reduced(image, *own), *own


def check(data: bytes) -> None:
    """Raise what `fitted` would raise of these bytes."""
    _read(data)


def _read(data: bytes) -> Image.Image:
    """The picture in red, green and blue on white, whatever the file holds."""
    if len(data) > MOST_BYTES:
        raise Refused("document.logo-too-large", limit=MOST_BYTES // 1_000_000)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
            if image.width * image.height > MOST_PIXELS:
                raise Refused("document.logo-too-large", limit=MOST_BYTES // 1_000_000)
            coloured = image.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as broken:
        raise Refused("document.logo-broken") from broken
    white = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(white, coloured).convert("RGB")


def _reduced(image: Image.Image, width: float, height: float) -> Image.Image:
    most = (max(1, round(width * PIXELS)), max(1, round(height * PIXELS)))
    if image.width <= most[0] and image.height <= most[1]:
        return image
    return image.resize(most, Image.Resampling.LANCZOS)
