"""Words for what is audited: none is missing, none is a program's own name."""

from __future__ import annotations

import pytest

from consult_app.domain.audit import Damage, Event, Fault
from consult_app.services.audit_words import EVENT, detail_words, event_words, fault_words, groups


def test_every_event_has_its_own_words() -> None:
    assert set(EVENT) == set(Event)
    assert len(set(EVENT.values())) == len(EVENT)


def test_event_of_a_newer_version_keeps_its_name() -> None:
    assert event_words("robot.waved") == "robot.waved"
    assert event_words("") == "This entry cannot be read"


def test_every_family_is_in_exactly_one_group() -> None:
    held = [family for _id, _words, families in groups() for family in families]
    assert sorted(held) == sorted({event.partition(".")[0] for event in Event})


@pytest.mark.parametrize("damage", Damage)
@pytest.mark.parametrize("last", [4, 9])
def test_every_damage_is_told_with_its_place(damage: Damage, last: int) -> None:
    words = fault_words(Fault(damage, 4, last))
    assert str(last) in words or "4" in words
    assert "{" not in words


def test_details_are_told_without_hashes() -> None:
    assert (
        detail_words({"state": "recalled", "sha256": "0f" * 32, "n": 3}) == "state: recalled, n: 3"
    )
