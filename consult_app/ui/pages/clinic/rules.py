"""The rules that judge every patient: which hold here, and which a physician has switched off."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.people import Capability
from consult_app.domain.rules import Basis
from consult_app.errors import Refused
from consult_app.forms.model import say
from consult_app.i18n import _, mark
from consult_app.services import clinic, rules
from consult_app.services.finding_words import outcome_words, source_words
from consult_app.services.rules import RuleLine
from consult_app.services.wording import day_words
from consult_app.ui.consultation.reason_line import ReasonLine
from consult_app.ui.context import Context
from consult_app.ui.kit import Chip, Token, Verdict, WrapLabel, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.pages.clinic.part import Part
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.work import Lane

_GROUPS = (
    (Basis.GENERAL_PRACTICE, mark("General practice: the clinic may switch these off")),
    (Basis.CLINIC, mark("This clinic's own")),
    (Basis.SOURCE_DOCUMENT, mark("From the source document: always on")),
    (Basis.PRODUCT_LABEL, mark("From the product's label: always on")),
)


class RulesPart(Part):
    """A section a basis, a line a rule; the reason for switching one off is asked below it."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        words = _(
            "What is switched off is not asked for any more, and stands on each summary with the "
            "reason. Consultations that are decided stay as they are."
        )
        self._rows: dict[str, RuleRow] = {}
        self._last = ""
        self._column.addWidget(WrapLabel(words, token=Token.QUIET))
        self._sections = QVBoxLayout()
        self._sections.setSpacing(tokens.XL)
        self._column.addLayout(self._sections)
        self._column.addWidget(self._error)
        self._column.addWidget(self._note)
        self._column.addStretch()

    def enter(self) -> None:
        """Read which rules there are, and which are off."""
        job = partial(rules.every, self.ctx.acting)
        self.ctx.work.run(Lane.READ, self, job, self._arrived, self.say_refused)

    def _arrived(self, lines: tuple[RuleLine, ...]) -> None:
        while self._sections.count():
            item = self._sections.takeAt(0)
            section = item.widget() if item is not None else None
            if section is not None:
                section.hide()
                section.deleteLater()
        for basis, title in _GROUPS:
            found = [line for line in lines if line.rule.basis is basis]
            if found:
                section = Section(_(title), "")
                section.show_lines([self._line(line) for line in found])
                self._sections.addWidget(section)
        if self._last in self._rows:  # the keyboard stays at the rule that was switched
            self._rows[self._last].enter()
        self._last = ""

    def _line(self, line: RuleLine) -> QWidget:
        row = RuleRow(self.ctx, line)
        row.off.connect(partial(self._switch_off, row))
        row.on.connect(partial(self._switch_on, row))
        self._rows[row.rule_id] = row
        return row

    def _switch_off(self, row: RuleRow, reason: str) -> None:
        self._last = row.rule_id
        job = partial(rules.switch_off, self.ctx.acting, row.rule_id, reason)
        self.ctx.work.run(Lane.WRITE, self, job, lambda _off: self._changed(), row.refuse)

    def _switch_on(self, row: RuleRow) -> None:
        self._last = row.rule_id
        job = partial(rules.switch_on, self.ctx.acting, row.rule_id)
        self.ctx.work.run(Lane.WRITE, self, job, lambda _none: self._changed(), self.say_refused)

    def _changed(self) -> None:
        job = partial(clinic.settings, self.ctx.acting)
        self.ctx.work.run(Lane.READ, self, job, self._stored, self.say_refused)

    def _stored(self, settings: ClinicSettings) -> None:
        self.ctx.settings = settings
        self.say_saved()
        self.enter()
        self.ctx.go.records_changed.emit()


class RuleRow(QWidget):
    """One rule. `off(reason)`: it is to be switched off; `on()`: it is to hold again."""

    off = Signal(str)
    on = Signal()

    def __init__(self, ctx: Context, line: RuleLine) -> None:
        super().__init__()
        self.rule_id = line.rule.id
        self._reason: ReasonLine | None = None
        self._title = say(line.rule.title, ctx.language)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._told(ctx, line))
        self.setSizePolicy(tall_policy())

    def _told(self, ctx: Context, line: RuleLine) -> Line:
        words = f"{outcome_words(line.rule.outcome)} · {source_words(line.rule)}"
        chips: tuple[Chip, ...] = ()
        if line.off is not None:
            day = day_words(date.fromisoformat(line.off.at[:10]), ctx.language)
            words = _("{reason} {physician}, {day}").format(
                reason=line.off.reason, physician=line.by, day=day
            )
            chips = (Chip(_("Switched off"), Verdict.CAUTION, icon=Verdict.CAUTION.icon),)
        told = Line(self._title, words, chips)
        if line.may_be_off:
            label = _("Switch on") if line.off else _("Switch off")
            name = _("{action}: {rule}").format(action=label, rule=self._title)
            self._button = told.add_button(label, name, self.on.emit if line.off else self._ask)
            self._button.setEnabled(ctx.acting.user.may(Capability.DECIDE))
        return told

    def _ask(self) -> None:
        if self._reason is None:
            words = _("The reason stands on each summary from now on.")
            self._reason = ReasonLine(words, _("Switch the rule off"))
            self._reason.confirmed.connect(self.off)
            self._reason.left.connect(self._put_away)
            self._reason.setContentsMargins(20, 0, 20, tokens.L)
            self._column.addWidget(self._reason)
        self._reason.enter()

    def _put_away(self) -> None:
        if self._reason is not None:
            self._reason.hide()
            self._reason.deleteLater()
            self._reason = None
        self.enter()

    def enter(self) -> None:
        """The keyboard stands at what can be done."""
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, refused: Refused) -> None:
        """Say why it was not switched off; what was typed stays."""
        if self._reason is not None:
            self._reason.refuse(messages.sentence(refused))
