"""From typed blocks to boxes: one function a kind of block, and the distances between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from consult_app.documents import (
    bodymap,
    callout,
    choices,
    cutstrip,
    lists,
    paper,
    signature,
    tables,
    text,
)
from consult_app.documents.boxes import Box, Row, Stack, Text
from consult_app.documents.paper import Face
from consult_app.documents.pen import Pen
from consult_app.documents.spans import Span
from consult_app.documents.structure import Element
from consult_app.documents.words import Words
from consult_app.domain.blocks import (
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
    SignatureBlock,
    Table,
    Urgency,
    WriteLines,
)

WRITE_LINE = 23.0
NARROWEST_COLUMN = 90.0
"""Points; what would be narrower stands below each other."""

_PHONE = re.compile(r"[+\d][\d \u00a0()/.-]*")


class WriteLinesBox(Box):
    """Ruled room to write by hand."""

    def __init__(self, count: int) -> None:
        self.before = self.after = 8.0
        self._count = count

    def layout(self, width: float) -> None:
        self.width = width
        self.height = self._count * WRITE_LINE

    def split(self, room: float, page: float) -> tuple[Box, Box] | None:
        fits = min(int(room / WRITE_LINE), self._count - 1)
        if self.height <= page or fits < 1:
            return None
        parts = WriteLinesBox(fits), WriteLinesBox(self._count - fits)
        for part in parts:
            part.layout(self.width)
        return parts

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        for number in range(1, self._count + 1):
            pen.rule(x, top - number * WRITE_LINE, self.width, paper.WRITE_LINE)


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds the boxes of one document; `width` is that of the place they go to."""

    language: str
    words: Words
    width: float
    inside: Urgency | None = None

    def stack(self, blocks: Sequence[Block]) -> Stack:
        """`blocks` below each other; what introduces a list or is signed stays on its page."""
        found: list[Box] = []
        for index, block in enumerate(blocks):
            box = self.box(block)
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            box.keep = isinstance(block, Heading) or _introduces(block, following)
            found.append(box)
        return Stack(found)

    def box(self, block: Block) -> Box:
        """One block as a box."""
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph(block)
            case ListBlock():
                return self._list(block)
            case Choices():
                return choices.build(block, paper.BODY, self.language, self.width)
            case Facts():
                return tables.facts(block, paper.BODY, self.language, self.width)
            case Table():
                return tables.table(block, paper.SMALL, self.language, self.width)
            case CallOut():
                return self._call_out(block)
            case Columns():
                return self._columns(block)
            case WriteLines():
                return WriteLinesBox(block.lines)
            case CutStrip():
                return self._cut_strip(block)
            case SignatureBlock():
                return signature.build(block, self.language, self.words, self.width)
            case BodyMapBlock():
                return bodymap.build(block, self.language, self.words, self.width)
        assert_never(block)

    def _heading(self, block: Heading) -> Box:
        face = paper.HEADING_2 if block.level <= 2 else paper.HEADING_3
        role = "H2" if block.level <= 2 else "H3"
        box = Text(text.spans(block.text, face), face, self.language, role)
        box.before, box.after = (17.0, 4.0) if block.level <= 2 else (12.0, 3.0)
        return box

    def _paragraph(self, block: Paragraph) -> Box:
        face = paper.QUIET_BODY if block.quiet else paper.BODY
        spans = self._phones_larger(block.text, text.spans(block.text, face))
        box = Text(spans, face, self.language)
        box.before = box.after = 7.0
        return box

    def _phones_larger(self, inline: Inline, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """In a call-out that asks for a call, the number to call is the largest thing."""
        if self.inside not in {Urgency.SAME_DAY, Urgency.EMERGENCY}:
            return spans
        return tuple(
            replace(span, size=paper.PHONE_SIZE)
            if run.strong and _PHONE.fullmatch(span.text.strip())
            else span
            for run, span in zip(inline, spans, strict=True)
        )

    def _list(self, block: ListBlock) -> Box:
        if self.inside is not None:
            return lists.balanced(block, paper.BODY, self.language, self.width)
        return lists.build(block, paper.BODY, self.language)

    def _call_out(self, block: CallOut) -> Box:
        face = callout.LOOKS[block.urgency].title
        title = Text(text.spans(block.title, face), face, self.language, "H2")
        inner = callout.inner_width(self.width)
        body = replace(self, width=inner, inside=block.urgency)
        return callout.CallOutBox(block.urgency, title, body.stack(block.blocks))

    def _columns(self, block: Columns) -> Box:
        count = max(len(block.parts), 1)
        own = (self.width - paper.GAP * (count - 1)) / count
        if own < NARROWEST_COLUMN:
            return self.stack([inner for part in block.parts for inner in part])
        inside = replace(self, width=own)
        row = Row([inside.stack(part) for part in block.parts], [own] * len(block.parts), paper.GAP)
        row.before = 17.0 if _begins_with_heading(block) else 8.0
        row.after = 10.0
        return row

    def _cut_strip(self, block: CutStrip) -> Box:
        inside = replace(self, width=cutstrip.inner_width(self.width))
        return cutstrip.CutStripBox(inside.stack(block.blocks))


def _introduces(block: Block, following: Block | None) -> bool:
    """Whether `block` belongs to what follows: no list and no signature stands alone on a page."""
    if isinstance(following, ListBlock):
        return isinstance(block, Paragraph)
    if isinstance(following, Columns):
        signed = any(isinstance(b, SignatureBlock) for part in following.parts for b in part)
    else:
        signed = isinstance(following, SignatureBlock)
    return signed and isinstance(block, Paragraph | Facts | ListBlock)


def _begins_with_heading(block: Columns) -> bool:
    return any(part and isinstance(part[0], Heading) for part in block.parts)


def paragraph(value: str, face: Face, language: str, role: str = "P") -> Text:
    """A paragraph of one look."""
    return Text(text.plain(value, face), face, language, role)
