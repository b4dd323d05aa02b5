"""Inline Markdown -> runs of text, with the values put back where their tokens stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from consult_app.domain.blocks import Inline, Run
from consult_app.packs.marks import Marks, take_marks
from consult_app.packs.sandbox import TOKEN

_OFF = ("link", "image", "autolink", "code", "fence", "backticks", "hr", "blockquote")


@lru_cache(maxsize=1)
def markdown() -> MarkdownIt:
    """The parser: headings, paragraphs, lists, tables, strong and emphasis, nothing else."""
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(list(_OFF))


def inline(text: str, values: Sequence[str]) -> tuple[Inline, Marks]:
    """One line of Markdown as runs."""
    tokens = markdown().parseInline(text)
    return runs(tokens[0], values) if tokens else ((), Marks())


def runs(token: Token, values: Sequence[str]) -> tuple[Inline, Marks]:
    """Runs of one kind, with the values put back, and the marks behind them taken off."""
    found: list[Run] = []
    strong = emphasis = 0
    children = list(token.children or [])
    marks = take_marks(children)
    for child in children:
        match child.type:
            case "text":
                found += _text(child.content, values, strong > 0, emphasis > 0)
            case "softbreak":
                found.append(Run(" ", strong > 0, emphasis > 0))
            case "hardbreak":
                found.append(Run("\n", strong > 0, emphasis > 0))
            case _:
                strong += child.nesting * (child.tag == "strong")
                emphasis += child.nesting * (child.tag == "em")
    return _joined(found), marks


def plain(text: Inline) -> str:
    """The words without their kinds."""
    return "".join(run.text for run in text)


def _text(text: str, values: Sequence[str], strong: bool, emphasis: bool) -> Iterator[Run]:
    for number, part in enumerate(TOKEN.split(text)):
        words = values[int(part)] if number % 2 else part
        if words:
            yield Run(words, strong, emphasis)


def _joined(found: list[Run]) -> Inline:
    """Neighbours of one kind as one run."""
    joined: list[Run] = []
    for run in found:
        if joined and (joined[-1].strong, joined[-1].emphasis) == (run.strong, run.emphasis):
            joined[-1] = Run(joined[-1].text + run.text, run.strong, run.emphasis)
        else:
            joined.append(run)
    return tuple(joined)
