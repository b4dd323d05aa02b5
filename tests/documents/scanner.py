"""A scanner for the tests: pages of real files as pictures, askew, noisy, in the usual formats."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

from PIL import Image, ImageChops

from consult_app.documents import pages


def photographed(
    pdf: bytes, index: int, *, degrees: float = 0, dpi: float = 120, noise: int = 0
) -> Image.Image:
    """Page `index` as it lay on the glass, turned counter-clockwise by `degrees`.

    `noise`: how many grey levels a dot may be off.
    """
    seen = pages.page_image(pdf, index, dpi)
    image = Image.frombytes("RGB", (seen.width, seen.height), seen.data, "raw", "BGRX", seen.stride)
    if degrees % 90 == 0:
        turned = image.rotate(degrees, expand=True)
    else:
        turned = image.rotate(
            degrees, Image.Resampling.BILINEAR, expand=True, fillcolor=(255, 255, 255)
        )
    return _noisy(turned, noise) if noise else turned


def _noisy(image: Image.Image, noise: int) -> Image.Image:
    grain = random.Random(7).randbytes(image.width * image.height)
    levels = Image.frombytes("L", image.size, grain).point(lambda v: v * noise // 255)
    return ImageChops.subtract(image.convert("L"), levels).convert("RGB")


def jpeg(image: Image.Image, quality: int = 60) -> bytes:
    """The picture as a scanner saves it."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def tiff(images: Sequence[Image.Image], compression: str = "raw") -> bytes:
    """Several pages in one file."""
    out = io.BytesIO()
    first, *rest = (image.copy() for image in images)  # another format's settings stick to one
    first.save(out, "TIFF", save_all=True, append_images=rest, compression=compression)
    return out.getvalue()
