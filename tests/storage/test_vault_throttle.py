"""Wrong passwords make waiting longer, over restarts and turned clocks, and never for ever."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from consult_app.errors import Refused
from consult_app.storage import throttle, vault, vaultfile
from tests.storage.vaults import KAYA, OREN, PASSWORDS, Made, made

__all__ = ["made"]

SLOT = "1"


@dataclass
class Clock:
    """The wall clock, in seconds; it goes where it is set."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def tried(folder: Path, clock: Clock, slot: str = SLOT) -> int:
    """Seconds that this try is refused for; 0 where it is counted."""
    try:
        throttle.begin(folder, slot, clock)
    except Refused as refused:
        return int(str(refused.params["seconds"]))
    return 0


def fail(folder: Path, clock: Clock, times: int, slot: str = SLOT) -> None:
    """As many wrong tries, each as soon as it may be."""
    for _ in range(times):
        if wait := tried(folder, clock, slot):
            clock.now += wait
            assert tried(folder, clock, slot) == 0


def test_begin_first_tries_are_free_then_the_wait_doubles(tmp_path: Path, clock: Clock) -> None:
    waits = []
    for _ in range(16):
        waits.append(tried(tmp_path, clock))
        clock.now += waits[-1]
        if waits[-1]:
            assert tried(tmp_path, clock) == 0
    assert waits == [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900]


def test_begin_refused_is_not_counted(tmp_path: Path, clock: Clock) -> None:
    fail(tmp_path, clock, 5)
    assert {tried(tmp_path, clock) for _ in range(20)} == {8}


def test_begin_just_before_the_end_is_refused(tmp_path: Path, clock: Clock) -> None:
    fail(tmp_path, clock, 5)
    clock.now += 7.9
    assert tried(tmp_path, clock) == 1
    clock.now += 0.2
    assert tried(tmp_path, clock) == 0


@pytest.mark.parametrize("back", [1, 3600, 10 * 365 * 86400])
def test_begin_clock_set_back_waits_anew_and_not_for_ever(
    tmp_path: Path, clock: Clock, back: float
) -> None:
    fail(tmp_path, clock, 8)
    clock.now -= back
    assert tried(tmp_path, clock) == 64
    clock.now += 63
    assert tried(tmp_path, clock) == 1
    clock.now += 1
    assert tried(tmp_path, clock) == 0


def test_begin_clock_set_back_again_and_again_wins_nothing(tmp_path: Path, clock: Clock) -> None:
    fail(tmp_path, clock, 8)
    for _ in range(10):
        clock.now -= 3600
        assert tried(tmp_path, clock) == 64


def test_begin_of_another_slot_is_free(tmp_path: Path, clock: Clock) -> None:
    fail(tmp_path, clock, 8)
    assert tried(tmp_path, clock, "2") == 0


def test_forgive_takes_back_one_slot(tmp_path: Path, clock: Clock) -> None:
    fail(tmp_path, clock, 8, "1")
    fail(tmp_path, clock, 8, "2")
    throttle.forgive(tmp_path, "1")
    assert tried(tmp_path, clock, "1") == 0
    assert tried(tmp_path, clock, "2") == 64


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"7", b'{"1": 3}', b'{"1": [3, NaN]}', b'{"1": [-3, 0]}', b'{"1": ["a", 0]}',
     b'{"1": [1e999, 0]}', b"\xff"],
)  # fmt: skip
def test_begin_with_a_damaged_file_waits_once(tmp_path: Path, clock: Clock, content: bytes) -> None:
    (tmp_path / throttle.NAME).write_bytes(content)
    assert tried(tmp_path, clock) == 64
    clock.now += 64
    assert tried(tmp_path, clock) == 0
    throttle.forgive(tmp_path, SLOT)
    assert [tried(tmp_path, clock) for _ in range(throttle.FREE)] == [0] * throttle.FREE


def test_unlock_wrong_is_counted_over_a_restart_and_the_right_one_waits_too(
    made: Made, clock: Clock
) -> None:
    waits = []
    for _ in range(throttle.FREE):
        with pytest.raises(Refused, match=r"vault\.wrong-password") as refused:
            vault.unlock(made.folder, KAYA, "not the password", clock)
        waits.append(refused.value.params["wait"])
    assert waits == [0, 0, 2]
    with pytest.raises(Refused, match=r"vault\.wait"):
        vault.unlock(made.folder, KAYA, PASSWORDS[KAYA], clock)
    assert vault.unlock(made.folder, OREN, PASSWORDS[OREN], clock).user_id == OREN
    clock.now += 2
    assert vault.unlock(made.folder, KAYA, PASSWORDS[KAYA], clock) == made.opened
    assert throttle.wait_after(made.folder, str(KAYA)) == 0


def test_unlock_counts_a_try_before_it_is_made(made: Made, clock: Clock) -> None:
    # so that ending the program while it derives saves no try
    with vaultfile.held(made.folder):
        throttle.begin(made.folder, str(KAYA), clock)
    assert throttle._read(made.folder, clock)[str(KAYA)].count == 1
