"""Entries of the chain, read and chosen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from consult_app.domain.audit import BEGINNING, Entry, Event, body
from consult_app.domain.trail import Told, Wanted, read

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TOLD = Told(7, "ab", Event.CONSENT_GIVEN, AT, 3, "consent", 12, {"role": "patient"})


def test_entry_is_read_as_it_was_written() -> None:
    text = body(7, Event.CONSENT_GIVEN, AT, 3, ("consent", 12), {"role": "patient"})
    assert read(Entry(7, BEGINNING, "ab", text)) == TOLD


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"event": "x"}', '{"event":1,"at":"x"}'])
def test_body_that_cannot_be_read_still_has_its_number(text: str) -> None:
    assert read(Entry(7, BEGINNING, "ab", text)) == Told(7, "ab")


LOCAL = AT.astimezone().date()


@pytest.mark.parametrize(
    ("wanted", "takes"),
    [
        (Wanted(), True),
        (Wanted(actor=3), True),
        (Wanted(actor=30), False),
        (Wanted(families=frozenset({"consent", "signature"})), True),
        (Wanted(families=frozenset({"signature"})), False),
        (Wanted(day=LOCAL), True),
        (Wanted(day=LOCAL + timedelta(days=1)), False),
        (Wanted(actor=3, families=frozenset({"consent"}), day=LOCAL), True),
        (Wanted(actor=3, families=frozenset({"consent"}), day=date(2026, 1, 1)), False),
    ],
)
def test_wish_takes_what_fits_all_of_it(wanted: Wanted, takes: bool) -> None:
    assert wanted.takes(TOLD) is takes


def test_unreadable_entry_fits_only_the_wish_for_everything() -> None:
    assert Wanted().takes(Told(7, "ab"))
    assert not Wanted(day=LOCAL).takes(Told(7, "ab"))
    assert not Wanted(actor=3).takes(Told(7, "ab"))
