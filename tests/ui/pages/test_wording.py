"""The clinic's own words at the window: found, said anew, sent, approved, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from consult_app.services import editions, own_words
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.pages.clinic.wording_bench import WordingBench
from tests.updating import update

TITLE = "Looking after yourself after your treatment"
OURS = "Your days after the treatment"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(hands: Hands, ctx: Context) -> Hands:
    ctx.go.settings.emit()
    hands.settle()
    hands.answer("Part of the clinic", "Wording")
    hands.find("The shipped words are in use; none was changed.")
    return hands


def pick(hands: Hands, words: str) -> None:
    """Find a piece by its words and work at it."""
    hands.fill("Find words", words)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.find("Keep these words")


def say(hands: Hands, words: str) -> None:
    hands.fill("In this clinic", words)
    hands.click("Keep these words")


def test_words_are_changed_sent_and_approved(page: Hands, ctx: Context) -> None:
    pick(page, TITLE)
    say(page, OURS)
    assert page.sees("1 piece changed")
    assert page.sees("Draft")
    page.click("Send for review")
    page.find("In review")
    page.click("Approve this version")
    page.find("New consultations begin with these words.")
    desk = own_words.desk(ctx.acting, "en")
    assert [line.said for line in desk.lines if line.changed] == [OURS]


def test_promise_is_told_at_once_and_taken_back_with_a_press(page: Hands, ctx: Context) -> None:
    pick(page, "Much is not known yet.")
    say(page, "It is safe and has no side effects.")
    assert page.reads("promises too much")
    page.click("As shipped")
    assert not page.reads("promises too much")
    assert own_words.desk(ctx.acting, "en").changes == 0


def test_empty_words_are_refused_in_a_line_and_nothing_is_kept(page: Hands, ctx: Context) -> None:
    pick(page, TITLE)
    page.focus("In this clinic")
    page.press(Qt.Key.Key_A, CTRL)
    page.press(Qt.Key.Key_Delete)
    page.click("Keep these words")
    assert page.reads("Write something, or put the shipped words back.")
    assert own_words.desk(ctx.acting, "en").version is None


def test_period_is_set_in_figures(page: Hands, ctx: Context) -> None:
    page.fill("Words in", "Periods")
    page.press(Qt.Key.Key_Return)
    pick(page, "evaluation counts")
    say(page, "90")
    assert page.sees("1 piece changed")
    assert own_words.desk(ctx.acting, "").changes == 1


def test_change_is_seen_word_by_word_in_each_language_and_against_any_version(
    page: Hands, ctx: Context
) -> None:
    pick(page, TITLE)
    say(page, OURS)
    words = (
        "[gone: Looking] [new: Your days] after [gone: yourself after your] [new: the] treatment"
    )
    assert page.sees(words)
    page.click("In all languages")
    page.settle()
    for name in ("English", "Turkish", "German", "Arabic"):
        assert page.sees(name)
    page.click("As it was worded before")
    page.settle()
    assert page.sees("Version 1, draft")
    page.click("What changed in version 1")
    page.settle()
    assert page.reads("1 piece is not the same")
    page.fill("From", "Version 1, draft")
    page.press(Qt.Key.Key_Return)
    assert page.reads("Both say the same.")


def test_language_stands_beside_the_one_that_is_worked_on(page: Hands, ctx: Context) -> None:
    german = editions.beside(ctx.acting, "en", "de")
    words = next(german[p] for p in german if p.startswith("templates/en/aftercare.md"))
    page.fill("Language beside it", "German")
    page.press(Qt.Key.Key_Return)
    pick(page, words)
    assert page.sees(TITLE)


def test_newer_text_of_the_program_under_the_clinics_words_is_shown(
    hands: Hands, ctx: Context, program: Path
) -> None:
    there = own_words.desk(ctx.acting, "en").lines
    place = next(line.piece.place for line in there if line.piece.words == TITLE)
    own_words.change(ctx.acting, "en", place, OURS)
    update(program, "templates/en/aftercare.md", TITLE, "Looking after yourself")
    ctx.go.settings.emit()
    hands.answer("Part of the clinic", "Wording")
    hands.find("1 piece changed")
    assert hands.reads("The program ships other words for 1 of them")
    pick(hands, OURS)
    assert hands.reads(f"In this clinic it was: {OURS}")
    assert hands.sees("Looking after yourself")
    say(hands, OURS)
    assert not hands.reads("The program ships other words")


def test_page_beside_the_text_follows_what_is_typed_and_shows_where(page: Hands) -> None:
    pick(page, "gone after three days")
    bench = page.window.findChild(WordingBench)
    assert isinstance(bench, WordingBench)
    page.settle()
    assert bench.paper.preview.desk.chosen_text() == "The place may hurt for a"
    page.focus("In this clinic")
    page.press(Qt.Key.Key_A, CTRL)
    page.write("It may sting a little.")
    page.wait(
        lambda: bench.paper.preview.desk.chosen_text() == "It may sting a little.",
        "the page does not follow",
    )
    page.settle()
    assert page.reads("The check finds nothing against these words.")


def test_field_is_put_in_by_what_it_gives_and_a_fault_is_told_beside(page: Hands) -> None:
    pick(page, "gone after three days")
    page.settle()
    bench = page.window.findChild(WordingBench)
    assert isinstance(bench, WordingBench)
    pages = bench.paper.preview.desk.pages
    page.focus("In this clinic")
    page.press(Qt.Key.Key_A, CTRL)
    page.write("Call ")
    page.fill("Put in a field", "opening hours")
    page.press(Qt.Key.Key_Return)
    assert bench.card.words == "Call {{ clinic.phone_day }}"
    page.write(" {{ nobody.knows }}")
    page.wait(lambda: page.reads("there is no value nobody"), "no fault is told")
    assert bench.paper.preview.desk.pages == pages  # the last good page stays


def test_words_go_out_as_a_folder_and_come_back_as_a_draft(
    page: Hands, ctx: Context, tmp_path: Path
) -> None:
    folder = tmp_path / "words"
    page.fill("Folder of the words", str(folder))
    page.click("Write them out")
    page.settle()
    assert page.reads(f"Written into {folder}")
    page.click("Read a folder in")
    page.settle()
    assert page.reads("The folder says what is in use already")
    sheet = folder / "aftercare.yaml"
    words = sheet.read_text("utf-8").replace(f"clinic: {TITLE}", f"clinic: {OURS}")
    sheet.write_text(words, "utf-8")
    page.click("Read a folder in")
    page.settle()
    assert page.reads("1 piece was read in. The check finds nothing against them.")
    assert page.sees("Draft")
    assert own_words.desk(ctx.acting, "en").changes == 1
