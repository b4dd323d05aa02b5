"""Who works here: the list, and a person added; what is changed of one stands below the list."""

from __future__ import annotations

from functools import partial

from consult_app.domain.people import Role, User
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import staff
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Chip, ChoiceList, FieldFrame, TextField
from consult_app.ui.pages.clinic.part import Part
from consult_app.ui.pages.clinic.person import PersonForm, role_choices, role_words
from consult_app.ui.pages.code import CodePage
from consult_app.ui.pages.password import NewPassword
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.work import Lane

_CODE_HEIGHT = 560


class PeoplePart(Part):
    """For administrators; the services refuse everybody else."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._list = Section(_("People"), "")
        self._column.addWidget(self._list)
        self._person: PersonForm | None = None
        self._add_form()
        self._code = Button(_("Make a new recovery code"))
        self._code.clicked.connect(self._renew_code)
        self._sheet: CodePage | None = None
        self.add_foot(self._code)

    def enter(self) -> None:
        """Read who is there."""
        job = partial(staff.everyone, self.ctx.acting)
        self.ctx.work.run(Lane.READ, self, job, self._show, self.say_refused)

    def _add_form(self) -> None:
        self._title, self._name = TextField(), TextField()
        self._roles = ChoiceList(role_choices(), multiple=True, name=_("Roles of the new person"))
        self._password = NewPassword(
            _("First password"), self.ctx.work, lambda: (self._name.text, self.ctx.settings.name)
        )
        self._add = Button(_("Add the person"))
        self._add.clicked.connect(self._store)
        card = self.add_card(
            _("Add a person"),
            _("Tell them the first password yourself; they set one of their own at their profile."),
        )
        card.add(FieldFrame(_("Title of the new person"), self._title))
        card.add(FieldFrame(_("Name of the new person"), self._name))
        for widget in (self._roles, self._password, self._add):
            card.add(widget)

    def _show(self, users: tuple[User, ...]) -> None:
        self._list.show_lines([self._line(user) for user in users])

    def _line(self, user: User) -> Line:
        chips = () if user.active else (Chip(_("Has left")),)
        line = Line(user.display_name, role_words(user.roles), chips)
        if user.active:
            name = _("Change: {name}").format(name=user.display_name)
            line.add_button(_("Change"), name, partial(self._open, user))
        return line

    def _open(self, user: User) -> None:
        self._close()
        form = PersonForm(self.ctx, user)
        form.changed.connect(self._changed)
        form.refused.connect(self.say_refused)
        self._list.add_below(form)
        self._person = form
        form.enter()

    def _close(self) -> None:
        if self._person is not None:
            self._person.hide()
            self._person.deleteLater()
            self._person = None

    def _changed(self) -> None:
        self._close()
        self.say_saved()
        self.enter()

    def _store(self) -> None:
        self._add.set_busy(_("Adding"))
        roles = frozenset(Role(code) for code in self._roles.values)
        new = User(0, self._name.text, self._title.text, roles)
        job = partial(staff.add, self.ctx.acting, new, self._password.text)
        self.ctx.work.run(Lane.WRITE, self, job, self._added, self._not_added)

    def _added(self, _user: User) -> None:
        self._add.set_busy(None)
        for field in (self._title, self._name):
            field.set_text("")
        self._password.clear()
        self._roles.set_values(())
        self._changed()

    def _not_added(self, refused: Refused) -> None:
        self._add.set_busy(None)
        self.say_refused(refused)

    def _renew_code(self) -> None:
        self._code.set_busy(_("Making"))
        job = partial(staff.new_recovery_code, self.ctx.acting)
        self.ctx.work.run(Lane.WRITE, self, job, self._show_code, self._no_code)

    def _show_code(self, code: str) -> None:
        self._code.set_busy(None)
        self._put_code_away()
        self._sheet = sheet = CodePage(code)
        sheet.setMinimumHeight(self.ctx.theme.px(_CODE_HEIGHT))
        sheet.noted.connect(self._put_code_away)
        self._column.addWidget(sheet)
        sheet.enter()

    def _put_code_away(self) -> None:
        if self._sheet is not None:
            self._sheet.hide()
            self._sheet.deleteLater()
            self._sheet = None

    def _no_code(self, refused: Refused) -> None:
        self._code.set_busy(None)
        self.say_refused(refused)
