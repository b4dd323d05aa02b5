"""The password of the first person: the last page before everything is stored."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.ui.pages.password import NewPassword
from consult_app.ui.setup.draft import Draft
from consult_app.ui.setup.page import SetupPage
from consult_app.ui.work import Work


class PasswordPage(SetupPage):
    """`told` with the draft of the pages before: their names are no passwords."""

    def __init__(self, work: Work) -> None:
        super().__init__(
            _("Your password"),
            _(
                "It opens the records, and nothing else does but the recovery code on the next "
                "page. For the rest of a shift, four digits will do."
            ),
        )
        self._draft = Draft()
        self._password = NewPassword(_("Password"), work, self._expected)
        self.add(self._password, 8)
        self.add(self._error)

    def tell(self, draft: Draft) -> None:
        """What was typed on the pages before."""
        self._draft = draft

    def taken(self, draft: Draft) -> Draft:
        return replace(draft, password=self._password.text)

    def clear_errors(self) -> None:
        super().clear_errors()
        self._password.set_error("")

    def refuse(self, refused: Refused) -> None:
        if refused.code.startswith("password."):
            self._password.set_error(messages.sentence(refused))
            self._password.field.setFocus()
        else:
            super().refuse(refused)

    def first_field(self) -> QWidget:
        return self._password.field

    def forget(self) -> None:
        """Nothing stays in the field."""
        self._password.clear()

    def _expected(self) -> tuple[str, ...]:
        return (self._draft.user.name, self._draft.user.title, self._draft.clinic.name)
