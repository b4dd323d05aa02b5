"""Taking in what another system tells of a patient: choose the file, look at it, take it in."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from consult_app import messages
from consult_app.domain.incoming import Told
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext
from consult_app.services import incoming
from consult_app.services.incoming import Preview, TakenIn
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Card, FieldFrame, Kind, TextField, Type, WrapLabel, tokens
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.lives.bundle_file import BundleFile
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.told import passed_words, told_words
from consult_app.ui.work import Lane


class TakeInPanel(Card):
    """Where the file lies and whose it is; Enter looks at it, then takes it in.

    `taken(n)`: so many lines wait now.
    """

    taken = Signal(int)
    closed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(padding=tokens.XL)
        self._ctx, self._patient_id = ctx, 0
        self._data = b""
        self._file = BundleFile(_("Look at it"))
        self._source = TextField(max_length=200)
        self._from = FieldFrame(_("Which house or system it comes from"), self._source)
        self._found = Section(_("What is in it"), _("Nothing that is new."))
        self._passed = WrapLabel("", Type.HINT, Token.QUIET)
        self._go = Button(_("Take in"), Kind.PRIMARY, icon="download")
        self._close = Button(_("Close without taking in"), Kind.QUIET)
        words = _(
            "Illnesses, allergies and medicines come in as lines to be confirmed. You ask the "
            "patient; nothing of it is an answer before that."
        )
        for part in (
            *(WrapLabel(words, Type.BODY, Token.QUIET), self._file, self._found),
            *(self._passed, self._from),
        ):
            self.add(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self._close)
        buttons.addStretch()
        buttons.addWidget(self._go)
        self.column.addLayout(buttons)
        self._file.asked.connect(self._read)
        self._file.changed.connect(self._forget)
        self._go.clicked.connect(self._take)
        self._source.edit.returnPressed.connect(self._take)
        self._close.clicked.connect(self._away)
        self.hide()

    def open(self, patient_id: int) -> None:
        """Empty, for another file."""
        self._patient_id = patient_id
        self._source.set_text("")
        self._forget()
        self.show()
        self._file.clear()

    def _forget(self) -> None:
        """What was looked at is not what the field names any more."""
        self._data = b""
        self._file.set_error("")
        self._from.set_error("")
        for part in (self._found, self._passed, self._from, self._go):
            part.hide()
        self._file.offer(True)

    def _read(self, path: Path) -> None:
        job = partial(_look, self._ctx, self._patient_id, path)
        self._ctx.work.run(Lane.READ, self, job, self._show, self._file.refuse)

    def _show(self, looked: tuple[bytes, Preview]) -> None:
        self._data, preview = looked
        language = self._ctx.language
        lines = [Line(told_words(told, language)) for told in preview.fresh]
        lines += [self._known(told) for told in preview.known]
        self._found.show_lines(lines)
        self._found.show()
        self._passed.set_text(passed_words(preview.passed_over))
        self._passed.setVisible(bool(preview.passed_over))
        fresh = len(preview.fresh)
        self._file.offer(not fresh)
        for part in (self._from, self._go):
            part.setVisible(bool(fresh))
        words = ngettext("Take in {n} line", "Take in {n} lines", fresh)
        self._go.set_label(words.format(n=fresh))
        if fresh:
            self._source.setFocus()

    def _known(self, told: Told) -> Line:
        return Line(told_words(told, self._ctx.language), _("Here already"))

    def _take(self) -> None:
        if self._data:
            self._from.set_error("")
            acting, id_ = self._ctx.acting, self._patient_id
            job = partial(incoming.take_in, acting, id_, self._data, self._source.text)
            self._ctx.work.run(Lane.WRITE, self, job, self._done, self._not_taken)

    def _done(self, taken: TakenIn) -> None:
        self._away()
        self.taken.emit(len(taken.lines))

    def _not_taken(self, refused: Refused) -> None:
        self._from.set_error(messages.sentence(refused))
        self._source.setFocus()

    def _away(self) -> None:
        self._data = b""
        self.hide()
        self.closed.emit()


def _look(ctx: Context, patient_id: int, path: Path) -> tuple[bytes, Preview]:
    data = incoming.chosen(path)
    return data, incoming.preview(ctx.acting, patient_id, data)
