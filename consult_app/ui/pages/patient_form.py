"""The fields of a patient's registration and correction, each with what is wrong beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from consult_app import messages
from consult_app.domain.documents import Edition
from consult_app.domain.patients import NewPatient, Patient, Sex
from consult_app.errors import Refused
from consult_app.i18n import _, series
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    DateField,
    FieldFrame,
    Parsed,
    PickField,
    Segmented,
    TextField,
    tokens,
    with_keys,
)
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.parsed import Parse
from consult_app.ui.pages.edition import edition_field
from consult_app.ui.reading import day_parser, example
from consult_app.ui.words import language_names, years_words


class PatientForm(QWidget):
    """Collects what is typed; what may be registered is decided by the service."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.given = TextField()
        self.family = TextField()
        self.born = DateField(_birth_parser(ctx), placeholder=example(ctx))
        self.sex = Segmented(
            with_keys(
                (
                    (Sex.FEMALE.value, _("Female")),
                    (Sex.MALE.value, _("Male")),
                    (Sex.OTHER.value, _("Other")),
                    (Sex.UNKNOWN.value, _("Not recorded")),
                )
            )
        )
        self.language = PickField(language_names(ctx.language))
        self.edition = edition_field()
        self.phone = TextField()
        self.email = TextField()
        self.address = TextField()
        self._frames = {
            "given": FieldFrame(_("Given name"), self.given),
            "family": FieldFrame(_("Family name"), self.family),
            "born": FieldFrame(_("Date of birth"), self.born),
            "language": FieldFrame(
                _("Language"), self.language, help_text=_("For what this patient reads and signs")
            ),
            "sex": FieldFrame(_("Sex"), self.sex),
            "edition": FieldFrame(
                _("Size of print"),
                self.edition,
                help_text=_("Of the papers this patient takes home"),
            ),
            "phone": FieldFrame(_("Phone"), self.phone),
            "email": FieldFrame(_("Email"), self.email),
            "address": FieldFrame(_("Address"), self.address),
        }
        self._lay_out()
        self.language.set_value(ctx.settings.language)
        self.edition.set_value(Edition.STANDARD.value)

    def show_patient(self, patient: Patient) -> None:
        """Fill the fields with what is registered."""
        self.propose(patient.registered)

    def propose(self, new: NewPatient) -> None:
        """Fill the fields, for a person to look through."""
        self.given.set_text(new.given_name)
        self.family.set_text(new.family_name)
        self.born.set_text(day_words(new.birth_date, self._ctx.language))
        self.sex.set_value(new.sex.value)
        known = {code for code, _name in language_names(self._ctx.language)}
        self.language.set_value(new.language if new.language in known else None)
        self.edition.set_value(new.edition.value)
        self.phone.set_text(new.phone)
        self.email.set_text(new.email)
        self.address.set_text(new.address)

    def typed(self) -> NewPatient | None:
        """What is typed; None, with the reason beside the field, where it is no whole patient."""
        self._clear()
        born = self.born.parsed
        if not isinstance(born.value, date):
            asked = _("Choose which day is meant.") if born.choices else _("Enter a date of birth.")
            self._wrong("born", born.error or asked)
            return None
        language = self.language.value
        if language is None:
            self._wrong("language", _("Choose a language from the list."))
            return None
        return NewPatient(
            family_name=self.family.text,
            given_name=self.given.text,
            birth_date=born.value,
            sex=Sex(self.sex.value or Sex.UNKNOWN.value),
            language=language,
            phone=self.phone.text,
            email=self.email.text,
            address=self.address.text,
            edition=Edition(self.edition.value or Edition.STANDARD),
        )

    def show_refused(self, refused: Refused) -> bool:
        """Say it beside the field it is about; False where it is about none of them."""
        beside = {
            "patient.name-missing": "given",
            "patient.name-too-long": "family",
            "patient.born-in-future": "born",
            "patient.born-too-long-ago": "born",
            "patient.contact-too-long": "address",
        }
        field = beside.get(refused.code)
        if field is None:
            return False
        self._wrong(field, messages.sentence(refused))
        return True

    def _wrong(self, field: str, sentence: str) -> None:
        self._frames[field].set_error(sentence)
        self._frames[field].control.setFocus()

    def _clear(self) -> None:
        for frame in self._frames.values():
            frame.set_error("")

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.L)
        grid.setVerticalSpacing(tokens.S)
        places = {
            "given": (0, 0, 1),
            "family": (0, 1, 1),
            "born": (1, 0, 1),
            "language": (1, 1, 1),
            "sex": (2, 0, 2),
            "edition": (3, 0, 2),
            "phone": (4, 0, 1),
            "email": (4, 1, 1),
            "address": (5, 0, 2),
        }
        for name, (row, column, span) in places.items():
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(self._frames[name], row, column, 1, span, top)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.setSizePolicy(tall_policy())


def _birth_parser(ctx: Context) -> Parse:
    """Reads the day, and tells the age with it while one types."""
    read = day_parser(ctx, future=False)

    def parse(text: str) -> Parsed:
        parsed = read(text)
        if not isinstance(parsed.value, date):
            return parsed
        years = years_words(parsed.value, ctx.acting.today())
        return replace(parsed, words=series((w for w in (parsed.words, years) if w), " · "))

    return parse
