"""One person who works here: their roles, a password they have forgotten, the day they leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.people import Role, User
from consult_app.errors import Refused
from consult_app.i18n import _, mark, series
from consult_app.services import staff
from consult_app.services.staff import Renewed
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Card, Choice, ChoiceList, Kind, Type, WrapLabel, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.password import NewPassword
from consult_app.ui.work import Lane

T = TypeVar("T")
_ROLES = {
    Role.PHYSICIAN: mark("Physician"),
    Role.ASSISTANT: mark("Assistant"),
    Role.ADMINISTRATOR: mark("Administrator"),
}
_EXPLAINED = {
    Role.PHYSICIAN: mark("Assesses, decides, treats and signs"),
    Role.ASSISTANT: mark("Works at the desk: the day, patients, printing"),
    Role.ADMINISTRATOR: mark("Looks after people, products, settings and backups"),
}


def role_choices() -> list[Choice]:
    """Every role, to be chosen from."""
    return [Choice(role.value, _(words), _(_EXPLAINED[role])) for role, words in _ROLES.items()]


def role_words(roles: Iterable[Role]) -> str:
    """`Physician, Administrator`."""
    return series(_(words) for role, words in _ROLES.items() if role in set(roles))


class PersonForm(QWidget):
    """`changed()` when something was stored, `refused(Refused)`, and nothing was."""

    changed = Signal()
    refused = Signal(object)

    def __init__(self, ctx: Context, user: User) -> None:
        super().__init__()
        self._ctx, self._user = ctx, user
        name = user.display_name
        self._roles = ChoiceList(
            role_choices(), multiple=True, name=_("Roles of {name}").format(name=name)
        )
        self._roles.set_values(tuple(role.value for role in user.roles))
        self._password = NewPassword(
            _("New password for {name}").format(name=name),
            ctx.work,
            lambda: (name, ctx.settings.name),
        )
        self._card = Card(padding=tokens.XL)
        self._card.add(WrapLabel(name, Type.QUESTION, semibold=True, heading=True))
        self._card.add(self._roles)
        self._button(_("Save the roles"), self._save_roles)
        self._card.add(self._password)
        self._button(_("Set the password"), self._set_password)
        if user.id != ctx.acting.user.id:
            self._add_leaving()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self.setSizePolicy(tall_policy())

    def enter(self) -> None:
        """The roles have the keyboard."""
        self._roles.setFocus()

    def _button(self, label: str, pressed: Callable[[], None], kind: Kind = Kind.SECONDARY) -> None:
        button = Button(label, kind)
        button.clicked.connect(lambda: pressed())
        self._card.add(button)

    def _add_leaving(self) -> None:
        words = _(
            "Who leaves can log in no more, and the records get a new key: that takes as long as "
            "copying them. Their name stays on what they signed."
        )
        self._card.add(WrapLabel(words, Type.HINT, Token.QUIET))
        self._button(_("End the access"), self._ask_leave, Kind.DANGER)
        self._sure = Button(_("Yes, end it now"), Kind.DANGER)
        self._sure.clicked.connect(self._leave)
        self._sure.hide()
        self._card.add(self._sure)

    def _ask_leave(self) -> None:
        self._sure.show()
        self._sure.setFocus()

    def _run(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        self._card.setEnabled(False)
        self._ctx.work.run(Lane.WRITE, self, job, done, self._failed)

    def _save_roles(self) -> None:
        roles = frozenset(Role(code) for code in self._roles.values)
        acting, user_id = self._ctx.acting, self._user.id
        self._run(partial(staff.change_roles, acting, user_id, roles), self._roles_saved)

    def _roles_saved(self, user: User) -> None:
        if user.id == self._ctx.acting.user.id:
            self._ctx.acting = replace(self._ctx.acting, user=user)
        self.changed.emit()

    def _set_password(self) -> None:
        acting, user_id, typed = self._ctx.acting, self._user.id, self._password.text
        job = partial(staff.reset_password, acting, user_id, typed)
        self._run(job, lambda _none: self.changed.emit())

    def _leave(self) -> None:
        self._run(partial(staff.leave, self._ctx.acting, self._user.id), self._left)

    def _left(self, renewed: Renewed) -> None:
        self._ctx.acting = renewed.acting
        self.changed.emit()
        if renewed.trouble is not None:
            self.refused.emit(renewed.trouble)

    def _failed(self, refused: Refused) -> None:
        self._card.setEnabled(True)
        self.refused.emit(refused)
