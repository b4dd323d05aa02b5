"""From typed blocks to boxes: one function a kind of block, and the distances between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from consult_app.documents import (
    bars,
    bodymap,
    callout,
    choices,
    cutstrip,
    flow,
    lists,
    paper,
    scores,
    signature,
    style,
    tables,
    text,
)
from consult_app.documents.boxes import Box, Row, Stack, Text
from consult_app.documents.paper import Face
from consult_app.documents.pen import Pen
from consult_app.documents.spans import Span
from consult_app.documents.structure import Element
from consult_app.documents.style import Style
from consult_app.documents.words import Words
from consult_app.domain.blocks import (
    BarsBlock,
    Block,
    BodyMapBlock,
    CallOut,
    Choices,
    Columns,
    CutStrip,
    Facts,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    ScoresBlock,
    SignatureBlock,
    Table,
    Urgency,
    WriteLines,
)

WRITE_LINE = 23.0
SIGNED_PART = 0.9
"""Of the narrowest column: signatures stand beside each other in less than a text needs."""
FACTS_EMS = 22
"""Of the body: what facts need at least beside a drawing."""
_PHONE = re.compile(r"[+\d][\d \u00a0()/.-]*")


class WriteLinesBox(Box):
    """Ruled room to write by hand."""

    def __init__(self, count: int, distance: float = WRITE_LINE) -> None:
        self.before = self.after = 8.0
        self._count = count
        self._distance = distance

    def layout(self, width: float) -> None:
        self.width = width
        self.height = self._count * self._distance

    def split(self, room: float, page: float) -> tuple[Box, Box] | None:
        fits = min(int(room / self._distance), self._count - 1)
        if self.height <= page or fits < 1:
            return None
        counts = fits, self._count - fits
        head, tail = (WriteLinesBox(count, self._distance) for count in counts)
        head.layout(self.width)
        tail.layout(self.width)
        return head, tail

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        for number in range(1, self._count + 1):
            pen.rule(x, top - number * self._distance, self.width, paper.WRITE_LINE)


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds the boxes of one document; `width` is that of the place they go to."""

    style: Style
    words: Words
    width: float
    inside: Urgency | None = None

    def stack(self, blocks: Sequence[Block]) -> Stack:
        """`blocks` below each other; what introduces a list or is signed stays on its page."""
        found: list[Box] = []
        rest = list(blocks)
        while rest:
            block = rest.pop(0)
            following = rest[0] if rest else None
            beside = self._beside(block, following)
            if beside is not None:
                found.append(beside)
                del rest[0]
                continue
            box = self.box(block) if not isinstance(block, Table) else self._table(block, blocks)
            box.keep = isinstance(block, Heading) or _is_signed(block, following)
            box.leads = isinstance(block, Paragraph) and isinstance(following, ListBlock)
            found.append(box)
        return Stack(found)

    def sheet(self, blocks: Sequence[Block], columns: int, *, closer: bool = False) -> Stack:
        """The blocks of a sheet: from its first heading on in columns, where they have room."""
        own = flow.column_width(self.style, self.width, columns)
        first = next((i for i, b in enumerate(blocks) if isinstance(b, Heading)), len(blocks))
        if not own or first == len(blocks):
            return self.stack(blocks)
        inside = replace(self, style=style.dense(self.style, closer=closer), width=own)
        running = flow.Flow(inside.stack(blocks[first:]), own, columns)
        return Stack([*self.stack(blocks[:first]).children, running])

    def box(self, block: Block) -> Box:
        """One block as a box."""
        look = self.style
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph(block)
            case ListBlock():
                return self._list(block)
            case Choices():
                return choices.build(block, look, self.width)
            case Facts():
                return tables.facts(block, look, self.width)
            case Table():
                return tables.table(block, look, self.width)
            case CallOut():
                return self._call_out(block)
            case Columns():
                return self._columns(block)
            case WriteLines():
                return WriteLinesBox(block.lines, look.scaled(WRITE_LINE))
            case CutStrip():
                return self._cut_strip(block)
            case SignatureBlock():
                return signature.build(block, look, self.words, self.width)
            case BarsBlock():
                return bars.build(block, look)
            case ScoresBlock():
                return scores.build(block, look)
            case BodyMapBlock():
                return bodymap.build(block, look, self.words, self.width)
        assert_never(block)

    def _heading(self, block: Heading) -> Box:
        face = self.style.heading_2 if block.level <= 2 else self.style.heading_3
        role = "H2" if block.level <= 2 else "H3"
        spans = text.spans(block.text, face)
        box = Text(spans, face, self.style.language, role, heads=True)
        before, after = (17.0, 4.0) if block.level <= 2 else (12.0, 3.0)
        box.before, box.after = before * self.style.air, after * self.style.air
        return box

    def _paragraph(self, block: Paragraph) -> Box:
        face = self.style.quiet if block.quiet else self.style.body
        spans = self._phones_larger(block.text, text.spans(block.text, face))
        box = Text(spans, face, self.style.language)
        box.before = box.after = 7.0 * self.style.air
        return box

    def _phones_larger(self, inline: Inline, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """In a call-out that asks for a call, the number to call is the largest thing."""
        if self.inside not in {Urgency.SAME_DAY, Urgency.EMERGENCY}:
            return spans
        return tuple(
            replace(span, size=self.style.phone_size)
            if run.strong and _PHONE.fullmatch(span.text.strip())
            else span
            for run, span in zip(inline, spans, strict=True)
        )

    def _list(self, block: ListBlock) -> Box:
        if self.inside is not None:
            return lists.balanced(block, self.style, self.width)
        return lists.build(block, self.style)

    def _call_out(self, block: CallOut) -> Box:
        face = replace(self.style.call_title, colour=callout.LOOKS[block.urgency].title)
        title = Text(text.spans(block.title, face), face, self.style.language, "H2", heads=True)
        inner = callout.inner_width(self.width)
        body = replace(self, width=inner, inside=block.urgency).stack(block.blocks)
        return callout.CallOutBox(block.urgency, title, body, self.style.scale)

    def _columns(self, block: Columns) -> Box:
        count = max(len(block.parts), 1)
        own = (self.width - paper.GAP * (count - 1)) / count
        if own < self.style.narrowest_column * (SIGNED_PART if _all_signed(block) else 1.0):
            box: Box = self.stack([inner for part in block.parts for inner in part])
        else:
            inside = replace(self, width=own)
            parts = [
                inside.box(part[0]) if len(part) == 1 else inside.stack(part)
                for part in block.parts
            ]
            box = Row(parts, [own] * len(block.parts), paper.GAP)
        box.before = 17.0 if _begins_with_heading(block) else 8.0
        box.after = 10.0
        return box

    def _table(self, block: Table, around: Sequence[Block]) -> Box:
        kin = [b for b in around if isinstance(b, Table) and b.header == block.header]
        return tables.table(block, self.style, self.width, kin)

    def _beside(self, block: Block, following: Block | None) -> Box | None:
        """Facts and the body that they are about, beside each other where there is room."""
        if not isinstance(block, Facts) or not isinstance(following, BodyMapBlock):
            return None
        drawn = bodymap.drawn_width(self.style)
        own = self.width - drawn - paper.GAP
        if own < self.style.body.size * FACTS_EMS:
            return None
        cells = (
            tables.facts(block, self.style, own),
            bodymap.upright(following, self.style, self.words),
        )
        row = Row(cells, [own, drawn], paper.GAP)
        row.before = row.after = 12.0
        return row

    def _cut_strip(self, block: CutStrip) -> Box:
        inside = replace(self, width=cutstrip.inner_width(self.width))
        return cutstrip.CutStripBox(inside.stack(block.blocks))


def _is_signed(block: Block, following: Block | None) -> bool:
    """Whether `block` is what is signed below it: no signature stands alone on a page."""
    if isinstance(following, Columns):
        signed = any(isinstance(b, SignatureBlock) for part in following.parts for b in part)
    else:
        signed = isinstance(following, SignatureBlock)
    return signed and isinstance(block, Paragraph | Facts | ListBlock)


def _all_signed(block: Columns) -> bool:
    return all(isinstance(inner, SignatureBlock) for part in block.parts for inner in part)


def _begins_with_heading(block: Columns) -> bool:
    return any(part and isinstance(part[0], Heading) for part in block.parts)


def title(value: str, face: Face, language: str) -> Text:
    """The title of a sheet."""
    return Text(text.plain(value, face), face, language, "H1", heads=True)


def paragraph(value: str, face: Face, language: str) -> Text:
    """A paragraph of one look."""
    return Text(text.plain(value, face), face, language)
