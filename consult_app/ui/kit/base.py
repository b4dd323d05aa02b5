"""What every painted widget shares: the theme at hand, repainting when it changes, boxes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from consult_app.ui.kit import tokens
from consult_app.ui.kit.text import Paragraph, Span, paragraph
from consult_app.ui.kit.theme import theme
from consult_app.ui.kit.tokens import Token, Type

_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class PaintedWidget(QWidget):
    """A widget that paints itself with the theme; `restyled()` is its place to measure anew."""

    role = QAccessible.Role.Client

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme()

    def accessible_role(self) -> QAccessible.Role:
        return self.role

    def accessible_value(self) -> str:
        """What the widget holds, as a screen reader says it after the name."""
        return ""

    def make_accessible_parts(self) -> None:
        """Called before a screen reader looks inside; for parts that are otherwise only painted."""

    def restyled(self) -> None:
        """Called after colours, text size or direction changed; measure anew here."""

    def follow_theme(self) -> None:
        """The theme or the direction of reading has changed."""
        self.restyled()
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.follow_theme()

    def paragraph(
        self,
        text: str,
        kind: Type = Type.BODY,
        semibold: bool = False,
        bold: Sequence[Span] = (),
    ) -> Paragraph:
        return paragraph(text, self.theme.font(kind, semibold), tuple(bold))

    def mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def place(self, rect: QRect) -> QRect:
        """The rectangle where it lies in this direction of reading."""
        return placed(self, rect)


class PaintedButton(QAbstractButton):
    """A button that paints itself; Enter presses it as Space does, an & is only a letter."""

    def __init__(self, label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme()
        self._label = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_label(label)

    @property
    def label(self) -> str:
        return self._label

    def set_label(self, label: str) -> None:
        """The words on the button, taken as they are: an & in a name stays one."""
        self._label = label
        self.setText(label.replace("&", "&&"))
        self.setAccessibleName(label)
        self.restyled()
        self.updateGeometry()
        self.update()

    def restyled(self) -> None:
        """Called after words, colours, text size or direction changed; measure anew here."""

    def follow_theme(self) -> None:
        """The theme or the direction of reading has changed."""
        self.restyled()
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.follow_theme()
        elif event.type() == QEvent.Type.EnabledChange:
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self.click()
        elif event.key() in _ARROWS:
            event.ignore()  # whoever holds the buttons knows what lies above and below
        else:
            super().keyPressEvent(event)

    def mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def place(self, rect: QRect) -> QRect:
        """The rectangle where it lies in this direction of reading."""
        return placed(self, rect)

    def paragraph(self, text: str, kind: Type = Type.BODY, semibold: bool = False) -> Paragraph:
        return paragraph(text, self.theme.font(kind, semibold))

    def color(self, token: Token) -> QColor:
        """The token's colour, or that of what cannot be used now."""
        return self.theme.color(token if self.isEnabled() else Token.DISABLED)


def placed(widget: QWidget, rect: QRect) -> QRect:
    """The rectangle where it lies in the widget's direction of reading.

    What QStyle.visualRect does; but its class alone takes 6 ms of the start to make.
    """
    if widget.layoutDirection() == Qt.LayoutDirection.LeftToRight:
        return rect
    whole = widget.rect()
    return rect.translated(whole.left() + whole.right() - rect.left() - rect.right(), 0)


@cache
def tall_policy() -> QSizePolicy:
    """Takes the width there is and the height that this width asks for."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy


def start_painting(widget: QWidget) -> QPainter:
    """A smooth painter on the widget; the caller ends it."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def box(
    painter: QPainter,
    rect: QRect | QRectF,
    fill: QColor | None,
    line: QColor | None = None,
    radius: float = tokens.RADIUS,
    width: float = tokens.HAIRLINE,
) -> None:
    """A rounded box whose line lies wholly inside the rectangle."""
    inset = width / 2 if line is not None else 0.0
    painter.setPen(QPen(line, width) if line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    inner = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(inner, radius - inset, radius - inset)


def keycap(painter: QPainter, rect: QRect, text: str, ink: QColor, line: QColor) -> None:
    """The small box with the key that does it."""
    box(painter, rect, None, line, radius=tokens.XS)
    painter.setPen(ink)
    painter.setFont(theme().font(Type.KEY))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
