"""How hard a text is to read, by a formula made for its language, and how long its sentences are.

| language | formula | good |
|---|---|---|
| en | Flesch-Kincaid grade (Kincaid 1975); syllables from the CMU dictionary | 6 at most |
| de | Flesch by Amstad (1978): 180 - words a sentence - 58.5 x syllables a word | 60 at least |
| tr | Ateşman (1997): 198.825 - 40.175 x syllables a word - 2.61 x words a sentence | 70 at least |
| ar | none that counts syllables without vowel signs: words a sentence alone | 12 at most |
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from consult_app.errors import Refused

SENTENCE_LIMIT = 20
"""Words of one sentence, in any language."""

_END = re.compile(r"(?<=[.!?:;؟؛])\s+")
_ORDINAL_END = re.compile(r"(?<=[.!?:;؟؛])(?<!\b\d\.)(?<!\b\d\d\.)\s+")
_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")
_GERMAN = re.compile(r"aa|ee|oo|ie|ei|ey|ai|ay|au|äu|eu|oi|oy|(?<=q)u|y|[aeiouäöü]")
_TURKISH = re.compile(r"[aeıioöuüâîû]")


@dataclass(frozen=True, slots=True)
class Measure:
    """A formula. `limit`: the worst that passes; `more_is_easier`: which side of it is good."""

    name: str
    limit: float
    more_is_easier: bool
    score: Callable[[str], float]

    def passes(self, score: float) -> bool:
        """Whether a text with this score is easy enough."""
        return score >= self.limit if self.more_is_easier else score <= self.limit


def measure(language: str) -> Measure:
    """The formula of a language. Raises `Refused`: pack.no-reading-grade."""
    if language not in MEASURES:
        raise Refused("pack.no-reading-grade", language=language)
    return MEASURES[language]


def sentences(text: str, language: str = "en") -> list[str]:
    """The sentences of a text; a colon or semicolon ends one for the reader's breath.

    Outside English a figure with a full stop is an ordinal, as in "6. Dezember".
    """
    end = _END if language == "en" else _ORDINAL_END
    return [part for part in end.split(text.strip()) if part]


def ended(text: str) -> str:
    """The text with a full stop where it has no end, as a list item or title may."""
    return text if not text or text[-1] in ".!?؟" else f"{text}."


def syllables(word: str, language: str) -> int:
    """Syllables of a German or Turkish word: its vowels, a German diphthong counting once."""
    vowels = _TURKISH if language == "tr" else _GERMAN
    return max(1, len(vowels.findall(_lower(word, language))))


def _lower(word: str, language: str) -> str:
    return (word.replace("İ", "i").replace("I", "ı") if language == "tr" else word).lower()


def _flesch_kincaid(text: str) -> float:
    import textstat  # only the lint needs it, and it takes a tenth of a second

    return float(textstat.flesch_kincaid_grade(text))


def _amstad(text: str) -> float:
    length, weight = _averages(text, "de")
    return 180 - length - 58.5 * weight


def _atesman(text: str) -> float:
    length, weight = _averages(text, "tr")
    return 198.825 - 40.175 * weight - 2.610 * length


def _words_a_sentence(text: str) -> float:
    return _averages(text, "ar")[0]


def _averages(text: str, language: str) -> tuple[float, float]:
    """Words a sentence, syllables a word."""
    words = _WORD.findall(text)
    count = max(1, len(words))
    spoken = sum(syllables(word, language) for word in words)
    return count / max(1, len(sentences(text, language))), spoken / count


MEASURES: Mapping[str, Measure] = {
    "en": Measure("Flesch-Kincaid", 6.0, False, _flesch_kincaid),
    "de": Measure("Amstad", 60.0, True, _amstad),
    "tr": Measure("Ateşman", 70.0, True, _atesman),
    "ar": Measure("words a sentence", 12.0, False, _words_a_sentence),
}
