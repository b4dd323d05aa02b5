"""A question with its answer beside it and, tied to it by a line, what the answer brings up."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.kit import icons, tokens
from consult_app.ui.kit.base import PaintedWidget, start_painting, tall_policy
from consult_app.ui.kit.tokens import Size, Token, Type

_SIDE = 20
_TIE = 3
_LEAST_QUESTION = 200


class _Head(PaintedWidget):
    """The painted question, help and error, with a control of fixed size beside or below."""

    role = QAccessible.Role.StaticText

    def __init__(self, control: QWidget | None, size: Size, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(tall_policy())
        self._control, self._size = control, size
        self._texts = ("", "", "")
        self._heights: dict[int, int] = {}
        if control is not None:
            control.setParent(self)
            control.show()
        self.restyled()

    def set_texts(self, question: str, help_text: str, error: str) -> None:
        self._texts = (question, help_text, error)
        self.setAccessibleName(question)
        self.restyled()
        self.updateGeometry()
        self._arrange()
        self.update()

    def restyled(self) -> None:
        kind = Type.QUESTION if self._size is Size.DESK else tokens.PATIENT_BODY
        question, help_text, error = self._texts
        self._question = self.paragraph(question, kind)
        self._help = self.paragraph(help_text, Type.HINT)
        self._error = self.paragraph(error, Type.HINT)
        self._heights.clear()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._heights.clear()
            self.updateGeometry()
            self._arrange()
        return super().event(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        known = self._heights.get(width)
        if known is None:
            text, control = self._rects(width)
            known = max(text.bottom(), control.bottom()) + 1
            self._heights[width] = known
        return known

    def sizeHint(self) -> QSize:
        width = max(self.width(), _LEAST_QUESTION)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        least = self._control.minimumSizeHint().width() if self._control is not None else 0
        return QSize(max(least, tokens.XXXL), tokens.XL)

    def resizeEvent(self, _event: object) -> None:
        self._arrange()

    def _arrange(self) -> None:
        if self._control is not None and self.width() > 0:
            self._control.setGeometry(self.place(self._rects(self.width())[1]))

    def _text_height(self, width: int) -> int:
        height = self._question.height(width) + self._help.height(width)
        if self._error.text:
            height += tokens.XS + self._error.height(width - self._mark_room())
        return height

    def _mark_room(self) -> int:
        return self.theme.px(16) + tokens.S - 2

    def _rects(self, width: int) -> tuple[QRect, QRect]:
        """Where the words and the control go, as if read from the left."""
        control = self._control
        if control is None:
            return QRect(0, 0, width, self._text_height(width)), QRect(0, 0, 0, 0)
        wanted = control.sizeHint()
        beside = width - wanted.width() - tokens.XL
        if self._size is Size.PATIENT or beside < min(
            self._question.natural_width(), self.theme.px(_LEAST_QUESTION)
        ):
            return self._stacked(control, wanted, width)
        height = self._text_height(beside)
        whole = max(height, wanted.height())
        text = QRect(0, (whole - height) // 2, beside, height)
        top = (whole - wanted.height()) // 2
        return text, QRect(width - wanted.width(), top, wanted.width(), wanted.height())

    def _stacked(self, control: QWidget, wanted: QSize, width: int) -> tuple[QRect, QRect]:
        height = self._text_height(width)
        narrow = min(wanted.width(), width)
        tall = control.heightForWidth(narrow) if control.hasHeightForWidth() else wanted.height()
        gap = tokens.M if self._size is Size.PATIENT else tokens.S
        return QRect(0, 0, width, height), QRect(0, height + gap, narrow, tall)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        text = self._rects(self.width())[0]
        x, width, mirrored = self.place(text).left(), text.width(), self.mirrored()
        color = self.theme.color
        y = text.top()
        self._question.draw(painter, x, y, width, color(Token.TEXT), mirrored)
        y += self._question.height(width)
        self._help.draw(painter, x, y, width, color(Token.QUIET), mirrored)
        if self._error.text:
            y += self._help.height(width) + tokens.XS
            room, size = self._mark_room(), self.theme.px(16)
            mark = self.place(QRect(text.left(), 0, size, size)).left()
            icons.draw(painter, "circle-alert", color(Token.STOP_MARK), mark, y + 1, size)
            left = x if mirrored else x + room
            self._error.draw(painter, left, y, width - room, color(Token.STOP_INK), mirrored)
        painter.end()


class _FollowUps(PaintedWidget):
    """The indented widgets and the line that ties them to their answer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(tokens.M)
        self.restyled()

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
        self._texts = (question, help_text)
        self._error = ""
        self.control = control
        self._follow_ups: _FollowUps | None = None
        self.setSizePolicy(tall_policy())
        self._column = QVBoxLayout(self)
        self._column.setSpacing(tokens.M)
        self.set_nested(False)
        self._head = _Head(None if wide else control, size, self)
        self._column.addWidget(self._head)
        if wide:
            self._column.addWidget(control)
        self._name()

    @property
    def question(self) -> str:
        return self._texts[0]

    def set_nested(self, nested: bool) -> None:
        """Without own margins, for a row that stands inside another."""
        side, above = (0, 0) if nested else (_SIDE, tokens.L)
        self._column.setContentsMargins(side, above, side, above)

    def set_question(self, question: str, help_text: str = "") -> None:
        self._texts = (question, help_text)
        self._name()

    def set_error(self, sentence: str) -> None:
        """Say under the question what is wrong; an empty sentence takes it away."""
        if sentence != self._error:
            self._error = sentence
            self._name()

    def _name(self) -> None:
        question, help_text = self._texts
        self._head.set_texts(question, help_text, self._error)
        for widget in (self, self.control):
            widget.setAccessibleName(question)
        described = " ".join(words for words in (self._error, help_text) if words)
        self.control.setAccessibleDescription(described)

    def add_follow_up(self, widget: QWidget) -> None:
        """Another row or field that belongs to this answer, below those before."""
        if self._follow_ups is None:
            self._follow_ups = _FollowUps(self)
            self._column.addWidget(self._follow_ups)
        if isinstance(widget, AnswerRow):
            widget.set_nested(True)
        self._follow_ups.column.addWidget(widget)

    def set_follow_ups_visible(self, visible: bool) -> None:
        if self._follow_ups is not None:
            self._follow_ups.setVisible(visible)
