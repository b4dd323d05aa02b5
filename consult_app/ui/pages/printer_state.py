"""What the system says of a printer before anything is sent: offline, paused, out of paper."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

from consult_app.i18n import mark

PATIENCE_S = 3
"""How long the system's own list of printers may take; what it does not say is no trouble."""
_ALERTS = (
    ("offline", "print.offline"),
    ("connecting-to-device", "print.offline"),
    ("shutdown", "print.offline"),
    ("media-jam", "print.jam"),
    ("cover-open", "print.open"),
    ("door-open", "print.open"),
    ("media-empty", "print.paper-out"),
    ("media-needed", "print.paper-out"),
    ("toner-empty", "print.no-toner"),
    ("marker-supply-empty", "print.no-toner"),
    ("paused", "print.paused"),
)
"""Beginnings of IPP `printer-state-reasons` (RFC 8011, 5.4.12), the worst first."""
_FLAGS = (
    (0x80, "print.offline"),
    (0x1000, "print.offline"),
    (0x8, "print.jam"),
    (0x400000, "print.open"),
    (0x10, "print.paper-out"),
    (0x40000, "print.no-toner"),
    (0x1, "print.paused"),
)
"""Bits of a Windows printer's status (PRINTER_STATUS_…), the worst first."""
TROUBLE = {
    "print.offline": mark(
        "The printer {name} is not reached: switch it on, look at its cable or network, then print "
        "again."
    ),
    "print.paper-out": mark("The printer {name} is out of paper: put some in, then print again."),
    "print.no-toner": mark(
        "The printer {name} is out of toner or ink: change it, then print again."
    ),
    "print.jam": mark("Paper is stuck in the printer {name}: take it out, then print again."),
    "print.open": mark("A lid of the printer {name} is open: close it, then print again."),
    "print.paused": mark(
        "The printer {name} is paused: resume it in the computer's settings, then print again."
    ),
    "print.refuses": mark(
        "The printer {name} takes no jobs: allow them in the computer's settings, or choose "
        "another one."
    ),
}
"""Code -> what is said of it, and what to do."""
_ALERT_LINE = re.compile(r"^\s+Alerts:\s*(.*)$", re.MULTILINE)


def trouble(name: str) -> str:
    """The code of what stands in the way of printing; empty where nothing is known to.

    Asks another program, so it is for a lane and never for the window's thread.
    """
    if sys.platform == "win32":
        return of_flags(_windows_status(name))
    program = shutil.which("lpstat")
    return of_lpstat(_ask(program, "-l", "-p", name), _ask(program, "-a", name)) if program else ""


def of_lpstat(printer: str, accepts: str) -> str:
    """What the answers of `lpstat -l -p NAME` and `lpstat -a NAME`, in English, come to."""
    said = _ALERT_LINE.search(printer)
    reasons = [word for word in re.split(r"[\s,]+", said[1]) if word] if said else []
    serious = [word for word in reasons if not word.endswith("-warning")]
    for beginning, code in _ALERTS:
        if any(word.startswith(beginning) for word in serious):
            return code
    if " not accepting requests" in accepts:
        return "print.refuses"
    return "print.paused" if re.search(r"^printer .* disabled since ", printer) else ""


def of_flags(status: int) -> str:
    """What the status of a Windows printer comes to."""
    return next((code for bit, code in _FLAGS if status & bit), "")


def _ask(program: str, *words: str) -> str:
    english = {**os.environ, "LC_ALL": "C", "LANG": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - the system's own program, a printer's name
            [program, *words],
            env=english,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def _windows_status(name: str) -> int:
    """PRINTER_INFO_6 of the spooler; 0 where it does not tell."""
    if sys.platform == "win32":
        import ctypes

        spooler = ctypes.WinDLL("winspool.drv")
        handle, status, size = ctypes.c_void_p(), ctypes.c_ulong(), ctypes.c_ulong()
        if spooler.OpenPrinterW(name, ctypes.byref(handle), None):
            told = spooler.GetPrinterW(handle, 6, ctypes.byref(status), 4, ctypes.byref(size))
            spooler.ClosePrinter(handle)
            return int(status.value) if told else 0
    return 0
