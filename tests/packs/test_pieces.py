"""A pack piece by piece: nothing is missing, each can be said anew, and no fact goes with it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from consult_app.domain.wording import NUMBERS, STATUS, Change
from consult_app.errors import Refused
from consult_app.packs.pack import load_pack
from consult_app.packs.pieces import Piece, changed, pieces
from consult_app.packs.templates import read_pieces
from consult_app.services import shelf

SPOKEN = shelf.shipped().languages


def anew(piece: Piece, language: str) -> str:
    """Other words, or the next number."""
    return f"{piece.words} x" if language else str(Decimal(piece.words) + 1)


def piece(language: str, words: str) -> Piece:
    """The piece that says `words`."""
    return next(one for one in pieces(shelf.shipped_files(), language) if words in one.words)


@pytest.mark.parametrize("language", [*SPOKEN, NUMBERS])
def test_every_piece_said_anew_makes_a_pack_that_loads(language: str) -> None:
    there = pieces(shelf.shipped_files(), language)
    assert len({one.place for one in there}) == len(there)
    new = [Change(p.place, p.words, anew(p, language)) for p in there]
    files, unfit = changed(shelf.shipped_files(), new)
    assert unfit == ()
    assert load_pack(files).hash != shelf.shipped().hash
    again = {one.place: one.words for one in pieces(files, language)}
    if language != SPOKEN[0]:
        assert again == {one.place: one.after for one in new}


@pytest.mark.parametrize("language", SPOKEN)
def test_facts_stay_with_their_paragraph_whatever_is_said(language: str) -> None:
    there = pieces(shelf.shipped_files(), language)
    files, _unfit = changed(
        shelf.shipped_files(),
        [Change(p.place, p.words, "Other words.") for p in there if not set("{|:") & {*p.words}],
    )
    before, after = load_pack(shelf.shipped_files()), load_pack(files)
    for key, template in before.templates.items():
        if key[1] == language:
            marks = [one.marks for one in read_pieces(template)]
            assert [one.marks for one in read_pieces(after.templates[key])] == marks


def test_title_of_a_paper_may_hold_any_sign() -> None:
    title = piece("en", "Looking after yourself")
    new = Change(title.place, title.words, 'After: your "treatment" # 1')
    files, _unfit = changed(shelf.shipped_files(), [new])
    assert load_pack(files).template("aftercare", "en").title == new.after
    assert piece_of(files, title.place).words == new.after


def piece_of(files: dict[str, str], place: str) -> Piece:
    return next(one for one in pieces(files, "en") if one.place == place)


def test_question_in_the_clinics_words_is_asked_so_and_translations_hold() -> None:
    asked = piece("en", "Are you allergic to anything?")
    files, unfit = changed(shelf.shipped_files(), [Change(asked.place, asked.words, "Allergies?")])
    pack = load_pack(files)
    assert unfit == ()
    assert pack.questionnaire != shelf.shipped().questionnaire
    assert pack.gaps == ()


def test_period_in_figures_holds_and_words_are_no_figure() -> None:
    valid = next(p for p in pieces(shelf.shipped_files(), NUMBERS) if "evaluation" in p.place)
    files, _unfit = changed(shelf.shipped_files(), [Change(valid.place, valid.words, "90")])
    assert load_pack(files).plan.evaluation_valid_days == 90
    with pytest.raises(Refused) as refused:
        changed(shelf.shipped_files(), [Change(valid.place, valid.words, "half a year")])
    assert refused.value.code == "wording.no-number"


def test_day_of_review_is_a_date_and_one_for_all_sheets() -> None:
    there = {one.original: one for one in pieces(shelf.shipped_files(), STATUS)}
    sheets = there["Sheets: looked through again by"]
    files, unfit = changed(
        shelf.shipped_files(), [Change(sheets.place, sheets.words, "2028-11-02")]
    )
    assert unfit == ()
    found = {template.review_by.year for template in load_pack(files).templates.values()}
    assert found == {2028}
    with pytest.raises(Refused) as refused:
        changed(shelf.shipped_files(), [Change(sheets.place, sheets.words, "next year")])
    assert refused.value.code == "wording.no-day"


def test_each_number_that_a_rule_waits_or_a_plan_counts_can_be_set() -> None:
    pack = shelf.shipped()
    values = [one.words for one in pieces(shelf.shipped_files(), NUMBERS)]
    waits = [str(wait.days) for rule in pack.rules for wait in rule.waits if wait.days]
    usual = [str(bound) for bounds in pack.usual.values() for bound in bounds]
    plan = pack.plan
    periods = [plan.evaluation_valid_days, plan.review_months, plan.near_expiry_days]
    weeks = plan.follow_up_weeks
    assert {*waits, *usual, *map(str, periods), *map(str, weeks)} <= {*values}


def test_change_of_words_that_are_shipped_otherwise_by_now_is_left_out_and_told() -> None:
    title = piece("en", "Looking after yourself")
    old = Change(title.place, "What it was called before", "Ours")
    gone = Change("templates/en/gone.md:0", "x", "y")
    files, unfit = changed(shelf.shipped_files(), [old, gone])
    assert unfit == (old, gone)
    assert files == shelf.shipped_files()
