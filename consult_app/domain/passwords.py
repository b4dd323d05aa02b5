"""What a password must be: long and not easily guessed. No rule about its composition.

NIST SP 800-63B-4, 3.1.1.2: fifteen characters or more, at least sixty-four allowed, any Unicode
(normalised), nothing asked about kinds of characters, and what is common or expected is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from consult_app.domain.names import fold
from consult_app.errors import Refused

SHORTEST = 15
LONGEST = 256
"""Only so that nobody pastes a book."""
OWN_WORK = 5
"""Letters and digits that must be left when everything expected is taken out."""

_COMMON = """
    abcdef admin administrator angel asdfgh asdfghjkl assistant baseball batman besiktas canim
    changeme charlie clinic computer consult default doctor doktor dragon fenerbahce flower
    football freedom fussball galatasaray guest hallo hastane hello hospital hunter iloveyou
    istanbul jesus jordan killer klinik letmein login love lovely master medical merhaba michael
    michelle monkey mustang ninja nurse office parola pass passphrase passw0rd passwort password
    patient physician princess qazwsx qwerty qwertyuiop qwertz qwertzuiop root secret seker shadow
    sifre soccer starwars sunshine superman system test thomas trustno1 turkiye user welcome
    whatever willkommen zaq1zaq1 zxcvbn zxcvbnm 1q2w3e4r 1qaz2wsx
"""
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_RUN = 3
"""Neighbours in one of these, in either direction, that make a run."""
_REPEATED = re.compile(r"(.{1,12}?)\1+")


def normalised(password: str) -> str:
    """The one form in which a password is used, whichever keyboard composed its letters."""
    return unicodedata.normalize("NFC", password)


def check(password: str, expected: Iterable[str] = ()) -> None:
    """Refuse a password that would be guessed early.

    `expected`: names that anyone here would try, of the clinic and of the user. Raises `Refused`:
    password.too-short, password.too-long, password.guessable.
    """
    password = normalised(password)
    if len(password) < SHORTEST:
        raise Refused("password.too-short", least=SHORTEST, length=len(password))
    if len(password) > LONGEST:
        raise Refused("password.too-long", limit=LONGEST)
    if len(_own_work(fold(password), expected)) < OWN_WORK:
        raise Refused("password.guessable")


def _own_work(folded: str, expected: Iterable[str]) -> str:
    """What is left of a folded password without repetition, runs, common and expected words."""
    names = {word for text in expected for word in re.split(r"\W+", fold(text)) if len(word) > 2}
    left = "".join(c for c in folded if c.isalnum() or not c.isascii())
    for word in sorted({*_runs_in(left), *_COMMON.split(), *names}, key=lambda w: (-len(w), w)):
        left = left.replace(word, "")
    return _REPEATED.sub(r"\1", left)


def _runs_in(text: str) -> Iterator[str]:
    """The stretches that follow the alphabet, the digits or a row of keys, either way."""
    rows = [row for run in _RUNS for row in (run, run[::-1])]
    start = 0
    while start < len(text):
        longest = max(_common_length(row, text[start:]) for row in rows)
        if longest >= _RUN:
            yield text[start : start + longest]
        start += max(longest, 1)


def _common_length(row: str, text: str) -> int:
    """How much of the beginning of `text` follows `row` from its first character on."""
    at = row.find(text[0])
    if at < 0:
        return 0
    pairs = zip(row[at:], text, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(row) - at, len(text)))
