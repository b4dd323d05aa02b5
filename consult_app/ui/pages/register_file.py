"""Registering whom another system's file tells of: what it says is proposed, not stored."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app import messages
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext
from consult_app.services import incoming
from consult_app.services.incoming import Proposal
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Card, FieldFrame, Kind, TextField, Type, WrapLabel, tokens
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.head import at_the_end
from consult_app.ui.pages.lives.bundle_file import BundleFile
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.told import passed_words, told_words
from consult_app.ui.work import Lane


class RegisterFile(Card):
    """Hidden until asked for. `read(NewPatient)`: to be looked through; `closed()`: by hand.

    `next_changed(bool)`: whether reading the file is the next thing to do.
    """

    read = Signal(object)
    closed = Signal()
    next_changed = Signal(bool)

    def __init__(self, ctx: Context) -> None:
        super().__init__(padding=tokens.XL)
        self._ctx = ctx
        self._data, self._count = b"", 0
        self._file = BundleFile(_("Read the file"))
        self._told = WrapLabel("", Type.BODY)
        self._lines = Section(_("What waits to be confirmed"), _("Nothing but who it is."))
        self._passed = WrapLabel("", Type.HINT, Token.QUIET)
        self._source = TextField(max_length=200)
        self._from = FieldFrame(_("Which house or system it comes from"), self._source)
        words = _(
            "Who it is fills the fields below, for you to look through. Illnesses, allergies and "
            "medicines wait as lines until a physician has asked the patient."
        )
        away = Button(_("Register without a file"), Kind.QUIET)
        for part in (
            *(WrapLabel(words, Type.BODY, Token.QUIET), self._file, self._told),
            *(self._lines, self._passed, self._from, at_the_end(away)),
        ):
            self.add(part)
        self._file.asked.connect(self._ask)
        self._file.changed.connect(self._forget)
        away.clicked.connect(self._away)
        self.hide()

    @property
    def data(self) -> bytes:
        """The Bundle with lines that come in with the registration; empty: there are none."""
        return self._data if self._count else b""

    @property
    def source(self) -> str:
        return self._source.text

    def open(self) -> None:
        """Empty, for a file."""
        self._source.set_text("")
        self.show()
        self._forget()
        self._file.clear()

    def show_refused(self, refused: Refused) -> bool:
        """Say it where it is about the file; False where it is not."""
        if refused.code == "incoming.source-missing":
            self._from.set_error(messages.sentence(refused))
            self._source.setFocus()
            return True
        return False

    def _forget(self) -> None:
        """What was read is not what the field names any more."""
        self._data, self._count = b"", 0
        for part in self._below():
            part.hide()
        self._file.offer(True)
        self.next_changed.emit(True)

    def _below(self) -> tuple[QWidget, ...]:
        return self._told, self._lines, self._passed, self._from

    def _ask(self, path: Path) -> None:
        job = partial(_read, self._ctx, path)
        self._ctx.work.run(Lane.READ, self, job, self._show, self._file.refuse)

    def _show(self, found: tuple[bytes, Proposal]) -> None:
        self._data, proposal = found
        self._count = proposal.count
        self._file.offer(False)
        sees = self._ctx.acting.user.may(Capability.READ_ANSWERS)
        self._lines.show_lines(
            [Line(told_words(told, self._ctx.language)) for told in proposal.lines]
        )
        self._lines.setVisible(sees)
        words = ngettext(
            "{n} line will wait for the physician.",
            "{n} lines will wait for the physician.",
            proposal.count,
        )
        self._told.set_text(words.format(n=proposal.count))
        self._told.setVisible(not sees)
        self._passed.set_text(passed_words(proposal.passed_over))
        self._passed.setVisible(sees and bool(proposal.passed_over))
        self._from.setVisible(bool(proposal.count))
        self.next_changed.emit(False)
        self.read.emit(proposal.person)
        if proposal.count:
            self._source.setFocus()

    def _away(self) -> None:
        self._forget()
        self.hide()
        self.next_changed.emit(False)
        self.closed.emit()


def _read(ctx: Context, path: Path) -> tuple[bytes, Proposal]:
    data = incoming.chosen(path)
    return data, incoming.proposal(ctx.acting, data)
