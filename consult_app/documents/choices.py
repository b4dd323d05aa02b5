"""A question with boxes to tick by hand: the question on the left, its answers in a grid beside."""

from __future__ import annotations

from consult_app.documents import lists, text
from consult_app.documents.boxes import Box, Row, Stack, Text
from consult_app.documents.style import Style
from consult_app.domain.blocks import Choices, ListBlock, ListStyle

FEW, MANY = 0.58, 0.4
"""Of the width, for the question: beside few short answers, and beside many."""
GAP = 10.0
COLUMNS = 3
NARROW = 300.0
"""Points; the answers stand below the question there."""
LONGEST = 0.95
"""Of a column: an answer that is longer makes the columns two, or one."""


def build(block: Choices, style: Style, width: float) -> Box:
    """Question and answers, beside each other where there is room."""
    face = style.body
    question = Text(text.spans(block.question, face), face, style.language)
    if width < style.scaled(NARROW):
        return Stack([question, lists.build(_as_list(block), style)])
    boxes = lists.items(_as_list(block), style)
    widest = max(text.natural_width(text.spans(o, face)) for o in block.options)
    widest += style.scaled(lists.INDENT)
    few = len(block.options) <= COLUMNS and widest <= LONGEST * width * (1 - FEW) / COLUMNS - GAP
    asked = width * (FEW if few else MANY)
    rest = width - asked - GAP
    columns = next((n for n in range(COLUMNS, 1, -1) if widest <= LONGEST * rest / n), 1)
    own = (rest - GAP * (columns - 1)) / columns
    rows = [
        Row([*part, *(Stack([]) for _ in range(columns - len(part)))], [own] * columns, GAP)
        for part in (boxes[at : at + columns] for at in range(0, len(boxes), columns))
    ]
    answers = lists.listed(_as_list(block), rows, style)
    answers.before = answers.after = 0.0
    row = Row([question, answers], [asked, rest], GAP)
    row.before = row.after = 5.0
    return row


def _as_list(block: Choices) -> ListBlock:
    return ListBlock(block.options, ListStyle.CHECK)
