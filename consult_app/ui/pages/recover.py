"""The way in without a password: the code from the safe, and a new password."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services.accounts import Session
from consult_app.ui.gate import Gate
from consult_app.ui.kit import (
    Button,
    FieldFrame,
    FormColumn,
    InlineError,
    Kind,
    ScrollArea,
    TextField,
    Type,
    WrapLabel,
)
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.password import NewPassword
from consult_app.ui.work import Lane, Work

WIDTH = 480


class RecoverPage(QWidget):
    """`entered(Session)` with a new code to be noted, `left()` for the way back."""

    entered = Signal(object)
    left = Signal()

    def __init__(self, work: Work, gate: Gate, user_id: int) -> None:
        super().__init__()
        self._work, self._gate, self._user_id = work, gate, user_id
        self._code = TextField(max_length=80)
        self._frame = FieldFrame(
            _("Recovery code"),
            self._code,
            help_text=_("From the sheet in the safe; group by group"),
        )
        name = dict(gate.people).get(user_id, "")
        self._password = NewPassword(_("New password"), work, lambda: (name,))
        self._go = Button(_("Log in and set the password"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self._back = Button(_("Back"))
        self._error = InlineError()
        self._lay_out(name)
        self._go.clicked.connect(self._try)
        self._back.clicked.connect(self.left)

    def enter(self) -> None:
        """The code comes first."""
        self._code.setFocus()

    def _lay_out(self, name: str) -> None:
        form = FormColumn(width=WIDTH)
        form.add(WrapLabel(_("Recovery"), Type.PAGE, semibold=True, heading=True), 64)
        words = _("{name} gets a new password. The code is used up; a new one is shown next.")
        form.add(WrapLabel(words.format(name=name), Type.BODY, Token.QUIET))
        for widget in (self._frame, self._password, self._error):
            form.add(widget)
        for button in (self._go, self._back):
            at = form.column.count() - 1
            form.column.insertWidget(at, button, 0, Qt.AlignmentFlag.AlignLeading)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ScrollArea(form))

    def _try(self) -> None:
        self._frame.set_error("")
        self._password.set_error("")
        self._error.set_error("")
        self._go.set_busy(_("Checking"))
        code, password = self._code.text, self._password.text
        job = partial(self._gate.recover, code, self._user_id, password)
        self._work.run(Lane.WRITE, self, job, self._came_in, self._refused)

    def _came_in(self, session: Session) -> None:
        self._go.set_busy(None)
        self._code.set_text("")
        self._password.clear()
        self.entered.emit(session)

    def _refused(self, refused: Refused) -> None:
        self._go.set_busy(None)
        sentence = messages.sentence(refused)
        room = refused.code.partition(".")[0]
        if room == "recovery":
            self._frame.set_error(sentence)
            self._code.setFocus()
        elif room == "password":
            self._password.set_error(sentence)
            self._password.field.setFocus()
        else:
            self._error.set_error(sentence)
