"""What commands ask a person at the terminal: who, and the password, which is never an argument."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consult_app.errors import Refused
from consult_app.i18n import _

if TYPE_CHECKING:
    from consult_app.storage.vault import Person

user = click.option(
    "--user", "named", metavar=_("NAME"), help=_("Who logs in, where more than one may.")
)
password_file = click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    help=_("A file with the password in its first line; without it the terminal asks."),
)


def person(people: Sequence[Person], named: str | None) -> Person:
    """One of `people`: the one named, by name or number, or the only one, or the one chosen.

    Raises `Refused("vault.no-such-user")`.
    """
    if named is None and len(people) > 1:
        for one in people:
            click.echo(f"{one.user_id}  {one.name}", err=True)
        named = str(click.prompt(_("Number or name"), err=True))
    if named is None and people:
        return people[0]
    wanted = (named or "").strip().casefold()
    for one in people:
        if wanted in {str(one.user_id), one.name.casefold()}:
            return one
    raise Refused("vault.no-such-user")


def password(name: str, file: Path | None) -> str:
    """The password of `name`. Raises `Refused("file.unreadable")`."""
    if file is None:
        return str(
            click.prompt(_("Password of {name}").format(name=name), hide_input=True, err=True)
        )
    try:
        return file.read_text(encoding="utf-8").partition("\n")[0].removesuffix("\r")
    except (OSError, UnicodeDecodeError):
        raise Refused("file.unreadable") from None
