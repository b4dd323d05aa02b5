"""What two people say of one consent is put together, or told as a conflict; nobody's is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from consult_app.domain.conversation import (
    Conversation,
    Guardian,
    Noted,
    Question,
    Reply,
    joined,
    restamped,
    stamped,
    unstamped,
)

AT = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)
ME, OTHER = Noted(1, AT), Noted(2, AT)
BASE = Conversation(replies=(("a", Reply.YES),), matters="Her garden", witness="Nurse Ay")


def test_changes_of_different_things_stand_together() -> None:
    mine, theirs = replace(BASE, matters="Her knee"), replace(BASE, capacity=True)
    assert joined(BASE, mine, theirs) == (replace(mine, capacity=True), ())


def test_change_of_the_same_to_the_same_is_no_conflict() -> None:
    mine = replace(BASE, matters="Her knee")
    assert joined(BASE, mine, mine) == (mine, ())


@pytest.mark.parametrize(
    ("name", "mine", "theirs"),
    [
        ("matters", "Her knee", "Her back"),
        ("capacity", True, False),
        ("questions", (Question("Why?"),), (Question("How?"),)),
    ],
)
def test_change_of_the_same_to_something_else_is_named_and_mine_holds(
    name: str, mine: object, theirs: object
) -> None:
    here, there = (replace(BASE, **{name: value}) for value in (mine, theirs))  # type: ignore[arg-type]  # field names
    together, clashes = joined(BASE, here, there)
    assert (getattr(together, name), clashes) == (mine, (name,))


def test_statements_are_joined_one_by_one() -> None:
    mine = replace(BASE, replies=(("a", Reply.YES), ("b", Reply.NO)))
    theirs = replace(BASE, replies=(("a", Reply.TALK), ("c", Reply.YES)))
    together, clashes = joined(BASE, mine, theirs)
    assert dict(together.replies) == {"a": Reply.TALK, "b": Reply.NO, "c": Reply.YES}
    assert clashes == ()
    _both, clashes = joined(BASE, replace(BASE, replies=(("a", Reply.NO),)), theirs)
    assert clashes == ("replies",)


def test_judgement_is_noted_by_who_changes_it_and_kept_by_who_does_not() -> None:
    first = stamped(BASE, replace(BASE, capacity=True), ME)
    assert first.capacity_noted == ME
    assert stamped(first, replace(first, matters="x"), OTHER).capacity_noted == ME
    assert stamped(first, replace(first, capacity_note="Asked"), OTHER).capacity_noted == OTHER
    assert stamped(first, replace(first, capacity=None), OTHER).capacity_noted is None


def test_evidence_is_noted_for_each_guardian_apart() -> None:
    said = replace(
        *(BASE,),
        consenter="representative",
        evidence="Order 1",
        second=Guardian("B", document="Certificate 2"),
    )
    both = stamped(BASE, said, ME)
    assert [g.seen for g in both.guardians] == [ME, ME]
    changed = stamped(both, replace(both, evidence="Order 2"), OTHER)
    assert [g.seen for g in changed.guardians] == [OTHER, ME]
    assert unstamped(both) == said
    assert restamped(said, both) == both
    assert restamped(replace(said, evidence="Order 3"), both).evidence_seen is None
