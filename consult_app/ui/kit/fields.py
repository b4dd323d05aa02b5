"""Fields to type into: a frame we paint around Qt's own editors."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from consult_app.ui.kit import icons, tokens
from consult_app.ui.kit.base import PaintedWidget, box, start_painting
from consult_app.ui.kit.text import too_high
from consult_app.ui.kit.tokens import Size, Token

LONGEST_LINE = 500
LONGEST_TEXT = 20_000


class FieldBox(PaintedWidget):
    """The painted frame; names and descriptions go to the editor inside, where the focus is."""

    holds_focus_ring = True

    def __init__(self, editor: QWidget, size: Size, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._editor, self._size, self._wrong = editor, size, False
        editor.setParent(self)
        self.setFocusProxy(editor)
        palette = editor.palette()
        palette.setBrush(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        editor.setPalette(palette)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName("")
        self._editor.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        self._editor.setAccessibleDescription(description)

    def set_wrong(self, wrong: bool) -> None:
        """Mark the frame; the words that say why stand under the field."""
        self._wrong = wrong
        self.update()

    def restyled(self) -> None:
        self._editor.setFont(self.theme.font(self._size.type))
        self._place_editor()

    def resizeEvent(self, _event: object) -> None:
        self._place_editor()

    def _place_editor(self) -> None:
        self._editor.setGeometry(self.rect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color = self.theme.color
        fill = Token.SURFACE if self.isEnabled() else Token.HOVER
        line = Token.STOP_MARK if self._wrong else Token.CONTROL
        box(painter, self.rect(), color(fill), color(line), width=2 if self._wrong else 1)
        self._paint_inside(painter)
        painter.end()

    def _paint_inside(self, painter: QPainter) -> None:
        """For what stands in the frame beside the editor."""


class TextField(FieldBox):
    """One line of text, with a unit behind it or an icon before it.

    `changed(text)` at every key, `committed(text)` on Enter or on leaving if it is new;
    `too_long()` when typing or pasting met the limit. `set_text` is silent.
    """

    changed = Signal(str)
    committed = Signal(str)
    too_long = Signal()

    def __init__(
        self,
        text: str = "",
        *,
        name: str = "",
        placeholder: str = "",
        unit: str = "",
        icon: str | None = None,
        max_length: int = LONGEST_LINE,
        size: Size = Size.DESK,
        parent: QWidget | None = None,
    ) -> None:
        self.edit = QLineEdit()
        self._unit, self._icon, self._unit_width = unit, icon, 0
        super().__init__(self.edit, size, parent)
        self.edit.setFrame(False)
        self.edit.setMaxLength(max_length)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setText(text)
        self._committed = text
        self.edit.textEdited.connect(self.changed)
        self.edit.textChanged.connect(self._place_editor)
        self.edit.editingFinished.connect(self._commit)
        self.edit.inputRejected.connect(self.too_long)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.restyled()

    @property
    def text(self) -> str:
        return self.edit.text()

    def set_text(self, text: str) -> None:
        self._committed = text
        if text != self.edit.text():
            self.edit.setText(text)
            self.edit.setCursorPosition(0)

    def set_unit(self, unit: str) -> None:
        self._unit = unit
        self.restyled()
        self.update()

    def set_read_only(self, read_only: bool) -> None:
        self.edit.setReadOnly(read_only)

    def _commit(self) -> None:
        if self.text != self._committed:
            self._committed = self.text
            self.committed.emit(self.text)

    def restyled(self) -> None:
        font = self.theme.font(self._size.type)
        self._unit_width = round(QFontMetricsF(font).horizontalAdvance(self._unit))
        super().restyled()

    def _glyph(self) -> int:
        return self.theme.px(18)

    def _place_editor(self) -> None:
        before = tokens.M + (self._glyph() + tokens.S if self._icon else 0)
        after = tokens.M + (self._unit_width + tokens.S if self._unit else 0)
        top = 1 + too_high(self.edit.text(), self.edit.font())
        inner = QRect(before - 2, top, self.width() - before - after + 4, self.height() - 2)
        self.edit.setGeometry(self.place(inner))

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.px(self._size.value))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(88) + self._unit_width, self.theme.px(self._size.value))

    def mousePressEvent(self, _event: object) -> None:
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)

    def _paint_inside(self, painter: QPainter) -> None:
        color, glyph = self.theme.color, self._glyph()
        if self._icon:
            where = self.place(QRect(tokens.M, 0, glyph, glyph))
            top = (self.height() - glyph) / 2
            icons.draw(painter, self._icon, color(Token.QUIET), where.left(), top, glyph)
        if self._unit:
            x = self.width() - tokens.M - self._unit_width
            where = self.place(QRect(x, 0, self._unit_width + 1, self.height()))
            painter.setPen(color(Token.QUIET))
            painter.setFont(self.theme.font(self._size.type))
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, self._unit)


class _Plain(QPlainTextEdit):
    """An editor that takes only as much of a paste as fits, and says so."""

    trimmed = Signal(int)

    def __init__(self, longest: int) -> None:
        super().__init__()
        self._longest = longest
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across = self.horizontalScrollBar()
        across.valueChanged.connect(self._stay)
        across.rangeChanged.connect(self._stay)

    def _stay(self) -> None:
        """Lines wrap: no letter is pushed out of sight, from whichever side one reads."""
        across = self.horizontalScrollBar()
        across.setValue(across.maximum() if self.isRightToLeft() else 0)

    def insertFromMimeData(self, source: QMimeData) -> None:
        kept = len(self.toPlainText()) - len(self.textCursor().selectedText())
        room = max(0, self._longest - kept)
        text = source.text()
        self.textCursor().insertText(text[:room])
        if len(text) > room:
            self.trimmed.emit(len(text) - room)


class TextArea(FieldBox):
    """Several lines; grows with its text from `lines` to `most_lines`, then scrolls.

    Signals as TextField; `trimmed(n)` says that `n` characters of a paste did not fit.
    """

    changed = Signal(str)
    committed = Signal(str)
    trimmed = Signal(int)

    def __init__(
        self,
        text: str = "",
        *,
        name: str = "",
        placeholder: str = "",
        lines: int = 3,
        most_lines: int = 12,
        max_length: int = LONGEST_TEXT,
        size: Size = Size.DESK,
        parent: QWidget | None = None,
    ) -> None:
        from consult_app.ui.kit.scroll import ScrollBar  # the first paint has no use for it

        self.edit = _Plain(max_length)
        self._lines, self._most_lines, self._longest = lines, most_lines, max_length
        super().__init__(self.edit, size, parent)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setVerticalScrollBar(ScrollBar(Qt.Orientation.Vertical))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.restyled()
        self.set_text(text)
        self.edit.textChanged.connect(self._edited)
        self.edit.trimmed.connect(self.trimmed)
        self.edit.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)
        self.edit.installEventFilter(self)

    @property
    def text(self) -> str:
        return self.edit.toPlainText()

    def insert(self, text: str) -> None:
        """Put this where the cursor is, as if it were typed; what is chosen gives way to it."""
        self.edit.insertPlainText(text)
        self.edit.setFocus()

    def set_text(self, text: str) -> None:
        self._committed = text
        if text != self.text:
            self.edit.blockSignals(True)
            self.edit.setPlainText(text)
            self.edit.blockSignals(False)
            self.updateGeometry()

    def _edited(self) -> None:
        text = self.text
        over = len(text) - self._longest
        if over > 0:
            self.edit.blockSignals(True)
            cursor = self.edit.textCursor()
            cursor.setPosition(max(0, cursor.position() - over), cursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            self.edit.blockSignals(False)
            self.trimmed.emit(over)
            return
        self.changed.emit(text)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self.text != self._committed:
            self._committed = self.text
            self.committed.emit(self._committed)
        return False

    def _place_editor(self) -> None:
        self.edit.setGeometry(self.rect().adjusted(tokens.M, tokens.S, -tokens.XS, -tokens.S))

    def sizeHint(self) -> QSize:
        line = QFontMetricsF(self.theme.font(self._size.type)).lineSpacing()
        wanted = round(self.edit.document().documentLayout().documentSize().height())
        lines = max(self._lines, min(self._most_lines, wanted))
        return QSize(self.theme.px(320), round(lines * line) + 2 * tokens.S + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.sizeHint().height())
