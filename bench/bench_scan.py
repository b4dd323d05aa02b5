"""Scanned pages: how many codes are found, at which turn and quality, and in what time.

The rates stand beside the whole, the time beside what no reading can do without: decoding the
picture. A code is lost where the print itself is: below 75 dpi a square has 1.4 pixels.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator

from PIL import Image, ImageChops

from bench.bench_sheet import two_pages
from bench.harness import Figure, compared
from consult_app.documents import pages, scanned
from consult_app.documents.render import render

TURNS = (0, 90, 180, 270, 2, -3, 5, 93, 178, -87, 45)
"""Degrees; the last lie askew as no feeder leaves them."""
QUALITIES = (75, 50, 30, 15)
"""Of JPEG."""
GRAINS = (0, 20, 40)
"""Grey levels a dot may be off."""
NEEDED = {100: 0.95, 120: 1.0, 150: 1.0, 200: 1.0, 300: 1.0}
"""dpi -> the part of all turns, qualities and grains at which the code must be found."""


def figures() -> list[Figure]:
    """Found codes for each resolution, and the time of one page."""
    pdf = render(two_pages())
    rates = [_rate(pdf, dpi, needed) for dpi, needed in NEEDED.items()]
    page = _jpeg(_seen(pdf, 200, 3), 60)
    return [
        *rates,
        compared(
            "a scanned page read, 200 dpi",
            lambda: scanned.read(page, 0),
            "decoding its picture",
            lambda: Image.open(io.BytesIO(page)).convert("L"),
            budget=4.0,
        ),
    ]


def _rate(pdf: bytes, dpi: int, needed: float) -> Figure:
    found = [scanned.read(data, 0).code is not None for data in _every(pdf, dpi)]
    lost = 100.0 * (1 - sum(found) / len(found))
    allowed = 100.0 * (1 - needed)
    name = f"codes lost of {len(found)}, {dpi} dpi"
    return Figure(name, lost, allowed, "allowed", 1.0, 0.0 if lost <= allowed else 2.0, "%")


def _every(pdf: bytes, dpi: int) -> Iterator[bytes]:
    for turn in TURNS:
        seen = _seen(pdf, dpi, turn)
        for grain in GRAINS:
            dusty = _dusty(seen, grain)
            for quality in QUALITIES:
                yield _jpeg(dusty, quality)


def _seen(pdf: bytes, dpi: int, turn: float) -> Image.Image:
    image = pages.page_image(pdf, 0, dpi)
    size = (image.width, image.height)
    plain = Image.frombytes("RGB", size, image.data, "raw", "BGRX", image.stride).convert("L")
    return plain.rotate(turn, Image.Resampling.BILINEAR, expand=True, fillcolor=255)


def _dusty(image: Image.Image, grain: int) -> Image.Image:
    if not grain:
        return image
    dust = random.Random(grain).randbytes(image.width * image.height)
    scale = [level * grain // 255 for level in range(256)]
    levels = Image.frombytes("L", image.size, dust).point(scale)
    return ImageChops.subtract(image, levels)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()
