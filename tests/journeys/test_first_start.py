"""From an empty folder to the first consultation: every page back and forth, by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.journeys import walks
from tests.journeys.sitting import CTRL, PASSWORD, RETURN, TAB, Sitting
from tests.setting_up import CLINIC, NAME

ALT = Qt.KeyboardModifier.AltModifier
LEFT, SPACE = Qt.Key.Key_Left, Qt.Key.Key_Space


@pytest.fixture
def empty(qapp: QApplication, tmp_path: Path) -> Iterator[Sitting]:
    """The window on a folder with nothing in it."""
    sitting = Sitting(qapp, tmp_path / "empty")
    yield sitting
    sitting.close()


def edit_of(sitting: Sitting, name: str) -> QLineEdit:
    found = sitting.hands.find(name)
    return found if isinstance(found, QLineEdit) else found.findChildren(QLineEdit)[0]


def text_of(sitting: Sitting, name: str) -> str:
    return edit_of(sitting, name).text()


def on(sitting: Sitting, step: int) -> None:
    sitting.hands.press(RETURN, CTRL)
    sitting.hands.find(f"Step {step} of 7")


def fill_all(sitting: Sitting) -> None:
    """Every field of the first four pages, from key to key."""
    hands = sitting.hands
    hands.write(CLINIC)
    hands.press(TAB)
    hands.write("Bahar Caddesi 12, İzmir")
    on(sitting, 2)
    hands.write("Türkiye")
    hands.press(RETURN)
    on(sitting, 3)
    for number in ("+90 232 555 0110", "+90 232 555 0199", "112"):
        hands.write(number)
        hands.press(TAB)
    on(sitting, 4)
    for words in ("Dr", NAME):
        hands.write(words)
        hands.press(TAB)
    on(sitting, 5)


def test_from_an_empty_folder_to_the_first_consultation(empty: Sitting) -> None:
    fill_all(empty)
    empty.hands.write(PASSWORD)
    empty.hands.press(RETURN, CTRL)
    empty.note_code()
    empty.hands.click("Approve the texts in English")
    empty.hands.find("Approved")
    empty.hands.press(RETURN, CTRL)
    empty.hands.find("Nobody is on the list yet")
    walks.begin(empty)
    empty.hands.settle()
    left = empty.left_behind()
    settings = left.last("clinic")["settings"]
    assert all(words in settings for words in ("İzmir", '"TR"', "555 0110", "0199", "112"))
    assert "physician" in left.last("user_account")["roles"]
    assert left.states("consultation") == ["draft"]
    left.close()


def test_back_and_forth_loses_nothing_that_was_typed(empty: Sitting) -> None:
    fill_all(empty)
    hands = empty.hands
    for step in (4, 3, 2, 1):
        hands.press(LEFT, ALT)
        hands.find(f"Step {step} of 7")
    assert text_of(empty, "Name of the clinic") == CLINIC
    hands.press(RETURN)
    hands.find("Step 2 of 7")
    assert text_of(empty, "Country") == "Türkiye"
    hands.press(RETURN, CTRL)
    assert text_of(empty, "Phone at night") == "+90 232 555 0199"
    hands.press(RETURN)
    assert text_of(empty, "Your name") == NAME


def test_each_bad_input_is_one_sentence_beside_its_field(empty: Sitting) -> None:
    hands = empty.hands
    hands.press(RETURN, CTRL)
    assert hands.reads("The clinic needs a name: enter it as it is to be printed.")
    hands.write(CLINIC)
    on(empty, 2)
    hands.write("Atlantis")
    hands.press(RETURN, CTRL)
    assert hands.reads("This is no country on the list")
    empty.window.activateWindow()  # without a display, a list that closes keeps the window away
    hands.press(Qt.Key.Key_A, CTRL)
    hands.write("Türkiye")
    hands.press(RETURN)
    on(empty, 3)
    hands.write("at the desk")
    hands.press(RETURN, CTRL)
    assert hands.reads("The phone by day has no number in it")
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_Delete)
    on(empty, 4)
    hands.press(RETURN, CTRL)
    assert hands.reads("Your name is missing")
    hands.fill("Your name", NAME)
    hands.answer("What you do here", "Administrator")
    hands.press(RETURN, CTRL)
    assert hands.reads("Somebody has to look after people and settings")
    hands.answer("What you do here", "Administrator")
    on(empty, 5)
    for password, sentence in (("short", "at least 15"), ("passwordpassword1", "guessed early")):
        hands.fill("Password", password)
        hands.press(RETURN, CTRL)
        assert hands.reads(sentence)
    assert not (empty.folder / "vault.json").exists()


def test_password_is_pasted_shown_and_its_strength_told(empty: Sitting) -> None:
    hands = empty.hands
    hands.write(CLINIC)
    for step in (2, 3, 4):
        on(empty, step)
    hands.fill("Your name", NAME)
    on(empty, 5)
    hands.paste(PASSWORD)
    hands.wait(lambda: hands.reads("Very strong."), "nobody tells how strong it is")
    hands.click("Show what is typed")
    assert hands.sees("Hide what is typed")
    edit = edit_of(empty, "Password")
    assert (edit.text(), edit.echoMode()) == (PASSWORD, QLineEdit.EchoMode.Normal)


def test_administrator_who_is_no_physician_leaves_the_texts_to_one(empty: Sitting) -> None:
    hands = empty.hands
    hands.write(CLINIC)
    for step in (2, 3, 4):
        on(empty, step)
    hands.fill("Your name", "Deniz Ay")
    hands.answer("What you do here", "Physician")
    on(empty, 5)
    hands.write(PASSWORD)
    hands.press(RETURN, CTRL)
    empty.note_code()
    hands.find("The words that patients read")
    assert not hands.sees("Approve the texts in English")
    assert hands.reads("A physician approves them")
    hands.press(RETURN, CTRL)
    hands.find("A PIN for this shift")
