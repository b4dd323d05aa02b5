"""Filled template text -> blocks: Markdown for prose, `:::` directives for the parts of a sheet.

    ::: same-day Call us the same day if      a call-out (note, personal, same-day, emergency)
    ::: do Title                              a list with ticks (do, do-not, check)
    ::: columns                               its directives stand side by side
    ::: facts                                 lines `Label :: value`
    ::: cut   ::: quiet   ::: part            a strip to cut off, small print, a column
    ::: write 4                               lines to write on; no end mark
    ::: signature patient | Patient | I agree no end mark
    ::: body-map words                        no end mark
    ::: scores                                the drawn scores over time; no end mark
    ::: questionnaire                         every question of the pack, to be answered by hand
    :::                                       ends the innermost directive

A paragraph or list item may end with marks: `{F26 R01}` tells these facts, `{against F11}`
contradicts a claim, `{cite R02}` names where a figure is from, `{allow safe}` uses a watched word
on purpose. A heading may end with its key: `## What could go wrong {risks}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from markdown_it.token import Token

from consult_app.domain.blocks import (
    Block,
    BodyMapBlock,
    BodyMark,
    CallOut,
    Columns,
    CutStrip,
    Facts,
    Heading,
    Inline,
    ListBlock,
    ListStyle,
    Paragraph,
    ScoresBlock,
    SignatureBlock,
    Stroke,
    Table,
    Urgency,
    WriteLines,
)
from consult_app.domain.scores import Course
from consult_app.errors import Refused
from consult_app.packs.marks import Marks
from consult_app.packs.outline import Node, read_outline
from consult_app.packs.runs import inline, markdown, plain, runs

CALL_OUTS = {u.value: u for u in Urgency}
LISTS = {s.value: s for s in (ListStyle.DO, ListStyle.DO_NOT, ListStyle.CHECK)}
LEAVES = ("write", "signature", "body-map", "scores", "questionnaire")
BOXES = (*CALL_OUTS, *LISTS, "columns", "part", "facts", "cut", "quiet")
MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, list item, row or title, for the lint; `section` is the heading's key."""

    section: str
    kind: str
    text: str
    marks: Marks


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a sheet under a heading of level 2; the first may have none."""

    key: str
    title: Inline
    blocks: tuple[Block, ...]


class Reader:
    """Reads one filled text.

    `values`: what tokens stand for; `more`: what directives read; `first_line`: for refusals.
    """

    def __init__(
        self, file: str, values: Sequence[str], more: Mapping[str, object], first_line: int = 1
    ) -> None:
        self._file, self._values, self._more = file, values, more
        self._first_line = first_line
        self._section = ""
        self.pieces: list[Piece] = []

    def sections(self, text: str) -> tuple[Section, ...]:
        """The text as sections.

        Raises `Refused`: pack.directive, pack.template-markup.
        """
        found: list[tuple[str, Inline, list[Block]]] = [("", (), [])]
        root = read_outline(self._file, text, self._first_line, LEAVES, BOXES)
        for block, key in self._blocks(root, ListStyle.BULLET):
            if isinstance(block, Heading) and block.level == 2:
                found.append((key, block.text, []))
            else:
                found[-1][2].append(block)
        return tuple(
            Section(key, title, tuple(blocks)) for key, title, blocks in found if title or blocks
        )

    def _blocks(self, node: Node, style: ListStyle) -> Iterator[tuple[Block, str]]:
        """The blocks below a node, each heading with its key."""
        prose: list[str] = []
        for part in [*node.parts, None]:
            if isinstance(part, str):
                prose.append(part)
                continue
            if any(line.strip() for line in prose):
                yield from self._prose("\n".join(prose), node, style)
            prose = []
            if part is not None:
                for block in self._directive(part, style):
                    yield block, ""

    def _inner(self, node: Node, style: ListStyle = ListStyle.BULLET) -> tuple[Block, ...]:
        return tuple(block for block, _ in self._blocks(node, style))

    def _directive(self, node: Node, style: ListStyle) -> Iterator[Block]:
        match node.name:
            case "write":
                yield WriteLines(self._count(node))
            case "signature":
                yield self._signature(node)
            case "body-map":
                yield self._body_map(node)
            case "scores":
                course = self._more.get("course")
                if isinstance(course, Course):
                    yield ScoresBlock(course)
            case "questionnaire":
                yield from cast("tuple[Block, ...]", self._more.get("questionnaire", ()))
            case "facts":
                if facts := self._facts(node):
                    yield facts
            case "cut":
                yield CutStrip(self._inner(node))
            case "columns":
                parts = (p for p in node.parts if isinstance(p, Node))
                yield Columns(tuple(tuple(self._directive(p, style)) for p in parts))
            case "part":
                yield from self._inner(node)
            case "quiet":
                for block in self._inner(node):
                    yield _quiet(block)
            case name if name in CALL_OUTS:
                yield CallOut(CALL_OUTS[name], self._title(node), self._inner(node))
            case name:
                if node.words:
                    yield Heading(3, self._title(node))
                yield from self._inner(node, LISTS[name])

    def _title(self, node: Node) -> Inline:
        title, _ = self._read(node.words)
        self._note("title", title, Marks())
        return title

    def _count(self, node: Node) -> int:
        if not node.words.isdecimal() or not 1 <= int(node.words) <= MOST_LINES:
            raise node.refused(self._file)
        return int(node.words)

    def _signature(self, node: Node) -> SignatureBlock:
        parts = [part.strip() for part in node.words.split("|")]
        if len(parts) != 3:
            raise node.refused(self._file)
        meaning, _ = self._read(parts[2])
        self._note("row", meaning, Marks())
        signatures = self._more.get("signatures", {})
        given = signatures.get(parts[0], {}) if isinstance(signatures, Mapping) else {}
        at, strokes = given.get("signed_at"), given.get("strokes", ())
        return SignatureBlock(
            role=parts[1],
            meaning=plain(meaning),
            name=str(given.get("name", "")),
            signed_at=at if isinstance(at, datetime) else None,
            strokes=tuple(s for s in strokes if isinstance(s, Stroke)),
        )

    def _body_map(self, node: Node) -> BodyMapBlock:
        plan, treated = self._more.get("plan", {}), self._more.get("treated", ())
        sites = plan.get("sites", ()) if isinstance(plan, Mapping) else ()
        planned = tuple(
            BodyMark(s["region"], s.get("laterality", "")) for s in sites if s.get("region")
        )
        done = treated if isinstance(treated, tuple) else ()
        marks = tuple(mark for mark in done if isinstance(mark, BodyMark)) or planned
        return BodyMapBlock(marks, plain(self._read(node.words)[0]))

    def _facts(self, node: Node) -> Facts | None:
        rows = []
        for part in node.parts:
            if isinstance(part, Node) or (part.strip() and " :: " not in f"{part} "):
                raise node.refused(self._file)
            if part.strip():
                label, _, words = part.partition("::")
                value, marks = self._read(words.strip())
                self._note("row", value, marks)
                rows.append((plain(self._read(label.strip())[0]), value))
        return Facts(tuple(rows)) if rows else None

    def _prose(self, text: str, node: Node, style: ListStyle) -> Iterator[tuple[Block, str]]:
        tokens = markdown().parse(text)
        at = 0
        while at < len(tokens):
            end = _end(tokens, at)
            yield self._block(tokens[at : end + 1], node, style)
            at = end + 1

    def _block(self, tokens: list[Token], node: Node, style: ListStyle) -> tuple[Block, str]:
        match tokens[0].type:
            case "heading_open" if tokens[0].tag in ("h2", "h3"):
                text, marks = self._marked(tokens[1], node, heading=True)
                if tokens[0].tag == "h2":
                    self._section = marks.key
                self._note("heading", text, marks)
                return Heading(int(tokens[0].tag[1]), text), marks.key
            case "paragraph_open":
                text, marks = self._marked(tokens[1], node)
                self._note("paragraph", text, marks)
                return Paragraph(text, marks.ids), ""
            case "bullet_list_open" | "ordered_list_open":
                ordered = tokens[0].type == "ordered_list_open"
                return self._list(tokens, node, ListStyle.ORDERED if ordered else style), ""
            case "table_open":
                return self._table(tokens), ""
            case _:
                raise Refused("pack.template-markup", file=self._file, line=node.line)

    def _list(self, tokens: list[Token], node: Node, style: ListStyle) -> ListBlock:
        if sum(t.type.endswith("list_open") for t in tokens) > 1:
            raise Refused("pack.template-markup", file=self._file, line=node.line)
        items: list[Inline] = []
        ids: list[str] = []
        for token in tokens:
            if token.type == "inline":
                text, marks = self._marked(token, node)
                self._note("item", text, marks)
                items.append(text)
                ids += marks.ids
        return ListBlock(tuple(items), style, tuple(dict.fromkeys(ids)))

    def _table(self, tokens: list[Token]) -> Table:
        rows: list[list[Inline]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(runs(token, self._values)[0])
        return Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]))

    def _read(self, text: str) -> tuple[Inline, Marks]:
        return inline(text, self._values)

    def _marked(self, token: Token, node: Node, *, heading: bool = False) -> tuple[Inline, Marks]:
        """Runs and marks of a block; what stands in braces and is neither id nor key is refused."""
        text, marks = runs(token, self._values)
        wrong = marks.wrong or ("" if heading else marks.key)
        if wrong:
            raise Refused("pack.wrong-source", file=self._file, line=node.line, source=wrong)
        return text, marks

    def _note(self, kind: str, text: Inline, marks: Marks) -> None:
        self.pieces.append(Piece(self._section, kind, plain(text), marks))


def _end(tokens: list[Token], start: int) -> int:
    depth = 0
    for at in range(start, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    return len(tokens) - 1


def _quiet(block: Block) -> Block:
    return (
        Paragraph(block.text, block.sources, quiet=True) if isinstance(block, Paragraph) else block
    )
