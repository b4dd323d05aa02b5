"""Keeps the window in the patient's hands: full screen, in front, not closed, no shortcut out.

What the desktop itself does is out of reach of a program: `docs/patient-view.md` says what.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QScreen
from PySide6.QtWidgets import QWidget

SMALLEST = QSize(320, 480)
"""Of the window while the patient has it: a tablet held upright shows all of it."""
PERMITTED = tuple(QKeySequence(keys) for keys in ("Ctrl+L", "Ctrl+=", "Ctrl++", "Ctrl+-"))
"""To lock, which asks for the password; and the size of the letters."""
_WITH = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class Guard(QObject):
    """`asked()` when somebody tried to close the window: whoever listens asks the physician."""

    asked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._on = False
        self._before = (window.windowState(), window.geometry(), window.minimumSize())

    def begin(self, screen: QScreen | None = None) -> None:
        """The whole of `screen`, or of the one the window is on."""
        window = self._window
        self._before = (window.windowState(), window.geometry(), window.minimumSize())
        self._on = True
        window.setMinimumSize(SMALLEST)
        window.installEventFilter(self)
        if screen is not None and screen is not window.screen():
            window.setWindowState(Qt.WindowState.WindowNoState)
            window.setScreen(screen)
            window.move(screen.geometry().topLeft() + QPoint(1, 1))
        self._hold(True)
        window.setWindowState(Qt.WindowState.WindowFullScreen)

    def end(self) -> None:
        """The window as it was, where it was."""
        if not self._on:
            return
        self._on = False
        window = self._window
        state, geometry, smallest = self._before
        window.removeEventFilter(self)
        self._hold(False)
        window.setWindowState(state)
        window.setMinimumSize(smallest)
        if not state & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
            window.setGeometry(geometry)

    def end_soon(self) -> None:
        """The same once what goes just now is gone."""
        QTimer.singleShot(0, self, self.end)

    def stops(self, event: QKeyEvent) -> bool:
        """Whether these keys would be a shortcut of the pages behind."""
        function_key = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
        if not (event.modifiers() & _WITH or function_key):
            return False
        pressed = QKeySequence(event.keyCombination())
        return all(pressed != keys for keys in PERMITTED)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Close and event.spontaneous():
            event.ignore()
            self.asked.emit()
            return True
        if kind in (QEvent.Type.WindowStateChange, QEvent.Type.WindowDeactivate):
            QTimer.singleShot(0, self, self._come_back)
        return False

    def _come_back(self) -> None:
        """Put away by the keys of the desktop, the window comes to the front again."""
        window = self._window
        if not self._on or not window.isVisible():
            return
        if window.windowState() & Qt.WindowState.WindowMinimized or not window.isFullScreen():
            window.setWindowState(Qt.WindowState.WindowFullScreen)
        if QGuiApplication.applicationState() != Qt.ApplicationState.ApplicationActive:
            window.raise_()
            window.activateWindow()

    def _hold(self, held: bool) -> None:
        """In front of all other windows; where X11 gives it, also the keys of the desktop."""
        handle = self._window.windowHandle()
        handle.setFlag(Qt.WindowType.WindowStaysOnTopHint, held)
        if QGuiApplication.platformName() == "xcb":  # elsewhere Qt has no such grab, and says so
            handle.setKeyboardGrabEnabled(held)
