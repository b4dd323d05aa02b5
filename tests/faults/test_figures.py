"""The sum of the faults: what is lost, accepted, not tried or without a caught twin is not well."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from tests.faults import figures
from tests.faults.figures import VARIABLE, Figures, read, received, summed, without_twin

GOOD = Figures("kill", tried=10, caught=9, lost=0, harmless=1)
TWIN = Figures("kill", tried=2, caught=1, lost=1, twin=True)


@pytest.mark.parametrize(
    ("line", "good"),
    [
        (GOOD, True),
        (Figures("kill", tried=10, caught=9, lost=1), False),
        (Figures("kill", tried=10, caught=9, lost=0), False),  # what became of the tenth?
        (Figures("kill", tried=0, caught=0, lost=0), False),
        (TWIN, True),
        (Figures("kill", tried=100, caught=100, lost=0, twin=True), False),
    ],
)
def test_line_is_good_only_where_everything_was_caught_or_the_twin_was(
    line: Figures, good: bool
) -> None:
    assert line.good() is good


def test_lines_of_one_program_are_added_up_and_its_twin_stands_apart() -> None:
    assert summed([GOOD, TWIN, GOOD]) == [
        Figures("kill", tried=20, caught=18, lost=0, harmless=2),
        TWIN,
    ]


def test_one_lost_in_a_thousand_is_seen_in_the_sum() -> None:
    hurt = Figures("kill", tried=1_000, caught=999, lost=1)
    assert not all(line.good() for line in summed([GOOD, hurt, TWIN]))


def test_program_whose_twin_was_not_there_is_named() -> None:
    step, cut = Figures("kill at a step", 1, 1, 0), Figures("power cut", 1, 1, 0)
    assert without_twin([GOOD, step, cut, TWIN]) == ["power cut"]
    assert without_twin([GOOD]) == ["kill"]


def test_line_is_kept_in_the_file_before_the_test_fails_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "figures"))
    GOOD.tell()
    bad = Figures("kill", tried=1, caught=0, lost=1)
    with pytest.raises(AssertionError):
        bad.tell()
    assert read(tmp_path / "figures") == [GOOD, bad]
    assert read(tmp_path / "nothing") == []


def test_process_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "PATIENCE", 0)
    inbox, outbox = multiprocessing.Pipe(duplex=False)
    with pytest.raises(AssertionError, match="does not begin"):
        received(inbox)
    outbox.send_bytes(b"begun")
    assert received(inbox) == b"begun"
    inbox.close()
    outbox.close()
