"""The one module that names a colour, a size, a distance or a font; nothing here needs a window."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, IntEnum, StrEnum
from types import MappingProxyType


class Token(StrEnum):
    """What a colour is for. Widgets ask the theme for a token, never for a colour."""

    GROUND = "ground"
    SURFACE = "surface"
    HAIRLINE = "hairline"
    CONTROL = "control"
    TEXT = "text"
    QUIET = "quiet"
    PATIENT_QUIET = "patient-quiet"
    PATIENT_ACCENT = "patient-accent"
    DISABLED = "disabled"
    ACCENT = "accent"
    ACCENT_STRONG = "accent-strong"
    ON_ACCENT = "on-accent"
    ON_ACCENT_QUIET = "on-accent-quiet"
    ACCENT_WASH = "accent-wash"
    HOVER = "hover"
    CLEAR_INK = "clear-ink"
    CLEAR_MARK = "clear-mark"
    CLEAR_WASH = "clear-wash"
    CAUTION_INK = "caution-ink"
    CAUTION_MARK = "caution-mark"
    CAUTION_WASH = "caution-wash"
    SPECIALIST_INK = "specialist-ink"
    SPECIALIST_MARK = "specialist-mark"
    SPECIALIST_WASH = "specialist-wash"
    DEFER_INK = "defer-ink"
    DEFER_MARK = "defer-mark"
    DEFER_WASH = "defer-wash"
    STOP_INK = "stop-ink"
    STOP_MARK = "stop-mark"
    STOP_WASH = "stop-wash"
    PAPER = "paper"
    PEN = "pen"
    PEN_QUIET = "pen-quiet"
    DESK = "desk"
    SHADOW = "shadow"


class Verdict(StrEnum):
    """The five ways an assessment can stand; each has an ink, a mark, a wash, an icon and words."""

    CLEAR = "clear"
    CAUTION = "caution"
    SPECIALIST = "specialist"
    DEFER = "defer"
    STOP = "stop"

    @property
    def ink(self) -> Token:
        return Token(f"{self.value}-ink")

    @property
    def mark(self) -> Token:
        """The colour of the icon, stronger than the ink beside it."""
        return Token(f"{self.value}-mark")

    @property
    def wash(self) -> Token:
        return Token(f"{self.value}-wash")

    @property
    def icon(self) -> str:
        return VERDICT_ICONS[self]


VERDICT_ICONS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.CLEAR: "circle-check",
        Verdict.CAUTION: "triangle-alert",
        Verdict.SPECIALIST: "circle-alert",
        Verdict.DEFER: "hourglass",
        Verdict.STOP: "octagon-x",
    }
)

Palette = Mapping[Token, str]


def _palette(colours: str) -> Palette:
    """The palette written as lines of `token #rrggbb`; every token exactly once."""
    named = {Token(name): colour for name, colour in (line.split() for line in colours.split("\n"))}
    missing = set(Token) - set(named)
    if missing:
        raise ValueError(f"palette without {sorted(missing)}")
    return MappingProxyType(named)


LIGHT = _palette(
    """ground #F6F7F9
surface #FFFFFF
hairline #DFE3E8
control #7B8794
text #18212B
quiet #55606E
patient-quiet #46515E
patient-accent #0A5F69
disabled #5F6A77
accent #0B6670
accent-strong #084E56
on-accent #FFFFFF
on-accent-quiet #D9EAEC
accent-wash #E3F0F1
hover #F0F3F5
clear-ink #14532F
clear-mark #1F7A4D
clear-wash #E6F4EC
caution-ink #5B4500
caution-mark #8F6B00
caution-wash #FBF4D9
specialist-ink #7A3E00
specialist-mark #B45309
specialist-wash #FDF1E3
defer-ink #2C377A
defer-mark #4A57B0
defer-wash #ECEEFB
stop-ink #A1271B
stop-mark #A1271B
stop-wash #FCEBEA
paper #FFFFFF
pen #18212B
pen-quiet #55606E
desk #E6E9ED
shadow #22303C"""
)

DARK = _palette(
    """ground #12171D
surface #1A2129
hairline #2C3641
control #6E7C8B
text #E8EDF2
quiet #9DA9B6
patient-quiet #B4BEC9
patient-accent #5CC2CC
disabled #8793A0
accent #5CC2CC
accent-strong #84D6DE
on-accent #12171D
on-accent-quiet #1D3238
accent-wash #17343A
hover #222B35
clear-ink #9BE3BB
clear-mark #5CC28B
clear-wash #15301F
caution-ink #EBD68A
caution-mark #D3B23F
caution-wash #332B10
specialist-ink #F7C592
specialist-mark #EE9A45
specialist-wash #38260F
defer-ink #C0C9FB
defer-mark #8F9DF0
defer-wash #22284A
stop-ink #FFB3AA
stop-mark #F4776A
stop-wash #3F1D1B
paper #FFFFFF
pen #18212B
pen-quiet #55606E
desk #0C1014
shadow #000000"""
)


class Type(IntEnum):
    """Sizes of type in pixels at 100 %; the patient view reads at the section and page sizes."""

    KEY = 12
    HINT = 13
    BODY = 15
    QUESTION = 16
    VERDICT = 18
    SECTION = 20
    PAGE = 28


PATIENT_BODY = Type.SECTION
PATIENT_TITLE = Type.PAGE


class Size(Enum):
    """How high a control is, in pixels at 100 %: at the desk, and in the patient's hands."""

    DESK = 36
    PATIENT = 56

    @property
    def type(self) -> Type:
        return Type.BODY if self is Size.DESK else PATIENT_BODY

    @property
    def padding(self) -> int:
        """Space between the edge of a control and its words."""
        return L if self is Size.DESK else XL

    @property
    def quiet(self) -> Token:
        """Words that stand back; in the patient's hands they keep 7:1."""
        return Token.QUIET if self is Size.DESK else Token.PATIENT_QUIET

    @property
    def accent(self) -> Token:
        """What is to be done next; in the patient's hands with 7:1 to its words."""
        return Token.ACCENT if self is Size.DESK else Token.PATIENT_ACCENT


XS, S, M, L, XL, XXL, XXXL = 4, 8, 12, 16, 24, 32, 48
"""The seven distances, in pixels; type grows with the text size, distances do not."""

FAMILY = "Noto Sans"
REGULAR, SEMIBOLD = 400, 600
LINE_HEIGHT = 1.45
RADIUS = 8
HAIRLINE = 1
FOCUS_WIDTH, FOCUS_GAP = 2, 2
FORM_WIDTH = 720
PATIENT_WIDTH = 640
PATIENT_PAPER = 960
"""A whole page of paper in the patient's hands: its small print can be read."""
PATIENT_CHARACTERS = 60
MOTION_MS = 120
SCALE_STEPS = (90, 100, 110, 125, 150, 175, 200)
"""The text sizes Ctrl + and Ctrl - step through, in percent."""
