"""A question with its answer beside it and, tied to it by a line, what the answer brings up."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QEvent, QRect, QSize, QVariantAnimation
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.kit import icons, tokens
from consult_app.ui.kit.base import PaintedWidget, start_painting, tall_policy
from consult_app.ui.kit.parsed import ParsedField
from consult_app.ui.kit.text import starts_right_to_left
from consult_app.ui.kit.tokens import Size, Token, Type

_SIDE = 20
_TIE = 3
_LEAST_QUESTION = 200


class _FollowUps(PaintedWidget):
    """The indented widgets and the line that ties them to their answer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(tokens.M)
        self._home = QRect()
        self._slide = QVariantAnimation(self, startValue=-tokens.M, endValue=0)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._place)
        self.restyled()

    def put(self, home: QRect) -> None:
        """Where they belong; on the way there they are above it."""
        self._home = home
        self._place()

    def slide_in(self) -> None:
        """From under the answer into their place: one sees what brought them. Only they move."""
        if self.theme.motion_ms:
            self._slide.setDuration(self.theme.motion_ms)
            self._slide.start()
            self._place()

    def _place(self, *_step: object) -> None:
        moving = self._slide.state() == QVariantAnimation.State.Running
        self.setGeometry(self._home.translated(0, self._slide.currentValue() if moving else 0))

    def restyled(self) -> None:
        indent = _TIE + _SIDE
        self.column.setContentsMargins(
            0 if self.mirrored() else indent, 0, indent if self.mirrored() else 0, 0
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        line = self.place(QRect(0, 0, _TIE, self.height()))
        painter.fillRect(line, self.theme.color(Token.ACCENT))
        painter.end()


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the parts of a row lie at one width, as if read from the left."""

    text: QRect
    control: QRect
    follow_ups: QRect
    height: int


class AnswerRow(PaintedWidget):
    """Question and help at the leading side, the control at the other; below where room is short.

    `wide` puts the control below at full width (text areas, lists). Widgets added with
    `add_follow_up` stand indented under the answer; show and hide them with
    `set_follow_ups_visible`. The control's accessible name becomes the question.
    """

    role = QAccessible.Role.Grouping

    def __init__(
        self,
        question: str,
        control: QWidget,
        *,
        help_text: str = "",
        wide: bool = False,
        size: Size = Size.DESK,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._texts, self._error, self._spoken = (question, help_text), "", ""
        self._wide, self._size, self._nested = wide, size, False
        self._follow_ups: _FollowUps | None = None
        self._places: dict[int, _Places] = {}
        control.setParent(self)
        self.setSizePolicy(tall_policy())
        self._name()
        self.restyled()

    @property
    def question(self) -> str:
        return self._texts[0]

    def set_question(self, question: str, help_text: str = "") -> None:
        self._texts = (question, help_text)
        self._renamed()

    def set_said(self, sentence: str) -> None:
        """How to say the question aloud, in whatever language; an empty one takes it away."""
        if sentence != self._spoken:
            self._spoken = sentence
            self._renamed()

    def set_error(self, sentence: str) -> None:
        """Say under the question what is wrong; an empty sentence takes it away."""
        if sentence != self._error:
            self._error = sentence
            self._renamed()

    def set_nested(self, nested: bool) -> None:
        """Without own margins, for a row that stands inside another."""
        self._nested = nested
        self._relayout()

    def add_follow_up(self, widget: QWidget) -> None:
        """Another row or field that belongs to this answer, below those before."""
        if self._follow_ups is None:
            self._follow_ups = _FollowUps(self)
            self._follow_ups.setVisible(True)
        if isinstance(widget, AnswerRow):
            widget.set_nested(True)
        self._follow_ups.column.addWidget(widget)
        self._relayout()

    def set_follow_ups_visible(self, visible: bool) -> None:
        if self._follow_ups is not None:
            fresh = visible and self._follow_ups.isHidden()
            self._follow_ups.setVisible(visible)
            self._relayout()
            if fresh and self.isVisible():
                self._follow_ups.slide_in()

    def _name(self) -> None:
        question, help_text = self._texts
        self.setAccessibleName(question)
        self.control.setAccessibleName(question)
        described = " ".join(words for words in (self._error, self._spoken, help_text) if words)
        self.control.setAccessibleDescription(described)

    def _renamed(self) -> None:
        self._name()
        self.restyled()
        self._relayout()
        self.update()

    def restyled(self) -> None:
        kind = Type.QUESTION if self._size is Size.DESK else tokens.PATIENT_BODY
        question, help_text = self._texts
        self._question = self.paragraph(question, kind)
        small = Type.HINT if self._size is Size.DESK else tokens.PATIENT_BODY
        self._help = self.paragraph(help_text, small)
        self._said = self.paragraph(self._spoken, Type.BODY)
        self._wrong = self.paragraph(self._error, small)
        self._places.clear()

    def _relayout(self) -> None:
        self._places.clear()
        self.updateGeometry()
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._relayout()
        return super().event(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        known = self._places.get(width)  # asked of a thousand rows whenever one of them grows
        return known.height if known is not None else self._measured(width).height

    def sizeHint(self) -> QSize:
        return QSize(2 * self.theme.px(_LEAST_QUESTION), self.theme.px(self._size.value))

    def minimumSizeHint(self) -> QSize:
        sides = 0 if self._nested else 2 * _SIDE
        least = max(self.control.minimumSizeHint().width(), tokens.XXXL)
        return QSize(least + sides, self.theme.px(self._size.value))

    def resizeEvent(self, _event: object) -> None:
        self._arrange()

    def _arrange(self) -> None:
        if self.width() <= 0:
            return
        places = self._measured(self.width())
        self.control.setGeometry(self.place(places.control))
        if self._follow_ups is not None:
            self._follow_ups.put(self.place(places.follow_ups))

    def _measured(self, width: int) -> _Places:
        known = self._places.get(width)
        if known is None:
            known = self._places[width] = self._measure(width)
        return known

    def _measure(self, width: int) -> _Places:
        side, above = (0, 0) if self._nested else (_SIDE, tokens.L)
        room = width - 2 * side
        text, control = self._head(room)
        text.translate(side, above)
        control.translate(side, above)
        bottom = max(text.bottom(), control.bottom()) + 1
        follow = QRect(side, bottom + tokens.M, room, 0)
        if self._follow_ups is not None and not self._follow_ups.isHidden():
            follow.setHeight(self._follow_ups.heightForWidth(room))
            bottom = follow.bottom() + 1
        return _Places(text, control, follow, bottom + above)

    def _head(self, width: int) -> tuple[QRect, QRect]:
        """The words and the control: side by side, or below each other."""
        wanted = self.control.sizeHint()
        beside = width - wanted.width() - tokens.XL
        least = min(self._question.natural_width(), self.theme.px(_LEAST_QUESTION))
        if self._wide or self._size is Size.PATIENT or beside < least:
            return self._stacked(wanted, width)
        height = self._text_height(beside)
        line = wanted.height()
        if isinstance(self.control, ParsedField):
            line = self.control.line_height
        level = max(height, line)
        text = QRect(0, (level - height) // 2, beside, height)
        top = (level - line) // 2
        return text, QRect(width - wanted.width(), top, wanted.width(), wanted.height())

    def _stacked(self, wanted: QSize, width: int) -> tuple[QRect, QRect]:
        height = self._text_height(width)
        taken = width if self._wide else min(wanted.width(), width)
        tall = wanted.height()
        if self.control.hasHeightForWidth():
            tall = self.control.heightForWidth(taken)
        gap = tokens.M if self._size is Size.PATIENT else tokens.S
        return QRect(0, 0, width, height), QRect(0, height + gap, taken, tall)

    def _text_height(self, width: int) -> int:
        words = (self._question, self._said, self._help)
        height = sum(part.height(width) for part in words)
        if self._error:
            height += tokens.XS + self._wrong.height(width - self._mark_room())
        return height

    def _mark_room(self) -> int:
        return self.theme.px(16) + 6

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self._measured(self.width()).text
        x, y, width = self.place(text).left(), text.top(), text.width()
        color, mirrored = self.theme.color, self.mirrored()
        self._question.draw(painter, x, y, width, color(Token.TEXT), mirrored)
        y += self._question.height(width)
        aside = starts_right_to_left(self._spoken) if self._spoken else mirrored
        self._said.draw(painter, x, y, width, color(Token.ACCENT), aside)
        y += self._said.height(width)
        self._help.draw(painter, x, y, width, color(self._size.quiet), mirrored)
        if self._error:
            y += self._help.height(width) + tokens.XS
            room, size = self._mark_room(), self.theme.px(16)
            mark = self.place(QRect(text.left(), 0, size, size)).left()
            icons.draw(painter, "circle-alert", color(Token.STOP_MARK), mark, y + 1, size)
            left = x if mirrored else x + room
            self._wrong.draw(painter, left, y, width - room, color(Token.STOP_INK), mirrored)
        painter.end()
