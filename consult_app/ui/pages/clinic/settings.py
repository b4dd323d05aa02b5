"""The letterhead, the numbers to call, and what holds for every patient of the clinic."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from consult_app import messages
from consult_app.domain.clinic import ClinicSettings, DateOrder, Paper
from consult_app.domain.parsing import Understood, parse_number
from consult_app.domain.people import Capability
from consult_app.domain.retention import retention
from consult_app.domain.texts import NOTE
from consult_app.errors import Refused
from consult_app.i18n import _, mark, series
from consult_app.services import clinic, shelf
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Choice,
    ChoiceList,
    FieldFrame,
    InlineError,
    Kind,
    NumberField,
    Parsed,
    PickField,
    Segmented,
    TextArea,
    TextField,
    with_keys,
)
from consult_app.ui.pages.clinic.logo import LogoField
from consult_app.ui.pages.clinic.part import Part
from consult_app.ui.words import country_names, language_name, language_names
from consult_app.ui.work import Lane

NOT_SET = mark("0 if not set: no record can then be erased because its time is over")
LONGEST_ADDRESS = 600


class SettingsPart(Part):
    """Saved as one; what may stand is decided by the service."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._name = TextField()
        self._address = TextArea(lines=2, most_lines=5, max_length=LONGEST_ADDRESS)
        self._country = PickField(country_names(ctx.language))
        self._logo = LogoField(ctx.work)
        self._day, self._night, self._emergency = TextField(), TextField(), TextField()
        self._costs = TextArea(lines=2, most_lines=5, max_length=NOTE)
        self._missing = InlineError()
        self._hours = NumberField(whole_number, unit=_("hours"))
        self._consent_days = NumberField(whole_number, unit=_("days"))
        self._lock = NumberField(whole_number, unit=_("minutes"))
        self._years = NumberField(whole_number, unit=_("years"))
        self._report = NumberField(whole_number, unit=_("days"))
        self._keeping = FieldFrame(
            _("How long a record is kept after its last entry"), self._years, help_text=_(NOT_SET)
        )
        self._own = _choice(("yes", _("Yes")), ("no", _("No")))
        self._both = _choice(("yes", _("Yes")), ("no", _("No")))
        self._language = PickField(language_names(ctx.language))
        self._spoken = QVBoxLayout()
        self._languages = ChoiceList([], multiple=True)
        self._order = _choice(
            (DateOrder.DAY_FIRST.value, _("Day first")),
            (DateOrder.MONTH_FIRST.value, _("Month first")),
            (DateOrder.YEAR_FIRST.value, _("Year first")),
        )
        self._comma = _choice(("comma", "38,5"), ("point", "38.5"))
        self._paper = _choice((Paper.A4.value, "A4"), (Paper.LETTER.value, _("US Letter")))
        self._add_letterhead()
        self._add_numbers()
        self._add_rules()
        self._add_writing()
        self._add_safety()
        self._save = Button(_("Save the settings"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self._save.clicked.connect(self._store)
        self.add_foot(self._save)

    def enter(self) -> None:
        """Read what is stored."""
        self._save.setEnabled(self.ctx.acting.user.may(Capability.KEEP_CLINIC))
        job = partial(_read, self.ctx)
        self.ctx.work.run(Lane.READ, self, job, self._arrived, self.say_refused)

    def _add_letterhead(self) -> None:
        card = self.add_card(_("Letterhead"), _("At the top of every document."))
        card.add(FieldFrame(_("Name of the clinic"), self._name))
        card.add(FieldFrame(_("Address of the clinic"), self._address))
        self._country_frame = FieldFrame(
            _("Country"),
            self._country,
            help_text=_("Decides which legal status of the treatment is told"),
        )
        card.add(self._country_frame)
        card.add(self._logo)

    def _add_numbers(self) -> None:
        card = self.add_card(
            _("Numbers to call"),
            _(
                "A patient at home needs all three at a glance. Without them and a name no "
                "aftercare sheet is made."
            ),
        )
        card.add(self._missing)
        card.add(FieldFrame(_("Phone by day"), self._day))
        card.add(FieldFrame(_("Phone at night"), self._night))
        card.add(
            FieldFrame(
                _("Emergency number"),
                self._emergency,
                help_text=_("Of the services: 112"),
            )
        )

    def _add_rules(self) -> None:
        card = self.add_card(_("Consent and evaluation"))
        card.add(
            FieldFrame(
                _("What a treatment costs"),
                self._costs,
                help_text=_("As patients read it before they decide. Empty: they are told to ask."),
            )
        )
        card.add(
            FieldFrame(
                _("Time to think it over"),
                self._hours,
                help_text=_("From information to the earliest signature; 0 for none"),
            )
        )
        card.add(FieldFrame(_("How long a consent holds"), self._consent_days))
        card.add(
            FieldFrame(_("May the treating physician be the specialist who evaluates?"), self._own)
        )
        card.add(FieldFrame(_("Do both guardians sign for a minor?"), self._both))

    def _add_writing(self) -> None:
        card = self.add_card(_("How things are written"))
        card.add(FieldFrame(_("Usual language of patients"), self._language))
        card.column.addLayout(self._spoken)
        card.add(FieldFrame(_("Order of a date in figures"), self._order))
        card.add(FieldFrame(_("Decimal mark"), self._comma))
        card.add(FieldFrame(_("Paper"), self._paper))

    def _add_safety(self) -> None:
        card = self.add_card(_("Safety"))
        card.add(self._keeping)
        card.add(
            FieldFrame(
                _("Remind of a report on an adverse event after"),
                self._report,
                help_text=_("0 for never. The law of your country may ask for a report sooner."),
            )
        )
        card.add(
            FieldFrame(
                _("Lock the window after"),
                self._lock,
                help_text=_("Without a key or a click; the patient's own pages stay 20 minutes"),
            )
        )

    def _arrived(self, found: tuple[ClinicSettings, tuple[str, ...]]) -> None:
        settings, spoken = found
        if not self._spoken.count():
            names = [Choice(code, language_name(code, self.ctx.language)) for code in spoken]
            self._languages = ChoiceList(names, multiple=True)
            self._spoken.addWidget(
                FieldFrame(
                    _("Languages of your patients"),
                    self._languages,
                    help_text=_("In these, texts wait for your approval first"),
                )
            )
        self._languages.set_values(settings.works_in(spoken))
        self._show(settings)

    def _show(self, settings: ClinicSettings) -> None:
        self.ctx.settings = settings
        self._name.set_text(settings.name)
        self._address.set_text(settings.address)
        self._country.set_value(settings.jurisdiction or None)
        self._logo.show_logo(settings.logo)
        self._day.set_text(settings.phone_day)
        self._night.set_text(settings.phone_night)
        self._emergency.set_text(settings.emergency)
        self._costs.set_text(settings.costs)
        self._hours.set_text(str(settings.reflection_hours))
        self._consent_days.set_text(str(settings.consent_days))
        self._lock.set_text(str(settings.lock_minutes))
        self._years.set_text(str(settings.retention_years))
        self._report.set_text(str(settings.report_days))
        self._keeping.note.set_help(_keeping_words(settings))
        self._own.set_value("yes" if settings.own_evaluation else "no")
        self._both.set_value("yes" if settings.both_guardians else "no")
        self._language.set_value(settings.language)
        self._order.set_value(settings.date_order.value)
        self._comma.set_value("comma" if settings.decimal_comma else "point")
        self._paper.set_value(settings.paper.value)
        self._tell_missing(settings)

    def _tell_missing(self, settings: ClinicSettings) -> None:
        words = {
            "name": _("name of the clinic"),
            "phone_day": _("phone by day"),
            "phone_night": _("phone at night"),
            "emergency": _("emergency number"),
        }
        missing = [words[field] for field in settings.missing_for_aftercare()]
        self._missing.set_error(
            _("No aftercare sheet can be made yet. Missing: {fields}.").format(
                fields=series(missing)
            )
            if missing
            else ""
        )

    def _typed(self) -> ClinicSettings | None:
        fields = (self._hours, self._consent_days, self._lock, self._years, self._report)
        hours, days, lock, years, report = (_number(field) for field in fields)
        if hours is None or days is None or lock is None or years is None or report is None:
            return None
        self._country.settle()
        if self._country.text.strip() and self._country.value is None:
            self._country_frame.set_error(messages.sentence(Refused("settings.country-unknown")))
            self._country.setFocus()
            return None
        return replace(
            self.ctx.settings,
            name=self._name.text,
            address=self._address.text,
            jurisdiction=self._country.value or "",
            phone_day=self._day.text,
            phone_night=self._night.text,
            emergency=self._emergency.text,
            logo=self._logo.value,
            language=self._language.value or self.ctx.settings.language,
            languages=self._languages.values,
            date_order=DateOrder(self._order.value or self.ctx.settings.date_order),
            decimal_comma=self._comma.value == "comma",
            paper=Paper(self._paper.value or self.ctx.settings.paper),
            costs=self._costs.text,
            reflection_hours=hours,
            consent_days=days,
            own_evaluation=self._own.value == "yes",
            both_guardians=self._both.value == "yes",
            lock_minutes=lock,
            retention_years=years,
            report_days=report,
        )

    def _store(self) -> None:
        new = self._typed()
        if new is None:
            return
        self._save.set_busy(_("Saving"))
        job = partial(clinic.change_settings, self.ctx.acting, new)
        self.ctx.work.run(Lane.WRITE, self, job, self._stored, self._refused)

    def _stored(self, settings: ClinicSettings) -> None:
        self._save.set_busy(None)
        self._show(settings)
        self.say_saved()
        self.ctx.go.records_changed.emit()

    def _refused(self, refused: Refused) -> None:
        self._save.set_busy(None)
        self.say_refused(refused)


def _read(ctx: Context) -> tuple[ClinicSettings, tuple[str, ...]]:
    """On a lane: the settings, and what the shipped pack speaks."""
    return clinic.settings(ctx.acting), shelf.shipped().languages


def _choice(*options: tuple[str, str]) -> Segmented:
    return Segmented(with_keys(options))


def whole_number(text: str) -> Parsed:
    """A whole number as it is typed."""
    read = parse_number(text, decimal_comma=False)
    if isinstance(read, Understood) and read.value == int(read.value) and read.value >= 0:
        return Parsed(int(Decimal(read.value)))
    return Parsed(error=_("Enter a whole number."))


def _number(field: NumberField) -> int | None:
    """What stands in the field; None, said there, for what is no whole number."""
    parsed = field.parsed
    if isinstance(parsed.value, int):
        return parsed.value
    field.note.set_error(parsed.error or _("Enter a whole number."))
    field.setFocus()
    return None


def _keeping_words(settings: ClinicSettings) -> str:
    """Whose figure holds: the clinic's own, or the one of its country until it sets one."""
    rule = retention(replace(settings, retention_years=0))
    if not rule.years:
        return _(NOT_SET)
    words = _("Yours to set. As long as it is 0: {years} years, by {source}")
    return words.format(years=rule.years, source=rule.source)
