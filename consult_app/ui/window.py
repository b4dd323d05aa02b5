"""The frame of the window: the bar on top, the rail at the side, the pages between, text size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QMimeData, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.settings import WindowSettings
from consult_app.ui.kit import (
    Button,
    InlineError,
    Kind,
    NavRail,
    SearchField,
    Surface,
    TopBar,
    tokens,
)
from consult_app.ui.kit.theme import Theme

TITLE = "Consult"
"""The window's title; it never holds a patient's name, which a task bar would show."""
FIRST_SIZE = (1280, 800)
SMALLEST = (960, 600)


class Window(QMainWindow):
    """Knows where things stand, not what they are; the router fills it.

    `first_painted()` once a person can see the frame; `closed()` when they close it;
    `language_asked()`: they want to choose the language.
    """

    first_painted = Signal()
    language_asked = Signal()
    closed = Signal()
    dropped = Signal(list)
    """files (Path) let fall on a page that is in sight; none behind a cover or a patient's view"""

    def __init__(self, theme: Theme, settings: WindowSettings) -> None:
        super().__init__()
        self._theme = theme
        self._painted = False
        self.setWindowTitle(TITLE)
        self.setMinimumSize(*SMALLEST)
        self.search = SearchField(_("Patient, paper or lot"), shortcut="Ctrl+K")
        self.bar = TopBar(TITLE, self.search)
        self.bar.lock.hide()  # until somebody is logged in
        self.rail = NavRail(
            (
                ("today", _("Today"), "calendar"),
                ("patients", _("Patients"), "user"),
                ("documents", _("Documents"), "file"),
                ("follow-ups", _("Follow-up"), "calendar-clock"),
            )
        )
        self.rail.add_bottom("clinic", _("Clinic"), "settings")
        self.stack = QStackedWidget()
        self.stays: Callable[[], bool] = lambda: False
        """Asked when the window is closed: whether something is to be done first."""
        self._trouble: _Trouble | None = None
        self._lay_out()
        self._add_controls()
        self.rail.setEnabled(False)
        self.setAcceptDrops(True)
        self._place(settings)

    def set_open(self, is_open: bool) -> None:
        """Without records there is nothing to go to. Until it is known, a name can be typed."""
        for part in (self.search, self.rail):
            part.setEnabled(is_open)
            part.setVisible(is_open)

    def add_strip(self, strip: QWidget) -> None:
        """A line across the window, under the bar; whoever made it takes it away."""
        self._column.insertWidget(1, strip)

    def show_trouble(self, sentence: str) -> None:
        """A calm line under the bar for what went wrong in the program itself."""
        if self._trouble is None:
            self._trouble = _Trouble()
            self._column.insertWidget(1, self._trouble)
        self._trouble.show_sentence(sentence)

    def settings(self, language: str, tables: Mapping[str, str]) -> WindowSettings:
        """How the window stands now."""
        where = self.normalGeometry() if self.isMaximized() else self.geometry()
        return WindowSettings(
            dark=self._theme.dark,
            scale=self._theme.scale,
            language=language,
            geometry=(where.x(), where.y(), where.width(), where.height()),
            maximized=self.isMaximized(),
            tables=tuple(tables.items()),
        )

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.stack, 1)
        whole = QWidget()
        self._column = QVBoxLayout(whole)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.bar)
        self._column.addLayout(middle, 1)
        self.setCentralWidget(whole)

    def _add_controls(self) -> None:
        smaller = _icon_button("zoom-out", _("Smaller text"), "Ctrl+-")
        larger = _icon_button("zoom-in", _("Larger text"), "Ctrl++")
        self._theme_button = _icon_button("moon", _("Dark theme"), "Ctrl+Shift+D")
        smaller.clicked.connect(lambda: self._theme.step_scale(up=False))
        larger.clicked.connect(lambda: self._theme.step_scale(up=True))
        self._theme_button.clicked.connect(lambda: self._theme.set_dark(not self._theme.dark))
        speak = Button("", Kind.QUIET, icon="languages")
        speak.setAccessibleName(_("Language of the window"))
        speak.setToolTip(_("Language of the window"))
        speak.clicked.connect(self.language_asked)
        for button in (smaller, larger, self._theme_button, speak):
            self.bar.add_trailing(button)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self.bar.locked)
        self.bar.lock.setToolTip(_keys("Ctrl+L"))
        also_larger = QShortcut(QKeySequence("Ctrl+="), self)
        also_larger.activated.connect(lambda: self._theme.step_scale(up=True))
        self._theme.changed.connect(self._name_theme)
        self._name_theme()

    def _name_theme(self) -> None:
        dark = self._theme.dark
        self._theme_button.set_icon("sun" if dark else "moon")
        _name(self._theme_button, _("Light theme") if dark else _("Dark theme"), "Ctrl+Shift+D")

    def _place(self, settings: WindowSettings) -> None:
        """Where it was last, if a screen is still there."""
        self.resize(*FIRST_SIZE)
        if settings.geometry:
            where = QRect(*settings.geometry)
            if self.screen().availableVirtualGeometry().intersects(where):
                self.setGeometry(where)
        if settings.maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._takes(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._takes(event):
            event.acceptProposedAction()
            self.dropped.emit(local_files(event.mimeData()))

    def _takes(self, event: QDropEvent) -> bool:
        under = self.childAt(event.position().toPoint())
        in_sight = under is not None and self.stack.isAncestorOf(under) and self.rail.isEnabled()
        return in_sight and bool(local_files(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.stays():
            event.ignore()
            return
        self.closed.emit()
        super().closeEvent(event)


def local_files(data: QMimeData) -> list[Path]:
    """The files that somebody lets fall."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class _Trouble(Surface):
    """A sentence across the window and the button that puts it away."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self._line = InlineError()
        away = Button(_("Put this message away"), Kind.LINK)
        away.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.XL, tokens.S, tokens.XL, tokens.S)
        row.addWidget(self._line, 1)
        row.addWidget(away)
        self.hide()

    def show_sentence(self, sentence: str) -> None:
        self._line.set_error(sentence)
        self.show()


def _icon_button(icon: str, name: str, shortcut: str) -> Button:
    button = Button("", Kind.QUIET, icon=icon, shortcut=shortcut, show_shortcut=False)
    _name(button, name, shortcut)
    return button


def _name(button: Button, name: str, shortcut: str) -> None:
    button.setAccessibleName(name)
    button.setToolTip(f"{name} ({_keys(shortcut)})")


def _keys(shortcut: str) -> str:
    """As the keyboards of the window's language have them."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
