"""Loads the bundled typeface and builds the window's fonts; what a size is for, tokens.py says."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from consult_app import paths
from consult_app.ui.kit import tokens

SCRIPTS = ("Noto Sans Arabic", "Noto Sans Hebrew")
"""Families for what the typeface itself does not draw, asked in this order."""

_FILES = tuple(
    f"{family.replace(' ', '')}-{weight}.ttf"
    for family in (tokens.FAMILY, *SCRIPTS)
    for weight in ("Regular", "SemiBold")
)


def load() -> None:
    """Make the bundled files known to Qt; needs a QGuiApplication.

    Raises FileNotFoundError if one is missing or no font: better than boxes for names.
    """
    for name in _FILES:
        file = paths.resources() / "fonts" / name
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise FileNotFoundError(file)
    QFont.insertSubstitutions(tokens.FAMILY, SCRIPTS)


@lru_cache(maxsize=64)
def font(pixels: int, semibold: bool = False, tabular: bool = False) -> QFont:
    """The typeface at a size in pixels; `tabular` gives every figure the same width."""
    made = QFont(tokens.FAMILY)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight.DemiBold if semibold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made
