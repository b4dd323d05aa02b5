"""The newest backup in a sentence, what is wrong with it, and one made now, with progress."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import safekeeping
from consult_app.services.safekeeping import Stage, State
from consult_app.ui.backups.words import newest_words, stage_words, trouble_words
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Card, InlineError, Kind, ProgressLine, WrapLabel, tokens
from consult_app.ui.kit.tokens import Token, Type
from consult_app.ui.work import Lane


class _Watch(QObject):
    """Carries the stage from the lane to the window, and the wish to stop back."""

    reached = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.stopped = False

    def go_on(self, stage: Stage) -> bool:
        """On the lane."""
        self.reached.emit(int(stage))
        return not self.stopped


class NewestCard(Card):
    """`made(State)` when there is a new one."""

    made = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__(padding=tokens.XL)
        self._ctx = ctx
        self._watch: _Watch | None = None
        self._newest = WrapLabel("")
        self._where = WrapLabel("", Type.HINT, Token.QUIET)
        self._trouble = InlineError()
        self._progress = ProgressLine()
        self._make = Button(_("Back up now"), Kind.PRIMARY, icon="shield-check")
        for part in (self._newest, self._where, self._trouble, self._progress):
            self.add(part)
        self.column.addWidget(self._make, 0, Qt.AlignmentFlag.AlignLeading)
        self._make.clicked.connect(self._begin)
        self._progress.cancelled.connect(self._stop)
        self._progress.hide()
        self.setFocusProxy(self._make)

    def show_state(self, state: State) -> None:
        """How it stands."""
        self._newest.set_text(newest_words(state, self._ctx.language))
        words = _("They are kept in {folder}.").format(folder=state.folder)
        if state.same_disk:
            advice = _("That is the disk of the records: one that breaks or is stolen takes both.")
            words = f"{words} {advice}"
        self._where.set_text(words)
        self._trouble.set_error(trouble_words(state, self._ctx.acting.now()))

    def _begin(self) -> None:
        self._trouble.set_error("")
        self._watch = watch = _Watch()
        watch.reached.connect(self._reached, Qt.ConnectionType.QueuedConnection)
        self._make.hide()
        self._progress.show_progress(0, len(Stage), _("Waiting for its turn"))
        self._progress.show()
        job = partial(safekeeping.make_now, self._ctx.acting, watch.go_on)
        self._ctx.work.run(Lane.LONG, self, job, self._done, self._refused)

    def _reached(self, stage: int) -> None:
        if self._progress.isVisible():
            self._progress.show_progress(stage, len(Stage), stage_words(Stage(stage)))

    def _stop(self) -> None:
        if self._watch is not None:
            self._watch.stopped = True

    def _done(self, state: State) -> None:
        self._end()
        self.show_state(state)
        self.made.emit(state)

    def _refused(self, refused: Refused) -> None:
        self._end()
        self._trouble.set_error(messages.sentence(refused))
        if self._ctx.keeper is not None:
            self._ctx.keeper.read()

    def _end(self) -> None:
        self._watch = None
        self._progress.hide()
        self._make.show()
        self._make.setFocus()
