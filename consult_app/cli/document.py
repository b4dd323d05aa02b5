"""`consult-app document verify FILE`: is this PDF one of the clinic's, and unchanged."""

from __future__ import annotations

from pathlib import Path

import click

from consult_app.cli import ask
from consult_app.errors import Refused
from consult_app.i18n import _

LARGEST = 100_000_000
"""Bytes; no document of ours comes near."""


@click.group(help=_("Check documents."))
def command() -> None:
    """Groups what can be done with documents."""


@command.command(help=_("Say whether a PDF is a document of this clinic, unchanged."))
@click.argument("file", type=click.Path(path_type=Path))
@ask.user
@ask.password_file
def verify(file: Path, named: str | None, password_file: Path | None) -> None:
    """Exit 0 only for a final document, byte for byte as it was stored."""
    from consult_app.cli.records import opened
    from consult_app.domain.documents import DocumentState
    from consult_app.services import documents

    pdf = _read(file)
    with opened(named, password_file) as acting:
        record = documents.verify(acting, pdf).record
    if record is None:
        raise Refused("document.not-ours")
    state = {
        DocumentState.FINAL: _("unchanged and in force"),
        DocumentState.SUPERSEDED: _("unchanged, but a newer version exists"),
        DocumentState.VOID: _("unchanged, but void"),
        DocumentState.AWAITING_SIGNATURE: _("unchanged, not signed yet"),
    }[record.state]
    click.echo(f"{record.number}, {record.title}: {state}")
    if record.state is not DocumentState.FINAL:
        raise SystemExit(1)


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise Refused("document.file-unreadable", file=file.name)
        return file.read_bytes()
    except OSError as error:
        raise Refused("document.file-unreadable", file=file.name) from error
