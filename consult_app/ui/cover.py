"""Lies over the whole window while it is locked: nothing behind it is seen, read aloud or typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.ui.consent.veil import Veil
from consult_app.ui.kit import Type, WrapLabel
from consult_app.ui.kit.base import PaintedWidget
from consult_app.ui.kit.tokens import Token


class Cover(PaintedWidget):
    """Drawn at once; what stands on it comes when the records are closed."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._veil = Veil(self)
        self._page: QWidget | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(_("Locked"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def draw(self) -> None:
        """Hide what is behind; the keyboard comes here."""
        waiting = WrapLabel(_("Locking"), Type.BODY, Token.QUIET)
        self.put(waiting)
        self._room.setAlignment(waiting, Qt.AlignmentFlag.AlignCenter)
        self._veil.draw()
        self.show()
        self.setFocus()

    def lift(self) -> None:
        """Everything behind as it was; the cover goes."""
        self._veil.lift()
        self.hide()
        self.deleteLater()

    def drop(self) -> None:
        """What lay over the window goes with the cover; the window itself is seen again."""
        host = self.parentWidget()
        if isinstance(host, QMainWindow):
            middle = host.centralWidget()
            for widget in self._veil.hidden:
                if widget is not middle:
                    widget.deleteLater()
            self._veil.forget()
            if middle is not None:
                middle.show()
        self.hide()
        self.deleteLater()

    def put(self, page: QWidget) -> None:
        """Show this page in the place of the one before, which goes for good."""
        if self._page is not None:
            self._room.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = page
        self._room.addWidget(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nothing that is pressed here reaches a page behind."""
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays within the cover."""
        return self._veil.walk(forward)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color(Token.GROUND))
        painter.end()
