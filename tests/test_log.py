"""The log: events and places, never what records say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consult_app import log


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    log.begin(tmp_path)
    yield tmp_path / log.FILE
    log.end()


def test_note_writes_codes_and_numbers(written: Path) -> None:
    log.note(log.Entry.REFUSED, code="store.in-use", pages=3)
    assert written.read_text().rstrip().endswith("refused code=store.in-use pages=3")
    assert written.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["Elif Demir", "elif demir", "a" * 100, "line\nbreak", "Ünal"])
def test_note_leaves_out_what_is_no_code(written: Path, text: str) -> None:
    log.note(log.Entry.REFUSED, code=text)
    assert text not in written.read_text()
    assert "code=?" in written.read_text()


def test_bug_writes_type_and_place_but_no_message(written: Path) -> None:
    try:
        raise ValueError("Elif Demir, born 1979")
    except ValueError as error:
        reference = log.bug(error)
    text = written.read_text()
    assert "builtins.ValueError" in text
    assert "test_bug_writes_type_and_place_but_no_message" in text
    assert reference in text
    assert "Elif" not in text
    assert str(Path(__file__).parent) not in text


def test_begin_where_nothing_can_be_written_goes_without(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    log.begin(blocked / "under")
    log.note(log.Entry.STARTED)
    log.end()
