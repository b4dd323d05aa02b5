"""Notes on the law at the window: added in each language, looked up again, approved, refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from consult_app.domain.people import Role
from consult_app.domain.wording import STATUS, VersionState
from consult_app.services import clinic, legal_status, own_words
from consult_app.storage import settings as settings_rows
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands

NAMES = {"English": "The law", "Turkish": "Yasa", "German": "Das Gesetz", "Arabic": "القانون"}
HOLDS = "Looked up today, it holds: Türkiye, Official Gazette 33007, 4 September 2025"


def open_page(hands: Hands, ctx: Context) -> Hands:
    ctx.go.settings.emit()
    hands.settle()
    hands.answer("Part of the clinic", "Legal status")
    hands.find("In Türkiye")
    return hands


@pytest.fixture
def page(hands: Hands, ctx: Context) -> Hands:
    return open_page(hands, ctx)


def fill_in(page: Hands, *, without: str = "") -> None:
    for name, words in NAMES.items():
        if name != without:
            page.fill(f"Status, as patients read it in {name}", words)
    page.fill("Source, in English", "Gazette 7")
    page.fill("Date of the source", "5 May 2026")


def test_note_is_looked_up_today_sent_and_approved(page: Hands, ctx: Context) -> None:
    page.click(HOLDS)
    page.find("This clinic's own")
    assert page.focused().accessibleName() == HOLDS, "the keyboard stays where it was"
    page.click("Send for review")
    assert page.focused().accessibleName() == "Approve this version"
    page.press(Qt.Key.Key_Return)
    page.find("New consultations begin with these words.")
    board = legal_status.board(ctx.acting)
    assert board.desk.version is not None
    assert board.desk.version.state is VersionState.APPROVED
    assert board.lines[0].note.checked_on == ctx.acting.today()


def test_note_is_added_in_each_language(page: Hands, ctx: Context) -> None:
    page.click("Add a note")
    page.fill("Country", "Germany")
    page.press(Qt.Key.Key_Return)
    fill_in(page, without="Arabic")
    page.click("Keep the note")
    assert page.reads("write it in each (missing: Arabic)")
    assert own_words.desk(ctx.acting, STATUS).version is None
    page.fill("Status, as patients read it in Arabic", NAMES["Arabic"])
    page.click("Keep the note")
    page.find("1 piece changed")
    (own,) = (line.note for line in legal_status.board(ctx.acting).lines if line.note.is_own)
    assert (own.jurisdiction, own.text["tr"], own.source["ar"]) == ("DE", "Yasa", "Gazette 7")
    page.click("Take away: Germany, Gazette 7")
    page.find("0 pieces changed")


def test_words_of_a_shipped_note_are_changed_and_put_back(page: Hands, ctx: Context) -> None:
    source = "Türkiye, Official Gazette 33007, 4 September 2025"
    page.click(f"Change: {source}")
    page.fill("Status, as patients read it in English", "The rule covers this product.")
    page.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.find("The rule covers this product.")
    page.click(f"As shipped: {source}")
    page.find("0 pieces changed")
    assert not page.sees("The rule covers this product.")


def test_country_without_a_note_is_told_to_have_none(hands: Hands, ctx: Context) -> None:
    with ctx.acting.write() as tx:
        settings_rows.put(tx, replace(clinic.settings(ctx.acting), jurisdiction="DE"))
    ctx.go.settings.emit()
    hands.answer("Part of the clinic", "Legal status")
    hands.find("In Germany")
    assert hands.reads("Nothing is recorded of the law in Germany. The papers say so")


def test_overdue_note_is_marked_in_the_list_and_at_the_note_and_in_the_check(
    hands: Hands, ctx: Context
) -> None:
    now = ctx.acting.now()
    ctx.acting = replace(ctx.acting, clock=lambda: now + timedelta(days=366))
    page = open_page(hands, ctx)
    assert page.reads("Something is to be looked up or through again")
    assert page.sees("Overdue: look it up again")
    page.click(HOLDS)
    page.answer("Part of the clinic", "Texts")
    page.click("Check the texts in English")
    page.settle()
    assert page.reads("regulatory.yaml R01: It was last checked on 2026-11-02")


def test_who_may_not_keep_texts_reads_and_changes_nothing(hands: Hands, ctx: Context) -> None:
    user = replace(ctx.acting.user, roles=frozenset({Role.ASSISTANT}))
    ctx.acting = replace(ctx.acting, user=user)
    page = open_page(hands, ctx)
    assert page.reads("Since 1 January 2026 there is a new rule in Türkiye")
    assert not hands.sees(HOLDS)
    assert not hands.sees("Add a note")
