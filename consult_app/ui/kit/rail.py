"""The step rail: where one is, what is done, how much is left."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from consult_app.i18n import _, ngettext, series
from consult_app.ui.kit import icons, tokens
from consult_app.ui.kit.base import PaintedButton, box, start_painting, tall_policy
from consult_app.ui.kit.tokens import Token, Type, Verdict


class StepState(StrEnum):
    """How far a step is; which one is current is said apart from it."""

    OPEN = "open"
    DONE = "done"
    ATTENTION = "attention"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the rail; `left` counts what is not answered yet."""

    id: str
    title: str
    state: StepState = StepState.OPEN
    left: int = 0


class _StepButton(PaintedButton):
    """One row of the rail."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._step = Step("", "")
        self._current = self._compact = False
        super().__init__("")
        self.setSizePolicy(tall_policy())

    def show_step(self, step: Step, current: bool) -> None:
        if (step, current) == (self._step, self._current):
            return
        renamed = (step.title, current) != (self._step.title, self._current)
        self._step, self._current = step, current
        if renamed:
            self.set_label(step.title)
        else:
            self.restyled()
            self.update()
        words = [step.title]
        if current:
            words.append(_("this step"))
        if step.state is StepState.DONE:
            words.append(_("done"))
        elif step.state is StepState.ATTENTION:
            words.append(_("needs attention"))
        if step.left:
            words.append(ngettext("{n} left", "{n} left", step.left).format(n=step.left))
        self.setAccessibleName(series(words))

    def set_compact(self, compact: bool) -> None:
        """The mark alone; its words are in the tool tip and for a screen reader."""
        if compact is self._compact:
            return
        self._compact = compact
        self.setToolTip(self._step.title if compact else "")
        self.updateGeometry()
        self.update()

    def restyled(self) -> None:
        self._words = self.paragraph(self._step.title, Type.BODY, semibold=self._current)
        self._left = str(self._step.left) if self._step.left else ""
        metrics = QFontMetricsF(self.theme.font(Type.HINT, tabular=True))
        self._left_width = round(metrics.horizontalAdvance(self._left))
        self._mark = self.theme.px(20)

    def least_width(self) -> int:
        """The width in which no word has to be broken, with room for a count."""
        metrics = QFontMetricsF(self.theme.font(Type.BODY, semibold=True))
        words = self._step.title.split() or [""]
        widest = max(metrics.horizontalAdvance(word) for word in words)
        count = QFontMetricsF(self.theme.font(Type.HINT, tabular=True)).horizontalAdvance("00")
        taken = 2 * tokens.M + self._mark + 2 * tokens.S + 2
        return math.ceil(taken + widest + count)

    def _room(self, width: int) -> int:
        taken = tokens.M + self._mark + tokens.S + 2 + tokens.M
        return width - taken - (self._left_width + tokens.S if self._left else 0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._compact:
            return self.theme.px(40)
        return max(self.theme.px(40), self._words.height(self._room(width)) + 2 * tokens.S)

    def sizeHint(self) -> QSize:
        width = self.theme.px(44 if self._compact else 204)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(44 if self._compact else 120), self.theme.px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color = self.theme.color
        if self._current:
            box(painter, self.rect(), color(Token.SURFACE), color(Token.HAIRLINE))
        elif self.underMouse():
            box(painter, self.rect(), color(Token.HAIRLINE))
        left = (self.width() - self._mark) // 2 if self._compact else tokens.M
        mark = QRect(left, (self.height() - self._mark) // 2, self._mark, self._mark)
        self._paint_mark(painter, self.place(mark))
        if not self._compact:
            self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        color, mirrored = self.theme.color, self.mirrored()
        room = self._room(self.width())
        words = QRect(tokens.M + self._mark + tokens.S + 2, 0, room, 0)
        ink = Token.TEXT if self._current or self.underMouse() else Token.QUIET
        top = (self.height() - self._words.height(room)) / 2
        left = self.place(words).left()
        self._words.draw(painter, left, top, room, color(ink), mirrored)
        if self._left:
            x = self.width() - tokens.M - self._left_width
            where = self.place(QRect(x, 0, self._left_width + 1, self.height()))
            painter.setFont(self.theme.font(Type.HINT, tabular=True))
            painter.setPen(color(Token.TEXT if self.underMouse() else Token.QUIET))
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, self._left)

    def _paint_mark(self, painter: QPainter, where: QRect) -> None:
        color, state = self.theme.color, self._step.state
        if state is StepState.DONE:
            round_box(painter, where, Token.ACCENT, None, self)
            size = self.theme.px(12)
            inset = (where.width() - size) / 2
            icons.draw(
                painter,
                "check-bold",
                color(Token.ON_ACCENT),
                where.x() + inset,
                where.y() + inset,
                size,
            )
        elif state is StepState.ATTENTION:
            ink = color(Verdict.SPECIALIST.mark)
            icons.draw(painter, Verdict.SPECIALIST.icon, ink, where.x(), where.y(), where.width())
        else:
            line = Token.ACCENT if self._current else Token.CONTROL
            round_box(painter, where, Token.SURFACE, line, self, 2 if self._current else 1)
            painter.setFont(self.theme.font(Type.KEY, semibold=self._current))
            painter.setPen(color(Token.ACCENT if self._current else Token.QUIET))
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, str(self._number))


def round_box(
    painter: QPainter,
    where: QRect,
    fill: Token,
    line: Token | None,
    button: PaintedButton,
    width: float = 1,
) -> None:
    """A filled circle with or without a line inside its edge."""
    color = button.theme.color
    painter.setBrush(color(fill))
    painter.setPen(QPen(color(line), width) if line is not None else Qt.PenStyle.NoPen)
    inset = width / 2 if line is not None else 0
    painter.drawEllipse(where.toRectF().adjusted(inset, inset, -inset, -inset))


class StepRail(QWidget):
    """The steps from above. `chosen(id)` fires when one is pressed; Up, Down, Home, End walk."""

    chosen = Signal(str)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: list[Step] = []
        self._buttons: list[_StepButton] = []
        self._compact = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setAccessibleName(name or _("Steps"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def set_steps(self, steps: Sequence[Step], current: str) -> None:
        """Show these steps, the one with the id `current` as the place where one is."""
        self._steps = list(steps)
        while len(self._buttons) < len(steps):
            self._append()
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(steps))
            if place < len(steps):
                button.show_step(steps[place], steps[place].id == current)
                button.set_compact(self._compact)

    def least_width(self) -> int:
        """The width in pixels in which no word of a step has to be broken."""
        return max((button.least_width() for button in self._buttons), default=0)

    def set_compact(self, compact: bool) -> None:
        """Show the marks alone, for a narrow window."""
        if compact != self._compact:
            self._compact = compact
            for button in self._buttons:
                button.set_compact(compact)

    def _append(self) -> None:
        place = len(self._buttons)
        button = _StepButton(place + 1)
        button.set_compact(self._compact)
        button.clicked.connect(lambda: self.chosen.emit(self._steps[place].id))
        self._buttons.append(button)
        self._column.addWidget(button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the focused step left: walk along the rail."""
        shown = self._buttons[: len(self._steps)]
        at = next((i for i, button in enumerate(shown) if button.hasFocus()), None)
        moves = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Home: -len(shown),
            Qt.Key.Key_End: len(shown),
        }
        step = moves.get(Qt.Key(event.key()))
        if at is None or step is None:
            super().keyPressEvent(event)
            return
        goal = max(0, min(len(shown) - 1, at + step))
        shown[goal].setFocus(Qt.FocusReason.TabFocusReason)
