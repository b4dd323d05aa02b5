"""What another system tells, beside the questions it belongs to: asked, then taken over or not."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.incoming import Line
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import incoming, told_answers
from consult_app.services.assessment import AssessmentSession
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    FieldFrame,
    FlowRow,
    InlineError,
    Kind,
    TextField,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import Token
from consult_app.ui.told import told_words
from consult_app.ui.work import Lane


class ToldCard(Card):
    """Lines to be confirmed; `took(line)` when the patient said yes: its answers are to be given.

    Nothing of a line is an answer before that.
    """

    took = Signal(object)

    def __init__(self, ctx: Context, lines: tuple[Line, ...], language: str) -> None:
        super().__init__(padding=tokens.L)
        self._ctx = ctx
        self._rows: dict[int, _Row] = {}
        title = _("From another system, to be confirmed")
        self.setAccessibleName(title)
        self.column.setSpacing(tokens.S)
        self.add(WrapLabel(title, semibold=True, heading=True))
        words = _("Ask the patient. Nothing of it is an answer until you take it over.")
        self.add(WrapLabel(words, Type.HINT, Token.QUIET))
        self._error = InlineError()
        for line in lines:
            self._rows[line.id] = row = _Row(line, told_words(line.told, language))
            row.yes.connect(partial(self._take, line))
            row.no.connect(partial(self._dismiss, line))
            self.add(row)
        self.add(self._error)

    def _take(self, line: Line) -> None:
        self.took.emit(line)
        self._run(line, partial(incoming.confirm, self._ctx.acting, line.id))

    def _dismiss(self, line: Line, reason: str) -> None:
        self._run(line, partial(incoming.dismiss, self._ctx.acting, line.id, reason))

    def _run(self, line: Line, job: partial[Line]) -> None:
        self._error.set_error("")
        done = partial(self._settled, line.id)
        self._ctx.work.run(Lane.WRITE, self, job, done, self._refused)

    def _settled(self, line_id: int, _line: Line) -> None:
        row = self._rows.pop(line_id, None)
        if row is not None:
            row.hide()
            self.column.removeWidget(row)
            row.deleteLater()
        if not self._rows:
            self.hide()

    def _refused(self, refused: Refused) -> None:
        self._error.set_error(messages.sentence(refused))


def cards(ctx: Context, session: AssessmentSession, lines: tuple[Line, ...]) -> dict[str, ToldCard]:
    """Section of the form -> the card with the lines that its questions take; drafts alone."""
    if not session.editable:
        return {}
    found: dict[str, list[Line]] = {}
    for line in lines:
        if where := told_answers.section(session.loaded.pack, line.told):
            found.setdefault(where, []).append(line)
    return {where: ToldCard(ctx, tuple(some), ctx.language) for where, some in found.items()}


class _Row(QWidget):
    """One line; `yes()` and `no(reason)`."""

    yes = Signal()
    no = Signal(str)

    def __init__(self, line: Line, words: str) -> None:
        super().__init__()
        take = Button(_("Confirmed, take over"), Kind.SECONDARY, icon="check")
        take.setAccessibleName(_("Take over {name}").format(name=line.told.name))
        deny = Button(_("Not so"), Kind.QUIET)
        deny.setAccessibleName(_("Not so: {name}").format(name=line.told.name))
        buttons = FlowRow()
        buttons.add(take)
        buttons.add(deny)
        self._reason = TextField(max_length=500)
        self._frame = FieldFrame(_("Why it is not so"), self._reason)
        keep = Button(_("Dismiss this line"))
        self._why = QWidget()
        why = QVBoxLayout(self._why)
        why.setContentsMargins(0, 0, 0, 0)
        why.addWidget(self._frame)
        send = FlowRow()
        send.add(keep)
        why.addWidget(send)
        self._why.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tokens.XS, 0, tokens.XS)
        column.setSpacing(tokens.XS)
        for part in (WrapLabel(words), buttons, self._why):
            column.addWidget(part)
        self.setSizePolicy(tall_policy())
        take.clicked.connect(self.yes)
        deny.clicked.connect(self._ask_why)
        keep.clicked.connect(self._send)
        self._reason.edit.returnPressed.connect(self._send)

    def _ask_why(self) -> None:
        self._why.show()
        self._reason.setFocus()

    def _send(self) -> None:
        self.no.emit(self._reason.text)
