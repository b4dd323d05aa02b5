"""`consult-app doctor`: what is missing on this machine, and the fix."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from consult_app import machine, paths
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.messages import sentence


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `fix` is empty where all is well, `note` marks what cannot be known."""

    what: str
    found: str
    fix: str = ""
    note: bool = False


def check_libraries() -> Check:
    """The system libraries that the window needs; elsewhere than on Linux the program has them."""
    what = _("System libraries")
    missing = machine.missing_libraries() if sys.platform.startswith("linux") else []
    if not missing:
        return Check(what, _("all there"))
    line = machine.apt_line(machine.packages(missing))
    return Check(what, _("missing: {names}").format(names=", ".join(missing)), line)


def check_database() -> Check:
    """Whether the encrypted database can be loaded, in a version that is safe."""
    what = _("Database")
    again = _("Install the program again.")
    try:
        from consult_app.storage.engine import require_safe_sqlite
    except ImportError:
        return Check(what, _("cannot be loaded"), again)
    try:
        require_safe_sqlite()
    except Refused as error:
        return Check(what, sentence(error), again)
    return Check(what, _("there, in a safe version"))


def check_resources(folder: Path) -> Check:
    """Fonts and treatment packs that came with the program."""
    what = _("Fonts and packs")
    fonts, packs = (list((folder / "fonts").rglob("*.ttf")), list(folder.glob("packs/*/pack.yaml")))
    found = _("{fonts} font files, {packs} packs").format(fonts=len(fonts), packs=len(packs))
    return Check(what, found, "" if fonts and packs else _("Install the program again."))


def check_data_folder(folder: Path) -> Check:
    """Whether the clinic's folder, or the first one above it that exists, can be written to."""
    what = _("Data folder")
    there = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            return Check(what, str(folder))
    except OSError as error:
        fix = _("Make {folder} writable, or name another folder in {variable}.").format(
            folder=there, variable=paths.DATA_VARIABLE
        )
        return Check(what, f"{folder}: {error.strerror}", fix)


def check_display() -> Check:
    """Whether a window can be shown here."""
    what = _("Display")
    shown = not sys.platform.startswith("linux") or any(
        os.environ.get(variable) for variable in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if shown:
        return Check(what, _("there"))
    return Check(what, _("none; the demo still runs with --headless"), note=True)


def check_printers() -> Check:
    """Printers come and go: only the print page knows them."""
    return Check(_("Printers"), _("not known from here; the print page lists them"), note=True)


@click.command(help=_("Say what is missing on this machine, and the fix."))
def command() -> None:
    """Print every check; refuse at the end if one of them needs a fix."""
    checks: list[Callable[[], Check]] = [
        check_libraries,
        check_database,
        lambda: check_resources(paths.resources()),
        lambda: check_data_folder(paths.data_folder()),
        check_display,
        check_printers,
    ]
    results = [check() for check in checks]
    for result in results:
        mark = "✗" if result.fix else "?" if result.note else "✓"
        click.echo(f"{mark} {result.what}: {result.found}")
        if result.fix:
            click.echo(f"    {result.fix}")
    if any(result.fix for result in results):
        raise Refused("machine.incomplete")
