"""Scores drawn on paper: their values are read out, gaps are bars, marks differ without colour."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import page as page_validation
import pytest
from PIL import Image

from consult_app.documents.pages import page_image
from consult_app.documents.render import render
from consult_app.domain.blocks import ScoresBlock
from consult_app.domain.scores import Course, Scale, Score
from tests.documents import reading, sheets

DAY = date(2026, 8, 3)
KEY = ("Treatment", "Follow-up", "The patient came or called", "No answer")


def course(*values: int | None, called: bool = False) -> Course:
    """A treatment, and a contact in each week after it."""
    scores = tuple(
        Score(DAY + timedelta(weeks=week), value, called) for week, value in enumerate(values, 1)
    )
    days = {DAY, *(one.day for one in scores)}
    return Course(
        (Scale("Pain", "No pain", "The worst", scores),),
        (DAY,),
        tuple((day, f"{day.day} {day:%b}") for day in sorted(days)),
        KEY,
        ("Treated on 3 Aug.", "Pain: 10 Aug: 4 of 10."),
    )


def picture(pdf: bytes) -> bytes:
    """The first page in shades of grey."""
    image = page_image(pdf, 0, dpi=72)
    size = (image.width, image.height)
    whole = Image.frombytes("RGB", size, image.data, "raw", "BGRX", image.stride)
    return whole.convert("L").tobytes()


def test_picture_is_read_out_with_its_values() -> None:
    found = reading.structure(render(sheets.sheet(ScoresBlock(course(4)))))
    assert ("Figure", "Treated on 3 Aug. Pain: 10 Aug: 4 of 10.") in found


def test_title_ends_days_and_key_stand_beside_it() -> None:
    text = reading.page_texts(render(sheets.sheet(ScoresBlock(course(4, None, 0)))))[0]
    for words in ("Pain", "0: No pain · 10: The worst", "3 Aug", "10 Aug", *KEY):
        assert words in text


def test_scale_without_words_for_its_ends_has_figures_alone() -> None:
    assert Scale("Pain", "", "", ()).ends == ""
    assert Scale("Pain", "No pain", "", ()).ends == "0: No pain"


def test_marks_differ_in_black_and_white() -> None:
    """A planned contact, a call and a gap on the same day are three different pictures."""
    pages = [
        picture(render(sheets.sheet(ScoresBlock(drawn))))
        for drawn in (course(5), course(5, called=True), course(None))
    ]
    assert len(set(pages)) == 3


def test_a_gap_is_not_drawn_as_nought() -> None:
    nought, gap = (render(sheets.sheet(ScoresBlock(course(n)))) for n in (0, None))
    assert picture(nought) != picture(gap)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("edition", ["standard", "large"])
def test_sheet_is_tagged_and_archival_in_both_directions(language: str, edition: str) -> None:
    drawn = course(4, None, 10, 0, called=True)
    pdf = render(sheets.sheet(ScoresBlock(drawn), language=language, edition=edition))
    for profile in ("ua1", "2a"):
        assert page_validation.validate_pdf_bytes(pdf, profile=profile).is_compliant


def test_time_runs_the_way_the_language_is_read() -> None:
    """The one treatment, at the first day, stands where lines begin."""
    for language, wanted in (("en", 0), ("ar", 1)):
        glyphs = reading.glyphs(
            render(sheets.sheet(ScoresBlock(course(4, 5, 6)), language=language)), 0
        )
        above = next(g for g, after in pairwise(glyphs) if (g.text, after.text) == ("3", "A"))
        assert (above.left > 300) == bool(wanted)


@pytest.mark.parametrize("many", [1, 40])
def test_crowded_days_are_drawn_as_far_as_they_stand_beside_each_other(many: int) -> None:
    text = reading.page_texts(render(sheets.sheet(ScoresBlock(course(*[3] * many)))))[0]
    assert 1 <= text.count("Aug") < 12
