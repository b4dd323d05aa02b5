"""The words of a language written out as a folder, and a folder read in again as a draft."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from consult_app import messages
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext
from consult_app.services import wording_folder
from consult_app.services.wording_folder import ReadIn
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    FieldFrame,
    FlowRow,
    NoteLine,
    TextField,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.save_panel import documents_folder
from consult_app.ui.work import Lane

T = TypeVar("T")
_LONGEST_PATH = 1000


class WordingFolder(Card):
    """`show_language(language)`; `read(ReadIn)` when a folder has become a draft."""

    read = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__(padding=tokens.XL)
        self._ctx = ctx
        self._language = ""
        self._name = ""
        self._path = TextField(max_length=_LONGEST_PATH)
        self._frame = FieldFrame(_("Folder of the words"), self._path, keeps_space=False)
        self._note = NoteLine(keeps_space=False)
        self._browse = Button(_("Choose a folder"), icon="folder-open", strong=False)
        self._write = Button(_("Write them out"), icon="download", strong=False)
        self._take = Button(_("Read a folder in"), icon="files", strong=False)
        self.add(WrapLabel(_("As files, to be edited elsewhere"), Type.QUESTION, semibold=True))
        about = _(
            "A new folder with a text file for each part. What is read in becomes a draft: it is "
            "checked like one typed here, and approved by a physician."
        )
        self.add(WrapLabel(about, Type.HINT, Token.QUIET))
        self.add(self._frame)
        buttons = FlowRow(tokens.S)
        for button in (self._browse, self._write, self._take):
            buttons.add(button)
        self.add(buttons)
        self.add(self._note)
        self._take.setVisible(ctx.acting.user.may(Capability.KEEP_TEXTS))
        self._browse.clicked.connect(self._choose)
        self._write.clicked.connect(self._write_out)
        self._take.clicked.connect(self._read_in)

    def show_language(self, language: str) -> None:
        """Propose a folder named after the language and its version."""
        self._language = language
        job = partial(wording_folder.name, self._ctx.acting, language)
        self._ctx.work.run(Lane.READ, self, job, self._propose, self._refused)

    def _propose(self, name: str) -> None:
        typed = Path(self._path.text.strip())
        if not self._path.text.strip():
            self._path.set_text(str(documents_folder() / name))
        elif typed.name == self._name:  # it was proposed before, in a folder that may be chosen
            self._path.set_text(str(typed.parent / name))
        self._name = name

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, _("Choose a folder"), str(Path(self._path.text).parent)
        )
        if chosen:
            inside = (Path(chosen) / wording_folder.HEAD).is_file()
            self._path.set_text(chosen if inside else str(Path(chosen) / self._name))
        self._path.setFocus()

    def _write_out(self) -> None:
        target = Path(self._path.text.strip())
        job = partial(wording_folder.export, self._ctx.acting, self._language, target)
        self._run(job, self._written, self._write, Lane.READ)

    def _read_in(self) -> None:
        folder = Path(self._path.text.strip())
        job = partial(wording_folder.read_in, self._ctx.acting, folder)
        self._run(job, self._was_read, self._take, Lane.WRITE)

    def _run(
        self, job: Callable[[], T], done: Callable[[T], None], button: Button, lane: Lane
    ) -> None:
        self._frame.set_error("")
        self._note.set_echo("")
        button.set_busy(_("One moment"))
        self._ctx.work.run(lane, self, job, done, self._refused)

    def _written(self, path: Path) -> None:
        self._ready()
        self._note.set_echo(_("Written into {path}").format(path=path))

    def _was_read(self, found: ReadIn) -> None:
        self._ready()
        words = [
            ngettext("{n} piece was read in.", "{n} pieces were read in.", found.changes).format(
                n=found.changes
            ),
            _verdict(found),
        ]
        self._note.set_echo(" ".join(words))
        self.read.emit(found)

    def _refused(self, refused: Refused) -> None:
        self._ready()
        self._frame.set_error(messages.sentence(refused))
        self._path.setFocus()

    def _ready(self) -> None:
        self._write.set_busy(None)
        self._take.set_busy(None)


def _verdict(found: ReadIn) -> str:
    """What the check says of it, and what has no place here."""
    lost, problems = len(found.left_out), len(found.desk.problems)
    words = []
    if lost:
        told = ngettext(
            "{n} has no place in this program and was left out.",
            "{n} have no place in this program and were left out.",
            lost,
        )
        words.append(told.format(n=lost))
    if problems:
        told = ngettext(
            "The check finds {n} fault, told above.", "The check finds {n} faults, told above.",
            problems,
        )  # fmt: skip
        words.append(told.format(n=problems))
    else:
        words.append(_("The check finds nothing against them."))
    return " ".join(words)
