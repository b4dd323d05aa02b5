"""Exporting a record or a consultation in the page: as what, where to, how far, a way to stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import patient_export
from consult_app.services.acting import Acting
from consult_app.services.patient_export import Watch
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    FieldFrame,
    Kind,
    NoteLine,
    ProgressLine,
    Segmented,
    TextField,
    Type,
    WrapLabel,
    tokens,
    with_keys,
)
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.edition import labelled
from consult_app.ui.pages.save_panel import documents_folder
from consult_app.ui.walked import Walked
from consult_app.ui.work import Lane

_LONGEST_PATH = 1000


@dataclass(frozen=True, slots=True)
class Form:
    """One form that an export has: its name, what it is good for, what comes into the folder."""

    name: str
    words: str
    comes: str
    make: Callable[[Acting, int, Path, Watch], Path]


def of_record() -> tuple[Form, ...]:
    """A whole record: always a folder."""
    words = _(
        "Pages to read, every paper as it was signed, every file, and the same for other "
        "programs. Whoever has the folder can read it: it is not encrypted."
    )
    return (Form(_("A folder to read"), words, _folder_comes(), patient_export.export),)


def of_consultation() -> tuple[Form, ...]:
    """One consultation: for a person, or for another system."""
    folder = _(
        "This consultation alone: pages to read without this program, and the papers as they "
        "were signed. Whoever has the folder can read it: it is not encrypted."
    )
    bundle = _(
        "This consultation alone, as one HL7 FHIR R4 Bundle with the papers in it. Whoever has "
        "the file can read it: it is not encrypted."
    )
    comes = _("A new file comes into it; its name says nothing of the patient")
    return (
        Form(_("A folder to read"), folder, _folder_comes(), patient_export.export_consultation),
        Form(_("A file for another system"), bundle, comes, patient_export.export_bundle),
    )


def _folder_comes() -> str:
    return _("A new folder comes into it; its name says nothing of the patient")


def exported_words(where: str) -> str:
    """Where it is, and what to mind."""
    words = _("Exported to {path}. It is not encrypted: delete it once it was handed over.")
    return words.format(path=where)


class ExportPanel(Card):
    """A folder ready to take with Enter; `exported(path)` when all of it is there."""

    exported = Signal(str)
    closed = Signal()

    def __init__(self, ctx: Context, forms: Sequence[Form]) -> None:
        super().__init__(padding=tokens.XL)
        self._ctx, self._forms, self._subject_id = ctx, tuple(forms), 0
        self._walk: Walked | None = None
        names = with_keys(tuple((str(n), form.name) for n, form in enumerate(forms)))
        self._form = Segmented(names, name=_("What is made"))
        self._form.set_value("0")
        self._words = WrapLabel("", Type.BODY, Token.QUIET)
        self._path = TextField(max_length=_LONGEST_PATH)
        self._frame = FieldFrame(_("Make the export in this folder"), self._path, help_text=" ")
        self._progress = ProgressLine()
        self._browse = Button(_("Choose a folder"), icon="folder-open", strong=False)
        self._go = Button(_("Export"), Kind.PRIMARY, icon="download")
        self._close = Button(_("Close the export"), Kind.QUIET)
        self._lay_out()
        self._form.chosen.connect(lambda _value: self._explain())
        self._go.clicked.connect(self._start)
        self._path.edit.returnPressed.connect(self._start)
        self._browse.clicked.connect(self._choose)
        self._close.clicked.connect(self._away)
        self._progress.cancelled.connect(self._stop)
        self._explain()
        self._progress.hide()
        self.hide()

    def _lay_out(self) -> None:
        choice = labelled(_("What is made"), self._form)
        if len(self._forms) == 1:
            choice.hide()
        for part in (choice, self._words, self._frame, self._progress):
            self.add(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self._close)
        buttons.addStretch()
        buttons.addWidget(self._browse)
        buttons.addWidget(self._go)
        self.column.addLayout(buttons)

    @property
    def _wanted(self) -> Form:
        return self._forms[int(self._form.value or 0)]

    def _explain(self) -> None:
        self._words.set_text(self._wanted.words)
        self._frame.set_help(self._wanted.comes)
        self._frame.set_error("")

    def open(self, subject_id: int) -> None:
        """Propose the documents folder, or the one chosen last."""
        if self._walk is not None:
            return  # what is under way is of another, and is ended or stopped first
        self._subject_id = subject_id
        if not self._path.text:
            self._path.set_text(str(documents_folder()))
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
        self._form.setEnabled(False)
        self._walk = walk = Walked()
        walk.walked.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._go.setEnabled(False)
        self._progress.show_progress(0, 0, _("Exporting"))
        self._progress.show()
        folder = Path(self._path.text.strip())
        make, acting = self._wanted.make, self._ctx.acting
        job = partial(make, acting, self._subject_id, folder, walk.watch)
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
        self._form.setEnabled(True)
        self._go.setEnabled(True)

    def _away(self) -> None:
        self._stop()
        self.hide()
        self.closed.emit()


class ConsultationExport(QWidget):
    """The panel for one consultation of a list, and under it where the export went."""

    closed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._panel, self._note = ExportPanel(ctx, of_consultation()), NoteLine(keeps_space=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addWidget(self._panel)
        column.addWidget(self._note)
        self.setSizePolicy(tall_policy())
        self._panel.exported.connect(lambda where: self._note.set_echo(exported_words(where)))
        self._panel.closed.connect(self.closed)

    def open(self, consultation_id: int) -> None:
        """Ask where to."""
        self._note.set_echo("")
        self._panel.open(consultation_id)
