"""Choosing the language of the window: one line under the bar, each language by its own name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from babel import Locale
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from consult_app import i18n
from consult_app.i18n import _
from consult_app.ui.kit import Button, FlowRow, Kind, Surface, Type, WrapLabel, tokens
from consult_app.ui.window import Window


class LanguageStrip(Surface):
    """`chosen(ISO 639-1 code)`: another language than the window's; it goes when it is put away."""

    chosen = Signal(str)

    def __init__(self, current: str) -> None:
        super().__init__("bottom")
        self.setAccessibleName(_("Language of the window"))
        words = WrapLabel(
            _("The window begins anew in the language you choose. What was typed is kept."),
            Type.BODY,
        )
        self._languages = FlowRow(tokens.S)
        for code in i18n.languages():
            if code != current:
                self._languages.add(self._button(code))
        away = Button(_("Keep this language"), Kind.QUIET)
        away.clicked.connect(self.put_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.XL, tokens.S, tokens.XL, tokens.S)
        row.setSpacing(tokens.M)
        row.addWidget(words, 1)
        for part in (self._languages, away):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)

    def enter(self) -> None:
        """The keyboard is on the first language."""
        self._languages.findChildren(Button)[0].setFocus(Qt.FocusReason.TabFocusReason)

    def put_away(self) -> None:
        """Everything stays as it is."""
        self.hide()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _button(self, code: str) -> Button:
        button = Button(str(Locale.parse(code).display_name), strong=False)
        button.clicked.connect(partial(self.chosen.emit, code))
        return button


def ask(window: Window, current: str, chosen: Callable[[str], object]) -> None:
    """Show the line, once however often it is asked for; the keyboard is in it."""
    for before in window.findChildren(LanguageStrip):
        before.put_away()
    strip = LanguageStrip(current)
    strip.chosen.connect(chosen)
    window.add_strip(strip)
    strip.enter()
