"""The group of commands; each command is the `command` of a module in this room.

A command's module is imported when it is called, so that `consult-app --version` stays quick.
"""

from __future__ import annotations

import locale
from importlib import import_module

import click

from consult_app import __version__, i18n, private
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.messages import sentence

COMMANDS = ("demo", "form", "pack", "document", "audit", "backup", "export", "doctor", "roles")
"""Each is a module of this room with a click command, or group, named `command`."""


class Root(click.Group):
    """Finds its commands by name, and says a refusal in one line on standard error."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order a person meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"{__package__}.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what a person can mend ends with exit code 1 and one sentence."""
        try:
            return super().invoke(ctx)
        except Refused as error:
            raise click.ClickException(sentence(error)) from error


def root() -> click.Group:
    """The whole command line in the language in use."""
    group = Root(
        name="consult-app",
        help=_("Stands beside a physician through a structured consultation."),
    )
    click.version_option(__version__, message="%(prog)s %(version)s")(group)
    return group


def run() -> None:
    """The command that was named, in the machine's language."""
    private.close_memory()
    i18n.use((locale.getlocale()[0] or "en").partition("_")[0])
    root()(prog_name="consult-app")
