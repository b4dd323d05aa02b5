"""The command line: quick, one line for a refusal, and a doctor that names the fix."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from consult_app import __version__, machine
from consult_app.cli import commands, doctor
from consult_app.errors import Refused


def test_version_asked_prints_it_and_loads_no_window() -> None:
    code = (
        "import sys; from consult_app.cli import main; sys.argv=['consult-app','--version']\n"
        "try: main()\n"
        "finally: print(sorted({'PySide6','sqlalchemy','reportlab','yaml'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [f"consult-app {__version__}", "[]"]


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_command_listed_explains_itself(name: str) -> None:
    result = CliRunner().invoke(commands.root(), [name, "--help"])
    assert result.exit_code == 0
    assert "Usage: consult-app " + name in result.output.replace("root", "consult-app", 1)


def test_command_unknown_exits_2() -> None:
    assert CliRunner().invoke(commands.root(), ["no-such"]).exit_code == 2


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> click.Group:
    """The command line with a `doctor` that refuses."""

    @click.command
    def command() -> None:
        raise Refused("machine.incomplete")

    monkeypatch.setattr(doctor, "command", command)
    return commands.root()


def test_refusal_prints_one_line_on_standard_error_and_exits_1(refusing: click.Group) -> None:
    result = CliRunner().invoke(refusing, ["doctor"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


def test_doctor_library_missing_names_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "LIBRARIES", {"libnone.so.1": "libnone1", "libc.so.6": "libc6"})
    monkeypatch.setattr(sys, "platform", "linux")
    result = CliRunner().invoke(commands.root(), ["doctor"])
    assert result.exit_code == 1
    assert "apt-get install libnone1\n" in result.stdout


def test_doctor_resources_empty_asks_to_install_again(tmp_path: Path) -> None:
    assert doctor.check_resources(tmp_path).fix


def test_doctor_folder_not_there_yet_looks_above_and_leaves_nothing(tmp_path: Path) -> None:
    assert not doctor.check_data_folder(tmp_path / "a" / "b").fix
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="folders are locked otherwise there")
def test_doctor_folder_that_cannot_be_written_names_a_way_out() -> None:
    check = doctor.check_data_folder(Path("/proc/consult"))
    assert "CONSULT_DATA" in check.fix
