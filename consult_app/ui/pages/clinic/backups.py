"""Backups: the newest, one now, the plan by which they are made, and those that there are."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from consult_app.domain.backup_plan import EVERY, LONGEST_FOLDER, BackupPlan
from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import safekeeping
from consult_app.services.safekeeping import State
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    FieldFrame,
    NumberField,
    Segmented,
    TextField,
    tokens,
    with_keys,
)
from consult_app.ui.pages.clinic.backup_list import BackupList
from consult_app.ui.pages.clinic.backup_now import NewestCard
from consult_app.ui.pages.clinic.part import Part
from consult_app.ui.pages.clinic.settings import whole_number
from consult_app.ui.work import Lane


class BackupsPart(Part):
    """For those who may back up; only who keeps the clinic changes the plan."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._newest = NewestCard(ctx)
        self._column.addWidget(self._newest)
        self._newest.made.connect(self._made)
        self._folder = TextField(max_length=LONGEST_FOLDER, placeholder=_("Beside the records"))
        self._browse = Button(_("Choose a folder"), icon="folder-open", strong=False)
        words = (_("Every 4 hours"), _("Every day"), _("Every week"))
        self._every = Segmented(with_keys(tuple(zip(map(str, EVERY), words, strict=True))))
        self._kept = tuple(
            NumberField(whole_number, unit=unit) for unit in (_("days"), _("weeks"), _("months"))
        )
        self._add_plan()
        self._save = Button(_("Save the plan"), shortcut="Ctrl+Return")
        self._list = BackupList(ctx)
        self.add_foot(self._save)
        self._column.insertWidget(self._column.count() - 1, self._list)
        self._save.clicked.connect(self._store)
        self._browse.clicked.connect(self._choose)
        self.setFocusProxy(self._newest)
        if ctx.keeper is not None:
            ctx.keeper.changed.connect(self._show_if_seen)

    def enter(self) -> None:
        """Read how it stands and what is in the folder."""
        may = self.ctx.acting.user.may(Capability.KEEP_CLINIC)
        for control in (self._folder, self._browse, self._every, *self._kept, self._save):
            control.setEnabled(may)
        job = partial(safekeeping.state, self.ctx.acting)
        self.ctx.work.run(Lane.READ, self, job, self._show_all, self.say_refused)

    def _add_plan(self) -> None:
        card = self.add_card(
            _("By itself"),
            _(
                "When one is due it is made while you work, and once more when the window is "
                "closed at the end of the day. Each is opened and compared before it counts."
            ),
        )
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.M)
        help_text = _("Best on another disk; empty for a folder beside the records")
        row.addWidget(FieldFrame(_("Folder for backups"), self._folder, help_text=help_text), 1)
        row.addWidget(self._browse, 0, Qt.AlignmentFlag.AlignVCenter)
        card.add(line)
        card.add(FieldFrame(_("How often"), self._every))
        kept = QWidget()
        fields = QHBoxLayout(kept)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(tokens.M)
        names = (_("Keep one a day, for"), _("Keep one a week, for"), _("Keep one a month, for"))
        for name, field in zip(names, self._kept, strict=True):
            fields.addWidget(FieldFrame(name, field), 1)
        card.add(kept)

    def _choose(self) -> None:
        """The system's own choice of folders, the one thing it does better than a line."""
        chosen = QFileDialog.getExistingDirectory(self, _("Choose a folder"), self._folder.text)
        if chosen:
            self._folder.set_text(chosen)
        self._folder.setFocus()

    def _show_all(self, state: State) -> None:
        self._folder.set_text(state.plan.folder)
        self._every.set_value(str(state.plan.hours))
        numbers = (state.plan.daily, state.plan.weekly, state.plan.monthly)
        for field, number in zip(self._kept, numbers, strict=True):
            field.set_text(str(number))
        self._show_state(state)

    def _show_state(self, state: State) -> None:
        self._newest.show_state(state)
        self._list.read()

    def _show_if_seen(self, state: State) -> None:
        if self.isVisible():
            self._show_state(state)

    def _made(self, state: State) -> None:
        if self.ctx.keeper is not None:
            self.ctx.keeper.show(state)
        else:
            self._list.read()

    def _typed(self) -> BackupPlan | None:
        numbers = []
        for field in self._kept:
            if not isinstance(field.parsed.value, int):
                field.note.set_error(field.parsed.error or _("Enter a whole number."))
                field.setFocus()
                return None
            numbers.append(field.parsed.value)
        hours = int(self._every.value or BackupPlan().hours)
        return BackupPlan(self._folder.text, hours, *numbers)

    def _store(self) -> None:
        plan = self._typed()
        if plan is None:
            return
        self._save.set_busy(_("Saving"))
        job = partial(safekeeping.change_plan, self.ctx.acting, plan)
        self.ctx.work.run(Lane.WRITE, self, job, self._stored, self._refused)

    def _stored(self, settings: ClinicSettings) -> None:
        self._save.set_busy(None)
        self.ctx.settings = settings
        self.say_saved()
        self.enter()
        if self.ctx.keeper is not None:
            self.ctx.keeper.read()

    def _refused(self, refused: Refused) -> None:
        self._save.set_busy(None)
        self.say_refused(refused)
