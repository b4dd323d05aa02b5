"""Saving copies in the page: where to, in one file or several, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext
from consult_app.services import copies
from consult_app.services.copies import Paper
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    FieldFrame,
    Kind,
    NoteLine,
    Segmented,
    Surface,
    TextField,
    tokens,
    with_keys,
)
from consult_app.ui.pages.edition import labelled
from consult_app.ui.pages.sides import Sides
from consult_app.ui.work import Lane

_LONGEST_PATH = 1000
_EACH, _TOGETHER = "each", "together"


class SavePanel(Surface):
    """A path ready to take with Enter; `saved(path)` when all copies are on the disk.

    What would go over another file is asked first, and nothing is left where the disk fills.
    """

    saved = Signal(str)
    closed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__("bottom")
        self._ctx = ctx
        self._papers: tuple[Paper, ...] = ()
        self._together = ""
        self._path = TextField(max_length=_LONGEST_PATH)
        self._frame = FieldFrame(_("Save the copy as"), self._path, keeps_space=False)
        kinds = with_keys(((_EACH, _("A file for each")), (_TOGETHER, _("All in one file"))))
        self._files = Segmented(kinds, name=_("Files"))
        self._files.set_value(_EACH)
        self._how = labelled(_("Files"), self._files)
        self._about = NoteLine(keeps_space=False)
        self._browse = Button(_("Choose a folder"), icon="folder-open", strong=False)
        self._replace = Button(_("Replace it"), strong=False)
        self._go = Button(_save_words(1), Kind.PRIMARY, icon="download")
        self._close = Button(_("Close saving"), Kind.QUIET)
        self._lay_out()
        self._go.clicked.connect(lambda: self._save(replace=False))
        self._replace.clicked.connect(lambda: self._save(replace=True))
        self._path.edit.returnPressed.connect(lambda: self._save(replace=False))
        self._path.edit.textEdited.connect(lambda _text: self._replace.hide())
        self._files.chosen.connect(lambda _value: self._propose())
        self._browse.clicked.connect(self._choose)
        self._close.clicked.connect(self.put_away)
        self.hide()

    def open(self, pdf: bytes, name: str) -> None:
        """One paper: propose the documents folder, or the one chosen last."""
        self.open_pack(((name, pdf),), name)

    def open_pack(self, papers: Sequence[Paper], together: str) -> None:
        """Several papers, each under its name, or as one file named `together`."""
        folder = self._folder()
        self._papers, self._together = tuple(papers), together
        self._how.setVisible(len(papers) > 1)
        self._files.set_value(_EACH)
        self._propose(folder)
        self.show()
        self._path.setFocus()
        self._path.edit.end(False)

    def put_away(self) -> None:
        """Save nothing, and ask no more."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, and is not the next step of the page that the paper is shown on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)

    @property
    def _one_file(self) -> bool:
        return len(self._papers) == 1 or self._files.value == _TOGETHER

    def _folder(self) -> Path:
        """Where the last copy went, or would have gone."""
        typed = Path(self._path.text.strip()) if self._path.text.strip() else None
        if typed is None:
            return documents_folder()
        return typed.parent if self._one_file else typed

    def _propose(self, folder: Path | None = None) -> None:
        if self._files.value is None:
            self._files.set_value(_EACH)
        if folder is None:  # the line still says what the other choice asked for
            typed = Path(self._path.text.strip())
            folder = typed if self._one_file and len(self._papers) > 1 else typed.parent
        many = len(self._papers)
        self._frame.set_label(_("Save the copy as") if self._one_file else _("Save them in"))
        self._path.set_text(str(folder / self._together) if self._one_file else str(folder))
        self._about.set_help(self._words(many))
        self._go.set_label(_save_words(1 if self._one_file else many))
        self._calm()

    def _words(self, many: int) -> str:
        if many == 1:
            return ""
        if self._files.value == _TOGETHER:
            return _("For reading and printing: the seals are with the separate files.")
        return _("Each with its seal; no name of a patient is in the names of the files.")

    def _calm(self) -> None:
        self._frame.set_error("")
        self._replace.hide()

    def _choose(self) -> None:
        """The system's own choice of folders, the one thing it does better than a line."""
        here = Path(self._path.text)
        begin = here.parent if self._one_file else here
        chosen = QFileDialog.getExistingDirectory(self, _("Choose a folder"), str(begin))
        if chosen:
            self._path.set_text(str(Path(chosen) / here.name) if self._one_file else chosen)
            self._calm()
        self._path.setFocus()

    def _save(self, *, replace: bool) -> None:
        self._calm()
        self._go.set_busy(_("Saving"))
        done, refused = self._done, self._refused
        self._ctx.work.run(Lane.PAPER, self, self._job(replace), done, refused)

    def _job(self, replace: bool) -> Callable[[], Path]:
        target = Path(self._path.text.strip())
        if not self._one_file:
            return partial(copies.save_each, self._papers, target, replace=replace)
        pdfs = [pdf for _name, pdf in self._papers]
        if len(pdfs) == 1:
            return partial(copies.save, pdfs[0], target, replace=replace)
        return partial(copies.save_together, pdfs, target, replace=replace)

    def _done(self, path: Path) -> None:
        self._go.set_busy(None)
        self.put_away()
        self.saved.emit(str(path))

    def _refused(self, refused: Refused) -> None:
        self._go.set_busy(None)
        self._frame.set_error(messages.sentence(refused))
        self._replace.setVisible(refused.code == "file.exists")
        self._path.setFocus()

    def _lay_out(self) -> None:
        field, buttons, whole = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        field.setSpacing(tokens.S)
        for part in (self._how, self._frame, self._about):
            field.addWidget(part)
        buttons.setSpacing(tokens.S)
        buttons.addStretch()
        for button in (self._close, self._browse, self._replace, self._go):
            buttons.addWidget(button)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Sides(field, buttons, least=900))


def documents_folder() -> Path:
    """Where this person keeps documents; their home where there is no such folder yet."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    named = Path(QStandardPaths.writableLocation(place) or Path.home())
    return named if named.is_dir() else Path.home()


def _save_words(files: int) -> str:
    """What the button says."""
    if files == 1:
        return _("Save the copy")
    return ngettext("Save {n} copy", "Save {n} copies", files).format(n=files)
