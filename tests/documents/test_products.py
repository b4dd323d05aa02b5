"""Every template, in every language, edition and paper size, from data of every sort: whole, inside
the margins, archival, accessible, the same twice."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import page as page_validation
import pytest

from consult_app.documents import check, paper, text
from consult_app.documents.pages import page_count
from consult_app.documents.render import render
from consult_app.documents.signature import moment
from consult_app.domain.blocks import ScoresBlock, Sheet, WriteLines
from consult_app.domain.scores import TICKS
from tests.documents import marked, products, reading
from tests.documents.products import DATA, EDITIONS, PAPERS

AXES = (products.names(), products.languages(), DATA, EDITIONS, PAPERS)
FEW = products.pairwise(AXES)
ALL = [
    pytest.param(*case, marks=[] if case in FEW else pytest.mark.full)
    for case in product(*AXES)
    if products.exists(*case[:2])
]


@pytest.mark.parametrize(("name", "language", "data", "edition", "size"), ALL)
def test_paper_is_right(
    name: str, language: str, data: str, edition: str, size: str, tmp_path: Path
) -> None:
    sheet = products.sheet(name, language, data, edition, size)
    pdf = render(sheet)
    assert render(sheet) == pdf
    for profile in ("ua1", "2a"):
        report = page_validation.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, list(report.failures)[:3]
    assert reading.qpdf_complaints(pdf, tmp_path) == ""
    assert check.fonts_embedded(pdf)
    read = marked.whole(pdf)  # fails on marked content that no element owns, or two
    assert _strange(sheet, read) == ""
    _assert_inside(pdf, size, {*sheet.mark})
    # lines to write on are no content: a heading over nothing else looks as if it stood alone
    over_lines = sum(isinstance(block, WriteLines) for block in sheet.blocks)
    assert len(marked.ends_with_heading(pdf)) <= over_lines
    assert data == "hostile" or marked.split_parts(pdf) == 0


def _strange(sheet: Sheet, read: str) -> str:
    """What is on the paper and nobody meant; markers, words around it and times are meant."""
    when = text.clean(moment(products.SIGNED_AT, sheet.language))
    known = sorted(
        {when, *(word for _, word in sheet.words), *_in_pictures(sheet)}, key=len, reverse=True
    )
    words = "|".join(re.escape(reading.squeezed(word)) for word in known)
    return re.sub(rf"{words}|[•✓✕☐]|\d+\.", "", reading.unmeant(sheet, read))


def _in_pictures(sheet: Sheet) -> set[str]:
    """Figures and days in the pictures of scores, as many as have room: the table has them all."""
    courses = [block.course for block in sheet.blocks if isinstance(block, ScoresBlock)]
    days = {words for course in courses for _day, words in course.words}
    scores = {one.value for course in courses for scale in course.scales for one in scale.scores}
    return days | {str(value) for value in (*TICKS, *scores) if courses}


def _assert_inside(pdf: bytes, size: str, mark: set[str]) -> None:
    wide, high = paper.SIZES[size]
    for index in range(page_count(pdf)):
        for glyph in reading.glyphs(pdf, index):
            if glyph.text in mark:
                continue
            assert glyph.left > paper.MARGIN_SIDE - 2, glyph
            assert glyph.right < wide - paper.MARGIN_SIDE + 2, glyph
            assert glyph.bottom > 18, glyph
            assert glyph.top < high - 24, glyph


def test_pairs_of_the_product_meet() -> None:
    found = products.pairwise(((1, 2, 3), ("a", "b"), (True, False)))
    assert len(found) < 12
    assert {row[:2] for row in found} == set(product((1, 2, 3), ("a", "b")))
    assert {row[::2] for row in found} == set(product((1, 2, 3), (True, False)))
    assert {row[1:] for row in found} == set(product(("a", "b"), (True, False)))
