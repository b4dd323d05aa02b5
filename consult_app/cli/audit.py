"""`consult-app audit verify`: is the chain of who did what whole, and if not, where."""

from __future__ import annotations

import click

from consult_app.i18n import _


@click.group(help=_("Check who did what."))
def command() -> None:
    """Groups what can be done with the audit chain."""


@command.command(help=_("Check every entry against the one before it."))
def verify() -> None:
    """Exit 0 only where the chain is whole."""
    from consult_app.cli.records import opened
    from consult_app.services import audit

    with opened() as acting:
        report = audit.verify(acting)
    for fault in report.faults:
        click.echo(f"{fault.first}-{fault.last}: {fault.damage.value}", err=True)
    if not report.sound:
        raise SystemExit(1)
    head = f"{report.head.seq}:{report.head.hash}" if report.head else ""
    click.echo(_("Whole: {count} entries. {head}").format(count=report.entries, head=head))
