"""How soon a password would be guessed, and a hint at what makes it so; for who is choosing one.

Advice only: what is refused stands in `domain/passwords.py`, but for the long passwords that are
known to be in use, which the list behind the estimate knows (zxcvbn; imported when first asked).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from consult_app.domain import passwords
from consult_app.errors import Refused
from consult_app.i18n import _, mark

LOOKED_AT = 40
"""Characters that the estimate takes: beyond, signs that may stand for letters take seconds."""
TOO_FEW_GUESSES = 10**8
"""What a thief of the file tries in an hour or two, at the cost that the vault asks for a guess."""


class Weakness(StrEnum):
    """What an attacker would make use of first."""

    SHORT = "short"
    COMMON = "common"
    EXPECTED = "expected"
    WORDS = "words"
    KEYS = "keys"
    REPEATED = "repeated"
    DATE = "date"


HINTS: dict[Weakness, str] = {
    Weakness.SHORT: mark("Still too short: another word or two."),
    Weakness.COMMON: mark("Part of this is among the most common passwords."),
    Weakness.EXPECTED: mark("Names from here would be tried first."),
    Weakness.WORDS: mark("Words that do not belong together would make it stronger."),
    Weakness.KEYS: mark("Runs of letters, digits or keys are tried early."),
    Weakness.REPEATED: mark("Repeating adds little."),
    Weakness.DATE: mark("Dates and years are tried early."),
}


@dataclass(frozen=True, slots=True)
class Strength:
    """`score`: 0 (guessed at once) to 4 (not in a lifetime); `weakness`: None where none stands
    out; `allowed`: whether `require` would take it."""

    score: int
    weakness: Weakness | None
    allowed: bool

    @property
    def hint(self) -> str:
        """One sentence in the language in use; empty where there is nothing to say."""
        return _(HINTS[self.weakness]) if self.weakness else ""


def estimate(password: str, expected: Iterable[str] = ()) -> Strength:
    """How strong a password is. Mostly a few milliseconds, but a second at worst: in a worker.

    `expected`: names that anyone here would try, of the clinic and of the user.
    """
    names = tuple(expected)
    found = _guessed(password, names)
    return Strength(
        score=min(found["score"], 1) if _short(password) else found["score"],
        weakness=_weakness(password, found),
        allowed=_refusal(password, names, found) is None,
    )


def require(password: str, expected: Iterable[str] = ()) -> None:
    """Refuse a password that is too short or would be guessed early.

    Raises `Refused`: password.too-short, password.too-long, password.guessable.
    """
    names = tuple(expected)
    refusal = _refusal(password, names, _guessed(password, names))
    if refusal is not None:
        raise refusal


def _refusal(password: str, names: Sequence[str], found: dict[str, Any]) -> Refused | None:
    try:
        passwords.check(password, names)
    except Refused as refused:
        return refused
    return Refused("password.guessable") if found["guesses"] < TOO_FEW_GUESSES else None


def _guessed(password: str, names: Sequence[str]) -> dict[str, Any]:
    from zxcvbn import zxcvbn  # its lists take a while to read

    text = passwords.normalised(password)[:LOOKED_AT]
    words = [word for name in names for word in (name, *name.split())]
    result: dict[str, Any] = zxcvbn(text or " ", user_inputs=words)  # it fails on nothing
    return result


def _short(password: str) -> bool:
    return len(passwords.normalised(password)) < passwords.SHORTEST


def _weakness(password: str, found: dict[str, Any]) -> Weakness | None:
    if _short(password):
        return Weakness.SHORT
    if found["score"] >= 4:
        return None
    parts = [part for part in found["sequence"] if part["pattern"] != "bruteforce"]
    longest = max(parts, key=lambda part: len(part["token"]), default=None)
    return _kind(longest) if longest else Weakness.WORDS


def _kind(part: dict[str, Any]) -> Weakness:
    match part["pattern"], part.get("dictionary_name"):
        case "dictionary", "user_inputs":
            return Weakness.EXPECTED
        case "dictionary", "passwords":
            return Weakness.COMMON
        case (("spatial" | "sequence"), _name):
            return Weakness.KEYS
        case "repeat", _name:
            return Weakness.REPEATED
        case "date", _name:
            return Weakness.DATE
    return Weakness.WORDS
