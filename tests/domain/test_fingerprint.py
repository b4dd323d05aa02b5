"""The fingerprint changes with the answers behind a finding, and with nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, time
from decimal import Decimal

import pytest

from consult_app.domain.fingerprint import fingerprint
from consult_app.domain.rules import Evidence
from consult_app.forms.model import (
    Attachment,
    Coding,
    PartialDate,
    Quantity,
    Reference,
    Value,
)


def of(*values: Value, path: str = "ci/ci.cancer") -> str:
    return fingerprint([Evidence(path, "ci.cancer", v) for v in values])


def test_same_answers_in_another_order_have_the_same_fingerprint() -> None:
    one, two = Evidence("a", "a", Coding("yes")), Evidence("b", "b", "breast")
    assert fingerprint([one, two]) == fingerprint([two, one])
    assert of("x", "y") == of("y", "x")


def test_translated_display_does_not_change_it() -> None:
    assert of(Coding("yes", display="Yes")) == of(Coding("yes", display="Evet"))
    assert of(Reference("Device/1", "a")) == of(Reference("Device/1", "b"))


def test_it_is_the_same_in_every_version_of_the_program() -> None:
    """Stored beside evaluations and rationales: a change here would make each of them lapse."""
    assert of(Coding("yes")) == "39057860c7793c84570d2b81"


DIFFERENT: list[Value] = [
    Coding("yes"),
    Coding("yes", "urn:x"),
    Coding("", display="yes"),
    "yes",
    True,
    1,
    Decimal(1),
    Decimal("1.5"),
    Quantity(Decimal(1), "mg", "mg"),
    Quantity(Decimal(1), "g", "g"),
    Quantity(Decimal(1), "g", "g", comparator="<"),
    PartialDate("2019"),
    PartialDate("2019-05"),
    "2019",
    datetime(2019, 5, 1, tzinfo=UTC),
    time(10, 30),
    Attachment("scan.pdf", "application/pdf", 10, "aa"),
    Attachment("scan.pdf", "application/pdf", 10, "bb"),
    Reference("Device/1"),
    'yes", "no',
]


def test_different_answers_have_different_fingerprints() -> None:
    assert len({of(v) for v in DIFFERENT}) == len(DIFFERENT)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ([("a", "1\nb=2")], [("a", "1"), ("b", "2")]),
        ([("a", "1")], [("a", "1"), ("a", "1x")]),
        ([("a", "1")], [("b", "1")]),
        ([], [("a", "")]),
    ],
)
def test_answers_at_other_places_or_run_together_do_not_collide(
    one: list[tuple[str, str]], two: list[tuple[str, str]]
) -> None:
    assert fingerprint(Evidence(p, p, v) for p, v in one) != fingerprint(
        Evidence(p, p, v) for p, v in two
    )
