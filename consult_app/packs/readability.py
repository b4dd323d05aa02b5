"""How hard a text is to read: US school grade, and the length of its longest sentence."""

from __future__ import annotations

import re

from consult_app.errors import Refused

GRADE_LIMIT = 6.0
SENTENCE_LIMIT = 20
"""Words of one sentence."""

_END = re.compile(r"(?<=[.!?:;])\s+")


def grade(text: str, language: str) -> float:
    """Flesch-Kincaid grade of English; the syllables are CMU's, and nothing is fetched.

    Raises `Refused`: pack.no-reading-grade for another language, whose formula is not here.
    """
    if language != "en":
        raise Refused("pack.no-reading-grade", language=language)
    import textstat  # only the lint needs it, and it takes a tenth of a second

    return float(textstat.flesch_kincaid_grade(text))


def sentences(text: str) -> list[str]:
    """The sentences of a text; a colon or semicolon ends one for the reader's breath."""
    return [part for part in _END.split(text.strip()) if part]


def ended(text: str) -> str:
    """The text with a full stop where it has no end, as a list item or title may."""
    return text if not text or text[-1] in ".!?" else f"{text}."
