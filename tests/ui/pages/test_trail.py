"""Who did what, in the window: chosen, paged, checked, saved as a table."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from consult_app.domain.patients import Patient
from consult_app.domain.people import Role
from consult_app.services import patients
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.kit import DataTable, SideList
from consult_app.ui.pages.clinic.trail import TrailPart
from consult_app.ui.window import Window
from tests.storage.made_up import raw

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def part(hands: Hands, ctx: Context, window: Window, elif_demir: Patient) -> TrailPart:
    """The list, after a patient was registered and looked at."""
    patients.get(ctx.acting, elif_demir.id)
    return shown(hands, ctx, window)


def shown(hands: Hands, ctx: Context, window: Window) -> TrailPart:
    ctx.go.settings.emit()
    hands.settle()
    hands.answer("Part of the clinic", "Who did what")
    found = window.findChild(TrailPart)
    assert isinstance(found, TrailPart)
    return found


def cells(table: DataTable, column: int) -> list[str]:
    model = table.grid.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def choose(hands: Hands, field: str, text: str) -> None:
    hands.focus(field)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_Delete)
    hands.write(text)
    hands.press(Qt.Key.Key_Return)


def test_newest_entry_stands_first_with_who_what_and_whose(part: TrailPart) -> None:
    assert cells(part.table, 1)[0] == "Dr Ayşe Kaya"
    assert cells(part.table, 2)[:2] == ["Record read", "Patient registered"]
    assert cells(part.table, 3)[0] == "Elif Demir · 100001"
    assert cells(part.table, 5) == sorted(cells(part.table, 5), key=int, reverse=True)


def test_kind_narrows_the_list_and_empty_widens_it_again(part: TrailPart, hands: Hands) -> None:
    every = cells(part.table, 5)
    choose(hands, "Kind of event", "Products and lots")
    assert cells(part.table, 2) == ["Lot added", "Product added"]
    choose(hands, "Kind of event", "")
    assert cells(part.table, 5) == every


def test_person_and_day_narrow_the_list(part: TrailPart, hands: Hands, ctx: Context) -> None:
    choose(hands, "Person", "Dr Ayşe Kaya")
    assert cells(part.table, 5)
    choose(hands, "On which day", "22/11/2026")
    assert cells(part.table, 5) == []
    assert hands.sees("Nothing of this kind was entered")
    choose(hands, "On which day", "today")
    assert cells(part.table, 5)


def test_person_nobody_knows_is_told(part: TrailPart, hands: Hands) -> None:
    every = cells(part.table, 5)
    choose(hands, "Person", "Nobody")
    assert hands.sees("Choose one from the list, or leave it empty.")
    assert cells(part.table, 5) == every


def test_older_entries_join_the_list(
    hands: Hands, ctx: Context, window: Window, elif_demir: Patient
) -> None:
    for _time in range(210):
        patients.get(ctx.acting, elif_demir.id)
    part = shown(hands, ctx, window)
    assert len(cells(part.table, 5)) == 200
    hands.click("Show older entries")
    numbers = [int(number) for number in cells(part.table, 5)]
    assert numbers == list(range(len(numbers), 0, -1))
    assert len(numbers) > 210


def test_check_says_that_the_chain_is_whole(part: TrailPart, hands: Hands) -> None:
    count = len(cells(part.table, 5))
    hands.click("Check the chain")
    assert hands.sees(f"The chain is whole: {count} entries, each as it was written.")
    assert cells(part.table, 2)[0] == "Chain checked"


def test_check_names_the_entry_that_was_changed(
    part: TrailPart, hands: Hands, ctx: Context, tmp_path: Path
) -> None:
    with raw(tmp_path / "clinic") as connection:
        connection.execute("DROP TRIGGER audit_update_refused")
        (seq,) = connection.execute("SELECT min(seq) FROM audit WHERE body LIKE '%lot%'").fetchone()
        changed = "UPDATE audit SET body = replace(body, 'lot', 'lox') WHERE seq = ?"
        connection.execute(changed, (seq,))
    hands.click("Check the chain")
    assert hands.reads("The chain is not whole.")
    assert hands.reads(f"Entry {seq} was changed.")


def test_table_is_saved_for_its_owner_alone(part: TrailPart, hands: Hands, tmp_path: Path) -> None:
    target = tmp_path / "who.csv"
    hands.click("Save as a table")
    choose(hands, "Save the copy as", str(target))
    hands.settle()
    content = target.read_text("utf-8-sig")
    assert "Record read" in content
    assert "100001" in content
    assert "Elif" not in content
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_page_is_not_there_for_assistants(hands: Hands, ctx: Context, window: Window) -> None:
    ctx.acting = replace(
        ctx.acting, user=replace(ctx.acting.user, roles=frozenset({Role.ASSISTANT}))
    )
    ctx.go.settings.emit()
    hands.settle()
    choice = next(
        s for s in window.findChildren(SideList) if s.accessibleName() == "Part of the clinic"
    )
    assert "trail" not in [option.value for option in choice.options]


def test_choice_of_parts_is_seen_whole_in_large_type(
    hands: Hands, ctx: Context, window: Window
) -> None:
    ctx.theme.set_scale(150)
    ctx.go.settings.emit()
    hands.settle()
    choice = next(
        s for s in window.findChildren(SideList) if s.accessibleName() == "Part of the clinic"
    )
    assert choice.height() >= choice.heightForWidth(choice.width())
