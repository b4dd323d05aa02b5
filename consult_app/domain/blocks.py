"""What a document consists of, before anyone thinks of paper: typed blocks of runs of text.

A template becomes blocks once; the renderer draws blocks and knows no template. Values inside runs
are plain text: whatever needs escaping for paper is escaped in the renderer, in one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from consult_app.domain.scores import Course


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of plain text of one kind. `language`: only where it differs from the document."""

    text: str
    strong: bool = False
    emphasis: bool = False
    language: str = ""


Inline: TypeAlias = tuple[Run, ...]


class ListStyle(StrEnum):
    """How the items of a list are marked."""

    BULLET = "bullet"
    ORDERED = "ordered"
    DO = "do"
    DO_NOT = "do-not"
    CHECK = "check"


class Urgency(StrEnum):
    """How loud a call-out is; must be told apart in black and white."""

    NOTE = "note"
    PERSONAL = "personal"
    SAME_DAY = "same-day"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title and is drawn from the sheet, so 2 and 3 here."""

    level: int
    text: Inline


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `sources`: ids of the facts it tells."""

    text: Inline
    sources: tuple[str, ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; `sources` as in a paragraph."""

    items: tuple[Inline, ...]
    style: ListStyle = ListStyle.BULLET
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """A question to be answered by hand, with a box before each answer; never split."""

    question: Inline
    options: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value, a row each: treated on, where, product."""

    rows: tuple[tuple[str, Inline], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row."""

    header: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class CallOut:
    """A framed part that must not be missed and is never split over two pages."""

    urgency: Urgency
    title: Inline
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Parts side by side, for do and do not."""

    parts: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class WriteLines:
    """Room to write by hand."""

    lines: int


@dataclass(frozen=True, slots=True)
class CutStrip:
    """A strip to cut off along a dashed line."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line of a pen: (x, y, pressure, milliseconds), x and y in units of the pad's height."""

    points: tuple[tuple[float, float, float, int], ...]


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Where someone signs. Without strokes it is an empty line for ink; never split."""

    role: str
    meaning: str
    name: str = ""
    signed_at: datetime | None = None
    strokes: tuple[Stroke, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyMark:
    """One marked area on the body map; `side` is left, right, both or empty."""

    region: str
    side: str = ""


@dataclass(frozen=True, slots=True)
class BodyMapBlock:
    """The drawn body with the application areas marked; `caption` says the same in words."""

    marks: tuple[BodyMark, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class ScoresBlock:
    """A patient's scores over time, a picture a scale; what is drawn stands in a table as well."""

    course: Course


@dataclass(frozen=True, slots=True)
class Bar:
    """Three counts beside each other. `words` tell each of them; `key`: what each part is."""

    words: str
    parts: tuple[int, int, int]
    key: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class BarsBlock:
    """Bars of one scale; `most`: the count of a bar over the whole width, where others that are
    drawn to the same scale are larger."""

    bars: tuple[Bar, ...]
    most: int = 0


Block: TypeAlias = (
    Heading
    | Paragraph
    | ListBlock
    | Choices
    | Facts
    | Table
    | CallOut
    | Columns
    | WriteLines
    | CutStrip
    | SignatureBlock
    | BodyMapBlock
    | ScoresBlock
    | BarsBlock
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The clinic on paper. `logo` holds PNG or JPEG bytes, empty for none."""

    name: str
    address: str
    phone_day: str = ""
    phone_night: str = ""
    emergency: str = ""
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole document, ready to be drawn; the same sheet always gives the same bytes.

    `mark` lies across each page where it is not empty (PREVIEW, DRAFT, a demonstration's mark);
    `anchor` is the audit chain's `seq:hash` when it was composed; `birth_words` and `issued_words`
    are dates in words. `words` are the few words of page furniture in the document's language,
    English where one is absent: page, of, day, night, born, issued, record, signature, date,
    front, back, left, right, code. `edition` is standard or large (18 points). In any run, a line
    feed is a line break on paper. `columns`: how many the text runs in from its first heading on,
    where the type leaves room.
    """

    kind: str
    title: str
    subtitle: str
    language: str
    letterhead: Letterhead
    patient_name: str
    birth_date: date | None
    birth_words: str
    number: str
    template: str
    issued_words: str
    anchor: str
    composed_at: datetime
    blocks: tuple[Block, ...]
    words: tuple[tuple[str, str], ...] = ()
    mark: str = ""
    paper: str = "A4"
    edition: str = "standard"
    columns: int = 1
