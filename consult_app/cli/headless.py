"""The demonstration without a display: one consultation at the real window, then its proof."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from consult_app.app import Desk
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import demo, demo_check, shelf
from consult_app.ui.hands import ControlNotFoundError, Hands
from consult_app.ui.kit.theme import install
from consult_app.ui.storyline.story import Story


def run_headless_demo(out: Path) -> Iterator[str]:
    """Play the script of the shipped pack; the lines to print.

    The sheets and a picture of every page are in `out` afterwards. Raises `Refused` (demo.…)
    unless all of it happened.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Refused("demo.out-not-writable", folder=out) from None
    app = _application()
    bugs: list[BaseException] = []
    usual, sys.excepthook = sys.excepthook, lambda _kind, error, _trace: bugs.append(error)
    try:
        with TemporaryDirectory(prefix="consult-demo-") as folder:
            yield from _played(app, Path(folder), out)
    finally:
        sys.excepthook = usual
    if bugs:
        raise Refused("demo.stuck", why=type(bugs[0]).__name__) from bugs[0]


def _application() -> QApplication:
    """The one there is, or one that needs no display."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_LOGGING_RULES"] = "*.warning=false"  # no window can be raised where none is seen
    made = QApplication([*sys.argv[:1], "-style", "Fusion"])
    install(made, styled=True)
    return made


def _played(app: QApplication, folder: Path, out: Path) -> Iterator[str]:
    """The consultation in a fresh clinic in `folder`; then everything is checked."""
    demo.build(folder, stories=False)
    desk = Desk(app, folder)
    hands = Hands(desk.window, lambda: desk.work.busy)
    desk.show()
    try:
        hands.wait(desk.window.rail.isEnabled, _("the window does not open"))
        hands.settle()
        for file in Story(hands, shelf.shipped(), out.absolute(), "en").play():
            yield str(out / file.name)
        if desk.ctx is not None:
            demo_check.require_whole(desk.ctx.acting, out)
    except ControlNotFoundError as lost:
        raise Refused("demo.stuck", why=lost) from lost
    finally:
        desk.close()
    yield _("{n} keys pressed").format(n=hands.presses)
