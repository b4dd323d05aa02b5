"""What stands in the way: the verdict in large words, its findings, what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui.kit import icons, tokens
from consult_app.ui.kit.base import (
    PaintedButton,
    PaintedWidget,
    box,
    start_painting,
    tall_policy,
)
from consult_app.ui.kit.button import Button, Kind
from consult_app.ui.kit.flow import FlowRow
from consult_app.ui.kit.label import WrapLabel
from consult_app.ui.kit.tokens import Size, Token, Type, Verdict

_ROUND = 12


class VerdictBanner(PaintedWidget):
    """Icon, words and one sentence on the verdict's wash; without a verdict it is neutral.

    `size=PATIENT` reads at the patient's size, for a notice within the patient view; `bold` are
    (start, length) spans of the sentence.
    """

    role = QAccessible.Role.Notification

    def __init__(
        self,
        verdict: Verdict | None = None,
        title: str = "",
        sentence: str = "",
        *,
        size: Size = Size.DESK,
        bold: Sequence[tuple[int, int]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(tall_policy())
        self.show_verdict(verdict, title, sentence, bold)

    @property
    def verdict(self) -> Verdict | None:
        return self._verdict

    @property
    def title(self) -> str:
        return self._title

    def show_verdict(
        self,
        verdict: Verdict | None,
        title: str,
        sentence: str = "",
        bold: Sequence[tuple[int, int]] = (),
    ) -> None:
        self._verdict, self._title, self._sentence = verdict, title, sentence
        self._bold = tuple(bold)
        self.setAccessibleName(". ".join(words for words in (title, sentence) if words))
        self.restyled()
        self.updateGeometry()
        self.update()

    def restyled(self) -> None:
        desk = self._size is Size.DESK
        large, small = (Type.VERDICT, Type.HINT) if desk else (Type.SECTION, tokens.PATIENT_BODY)
        self._head = self.paragraph(self._title, large, semibold=True)
        self._tail = self.paragraph(self._sentence, small, bold=self._bold)
        self._glyph = self.theme.px(26)

    def _text_left(self) -> int:
        return tokens.L + self._glyph + tokens.M

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = width - self._text_left() - tokens.L
        height = self._head.height(room) + self._tail.height(room)
        return max(height, self._glyph) + 2 * tokens.L

    def sizeHint(self) -> QSize:
        width = self.theme.px(320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self._glyph + 2 * tokens.L)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        verdict, color = self._verdict, self.theme.color
        wash = verdict.wash if verdict else Token.ACCENT_WASH
        ink = color(verdict.ink if verdict else Token.TEXT)
        mark = color(verdict.mark if verdict else Token.ACCENT)
        box(painter, self.rect(), color(wash), radius=_ROUND)
        left, mirrored = self._text_left(), self.mirrored()
        place = self.place(QRect(tokens.L, 0, self._glyph, self._glyph))
        name = verdict.icon if verdict else "info"
        first = self._head if self._title else self._tail
        top = tokens.L + max(0, (first.line_height - self._glyph) // 2)
        icons.draw(painter, name, mark, place.left(), top, self._glyph)
        room = self.width() - left - tokens.L
        x = tokens.L if mirrored else left
        self._head.draw(painter, x, tokens.L, room, ink, mirrored)
        below = tokens.L + self._head.height(room)
        plain = ink if self._size is Size.DESK else color(Token.TEXT)
        self._tail.draw(painter, x, below, room, plain, mirrored)
        painter.end()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a finding card shows; every text is finished words. `actions` are (id, words).

    `why`: the rule's own words; `clears`: what became of it, and what would clear it.
    """

    title: str
    answer: str
    source: str
    why: str = ""
    clears: tuple[str, ...] = ()
    verdict: Verdict | None = None
    actions: tuple[tuple[str, str], ...] = ()


