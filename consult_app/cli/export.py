"""`consult-app export`: takes records out of the program, readable and for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from consult_app.cli import ask
from consult_app.errors import Refused
from consult_app.i18n import _


@click.group(help=_("Take records out, for people and for other programs."))
def command() -> None:
    """Groups what can be taken out."""


@command.command(help=_("Everything of one patient, by record number, into a new folder of DIR."))
@click.argument("number", metavar=_("NUMBER"))
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@ask.user
@ask.password_file
def patient(number: str, folder: Path, named: str | None, password_file: Path | None) -> None:
    """Print where the folder is, and that it is not encrypted."""
    from consult_app.cli.records import opened
    from consult_app.services import patient_export, patients

    with opened(named, password_file) as acting:
        found = [
            one
            for one in patients.search(acting, number)
            if number in {one.record_number, *one.other_numbers}
        ]
        if not found:
            raise Refused("patient.not-found")
        made = patient_export.export(acting, found[0].id, folder)
    click.echo(_("Exported: {path}").format(path=made))
    click.echo(_("It is not encrypted: give it to nobody but who may read it, then delete it."))
