"""The first person who works here: as they are printed, and what they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from consult_app.domain.people import Role
from consult_app.i18n import _
from consult_app.services import first_start
from consult_app.ui.kit import ChoiceList, FieldFrame, TextField
from consult_app.ui.pages.clinic.person import role_choices
from consult_app.ui.setup.draft import NOBODY, Draft
from consult_app.ui.setup.page import SetupPage


class PersonPage(SetupPage):
    """Several roles may be held by one: a physician alone is both."""

    def __init__(self) -> None:
        super().__init__(
            _("About you"), _("You can add colleagues later, each with a password of their own.")
        )
        self._name, self._title = TextField(), TextField()
        self._roles = ChoiceList(role_choices(), multiple=True)
        self._roles.set_values(tuple(role.value for role in NOBODY.roles))
        self._name_frame = FieldFrame(_("Your name"), self._name)
        self._roles_frame = FieldFrame(_("What you do here"), self._roles)
        self._roles.chosen.connect(lambda _values: self._roles_frame.set_error(""))
        title = FieldFrame(
            _("Your title"), self._title, help_text=_("As it is printed before your name: Dr")
        )
        for part in (title, self._name_frame, self._roles_frame, self._error):
            self.add(part)

    def taken(self, draft: Draft) -> Draft:
        roles = frozenset(Role(code) for code in self._roles.values)
        user = replace(draft.user, name=self._name.text, title=self._title.text, roles=roles)
        return replace(draft, user=user)

    def check(self, draft: Draft) -> None:
        first_start.check_user(draft.user)

    def fields(self) -> Mapping[str, FieldFrame]:
        return {
            "user.name-missing": self._name_frame,
            "user.first-keeps-clinic": self._roles_frame,
        }

    def first_field(self) -> QWidget:
        return self._title
