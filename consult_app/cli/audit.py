"""`consult-app audit verify`: is the chain of who did what whole, and if not, where."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consult_app.cli import ask
from consult_app.errors import Refused
from consult_app.i18n import _

if TYPE_CHECKING:
    from consult_app.domain.audit import Anchor


_ANCHOR = re.compile(r"([0-9]{1,18}):([0-9a-f]{4,64})…?")


@click.group(help=_("Check who did what."))
def command() -> None:
    """Groups what can be done with the audit chain."""


@command.command(
    help=_("Check every entry against the one before it, and against what is on paper.")
)
@click.option(
    "--anchor",
    "anchors",
    multiple=True,
    metavar=_("NUMBER:HASH"),
    help=_("As it stands on a document or in a backup; may be given more than once."),
)
@ask.user
@ask.password_file
def verify(anchors: tuple[str, ...], named: str | None, password_file: Path | None) -> None:
    """Exit 0 only where the chain is whole."""
    from consult_app.cli.records import opened
    from consult_app.services import audit

    known = [_anchor(text) for text in anchors]
    with opened(named, password_file) as acting:
        report = audit.verify(acting, known)
    for fault in report.faults:
        click.echo(f"{fault.first}-{fault.last}: {fault.damage.value}", err=True)
    if not report.sound:
        raise SystemExit(1)
    head = f"{report.head.seq}:{report.head.hash}" if report.head else ""
    click.echo(_("Whole: {count} entries. {head}").format(count=report.entries, head=head))


@command.command(help=_("List the records that were erased, or are to be."))
@ask.user
@ask.password_file
def erasures(named: str | None, password_file: Path | None) -> None:
    """One line each: number, state, day, who decided, and the hash of what went."""
    from consult_app.cli.records import opened
    from consult_app.services import erasure
    from consult_app.services.erasure_words import STATE

    with opened(named, password_file) as acting:
        found = erasure.every(acting)
    for one in found:
        at = one.closed_at or one.ordered_at
        people = ", ".join(name for name in (one.ordered_name, one.closed_name) if name)
        told = (one.record_number, _(STATE[one.state]), f"{at.astimezone():%Y-%m-%d}", people)
        click.echo("  ".join((*told, one.order.ground.value, one.sha256)).rstrip())


def _anchor(text: str) -> Anchor:
    """An anchor as it is printed, whole or shortened. Raises `Refused("audit.no-anchor")`."""
    from consult_app.domain.audit import Anchor

    parts = _ANCHOR.fullmatch(text.strip().lower())
    if parts is None:
        raise Refused("audit.no-anchor")
    return Anchor(int(parts[1]), parts[2])
