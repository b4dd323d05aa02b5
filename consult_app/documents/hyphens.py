"""Where a long word of a language may be parted."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pyphen

HYPHEN = "\u00ad"
"""The soft hyphen: drawn like a hyphen, and readers join the word again."""


@cache
def _positions(language: str) -> Callable[[str], list[int]] | None:
    """The rules of `language` (`de`, `pt-BR`), None where there are none."""
    code = pyphen.language_fallback(language.replace("-", "_")) if language else None
    return pyphen.Pyphen(lang=code, left=3, right=3).positions if code else None


def places(word: str, language: str) -> list[int]:
    """Lengths of the first part of `word`; empty where nothing is known about it."""
    positions = _positions(language)
    if positions is None or not word.strip(".,;:!?()").isalpha():
        return []
    # a place with data would change the spelling; the word is left whole there
    return [int(place) for place in positions(word) if getattr(place, "data", None) is None]
