"""The README names only what is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def targets() -> set[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):", text, flags=re.MULTILINE))


@pytest.mark.parametrize("name", sorted(set(re.findall(r"(?<=\bmake )[a-z-]+", README))))
def test_readme_target_named_is_in_the_makefile(name: str) -> None:
    assert name in targets()


@pytest.mark.parametrize(
    "path",
    sorted(
        set(re.findall(r"`((?:consult_app|resources|db|tests|bench|tools)/[^`*]*)`", README))
        | set(re.findall(r"\]\(([^):]+)\)", README))
    ),
)
def test_readme_path_named_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_readme_gives_a_reason_for_each_dependency() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    texts = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    table = README.partition("## Why each dependency")[2]
    assert [n for n in (Requirement(t).name for t in texts) if n not in table] == []
