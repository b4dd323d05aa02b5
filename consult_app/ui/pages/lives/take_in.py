"""Taking in what another system tells of a patient: choose the file, look at it, take it in."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from consult_app import messages
from consult_app.domain.incoming import Told
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext
from consult_app.services import incoming
from consult_app.services.incoming import Preview, TakenIn
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Card, FieldFrame, Kind, TextField, Type, WrapLabel, tokens
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.told import told_words
from consult_app.ui.work import Lane

_LONGEST_PATH = 1000


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
        self._path = TextField(max_length=_LONGEST_PATH)
        self._source = TextField(max_length=200)
        self._file = FieldFrame(
            _("File with a FHIR Bundle"), self._path, help_text=_("HL7 FHIR R4, as JSON")
        )
        self._from = FieldFrame(_("Which house or system it comes from"), self._source)
        self._found = Section(_("What is in it"), _("Nothing that is new."))
        self._passed = WrapLabel("", Type.HINT, Token.QUIET)
        self._browse = Button(_("Choose a file"), icon="folder-open", strong=False)
        self._look = Button(_("Look at it"), Kind.PRIMARY)
        self._go = Button(_("Take in"), Kind.PRIMARY, icon="download")
        self._close = Button(_("Close without taking in"), Kind.QUIET)
        words = _(
            "Illnesses, allergies and medicines come in as lines to be confirmed. You ask the "
            "patient; nothing of it is an answer before that."
        )
        for part in (
            *(WrapLabel(words, Type.BODY, Token.QUIET), self._file, self._from),
            *(self._found, self._passed),
        ):
            self.add(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self._close)
        buttons.addStretch()
        for button in (self._browse, self._look, self._go):
            buttons.addWidget(button)
        self.column.addLayout(buttons)
        self._browse.clicked.connect(self._choose)
        self._look.clicked.connect(self._read)
        self._path.edit.returnPressed.connect(self._read)
        self._path.edit.textChanged.connect(self._forget)
        self._go.clicked.connect(self._take)
        self._source.edit.returnPressed.connect(self._take)
        self._close.clicked.connect(self._away)
        self.hide()

    def open(self, patient_id: int) -> None:
        """Empty, for another file."""
        self._patient_id = patient_id
        self._path.set_text("")
        self._source.set_text("")
        self._forget()
        self.show()
        self._path.setFocus()

    def _forget(self) -> None:
        """What was looked at is not what the field names any more."""
        self._data = b""
        for frame in (self._file, self._from):
            frame.set_error("")
        for part in (self._found, self._passed, self._from, self._go):
            part.hide()
        self._look.show()

    def _choose(self) -> None:
        kinds = _("FHIR Bundles (*.json)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a file"), "", kinds)
        if chosen:
            self._path.set_text(chosen)
            self._read()

    def _read(self) -> None:
        self._file.set_error("")
        job = partial(_look, self._ctx, self._patient_id, Path(self._path.text.strip()))
        self._ctx.work.run(Lane.READ, self, job, self._show, self._refused)

    def _show(self, looked: tuple[bytes, Preview]) -> None:
        self._data, preview = looked
        language = self._ctx.language
        lines = [Line(told_words(told, language)) for told in preview.fresh]
        lines += [self._known(told) for told in preview.known]
        self._found.show_lines(lines)
        self._found.show()
        passed = ", ".join(f"{kind} {n}" for kind, n in preview.passed_over)
        self._passed.set_text(_("Not read here: {kinds}").format(kinds=passed) if passed else "")
        self._passed.setVisible(bool(passed))
        fresh = len(preview.fresh)
        self._look.setVisible(not fresh)
        for part in (self._from, self._go):
            part.setVisible(bool(fresh))
        words = ngettext("Take in {n} line", "Take in {n} lines", fresh)
        self._go.set_label(words.format(n=fresh))
        (self._source if fresh else self._path).setFocus()

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

    def _refused(self, refused: Refused) -> None:
        self._file.set_error(messages.sentence(refused))
        self._path.setFocus()

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
