"""Tables that are never wider than the page: facts in two columns, and rows under a header."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from consult_app.documents import boxes, paper, structure, text
from consult_app.documents.boxes import Box, Parts, Row, Text
from consult_app.documents.paper import Face
from consult_app.documents.pen import Pen
from consult_app.documents.spans import Span
from consult_app.documents.structure import Element
from consult_app.documents.style import Style
from consult_app.domain.blocks import Facts, Table

GAP = 14.0
PADDING = 4.75
LABEL = 84.0
WIDEST_LABEL = 0.38
SMALL = 0.3
"""Of a page: what is not higher is not parted, so that no header seems to stand alone."""
MOST_LARGE = 2
"""Columns whose text is as large as that around them."""
TALLEST_REPEATED = 160.0
"""A header that is higher comes once."""


class Grid(Box):
    """Rows with a hairline above each; a header comes back on every further page."""

    def __init__(self, header: Row | None, rows: Sequence[Row]) -> None:
        self.element = Element("Table")
        self.before, self.after = (12.0, 12.0) if header is None else (6.0, 12.0)
        self._header = header
        self._rows: tuple[Box, ...] = tuple(rows)
        self._continued = False
        self._led = 0

    def layout(self, width: float) -> None:
        self.width = width
        for row in self._all():
            row.layout(width)
        self.height = sum(row.height for row in self._all())

    def split(self, room: float, page: float) -> Parts:
        if self._header is not None and self.height <= page * SMALL:
            return None
        if self._header is not None and self._header.height > TALLEST_REPEATED:
            return self._unheaded().split(room, page)
        left = room - (self._header.height if self._header else 0.0)
        for index, row in enumerate(self._rows):
            if row.height > left + boxes.FUZZ:
                return self._cut(index, left, page)
            left -= row.height
        return None

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        table = self.element.under(parent)
        if self._header is not None:
            if self._continued:
                with pen.decoration("Pagination"):
                    self._header.draw(pen, x, top, Element("Div"))
            else:
                self._header.draw(pen, x, top, table)
            top -= self._header.height
        for index, row in enumerate(self._rows):
            strong = index == 0 and self._header is not None
            colour = paper.QUIET if strong else paper.HAIRLINE
            pen.rule(x, top, self.width, colour, 0.9 if strong else paper.HAIR)
            row.draw(pen, x, top, table)
            top -= row.height
        if self._header is not None:
            pen.rule(x, top, self.width)

    def _all(self) -> tuple[Box, ...]:
        return self._rows if self._header is None else (self._header, *self._rows)

    def _unheaded(self) -> Grid:
        """The same with its header as the first row, which then does not come back."""
        part = copy(self)
        part._header, part._rows, part._led = None, self._all(), 1
        return part

    def _cut(self, index: int, left: float, page: float) -> Parts:
        """Before row `index`, or through it where no page could hold it whole."""
        parts = self._rows[index].split(left, page)
        if parts is not None:
            head, tail = parts
            return (
                self._with((*self._rows[:index], head), continued=self._continued),
                self._with((tail, *self._rows[index + 1 :]), continued=True),
            )
        if index == 0 or (self._leads(index, page) and page != boxes.FORCED):
            return None
        return (
            self._with(self._rows[:index], continued=self._continued),
            self._with(self._rows[index:], continued=True),
        )

    def _leads(self, index: int, page: float) -> bool:
        """Whether only a header stands above row `index`, and one page can hold both."""
        return index == self._led and sum(r.height for r in self._rows[: index + 1]) <= page

    def _with(self, rows: Sequence[Box], *, continued: bool) -> Grid:
        part = copy(self)
        part._rows, part._continued, part._led = tuple(rows), continued, 0
        part.layout(self.width)
        return part


def facts(block: Facts, style: Style, width: float) -> Grid:
    """Label and value, a row each."""
    labels = [text.plain(label, style.label) for label, _ in block.rows]
    natural = max((text.natural_width(label) for label in labels), default=0.0)
    first = min(max(natural + 1, style.scaled(LABEL)), width * WIDEST_LABEL)
    widths = (first, width - first - GAP)
    rows = []
    for label, (_, value) in zip(labels, block.rows, strict=True):
        head = Text(label, style.label, style.language, "TH")
        head.element.attributes = structure.table_header("Row")
        cell = Text(text.spans(value, style.body), style.body, style.language, "TD")
        rows.append(Row((head, cell), widths, GAP, "TR", PADDING))
    return Grid(None, rows)


def table(block: Table, style: Style, width: float, kin: Sequence[Table] = ()) -> Grid:
    """A header row and its rows; a short row is filled up with empty cells.

    `kin`: tables of the same header nearby; their columns stand below each other.
    """
    family = kin or (block,)
    count = _count(family)
    if not count:
        return Grid(None, ())
    face = style.body if count <= MOST_LARGE else style.small
    gap = min(GAP, width / (count * 4))
    measured = [row for one in family for row in _spans(one, count, style, face)]
    widths = _widths(measured, width - gap * (count - 1))
    head, *body = _spans(block, count, style, face)
    return Grid(
        _row(head, style.table_head, style.language, widths, gap, "TH"),
        [_row(cells, face, style.language, widths, gap, "TD") for cells in body],
    )


def _count(family: Sequence[Table]) -> int:
    """How many columns the widest row has."""
    return max(len(row) for one in family for row in (one.header, *one.rows))


def _spans(block: Table, count: int, style: Style, face: Face) -> list[list[tuple[Span, ...]]]:
    """The cells of header and rows, `count` in each."""
    head = [text.spans(cell, style.table_head) for cell in block.header]
    rows = [head, *([text.spans(cell, face) for cell in row] for row in block.rows)]
    return [[*cells, *[()] * (count - len(cells))] for cells in rows]


def _row(
    cells: Sequence[tuple[Span, ...]],
    face: Face,
    language: str,
    widths: Sequence[float],
    gap: float,
    role: str,
) -> Row:
    found = [Text(cell, face, language, role) for cell in cells]
    if role == "TH":
        for cell in found:
            cell.element.attributes = structure.table_header("Column")
    return Row(found, widths, gap, "TR", PADDING)


def _widths(rows: Sequence[Sequence[tuple[Span, ...]]], width: float) -> list[float]:
    """A width for each column, together `width`: what is short stays on one line."""
    columns = list(zip(*rows, strict=True))
    natural = [max(text.natural_width(cell) for cell in column) + 1 for column in columns]
    if sum(natural) <= width:
        return [n * width / sum(natural) for n in natural]
    least = [max(text.widest_word(cell) for cell in column) + 1 for column in columns]
    given: dict[int, float] = {}
    left = width
    for index in sorted(range(len(columns)), key=natural.__getitem__):
        share = left / (len(columns) - len(given))
        if natural[index] > share:
            break
        given[index] = natural[index]
        left -= natural[index]
    wide = [index for index in range(len(columns)) if index not in given]
    given.update(zip(wide, _shares([(natural[i], least[i]) for i in wide], left), strict=True))
    return [given[index] for index in range(len(columns))]


def _shares(columns: Sequence[tuple[float, float]], width: float) -> list[float]:
    """`width` for columns of natural and least width: words whole if possible, long texts more."""
    share = width / len(columns)
    if sum(least for _, least in columns) > width:
        columns = [(natural, min(least, share)) for natural, least in columns]
    wishes = sum(natural - least for natural, least in columns) or 1.0
    extra = width - sum(least for _, least in columns)
    return [least + extra * (natural - least) / wishes for natural, least in columns]
