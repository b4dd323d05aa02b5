"""The look of paper: sizes, colours and distances in points, named here for the whole room."""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[float, float, float]


def _colour(value: int) -> Colour:
    return ((value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255)


INK = _colour(0x18212B)
QUIET = _colour(0x55606E)
ACCENT = _colour(0x0B6670)
WASH = _colour(0xE3F0F1)
HAIRLINE = _colour(0xD3D8DE)
WRITE_LINE = _colour(0xA7AFB8)
AMBER = _colour(0x6B4A12)
AMBER_WASH = _colour(0xFDF0E1)
NOTE_WASH = _colour(0xF1F3F5)
RED = _colour(0xA8201A)
WHITE = _colour(0xFFFFFF)

SIZES = {"A4": (595.276, 841.89), "Letter": (612.0, 792.0)}

MARGIN_SIDE = 45.0
MARGIN_TOP = 40.0
MARGIN_BOTTOM = 30.0
GAP = 24.0
"""Between columns."""

HAIR = 0.6
RADIUS = 6.0

REGULAR = "Consult"
SEMIBOLD = "Consult-SemiBold"
BOLD = "Consult-Bold"
ITALIC = "Consult-Italic"

ASCENT = 1.069
DESCENT = 0.293
"""Of Noto Sans, in parts of its size."""


@dataclass(frozen=True, slots=True)
class Face:
    """How a piece of text looks: fonts by weight, size and line distance in points."""

    size: float
    leading: float
    colour: Colour = INK
    font: str = REGULAR
    strong: str = SEMIBOLD
    emphasis: str = ITALIC
