"""What may be filled into a line of a template, by name."""

from __future__ import annotations

import pytest

from consult_app.domain.wording import Change
from consult_app.packs.fields import fields
from consult_app.packs.pieces import changed, pieces
from consult_app.packs.sandbox import check
from tests.packs.shipped import files as shipped_files

TEMPLATE = """---
id: t
title: T
---
Before {{ today }}
{% if findings %}
{% for finding in findings %}
Within {{ finding.title }}
{% else %}
Without any
{% endfor %}
{% endif %}
Behind
"""
FILE = "templates/en/t.md"
FILLED = {FILE: TEMPLATE}


def names(number: int) -> list[str]:
    return [one.name for one in fields(FILLED, f"{FILE}:{number}")]


def test_names_of_a_list_are_offered_within_it_alone_and_first() -> None:
    title, before, within, without, behind = (names(number) for number in range(5))
    assert within[0] == "finding.title"
    assert all("finding.title" not in found for found in (title, before, without, behind))
    assert "clinic.phone_day" in before
    assert within[-1] == before[-1]


def test_each_field_says_what_it_gives_and_codes_and_lists_are_left_out() -> None:
    offered = {one.name: one for one in fields(FILLED, f"{FILE}:1")}
    assert offered["clinic.phone_day"].gives == "number in opening hours"
    assert offered["clinic.phone_day"].insert == "{{ clinic.phone_day }}"
    assert "decision.kind" not in offered  # for conditions
    assert "findings" not in offered


@pytest.mark.parametrize("place", [f"{FILE}:99", f"{FILE}:x", "words/en/rules.yaml:a", "gone.md:1"])
def test_nothing_is_offered_where_nothing_is_filled_in(place: str) -> None:
    assert fields(FILLED, place) == ()


def test_every_field_that_is_offered_is_taken_by_the_check_of_its_template() -> None:
    files = shipped_files()
    changes = []
    for piece in pieces(files, "en"):
        offered = fields(files, piece.place)
        if offered and not piece.words.startswith("{{"):
            said = f"{piece.words} " + " ".join(one.insert for one in offered)
            changes.append(Change(piece.place, piece.words, said))
    assert len(changes) > 100
    new, unfit = changed(files, changes)
    assert unfit == ()
    for name in {change.place.partition(":")[0] for change in changes}:
        check(name, new[name].split("---", 2)[2])
