"""The first start: who works here, what the clinic is called, the password; no more."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.people import Role, User
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services.accounts import Session
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

Start = Callable[[User, ClinicSettings, str], Session]
"""Stores the clinic and its first user, who has this password; raises `Refused`."""


class WelcomePage(QWidget):
    """Four fields and one button; `done(Session)` when the clinic is there."""

    done = Signal(object)

    def __init__(self, work: Work, start: Start) -> None:
        super().__init__()
        self._work, self._start = work, start
        self._name, self._title, self._clinic = TextField(), TextField(), TextField()
        self._frames = {
            self._title: FieldFrame(
                _("Your title"), self._title, help_text=_("As it is printed before your name: Dr")
            ),
            self._name: FieldFrame(_("Your name"), self._name),
            self._clinic: FieldFrame(
                _("Name of the clinic"),
                self._clinic,
                help_text=_("As it stands on your letterhead; address and telephone come later"),
            ),
        }
        self._password = NewPassword(
            _("Your password"), lambda: (self._name.text, self._title.text, self._clinic.text)
        )
        self._go = Button(_("Begin"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self._go.clicked.connect(self._begin)
        self._error = InlineError()
        self._lay_out()

    def enter(self) -> None:
        """The first field has the keyboard."""
        self._title.setFocus()

    def _lay_out(self) -> None:
        form = FormColumn(width=480)
        form.add(WrapLabel(_("Welcome"), Type.PAGE, semibold=True, heading=True), 32)
        form.add(
            WrapLabel(
                _(
                    "Everything you enter stays on this computer, in one encrypted file. "
                    "Four things are needed to begin."
                ),
                Type.BODY,
                Token.QUIET,
            )
        )
        for frame in self._frames.values():
            form.add(frame)
        form.add(self._password)
        form.add(self._error)
        form.column.insertWidget(
            form.column.count() - 1, self._go, 0, Qt.AlignmentFlag.AlignLeading
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ScrollArea(form))

    def _begin(self) -> None:
        roles = frozenset({Role.PHYSICIAN, Role.ADMINISTRATOR})
        user = User(0, self._name.text, self._title.text, roles)
        settings = ClinicSettings(name=self._clinic.text)
        for frame in self._frames.values():
            frame.set_error("")
        self._password.set_error("")
        self._error.set_error("")
        self._go.set_busy(_("Beginning"))
        start = partial(self._start, user, settings, self._password.text)
        self._work.run(Lane.WRITE, self, start, self._begun, self._refused)

    def _begun(self, session: Session) -> None:
        self._go.set_busy(None)
        self._password.clear()
        self.done.emit(session)

    def _refused(self, refused: Refused) -> None:
        self._go.set_busy(None)
        if refused.code.startswith("password."):
            self._password.set_error(messages.sentence(refused))
            self._password.field.setFocus()
            return
        beside = {"user.name-missing": self._name, "settings.name-missing": self._clinic}
        field = beside.get(refused.code)
        if field is None:
            self._error.set_error(messages.sentence(refused))
            return
        self._frames[field].set_error(messages.sentence(refused))
        field.setFocus()
