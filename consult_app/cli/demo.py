"""`consult-app demo`: the made-up clinic in a window, or one consultation without a display."""

from __future__ import annotations

from pathlib import Path

import click

from consult_app.errors import Refused
from consult_app.i18n import _


@click.command(help=_("Open a made-up clinic; nothing of it stays."))
@click.option("--headless", is_flag=True, help=_("Play one consultation without a display."))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help=_("Where the headless consultation puts its documents and pictures."),
)
def command(headless: bool, out: Path | None) -> None:
    """Exit 0 only if all of it happened."""
    if not headless:
        from consult_app.run import run_demo_window

        raise SystemExit(run_demo_window())
    if out is None:
        raise Refused("demo.out-missing")
    from consult_app.cli.headless import run_headless_demo

    for line in run_headless_demo(out):
        click.echo(line)
