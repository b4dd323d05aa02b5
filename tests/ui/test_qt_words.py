"""What Qt says by itself, a field's own menu before all, is in the language of the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QLineEdit

from consult_app import i18n, settings
from consult_app.app import Desk
from consult_app.settings import WindowSettings
from consult_app.storage.kdf import FLOOR
from consult_app.ui import qt_words
from consult_app.ui.kit import Button, SearchField
from consult_app.ui.kit.theme import install


@pytest.fixture(autouse=True)
def _english_again(qapp: QApplication) -> Iterator[None]:
    install(qapp)
    yield
    i18n.use("en")
    qt_words.speak(qapp, "en")


def menu_of_a_field() -> str:
    field = QLineEdit("Kaya")
    menu = field.createStandardContextMenu()
    return " ".join(action.text().replace("&", "") for action in menu.actions())


@pytest.mark.parametrize(
    ("language", "copy"), [("de", "Kopieren"), ("tr", "Kopyala"), ("ar", "نسخ")]
)
def test_menu_of_a_field_speaks_the_language(qapp: QApplication, language: str, copy: str) -> None:
    assert qt_words.speak(qapp, language)
    assert copy in menu_of_a_field()


def test_next_language_replaces_the_one_before(qapp: QApplication) -> None:
    qt_words.speak(qapp, "tr")
    qt_words.speak(qapp, "de")
    assert "Kopyala" not in menu_of_a_field()
    assert len(qapp.findChildren(QTranslator)) == 1


def test_language_that_qt_does_not_know_is_english(qapp: QApplication) -> None:
    qt_words.speak(qapp, "de")
    assert not qt_words.speak(qapp, "xx")
    assert "Copy" in menu_of_a_field()
    assert qapp.findChildren(QTranslator) == []


def test_keys_are_named_as_on_the_keyboards_of_the_language(qapp: QApplication) -> None:
    assert Button("Save", shortcut="Ctrl+S").accessibleDescription() == "Ctrl+S"
    qt_words.speak(qapp, "de")
    assert Button("Save", shortcut="Ctrl+S").accessibleDescription() == "Strg+S"
    assert SearchField("Find", shortcut="Ctrl+K").edit.accessibleDescription() == "Strg+K"


def test_window_brings_its_language_to_qt(qapp: QApplication, tmp_path: Path) -> None:
    settings.save(tmp_path, WindowSettings(language="de"))
    desk = Desk(qapp, tmp_path, cost=FLOOR)
    words = menu_of_a_field()
    desk.window.close()
    desk.close()
    assert "Kopieren" in words


def test_turkish_keyboards_say_ctrl(qapp: QApplication) -> None:
    qt_words.speak(qapp, "tr")
    assert Button("Kaydet", shortcut="Ctrl+S").accessibleDescription() == "Ctrl+S"
    assert "Ctrl+C" in menu_of_a_field()
    assert "Kopyala" in menu_of_a_field()
