"""A two-page sheet, tagged and archival, against the same content by others.

Plain untagged platypus, and, where they are installed, fpdf2, WeasyPrint and typst; warm, cold, and
200 at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import ListFlowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from bench import sheet_peers
from bench.harness import Figure, compared, fresh
from consult_app.documents import fonts, paper
from consult_app.documents.batch import draw_each
from consult_app.documents.content import inline_text
from consult_app.documents.pages import page_count
from consult_app.documents.render import render
from consult_app.domain import blocks
from consult_app.domain.blocks import Block, Inline, ListStyle, Run, Sheet, Urgency

BUDGET = 1.6
DAY = 200
PROSE = (
    "The place may feel tender and look a little red. This usually settles by itself in a short "
    "time. If you notice a change for the better, expect it over some weeks. It is not certain, "
    "and it differs from person to person. Tell us what you notice, and when it began."
)


COLD = "from bench import bench_sheet as b; b.{name}(b.two_pages())"
"""Run in a fresh interpreter: imports, fonts, one sheet."""


def figures() -> list[Figure]:
    """The sheet's time as a multiple of the others'."""
    made = two_pages()
    if page_count(render(made)) != 2 or page_count(platypus(made)) != 2:
        raise RuntimeError("the sheet is meant to take two pages on both sides")
    name, ours = "two-page tagged sheet", partial(render, made)
    found = [compared(name, ours, "plain platypus", partial(platypus, made), budget=BUDGET)]
    found += [
        compared(name, ours, other, partial(draw, made), budget=budget, rounds=5)
        for other, (draw, budget) in _others().items()
    ]
    return [*found, _cold(), _many(made)]


def _others() -> dict[str, tuple[Callable[[Sheet], bytes], float]]:
    """Whoever is installed, with what ours may take of its time."""
    peers: dict[str, tuple[Callable[[Sheet], bytes], float]] = {
        "fpdf": (sheet_peers.fpdf2, 1.0),
        "weasyprint": (sheet_peers.weasyprint, 0.2),
        "typst": (sheet_peers.typst, 2.0),
    }
    return {name: peer for name, peer in peers.items() if find_spec(name)}


def _cold() -> Figure:
    with TemporaryDirectory() as folder:
        ours = fresh(COLD.format(name="render"), folder=folder)
        peer = fresh(COLD.format(name="platypus"), folder=folder)
        return compared(
            "the same in a fresh process", ours, "plain platypus", peer, budget=BUDGET, rounds=5
        )


def _many(made: Sheet) -> Figure:
    """A day's sheets on two processes, their start included, against one."""
    day = [replace(made, number=f"D-2026-{number:05}") for number in range(DAY)]

    def drawn(processes: int) -> object:
        return list(draw_each(day, processes, lambda: False))

    two, one = partial(drawn, 2), partial(drawn, 1)
    name = f"{DAY} sheets on two processes"
    return compared(name, two, "on one", one, budget=1 / 1.8, rounds=3)


def two_pages() -> Sheet:
    """Made-up information of two pages."""
    made = Sheet(
        kind="information",
        title="What you should know about your treatment",
        subtitle="For Elif Demir, born 12 March 1979",
        language="en",
        letterhead=blocks.Letterhead("Klinik Örnek", "Bahar Caddesi 12, İzmir", "+90 232 555 0110"),
        patient_name="Elif Demir",
        birth_date=None,
        birth_words="12 Mar 1979",
        number="D-2026-00417",
        template="Information 1.2 en",
        issued_words="2 Nov 2026",
        anchor="8812:9f3ac1d2",
        composed_at=datetime(2026, 11, 2, tzinfo=UTC),
        blocks=(),
    )
    return replace(made, blocks=(_facts(), *_sections(), _call_out()))


def _text(text: str) -> Inline:
    return (Run(text),)


def _facts() -> Block:
    return blocks.Facts((("Treated on", _text("23 November 2026")), ("Where", _text("Left knee"))))


def _sections() -> Iterator[Block]:
    for number in range(1, 6):
        yield blocks.Heading(2, _text(f"Part {number} of what to know"))
        yield blocks.Paragraph(_text(PROSE))
        items = tuple(_text(f"Point {number}.{point}, said in one short line") for point in "abc")
        yield blocks.ListBlock(items, ListStyle.BULLET)
        yield blocks.Paragraph(_text(PROSE))


def _call_out() -> Block:
    said = blocks.ListBlock(tuple(map(_text, ("redness spreads", "pain gets worse", "fever"))))
    return blocks.CallOut(Urgency.SAME_DAY, _text("Call us the same day if"), (said,))


def _style(size: float, font: str = paper.REGULAR) -> ParagraphStyle:
    return ParagraphStyle(
        f"{font}{size}",
        fontName=font,
        fontSize=size,
        leading=size * 1.45,
        spaceBefore=7,
        spaceAfter=6,
        bulletFontName=font,
        alignment=TA_LEFT,
    )


BODY, HEADING, TITLE = _style(11), _style(12.75, paper.SEMIBOLD), _style(21, paper.BOLD)


def platypus(sheet: Sheet) -> bytes:
    """The sheet by plain platypus."""
    fonts.ready()
    target = BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=paper.SIZES[sheet.paper],
        leftMargin=45,
        rightMargin=45,
        topMargin=40,
        bottomMargin=60,
        invariant=1,
        pageCompression=1,
        initialFontName=paper.REGULAR,
    )
    head = sheet.letterhead
    story: list[Any] = [Paragraph(t, BODY) for t in (head.name, head.address, head.phone_day)]
    story += [Paragraph(sheet.title, TITLE), Paragraph(sheet.subtitle, BODY)]
    for block in sheet.blocks:
        story += _flowables(block)

    def footer(canvas: Any, _document: Any) -> None:
        canvas.setFont(paper.REGULAR, 8)
        canvas.drawString(45, 42, f"{sheet.patient_name} · {sheet.birth_words} · {sheet.number}")
        canvas.drawRightString(550, 42, f"Page {canvas.getPageNumber()}")

    document.build(story, onFirstPage=footer, onLaterPages=footer)
    return target.getvalue()


def _flowables(block: Block) -> list[Any]:
    match block:
        case blocks.Heading(text=text):
            return [Paragraph(escape(inline_text(text)), HEADING)]
        case blocks.Paragraph(text=text):
            return [Paragraph(escape(inline_text(text)), BODY)]
        case blocks.ListBlock(items=items):
            points = [Paragraph(escape(inline_text(item)), BODY) for item in items]
            return [ListFlowable(points, bulletType="bullet", bulletFontName=paper.REGULAR)]
        case blocks.Facts(rows=rows):
            return [_grid([[label, inline_text(value)] for label, value in rows])]
        case blocks.CallOut(title=title, blocks=inside):
            parts = [flowable for part in inside for flowable in _flowables(part)]
            return [_grid([[Paragraph(inline_text(title), HEADING)], [parts]])]
        case _:
            raise TypeError(f"no peer for {type(block).__name__}")


def _grid(cells: list[list[Any]]) -> Table:
    look = [("FONTNAME", (0, 0), (-1, -1), paper.REGULAR), ("BOX", (0, 0), (-1, -1), 1, "black")]
    return Table(cells, style=TableStyle(look), hAlign="LEFT")
