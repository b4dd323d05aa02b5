"""The clinic as it stands at the top of every sheet: name, address, logo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from consult_app.i18n import _
from consult_app.services import first_start
from consult_app.ui.kit import FieldFrame, TextArea, TextField
from consult_app.ui.pages.clinic.logo import LogoField
from consult_app.ui.pages.clinic.settings import LONGEST_ADDRESS
from consult_app.ui.setup.draft import Draft
from consult_app.ui.setup.page import SetupPage, can_wait
from consult_app.ui.work import Work


class ClinicPage(SetupPage):
    """The first page: only the name is needed."""

    def __init__(self, work: Work) -> None:
        super().__init__(
            _("Welcome"),
            _(
                "A few short pages, then your first patient. Everything you enter stays on this "
                "computer, in one encrypted file."
            ),
        )
        self._name = TextField()
        self._address = TextArea(lines=2, most_lines=4, max_length=LONGEST_ADDRESS)
        self._logo = LogoField(work)
        self._frame = FieldFrame(
            _("Name of the clinic"), self._name, help_text=_("As it stands on your letterhead")
        )
        self.add(self._frame, 8)
        self.add(FieldFrame(_("Address of the clinic"), self._address, help_text=can_wait()))
        self.add(self._logo)
        self.add(self._error)

    def taken(self, draft: Draft) -> Draft:
        clinic = replace(
            draft.clinic,
            name=self._name.text,
            address=self._address.text,
            logo=self._logo.value,
        )
        return replace(draft, clinic=clinic)

    def check(self, draft: Draft) -> None:
        first_start.check_clinic(draft.clinic)

    def fields(self) -> Mapping[str, FieldFrame]:
        return {"settings.name-missing": self._frame}

    def first_field(self) -> QWidget:
        return self._name
