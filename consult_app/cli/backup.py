"""`consult-app backup`: make a backup, prove that one is whole, put one in place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from consult_app import paths
from consult_app.i18n import _

if TYPE_CHECKING:
    from consult_app.storage.restore import Checked

_FILE = click.argument("file", type=click.Path(path_type=Path))
_KEY = click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path),
    help=_("The key file that belongs to the backup, where it is not the one of these records."),
)


@click.group(help=_("Keep the records safe: back up, verify, restore."))
def command() -> None:
    """Groups what can be done with backups."""


@command.command(help=_("Back up the records, encrypted, into a new file of DIR."))
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def create(folder: Path | None) -> None:
    """Print where the file is, and what to do with it."""
    from consult_app.cli.records import opened
    from consult_app.services import backup

    with opened() as acting:
        made = backup.create(acting, folder)
    rows = sum(made.manifest.counts.values())
    click.echo(_("Backed up {rows} rows: {path}").format(rows=rows, path=made.path))
    click.echo(_("Take it to another disk, and keep the key file in a different place."))


@command.command(help=_("Restore a backup aside, compare, and say whether it is whole."))
@_FILE
@_KEY
def verify(file: Path, key_file: Path | None) -> None:
    """Exit 0 only where the backup is whole and the audit chain in it too."""
    from consult_app.services import backup

    checked = backup.verify(file, paths.data_folder(), key_file)
    click.echo(_described(checked))
    if not _told_faults(checked):
        raise SystemExit(1)
    click.echo(_("Whole."))


@command.command(help=_("Put a backup in place of the records; what is there now is kept."))
@_FILE
@_KEY
@click.option("--yes", is_flag=True, help=_("Do not ask."))
def restore(file: Path, key_file: Path | None, yes: bool) -> None:
    """Verify, ask twice, restore, and say where the old records are."""
    from consult_app.services import backup

    folder = paths.data_folder()
    if not yes:
        checked = backup.verify(file, folder, key_file)
        click.echo(_described(checked))
        _told_faults(checked)
        _ask_twice(folder)
    restored = backup.restore(file, folder, key_file)
    _told_faults(restored.checked)
    click.echo(_("Restored: {folder}").format(folder=folder))
    if restored.kept is not None:
        click.echo(_("What was there is kept in {folder}.").format(folder=restored.kept))


def _ask_twice(folder: Path) -> None:
    """Go on only after two times yes."""
    questions = (
        _("Put this backup in place of the records in {folder}?").format(folder=folder),
        _("Everything entered since the backup will be missing from the records. Restore?"),
    )
    if not all(click.confirm(question) for question in questions):
        click.echo(_("Nothing was changed."))
        raise SystemExit(1)


def _described(checked: Checked) -> str:
    manifest = checked.archive.manifest
    return _(
        "Backup of {when}, made by version {version}: {rows} rows, audit entry {anchor}"
    ).format(
        when=f"{manifest.made_at.astimezone():%Y-%m-%d %H:%M}",
        version=manifest.program,
        rows=sum(manifest.counts.values()),
        anchor=manifest.anchor or "-",
    )


def _told_faults(checked: Checked) -> bool:
    """Print what is wrong with the audit chain in the backup; whether nothing is."""
    for fault in checked.report.faults:
        click.echo(f"{fault.first}-{fault.last}: {fault.damage.value}", err=True)
    return checked.report.sound
