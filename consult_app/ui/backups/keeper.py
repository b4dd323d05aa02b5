"""Looks now and then whether a backup is due, has it made off the window's thread, and tells."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from consult_app.domain import backup_plan
from consult_app.domain.backup_plan import Standing
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import safekeeping
from consult_app.services.safekeeping import Stage, State
from consult_app.ui.backups.sign import BackupSign
from consult_app.ui.backups.strip import BackupStrip
from consult_app.ui.backups.words import newest_words, short_words, trouble_words
from consult_app.ui.context import Context
from consult_app.ui.work import Lane

TICK_MS = 10 * 60 * 1000
FIRST_MS = 5_000
"""The day's list and what is read ahead come first."""
PATIENCE_TICKS = 6
"""Looks that go by after a refusal before the next try: an hour."""


class Keeper(QObject):
    """For one person at the window. `changed(State)` when there is news; `busy` while at work."""

    changed = Signal(object)

    def __init__(self, ctx: Context, sign: BackupSign, strip: BackupStrip) -> None:
        super().__init__()
        self._ctx, self._sign, self._strip = ctx, sign, strip
        self.state: State | None = None
        self.busy = False
        self._stopped = False
        self._told = Standing.FINE
        self._tried = False
        self._patience = 0
        self._timer = QTimer(self, interval=TICK_MS)
        self._first = QTimer(self, interval=FIRST_MS, singleShot=True)
        for timer in (self._timer, self._first):
            timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Somebody has logged in: show how it stands, then see to it."""
        self._timer.start()
        self._first.start()
        self.read()

    def read(self) -> None:
        """Show how it stands now."""
        job = partial(safekeeping.state, self._ctx.acting)
        self._ctx.work.run(Lane.READ, self, job, self.show, self._not_read)

    def look(self) -> None:
        """Make one where the plan asks for it."""
        if self._patience > 0:
            self._patience -= 1
        elif not self.busy:
            self._run(leaving=False)

    def due_when_leaving(self) -> bool:
        """Whether the end of the day's work is to make one; asks no disk."""
        state = self.state
        if state is None or self.busy or state.trouble:
            return False
        return backup_plan.due_when_leaving(state.plan, state.since, self._ctx.acting.now())

    def leave(self) -> None:
        """The day's work ends: `changed` when it is made or was not to be had."""
        self._run(leaving=True)

    def stop(self) -> None:
        """No more looks; one that is being made ends at its next step, without a file."""
        self._stopped = True
        for timer in (self._timer, self._first):
            timer.stop()

    def show(self, state: State) -> None:
        """What a part of the clinic's page has found out is shown by the sign too."""
        now, language = self._ctx.acting.now(), self._ctx.language
        self.state = state
        standing = state.standing(now)
        trouble = trouble_words(state, now)
        whole = " ".join(words for words in (newest_words(state, language), trouble) if words)
        self._sign.show_standing(standing, short_words(state, now, language), whole)
        self._sign.show()
        self._tell(standing, whole)
        self.changed.emit(state)

    def _run(self, *, leaving: bool) -> None:
        self.busy = True
        acting = self._ctx.acting
        job = partial(safekeeping.make_if_due, acting, self._go_on, leaving=leaving)
        self._ctx.work.run(Lane.LONG, self, job, self._made, self._refused)

    def _go_on(self, _stage: Stage) -> bool:
        return not self._stopped

    def _made(self, state: State) -> None:
        self.busy, self._tried = False, True
        self.show(state)

    def _refused(self, refused: Refused) -> None:
        self.busy, self._tried = False, True
        if refused.code in {"store.closed", "backup.stopped"}:  # locked, or left, meanwhile
            if self.state is not None:
                self.changed.emit(self.state)
            return
        self._patience = PATIENCE_TICKS
        self.read()

    def _not_read(self, _refused: Refused) -> None:
        """Locked meanwhile, or a trouble that every page tells of."""

    def _tell(self, standing: Standing, sentence: str) -> None:
        """A line when it is no longer well, once; it goes when it is well again."""
        if standing is Standing.OVERDUE and not self._tried:
            return  # one will be made in a moment: nothing is to be done
        fresh, self._told = standing is not self._told, standing
        if standing is Standing.FINE:
            if fresh:
                self._strip.hide()
        elif fresh and self._ctx.acting.user.may(Capability.BACK_UP):
            self._strip.warn(sentence, _("See to it"), self._ctx.go.backups.emit)
        elif fresh:
            whom = _("Tell whoever keeps the clinic.")
            self._strip.warn(f"{sentence} {whom}")
