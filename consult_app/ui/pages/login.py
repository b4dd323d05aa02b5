"""Logging in, and coming back after the lock: who, and the password or the PIN."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext
from consult_app.services.accounts import Session
from consult_app.ui.gate import Gate
from consult_app.ui.kit import (
    Button,
    Choice,
    ChoiceList,
    FieldFrame,
    FormColumn,
    InlineError,
    Kind,
    ScrollArea,
    SecretField,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.password import show_button
from consult_app.ui.work import Lane, Work

WIDTH = 400


class LoginPage(QWidget):
    """`entered(Session)` when somebody came in, `recovery(user id)` when they need the code."""

    entered = Signal(object)
    recovery = Signal(int)

    def __init__(self, work: Work, gate: Gate, title: str) -> None:
        super().__init__()
        self._work, self._gate = work, gate
        self._by_pin = gate.pin is not None
        self._wait = 0
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tick)
        self._people = ChoiceList(
            [Choice(str(id_), name) for id_, name in gate.people], name=_("Who are you?")
        )
        self._field = SecretField()
        self._frame = FieldFrame(_("Password"), self._field)
        self._show = show_button(self._field)
        self._go = Button(_("Log in"), Kind.PRIMARY)
        self._password = Button(_("Use the password"), Kind.LINK)
        self._recover = Button(_("Use the recovery code"), Kind.LINK)
        self._error = InlineError()
        self._lay_out(title)
        self._connect()
        self._turn()

    def enter(self) -> None:
        """The field has the keyboard."""
        (self._field if self._gate.people else self._go).setFocus()

    @property
    def user_id(self) -> int:
        """Who is chosen."""
        chosen = self._people.values
        return int(chosen[0]) if chosen else 0

    def _lay_out(self, title: str) -> None:
        form = FormColumn(width=WIDTH)
        form.add(WrapLabel(title, Type.PAGE, semibold=True, heading=True), 64)
        form.add(WrapLabel(self._explained(), Type.BODY, Token.QUIET))
        for widget in (self._people, self._frame):
            form.add(widget)
        leading = Qt.AlignmentFlag.AlignLeading
        for button in (self._show, self._go, self._password, self._recover):
            if button is self._go:
                form.add(self._error)
            form.column.insertWidget(form.column.count() - 1, button, 0, leading)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ScrollArea(form))
        form.column.setSpacing(tokens.M)

    def _explained(self) -> str:
        if not self._gate.people:
            return _("This made-up clinic opens without a password.")
        if len(self._gate.people) == 1:
            return self._gate.people[0][1]
        return _("Choose your name.")

    def _connect(self) -> None:
        if self._gate.people:
            known = [id_ for id_, _name in self._gate.people]
            chosen = self._gate.user_id if self._gate.user_id in known else known[0]
            self._people.set_values((str(chosen),))
        self._people.chosen.connect(self._chosen)
        self._field.entered.connect(self._try)
        self._go.clicked.connect(self._try)
        self._password.clicked.connect(self._without_pin)
        self._recover.clicked.connect(lambda: self.recovery.emit(self.user_id))

    def _chosen(self, _values: object) -> None:
        self._by_pin = self._gate.pin is not None and self.user_id == self._gate.user_id
        self._field.clear()
        self._error.set_error("")
        self._turn()
        self._field.setFocus()

    def _without_pin(self) -> None:
        self._by_pin = False
        self._field.clear()
        self._turn()
        self._field.setFocus()

    def _turn(self) -> None:
        """To the PIN, to the password, or to neither."""
        someone = bool(self._gate.people)
        self._people.setVisible(len(self._gate.people) > 1)
        self._frame.set_label(_("PIN") if self._by_pin else _("Password"))
        self._go.set_label(_("Log in") if someone else _("Continue"))
        for widget in (self._frame, self._show, self._recover):
            widget.setVisible(someone)
        self._password.setVisible(self._by_pin)

    def _try(self) -> None:
        if self._go.busy or self._wait:
            return
        self._error.set_error("")
        self._go.set_busy(_("Checking"))
        self._work.run(Lane.WRITE, self, self._job(), self._came_in, self._refused)

    def _job(self) -> Callable[[], Session]:
        if self._by_pin and self._gate.pin is not None:
            return partial(self._gate.pin, self._field.text)
        return partial(self._gate.unlock, self.user_id, self._field.text)

    def _came_in(self, session: Session) -> None:
        self._go.set_busy(None)
        self._field.clear()
        self.entered.emit(session)

    def _refused(self, refused: Refused) -> None:
        self._go.set_busy(None)
        if refused.code == "pin.spent":
            self._without_pin()
        self._field.edit.selectAll()
        self._error.set_error(messages.sentence(refused))
        self._wait = int(str(refused.params.get("wait") or refused.params.get("seconds") or 0))
        if self._wait:
            self._second.start()
            self._tell_wait()
        self._field.setFocus()

    def _tick(self) -> None:
        self._wait = max(0, self._wait - 1)
        self._tell_wait()
        if not self._wait:
            self._second.stop()
            self._error.set_error("")

    def _tell_wait(self) -> None:
        self._go.setEnabled(not self._wait)
        words = ngettext(
            "You can try again in {n} second", "You can try again in {n} seconds", self._wait
        )
        self._frame.note.set_echo(words.format(n=self._wait) if self._wait else "")
