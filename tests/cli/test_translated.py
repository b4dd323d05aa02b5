"""The command line in a language that nobody speaks: help and refusals, nothing left in English."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from consult_app import i18n
from consult_app.messages import SENTENCES
from tests.conftest import ROOT
from tests.pseudo import LANGUAGE, Vocabulary, bracketed, make_catalogue

WALK = """
import sys
from pathlib import Path
import click
from consult_app import i18n
i18n.use(sys.argv[1], Path(sys.argv[2]))
from consult_app.cli.commands import root

def tell(command, context):
    print(command.get_help(context))
    for name in getattr(command, "list_commands", lambda _context: ())(context):
        inner = command.get_command(context, name)
        tell(inner, click.Context(inner, info_name=name, parent=context))

top = root()
tell(top, click.Context(top, info_name="consult-app", max_content_width=400))
"""
CLICKS_OWN = (
    *("usage", "options", "commands", "command", "args", "default", "required", "show default"),
    "show this message and exit",
    "show the version and exit",
)
"""Words of the library that reads the command line; it has catalogues of its own."""
_NAMES = re.compile(r"--?[a-z][a-z-]*|\[?[A-Z_]{2,}[|A-Z_]*\]?\.*|\[[a-z|-]+\]|<[^>]*>")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield make_catalogue(tmp_path / "i18n")
    i18n.use(i18n.SOURCE)


def test_help_of_every_command_nothing_is_left_in_english(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WALK, LANGUAGE, str(folder)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={"PYTHONIOENCODING": "utf-8", "COLUMNS": "400", "PATH": ""},
    )
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    commands = [w for line in lines if not line.startswith("Usage") for w in line.split()[:1]]
    words = Vocabulary((*CLICKS_OWN, *commands))
    told = (line for line in lines if not line.startswith("Usage"))
    left = [line for line in told if words.untranslated(_NAMES.sub(" | ", line))]
    assert len(lines) > 60
    assert left == []


def test_every_refusal_is_translated(folder: Path) -> None:
    i18n.use(LANGUAGE, folder)
    left = [code for code, text in SENTENCES.items() if i18n._(text) != bracketed(text)]
    assert left == []
