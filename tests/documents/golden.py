"""Pages as they should look, as small pictures; `python -m tests.documents.golden` takes them anew
(look at each before it is committed)."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from consult_app.documents import pages
from consult_app.documents.render import render
from consult_app.domain.blocks import Sheet
from tests.documents import arabic, sheets

FOLDER = Path(__file__).parent / "golden"
DPI = 60
CELL = 12
"""Pixels of a side of the squares that are compared."""
TOLERANCE = 14.0
"""Mean difference of a square, of 255: smoothing differs that much, a moved line by three times."""

SHEETS: dict[str, Sheet] = {
    "aftercare": sheets.aftercare(),
    "aftercare-ar": arabic.aftercare(),
    "consent": sheets.consent(mark="DRAFT"),
    "consent-ar-large": arabic.consent(edition="large"),
    "findings-letter": sheets.findings(20, paper="Letter"),
}


def picture(name: str) -> Image.Image:
    """The first page in grey."""
    image = pages.page_image(render(SHEETS[name]), 0, DPI)
    size = (image.width, image.height)
    return Image.frombytes("RGB", size, image.data, "raw", "BGRX", image.stride).convert("L")


def file(name: str) -> Path:
    return FOLDER / f"{name}.png"


def worst(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of the square that differs most."""
    apart = ImageChops.difference(one, other)
    return max(
        ImageStat.Stat(apart.crop((x, y, x + CELL, y + CELL))).mean[0]
        for x in range(0, apart.width, CELL)
        for y in range(0, apart.height, CELL)
    )


if __name__ == "__main__":
    for each in SHEETS:
        picture(each).save(file(each), optimize=True)
