"""Narrowing a list by typing: the same folding as the search in the records."""

from __future__ import annotations

from consult_app.domain.names import tokens


def fits(typed: str, *texts: str) -> bool:
    """Whether every word typed begins a word of `texts`; nothing typed fits all."""
    words = tokens(*texts)
    return all(any(word.startswith(t) for word in words) for t in tokens(typed))
