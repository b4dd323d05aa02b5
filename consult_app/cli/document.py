"""`consult-app document verify`: is this file, or this printed page, one of the clinic's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from consult_app import i18n, paths
from consult_app.cli import ask
from consult_app.errors import Refused
from consult_app.i18n import _

if TYPE_CHECKING:
    from consult_app.services.verifying import Finding


@click.group(help=_("Check documents."))
def command() -> None:
    """Groups what can be done with documents."""


@command.command(
    help=_(
        "Say whether a PDF, or a printed page by its code or number, is a document of this clinic, "
        "unchanged and in force."
    )
)
@click.argument("file")
@ask.user
@ask.password_file
@click.option(
    "--certificate",
    type=click.Path(path_type=Path),
    help=_("The clinic's saved certificate: checks the seal alone, without the records."),
)
@click.option(
    "--without-records", is_flag=True, help=_("Check the seal alone, whoever's it may be.")
)
def verify(
    file: str,
    named: str | None,
    password_file: Path | None,
    certificate: Path | None,
    without_records: bool,
) -> None:
    """Exit 0 only for what is unchanged, sealed and in force."""
    from consult_app.services import verifying

    if certificate is not None or without_records:
        known = verifying.read(certificate) if certificate is not None else b""
        _tell(verifying.without_records(verifying.read(Path(file)), known))
    else:
        _tell(_by_records(file, named, password_file))


def _by_records(file: str, named: str | None, password_file: Path | None) -> Finding:
    """Asked of the records; where they cannot be opened, what the file alone tells."""
    from consult_app.cli.records import opened
    from consult_app.services import accounts, verifying

    is_file = _is_there(Path(file)) or not verifying.is_code(file)
    pdf = verifying.read(Path(file)) if is_file else b""
    try:
        accounts.require_free(paths.data_folder())  # before anyone types a password
        with opened(named, password_file) as acting:
            if is_file:
                return verifying.check_file(acting, pdf)
            return verifying.check_code(acting, file)
    except Refused as refused:
        if not is_file or refused.code not in verifying.RECORDS_CLOSED:
            raise
        from consult_app.messages import sentence

        asked = _("Records")
        click.echo(f"{asked}: {sentence(refused)}")
        return verifying.without_records(pdf)


def _is_there(file: Path) -> bool:
    """Whether there is such a file; one that may not be looked at is there, and reading says so."""
    try:
        return file.exists()
    except OSError:
        return True


def _tell(finding: Finding) -> None:
    """The facts on standard output; what speaks against it in one line on standard error."""
    from consult_app.services import verify_words

    for label, value in verify_words.details(finding, i18n.SOURCE):
        click.echo(f"{label}: {value}")
    words = verify_words.headline(finding, i18n.SOURCE)
    if not finding.good:
        raise click.ClickException(words)
    click.echo(words)
