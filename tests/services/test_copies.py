"""A copy outside: the very bytes or nothing, and never over another file."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from consult_app.documents.pages import page_count, page_text
from consult_app.documents.render import render
from consult_app.errors import Refused
from consult_app.services import copies
from tests.documents import sheets


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


def test_file_is_replaced_only_when_it_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"other")
    copies.save(b"%PDF", tmp_path / "x.pdf", replace=True)
    assert (tmp_path / "x.pdf").read_bytes() == b"%PDF"
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


def test_pack_is_saved_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    papers = (("a.pdf", b"%PDF a"), ("b.pdf", b"%PDF b"), ("c.pdf", b"%PDF c"))
    flushed = []

    def full(descriptor: int) -> None:
        flushed.append(descriptor)
        if len(flushed) == 3:
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match=r"file\.disk-full"):
        copies.save_each(papers, tmp_path)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    copies.save_each(papers, tmp_path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == dict(papers)


def test_full_disk_leaves_what_was_to_be_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.pdf").write_bytes(b"other")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match=r"file\.disk-full"):
        copies.save(b"%PDF", tmp_path / "x.pdf", replace=True)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("x.pdf", b"other")]


def test_pack_goes_over_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").write_bytes(b"other")
    with pytest.raises(Refused, match=r"file\.exists"):
        copies.save_each((("a.pdf", b"%PDF a"), ("b.pdf", b"%PDF b")), tmp_path)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("b.pdf", b"other")]


def test_pack_in_one_file_has_every_page_in_order(tmp_path: Path) -> None:
    first, second = render(sheets.aftercare()), render(sheets.consent())
    target = copies.save_together([first, second], tmp_path / "papers.pdf")
    whole = target.read_bytes()
    assert page_count(whole) == page_count(first) + page_count(second)
    assert page_text(whole, page_count(first)) == page_text(second, 0)
