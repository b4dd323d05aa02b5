"""`consult-app export`: takes records out of the program, readable and for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from consult_app.cli import ask
from consult_app.errors import Refused
from consult_app.i18n import _

if TYPE_CHECKING:
    from consult_app.domain.patients import Patient
    from consult_app.services.acting import Acting


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
    from consult_app.services import patient_export

    with opened(named, password_file) as acting:
        made = patient_export.export(acting, _found(acting, number).id, folder)
    _tell(made)


@command.command(
    help=_("The newest consultation of a patient, or the one with ID, into a new folder of DIR.")
)
@click.argument("number", metavar=_("NUMBER"))
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--id", "wanted", type=int, metavar="ID", help=_("Which consultation."))
@ask.user
@ask.password_file
def consultation(
    number: str, folder: Path, wanted: int | None, named: str | None, password_file: Path | None
) -> None:
    """The pages, papers and files of one consultation; where the folder is."""
    from consult_app.cli.records import opened
    from consult_app.services import patient_export

    with opened(named, password_file) as acting:
        one = _consultation(acting, number, wanted)
        made = patient_export.export_consultation(acting, one, folder)
    _tell(made)


@command.command(
    help=_("The newest consultation of a patient, or the one with ID, as HL7 FHIR R4 into FILE.")
)
@click.argument("number", metavar=_("NUMBER"))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--id", "wanted", type=int, metavar="ID", help=_("Which consultation."))
@ask.user
@ask.password_file
def fhir(
    number: str, file: Path, wanted: int | None, named: str | None, password_file: Path | None
) -> None:
    """One Bundle, in a file that was not there before."""
    from consult_app.cli.records import opened
    from consult_app.services import patient_export

    with opened(named, password_file) as acting:
        one = _consultation(acting, number, wanted)
        made = patient_export.export_bundle(acting, one, file.parent, name=file.name)
    _tell(made)


def _found(acting: Acting, number: str) -> Patient:
    from consult_app.services import patients

    for one in patients.search(acting, number):
        if number in {one.record_number, *one.other_numbers}:
            return one
    raise Refused("patient.not-found")


def _consultation(acting: Acting, number: str, wanted: int | None) -> int:
    from consult_app.services import consultations

    ids = [
        one.consultation.id for one in consultations.of_patient(acting, _found(acting, number).id)
    ]
    if not ids or (wanted is not None and wanted not in ids):
        raise Refused("consultation.not-found")
    return max(ids) if wanted is None else wanted


def _tell(made: Path) -> None:
    click.echo(_("Exported: {path}").format(path=made))
    click.echo(_("It is not encrypted: give it to nobody but who may read it, then delete it."))
