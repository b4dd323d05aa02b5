"""What a country is used to is proposed, never asked: dates, decimals, paper."""

from __future__ import annotations

import pytest

from consult_app.domain.clinic import ClinicSettings, DateOrder, Paper
from consult_app.services.habits import of_country


@pytest.mark.parametrize(
    ("country", "order", "comma", "paper"),
    [
        ("TR", DateOrder.DAY_FIRST, True, Paper.A4),
        ("DE", DateOrder.DAY_FIRST, True, Paper.A4),
        ("GB", DateOrder.DAY_FIRST, False, Paper.A4),
        ("US", DateOrder.MONTH_FIRST, False, Paper.LETTER),
        ("HU", DateOrder.YEAR_FIRST, True, Paper.A4),
        ("JP", DateOrder.YEAR_FIRST, False, Paper.A4),
    ],
)
def test_country_brings_its_ways(country: str, order: DateOrder, comma: bool, paper: Paper) -> None:
    found = of_country(ClinicSettings(), country)
    assert (found.date_order, found.decimal_comma, found.paper) == (order, comma, paper)


def test_country_that_nobody_knows_changes_nothing() -> None:
    assert of_country(ClinicSettings(), "ZZ9") == ClinicSettings()
