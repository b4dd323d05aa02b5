"""A file as an answer: chosen, kept in the records, named; taken back, it stays in the records."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from consult_app import messages
from consult_app.errors import Refused
from consult_app.forms.model import Attachment
from consult_app.i18n import _
from consult_app.services import attachments
from consult_app.ui.consultation.control import Control, Values
from consult_app.ui.consultation.file_view import FileView
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Kind, Token, WrapLabel, tokens
from consult_app.ui.work import Lane

ChooseFile = Callable[[QWidget], str]
"""Asks a person for a file; empty when they turned back."""


class AttachControl(Control):
    """Choose a file, see its name, take it back. The file is read and kept on a lane."""

    wide = True

    def __init__(
        self, ctx: Context, consultation_id: int, choose: ChooseFile | None = None
    ) -> None:
        holder = QWidget()
        super().__init__(holder)
        self._ctx, self._id, self._choose = ctx, consultation_id, choose or _ask
        self._file: Attachment | None = None
        self._name = WrapLabel("", token=Token.QUIET)
        self._pick = Button(_("Choose a file"), icon="file", strong=False)
        self._look = Button(_("Look at it"), Kind.LINK)
        self._look.clicked.connect(self._open)
        self._away = Button(_("Take the file back"), Kind.LINK)
        self._pick.clicked.connect(self._chosen)
        self._away.clicked.connect(lambda: self._take(None))
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.M)
        line.addWidget(self._pick)
        line.addWidget(self._name, 1)
        line.addWidget(self._look)
        line.addWidget(self._away)
        holder.setFocusProxy(self._pick)
        self.show(())

    @property
    def values(self) -> Values:
        return () if self._file is None else (self._file,)

    def show(self, values: Values) -> None:
        held = values[0] if values else None
        self._file = held if isinstance(held, Attachment) else None
        self._name.set_text(self._file.title if self._file else _("No file chosen"))
        for button in (self._look, self._away):
            button.setVisible(self._file is not None)

    def stops(self) -> tuple[QWidget, ...]:
        return (self._pick, self._look, self._away)

    def _chosen(self) -> None:
        name = self._choose(self.widget)
        if name:
            self._pick.set_busy(_("Reading the file"))
            job = partial(attachments.keep_file, self._ctx.acting, self._id, Path(name))
            self._ctx.work.run(Lane.WRITE, self, job, self._take, self._refused)

    def set_editable(self, editable: bool) -> None:
        """A file can be looked at for as long as its record is."""
        for button in (self._pick, self._away):
            button.setEnabled(editable)

    def _open(self) -> None:
        """Inside the window: another program would keep a copy, and its name in a list."""
        if self._file is not None:
            FileView(self._ctx, self.widget.window(), self._id, self._file).open()

    def _take(self, file: Attachment | None) -> None:
        self._pick.set_busy(None)
        self.trouble.emit("")
        self.show(() if file is None else (file,))
        self.answered.emit(self.values)

    def _refused(self, refused: Refused) -> None:
        self._pick.set_busy(None)
        self.trouble.emit(messages.sentence(refused))


def _ask(parent: QWidget) -> str:
    # HEIC is shown as well: who looks for it learns what to do instead
    kinds = _("PDF and pictures") + " (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.heic *.heif)"
    return QFileDialog.getOpenFileName(parent, _("Choose a file"), "", kinds)[0]
