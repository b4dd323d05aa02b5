"""Colours: named in one place, complete in both themes, readable in every pair in use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from consult_app.ui.kit import contrast, tokens
from consult_app.ui.kit.tokens import DARK, LIGHT, Palette, Token, Verdict

UI = Path(tokens.__file__).parent.parent
THEMES = {"light": LIGHT, "dark": DARK}


@pytest.mark.parametrize("pair", contrast.PAIRS, ids=lambda p: f"{p.front}-on-{p.back}")
@pytest.mark.parametrize("theme", THEMES)
def test_contrast_every_pair_in_use_is_readable(theme: str, pair: contrast.Pair) -> None:
    palette = THEMES[theme]
    assert contrast.contrast(palette[pair.front], palette[pair.back]) >= pair.ratio


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.48), ("#0B6670", "#0B6670", 1.0)],
)
def test_contrast_known_colours_match_the_published_ratio(
    one: str, other: str, ratio: float
) -> None:
    assert contrast.contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast.contrast(other, one) == pytest.approx(ratio, abs=0.01)


def test_pairs_every_verdict_has_ink_and_mark_on_its_wash() -> None:
    pairs = {(pair.front, pair.back) for pair in contrast.PAIRS}
    for verdict in Verdict:
        assert (verdict.ink, verdict.wash) in pairs
        assert (verdict.mark, verdict.wash) in pairs


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_palette_complete(palette: Palette) -> None:
    assert set(palette) == set(Token)
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in palette.values())


def test_window_names_no_colour_outside_the_tokens() -> None:
    named = re.compile(r"#[0-9A-Fa-f]{6}\b|QColor\(\s*[\"'0-9]|GlobalColor\.(?!transparent)\w+")
    found = [
        f"{file.relative_to(UI)}: {match.group()}"
        for file in UI.rglob("*.py")
        if file.name not in ("tokens.py",)
        for match in named.finditer(file.read_text(encoding="utf-8"))
        if "#rrggbb" not in match.group()
    ]
    assert found == []


def test_window_names_no_font_outside_tokens_and_fonts() -> None:
    named = re.compile(r'QFont\(\s*"|setPixelSize|setStyleSheet')
    allowed = {"fonts.py"}
    found = [
        file.name
        for file in UI.rglob("*.py")
        if file.name not in allowed and named.search(file.read_text(encoding="utf-8"))
    ]
    assert found == []
