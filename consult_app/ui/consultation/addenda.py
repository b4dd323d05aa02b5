"""Notes beside a consultation that can no longer be changed: what was added, and one more."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.texts import NOTE
from consult_app.domain.treatment import Treatment
from consult_app.errors import Refused
from consult_app.i18n import _, series
from consult_app.services import addenda
from consult_app.services.addenda import Addenda, AddendumLine
from consult_app.services.wording import day_words, moment_words
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    Choice,
    ChoiceList,
    FieldFrame,
    InlineError,
    Kind,
    TextArea,
    tokens,
)
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.work import Lane

WHOLE = "whole"


class NoteForm(Card):
    """A text and, where there is more than one thing it may speak of, of what it speaks.

    `wanted(text, treatment id or None)`, `left()`.
    """

    wanted = Signal(str, object)
    left = Signal()

    def __init__(self, targets: tuple[Choice, ...]) -> None:
        super().__init__(padding=tokens.L)
        self.targets = targets
        self._about = ChoiceList(targets)
        self._about.set_values((targets[0].value,))
        self._about_frame = FieldFrame(_("What it is about"), self._about, keeps_space=False)
        self._text = TextArea(max_length=NOTE)
        help_text = _("It stands beside the record with your name and the time, and stays.")
        self._frame = FieldFrame(_("Note"), self._text, help_text=help_text)
        self._keep = Button(_("Keep the note"), Kind.SECONDARY)
        leave = Button(_("Leave it"), Kind.QUIET)
        self._keep.clicked.connect(self._ask)
        leave.clicked.connect(self.left)
        self._text.trimmed.connect(self._trimmed)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.S)
        buttons.addWidget(self._keep)
        buttons.addWidget(leave)
        buttons.addStretch()
        if len(targets) > 1:
            self.column.addWidget(self._about_frame)
        self.column.addWidget(self._frame)
        self.column.addLayout(buttons)

    def enter(self) -> None:
        """The keyboard stands in the text."""
        self._text.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say why the note was not kept; the text stays."""
        self._keep.set_busy(None)
        self._frame.set_error(sentence)
        self.enter()

    def _ask(self) -> None:
        self._frame.set_error("")
        if not self._about.values:
            self._about_frame.set_error(_("Choose what the note is about."))
            self._about.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._about_frame.set_error("")
        self._keep.set_busy(_("Keeping"))
        (about,) = self._about.values
        self.wanted.emit(self._text.text, None if about == WHOLE else int(about))

    def _trimmed(self, count: int) -> None:
        words = _("{n} characters did not fit: a note holds {limit}.")
        self._frame.set_error(words.format(n=count, limit=NOTE))


class AddendaPart(QWidget):
    """The notes of one consultation; hidden while there is none and none can be added.

    `changed()` when one was added; `opened(form)`: to be scrolled to.
    """

    changed = Signal()
    opened = Signal(QWidget)

    def __init__(self, ctx: Context, consultation_id: int) -> None:
        super().__init__()
        self._ctx, self._id = ctx, consultation_id
        self._form: NoteForm | None = None
        self._targets: tuple[Choice, ...] = ()
        self._section = Section(_("Notes added later"), _("None so far."))
        self._add = Button(_("Add a note"), icon="plus", strong=False)
        self._error = InlineError()
        self._add.clicked.connect(self._open)
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addStretch()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.M)
        for part in (self._section, self._error):
            self._column.addWidget(part)
        self._column.addLayout(row)
        self.hide()

    def enter(self) -> None:
        """Read what was added; a note that is being written stays."""
        job = partial(addenda.of_consultation, self._ctx.acting, self._id)
        self._ctx.work.run(Lane.READ, self, job, self._show, self._refused)

    def _show(self, found: Addenda) -> None:
        self._error.set_error("")
        self._targets = _targets(found, self._ctx.language)
        self._section.show_lines([_line(one, self._ctx.language) for one in found.lines])
        self._add.setVisible(bool(self._targets) and self._form is None)
        self.setVisible(bool(found.lines or self._targets))

    def _open(self) -> None:
        self._form = NoteForm(self._targets)
        self._form.wanted.connect(self._store)
        self._form.left.connect(self._close)
        self._column.insertWidget(1, self._form)
        self._add.hide()
        self._form.enter()
        # its place is known once the page is laid out
        QTimer.singleShot(0, self._form, partial(self.opened.emit, self._form))

    def _close(self) -> None:
        if self._form is not None:
            self._column.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self._add.show()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _store(self, text: str, treatment_id: int | None) -> None:
        job = partial(addenda.add, self._ctx.acting, self._id, text, treatment_id)
        self._ctx.work.run(Lane.WRITE, self, job, self._stored, self._not_stored)

    def _stored(self, _addendum: object) -> None:
        self._close()
        self.changed.emit()
        self.enter()

    def _not_stored(self, refused: Refused) -> None:
        if self._form is not None:
            self._form.refuse(messages.sentence(refused))

    def _refused(self, refused: Refused) -> None:
        self.show()
        self._error.set_error(messages.sentence(refused))


def _targets(found: Addenda, language: str) -> tuple[Choice, ...]:
    """What a note may speak of now, the usual thing first."""
    whole = (Choice(WHOLE, _("The whole consultation")),) if found.whole else ()
    return (*whole, *(_session(t, language) for t in found.sessions))


def _session(treatment: Treatment, language: str) -> Choice:
    words = _("Session {n}").format(n=treatment.record.session)
    day = day_words(treatment.at.astimezone().date(), language)
    return Choice(str(treatment.id), words, series((treatment.record.where, day)))


def _line(one: AddendumLine, language: str) -> Line:
    session = _("session {n}").format(n=one.session) if one.session else ""
    facts = (one.author, moment_words(one.addendum.at, language), session)
    return Line(one.addendum.record.text, series((fact for fact in facts if fact), " · "))
