"""A copy outside: the very bytes or nothing, and never over another file."""

from __future__ import annotations

from pathlib import Path

import pytest

from consult_app.errors import Refused
from consult_app.services import copies


def test_save_writes_the_bytes_privately(tmp_path: Path) -> None:
    target = copies.save(b"%PDF", tmp_path / "x.pdf")
    assert target.read_bytes() == b"%PDF"
    assert target.stat().st_mode & 0o777 == 0o600


def test_save_twice_the_same_is_content(tmp_path: Path) -> None:
    copies.save(b"%PDF", tmp_path / "x.pdf")
    assert copies.save(b"%PDF", tmp_path / "x.pdf").read_bytes() == b"%PDF"


def test_save_over_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"other")
    with pytest.raises(Refused, match=r"file\.exists"):
        copies.save(b"%PDF", tmp_path / "x.pdf")
    assert (tmp_path / "x.pdf").read_bytes() == b"other"


@pytest.mark.parametrize(
    ("target", "code"),
    [("", "file.name-missing"), ("missing/x.pdf", "file.no-folder"), (".", "file.name-missing")],
)
def test_save_without_a_place_is_refused(tmp_path: Path, target: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        copies.save(b"%PDF", Path(target) if not target.startswith("m") else tmp_path / target)
    assert refused.value.code == code
