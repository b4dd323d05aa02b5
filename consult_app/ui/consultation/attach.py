"""A file as an answer: what identifies it is kept, its bytes stay where they are."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from consult_app.forms.model import Attachment
from consult_app.i18n import _
from consult_app.ui.consultation.control import Control, Values
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Kind, Token, WrapLabel, tokens
from consult_app.ui.work import Lane

PIECE = 1 << 20
"""Bytes read at a time: a scan may be larger than memory allows."""

ChooseFile = Callable[[QWidget], str]
"""Asks a person for a file; empty when they turned back."""


class AttachControl(Control):
    """Choose a file, see its name, take it back. The file is measured on a lane."""

    wide = True

    def __init__(self, ctx: Context, choose: ChooseFile | None = None) -> None:
        holder = QWidget()
        super().__init__(holder)
        self._ctx, self._choose = ctx, choose or _ask
        self._file: Attachment | None = None
        self._name = WrapLabel("", token=Token.QUIET)
        self._pick = Button(_("Choose a file"), icon="file", strong=False)
        self._away = Button(_("Take the file back"), Kind.LINK)
        self._pick.clicked.connect(self._chosen)
        self._away.clicked.connect(lambda: self._take(None))
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.M)
        line.addWidget(self._pick)
        line.addWidget(self._name, 1)
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
        self._away.setVisible(self._file is not None)

    def stops(self) -> tuple[QWidget, ...]:
        return (self._pick, self._away)

    def _chosen(self) -> None:
        name = self._choose(self.widget)
        if name:
            self._ctx.work.run(
                Lane.READ,
                self,
                lambda: measure(Path(name)),
                self._take,
                lambda _refused: None,
            )

    def _take(self, file: Attachment | str | None) -> None:
        if isinstance(file, str):
            self.trouble.emit(file)
            return
        self.trouble.emit("")
        self.show(() if file is None else (file,))
        self.answered.emit(self.values)


def measure(path: Path) -> Attachment | str:
    """Title, kind, size and SHA-256 of a file, or a sentence that says why it cannot be read."""
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                digest.update(piece)
                size += len(piece)
    except OSError:
        return _("This file cannot be read: choose another, or copy it to this computer first.")
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Attachment(path.name, kind, size, digest.hexdigest())


def _ask(parent: QWidget) -> str:
    return QFileDialog.getOpenFileName(parent, _("Choose a file"))[0]
