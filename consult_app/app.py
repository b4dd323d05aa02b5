"""Puts the parts together: settings, window, then store, services and pages, in this order.

The frame is painted before the database is even imported; only this module creates anything.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QLocale, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from consult_app import i18n, log, private, settings
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.ui import qt_words
from consult_app.ui.collector import Collector
from consult_app.ui.kit.theme import install
from consult_app.ui.pages.start import StartPage
from consult_app.ui.window import Window
from consult_app.ui.work import Lane, Work

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from consult_app.domain.clinic import ClinicSettings
    from consult_app.services.accounts import Session
    from consult_app.services.acting import Acting
    from consult_app.services.shift import Shift
    from consult_app.storage.kdf import Cost
    from consult_app.ui.backups.house import BackupHouse
    from consult_app.ui.consent.patient_view import PatientView
    from consult_app.ui.context import Context
    from consult_app.ui.entry import Entry
    from consult_app.ui.gate import Gate
    from consult_app.ui.idle import Idle
    from consult_app.ui.lock import Lock
    from consult_app.ui.router import Router
    from consult_app.ui.ways_in import Folder

Languages: TypeAlias = tuple[str, ...]
Clock: TypeAlias = Callable[[], float]

_LOOKED_AT_MS = 150
"""In which the day's list is painted before anything else is brought in."""
PATIENT_MINUTES = 20
"""Without a touch, while the patient has the screen: reading a page takes its time."""


