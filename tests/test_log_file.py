"""The log's file: this user's alone, and never so long that it fills the disk."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from consult_app import log


def test_log_is_readable_by_its_user_alone(tmp_path: Path) -> None:
    log.begin(tmp_path)
    log.note(log.Entry.STARTED)
    log.end()
    file = tmp_path / log.FILE
    assert "started" in file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_log_grown_long_begins_anew_and_keeps_one_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "LARGEST", 1_000)
    log.begin(tmp_path)
    for _ in range(200):
        log.note(log.Entry.STARTED)
    log.end()
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == [log.FILE, f"{log.FILE}.1"]
    assert all(file.stat().st_size < 1_200 for file in files)
