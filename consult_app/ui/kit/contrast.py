"""Contrast as WCAG 2.2 computes it, and every pair of colours that the window puts together."""

from __future__ import annotations

from typing import NamedTuple

from consult_app.ui.kit.tokens import Token, Verdict

TEXT_RATIO = 4.5
CONTROL_RATIO = 3.0
PATIENT_RATIO = 7.0
"""What the patient reads: WCAG 2.2, 1.4.6 (AAA)."""


class Pair(NamedTuple):
    """A colour seen on another, and the ratio it must keep."""

    front: Token
    back: Token
    ratio: float


def _luminance(colour: str) -> float:
    """Relative luminance (0 black, 1 white) of `#rrggbb`; WCAG 2.2, "relative luminance"."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio between two `#rrggbb` colours, from 1 to 21, in either order."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _on(backs: tuple[Token, ...], fronts: tuple[Token, ...], ratio: float) -> list[Pair]:
    return [Pair(front, back, ratio) for back in backs for front in fronts]


_SHEETS = (Token.GROUND, Token.SURFACE, Token.HOVER)

PAIRS: tuple[Pair, ...] = (
    *_on(_SHEETS, (Token.TEXT, Token.QUIET, Token.DISABLED, Token.ACCENT), TEXT_RATIO),
    *_on(_SHEETS, (Token.STOP_INK, Token.ACCENT_STRONG), TEXT_RATIO),
    *_on((Token.ACCENT_WASH,), (Token.ACCENT, Token.TEXT, Token.QUIET), TEXT_RATIO),
    *_on((Token.ACCENT,), (Token.ON_ACCENT, Token.ON_ACCENT_QUIET), TEXT_RATIO),
    *_on((Token.ACCENT_STRONG,), (Token.ON_ACCENT, Token.ON_ACCENT_QUIET), TEXT_RATIO),
    *_on((Token.PAPER,), (Token.PEN, Token.PEN_QUIET), TEXT_RATIO),
    *_on((Token.DESK,), (Token.TEXT, Token.QUIET), TEXT_RATIO),
    *_on(_SHEETS, (Token.CONTROL,), CONTROL_RATIO),
    *_on((Token.ACCENT_WASH,), (Token.CONTROL,), CONTROL_RATIO),
    *_on(_SHEETS, tuple(v.mark for v in Verdict), CONTROL_RATIO),
    *_on((Token.SURFACE,), (Token.TEXT, Token.PATIENT_QUIET, Token.STOP_INK), PATIENT_RATIO),
    *_on((Token.SURFACE,), (Token.PATIENT_ACCENT, Token.ACCENT_STRONG), PATIENT_RATIO),
    *_on((Token.PATIENT_ACCENT, Token.ACCENT_STRONG), (Token.ON_ACCENT,), PATIENT_RATIO),
    *_on((Token.HOVER,), (Token.TEXT, Token.PATIENT_QUIET, Token.PATIENT_ACCENT), TEXT_RATIO),
    *_on((Token.PAPER,), (Token.PEN,), PATIENT_RATIO),
    *(Pair(Token.TEXT, v.wash, PATIENT_RATIO) for v in Verdict),
    *(Pair(v.ink, v.wash, TEXT_RATIO) for v in Verdict),
    *(Pair(v.mark, v.wash, CONTROL_RATIO) for v in Verdict),
    *(Pair(Token.TEXT, v.wash, TEXT_RATIO) for v in Verdict),
    *(Pair(Token.ACCENT, v.wash, TEXT_RATIO) for v in Verdict),
)
"""Every pair in use; a widget that brings a new one adds it here, and the test computes it."""
