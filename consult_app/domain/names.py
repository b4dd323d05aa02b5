"""Folding of names for search and for likely duplicates: `isil` finds Işıl.

Neither SQLite nor PostgreSQL folds all Latin letters, so the fold is ours and carries a version:
stored folds are made again when it changes.
"""

from __future__ import annotations

import unicodedata

FOLD_VERSION = 1

_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŋ": "n",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ə": "e",
        "ŧ": "t",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "ʻ": "'",
        "`": "'",
        "‐": "-",
        "–": "-",
    }
)


def fold(text: str) -> str:
    """`text` without case, marks and doubled space; letters that do not decompose are spelt out."""
    if text.isascii():
        bare = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(visible(bare.translate(_LETTERS)).split())


def tokens(*texts: str) -> tuple[str, ...]:
    """The folded words of `texts`, each once, in order; hyphens and apostrophes part words too."""
    words = " ".join(fold(t) for t in texts).replace("-", " ").replace("'", " ").split()
    return tuple(dict.fromkeys(words))


def visible(text: str) -> str:
    """`text` without control and direction characters, which may hide what a name really says."""
    if text.isprintable():
        return text
    return "".join(
        " " if c in "\t\n\r" else c
        for c in text
        if c in "\t\n\r" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )


def clean(text: str) -> str:
    """A name as it is stored: composed, visible characters only, single spaces."""
    return " ".join(unicodedata.normalize("NFC", visible(text)).split())
