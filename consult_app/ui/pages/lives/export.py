"""Exporting a whole record in the page: where to, how far it is, a way to stop."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import patient_export
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    FieldFrame,
    Kind,
    ProgressLine,
    TextField,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.tokens import Token
from consult_app.ui.walked import Walked
from consult_app.ui.work import Lane

_LONGEST_PATH = 1000


class ExportPanel(Card):
    """A folder ready to take with Enter; `exported(path)` when all of it is there."""

    exported = Signal(str)
    closed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(padding=tokens.XL)
        self._ctx, self._patient_id = ctx, 0
        self._walk: Walked | None = None
        self._path = TextField(max_length=_LONGEST_PATH)
        self._frame = FieldFrame(
            _("Make the export in this folder"),
            self._path,
            help_text=_("A new folder comes into it; its name says nothing of the patient"),
        )
        self._progress = ProgressLine()
        self._browse = Button(_("Choose a folder"), icon="folder-open", strong=False)
        self._go = Button(_("Export"), Kind.PRIMARY, icon="download")
        self._close = Button(_("Close the export"), Kind.QUIET)
        words = _(
            "Pages to read, every paper as it was signed, every file, and the same for other "
            "programs. Whoever has the folder can read it: it is not encrypted."
        )
        self.add(WrapLabel(words, Type.BODY, Token.QUIET))
        self.add(self._frame)
        self.add(self._progress)
        buttons = QHBoxLayout()
        buttons.addWidget(self._close)
        buttons.addStretch()
        buttons.addWidget(self._browse)
        buttons.addWidget(self._go)
        self.column.addLayout(buttons)
        self._go.clicked.connect(self._start)
        self._path.edit.returnPressed.connect(self._start)
        self._browse.clicked.connect(self._choose)
        self._close.clicked.connect(self._away)
        self._progress.cancelled.connect(self._stop)
        self._progress.hide()
        self.hide()

    def open(self, patient_id: int) -> None:
        """Propose the documents folder, or the one chosen last."""
        self._patient_id = patient_id
        if not self._path.text:
            place = QStandardPaths.StandardLocation.DocumentsLocation
            named = Path(QStandardPaths.writableLocation(place) or Path.home())
            self._path.set_text(str(named if named.is_dir() else Path.home()))
        self._frame.set_error("")
        self.show()
        self._path.setFocus()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Choose a folder"), self._path.text)
        if chosen:
            self._path.set_text(chosen)
        self._path.setFocus()

    def _start(self) -> None:
        if self._walk is not None:
            return
        self._frame.set_error("")
        self._walk = walk = Walked()
        walk.walked.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._go.setEnabled(False)
        self._progress.show_progress(0, 0, _("Exporting"))
        self._progress.show()
        folder = Path(self._path.text.strip())
        job = partial(patient_export.export, self._ctx.acting, self._patient_id, folder, walk.watch)
        self._ctx.work.run(Lane.LONG, self, job, self._done, self._refused)

    def _tell(self, done: int, total: int) -> None:
        if self._walk is not None:
            words = _("{done} of {total} files").format(done=done, total=total)
            self._progress.show_progress(done, total, words)

    def _stop(self) -> None:
        if self._walk is not None:
            self._walk.stopped = True

    def _done(self, where: Path) -> None:
        self._end()
        self._away()
        self.exported.emit(str(where))

    def _refused(self, refused: Refused) -> None:
        self._end()
        self._frame.set_error(messages.sentence(refused))
        self._path.setFocus()

    def _end(self) -> None:
        self._walk = None
        self._progress.hide()
        self._go.setEnabled(True)

    def _away(self) -> None:
        self._stop()
        self.hide()
        self.closed.emit()