class FindingCard(PaintedWidget):
    """One finding: what, which answer, where it comes from, what would clear it, what to do.

    `opened()`: its title was pressed, show the answer behind it. `acted(id)`: an action.
    """

    opened = Signal()
    acted = Signal(str)
    role = QAccessible.Role.Grouping

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self.setAccessibleName(finding.title)
        self.setSizePolicy(tall_policy())
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.S)
        column.setSpacing(2)
        title = _Title(finding.title, finding.verdict)
        title.clicked.connect(self.opened)
        column.addWidget(title)
        if finding.answer:
            column.addWidget(WrapLabel(finding.answer))
        if finding.why:
            column.addWidget(WrapLabel(finding.why, Type.HINT, Token.QUIET))
        for words in finding.clears:
            column.addWidget(WrapLabel(words, Type.HINT))
        column.addWidget(WrapLabel(finding.source, Type.HINT, Token.QUIET))
        self._add_actions(column)

    def _add_actions(self, column: QVBoxLayout) -> None:
        if not self.finding.actions:
            column.addSpacing(tokens.XS)
            return
        line = FlowRow(tokens.L)
        for key, words in self.finding.actions:
            button = Button(words, Kind.LINK)
            button.clicked.connect(lambda _checked=False, chosen=key: self.acted.emit(chosen))
            line.add(button)
        column.addWidget(line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color = self.theme.color
        box(painter, self.rect(), color(Token.SURFACE), color(Token.HAIRLINE), radius=_ROUND)
        painter.end()


class _Title(PaintedButton):
    """The finding's title, wrapped; pressing it goes to the answer."""

    def __init__(self, label: str, verdict: Verdict | None) -> None:
        self._verdict = verdict
        super().__init__(label)
        self.setSizePolicy(tall_policy())
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def restyled(self) -> None:
        self._words = self.paragraph(self.label, Type.BODY, semibold=True)
        self._glyph = self.theme.px(18) if self._verdict else 0

    def _room(self, width: int) -> int:
        return width - (self._glyph + tokens.S if self._glyph else 0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._words.height(self._room(width)) + tokens.XS, self.theme.px(28))

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(220), self.heightForWidth(self.theme.px(220)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(80), self.theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        room = self._room(self.width())
        ink = self.theme.color(Token.ACCENT if self.underMouse() else Token.TEXT)
        x = self.width() - room if self.mirrored() else 0
        top = (self.height() - self._words.height(room)) // 2
        self._words.draw(painter, x, top, room, ink, self.mirrored())
        if self._verdict is not None:
            size = self._glyph
            where = self.place(QRect(self.width() - size, 0, size, size))
            above = top + (self._words.line_height - size) // 2
            mark = self.theme.color(self._verdict.mark)
            icons.draw(painter, self._verdict.icon, mark, where.left(), above, size)
        painter.end()


class _OpenRow(PaintedButton):
    """One question not yet answered; pressing it goes there."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.setSizePolicy(tall_policy())

    def restyled(self) -> None:
        self._words = self.paragraph(self.label, Type.HINT)
        self._glyph = self.theme.px(16)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = width - self._glyph - tokens.S
        return max(self.theme.px(Size.DESK.value), self._words.height(room) + 2 * tokens.S)

    def sizeHint(self) -> QSize:
        width = self._words.natural_width() + self._glyph + tokens.S
        return QSize(min(width, self.theme.px(280)), self.theme.px(Size.DESK.value))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(80), self.theme.px(Size.DESK.value))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color, mirrored = self.theme.color, self.mirrored()
        painter.fillRect(0, 0, self.width(), 1, color(Token.HAIRLINE))
        room = self.width() - self._glyph - tokens.S
        ink = color(Token.ACCENT if self.underMouse() else Token.TEXT)
        x = self.width() - room if mirrored else 0
        top = (self.height() - self._words.height(room)) / 2
        self._words.draw(painter, x, top, room, ink, mirrored)
        where = self.place(QRect(self.width() - self._glyph, 0, self._glyph, self._glyph))
        name = "chevron-left" if mirrored else "chevron-right"
        y = (self.height() - self._glyph) / 2
        icons.draw(painter, name, color(Token.ACCENT), where.left(), y, self._glyph)
        painter.end()


class OpenList(QWidget):
    """The questions not yet answered. `jumped(id)` fires when one is pressed.

    `set_rows` changes only what differs, so that focus and place stay.
    """

    jumped = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, str]] = []
        self._buttons: list[_OpenRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._title = WrapLabel(title, Type.HINT, Token.QUIET, heading=True)
        self._column.addWidget(self._title)
        self._column.addSpacing(tokens.S)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def set_title(self, title: str) -> None:
        self._title.set_text(title)

    def set_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these (id, words), from above; the list hides itself when there are none."""
        self._rows = list(rows)
        while len(self._buttons) < len(rows):
            self._append()
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(rows))
            if place < len(rows) and button.label != rows[place][1]:
                button.set_label(rows[place][1])
        self.setVisible(bool(rows))

    def _append(self) -> None:
        place = len(self._buttons)
        button = _OpenRow("")
        button.clicked.connect(lambda: self.jumped.emit(self._rows[place][0]))
        self._buttons.append(button)
        self._column.addWidget(button)
