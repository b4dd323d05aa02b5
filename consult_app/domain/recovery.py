"""The recovery code: 160 bits to be printed, kept in a safe and typed by hand one day.

Crockford's base 32 (https://www.crockford.com/base32.html) leaves out the letters that look like
digits. Its check characters are not used: five of the 37 are signs that are hard to read aloud.
The check here is a sum over the field of 32 elements, which notices every single wrong character
and every two neighbours that changed places.
"""

from __future__ import annotations

import secrets
from functools import reduce

from consult_app.errors import Refused

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 32
"""Characters of five bits each; the check follows them."""
GROUP = 5
_LOOKALIKES = str.maketrans("OIL", "011")
_BETWEEN = str.maketrans("", "", "-–—‐‑_.,/")


def new() -> str:
    """A fresh code as it is printed: groups of five, the last character is the check."""
    values = [secrets.randbelow(32) for _ in range(LENGTH)]
    text = "".join(LETTERS[value] for value in (*values, _check(values)))
    return "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def read(typed: str) -> bytes:
    """The secret behind a code, however it was typed: 32 ASCII characters.

    Raises `Refused("recovery.mistyped")`.
    """
    text = "".join(typed.split()).translate(_BETWEEN).upper().translate(_LOOKALIKES)
    values = [LETTERS.find(letter) for letter in text]
    if len(text) != LENGTH + 1 or -1 in values or _check(values[:-1]) != values[-1]:
        raise Refused("recovery.mistyped")
    return text[:-1].encode("ascii")


def _check(values: list[int]) -> int:
    return _doubled(reduce(lambda sum_, value: _doubled(sum_) ^ value, values, 0))


def _doubled(element: int) -> int:
    """Times x in GF(2)[x] / (x⁵ + x² + 1)."""
    return (element << 1) ^ (0b100101 if element & 0b10000 else 0)
