"""Filled template text -> blocks: Markdown for prose, `:::` directives for the parts of a sheet.

    ::: same-day Call us the same day if      a call-out (note, personal, same-day, emergency)
    ::: do Title                              a list with ticks (do, do-not, check)
    ::: columns                               its directives stand side by side
    ::: facts                                 lines `Label :: value`
    ::: cut   ::: quiet   ::: part            a strip to cut off, small print, a column
    ::: write 4                               lines to write on; no end mark
    ::: signature patient | Patient | I agree no end mark
    ::: body-map words                        no end mark
    :::                                       ends the innermost directive

A paragraph or list item may end with marks: `{F26 R01}` tells these facts, `{against F11}`
contradicts a claim, `{cite R02}` names where a figure is from, `{allow safe}` uses a watched word
on purpose. A heading may end with its key: `## What could go wrong {risks}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from markdown_it import MarkdownIt
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
    Run,
    SignatureBlock,
    Stroke,
    Table,
    Urgency,
    WriteLines,
)
from consult_app.errors import Refused
from consult_app.packs.sandbox import TOKEN

CALL_OUTS = {u.value: u for u in Urgency}
LISTS = {s.value: s for s in (ListStyle.DO, ListStyle.DO_NOT, ListStyle.CHECK)}
LEAVES = ("write", "signature", "body-map")
BOXES = ("columns", "part", "facts", "cut", "quiet")
MOST_LINES = 40
DEEPEST = 6

_MARKS = re.compile(r"\s*\{([^{}]*)\}\s*$")
_DIRECTIVE = re.compile(r"^:::\s*([a-z-]*)\s*(.*)$")
_OFF = ("link", "image", "autolink", "code", "fence", "backticks", "hr", "blockquote")


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands in braces behind a paragraph."""

    sources: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    key: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Every fact and reference that the paragraph names."""
        return self.sources + self.against + self.cite


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


@dataclass(slots=True)
class _Node:
    """A directive, or the whole text: its lines and inner directives in order."""

    name: str
    words: str
    line: int
    parts: list[str | _Node] = field(default_factory=list)


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
        for block, key in self._blocks(self._tree(text), ListStyle.BULLET):
            if isinstance(block, Heading) and block.level == 2:
                found.append((key, block.text, []))
            else:
                found[-1][2].append(block)
        return tuple(
            Section(key, title, tuple(blocks)) for key, title, blocks in found if title or blocks
        )

    def _tree(self, text: str) -> _Node:
        root = _Node("", "", self._first_line)
        stack = [root]
        for at, line in enumerate(text.split("\n"), self._first_line):
            directive = _DIRECTIVE.match(line)
            if directive is None:
                stack[-1].parts.append(line)
                continue
            node = _Node(directive[1], directive[2].strip(), at)
            if not node.name:
                self._close(stack, node)
                continue
            self._refuse_unknown(node, len(stack))
            stack[-1].parts.append(node)
            if node.name not in LEAVES:
                stack.append(node)
        if len(stack) > 1:
            raise Refused("pack.directive", file=self._file, line=stack[-1].line)
        return root

    def _close(self, stack: list[_Node], node: _Node) -> None:
        if len(stack) == 1 or node.words:
            raise Refused("pack.directive", file=self._file, line=node.line)
        stack.pop()

    def _refuse_unknown(self, node: _Node, depth: int) -> None:
        known = {*CALL_OUTS, *LISTS, *LEAVES, *BOXES}
        if node.name not in known or depth > DEEPEST:
            raise Refused("pack.directive", file=self._file, line=node.line)

    def _blocks(self, node: _Node, style: ListStyle) -> Iterator[tuple[Block, str]]:
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

    def _inner(self, node: _Node, style: ListStyle = ListStyle.BULLET) -> tuple[Block, ...]:
        return tuple(block for block, _ in self._blocks(node, style))

    def _directive(self, node: _Node, style: ListStyle) -> Iterator[Block]:
        match node.name:
            case "write":
                yield WriteLines(self._count(node))
            case "signature":
                yield self._signature(node)
            case "body-map":
                yield self._body_map(node)
            case "facts":
                if facts := self._facts(node):
                    yield facts
            case "cut":
                yield CutStrip(self._inner(node))
            case "columns":
                parts = (p for p in node.parts if isinstance(p, _Node))
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

    def _title(self, node: _Node) -> Inline:
        title, _ = self._inline(node.words)
        self._note("title", title, Marks())
        return title

    def _count(self, node: _Node) -> int:
        if not node.words.isdecimal() or not 1 <= int(node.words) <= MOST_LINES:
            raise Refused("pack.directive", file=self._file, line=node.line)
        return int(node.words)

    def _signature(self, node: _Node) -> SignatureBlock:
        parts = [part.strip() for part in node.words.split("|")]
        if len(parts) != 3:
            raise Refused("pack.directive", file=self._file, line=node.line)
        meaning, _ = self._inline(parts[2])
        self._note("row", meaning, Marks())
        signatures = self._more.get("signatures", {})
        given = signatures.get(parts[0], {}) if isinstance(signatures, Mapping) else {}
        at, strokes = given.get("signed_at"), given.get("strokes", ())
        return SignatureBlock(
            role=parts[1],
            meaning=_plain(meaning),
            name=str(given.get("name", "")),
            signed_at=at if isinstance(at, datetime) else None,
            strokes=tuple(s for s in strokes if isinstance(s, Stroke)),
        )

    def _body_map(self, node: _Node) -> BodyMapBlock:
        plan = self._more.get("plan", {})
        sites = plan.get("sites", ()) if isinstance(plan, Mapping) else ()
        marks = tuple(BodyMark(s.get("region", ""), s.get("laterality", "")) for s in sites)
        return BodyMapBlock(marks, _plain(self._inline(node.words)[0]))

    def _facts(self, node: _Node) -> Facts | None:
        rows = []
        for part in node.parts:
            if isinstance(part, _Node) or (part.strip() and " :: " not in f"{part} "):
                line = part.line if isinstance(part, _Node) else node.line
                raise Refused("pack.directive", file=self._file, line=line)
            if part.strip():
                label, _, words = part.partition("::")
                value, marks = self._inline(words.strip())
                self._note("row", value, marks)
                rows.append((_plain(self._inline(label.strip())[0]), value))
        return Facts(tuple(rows)) if rows else None

    def _prose(self, text: str, node: _Node, style: ListStyle) -> Iterator[tuple[Block, str]]:
        tokens = _markdown().parse(text)
        at = 0
        while at < len(tokens):
            end = _end(tokens, at)
            yield self._block(tokens[at : end + 1], node, style)
            at = end + 1

    def _block(self, tokens: list[Token], node: _Node, style: ListStyle) -> tuple[Block, str]:
        match tokens[0].type:
            case "heading_open" if tokens[0].tag in ("h2", "h3"):
                text, marks = self._runs(tokens[1])
                if tokens[0].tag == "h2":
                    self._section = marks.key
                self._note("heading", text, marks)
                return Heading(int(tokens[0].tag[1]), text), marks.key
            case "paragraph_open":
                text, marks = self._runs(tokens[1])
                self._note("paragraph", text, marks)
                return Paragraph(text, marks.ids), ""
            case "bullet_list_open" | "ordered_list_open":
                ordered = tokens[0].type == "ordered_list_open"
                return self._list(tokens, node, ListStyle.ORDERED if ordered else style), ""
            case "table_open":
                return self._table(tokens), ""
            case _:
                raise Refused("pack.template-markup", file=self._file, line=node.line)

    def _list(self, tokens: list[Token], node: _Node, style: ListStyle) -> ListBlock:
        if sum(t.type.endswith("list_open") for t in tokens) > 1:
            raise Refused("pack.template-markup", file=self._file, line=node.line)
        items: list[Inline] = []
        ids: list[str] = []
        for token in tokens:
            if token.type == "inline":
                text, marks = self._runs(token)
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
                rows[-1].append(self._runs(token)[0])
        return Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]))

    def _inline(self, text: str) -> tuple[Inline, Marks]:
        tokens = _markdown().parseInline(text)
        return self._runs(tokens[0]) if tokens else ((), Marks())

    def _runs(self, token: Token) -> tuple[Inline, Marks]:
        """Runs of one kind, with the values put back, and the marks behind them taken off."""
        found: list[Run] = []
        strong = emphasis = 0
        children = list(token.children or [])
        marks = _take_marks(children)
        for child in children:
            match child.type:
                case "text":
                    found += self._text(child.content, strong > 0, emphasis > 0)
                case "softbreak":
                    found.append(Run(" ", strong > 0, emphasis > 0))
                case "hardbreak":
                    found.append(Run("\n", strong > 0, emphasis > 0))
                case _:
                    strong += child.nesting * (child.tag == "strong")
                    emphasis += child.nesting * (child.tag == "em")
        return _joined(found), marks

    def _text(self, text: str, strong: bool, emphasis: bool) -> Iterator[Run]:
        for number, part in enumerate(TOKEN.split(text)):
            words = self._values[int(part)] if number % 2 else part
            if words:
                yield Run(words, strong, emphasis)

    def _note(self, kind: str, text: Inline, marks: Marks) -> None:
        self.pieces.append(Piece(self._section, kind, _plain(text), marks))


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(list(_OFF))


def _end(tokens: list[Token], start: int) -> int:
    depth = 0
    for at in range(start, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    return len(tokens) - 1


def _take_marks(children: list[Token]) -> Marks:
    """Cut `{…}` off the last text and read it."""
    if not children or children[-1].type != "text":
        return Marks()
    found = _MARKS.search(children[-1].content)
    if found is None:
        return Marks()
    children[-1].content = children[-1].content[: found.start()]
    return read_marks(found[1])


def read_marks(words: str) -> Marks:
    """`F26 R01 against F11 cite R02 allow safe`, or the key of a heading."""
    kinds: dict[str, list[str]] = {"sources": [], "against": [], "cite": [], "allow": []}
    kind = "sources"
    key = ""
    for word in words.split():
        if word in kinds:
            kind = word
        elif kind == "sources" and word[0].islower():
            key = word
        else:
            kinds[kind].append(word)
    sources, against, cite, allow = (tuple(found) for found in kinds.values())
    return Marks(sources, against, cite, allow, key)


def _joined(runs: list[Run]) -> Inline:
    """Neighbours of one kind as one run, without blanks at the end."""
    found: list[Run] = []
    for run in runs:
        if found and (found[-1].strong, found[-1].emphasis) == (run.strong, run.emphasis):
            found[-1] = Run(found[-1].text + run.text, run.strong, run.emphasis)
        else:
            found.append(run)
    return tuple(found)


def _plain(text: Inline) -> str:
    return "".join(run.text for run in text)


def _quiet(block: Block) -> Block:
    return (
        Paragraph(block.text, block.sources, quiet=True) if isinstance(block, Paragraph) else block
    )
