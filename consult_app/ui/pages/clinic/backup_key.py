"""Asks for what opens a backup that the records' own key does not: a password or code of then."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import backup
from consult_app.services.backup import Person
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Choice,
    ChoiceList,
    FieldFrame,
    InlineError,
    SecretField,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.work import Lane

_BY_CODE = "code"


class BackupKey(QWidget):
    """`opened(bytes)`: the data key of the backup. Waits as long as a wrong password makes wait."""

    opened = Signal(bytes)

    def __init__(self, ctx: Context, path: Path) -> None:
        super().__init__()
        self._ctx, self._path = ctx, path
        self._who: ChoiceList | None = None
        self._secret = SecretField()
        self._go = Button(_("Open the backup"))
        self._error = InlineError()
        words = _(
            "This backup was made with other keys. It opens by a password of the day it was "
            "made, or by the recovery code of then."
        )
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        column.addWidget(WrapLabel(words))
        column.addWidget(FieldFrame(_("Password or recovery code of then"), self._secret))
        column.addWidget(self._error)
        column.addWidget(self._go)
        self.setSizePolicy(tall_policy())
        self._go.clicked.connect(self._try)
        self._secret.entered.connect(self._try)

    def ask(self) -> None:
        """Show who may open it."""
        self.show()
        job = partial(backup.people, self._path)
        self._ctx.work.run(Lane.READ, self, job, self._show, self._refused)

    def _show(self, people: tuple[Person, ...]) -> None:
        if not people:
            self._refused(Refused("backup.key-missing"))
            return
        choices = [Choice(str(person.user_id), person.name) for person in people]
        choices.append(Choice(_BY_CODE, _("The recovery code")))
        self._who = ChoiceList(choices, name=_("Whose password of then?"))
        self._who.set_values((choices[0].value,))
        self._column.insertWidget(1, self._who)
        self._secret.setFocus()

    def _try(self) -> None:
        self._error.set_error("")
        self._go.set_busy(_("Opening"))
        chosen = self._who.values[0] if self._who is not None and self._who.values else _BY_CODE
        secret = self._secret.text
        self._secret.clear()
        if chosen == _BY_CODE:
            job = partial(backup.key_by_code, self._path, secret)
        else:
            job = partial(backup.key_by_password, self._path, int(chosen), secret)
        self._ctx.work.run(Lane.WRITE, self, job, self._got, self._refused)

    def _got(self, data_key: bytes) -> None:
        self._go.set_busy(None)
        self.opened.emit(data_key)

    def _refused(self, refused: Refused) -> None:
        self._go.set_busy(None)
        self._error.set_error(messages.sentence(refused))
        self._secret.setFocus()