class Desk(QObject):
    """One window on one folder of records.

    `ready()` when the day's list is there, or a page that asks who comes in. `code` is the exit
    code; `begins_anew`: another desk is to follow, in another language. `close()` ends it: what was
    typed is on the disk, and others may open the records.
    `cost`: of a guess at a password of a new vault; measured on this machine where none is given.
    `clocks`: on the wall, and the one that nobody sets, in seconds: by both, the lock sees that
    the computer slept.
    """

    ready = Signal()
    _progress = Signal(int, int)

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        *,
        demo: bool = False,
        cost: Cost | None = None,
        clocks: tuple[Clock, Clock] = (time.time, time.monotonic),
    ) -> None:
        super().__init__(app)
        self.code = 0
        self.begins_anew = False
        self.ctx: Context | None = None
        self._place, self._demo, self._cost = folder, demo, cost
        self._clocks = clocks
        self._session: Session | None = None
        self._first = False
        self._resting, self._closed = "", False
        self._gate_page: QWidget | None = None
        self._router: Router | None = None
        self._collector = Collector(self)
        self._later = QTimer(self, singleShot=True, interval=_LOOKED_AT_MS)
        self._later.timeout.connect(self._ahead)
        self._kept = settings.load(folder, qt_words.of_system())
        self._language = self._kept.language
        self._tables = dict(self._kept.tables)
        i18n.use(self._kept.language)
        qt_words.speak(app, self._kept.language)
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
        self.window.bar.locked.connect(self.lock)
        self.window.language_asked.connect(self._ask_language)

    def show(self) -> None:
        """Show the frame; the records are opened once it is painted."""
        self.window.show()

    def close(self) -> None:
        """Finish what is under way, then let go of the records."""
        now = self.window.settings(self._language, self._tables)
        self._closed = True
        self._later.stop()
        self.work.close()
        if self._session is not None:
            self._session.acting.store.close()
        if self.ctx is not None:
            self.ctx.acting.store.close()
        self._collector.stop()
        if now != self._kept and not settings.save(self._place, now):
            log.note(log.Entry.SETTINGS_NOT_KEPT)
        log.note(log.Entry.CLOSED)

    # the language

    def _ask_language(self) -> None:
        from consult_app.ui import language_strip

        language_strip.ask(self.window, self._kept.language, self._speak)

    def _speak(self, language: str) -> None:
        """Every word of every page is another: the window is made anew, over the same records."""
        self._language, self.begins_anew = language, True
        self.window.stays = lambda: False  # nobody goes home: it comes back at once
        self.window.close()

    # coming in

    def _open(self) -> None:
        private.close_memory()
        self.work.run(Lane.WRITE, self, self._look, self._looked, self._refused)

    def _look(self) -> Session | Gate | Languages:
        """On a lane: the import of the database alone takes longer than the first paint.

        Where nothing is yet: the languages in which the shipped pack speaks.

        The list's page is imported here too, so that the window does not halt for it.
        """
        import consult_app.ui.backups.house
        import consult_app.ui.entry
        import consult_app.ui.lock
        import consult_app.ui.pages.today
        import consult_app.ui.router
        from consult_app.services import accounts
        from consult_app.services.accounts import Door
        from consult_app.services.shift import Shift
        from consult_app.services.wording import day_words
        from consult_app.ui.ways_in import Folder, gate

        day_words(date.today(), self._kept.language)  # reads the locale, which takes 20 ms
        if self._demo:
            from consult_app.services import demo

            demo.build(self._place, self._progress.emit)
        self._shift: Shift = Shift()
        self._folder: Folder = Folder(self._place, self._cost, self._took)
        match accounts.door(self._place):
            case Door.VAULT:
                import consult_app.ui.pages.login

                accounts.require_free(self._place)
                return gate(self._folder, self._shift)
            case Door.KEY_FILE:
                return self._took(accounts.open_made_up(self._place))
            case _:
                import consult_app.ui.setup.wizard  # noqa: F401 - read ahead, shown next
                from consult_app.services import shelf

                return shelf.shipped().languages

    def _took(self, session: Session) -> Session:
        """On a lane: whatever happens to the window, these records are to be closed one day."""
        self._session = session
        return session

    def _looked(self, found: Session | Gate | Languages) -> None:
        from consult_app.ui.backups.house import BackupHouse
        from consult_app.ui.entry import Entry
        from consult_app.ui.gate import Gate
        from consult_app.ui.idle import Idle
        from consult_app.ui.lock import Lock

        log.note(log.Entry.OPENED)
        self._lock: Lock = Lock(self.window, self.work)
        self._backups: BackupHouse = BackupHouse(self.window)
        self._idle: Idle = Idle(self.window, self._limit, *self._clocks)
        self._idle.left.connect(self.lock)
        self._entry: Entry = Entry(self.work, self, self)
        self._entry.entered.connect(self._entered)
        if not isinstance(found, Gate | tuple):
            self._entered(found)
            return
        self.window.set_open(False)
        self._first = isinstance(found, tuple)
        if isinstance(found, tuple):
            self._entry.welcome(self._folder, found, self._kept.language)
        else:
            self._entry.log_in(found)
        self.ready.emit()

    def put(self, page: QWidget) -> None:
        """A page that asks who comes in: on the cover while the window is locked."""
        if self._lock.on:
            self._lock.put(page)
            return
        stack, before = self.window.stack, self._gate_page
        stack.addWidget(page)
        stack.setCurrentWidget(page)
        self._gate_page = page
        if before is not None:
            stack.removeWidget(before)
            before.deleteLater()

    def _entered(self, session: Session) -> None:
        """Somebody acts: on the very page that was left, or on a new one."""
        from consult_app.ui import offers

        acting, ctx = session.acting, self.ctx
        self._idle.begin()
        if ctx is not None and ctx.acting.user.id == acting.user.id:
            ctx.acting = acting
            self._lock.lift()
            offers.pin(self.window, ctx)
            self._backups.begin()
            return
        if ctx is not None and self._router is not None:
            self._shift.end()
            self._lock.drop()
            self._router.retire()
            self._backups.retire()
        self._begin(acting, first=self._first)
        self._first = False

    def _begin(self, acting: Acting, *, first: bool) -> None:
        """The records are open and someone acts: the pages can be made."""
        from consult_app.services import accounts, clinic
        from consult_app.ui import offers
        from consult_app.ui.context import Context, Navigator
        from consult_app.ui.router import Router

        go = Navigator(self)
        ctx = Context(acting, self.work, self._theme, go, self._kept.language, tables=self._tables)
        if accounts.door(self._place) is accounts.Door.VAULT:
            ctx.shift = self._shift
            self._backups.keep(ctx)
        self.ctx = ctx
        go.replaced.connect(self._replaced)

        def told(found: ClinicSettings) -> None:
            ctx.settings = found
            self.window.bar.set_people(ctx.settings.name, ctx.acting.user.display_name)
            self.window.bar.lock.show()
            self._router = Router(ctx, self.window)
            self._router.left.connect(self._collector.soon)
            if first:
                offers.texts(self.window, ctx)
            else:
                go.today.emit()
                offers.pin(self.window, ctx)
            self._put_gate_away()
            self._backups.begin()
            self.ready.emit()
            # behind what the day's list reads: it comes first
            self.work.run(Lane.READ, self, lambda: None, self._soon, self._refused)

        self.work.run(Lane.READ, self, lambda: clinic.settings(acting), told, self._refused)

    def _soon(self, _none: None) -> None:
        """The list is there and is painted next; what may be opened from it is read after that."""
        if not self._closed:
            self._later.start()

    def _ahead(self) -> None:
        from consult_app.ui import ahead

        job = partial(ahead.read, self._kept.language)
        self.work.run(Lane.PAPER, self, job, self._settle, self._refused)

    def _put_gate_away(self) -> None:
        if self._gate_page is not None:
            self.window.stack.removeWidget(self._gate_page)
            self._gate_page.deleteLater()
            self._gate_page = None

    def _replaced(self, kept: str, told: str) -> None:
        """A backup has taken the place of the records: whoever is in it logs in."""
        from consult_app.ui.ways_in import gate

        if self._router is not None:
            self._shift.end()
            self._router.retire()
            self._backups.retire()
        self.ctx = self._router = None
        self.window.set_open(False)
        self.window.bar.set_people("", "")
        self.window.bar.lock.hide()
        self._backups.tell_restored(kept, told)
        job = partial(gate, self._folder, self._shift)
        back = partial(self._entry.log_in, title=_("Restored"))
        self.work.run(Lane.READ, self, job, back, self._refused)

    # the lock

    def lock(self) -> None:
        """Cover the window now, whatever is open on it, then let go of the records."""
        if self.ctx is not None and self._router is not None and not self._lock.on:
            patient = self._patient()
            self._resting = patient.language if patient is not None else ""
            self._lock.draw(self._let_go)

    def _let_go(self) -> None:
        """Unless the window was closed meanwhile, which lets go of all."""
        if self.ctx is not None and not self._closed:
            job = partial(self._close_records, self.ctx.acting)
            self.work.run(Lane.WRITE, self, job, self._ask_back, self._cannot_come_back)

    def _close_records(self, acting: Acting) -> Gate:
        """On a lane: a full disk does not keep the lock away."""
        from consult_app.services import accounts
        from consult_app.ui.ways_in import gate

        with suppress(Refused):
            accounts.note_locked(acting)
        self._shift.hold(acting)
        acting.store.close()
        return gate(self._folder, self._shift, acting.user.id)

    def _ask_back(self, gate: Gate) -> None:
        """A patient who was left with the screen is shown no names of those who log in."""
        log_in = partial(self._entry.log_in, gate, _("Locked"))
        if not self._resting:
            log_in()
            return
        from consult_app.ui.rest import RestPage

        page = RestPage(self._resting)
        page.woken.connect(log_in)
        self._lock.put(page)
        page.enter()

    def _cannot_come_back(self, refused: Refused) -> None:
        from consult_app import messages

        page = StartPage("")
        page.close_asked.connect(self.window.close)
        self._lock.put(page)
        page.refuse(messages.sentence(refused))

    def _limit(self) -> float:
        """Seconds without a key or a click after which the window locks; 0 while nobody acts."""
        if self.ctx is None or self._lock.on:
            return 0
        patient = self._patient() is not None
        return 60.0 * (PATIENT_MINUTES if patient else self.ctx.settings.lock_minutes)

    def _patient(self) -> PatientView | None:
        """The view in which a patient reads now."""
        from consult_app.ui.consent.patient_view import PatientView

        views = self.window.findChildren(PatientView)
        return next((view for view in views if view.isVisible()), None)

    def _settle(self, _none: None) -> None:
        self._collector.begin()
        self._theme.heed_system()

    def _refused(self, refused: Refused) -> None:
        from consult_app import messages

        self.code = 1
        log.note(log.Entry.REFUSED, code=refused.code)
        sentence = messages.sentence(refused)
        print(sentence, file=sys.stderr)
        self.window.set_open(False)
        self._start.refuse(sentence)
