"""The set-up: a lock that says all and names no place, a bootstrap that stops in plain words."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from consult_app import machine
from tools import bootstrap

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^([a-zA-Z0-9._-]+)==([^\s;]+)")


def lock_entries() -> Iterator[str]:
    """Each entry of the lock on one line, with its hashes."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    yield from (line for line in text.splitlines() if line and not line.lstrip().startswith("#"))


def asked_for() -> list[Requirement]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project: dict[str, Any] = tomllib.load(file)["project"]
    groups = (project["dependencies"], project["optional-dependencies"]["dev"])
    return [Requirement(text) for texts in groups for text in texts]


def pinned() -> dict[str, str]:
    found = (PINNED.match(entry) for entry in lock_entries())
    return {canonicalize_name(match[1]): match[2] for match in found if match}


def test_lock_names_no_place() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert [word for word in ("://", "index-url", "find-links", "file:") if word in text] == []


def test_lock_entry_is_exact_and_hashed() -> None:
    wrong = [e for e in lock_entries() if not PINNED.match(e) or "--hash=sha256:" not in e]
    assert wrong == []


@pytest.mark.parametrize("wanted", asked_for(), ids=lambda wanted: wanted.name)
def test_dependency_asked_for_is_locked_within_its_range(wanted: Requirement) -> None:
    assert wanted.specifier.contains(pinned()[canonicalize_name(wanted.name)])


def programs(folder: Path, **scripts: str) -> str:
    """A folder of small programs, and what PATH is to be for them alone to be found."""
    for name, body in scripts.items():
        path = folder / name.replace("_", "-")
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)
    return str(folder)


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An ordinary user on a machine that lacks a library; `.venv` lies in an empty folder."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(machine, "LIBRARIES", {"libnone.so.1": "libnone1"})
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / "venv")
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / "venv" / "bin" / "python")
    (tmp_path / "bin").mkdir()
    return tmp_path


def test_bootstrap_without_root_or_sudo_names_the_line_and_leaves_nothing(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = programs(bare / "bin", apt_get="exit 9", sudo="exit 1", apt_cache="exit 100")
    monkeypatch.setenv("PATH", path)
    assert bootstrap.main(["run"]) == 1
    assert "sudo apt-get update && sudo apt-get install libnone1\n" in capsys.readouterr().err
    assert not (bare / "venv").exists()


def test_bootstrap_with_sudo_installs_by_the_name_used_here(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = programs(
        bare / "bin",
        sudo='shift; exec "$@"',
        apt_get=f'echo "$*" >> {bare}/asked',
        apt_cache='[ "$2" = libnone1t64 ]',
    )
    monkeypatch.setenv("PATH", f"{path}:/usr/bin:/bin")
    bootstrap.make_system_ready("run")
    asked = (bare / "asked").read_text(encoding="utf-8").splitlines()
    assert asked == ["-q update", "-q install -y --no-install-recommends libnone1t64"]


def test_bootstrap_with_nothing_missing_calls_no_apt(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "LIBRARIES", {"libc.so.6": "libc6"})
    monkeypatch.setenv("PATH", programs(bare / "bin", apt_get=f"touch {bare}/called"))
    bootstrap.make_system_ready("run")
    assert not (bare / "called").exists()


def test_bootstrap_environment_that_fails_half_way_is_removed(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruin = (
        f'[ "$1" = -c ] && exit 0; mkdir -p {bare}/venv/bin; touch {bare}/venv/bin/python; exit 1'
    )
    programs(bare / "bin", python=ruin)
    monkeypatch.setattr(sys, "executable", str(bare / "bin" / "python"))
    with pytest.raises(bootstrap.CannotGoOnError):
        bootstrap.make_environment()
    assert not (bare / "venv").exists()


def test_bootstrap_done_before_starts_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(subprocess, "run", None)  # nothing may be started
    (tmp_path / "ready-test").write_text(bootstrap._content(), encoding="utf-8")
    assert bootstrap.main(["test"]) == 0


def test_bootstrap_lock_changed_is_not_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bootstrap._content()
    changed = tmp_path / "requirements.lock"
    changed.write_text("other", encoding="utf-8")
    monkeypatch.setattr(bootstrap, "LOCK", changed)
    assert bootstrap._content() != before


def test_bootstrap_runs_without_the_environment() -> None:
    # -S: no site-packages at all; an unknown purpose ends before anything is done
    command = [sys.executable, "-S", "-E", str(ROOT / "tools" / "bootstrap.py"), "other"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr[:6]) == (2, "usage:")
