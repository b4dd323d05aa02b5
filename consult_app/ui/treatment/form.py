"""One session as it is recorded: asked one by one, each with one key where one key will do."""

from __future__ import annotations

from functools import partial
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.products import Lot
from consult_app.domain.treatment import NewTreatment, Place
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services.treatments import TreatmentView
from consult_app.services.wording import day_words
from consult_app.ui.kit import (
    AnswerRow,
    Button,
    Card,
    Choice,
    ChoiceList,
    InlineError,
    Kind,
    Segmented,
    TextArea,
    TextField,
    tokens,
    with_keys,
)

NO, YES = "no", "yes"

Control: TypeAlias = Segmented | ChoiceList | TextField


class SessionForm(Card):
    """Everything one session needs. `wanted(NewTreatment)` once nothing is missing."""

    wanted = Signal(object)
    changed_since = Signal()

    def __init__(self, view: TreatmentView, language: str) -> None:
        super().__init__()
        self._view = view
        self._changed = Segmented(with_keys(((NO, _("Nothing")), (YES, _("Something has")))))
        self._lot = _lots(view, language)
        self._site = ChoiceList(
            [Choice(str(i), s.words, s.route) for i, s in enumerate(view.plan.sites)],
            multiple=len(view.plan.sites) > 1,
        )
        self._dose = TextField(view.plan.dose, max_length=200)
        self._sterile = Segmented(with_keys(((YES, _("Yes")), (NO, _("No")))))
        self._supervisor = ChoiceList(
            [Choice(str(u.id), u.display_name, u.specialty) for u in view.physicians]
        )
        self._reaction = Segmented(with_keys(((NO, _("None")), (YES, _("Reaction")))))
        self._seen = TextArea(lines=2, max_length=2000)
        self._rows = self._asked()
        self._error = InlineError()
        self._record = Button(_("Record the treatment"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self._lay_out()
        self._connect()
        self._choose_what_is_alone()

    def _asked(self) -> dict[Control, AnswerRow]:
        """Each control with its question, in the order in which they are asked."""
        changed_help = _("Ask the patient today: health, medicines, an infection, a pregnancy.")
        reaction_help = _("Watch the place and the patient for a few minutes.")
        return {
            self._changed: AnswerRow(
                _("Has anything changed since the decision?"), self._changed, help_text=changed_help
            ),
            self._lot: AnswerRow(_("Lot"), self._lot, wide=True),
            self._site: AnswerRow(
                _("Place treated"), self._site, help_text=self._site_help(), wide=True
            ),
            self._dose: AnswerRow(_("Dose given"), self._dose),
            self._sterile: AnswerRow(self._view.sterile, self._sterile),
            self._supervisor: AnswerRow(self._view.supervised, self._supervisor, wide=True),
            self._reaction: AnswerRow(
                _("Any reaction right away?"), self._reaction, help_text=reaction_help
            ),
        }

    def enter(self) -> None:
        """The keyboard goes to the first question."""
        self._changed.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_error(self, sentence: str) -> None:
        """Say what keeps this session from being recorded."""
        self._error.set_error(sentence)
        self._record.set_busy(None)

    def _lay_out(self) -> None:
        for row in self._rows.values():
            self.add(row)
        reaction = self._rows[self._reaction]
        reaction.add_follow_up(
            AnswerRow(_("What was seen, and what was done"), self._seen, wide=True)
        )
        reaction.set_follow_ups_visible(False)
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(20, tokens.L, 20, tokens.L)
        line.addWidget(self._error, 1)
        line.addStretch()
        line.addWidget(self._record, 0, Qt.AlignmentFlag.AlignVCenter)
        self.add(foot)

    def _connect(self) -> None:
        self._changed.chosen.connect(self._asked_about_change)
        self._reaction.chosen.connect(self._reacted)
        self._sterile.chosen.connect(partial(self._go_on, self._sterile))
        for choices in (self._lot, self._site, self._supervisor):
            choices.chosen.connect(partial(self._chosen, choices))
        self._dose.changed.connect(lambda _text: self._rows[self._dose].set_error(""))
        self._dose.edit.returnPressed.connect(partial(self._go_on, self._dose))
        self._record.clicked.connect(self._ask)

    def _site_help(self) -> str:
        several = len(self._view.plan.sites) > 1
        return _("Mark each place that was treated today.") if several else ""

    def _chosen(self, choices: ChoiceList, values: object) -> None:
        """Where several places may be marked, the next one may be too: the keyboard stays."""
        if choices is self._site and len(self._view.plan.sites) > 1:
            self._rows[choices].set_error("")
        else:
            self._go_on(choices, values)

    def _choose_what_is_alone(self) -> None:
        """Where there is only one place or one physician, there is nothing to ask."""
        if len(self._view.plan.sites) == 1:
            self._site.set_values(("0",))
        if len(self._view.physicians) == 1:
            self._supervisor.set_values((str(self._view.physicians[0].id),))

    def _asked_about_change(self, value: object) -> None:
        if value == YES:
            self.changed_since.emit()
        else:
            self._go_on(self._changed, value)

    def _reacted(self, value: object) -> None:
        self._rows[self._reaction].set_follow_ups_visible(value == YES)
        if value == YES:
            self._seen.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._go_on(self._reaction, value)

    def _go_on(self, control: Control, value: object = True) -> None:
        """To the next question that is not answered, else to the button."""
        self._rows[control].set_error("")
        if not value:
            return
        controls = list(self._rows)
        for later in controls[controls.index(control) + 1 :]:
            if not _value(later):
                later.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self._record.setFocus(Qt.FocusReason.TabFocusReason)

    def _ask(self) -> None:
        missing = [control for control in self._rows if not _value(control)]
        for control, row in self._rows.items():
            row.set_error(_("Answer this first.") if control in missing else "")
        if missing:
            missing[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._error.set_error("")
        self._record.set_busy(_("Recording"))
        self.wanted.emit(self._treatment())

    def _treatment(self) -> NewTreatment:
        chosen = [self._view.plan.sites[int(value)] for value in self._site.values]
        site, *further = [Place(s.mark, s.words, s.route_code) for s in chosen]
        return NewTreatment(
            lot_id=int(_value(self._lot)),
            session=len(self._view.done) + 1,
            dose=_value(self._dose),
            site=site.site,
            site_words=site.words,
            route=site.route,
            further=tuple(further),
            sterile=_value(self._sterile) == YES,
            supervisor_id=int(_value(self._supervisor)),
            unchanged=_value(self._changed) == NO,
            reaction=self._seen.text,
            reaction_observed=_value(self._reaction) == YES,
        )


def _value(control: Control) -> str:
    """What a control says now; empty: nothing yet."""
    match control:
        case ChoiceList():
            return str(control.values[0]) if control.values else ""
        case Segmented():
            return control.value or ""
        case TextField():
            return control.text.strip()


def _lots(view: TreatmentView, language: str) -> ChoiceList:
    """Every lot that is here, with its last day, or with why it may not be used."""
    return ChoiceList(
        [Choice(str(lot.id), lot.number, _lot_hint(lot, view, language)) for lot in view.lots]
    )


def _lot_hint(lot: Lot, view: TreatmentView, language: str) -> str:
    try:
        lot.require(view.day)
    except Refused as refused:
        return messages.sentence(refused)
    day = day_words(lot.expiry, language)
    if lot.nearly_expired(view.day, view.near_days):
        return _("Use by {day}: nearly out of date").format(day=day)
    return _("Use by {day}").format(day=day)
