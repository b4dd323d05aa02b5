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


TITLE = Face(21, 27, font=BOLD, strong=BOLD)
SUBTITLE = Face(10.5, 15, QUIET)
HEADING_2 = Face(12.75, 17.5, font=SEMIBOLD)
HEADING_3 = Face(11, 15.5, font=SEMIBOLD)
BODY = Face(11, 16)
SMALL = Face(9.5, 13.5)
QUIET_BODY = Face(10, 14.5, QUIET)
LABEL = Face(10.5, 16, QUIET)
TABLE_HEAD = Face(9.5, 13.5, QUIET, font=SEMIBOLD)
CALL_TITLE = Face(11.75, 16.5, font=SEMIBOLD)
CALL_TITLE_WHITE = Face(11.75, 16.5, WHITE, font=SEMIBOLD)
PHONE_SIZE = 14.0
CLINIC = Face(12.75, 17, ACCENT, font=SEMIBOLD)
LETTERHEAD = Face(9.25, 14, QUIET)
FOOTER = Face(8, 12, QUIET)
TINY = Face(7.5, 11, QUIET)
CAPTION = Face(9, 13, QUIET)
