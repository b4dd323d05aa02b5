"""The text of a consent on the screen: blocks as widgets in the patient's large type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.blocks import (
    Block,
    BodyMapBlock,
    CallOut,
    Columns,
    CutStrip,
    Facts,
    Heading,
    Inline,
    ListBlock,
    ListStyle,
    Paragraph,
    Table,
    Urgency,
)
from consult_app.forms.model import Text, say
from consult_app.i18n import series
from consult_app.ui.kit import BodyMap, Verdict, WrapLabel, icons, tokens
from consult_app.ui.kit.base import PaintedWidget, box, start_painting, tall_policy
from consult_app.ui.kit.text import Span
from consult_app.ui.kit.tokens import PATIENT_BODY, Token, Type

Regions = Sequence[tuple[str, Text]]

_ICON = {ListStyle.DO: "check", ListStyle.CHECK: "check", ListStyle.DO_NOT: "x"}
_LOUD = {
    Urgency.NOTE: Verdict.DEFER,
    Urgency.PERSONAL: Verdict.SPECIALIST,
    Urgency.SAME_DAY: Verdict.CAUTION,
    Urgency.EMERGENCY: Verdict.STOP,
}
_MARK = 28
_LABELS = 0.4
_BODY_WIDTH = 184
_ROUND = 12


def spoken(inline: Inline) -> tuple[str, tuple[Span, ...]]:
    """Runs as one text, with the spans that are strong."""
    words, spans = "", []
    for run in inline:
        if run.strong:
            spans.append((len(words), len(run.text)))
        words += run.text
    return words, tuple(spans)


def label(inline: Inline, token: Token = Token.TEXT, lead: str = "") -> WrapLabel:
    """A paragraph of at most so many letters a line; `lead` stands strong before it."""
    words, spans = spoken(inline)
    if lead:
        shift = len(lead) + 1
        words = f"{lead} {words}"
        spans = ((0, len(lead)), *((start + shift, length) for start, length in spans))
    return WrapLabel(
        words, PATIENT_BODY, token, bold=spans, max_characters=tokens.PATIENT_CHARACTERS
    )


class _Point(PaintedWidget):
    """One item of a list with its mark."""

    role = QAccessible.Role.ListItem

    def __init__(self, item: Inline, style: ListStyle, number: int, token: Token) -> None:
        super().__init__()
        self._text, self._bold = spoken(item)
        self._icon, self._token = _ICON.get(style), token
        self._sign = f"{number}." if style is ListStyle.ORDERED else "•"
        self.setAccessibleName(self._text)
        self.setSizePolicy(tall_policy())
        self.restyled()

    def restyled(self) -> None:
        self._words = self.paragraph(self._text, PATIENT_BODY, bold=self._bold)
        self._number = self.paragraph(self._sign, PATIENT_BODY)

    def _room(self, width: int) -> int:
        font = self.theme.font(PATIENT_BODY)
        return min(
            width - self.theme.px(_MARK), round(tokens.PATIENT_CHARACTERS * font.pixelSize() * 0.52)
        )

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._words.height(self._room(width))

    def sizeHint(self) -> QSize:
        width = self.theme.px(480)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self._words.line_height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        ink, mark, room = self.theme.color(self._token), self.theme.px(_MARK), self._room(1 << 16)
        room = self._room(self.width())
        where = self.place(QRect(0, 0, mark, 1)).left()
        if self._icon:
            size = self.theme.px(22)
            icons.draw(painter, self._icon, ink, where, (self._words.line_height - size) / 2, size)
        else:
            self._number.draw(painter, where, 0, mark, ink, self.mirrored())
        left = self.place(QRect(mark, 0, room, 1)).left()
        self._words.draw(painter, left, 0, room, ink, self.mirrored())
        painter.end()


class FactRows(PaintedWidget):
    """Label and value, a row each, the values in one column."""

    role = QAccessible.Role.StaticText

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._rows = tuple(rows)
        self.setAccessibleName(". ".join(f"{name}: {value}" for name, value in rows))
        self.setSizePolicy(tall_policy())
        self.restyled()

    def restyled(self) -> None:
        self._lines = [
            (self.paragraph(name, PATIENT_BODY), self.paragraph(value, PATIENT_BODY, semibold=True))
            for name, value in self._rows
        ]

    def _split(self, width: int) -> int:
        """Where the values begin."""
        widest = max((name.natural_width() for name, _value in self._lines), default=0)
        return min(widest, round(width * _LABELS)) + tokens.XL

    def _tall(self, width: int) -> list[int]:
        at = self._split(width)
        return [
            max(name.height(at - tokens.XL), value.height(width - at))
            for name, value in self._lines
        ]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(self._tall(width)) + tokens.XS * max(0, len(self._lines) - 1)

    def sizeHint(self) -> QSize:
        width = self.theme.px(480)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(220), 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        width, at, top = self.width(), self._split(self.width()), 0
        color, mirrored = self.theme.color, self.mirrored()
        for (name, value), tall in zip(self._lines, self._tall(width), strict=True):
            x = self.place(QRect(0, 0, at - tokens.XL, 1)).left()
            name.draw(painter, x, top, at - tokens.XL, color(Token.PATIENT_QUIET), mirrored)
            x = self.place(QRect(at, 0, width - at, 1)).left()
            value.draw(painter, x, top, width - at, color(Token.TEXT), mirrored)
            top += tall + tokens.XS
        painter.end()


class CallOutBox(PaintedWidget):
    """What must not be missed: a wash, an icon, words."""

    role = QAccessible.Role.Grouping

    def __init__(self, call: CallOut, regions: Regions, language: str) -> None:
        super().__init__()
        self._verdict = _LOUD[call.urgency]
        title, _spans = spoken(call.title)
        self.setAccessibleName(title)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(tokens.S)
        ink, blocks = Token.TEXT, list(call.blocks)
        first = blocks[0] if blocks else None
        if isinstance(first, ListBlock) and len(first.items) == 1:
            self._column.addWidget(label(first.items[0], ink, lead=f"{title}:"))
            blocks = blocks[1:]
        elif isinstance(first, Paragraph):
            self._column.addWidget(label(first.text, ink, lead=f"{title}:"))
            blocks = blocks[1:]
        else:
            strong = WrapLabel(title, PATIENT_BODY, ink, semibold=True)
            self._column.addWidget(strong)
        for widget in widgets(blocks, regions, language, ink):
            self._column.addWidget(widget)
        self.setSizePolicy(tall_policy())
        self.restyled()

    def restyled(self) -> None:
        side = tokens.XL + self.theme.px(26) + tokens.L
        left, right = (tokens.XL, side) if self.mirrored() else (side, tokens.XL)
        self._column.setContentsMargins(left, tokens.L, right, tokens.L)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color, size = self.theme.color, self.theme.px(26)
        box(painter, self.rect(), color(self._verdict.wash), radius=_ROUND)
        line = round(self.theme.px(PATIENT_BODY) * tokens.LINE_HEIGHT)
        where = self.place(QRect(tokens.XL, 0, size, size)).left()
        top = tokens.L + (line - size) / 2
        icons.draw(painter, self._verdict.icon, color(self._verdict.mark), where, top, size)
        painter.end()


def _body(block: BodyMapBlock, regions: Regions, language: str) -> QWidget:
    """The drawn body, to look at only."""
    named = [(code, say(text, language)) for code, text in regions]
    body = BodyMap(named, name=block.caption)
    body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    body.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    marks = [(mark.region, mark.side) for mark in block.marks]
    if marks:
        body.set_value(*marks[0])
        body.set_others(marks[1:])
    body.setFixedWidth(body.theme.px(_BODY_WIDTH))
    return body


def _beside(facts: QWidget, body: QWidget) -> QWidget:
    """Where and what in words, and the place drawn beside them."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens.XL)
    row.addWidget(facts, 1, Qt.AlignmentFlag.AlignTop)
    row.addWidget(body, 0, Qt.AlignmentFlag.AlignTop)
    both.setSizePolicy(tall_policy())
    return both


