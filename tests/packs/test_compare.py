"""Two packs side by side: only what is not the same is told, wherever a sheet has grown."""

from __future__ import annotations

from consult_app.domain.wording import NUMBERS, STATUS
from consult_app.packs.compare import differences
from tests.packs.shipped import changed, files

INFORMATION = "templates/en/information.md"


def said(found: dict[str, str], language: str = "en") -> list[tuple[str, str]]:
    return [(one.before, one.after) for one in differences(files(), found, language)]


def test_same_packs_differ_in_nothing() -> None:
    assert said(files()) == []


def test_line_that_a_sheet_has_more_moves_no_other() -> None:
    found = changed(INFORMATION, "Take your time. ", "Take your time.\n\nBring someone.\n\n")
    before, after = said(found)[0]
    assert before.startswith("This sheet tells you")
    assert {one for _was, one in said(found)} == {
        "This sheet tells you what is known, what is hoped for, and what no one knows. Take it "
        "home. Take your time.",
        "Bring someone.",
        "Then ask us anything.",
    }
    assert after in before


def test_line_that_is_gone_is_told_once() -> None:
    gone = "- if it will help you\n"
    assert said(changed(INFORMATION, gone, "")) == [("if it will help you", "")]


def test_question_period_and_note_are_told_with_what_they_are() -> None:
    found = changed("assessment.yaml", "Are you allergic to anything?", "Any allergies?")
    found["pack.yaml"] = found["pack.yaml"].replace("near_expiry_days: 30", "near_expiry_days: 20")
    found["regulatory.yaml"] = found["regulatory.yaml"].replace(
        "checked_on: 2026-11-02", "checked_on: 2026-11-20", 1
    )
    asked = "Are you allergic to anything? A medicine, a food, latex, a plaster?"
    assert said(found) == [
        (asked, asked.replace("Are you allergic to anything?", "Any allergies?")),
        ("30", "20"),
        ("2026-11-02", "2026-11-20"),
    ]
    (period,) = differences(files(), found, NUMBERS)
    assert period.name == "Days before its end that a lot is nearly expired"
    (day,) = differences(files(), found, STATUS)
    assert day.name == "Last looked up on"
