"""Puts the parts together: settings, window, then store, services and pages, in this order.

The frame is painted before the database is even imported; only this module creates anything.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QApplication

from consult_app import i18n, log, private, settings
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.ui.collector import Collector
from consult_app.ui.kit.theme import install
from consult_app.ui.pages.start import StartPage
from consult_app.ui.window import Window
from consult_app.ui.work import Lane, Work

if TYPE_CHECKING:
    from consult_app.domain.clinic import ClinicSettings
    from consult_app.domain.people import User
    from consult_app.services.acting import Acting
    from consult_app.storage.store import Store
    from consult_app.ui.context import Context


class Desk(QObject):
    """One window on one folder of records.

    `ready()` when the day's list is there. `code` is the exit code. `close()` ends it: what was
    typed is on the disk, and others may open the records.
    """

    ready = Signal()
    _progress = Signal(int, int)

    def __init__(self, app: QApplication, folder: Path, *, demo: bool = False) -> None:
        super().__init__(app)
        self.code = 0
        self.ctx: Context | None = None
        self._folder, self._demo = folder, demo
        self._store: Store | None = None
        self._collector = Collector(self)
        self._kept = settings.load(folder)
        i18n.use(self._kept.language)
        app.setLayoutDirection(QLocale(self._kept.language).textDirection())
        self._theme = install(app)
        self._theme.set_dark(self._kept.dark)
        self._theme.set_scale(self._kept.scale)
        self.work = Work(self)
        self.window = Window(self._theme, self._kept)
        self._start = StartPage(_("Making the demo clinic") if demo else _("Opening the records"))
        self._start.close_asked.connect(self.window.close)
        self.window.stack.addWidget(self._start)
        self._progress.connect(self._start.progress)
        self.window.first_painted.connect(self._open)

    def show(self) -> None:
        """Show the frame; the records are opened once it is painted."""
        self.window.show()

    def close(self) -> None:
        """Finish what is under way, then let go of the records."""
        now = self.window.settings(self._kept.language)
        self.work.close()
        if self._store is not None:
            self._store.close()
            self._store = None
        self._collector.stop()
        if now != self._kept and not settings.save(self._folder, now):
            log.note(log.Entry.SETTINGS_NOT_KEPT)
        log.note(log.Entry.CLOSED)

    def _open(self) -> None:
        private.close_memory()
        self.work.run(Lane.WRITE, self, self._open_records, self._opened, self._refused)

    def _open_records(self) -> Acting | None:
        """On a lane: the import of the database alone takes longer than the first paint.

        The list's page is imported here too, so that the window does not halt for it.
        """
        import consult_app.ui.pages.today
        import consult_app.ui.router  # noqa: F401
        from consult_app.services.acting import Acting
        from consult_app.services.first_start import first_user
        from consult_app.services.wording import day_words
        from consult_app.storage.store import Store

        if self._demo:
            from consult_app.services import demo

            demo.build(self._folder, self._progress.emit)
        self._store = Store.open(self._folder, create=True)
        user = first_user(self._store)
        day_words(date.today(), self._kept.language)  # reads the locale, which takes 20 ms
        return Acting(user, self._store) if user is not None else None

    def _opened(self, acting: Acting | None) -> None:
        log.note(log.Entry.OPENED)
        if acting is not None:
            self._begin(acting)
            return
        from consult_app.ui.pages.welcome import WelcomePage

        self.window.set_open(False)
        page = WelcomePage(self.work, self._set_up)
        page.done.connect(self._begin)
        self.window.stack.addWidget(page)
        self.window.stack.setCurrentWidget(page)
        page.enter()
        self.ready.emit()

    def _set_up(self, user: User, clinic: ClinicSettings) -> Acting:
        """On a lane: the clinic and its first user, who acts from now on."""
        from consult_app.services.acting import Acting
        from consult_app.services.first_start import set_up

        if self._store is None:
            raise RuntimeError("the records are not open")
        return Acting(set_up(self._store, user, clinic), self._store)

    def _begin(self, acting: Acting) -> None:
        """The records are open and someone acts: the pages can be made."""
        from consult_app.services import clinic
        from consult_app.ui.context import Context, Navigator
        from consult_app.ui.router import Router

        go = Navigator(self)
        ctx = Context(acting, self.work, self._theme, go, self._kept.language)
        self.ctx = ctx

        def told(found: ClinicSettings) -> None:
            ctx.settings = found
            self.window.bar.set_people(ctx.settings.name, ctx.acting.user.display_name)
            Router(ctx, self.window).left.connect(self._collector.soon)
            go.today.emit()
            self.ready.emit()
            self.work.run(Lane.PAPER, self, self._read_ahead, self._settle, self._refused)

        self.work.run(Lane.READ, self, lambda: clinic.settings(acting), told, self._refused)

    @staticmethod
    def _read_ahead() -> None:
        """On a lane, while the day's list is looked at: what is likely to be opened next."""
        from consult_app.services import shelf
        from consult_app.ui import router

        router.read_ahead()
        shelf.warm_up()

    def _settle(self, _none: None) -> None:
        self._collector.begin()

    def _refused(self, refused: Refused) -> None:
        from consult_app import messages

        self.code = 1
        log.note(log.Entry.REFUSED, code=refused.code)
        sentence = messages.sentence(refused)
        print(sentence, file=sys.stderr)
        self.window.set_open(False)
        self._start.refuse(sentence)


def run_window(folder: Path, *, demo: bool = False) -> int:
    """Open the window on the records in `folder` and stay until it is closed; the exit code."""
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    install(app, styled=True)
    log.begin(folder)
    log.note(log.Entry.STARTED)
    desk = Desk(app, folder, demo=demo)
    watch_for_bugs(desk.window)
    desk.show()
    app.exec()
    desk.close()
    log.end()
    return desk.code


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
