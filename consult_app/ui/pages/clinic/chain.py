"""Checking the whole audit chain: off the window's thread, with progress, told in a sentence."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.audit import Report
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext
from consult_app.services import audit
from consult_app.services.audit_words import fault_words
from consult_app.ui.context import Context
from consult_app.ui.kit import InlineError, NoteLine, ProgressLine
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.work import Lane

FAULTS_TOLD = 5


class _Walk(QObject):
    """Carries the progress from the lane to the window, and the wish to stop back."""

    walked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.stopped = False

    def watch(self, done: int, total: int) -> None:
        """On the lane. Raises audit.check-stopped."""
        if self.stopped:
            raise Refused("audit.check-stopped")
        self.walked.emit(done, total)


class ChainCheck(QWidget):
    """`start()` checks; `finished()` when there is a result or none to be had."""

    finished = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._walk: _Walk | None = None
        self._progress = ProgressLine()
        self._note = NoteLine(keeps_space=False)
        self._error = InlineError()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._progress, self._note, self._error):
            column.addWidget(part)
        self._progress.cancelled.connect(self._stop)
        self._progress.hide()
        self.setSizePolicy(tall_policy())

    def start(self) -> None:
        """Check the chain from its first entry to its last."""
        self._say("", "")
        self._walk = walk = _Walk()
        walk.walked.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._progress.show_progress(0, 0, _("Checking"))
        self._progress.show()
        job = partial(audit.check, self._ctx.acting, walk.watch)
        self._ctx.work.run(Lane.LONG, self, job, self._done, self._refused)

    def _tell(self, done: int, total: int) -> None:
        if self._progress.isVisible():
            words = _("{done} of {total} entries").format(done=f"{done:,}", total=f"{total:,}")
            self._progress.show_progress(done, total, words)

    def _stop(self) -> None:
        if self._walk is not None:
            self._walk.stopped = True

    def _done(self, report: Report) -> None:
        if report.sound:
            self._say(_whole(report), "")
        else:
            self._say("", _broken(report))
        self._end()

    def _refused(self, refused: Refused) -> None:
        self._say("", messages.sentence(refused))
        self._end()

    def _end(self) -> None:
        self._progress.hide()
        self._walk = None
        self.finished.emit()

    def _say(self, note: str, error: str) -> None:
        self._note.set_echo(note)
        self._error.set_error(error)


def _whole(report: Report) -> str:
    words = ngettext(
        "The chain is whole: {count} entry, as it was written.",
        "The chain is whole: {count} entries, each as it was written.",
        report.entries,
    )
    return words.format(count=f"{report.entries:,}")


def _broken(report: Report) -> str:
    told = [fault_words(fault) for fault in report.faults[:FAULTS_TOLD]]
    more = len(report.faults) - len(told)
    if more:
        told.append(ngettext("And {n} more.", "And {n} more.", more).format(n=more))
    head = _("The chain is not whole. Keep this computer as it is and have it looked at.")
    return " ".join((head, *told))
