"""Scanned pages sorted to forms: what is missing, what is double, what is no form to file."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from consult_app.domain.scanning import (
    FILEABLE,
    Form,
    PageState,
    PaperState,
    Pile,
    ScanPage,
    SignedPaper,
    Standing,
    piles,
    require_day,
    require_looked_at,
)
from consult_app.errors import Refused

FORM = Form("D-2026-00417", Standing.OUT, 3)
BLANK = Form("B-00001", Standing.BLANK, 2)
FORMS = {form.number: form for form in (FORM, BLANK)}
TODAY = date(2026, 11, 28)


def lying(*places: tuple[str, int, int]) -> list[ScanPage]:
    """Pages in the order they were scanned: (number, page, of how many)."""
    return [
        ScanPage(at, 1, at, PageState.FOUND, number=number, page=page, pages=pages)
        for at, (number, page, pages) in enumerate(places, 1)
    ]


def of_form(*pages: int) -> Pile:
    (pile,) = piles(lying(*((FORM.number, page, 3) for page in pages)), FORMS)
    return pile


def test_pages_in_any_order_are_the_form_in_its_order() -> None:
    pile = of_form(3, 1, 2)
    assert [page.page for page in pile.pages] == [1, 2, 3]
    assert pile.complete
    pile.require_complete()


@pytest.mark.parametrize(
    ("pages", "missing", "twice", "code"),
    [
        ((1, 3), (2,), (), "scan.pages-missing"),
        ((2,), (1, 3), (), "scan.pages-missing"),
        ((1, 2, 3, 2), (), (2,), "scan.page-twice"),
        ((1, 1, 3, 3), (2,), (1, 3), "scan.pages-missing"),
    ],
)
def test_missing_and_double_pages_are_named(
    pages: tuple[int, ...], missing: tuple[int, ...], twice: tuple[int, ...], code: str
) -> None:
    pile = of_form(*pages)
    assert (pile.missing, pile.twice, pile.complete) == (missing, twice, False)
    with pytest.raises(Refused) as refused:
        pile.require_complete()
    assert refused.value.code == code


def test_code_that_names_another_number_of_pages_is_foreign() -> None:
    whole = lying(*((FORM.number, page, 3) for page in (1, 2, 3)))
    other = lying((FORM.number, 1, 5))
    (pile,) = piles([*whole[1:], *other], FORMS)
    assert pile.foreign == (1,)
    with pytest.raises(Refused, match=r"scan\.foreign-page"):
        pile.require_complete()


def test_page_set_aside_counts_for_nothing() -> None:
    first, *rest = lying(*((FORM.number, page, 3) for page in (1, 2, 3)))
    aside = ScanPage(9, 1, 9, PageState.ASIDE, number=FORM.number, page=1, pages=3)
    (pile,) = piles([first, *rest, aside], FORMS)
    assert pile.complete


def test_blank_form_scanned_again_begins_a_copy_of_its_own() -> None:
    found = piles(lying(*((BLANK.number, page, 2) for page in (1, 2, 2, 1, 1))), FORMS)
    assert [(pile.copy, len(pile.pages), pile.complete) for pile in found] == [
        (1, 2, True),
        (2, 2, True),
        (3, 1, False),
    ]
    assert len({pile.key for pile in found}) == 3


@pytest.mark.parametrize("standing", [s for s in Standing if s not in FILEABLE])
def test_form_that_waits_for_no_paper_is_refused_in_a_word_of_its_own(standing: Standing) -> None:
    form = Form("D-2026-00001", standing, 1, "D-2026-00002")
    (pile,) = piles(lying((form.number, 1, 1)), {form.number: form})
    assert not pile.complete
    with pytest.raises(Refused) as refused:
        pile.require_complete()
    assert refused.value.code == f"scan.form-{standing.value}"


def test_number_that_nobody_knows_is_not_ours() -> None:
    (pile,) = piles(lying(("D-1999-00001", 1, 1)), FORMS)
    assert pile.form.standing is Standing.NOT_OURS


PAPER = SignedPaper(
    *(1, 1, 1, 1, "", 3, PaperState.FILED, 1, datetime(2026, 11, 28)),
)


def test_each_page_is_looked_at_and_a_signature_found() -> None:
    require_looked_at(PAPER, (1, 2, 3), (3,))
    for seen, signed, code in (
        ((1, 3), (3,), "ink.page-not-looked-at"),
        ((1, 2, 3), (), "ink.no-signature"),
        ((1, 2, 3), (4,), "ink.no-signature"),
    ):
        with pytest.raises(Refused) as refused:
            require_looked_at(PAPER, seen, signed)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (None, "ink.day-missing"),
        (date(2026, 11, 29), "ink.day-to-come"),
        (date(2026, 11, 26), "ink.day-too-early"),
    ],
)
def test_day_on_the_paper_is_one_on_which_it_could_be_signed(day: date | None, code: str) -> None:
    with pytest.raises(Refused) as refused:
        require_day(day, date(2026, 11, 27), TODAY)
    assert refused.value.code == code
    assert require_day(date(2026, 11, 27), date(2026, 11, 27), TODAY) == date(2026, 11, 27)
