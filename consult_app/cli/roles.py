"""`consult-app roles`: who may do what, use case by use case, as the program enforces it."""

from __future__ import annotations

import click

from consult_app.domain.people import Role
from consult_app.i18n import _


@click.command(help=_("Print who may do what."))
def command() -> None:
    """One line a use case: its name, the capability it needs, and each role that has it."""
    from consult_app.services.role_table import use_cases

    head = (_("Use case"), _("Needs"), *(role.value for role in Role))
    rows = [
        (case.name, case.capability.value, *(_tick(case.allows(role)) for role in Role))
        for case in use_cases()
    ]
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    for row in (head, *rows):
        words = (word.ljust(width) for word, width in zip(row, widths, strict=True))
        click.echo("  ".join(words).rstrip())


def _tick(allowed: bool) -> str:
    return "✓" if allowed else "·"
