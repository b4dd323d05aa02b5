"""What changed between two wordings, word by word; nothing of either is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.word_difference import How, Run, runs

WORDS = st.lists(st.sampled_from(["it", "may", "help", "you", "{{ x }}"]), max_size=8).map(" ".join)


def test_words_that_changed_stand_beside_those_that_stayed() -> None:
    assert runs("It may help you.", "It helps you.") == (
        Run(How.SAME, "It"),
        Run(How.GONE, "may help"),
        Run(How.NEW, "helps"),
        Run(How.SAME, "you."),
    )


def test_place_of_a_value_is_one_word() -> None:
    found = runs("Call {{ clinic.phone_day }}.", "Call {{ clinic.phone_night }}.")
    assert [run.words for run in found] == [
        "Call",
        "{{ clinic.phone_day }}.",
        "{{ clinic.phone_night }}.",
    ]


def test_what_is_new_or_gone_altogether_is_one_run() -> None:
    assert runs("", "New words") == (Run(How.NEW, "New words"),)
    assert runs("Old words", "") == (Run(How.GONE, "Old words"),)
    assert runs("", "") == ()


@given(before=WORDS, after=WORDS)
def test_both_wordings_can_be_read_from_the_runs(before: str, after: str) -> None:
    found = runs(before, after)
    assert " ".join(run.words for run in found if run.how is not How.NEW) == before
    assert " ".join(run.words for run in found if run.how is not How.GONE) == after
