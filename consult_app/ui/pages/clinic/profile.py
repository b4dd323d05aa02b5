"""One's own name, title, specialty and licence number, as they are printed and signed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from consult_app.domain.people import User
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import clinic
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, FieldFrame, Kind, TextField
from consult_app.ui.pages.clinic.part import Part
from consult_app.ui.work import Lane


class ProfilePart(Part):
    """Four fields; roles are the administrator's matter."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._title, self._name = TextField(), TextField()
        self._specialty, self._licence = TextField(), TextField()
        card = self.add_card(
            _("Your profile"), _("Printed under what you sign, and on the letters you write.")
        )
        card.add(FieldFrame(_("Title"), self._title))
        card.add(FieldFrame(_("Name"), self._name))
        card.add(FieldFrame(_("Specialty"), self._specialty))
        card.add(FieldFrame(_("Licence number"), self._licence))
        self._save = Button(_("Save your profile"), Kind.PRIMARY)
        self._save.clicked.connect(self._store)
        self.add_foot(self._save)

    def enter(self) -> None:
        """Show what is stored of the one who acts."""
        user = self.ctx.acting.user
        self._title.set_text(user.title)
        self._name.set_text(user.name)
        self._specialty.set_text(user.specialty)
        self._licence.set_text(user.licence_number)

    def _store(self) -> None:
        new = replace(
            self.ctx.acting.user,
            title=self._title.text,
            name=self._name.text,
            specialty=self._specialty.text,
            licence_number=self._licence.text,
        )
        self._save.set_busy(_("Saving"))
        job = partial(clinic.change_profile, self.ctx.acting, new)
        self.ctx.work.run(Lane.WRITE, self, job, self._stored, self._refused)

    def _stored(self, user: User) -> None:
        self._save.set_busy(None)
        self.ctx.acting = replace(self.ctx.acting, user=user)
        self.enter()
        self.say_saved()
        self.ctx.go.records_changed.emit()

    def _refused(self, refused: Refused) -> None:
        self._save.set_busy(None)
        self.say_refused(refused)
