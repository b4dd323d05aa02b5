"""Every wording a language has had, compared with any other, and a piece in every language."""

from __future__ import annotations

import pytest

from consult_app.domain.word_difference import How
from consult_app.domain.wording import NUMBERS, STATUS, VersionState
from consult_app.services import editions, legal_status, own_words
from consult_app.services.editions import SHIPPED, Edition
from tests.clinics import Clinic
from tests.services.refusing import refused

TITLE = "Looking after yourself after your treatment"
FIRST = "Your days after the treatment"
SECOND = "The days after your treatment"


def place(clinic: Clinic, words: str, language: str = "en") -> str:
    there = own_words.desk(clinic.acting, language).lines
    return next(line.piece.place for line in there if line.piece.words == words)


def approve(clinic: Clinic, language: str) -> None:
    clinic.clock.forward(minutes=1)
    own_words.send(clinic.acting, language)
    own_words.approve(clinic.acting, language)


@pytest.fixture
def twice(clinic: Clinic) -> str:
    """The place of a title that was worded anew two times; the second is a draft."""
    at = place(clinic, TITLE)
    own_words.change(clinic.acting, "en", at, FIRST)
    approve(clinic, "en")
    clinic.clock.forward(minutes=1)
    own_words.change(clinic.acting, "en", at, SECOND)
    return at


def told(edition: Edition) -> tuple[int, VersionState | None, str]:
    return edition.version, edition.state, edition.by


def test_editions_are_versions_and_approvals_the_newest_first(clinic: Clinic, twice: str) -> None:
    every = editions.every(clinic.acting, "en")
    assert [told(one) for one in every] == [
        (2, VersionState.DRAFT, ""),
        (1, VersionState.APPROVED, "Dr Ayşe Kaya"),
        (0, None, "Dr Ayşe Kaya"),
        (0, None, ""),
    ]
    assert every[-1].key == SHIPPED


def test_any_two_editions_are_compared_word_by_word(clinic: Clinic, twice: str) -> None:
    draft, approved, before, shipped = (one.key for one in editions.every(clinic.acting, "en"))
    (one,) = editions.differences(clinic.acting, "en", approved, draft)
    assert one.place == twice
    gone = [run.words for run in one.runs if run.how is How.GONE]
    new = [run.words for run in one.runs if run.how is How.NEW]
    assert (gone, new) == (["Your", "the"], ["The", "your"])
    assert editions.differences(clinic.acting, "en", before, shipped) == ()
    assert len(editions.differences(clinic.acting, "en", draft, shipped)) == 1


def test_piece_is_told_as_it_was_worded_before(clinic: Clinic, twice: str) -> None:
    found = editions.of_piece(clinic.acting, "en", twice)
    assert [words for _edition, words in found] == [TITLE, FIRST, SECOND]


def test_whole_approved_pack_tells_periods_and_days_too(clinic: Clinic) -> None:
    before = editions.every(clinic.acting, "en")[0].key
    numbers = own_words.desk(clinic.acting, NUMBERS).lines
    at = next(one.piece.place for one in numbers if one.piece.place.endswith("valid_days"))
    own_words.change(clinic.acting, NUMBERS, at, "90")
    approve(clinic, NUMBERS)
    clinic.clock.forward(days=1)
    legal_status.look_up_again(clinic.acting, "R03")
    approve(clinic, STATUS)
    after = editions.every(clinic.acting, "en")[0].key
    found = editions.differences(clinic.acting, "en", before, after)
    assert [one.name for one in found] == [
        "Days that a specialist's evaluation counts",
        "Last looked up on",
    ]
    assert editions.every(clinic.acting, STATUS)[0].version == 1


def test_piece_is_seen_in_each_language_as_it_is_worked_on(clinic: Clinic, twice: str) -> None:
    found = editions.in_each_language(clinic.acting, twice)
    assert [one.language for one in found] == ["en", "tr", "de", "ar"]
    assert (found[0].shipped, found[0].said) == (TITLE, SECOND)
    assert all(one.shipped == one.said for one in found[1:])
    beside = editions.beside(clinic.acting, "tr", "en")
    assert beside[twice.replace("/en/", "/tr/")] == SECOND


def test_edition_that_is_not_there_is_refused(clinic: Clinic) -> None:
    with refused("wording.no-such-edition"):
        editions.differences(clinic.acting, "en", SHIPPED, "99")
    with refused("wording.no-such-edition"):
        editions.differences(clinic.acting, "en", SHIPPED, "abc@never")
