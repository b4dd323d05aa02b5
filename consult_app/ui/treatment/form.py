"""One session as it is recorded: asked one by one, each with one key where one key will do."""

from __future__ import annotations

from datetime import datetime, time
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.products import Lot
from consult_app.domain.treatment import NewTreatment, Place
from consult_app.errors import Refused
from consult_app.i18n import _, series
from consult_app.services import scanning
from consult_app.services.treatments import TreatmentView
from consult_app.services.wording import clock_words, day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    AnswerRow,
    BodyMap,
    Button,
    Card,
    Choice,
    ChoiceList,
    InlineError,
    Kind,
    ScanField,
    Segmented,
    TextArea,
    TextField,
    tokens,
    with_keys,
)
from consult_app.ui.product_words import left_words
from consult_app.ui.reading import clock_time, units_of

NO, YES = "no", "yes"

Control: TypeAlias = Segmented | ChoiceList | TextField


class SessionForm(Card):
    """Everything one session needs. `wanted(NewTreatment)` once nothing is missing."""

    wanted = Signal(object)
    changed_since = Signal()

    def __init__(self, ctx: Context, view: TreatmentView) -> None:
        super().__init__()
        self._view, self._clock, language = view, ctx.acting.now, ctx.language
        self._scan = ScanField(placeholder=_("Scan the code on the package"))
        self._changed = Segmented(with_keys(((NO, _("Nothing")), (YES, _("Something has")))))
        self._lot = _lots(view, language)
        self._site = ChoiceList(
            [Choice(str(i), s.words, s.route) for i, s in enumerate(view.plan.sites)],
            multiple=len(view.plan.sites) > 1,
        )
        named = {s.mark.region: s.area for s in view.plan.sites}
        self._map = BodyMap([*named.items()], name=_("Places of the plan"))
        self._dose = TextField(view.plan.dose, max_length=200)
        self._sterile = Segmented(with_keys(((YES, _("Yes")), (NO, _("No")))))
        self._supervisor = ChoiceList(
            [Choice(str(u.id), u.display_name, u.specialty) for u in view.physicians]
        )
        self._reaction = Segmented(with_keys(((NO, _("None")), (YES, _("Reaction")))))
        self._units = TextField("1", max_length=10)
        self._began = TextField(placeholder=clock_words(view.now, language), max_length=10)
        self._ended = TextField(placeholder=_("now"), max_length=10)
        self._seen = TextArea(lines=2, max_length=2000)
        self._rows = self._asked()
        self._error = InlineError()
        self._record = Button(_("Record the treatment"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self._lay_out()
        self._connect()
        self._choose_what_is_alone()

    def _asked(self) -> dict[Control, AnswerRow]:
        """Each control with its question, in the order in which they are asked."""
        changed_help = "\n".join(
            (
                _("Ask the patient today: health, medicines, an infection, a pregnancy."),
                *self._answered_then(),
            )
        )
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
            self._units: AnswerRow(_("Units used"), self._units, help_text=self._units_help()),
            self._began: AnswerRow(
                _("Began at"),
                self._began,
                help_text=_("Enter alone takes the time at which this page was opened."),
            ),
            self._ended: AnswerRow(
                _("Ended at"), self._ended, help_text=_("Enter alone takes the time it is now.")
            ),
        }

    def _answered_then(self) -> list[str]:
        """The contraindications with their answers, to be gone through again in one breath."""
        said = [
            _("{answer} ({questions})").format(answer=answer, questions=series(questions))
            for answer, questions in self._view.answered_then
        ]
        told = _("Answered at the assessment: {answers}").format(answers=series(said, "; "))
        return [told] if said else []

    def _units_help(self) -> str:
        """Whether a count goes down with it."""
        if all(lot.units is None for lot in self._view.lots):
            return _("Nobody counts the units of these lots.")
        return _("So many go from the shelf with the record.")

    def enter(self) -> None:
        """The keyboard goes to the first question."""
        self._changed.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_error(self, sentence: str) -> None:
        """Say what keeps this session from being recorded."""
        self._error.set_error(sentence)
        self._record.set_busy(None)

    def _lay_out(self) -> None:
        scanned = _("A scan chooses the lot and looks at the product and the last day of use.")
        self._scan_row = AnswerRow(_("Scan the package"), self._scan, help_text=scanned)
        for control, row in self._rows.items():
            if control is self._lot:
                self.add(self._scan_row)
            self.add(row)
        self._rows[self._site].add_follow_up(self._map)
        self._rows[self._site].set_follow_ups_visible(True)
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
        for field in (self._units, self._began, self._ended):
            field.changed.connect(lambda _text, f=field: self._rows[f].set_error(""))
        self._units.edit.returnPressed.connect(partial(self._go_on, self._units))
        self._began.edit.returnPressed.connect(partial(self._at, self._began))
        self._ended.edit.returnPressed.connect(partial(self._at, self._ended))
        self._scan.scanned.connect(self._scanned)
        self._map.chosen.connect(self._mapped)
        self._site.chosen.connect(lambda _values: self._show_places())
        self._scan.edit.returnPressed.connect(lambda: self._go_on(self._changed))
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

    def _mapped(self, region: str, side: str) -> None:
        """A place of the plan, pointed at on the body; any other is none of this session's."""
        marks = [(s.mark.region, s.mark.side) for s in self._view.plan.sites]
        if (region, side) in marks:
            place = str(marks.index((region, side)))
            several = len(marks) > 1
            kept = [value for value in self._site.values if several and value != place]
            self._site.set_values([*kept, place])
            self._rows[self._site].set_error("")
        elif (region, side) == ("", ""):
            self._site.set_values(())
        self._show_places()

    def _show_places(self) -> None:
        """The places that are chosen, on the body."""
        sites = [self._view.plan.sites[int(value)].mark for value in self._site.values]
        first, *others = [(mark.region, mark.side) for mark in sites] or [("", "")]
        self._map.set_value(*first)
        self._map.set_others(others)

    def _choose_what_is_alone(self) -> None:
        """Where there is only one place or one physician, there is nothing to ask."""
        if len(self._view.plan.sites) == 1:
            self._site.set_values(("0",))
            self._show_places()
        if len(self._view.physicians) == 1:
            self._supervisor.set_values((str(self._view.physicians[0].id),))

    def _scanned(self, text: str) -> None:
        """The lot of the package, where it is the product's and may be used today."""
        self._scan_row.set_error("")
        product = self._view.plan.product
        if product is None:
            return
        try:
            lot = scanning.choose(text, product, self._view.lots)
            lot.require(self._view.day)
        except Refused as refused:
            self._scan_row.set_error(messages.sentence(refused))
            return
        self._scan.set_text("")
        if _value(self._lot) == str(lot.id):
            said = _("Lot {number} is chosen already.").format(number=lot.number)
            self._scan_row.set_error(said)
            return
        self._lot.set_values((str(lot.id),))
        self._go_on(self._lot)

    def _at(self, field: TextField) -> None:
        """Enter alone takes the time that stands there."""
        if not field.text.strip():
            moment = self._view.now if field is self._began else self._clock()
            field.set_text(f"{moment.astimezone():%H:%M}")
        self._go_on(field)

    def _asked_about_change(self, value: object) -> None:
        if value == YES:
            self.changed_since.emit()
            return
        self._go_on(self._changed, value)
        product = self._view.plan.product
        if product is not None and product.gtin and not _value(self._lot):
            self._scan.setFocus(Qt.FocusReason.TabFocusReason)  # Enter alone goes on to the lots

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
        if wrong := self._misread():
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._error.set_error("")
        self._record.set_busy(_("Recording"))
        self.wanted.emit(self._treatment())

    def _misread(self) -> TextField | None:
        """The first field with something that is no number or no time; said beside it."""
        try:
            units_of(self._units.text)
        except Refused as refused:
            self._rows[self._units].set_error(messages.sentence(refused))
            return self._units
        for field in (self._began, self._ended):
            if not clock_time(field.text):
                self._rows[field].set_error(_("Write the time like 10:42."))
                return field
        return None

    def _moment(self, field: TextField) -> datetime:
        """The time of today that a field says, on the clinic's wall clock."""
        clock = time.fromisoformat(clock_time(field.text) or "00:00")
        return datetime.combine(self._view.day, clock).astimezone()

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
            units=units_of(self._units.text),
            started_at=self._moment(self._began),
            ended_at=self._moment(self._ended),
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
    left = f" · {left_words(lot)}" if lot.units is not None else ""
    if lot.nearly_expired(view.day, view.near_days):
        return _("Use by {day}: nearly out of date").format(day=day) + left
    return _("Use by {day}").format(day=day) + left
