"""Puts answers on the disk in their order, and says truthfully whether they are there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from consult_app import messages
from consult_app.errors import Refused
from consult_app.forms.model import Path
from consult_app.i18n import _
from consult_app.services.assessment import AnswerConflict, AssessmentSession, Change, Saved
from consult_app.services.wording import clock_words
from consult_app.ui.context import Context
from consult_app.ui.kit import SavedMark
from consult_app.ui.work import Lane

SLOW_MS = 300
"""Saving that takes longer than this is said; less would only flicker."""


@dataclass(frozen=True, slots=True)
class _Bug:
    """A fault of the program while saving; told and raised again on the window's thread."""

    error: Exception


class Saver(QObject):
    """One batch is under way at a time; what is answered meanwhile waits and goes next.

    `conflicted(AnswerConflict)`: an answer was not stored because another holds.
    """

    conflicted = Signal(object)

    def __init__(
        self, ctx: Context, session: AssessmentSession, saved_mark: SavedMark, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._ctx, self._session, self._mark = ctx, session, saved_mark
        self._waiting: dict[Path, Change] = {}
        self._flying: tuple[Change, ...] = ()
        self._after: list[tuple[Callable[[], None], Callable[[str], None]]] = []
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(saved_mark.show_saving)
        saved_mark.retry.connect(self._pump)

    @property
    def clean(self) -> bool:
        """Whether every answer given is on the disk."""
        return not self._waiting and not self._flying

    def add(self, changes: tuple[Change, ...]) -> None:
        """Take changes over; the newest of a path is what will be stored."""
        self._waiting |= {change.path: change for change in changes}
        self._pump()

    def then(self, done: Callable[[], None], failed: Callable[[str], None]) -> None:
        """Do `done` once everything given is on the disk, or `failed(sentence)` if it cannot be."""
        if self.clean:
            done()
        else:
            self._after.append((done, failed))
            self._pump()

    def _pump(self) -> None:
        if self._flying or not self._waiting:
            return
        self._flying = tuple(self._waiting.values())
        self._waiting = {}
        self._slow.start()
        self._ctx.work.run(Lane.WRITE, self, self._job(self._flying), self._done, self._refused)

    def _job(self, changes: tuple[Change, ...]) -> Callable[[], tuple[Saved, ...] | _Bug]:
        session, acting = self._session, self._ctx.acting

        def save() -> tuple[Saved, ...] | _Bug:
            try:
                return session.save(acting, changes)
            except Refused:
                raise
            except Exception as error:  # noqa: BLE001 - the answers are not on disk: that must be said
                return _Bug(error)

        return save

    def _done(self, result: tuple[Saved, ...] | _Bug) -> None:
        self._slow.stop()
        if isinstance(result, _Bug):
            self._keep()
            self._fail(
                _("Not saved, by a fault in the program. Your answers are kept here: press Retry.")
            )
            raise result.error
        self._flying = ()
        if self._waiting:
            self._pump()
            return
        self._show_saved(result[-1].at)
        waiting, self._after = self._after, []
        for done, _failed in waiting:
            done()

    def _show_saved(self, at: datetime) -> None:
        self._mark.show_saved(clock_words(at, self._ctx.language, seconds=True))

    def _keep(self) -> None:
        """What was under way waits again, unless it was answered anew meanwhile."""
        self._waiting = {change.path: change for change in self._flying} | self._waiting
        self._flying = ()

    def _refused(self, refused: Refused) -> None:
        self._slow.stop()
        self._keep()
        if isinstance(refused, AnswerConflict):
            self._waiting.pop(refused.path, None)
            self.conflicted.emit(refused)
            self._pump()
            return
        sentence = _("Not saved: your answers are kept here. {why}")
        self._fail(sentence.format(why=messages.sentence(refused)))

    def _fail(self, sentence: str) -> None:
        self._mark.show_failed(sentence)
        waiting, self._after = self._after, []
        for _done, failed in waiting:
            failed(sentence)
