"""Signatures, the body map and the drawn signs, looked at as curves, areas and meanings."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from consult_app.documents import paper, signature
from consult_app.documents.pages import page_image
from consult_app.documents.render import render
from consult_app.domain.blocks import (
    Block,
    BodyMapBlock,
    BodyMark,
    ListStyle,
    SignatureBlock,
    Stroke,
    Urgency,
)
from tests.documents import reading, sheets

ISTANBUL = timezone(timedelta(hours=3))
SIGNED = SignatureBlock(
    "Patient",
    "I agree.",
    "Elif Demir",
    datetime(2026, 11, 23, 10, 42, tzinfo=ISTANBUL),
    sheets.strokes(),
)


def _operators(block: Block) -> list[str]:
    with reading.opened(render(sheets.sheet(block))) as document:
        return [name for name, _ in reading.instructions(document.pages[0])]


def _widths(block: SignatureBlock) -> set[float]:
    with reading.opened(render(sheets.sheet(block))) as document:
        page = document.pages[0]
        return {round(float(o[0]), 3) for name, o in reading.instructions(page) if name == "w"}


def test_signature_strokes_are_curves_as_wide_as_the_pressure() -> None:
    light = replace(SIGNED, strokes=(Stroke(((0.1, 0.5, 0.0, 0), (0.9, 0.5, 0.0, 9))),))
    heavy = replace(SIGNED, strokes=(Stroke(((0.1, 0.5, 1.0, 0), (0.9, 0.5, 1.0, 9))),))
    assert _operators(SIGNED).count("c") == 140
    assert _widths(light) - _widths(heavy) == {0.5}
    assert _widths(heavy) - _widths(light) == {2.2}


def test_signature_says_who_and_when_in_words() -> None:
    text = reading.page_texts(render(sheets.sheet(SIGNED)))[0]
    assert "Elif Demir" in text
    assert "23 November 2026, 10:42 (+03:00)" in text
    assert "Date" not in text


def test_signature_time_is_in_the_language_of_the_sheet() -> None:
    when = datetime(2026, 11, 23, 9, 5)
    assert signature.moment(when, "tr") == "23 Kasım 2026, 09:05"
    assert signature.moment(when, "de") == "23. November 2026, 09:05"


def test_signature_for_ink_has_two_lines_and_no_figure() -> None:
    pdf = render(sheets.sheet(sheets.signature()))
    text = reading.page_texts(pdf)[0]
    assert "Signature" in text
    assert "Date" in text
    assert not [alt for _, alt in reading.structure(pdf) if alt.startswith("Signature")]


def test_signature_is_read_out_as_a_signature() -> None:
    found = reading.structure(render(sheets.sheet(SIGNED)))
    assert ("Figure", "Signature: Elif Demir") in found


@pytest.mark.parametrize(
    "points",
    [
        ((0.5, 0.5, 0.5, 0),),
        ((40.0, 0.5, 0.5, 0), (0.0, 0.1, 9.0, 5)),
        ((0.0, 0.0, -1.0, 0), (0.0, 1.0, 0.0, 5)),
    ],
    ids=["dot", "wide pad", "upright line"],
)
def test_signature_odd_strokes_stay_in_their_place(
    points: tuple[tuple[float, float, float, int], ...],
) -> None:
    empty = render(sheets.sheet(replace(SIGNED, strokes=())))
    drawn = render(sheets.sheet(replace(SIGNED, strokes=(Stroke(points),))))
    left, top, right, bottom = _changed(empty, drawn)
    assert left >= paper.MARGIN_SIDE
    assert right <= paper.MARGIN_SIDE + 0.6 * 506
    assert bottom - top <= signature.AREA + 3


def _changed(before: bytes, after: bytes) -> tuple[int, int, int, int]:
    """The smallest box, in points from the upper left, around what differs on page one."""
    one, two = page_image(before, 0, dpi=72), page_image(after, 0, dpi=72)
    spots = [
        (index % one.stride // 4, index // one.stride)
        for index in range(0, len(one.data), 4)
        if one.data[index] != two.data[index]
    ]
    assert spots
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return min(xs), min(ys), max(xs), max(ys)


def _accent_columns(*marks: BodyMark) -> list[int]:
    """Where, from left to right, the page shows the colour of a marked area."""
    image = page_image(render(sheets.sheet(BodyMapBlock(marks, "said in words"))), 0, dpi=72)
    blue, green, red = (round(part * 255) for part in reversed(paper.ACCENT))
    below = image.stride * 200  # the letterhead has the same colour
    return sorted(
        {
            index % image.stride // 4
            for index in range(below, len(image.data), 4)
            if image.data[index : index + 3] == bytes((blue, green, red))
        }
    )


def test_body_map_left_knee_lies_right_in_front_and_left_behind() -> None:
    left, right = (
        _accent_columns(BodyMark("knee", "left")),
        _accent_columns(BodyMark("knee", "right")),
    )
    assert left[0] > right[0]
    assert left[-1] < right[-1]


@pytest.mark.parametrize("side", ["both", ""])
def test_body_map_both_sides_are_marked(side: str) -> None:
    one = {*_accent_columns(BodyMark("knee", "left"))}
    other = {*_accent_columns(BodyMark("knee", "right"))}
    assert {*_accent_columns(BodyMark("knee", side))} == one | other


def test_body_map_without_marks_or_of_unknown_areas_shows_none() -> None:
    assert _accent_columns() == []
    assert _accent_columns(BodyMark("tail", "left")) == []


def test_body_map_is_read_out_as_its_caption() -> None:
    pdf = render(sheets.sheet(BodyMapBlock((BodyMark("knee", "left"),), "Left knee")))
    assert ("Figure", "Left knee") in reading.structure(pdf)
    assert "Left knee" in reading.page_texts(pdf)[0]


@pytest.mark.parametrize("style", ListStyle)
def test_list_markers_are_drawn_and_read_out(style: ListStyle) -> None:
    pdf = render(sheets.sheet(sheets.items("one", "two", style=style)))
    roles = [role for role, _ in reading.structure(pdf)]
    assert roles.count("LI") == roles.count("Lbl") == roles.count("LBody") == 2
    wanted = {
        ListStyle.BULLET: "•",
        ListStyle.DO: "✓",
        ListStyle.DO_NOT: "✕",
        ListStyle.CHECK: "☐",
        ListStyle.ORDERED: "",
    }
    assert reading.labels(pdf) == [wanted[style]] * 2


def test_call_outs_differ_in_black_and_white() -> None:
    grey = {
        urgency: _lightness(sheets.call_out("Title", "words", urgency=urgency))
        for urgency in Urgency
    }
    assert len(set(grey.values())) == len(Urgency)
    assert grey[Urgency.EMERGENCY] == min(grey.values())


def _lightness(block: Block) -> int:
    """Mean lightness of the page, in thousandths."""
    image = page_image(render(sheets.sheet(block)), 0, dpi=50)
    green = image.data[1::4]
    return round(sum(green) / len(green) / 255 * 10_000)
