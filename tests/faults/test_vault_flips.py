"""One bit flipped in the vault: refused before anyone types a password, or without effect."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from consult_app.errors import Refused
from consult_app.storage import throttle, vaultfile, vaulttext
from tests.faults.figures import Figures, count
from tests.storage.vaults import make

FLIPS = count("FLIPS", 40) * 25
"""Reading a vault costs a fraction of opening records, so more are tried."""


@pytest.fixture
def original(tmp_path: Path) -> bytes:
    return (make(tmp_path / "clinic").folder / vaultfile.NAME).read_bytes()


def flipped(content: bytes, times: int) -> Iterator[bytes]:
    """The content with one bit flipped, anywhere, again and again."""
    dice = random.Random()
    for _ in range(times):
        copy = bytearray(content)
        copy[dice.randrange(len(copy))] ^= 1 << dice.randrange(8)
        yield bytes(copy)


def outcomes(original: bytes, read: Callable[[bytes], object], times: int) -> tuple[int, int, int]:
    """How many flips were refused, how many read as if nothing was, how many as something else."""
    right = read(original)
    caught = harmless = 0
    for content in flipped(original, times):
        try:
            same = read(content) == right
        except (Refused, ValueError, LookupError, TypeError):
            caught += 1
            continue
        harmless += same
    return caught, harmless, times - caught - harmless


def test_flip_in_the_vault_is_refused_or_changes_nothing(original: bytes) -> None:
    caught, harmless, wrong = outcomes(original, vaulttext.parsed, FLIPS)
    Figures("flip in vault.json", FLIPS, caught, wrong, harmless).tell()


def test_flip_in_a_vault_without_checksum_is_read_as_if_it_were_true(original: bytes) -> None:
    """The broken twin: the same text, read as JSON alone."""
    caught, harmless, wrong = outcomes(
        original, lambda content: json.loads(content)["vault"]["slots"][0], FLIPS
    )
    Figures("flip in vault.json", FLIPS, caught, wrong, harmless, twin=True).tell()


def test_flip_in_the_count_of_tries_locks_nobody_out_and_gives_few_tries(tmp_path: Path) -> None:
    now = 1_800_000_000.0
    file = tmp_path / throttle.NAME
    file.write_text(json.dumps({"1": [12, now]}))
    for content in flipped(file.read_bytes(), FLIPS // 10):
        file.write_bytes(content)
        free = sum(passes(tmp_path, now) for _ in range(throttle.FREE + 1))
        assert free <= throttle.FREE
        assert passes(tmp_path, now + throttle.LONGEST)


def passes(folder: Path, now: float) -> bool:
    """Whether a try may be made at this moment."""
    try:
        throttle.begin(folder, "1", lambda: now)
    except Refused:
        return False
    return True
