"""The PIN for the rest of a shift: short, because it opens only what a password has opened before.

It lives in memory alone and is gone when the program ends. Five wrong tries, or the end of the
shift, ask for the password again.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from consult_app.errors import Refused

SHORTEST, LONGEST = 4, 8
TRIES = 5
SHIFT = timedelta(hours=12)


class Outcome(StrEnum):
    """What came of a try."""

    RIGHT = "right"
    WRONG = "wrong"
    SPENT = "spent"
    """Only the password helps now."""


@dataclass(frozen=True, slots=True)
class ShiftPin:
    """A PIN in force; a new value for each try. `tries_left` 0: it opens nothing any more."""

    since: datetime
    tries_left: int
    _salt: bytes = field(repr=False)
    _hash: bytes = field(repr=False)

    def spent(self, now: datetime) -> bool:
        """Whether only the password helps: no try is left, the shift is over, or the clock was
        set back behind its beginning."""
        return self.tries_left <= 0 or not self.since <= now < self.since + SHIFT

    def tried(self, pin: str, now: datetime) -> tuple[ShiftPin, Outcome]:
        """What holds after this try; the caller keeps it in the place of this one."""
        if self.spent(now):
            return replace(self, tries_left=0), Outcome.SPENT
        if hmac.compare_digest(_hashed(_plain(pin), self._salt), self._hash):
            return replace(self, tries_left=TRIES), Outcome.RIGHT
        left = replace(self, tries_left=self.tries_left - 1)
        return left, Outcome.WRONG if left.tries_left else Outcome.SPENT


def begin(pin: str, now: datetime) -> ShiftPin:
    """A PIN in force from `now` on. Raises `Refused`: pin.not-digits, pin.guessable."""
    digits = _plain(pin)
    if not (SHORTEST <= len(digits) <= LONGEST and digits.isascii() and digits.isdecimal()):
        raise Refused("pin.not-digits", least=SHORTEST, most=LONGEST)
    if _guessable(digits):
        raise Refused("pin.guessable")
    salt = os.urandom(16)
    return ShiftPin(now, TRIES, salt, _hashed(digits, salt))


def _plain(pin: str) -> str:
    """Digits of any script as 0 to 9; anything else is left as it is."""
    return "".join(str(int(c)) if c.isdecimal() else c for c in pin)


def _guessable(digits: str) -> bool:
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(digits)}
    run = len(steps) == 1 and steps <= {0, 1, 9}
    repeated = digits == digits[: len(digits) // 2] * 2
    year = len(digits) == 4 and digits[:2] in {"19", "20"}
    return run or repeated or year


def _hashed(digits: str, salt: bytes) -> bytes:
    """About 10 ms: so few PINs exist that no hash could hide one from who can read this memory."""
    return hashlib.scrypt(digits.encode(), salt=salt, n=2**12, r=8, p=1, dklen=32)
