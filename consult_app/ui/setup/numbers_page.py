"""The numbers a patient at home may need: by day, at night, in an emergency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from consult_app.i18n import _
from consult_app.services import first_start
from consult_app.ui.kit import FieldFrame, TextField
from consult_app.ui.setup.draft import Draft
from consult_app.ui.setup.page import SetupPage


class NumbersPage(SetupPage):
    """All three can wait, but no aftercare sheet is made without them."""

    def __init__(self) -> None:
        super().__init__(
            _("Numbers to call"),
            _(
                "They stand on the sheet that the patient takes home. They can wait until then: "
                "no aftercare sheet is made without all three."
            ),
        )
        self._day, self._night, self._emergency = TextField(), TextField(), TextField()
        self._frames = {
            "phone_day": FieldFrame(_("Phone by day"), self._day),
            "phone_night": FieldFrame(_("Phone at night"), self._night),
            "emergency": FieldFrame(
                _("Emergency number"), self._emergency, help_text=_("Of the services: 112")
            ),
        }
        for frame in self._frames.values():
            self.add(frame)
        self.add(self._error)

    def taken(self, draft: Draft) -> Draft:
        clinic = replace(
            draft.clinic,
            phone_day=self._day.text,
            phone_night=self._night.text,
            emergency=self._emergency.text,
        )
        return replace(draft, clinic=clinic)

    def check(self, draft: Draft) -> None:
        first_start.check_clinic(draft.clinic)

    def fields(self) -> Mapping[str, FieldFrame]:
        return {
            "settings.phone-day-unclear": self._frames["phone_day"],
            "settings.phone-night-unclear": self._frames["phone_night"],
            "settings.emergency-unclear": self._frames["emergency"],
        }

    def first_field(self) -> QWidget:
        return self._day
