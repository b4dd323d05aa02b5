"""The command line; `consult-app` alone is the window, which waits for no command's imports."""

from __future__ import annotations

import gc
import sys

from consult_app import paths, private


def main() -> None:
    """The entry point `consult-app`."""
    private.begin()
    if len(sys.argv) == 1:
        gc.disable()  # the start makes no garbage; the window has a collector of its own
        from consult_app.run import run_window

        raise SystemExit(run_window(paths.data_folder()))
    from consult_app.cli.commands import run

    run()
