"""`consult-app pack check [DIR]`: the lint of a treatment pack."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from consult_app import paths
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext
from consult_app.packs.check import check_pack
from consult_app.packs.files import read_folder
from consult_app.packs.lint import Problem
from consult_app.packs.pack import Pack, load_pack


@click.group(help=_("Look after treatment packs."))
def command() -> None:
    """The group; its commands do the work."""


@command.command(help=_("Check a pack: ids, facts, tone, reading grade, promises, dates."))
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def check(folder: Path | None) -> None:
    """Print every problem as a table; refuse at the end if there is one."""
    folders = [folder] if folder else sorted((paths.resources() / "packs").iterdir())
    total = 0
    for place in folders:
        pack = load_pack(read_folder(place))
        problems = check_pack(pack, datetime.now(UTC).astimezone().date())
        total += len(problems)
        click.echo(_heading(pack, problems))
        for line in _table(problems):
            click.echo(line)
    if total:
        raise Refused("pack.not-clean", count=total)


def _heading(pack: Pack, problems: tuple[Problem, ...]) -> str:
    told = sum(bool(fact.told) for fact in pack.facts)
    count = ngettext("{n} problem", "{n} problems", len(problems)).format(n=len(problems))
    words = _("{id} {version}: {told} facts told, {left} left out with a reason; {count}")
    return words.format(
        id=pack.id, version=pack.version, told=told, left=len(pack.facts) - told, count=count
    )


def _table(problems: tuple[Problem, ...]) -> list[str]:
    if not problems:
        return []
    rows = [(p.check, p.where, p.what) for p in problems]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return [f"  {a:<{widths[0]}}  {b:<{widths[1]}}  {c}" for a, b, c in rows]
