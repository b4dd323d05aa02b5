"""The button: primary, secondary, quiet, link or danger; an icon, its key, a busy state."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QWidget

from consult_app.ui.kit import icons, tokens
from consult_app.ui.kit.base import PaintedButton, box, start_painting
from consult_app.ui.kit.tokens import Size, Token, Type


class Kind(StrEnum):
    """Primary is the one next thing, link an action in accent words, danger never first."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    LINK = "link"
    DANGER = "danger"


_WORDS = {
    Kind.PRIMARY: Token.ON_ACCENT,
    Kind.SECONDARY: Token.TEXT,
    Kind.QUIET: Token.QUIET,
    Kind.LINK: Token.ACCENT,
    Kind.DANGER: Token.STOP_INK,
}
_RETURN = "corner-down-left"
_NATIVE = QKeySequence.SequenceFormat.NativeText


def _key_name(key: str) -> str:
    """A key as the keyboards of the window's language have it: Ctrl is Strg in German."""
    if key == "Return":
        return key  # drawn, not written
    if key in ("Ctrl", "Shift", "Alt", "Meta"):
        return QKeySequence(f"{key}+A").toString(_NATIVE).removesuffix("A").removesuffix("+")
    return QKeySequence(key).toString(_NATIVE)


class Button(PaintedButton):
    """A push button; Qt's `clicked` is its signal.

    `shortcut` ("Ctrl+Return") presses it from anywhere in the window and is shown beside the
    words unless `show_shortcut` is off. A busy button keeps its width and takes no press.
    """

    def __init__(
        self,
        label: str,
        kind: Kind = Kind.SECONDARY,
        *,
        icon: str | None = None,
        shortcut: str | None = None,
        show_shortcut: bool = True,
        size: Size = Size.DESK,
        strong: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self.kind, self._icon, self._size = kind, icon, size
        self._strong = kind is not Kind.QUIET if strong is None else strong
        self._keys: list[str] = []
        self._busy: str | None = None
        super().__init__(label, parent)
        if shortcut:
            # QAbstractButton's own clicks 100 ms late, and what is typed next goes astray
            QShortcut(QKeySequence(shortcut), self).activated.connect(self.click)
            self.setAccessibleDescription(QKeySequence(shortcut).toString(_NATIVE))
            self._keys = [_key_name(key) for key in shortcut.split("+")] if show_shortcut else []
        self.restyled()

    @property
    def busy(self) -> bool:
        return self._busy is not None

    def set_busy(self, words: str | None) -> None:
        """Show `words` ("Saving") instead of the label and refuse presses; None is ready again."""
        self._busy = words
        self.setAccessibleName(words or self.label)
        self.update()

    def set_kind(self, kind: Kind) -> None:
        self.kind = kind
        self.update()

    def set_icon(self, name: str | None) -> None:
        self._icon = name
        self.restyled()
        self.updateGeometry()
        self.update()

    def hitButton(self, pos: QPoint) -> bool:
        return not self.busy and super().hitButton(pos)

    def click(self) -> None:
        if not self.busy:
            super().click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.busy:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if self.busy and event.type() == QEvent.Type.Shortcut:
            return True
        return super().event(event)

    def restyled(self) -> None:
        self._font = self.theme.font(self._size.type, self._strong)
        self._words = QFontMetricsF(self._font).horizontalAdvance(self.label)
        self._glyph = self.theme.px(18 if self._size is Size.DESK else 22)
        self._hint_font = self.theme.font(Type.KEY)
        metrics = QFontMetricsF(self._hint_font)
        self._key_widths = [self._key_width(metrics, key) for key in self._keys]

    def _key_width(self, metrics: QFontMetricsF, key: str) -> float:
        return self.theme.px(12) if key == "Return" else metrics.horizontalAdvance(key)

    def _content_width(self) -> float:
        width = self._words
        if self._icon:
            width += self._glyph + (tokens.S if self.label else 0)
        if self._keys:
            width += tokens.S + sum(self._key_widths) + tokens.XS * (len(self._keys) - 1)
        return width

    def sizeHint(self) -> QSize:
        height = self.theme.px(self._size.value)
        padding = 0 if self.kind is Kind.LINK else self._size.padding
        return QSize(max(height, round(self._content_width()) + 2 * padding), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focus_rect(self) -> QRect:
        if self.kind is Kind.LINK:
            return self.rect().adjusted(0, tokens.XS, 0, -tokens.XS)
        return self.rect()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        self._paint_box(painter)
        ink = self.color(self._ink())
        if self._busy is not None:
            self._paint_busy(painter, ink)
        else:
            self._paint_content(painter, ink)
        painter.end()

    def _ink(self) -> Token:
        """What the words are drawn in; in the patient's hands with more contrast."""
        known = {Kind.QUIET: self._size.quiet, Kind.LINK: self._size.accent}
        return known.get(self.kind, _WORDS[self.kind])

    def _paint_box(self, painter: QPainter) -> None:
        color = self.theme.color
        lively = self.isEnabled() and not self.busy and (self.underMouse() or self.isDown())
        if not self.isEnabled():
            if self.kind not in (Kind.QUIET, Kind.LINK):
                box(painter, self.rect(), color(Token.HOVER), color(Token.HAIRLINE))
        elif self.kind is Kind.PRIMARY:
            box(painter, self.rect(), color(Token.ACCENT_STRONG if lively else self._size.accent))
        elif self.kind in (Kind.SECONDARY, Kind.DANGER):
            line = Token.CONTROL if self.kind is Kind.SECONDARY else Token.STOP_MARK
            box(painter, self.rect(), color(Token.HOVER if lively else Token.SURFACE), color(line))
        elif lively and self.kind is Kind.QUIET:
            box(painter, self.rect(), color(Token.HOVER))

    def _paint_busy(self, painter: QPainter, ink: QColor) -> None:
        words = self._busy or ""
        painter.setFont(self._font)
        width = self._glyph + tokens.S + QFontMetricsF(self._font).horizontalAdvance(words)
        left = max(tokens.XS, (self.width() - width) / 2)
        top = (self.height() - self._glyph) / 2
        icons.draw(painter, "loader-circle", ink, left, top, self._glyph)
        painter.setPen(ink)
        rest = self.rect().adjusted(round(left + self._glyph + tokens.S), 0, 0, 0)
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def resizeEvent(self, _event: object) -> None:
        """Words that do not fit can be read whole in the tool tip."""
        if self._lack() or self.toolTip() == self.label:
            self.setToolTip(self.label if self._lack() else "")

    def _lack(self) -> int:
        """Pixels that are missing for the words."""
        return max(0, self.sizeHint().width() - self.width())

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        label, at = self.label, (self.width() - self._content_width()) / 2
        if self._lack():
            at += self._lack() / 2
            room = self._words - self._lack()
            metrics = QFontMetricsF(self._font)
            label = metrics.elidedText(label, Qt.TextElideMode.ElideRight, room)
        if self._icon:
            where = self._spot(at, self._glyph)
            icons.draw(
                *(painter, icons.turned(self._icon, self.mirrored()), ink, where.x()),
                *((self.height() - self._glyph) / 2, self._glyph),
            )
            at += self._glyph + (tokens.S if self.label else 0)
        painter.setPen(ink)
        painter.setFont(self._font)
        words = self._words - self._lack()
        painter.drawText(self._spot(at, words), Qt.AlignmentFlag.AlignCenter, label)
        if self.kind is Kind.LINK and self.isEnabled() and self.underMouse():
            where = self._spot(at, self._words)
            base = (self.height() + QFontMetricsF(self._font).capHeight()) / 2 + 3
            painter.drawLine(where.left(), round(base), where.right(), round(base))
        self._paint_keys(painter, at + words + tokens.S)

    def _paint_keys(self, painter: QPainter, at: float) -> None:
        quiet = Token.ON_ACCENT_QUIET if self.kind is Kind.PRIMARY else Token.QUIET
        ink = self.color(quiet)
        painter.setFont(self._hint_font)
        painter.setPen(ink)
        keys = list(zip(self._keys, self._key_widths, strict=True))
        for key, width in reversed(keys) if self.mirrored() else keys:  # always Ctrl, then the key
            where = self._spot(at, width)
            if key == "Return":
                size = self.theme.px(12)
                icons.draw(painter, _RETURN, ink, where.x(), (self.height() - size) / 2 + 1, size)
            else:
                painter.drawText(where, Qt.AlignmentFlag.AlignCenter, key)
            at += width + tokens.XS

    def _spot(self, at: float, width: float) -> QRect:
        """A full-height rectangle at a distance from the leading edge."""
        return self.place(QRect(round(at), 0, round(width) + 1, self.height()))
