"""No file of this project holds eight words in a row of the source document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT
from tools import source_runs

SKIPPED = {"build", "dist", "out", "node_modules", "__pycache__"}
TEXTS = {".py", ".md", ".yaml", ".yml", ".toml", ".txt", ".po", ".json", ".cfg", ".ini", ".sh"}


def texts() -> Iterator[Path]:
    folders = [ROOT]
    while folders:
        for path in folders.pop().iterdir():
            if path.is_dir() and path.name not in SKIPPED and not path.name.startswith("."):
                folders.append(path)
            elif path.suffix in TEXTS and path != source_runs.HASHES:
                yield path


def copied(text: str, known: frozenset[str]) -> list[str]:
    return [run for run, digest in source_runs.runs(text) if digest in known]


def test_files_of_the_project_copy_no_run_of_the_source() -> None:
    known = source_runs.known()
    found = {
        str(path.relative_to(ROOT)): runs
        for path in texts()
        if (runs := copied(path.read_text(encoding="utf-8"), known))
    }
    assert found == {}


def test_scan_reaches_templates_and_code() -> None:
    names = {path.name for path in texts()}
    assert {"information.md", "rules.yaml", "markdown.py", "test_copied_runs.py"} <= names


def test_run_copied_with_other_case_marks_and_line_ends_is_found() -> None:
    text = "One two three four five six seven eight nine"
    known = frozenset(digest for _, digest in source_runs.runs(text))
    assert copied("zero ONE, two\nthree-four five «six» seven; eight.", known) == [
        "one two three four five six seven eight"
    ]
    assert copied("one two three four five six seven ate nine", known) == []


def test_hashes_are_those_of_the_source(shared: Path) -> None:
    text = (shared / "source" / "exosome-therapy.txt").read_text(encoding="utf-8")
    assert {digest for _, digest in source_runs.runs(text)} == source_runs.known()
