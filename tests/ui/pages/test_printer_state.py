"""What stands in the way of printing, as the system says it: asked in a process of its own."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from consult_app import messages
from consult_app.errors import Refused
from consult_app.ui.pages import printer_state
from consult_app.ui.pages.printing import SystemPrinters

IDLE = "printer Desk is idle.  enabled since Mon 23 Nov 2026 09:00:00 AM CET\n"


def system(folder: Path, printer: str, accepts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer whose list of printers says this."""
    for name, said in (("p", printer), ("a", accepts)):
        (folder / name).write_text(said, encoding="utf-8")
    program = folder / "lpstat"
    program.write_text(
        f'#!/bin/sh\ncase "$1" in -a) cat {folder}/a;; *) cat {folder}/p;; esac\n', encoding="utf-8"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@pytest.mark.parametrize(
    ("alerts", "code"),
    [
        ("none", ""),
        ("media-empty-error", "print.paper-out"),
        ("media-empty-warning", ""),
        ("offline-report media-empty-error", "print.offline"),
        ("media-jam", "print.jam"),
        ("cover-open-error", "print.open"),
        ("toner-empty-error", "print.no-toner"),
        ("toner-low-report", ""),
        ("paused", "print.paused"),
    ],
)
def test_alerts_of_the_printer_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alerts: str, code: str
) -> None:
    system(tmp_path, f"{IDLE}\tDescription: Desk\n\tAlerts: {alerts}\n", "", monkeypatch)
    assert printer_state.trouble("Desk") == code


@pytest.mark.parametrize(
    ("printer", "accepts", "code"),
    [
        ("printer Desk disabled since Mon 23 Nov -\n\tPaused\n", "", "print.paused"),
        (IDLE, "Desk not accepting requests since Mon 23 Nov -\n\tClosed\n", "print.refuses"),
        (IDLE, "Desk accepting requests since Mon 23 Nov\n", ""),
    ],
)
def test_printer_that_takes_no_job_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, printer: str, accepts: str, code: str
) -> None:
    system(tmp_path, printer, accepts, monkeypatch)
    assert printer_state.trouble("Desk") == code


def test_computer_without_a_print_system_has_no_printers_and_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nowhere"))
    assert SystemPrinters().names() == []
    assert SystemPrinters().trouble("Desk") == ""
    with pytest.raises(Refused, match=r"print\.gone"):
        SystemPrinters().printer("Desk")


@pytest.mark.parametrize(
    ("status", "code"), [(0, ""), (0x10, "print.paper-out"), (0x90, "print.offline"), (0x400, "")]
)
def test_status_of_a_windows_printer_is_told_the_worst_first(status: int, code: str) -> None:
    assert printer_state.of_flags(status) == code


def test_every_trouble_has_its_sentence_with_the_printers_name() -> None:
    codes = {code for _word, code in printer_state._ALERTS} | {
        code for _bit, code in printer_state._FLAGS
    }
    for code in (*codes, "print.refuses"):
        assert "Desk" in printer_state.TROUBLE[code].format(name="Desk")
    assert "Desk" in messages.sentence(Refused("print.refused", name="Desk"))
