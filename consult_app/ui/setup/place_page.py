"""Where the clinic works, and in which languages: both decide what patients are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services.habits import of_country
from consult_app.ui.kit import Choice, ChoiceList, FieldFrame, PickField
from consult_app.ui.setup.draft import Draft
from consult_app.ui.setup.page import SetupPage, can_wait
from consult_app.ui.words import country_names, language_name


class PlacePage(SetupPage):
    """Nothing is needed here. The languages are those the shipped pack speaks."""

    def __init__(self, languages: tuple[str, ...], language: str) -> None:
        super().__init__(
            _("Where you work"),
            _("The country decides which legal status is told, and how dates are written."),
        )
        self._country = PickField(country_names(language))
        self._frame = FieldFrame(_("Country"), self._country, help_text=can_wait())
        self._languages = ChoiceList(
            [Choice(code, language_name(code, language)) for code in languages], multiple=True
        )
        self._languages.set_values((language,) if language in languages else languages[:1])
        self.add(self._frame, 8)
        self.add(
            FieldFrame(
                _("Languages of your patients"),
                self._languages,
                help_text=_("In these, texts wait for your approval first"),
            )
        )
        self.add(self._error)

    def taken(self, draft: Draft) -> Draft:
        self._country.settle()
        clinic = draft.clinic
        country = self._country.value or ""
        if country and country != clinic.jurisdiction:
            clinic = of_country(clinic, country)
        chosen = self._languages.values
        usual = clinic.language if clinic.language in chosen or not chosen else chosen[0]
        clinic = replace(clinic, jurisdiction=country, languages=chosen, language=usual)
        return replace(draft, clinic=clinic)

    def check(self, _draft: Draft) -> None:
        if self._country.text.strip() and self._country.value is None:
            raise Refused("settings.country-unknown")

    def fields(self) -> Mapping[str, FieldFrame]:
        return {"settings.country-unknown": self._frame}

    def first_field(self) -> QWidget:
        return self._country
