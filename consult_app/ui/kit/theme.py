"""Light or dark, text size and motion: one object that hangs at the application, never a global."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyle

from consult_app.ui.kit import access, focus, fonts, tokens
from consult_app.ui.kit.tokens import Token, Type

_ATTRIBUTE = "consult_theme"

_ROLES = {
    QPalette.ColorRole.Window: Token.GROUND,
    QPalette.ColorRole.Base: Token.SURFACE,
    QPalette.ColorRole.AlternateBase: Token.GROUND,
    QPalette.ColorRole.Button: Token.SURFACE,
    QPalette.ColorRole.WindowText: Token.TEXT,
    QPalette.ColorRole.Text: Token.TEXT,
    QPalette.ColorRole.ButtonText: Token.TEXT,
    QPalette.ColorRole.PlaceholderText: Token.QUIET,
    QPalette.ColorRole.ToolTipBase: Token.SURFACE,
    QPalette.ColorRole.ToolTipText: Token.TEXT,
    QPalette.ColorRole.Highlight: Token.ACCENT,
    QPalette.ColorRole.HighlightedText: Token.ON_ACCENT,
    QPalette.ColorRole.Link: Token.ACCENT,
    QPalette.ColorRole.Mid: Token.HAIRLINE,
    QPalette.ColorRole.Accent: Token.ACCENT,
}


@runtime_checkable
class Follows(Protocol):
    """A widget that measures and paints itself anew when the theme has changed."""

    def follow_theme(self) -> None: ...


class Theme(QObject):
    """How everything looks now; after a change every part follows and then `changed` fires."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._dark = False
        self._scale = 100
        self.reduced_motion = False
        self._colours: dict[Token, QColor] = {}

    @property
    def dark(self) -> bool:
        return self._dark

    @property
    def scale(self) -> int:
        """The text size in percent, 90 to 200."""
        return self._scale

    @property
    def motion_ms(self) -> int:
        """How long a movement may take; 0 with reduced motion."""
        return 0 if self.reduced_motion else tokens.MOTION_MS

    def heed_system(self) -> None:
        """Nothing moves where the system wants it so. Not before the first paint: it takes 6 ms."""
        wanted = self._app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
        self.reduced_motion = self.reduced_motion or not wanted

    def set_dark(self, dark: bool) -> None:
        if dark != self._dark:
            self._dark = dark
            self._apply()

    def set_scale(self, percent: int) -> None:
        """Set the text size, held between the smallest and the largest step."""
        held = max(tokens.SCALE_STEPS[0], min(tokens.SCALE_STEPS[-1], percent))
        if held != self._scale:
            self._scale = held
            self._apply()

    def step_scale(self, up: bool) -> None:
        """One step larger or smaller; stays at the end of the range."""
        larger = [step for step in tokens.SCALE_STEPS if step > self._scale]
        smaller = [step for step in tokens.SCALE_STEPS if step < self._scale]
        if up and larger:
            self.set_scale(larger[0])
        elif not up and smaller:
            self.set_scale(smaller[-1])

    def color(self, token: Token) -> QColor:
        return self._colours[token]

    def px(self, pixels: float) -> int:
        """A length that grows with the text size: heights of controls, icons, never distances."""
        return round(pixels * self._scale / 100)

    def font(self, kind: Type, semibold: bool = False, tabular: bool = False) -> QFont:
        return fonts.font(self.px(kind), semibold, tabular)

    def _apply(self) -> None:
        """Colours and font to the application; Qt then tells every widget."""
        palette = tokens.DARK if self._dark else tokens.LIGHT
        self._colours = {token: QColor(palette[token]) for token in Token}
        brushes = QPalette()
        for role, token in _ROLES.items():
            brushes.setColor(role, self._colours[token])
        group = QPalette.ColorGroup.Disabled
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
            brushes.setColor(group, role, self._colours[Token.DISABLED])
        self._app.setPalette(brushes)
        self._app.setFont(self.font(Type.BODY))
        for widget in self._app.allWidgets():
            if isinstance(widget, Follows):
                widget.follow_theme()
        self.changed.emit()


def install(app: QApplication, *, styled: bool = False) -> Theme:
    """Load the fonts and make the one theme of this application; called again, returns it.

    `styled`: it was started with `-style Fusion`. To set the style later costs 6 ms, since PySide
    then makes its largest class to hand the style back.
    """
    present = getattr(app, _ATTRIBUTE, None)
    if isinstance(present, Theme):
        return present
    fonts.load()
    if not styled:
        app.setStyle("Fusion")
    made = Theme(app)
    setattr(app, _ATTRIBUTE, made)  # found by every widget: dearer as a Qt property
    made._apply()
    access.install()
    focus.install(app)
    return made


def theme() -> Theme:
    """The theme of the running application, made on first use."""
    app = QCoreApplication.instance()
    present = getattr(app, _ATTRIBUTE, None)
    if isinstance(present, Theme):
        return present
    if not isinstance(app, QApplication):
        raise RuntimeError("the theme needs a QApplication")
    return install(app)
