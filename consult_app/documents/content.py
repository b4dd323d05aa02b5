"""Every piece of text that a sheet means to print, for checks before and after drawing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

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
    Sheet,
    SignatureBlock,
    Table,
    WriteLines,
)


def printed_text(sheet: Sheet) -> Iterator[str]:
    """The text of the first page's head, the title and the blocks, in reading order."""
    head = sheet.letterhead
    yield from (head.name, head.address, head.phone_day, head.phone_night)
    yield from (sheet.title, sheet.subtitle)
    for block in sheet.blocks:
        yield from block_text(block)


def furniture_text(sheet: Sheet) -> Iterator[str]:
    """The text around it: footer, mark, and the words that the sheet brings for them."""
    yield from (sheet.patient_name, sheet.birth_words, sheet.number)
    yield from (sheet.template, sheet.issued_words, sheet.anchor, sheet.mark)
    yield from (word for _, word in sheet.words)


def block_text(block: Block) -> Iterator[str]:
    """The text of one block."""
    match block:
        case Heading() | Paragraph():
            yield inline_text(block.text)
        case ListBlock():
            yield from map(inline_text, block.items)
        case Choices():
            yield from map(inline_text, (block.question, *block.options))
        case Facts():
            for label, value in block.rows:
                yield from (label, inline_text(value))
        case Table():
            for row in (block.header, *block.rows):
                yield from map(inline_text, row)
        case CallOut():
            yield inline_text(block.title)
            yield from _all_text(block.blocks)
        case CutStrip():
            yield from _all_text(block.blocks)
        case Columns():
            for part in block.parts:
                yield from _all_text(part)
        case SignatureBlock():
            yield from (block.role, block.meaning, block.name)
        case BodyMapBlock():
            yield block.caption
        case BarsBlock():
            for bar in block.bars:
                yield from (bar.words, *bar.key)
        case ScoresBlock():
            for scale in block.course.scales:
                yield from (scale.title, scale.ends)
            yield from block.course.key
        case WriteLines():
            return
        case _:
            assert_never(block)


def inline_text(inline: Inline) -> str:
    """The runs as one text."""
    return "".join(run.text for run in inline)


def _all_text(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield from block_text(block)
