"""One out of many: type to narrow the list, or, where allowed, type what is not in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QCompleter, QFrame, QListView, QWidget

from consult_app.ui.kit import icons, tokens
from consult_app.ui.kit.fields import TextField
from consult_app.ui.kit.scroll import ScrollBar
from consult_app.ui.kit.tokens import Size, Token

_SHOWN = 9


class PickField(TextField):
    """A field with a list of options that narrows while one types.

    `picked(value, text)`: value is an option's, or None for open text or for nothing (text "").
    `unknown(text)`: committed text that is no option where open text is not allowed; the field
    keeps it for the person to mend. What stands in one option alone means that option. Down opens
    the list, Enter takes, Escape closes.
    """

    picked = Signal(object, str)
    unknown = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        *,
        open_text: bool = False,
        name: str = "",
        placeholder: str = "",
        size: Size = Size.DESK,
        parent: QWidget | None = None,
    ) -> None:
        """`options` are (value, words)."""
        super().__init__(name=name, placeholder=placeholder, size=size, parent=parent)
        self._open_text = open_text
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(_SHOWN)
        self._completer.setPopup(_popup())
        self.edit.setCompleter(self._completer)
        self._completer.activated.connect(self._take)
        self.committed.connect(self._settle)
        self.edit.installEventFilter(self)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        self._values = {words: value for value, words in options}
        self._model.setStringList([words for _value, words in options])

    @property
    def value(self) -> str | None:
        """The chosen option's value; None for open text and for nothing."""
        return self._values.get(self.text.strip())

    def set_value(self, value: str | None, text: str = "") -> None:
        """Show an option, or open text; silent. Raises ValueError for a value that is no option."""
        words = [known for known, option in self._values.items() if option == value]
        if value is not None and not words:
            raise ValueError(value)
        self.set_text(words[0] if words else text)

    def _take(self, words: str) -> None:
        self.set_text(words)
        self.picked.emit(self._values.get(words), words)

    def _settle(self, text: str) -> None:
        """Enter or leaving: the option that was meant, or open text."""
        typed = text.strip()
        meant = self._meant(typed.casefold())
        if meant:
            self._take(meant)
        elif not typed or self._open_text:
            self.picked.emit(None, typed)
        else:
            self.unknown.emit(typed)

    def settle(self) -> None:
        """As Enter does, for a form that is sent off while one types; silent where nothing is."""
        if self.text.strip() and self.value is None:
            self._settle(self.text)

    def _meant(self, typed: str) -> str:
        """The exact option, whatever its case; or the only one in which this stands."""
        exact = [words for words in self._values if words.casefold() == typed]
        within = [words for words in self._values if typed and typed in words.casefold()]
        if exact or len(within) != 1 or self._open_text:
            return exact[0] if exact else ""
        return within[0]

    def _open(self) -> None:
        """The whole list when empty or settled, else what fits."""
        settled = self.text.strip() in self._values
        self._completer.setCompletionPrefix("" if settled else self.text)
        self._completer.complete(self.rect())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            popup = self._completer.popup()
            closed = popup is None or not popup.isVisible()
            if event.key() == Qt.Key.Key_Down and closed:
                self._open()
                return True
        return False

    def _chevron(self) -> QRect:
        size = self.theme.px(16)
        top = (self.height() - size) // 2
        return self.place(QRect(self.width() - tokens.M - size, top, size, size))

    def _place_editor(self) -> None:
        super()._place_editor()
        cut = self.theme.px(16) + tokens.XS
        inner = self.edit.geometry()
        inner.setWidth(inner.width() - cut)
        if self.mirrored():
            inner.translate(cut, 0)
        self.edit.setGeometry(inner)

    def mousePressEvent(self, _event: object) -> None:
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)
        self._open()

    def _paint_inside(self, painter: QPainter) -> None:
        super()._paint_inside(painter)
        where = self._chevron()
        ink = self.theme.color(Token.QUIET)
        icons.draw(painter, "chevron-down", ink, where.x(), where.y(), where.width())


def _popup() -> QListView:
    popup = QListView()
    popup.setFrameShape(QFrame.Shape.Box)
    popup.setSpacing(tokens.XS)
    popup.setUniformItemSizes(True)
    popup.setVerticalScrollBar(ScrollBar(Qt.Orientation.Vertical))
    return popup
