"""`consult-app backup`: make a backup, prove that one is whole, put one in place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from consult_app import paths
from consult_app.cli import ask
from consult_app.i18n import _

if TYPE_CHECKING:
    from consult_app.storage.aside import Checked

_file = click.argument("file", type=click.Path(path_type=Path))
_key = click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path),
    help=_("The key file of a backup that has no passwords, where it is not that of the records."),
)
_code = click.option("--recovery-code", is_flag=True, help=_("Ask for the recovery code instead."))


@click.group(help=_("Keep the records safe: back up, verify, restore."))
def command() -> None:
    """Groups what can be done with backups."""


@command.command(help=_("Back up the records, encrypted, into a new file of DIR."))
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@ask.user
@ask.password_file
def create(folder: Path | None, named: str | None, password_file: Path | None) -> None:
    """Print where the file is, and what to do with it."""
    from consult_app.cli.records import opened
    from consult_app.services import backup

    with opened(named, password_file) as acting:
        made = backup.create(acting, folder)
    rows = sum(made.manifest.counts.values())
    click.echo(_("Backed up {rows} rows: {path}").format(rows=rows, path=made.path))
    click.echo(_opens_by(made.path))


@command.command(help=_("Restore a backup aside, compare, and say whether it is whole."))
@_file
@_key
@_code
@ask.user
@ask.password_file
def verify(
    file: Path,
    key_file: Path | None,
    recovery_code: bool,
    named: str | None,
    password_file: Path | None,
) -> None:
    """Exit 0 only where the backup is whole and the audit chain in it too."""
    from consult_app.services import backup

    data_key = _data_key(file, key_file, recovery_code, named, password_file)
    checked = backup.verify(file, paths.data_folder(), data_key)
    click.echo(_described(checked))
    if not _told_faults(checked):
        raise SystemExit(1)
    click.echo(_("Whole."))


@command.command(help=_("Put a backup in place of the records; what is there now is kept."))
@_file
@_key
@_code
@ask.user
@ask.password_file
@click.option("--yes", is_flag=True, help=_("Do not ask whether to."))
def restore(
    file: Path,
    key_file: Path | None,
    recovery_code: bool,
    named: str | None,
    password_file: Path | None,
    yes: bool,
) -> None:
    """Verify, ask twice, restore, and say where the old records are."""
    from consult_app.services import backup
    from consult_app.services.erasure_words import repeated_words

    folder = paths.data_folder()
    data_key = _data_key(file, key_file, recovery_code, named, password_file)
    if not yes:
        checked = backup.verify(file, folder, data_key)
        click.echo(_described(checked))
        _told_faults(checked)
        _ask_twice(folder)
    restored = backup.restore(file, folder, data_key)
    _told_faults(restored.checked)
    click.echo(_("Restored: {folder}").format(folder=folder))
    if told := repeated_words(restored.repeated):
        click.echo(told)
    if restored.kept is not None:
        click.echo(_("What was there is kept in {folder}.").format(folder=restored.kept))


def _data_key(
    file: Path, key_file: Path | None, by_code: bool, named: str | None, password_file: Path | None
) -> bytes:
    """What opens the backup: a password or the recovery code of when it was made, or a key file."""
    from consult_app.services import backup

    people = backup.people(file)
    if not people:
        return backup.key_by_file(paths.data_folder(), key_file)
    if by_code:
        code = click.prompt(_("Recovery code"), hide_input=True, err=True)
        return backup.key_by_code(file, code)
    who = ask.person(people, named)
    return backup.key_by_password(file, who.user_id, ask.password(who.name, password_file))


def _opens_by(file: Path) -> str:
    from consult_app.services import backup

    if backup.people(file):
        return _("Take it to another disk. It opens by the passwords of today.")
    return _("Take it to another disk, and keep the key file in a different place.")


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
