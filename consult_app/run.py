"""The window from its opening to its closing: the process around a desk, and bugs that are told."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from consult_app import log
from consult_app.app import Desk
from consult_app.i18n import _
from consult_app.ui.kit.theme import install
from consult_app.ui.window import Window


def run_window(folder: Path, *, demo: bool = False) -> int:
    """Open the window on the records in `folder` and stay until it is closed; the exit code."""
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    install(app, styled=True)
    log.begin(folder)
    log.note(log.Entry.STARTED)
    desk = _sat_at(app, folder, demo=demo)
    while desk.begins_anew:
        desk = _sat_at(app, folder)  # the made-up clinic is there by now
    log.end()
    return desk.code


def _sat_at(app: QApplication, folder: Path, *, demo: bool = False) -> Desk:
    """A desk, until its window was closed."""
    desk = Desk(app, folder, demo=demo)
    watch_for_bugs(desk.window)
    desk.show()
    app.exec()
    desk.close()
    desk.window.deleteLater()
    return desk


def run_demo_window() -> int:
    """The made-up clinic in a folder that goes when the window is closed."""
    from tempfile import TemporaryDirectory  # of use here alone, and the first paint waits for it

    with TemporaryDirectory(prefix="consult-demo-") as folder:
        return run_window(Path(folder), demo=True)


def watch_for_bugs(window: Window) -> None:
    """A bug is logged by its place alone and said in one calm line; the window stays."""

    def caught(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        reference = log.bug(error)
        window.show_trouble(
            _(
                "Something in the program went wrong (number {number}). What was saved is safe: "
                "go on, and tell whoever looks after the program."
            ).format(number=reference)
        )

    sys.excepthook = caught
