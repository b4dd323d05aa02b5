"""What is typed into the form of an adverse event is never written over by what arrives."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from consult_app.domain.adverse_events import AdverseEvent, EventTold
from consult_app.domain.treatment import Treatment
from consult_app.services import adverse_events
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from tests.ui.aftermath.conftest import slow_disk


def opened(hands: Hands, ctx: Context, treated: Treatment) -> AdverseEvent:
    """The page of a new event is in front."""
    told = EventTold("Lump")
    event = adverse_events.open_event(ctx.acting, treated.patient_id, told, treated.id)
    ctx.go.adverse_event.emit(event.id)
    hands.settle()
    return event


def now(ctx: Context, event: AdverseEvent) -> EventTold:
    return adverse_events.view(ctx.acting, event.id).event.told


def described(hands: Hands) -> str:
    field = hands.find("What happened")
    assert isinstance(field, QPlainTextEdit)
    return field.toPlainText()


def test_what_is_typed_while_it_is_being_kept_stays_with_the_keyboard_in_it(
    hands: Hands, ctx: Context, treated: Treatment
) -> None:
    event = opened(hands, ctx, treated)
    hands.fill("What happened", "Firm, ")
    with slow_disk(hands, ctx) as quick:
        quick.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        quick.write("the size")
    assert hands.reads("Kept. What was known before stays readable.")
    hands.write(" of a pea.")
    assert described(hands) == "Firm, the size of a pea."
    assert now(ctx, event).description == "Firm,"
    hands.click("Keep what is known")
    assert now(ctx, event).description == "Firm, the size of a pea."


def test_cursor_stays_where_it_is_when_what_was_kept_arrives(
    hands: Hands, ctx: Context, treated: Treatment
) -> None:
    opened(hands, ctx, treated)
    hands.fill("What happened", "Firm, ")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.write("like a pea")
    assert described(hands) == "Firm, like a pea"


def test_kept_again_before_the_first_has_arrived_is_kept_once_more(
    hands: Hands, ctx: Context, treated: Treatment
) -> None:
    event = opened(hands, ctx, treated)
    hands.fill("What happened", "Firm")
    with slow_disk(hands, ctx) as quick:
        for more in (" as", " wood"):
            quick.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            quick.write(more)
        quick.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert now(ctx, event).description == "Firm as wood"
    assert hands.reads("Kept. What was known before stays readable.")


def test_noting_a_report_leaves_what_is_typed_and_not_kept_yet(
    hands: Hands, ctx: Context, treated: Treatment
) -> None:
    event = opened(hands, ctx, treated)
    hands.fill("What happened", "Firm, the size of a pea.")
    hands.fill("When it began", "20.12.")
    hands.answer("Was it caused by the treatment?", "Possible")
    hands.fill("Reported to", "Health authority")
    hands.click("Note that it was reported today")
    assert hands.reads("Noted.")
    hands.click("Note that it was reported today")
    assert (
        len(adverse_events.view(ctx.acting, event.id).event.reports) == 1
    )  # the fields are empty again: the same is not noted twice
    assert described(hands) == "Firm, the size of a pea."
    assert now(ctx, event) == EventTold("Lump")
    hands.fill("When it began", "20.12.2026")
    hands.press(Qt.Key.Key_Tab)
    hands.click("Keep what is known")
    assert now(ctx, event).description == "Firm, the size of a pea."
    assert now(ctx, event).causality is not None


def test_what_another_told_meanwhile_is_not_written_over_after_a_report(
    hands: Hands, ctx: Context, treated: Treatment
) -> None:
    event = opened(hands, ctx, treated)
    hands.fill("What happened", "Firm")
    adverse_events.tell(ctx.acting, event, replace(event.told, description="Soft"))
    hands.fill("Reported to", "Health authority")
    hands.click("Note that it was reported today")
    hands.click("Keep what is known")
    assert now(ctx, event).description == "Soft"
    assert described(hands) == "Firm"


def test_nothing_more_is_typed_while_a_worksheet_is_on_its_way(
    hands: Hands, ctx: Context, treated: Treatment
) -> None:
    opened(hands, ctx, treated)
    hands.fill("What happened", "Firm")
    with slow_disk(hands, ctx) as quick:
        quick.click("Make the reporter's worksheet")
        assert not quick.find("What happened").isEnabled()
    hands.wait(lambda: hands.reads("Worksheet for the report"), "no worksheet is shown")


def test_form_whose_closing_is_refused_can_be_typed_in_again(
    hands: Hands, ctx: Context, treated: Treatment
) -> None:
    event = opened(hands, ctx, treated)
    hands.fill("What happened", "Firm")
    hands.fill("When it began", "20.12.2026")
    hands.press(Qt.Key.Key_Tab)
    hands.answer("Is it serious?", "No")
    hands.answer("Was it caused by the treatment?", "Possible")
    hands.answer("How it went on", "Recovering")
    hands.fill("When it ended", "99.99.2026")
    hands.click("Close the event")
    assert hands.reads("A day is typed that is none: look at both days again.")
    hands.fill("When it ended", "19.12.2026")
    hands.press(Qt.Key.Key_Tab)
    hands.click("Close the event")
    assert now(ctx, event) == EventTold("Lump")
    hands.fill("What happened", "Firm as wood")
    assert described(hands) == "Firm as wood"
