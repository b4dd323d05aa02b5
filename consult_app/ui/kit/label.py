"""Text in the page: wraps, knows its height for every width, says itself to a screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui.kit.base import PaintedWidget, tall_policy
from consult_app.ui.kit.text import Span
from consult_app.ui.kit.tokens import Token, Type

_COMFORTABLE = 480
_NARROWEST = 48


class WrapLabel(PaintedWidget):
    """Wrapped text with cached heights; a heading where `heading` is set.

    `bold` are (start, length) spans in semibold; `max_characters` holds lines to a readable
    length (about that many letters) however wide the page. `centered` sets each line in the middle.
    """

    role = QAccessible.Role.StaticText

    def __init__(
        self,
        text: str = "",
        kind: Type = Type.BODY,
        token: Token = Token.TEXT,
        *,
        semibold: bool = False,
        heading: bool = False,
        bold: Sequence[Span] = (),
        max_characters: int | None = None,
        centered: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._token = kind, token
        self._semibold, self._heading = semibold, heading
        self._max_characters, self._centered = max_characters, centered
        self.setSizePolicy(tall_policy())
        self.set_text(text, bold)

    @property
    def text(self) -> str:
        return self._text

    def set_text(self, text: str, bold: Sequence[Span] = ()) -> None:
        self._text, self._bold = text, tuple(bold)
        self.setAccessibleName(text)
        self.restyled()
        self.updateGeometry()
        self.update()

    def set_token(self, token: Token) -> None:
        self._token = token
        self.update()

    def restyled(self) -> None:
        self._words = self.paragraph(self._text, self._kind, self._semibold, self._bold)
        font = self.theme.font(self._kind, self._semibold)
        self._widest = (
            round(self._max_characters * font.pixelSize() * 0.52)
            if self._max_characters
            else 1 << 20
        )

    def accessible_role(self) -> QAccessible.Role:
        return QAccessible.Role.Heading if self._heading else self.role

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._words.height(min(width, self._widest))

    def sizeHint(self) -> QSize:
        width = min(self._words.natural_width(), self._widest, self.theme.px(_COMFORTABLE))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = min(self._words.natural_width(), _NARROWEST)
        return QSize(width, self._words.line_height if self._text else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = min(self.width(), self._widest)
        left = self.width() - width if self.mirrored() else 0
        top = max(0, (self.height() - self._words.height(width)) // 2)
        ink = self.theme.color(self._token)
        self._words.draw(painter, left, top, width, ink, self.mirrored(), self._centered)
        painter.end()
