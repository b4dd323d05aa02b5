"""`consult-app pack check`: the lint of a treatment pack; `pack words`: a language to fill."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from consult_app import paths
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext
from consult_app.packs.check import Report, report
from consult_app.packs.files import PackFiles, read_folder
from consult_app.packs.lint import Problem
from consult_app.packs.pack import load_pack, released, spoken, to_translate


@click.group(help=_("Look after treatment packs."))
def command() -> None:
    """The group; its commands do the work."""


@command.command(help=_("Check a pack: ids, facts, tone, languages, reading grade, dates."))
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--language", help=_("Check this language alone, also one that is not whole yet."))
@click.option("--grades", is_flag=True, help=_("Print the grade of every part."))
def check(folder: Path | None, language: str | None, grades: bool) -> None:
    """Print every problem as a table; refuse at the end if there is one."""
    total = 0
    for place in [folder] if folder else _shipped():
        found = _report(read_folder(place), language)
        total += len(found.problems)
        click.echo(_heading(found))
        for line in _languages(found, grades=grades):
            click.echo(line)
        for line in _table(found.problems):
            click.echo(line)
    if total:
        raise Refused("pack.not-clean", count=total)


@command.command(help=_("Write the files a translator fills, with what is there, into the pack."))
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--language", required=True, help=_("An ISO 639-1 code, such as tr."))
def words(folder: Path | None, language: str) -> None:
    """Write `wording/<language>/` of each pack: every text beside the first language's."""
    for place in [folder] if folder else _shipped():
        for name, text in to_translate(read_folder(place), language).items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(text, encoding="utf-8")
            click.echo(place / name)


def _shipped() -> list[Path]:
    return sorted((paths.resources() / "packs").iterdir())


def _report(files: PackFiles, language: str | None) -> Report:
    today = datetime.now(UTC).astimezone().date()
    if language is None:
        return report(load_pack(released(files)), today)
    pack = load_pack(files, spoken(files))
    if language not in pack.languages:
        raise Refused("pack.no-such-language", language=language)
    return report(pack, today, (language,))


def _heading(found: Report) -> str:
    n = len(found.problems)
    count = ngettext("{n} problem", "{n} problems", n).format(n=n)
    words = _("{id} {version}: {told} facts told, {left} left out with a reason; {count}")
    return words.format(
        id=found.pack.id,
        version=found.pack.version,
        told=found.told,
        left=found.left_out,
        count=count,
    )


def _languages(found: Report, *, grades: bool) -> list[str]:
    """One line a language, and one a part where it is asked for."""
    lines = []
    for row in found.languages:
        words = _("{language}: {there} of {all} texts").format(
            language=row.language, there=row.there, all=row.needed
        )
        hard = _("; hardest: {part}, {grade}") if row.worst else ""
        hard = hard.format(part=row.worst.part, grade=row.worst.words) if row.worst else ""
        lines.append(f"  {words}{hard}")
        if grades:
            lines += [f"    {grade.part}: {grade.words}" for grade in row.grades]
    return lines


def _table(problems: tuple[Problem, ...]) -> list[str]:
    if not problems:
        return []
    rows = [(p.check, p.where, p.what) for p in problems]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return [f"  {a:<{widths[0]}}  {b:<{widths[1]}}  {c}" for a, b, c in rows]
