"""How things are written in a country (CLDR by Babel): dates, decimals, the printer's paper."""

from __future__ import annotations

from dataclasses import replace

from babel import Locale, UnknownLocaleError

from consult_app.domain.clinic import ClinicSettings, DateOrder, Paper

_LETTER = frozenset(
    ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"]
)
"""Where CLDR's measurement data name US Letter; A4 everywhere else."""


def of_country(settings: ClinicSettings, country: str) -> ClinicSettings:
    """The settings with what is usual in `country` (ISO 3166-1 alpha-2); it can be changed later.

    A country that CLDR does not know leaves them as they are.
    """
    try:
        locale = Locale.parse(f"und_{country}")
    except (UnknownLocaleError, ValueError):
        return settings
    return replace(
        settings,
        date_order=_order(str(locale.date_formats["short"].pattern)),
        decimal_comma=locale.number_symbols["latn"]["decimal"] == ",",
        paper=Paper.LETTER if country in _LETTER else Paper.A4,
    )


def _order(pattern: str) -> DateOrder:
    """Which part of a short date comes first."""
    first = min((part for part in "dMy" if part in pattern), key=pattern.index)
    return {"d": DateOrder.DAY_FIRST, "M": DateOrder.MONTH_FIRST, "y": DateOrder.YEAR_FIRST}[first]
