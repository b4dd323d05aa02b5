"""Words tried before they are kept: the paper, what the check says, and nothing stored."""

from __future__ import annotations

import pytest

from consult_app.documents.pages import page_count, page_words
from consult_app.services import own_words, trying
from consult_app.services.own_words import Desk
from tests.clinics import Clinic
from tests.services.refusing import refused
from tests.services.test_own_words import OURS, TITLE, drafted, place

__all__ = ["drafted"]  # a fixture


def read(pdf: bytes) -> str:
    return " ".join(word.text for page in page_words(pdf) for word in page)


@pytest.fixture
def where(clinic: Clinic) -> str:
    """The place of the title of the aftercare sheet."""
    return place(own_words.desk(clinic.acting, "en"), TITLE)


def test_paper_says_the_words_and_nothing_is_kept(clinic: Clinic, where: str) -> None:
    found = trying.tried(clinic.acting, "en", "aftercare", where, OURS)
    assert page_count(found.pdf) >= 1
    assert OURS in read(found.pdf)
    assert found.problems == ()
    assert own_words.desk(clinic.acting, "en").version is None


def test_what_was_kept_before_stands_on_the_paper_too(clinic: Clinic, drafted: Desk) -> None:
    other = next(
        line.piece for line in drafted.lines if line.piece.words.startswith("The place may hurt")
    )
    found = trying.tried(clinic.acting, "en", "aftercare", other.place, "It may sting a little.")
    assert OURS in read(found.pdf)
    assert "It may sting a little." in read(found.pdf)


def test_promise_is_told_while_it_is_typed(clinic: Clinic, where: str) -> None:
    found = trying.tried(clinic.acting, "en", "aftercare", where, "Safe, without side effects")
    assert any("promises too much" in problem for problem in found.problems)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("", "wording.empty"),
        ("{{ nobody.knows }}", "pack.unknown-value"),
        ("{{ patient.name", "pack.template-syntax"),
        ("{% for x in today %}x{% endfor %}", "pack.template-construct"),
    ],
)
def test_fault_is_refused_with_its_reason(clinic: Clinic, words: str, code: str) -> None:
    lines = own_words.desk(clinic.acting, "en").lines
    where = next(one.piece.place for one in lines if one.piece.words.startswith("The place may"))
    with refused(code):
        trying.tried(clinic.acting, "en", "aftercare", where, words)


def test_fields_are_offered_for_a_line_of_a_paper(clinic: Clinic, where: str) -> None:
    assert "clinic.phone_day" in [one.name for one in trying.offered(clinic.acting, where)]
    assert trying.offered(clinic.acting, "words/en/rules.yaml:x") == ()
