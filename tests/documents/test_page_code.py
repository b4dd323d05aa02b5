"""The code on each page: found in a picture of it, also askew; it says nothing of the patient."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image

from consult_app.documents import pages, paper
from consult_app.documents.pages import PageImage
from consult_app.documents.render import render
from consult_app.domain.page_code import PageCode, read
from tests.documents import arabic, reading, sheets

SHEETS = {
    "long": sheets.findings(60),
    "arabic": arabic.aftercare(),
    "large": sheets.aftercare(edition="large"),
    "letter": sheets.consent(paper="Letter"),
    "marked": sheets.consent(mark="DRAFT"),
}


@pytest.fixture(scope="module")
def drawn() -> dict[str, bytes]:
    return {name: render(sheet) for name, sheet in SHEETS.items()}


def _picture(image: PageImage) -> Image.Image:
    size = (image.width, image.height)
    return Image.frombytes("RGB", size, image.data, "raw", "BGRX", image.stride).convert("L")


def _codes(picture: Image.Image) -> list[str]:
    shape = (picture.height, picture.width)
    found = zxingcpp.read_barcodes(memoryview(picture.tobytes()).cast("B", shape))
    return [code.text for code in found]


@pytest.mark.parametrize("name", SHEETS)
def test_code_of_each_page_is_read_from_its_picture(name: str, drawn: dict[str, bytes]) -> None:
    count = pages.page_count(drawn[name])
    for index in range(count):
        (text,) = _codes(_picture(pages.page_image(drawn[name], index, dpi=150)))
        assert read(text) == PageCode("D-2026-00417", index + 1, count)


@pytest.mark.parametrize("degrees", [90, 180, 270, 7, -3, 45])
def test_code_is_read_however_the_paper_lay(degrees: int, drawn: dict[str, bytes]) -> None:
    picture = _picture(pages.page_image(drawn["arabic"], 0, dpi=150))
    (text,) = _codes(picture.rotate(degrees, Image.Resampling.BILINEAR, expand=True, fillcolor=255))
    assert read(text) == PageCode("D-2026-00417", 1, 1)


def test_code_stands_apart_from_all_ink(drawn: dict[str, bytes]) -> None:
    for name in ("arabic", "long"):
        picture = _picture(pages.page_image(drawn[name], 0, dpi=150))
        (found,) = zxingcpp.read_barcodes(
            memoryview(picture.tobytes()).cast("B", (picture.height, picture.width))
        )
        at = found.position
        square = (at.top_right.x - at.top_left.x) / 25
        quiet = round(4 * square) - 1
        corners = (at.top_left.x, at.top_left.y, at.bottom_right.x, at.bottom_right.y)
        left, top, right, bottom = corners
        frame = picture.crop((left - quiet, top - quiet, right + quiet, bottom + quiet))
        frame.paste(255, (quiet - 1, quiet - 1, frame.width - quiet + 1, frame.height - quiet + 1))
        assert min(frame.tobytes()) > 200


def test_code_is_a_figure_with_words(drawn: dict[str, bytes]) -> None:
    figures = [alt for role, alt in reading.structure(drawn["letter"]) if role == "Figure"]
    assert [alt for alt in figures if alt.startswith("Code")] == [
        f"Code of this page: D-2026-00417, Page {number} of 2" for number in (1, 2)
    ]


def test_preview_without_a_number_has_no_code() -> None:
    pdf = render(sheets.aftercare(number="", mark="PREVIEW"))
    assert _codes(_picture(pages.page_image(pdf, 0, dpi=150))) == []
    assert "Figure" not in [role for role, _ in reading.structure(pdf)]


def test_code_stays_on_the_paper(drawn: dict[str, bytes]) -> None:
    for name in SHEETS:
        wide, high = paper.SIZES[SHEETS[name].paper]
        with reading.opened(drawn[name]) as document:
            boxes = [
                [float(n) for n in item.A.BBox]
                for item in document.objects
                if getattr(item, "get", None) and "Code of" in str(item.get("/Alt", ""))
            ]
        assert boxes
        assert all(b[0] >= 44 and b[2] <= wide - 44 and b[1] >= 18 and b[3] < high for b in boxes)
