"""Saving a copy in the page: where to, and what stands in the way."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import copies
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, FieldFrame, Kind, Surface, TextField, tokens
from consult_app.ui.pages.sides import Sides
from consult_app.ui.work import Lane

_LONGEST_PATH = 1000


class SavePanel(Surface):
    """A path ready to take with Enter; `saved(path)` when the copy is on the disk."""

    saved = Signal(str)
    closed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__("bottom")
        self._ctx = ctx
        self._pdf = b""
        self._path = TextField(max_length=_LONGEST_PATH)
        self._frame = FieldFrame(_("Save the copy as"), self._path)
        self._browse = Button(_("Choose a folder"), icon="folder-open", strong=False)
        self._go = Button(_("Save the copy"), Kind.PRIMARY, icon="download")
        self._close = Button(_("Close saving"), Kind.QUIET)
        field, buttons, whole = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        field.addWidget(self._frame)
        buttons.setSpacing(tokens.S)
        buttons.addStretch()
        for button in (self._close, self._browse, self._go):
            buttons.addWidget(button)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Sides(field, buttons, least=900))
        self._go.clicked.connect(self._save)
        self._path.edit.returnPressed.connect(self._save)
        self._browse.clicked.connect(self._choose)
        self._close.clicked.connect(self._away)
        self.hide()

    def open(self, pdf: bytes, name: str) -> None:
        """Propose the documents folder, or the one chosen last."""
        kept = Path(self._path.text).parent if self._path.text else None
        self._pdf = pdf
        self._path.set_text(str((kept or _documents_folder()) / name))
        self._frame.set_error("")
        self.show()
        self._path.setFocus()
        self._path.edit.end(False)

    def _choose(self) -> None:
        """The system's own choice of folders, the one thing it does better than a line."""
        here = Path(self._path.text)
        chosen = QFileDialog.getExistingDirectory(self, _("Choose a folder"), str(here.parent))
        if chosen:
            self._path.set_text(str(Path(chosen) / here.name))
        self._path.setFocus()

    def _save(self) -> None:
        self._frame.set_error("")
        self._go.set_busy(_("Saving"))
        job = partial(copies.save, self._pdf, Path(self._path.text.strip()))
        self._ctx.work.run(Lane.PAPER, self, job, self._done, self._refused)

    def _done(self, path: Path) -> None:
        self._go.set_busy(None)
        self._away()
        self.saved.emit(str(path))

    def _refused(self, refused: Refused) -> None:
        self._go.set_busy(None)
        self._frame.set_error(messages.sentence(refused))
        self._path.setFocus()

    def _away(self) -> None:
        self.hide()
        self.closed.emit()


def _documents_folder() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    named = Path(QStandardPaths.writableLocation(place) or Path.home())
    return named if named.is_dir() else Path.home()  # a fresh account has no such folder yet