def widgets(
    blocks: Sequence[Block], regions: Regions, language: str, token: Token = Token.TEXT
) -> Iterator[QWidget]:
    """A widget for each block; lines to sign or to write on stay on paper."""
    rest = list(blocks)
    while rest:
        block = rest.pop(0)
        if isinstance(block, Facts) and rest and isinstance(rest[0], BodyMapBlock):
            body = _body(rest.pop(0), regions, language)  # type: ignore[arg-type]  # just asked
            yield _beside(_facts(block), body)
        else:
            yield from _widget(block, regions, language, token)


def _facts(block: Facts) -> FactRows:
    return FactRows([(name, spoken(value)[0]) for name, value in block.rows])


def _widget(block: Block, regions: Regions, language: str, token: Token) -> Iterator[QWidget]:
    match block:
        case Heading(_, text):
            yield WrapLabel(spoken(text)[0], Type.SECTION, token, semibold=True, heading=True)
        case Paragraph(text, _, quiet):
            yield label(text, Token.PATIENT_QUIET if quiet else token)
        case ListBlock(items, style):
            yield _list(items, style, token)
        case Facts():
            yield _facts(block)
        case Table(_, rows):
            yield FactRows([_cells(row) for row in rows])
        case CallOut():
            yield CallOutBox(block, regions, language)
        case Columns(parts):
            for part in parts:
                yield from widgets(part, regions, language, token)
        case CutStrip(inner):
            yield from widgets(inner, regions, language, token)
        case BodyMapBlock():
            yield _body(block, regions, language)


def _cells(row: Sequence[Inline]) -> tuple[str, str]:
    words = [spoken(cell)[0] for cell in row]
    return words[0], series(words[1:], " · ")


def _list(items: Sequence[Inline], style: ListStyle, token: Token) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.S)
    for number, item in enumerate(items, start=1):
        column.addWidget(_Point(item, style, number, token))
    whole.setSizePolicy(tall_policy())
    return whole
