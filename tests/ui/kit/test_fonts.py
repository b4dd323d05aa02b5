"""Names of any script that papers can print are drawn in the window too, from the shipped files."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextLayout

from consult_app.ui.kit import fonts, tokens


@pytest.mark.parametrize("semibold", [False, True])
@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Şükrü Ğ", tokens.FAMILY),
        ("ليلى أحمد", "Noto Sans Arabic"),
        ("فاطمه نمی‌خواهد گچپژ", "Noto Sans Arabic"),
        ("ליאת כהן", "Noto Sans Hebrew"),
        ("अनिल क्षेत्री", tokens.FAMILY),
    ],
)
def test_name_is_drawn_from_the_shipped_fonts(
    qapp: object, name: str, family: str, semibold: bool
) -> None:
    del qapp
    fonts.load()
    layout = QTextLayout(name, fonts.font(16, semibold))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    assert {run.rawFont().familyName() for run in runs} >= {family}
    assert all(glyph for run in runs for glyph in run.glyphIndexes())
