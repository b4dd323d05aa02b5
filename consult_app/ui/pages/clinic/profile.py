"""One's own name, title, specialty and licence number, as they are printed and signed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from consult_app.domain.people import User
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import accounts, clinic
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, FieldFrame, Kind, SecretField, TextField
from consult_app.ui.pages.clinic.part import Part
from consult_app.ui.pages.password import NewPassword
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
        if ctx.shift is not None:
            self._add_password()

    def _add_password(self) -> None:
        """Below all else: it is changed once in years."""
        self._old = SecretField()
        self._new = NewPassword(
            _("New password"),
            self.ctx.work,
            lambda: (self.ctx.acting.user.name, self.ctx.settings.name),
        )
        self._change = Button(_("Change the password"))
        self._change.clicked.connect(self._store_password)
        card = self.add_card(_("Your password"))
        card.add(FieldFrame(_("Present password"), self._old))
        card.add(self._new)
        card.add(self._change)

    def _store_password(self) -> None:
        self._change.set_busy(_("Changing"))
        acting, old, new = self.ctx.acting, self._old.text, self._new.text
        job = partial(accounts.change_own_password, acting, old, new)
        self.ctx.work.run(Lane.WRITE, self, job, self._password_stored, self._refused)

    def _password_stored(self, _none: None) -> None:
        self._change.set_busy(None)
        self._old.clear()
        self._new.clear()
        self.say_saved()

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
        if self.ctx.shift is not None:
            self._change.set_busy(None)
        self.say_refused(refused)
