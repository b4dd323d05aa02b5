"""The composition root: first paint, first start, second start, a bug, an orderly end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult_app import i18n, log, run, settings
from consult_app.app import Desk
from consult_app.services import accounts
from consult_app.storage.kdf import FLOOR
from consult_app.ui import qt_words
from consult_app.ui.hands import Hands
from consult_app.ui.kit.theme import install
from tests.setting_up import note_code, type_set_up

PASSWORD = "lantern orbit walnut"
CTRL = Qt.KeyboardModifier.ControlModifier
Open = Callable[[], Desk]


@pytest.fixture
def open_desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    """Opens a desk on the same folder and waits until it stands; ends them all."""
    desks: list[Desk] = []

    def opened() -> Desk:
        desk = Desk(qapp, tmp_path / "clinic", cost=FLOOR)
        ready: list[bool] = []
        desk.ready.connect(lambda: ready.append(True))
        desk.show()
        desks.append(desk)
        qtbot.waitUntil(lambda: bool(ready) or desk.code != 0, timeout=20_000)
        return desk

    yield opened
    for desk in desks:
        desk.window.close()
        desk.close()
    i18n.use(i18n.SOURCE)
    qt_words.speak(qapp, i18n.SOURCE)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    theme = install(qapp)  # one a process: left as others expect it
    theme.set_dark(False)
    theme.set_scale(100)


def hands_of(desk: Desk) -> Hands:
    hands = Hands(desk.window, lambda: desk.work.busy)
    hands.settle()
    return hands


def log_in(desk: Desk) -> Hands:
    hands = hands_of(desk)
    hands.fill("Password", PASSWORD)
    hands.press(Qt.Key.Key_Return)
    return hands


def set_up(desk: Desk) -> Hands:
    hands = hands_of(desk)
    type_set_up(hands, PASSWORD)
    note_code(hands)
    hands.find("The words that patients read")
    hands.press(Qt.Key.Key_Return, CTRL)
    return hands


def test_first_paint_comes_before_the_database() -> None:
    code = (
        "import sys, os\n"
        "os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "import consult_app.app\n"
        "heavy = {'sqlalchemy', 'sqlcipher3', 'reportlab', 'alembic', 'yaml', 'babel'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_that_seals_is_read_before_the_first_seal() -> None:
    code = (
        "import sys, os\n"
        "os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "import consult_app.app\n"
        "from consult_app.services import shelf\n"
        "from consult_app.ui import router\n"
        "router.read_ahead(); shelf.warm_up()\n"
        "print(sorted({'pyhanko', 'pyhanko_certvalidator', 'aiohttp'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_first_start_asks_little_shows_the_code_and_goes_on(open_desk: Open) -> None:
    desk = open_desk()
    hands = set_up(desk)
    hands.find("Nobody is on the list yet")
    assert hands.sees("Klinik Örnek")
    assert hands.sees("Dr Ayşe Kaya")


def test_second_time_the_password_opens_today(open_desk: Open) -> None:
    first = open_desk()
    set_up(first).find("Nobody is on the list yet")
    first.window.close()
    first.close()
    hands = log_in(open_desk())
    hands.find("Nobody is on the list yet")


def test_second_start_beside_the_first_is_refused(
    open_desk: Open, capfd: pytest.CaptureFixture[str]
) -> None:
    set_up(open_desk())
    second = open_desk()
    sentence = "The records are already open: use the window that is open, or close it."
    assert second.code == 1
    assert hands_of(second).sees(sentence)
    assert capfd.readouterr().err.strip().splitlines()[-1] == sentence
    assert not second.window.search.isEnabled()


def test_close_keeps_the_window_and_lets_others_in(open_desk: Open, tmp_path: Path) -> None:
    desk = open_desk()
    set_up(desk)
    hands = hands_of(desk)
    hands.press(Qt.Key.Key_Equal, CTRL)
    hands.click("Dark theme")
    desk.window.close()
    desk.close()
    kept = settings.load(tmp_path / "clinic")
    assert (kept.dark, kept.scale) == (True, 110)
    accounts.unlock(tmp_path / "clinic", 1, PASSWORD).acting.store.close()
    again = open_desk()
    log_in(again).find("Nobody is on the list yet")
    assert again.ctx is not None
    assert again.ctx.theme.dark


def test_a_bug_is_one_calm_line_and_its_place_in_the_log(
    open_desk: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk()
    log.begin(tmp_path)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    run.watch_for_bugs(desk.window)
    try:
        raise ValueError("Elif Demir")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    log.end()
    hands = hands_of(desk)
    assert hands.reads("Something in the program went wrong")
    assert not hands.reads("Elif")
    assert "Elif" not in (tmp_path / log.FILE).read_text()
    hands.click("Put this message away")
    assert not hands.reads("Something in the program went wrong")


def test_window_speaks_the_language_that_is_chosen_and_goes_on_with_the_same_records(
    open_desk: Open, tmp_path: Path
) -> None:
    desk = open_desk()
    hands = set_up(desk)
    hands.click("Language of the window")
    hands.click("Deutsch")
    assert desk.begins_anew
    assert desk.window.isHidden()
    desk.close()
    assert settings.load(tmp_path / "clinic").language == "de"
    hands = hands_of(open_desk())
    hands.fill("Passwort", PASSWORD)
    hands.press(Qt.Key.Key_Return)
    hands.find("Noch niemand auf der Liste")
    hands.click("Sprache des Fensters")
    assert hands.sees("English")
    hands.press(Qt.Key.Key_Escape)
    assert not hands.sees("English")


def test_language_of_the_computer_is_spoken_where_none_was_chosen(tmp_path: Path) -> None:
    assert settings.load(tmp_path, "tr").language == "tr"
    settings.save(tmp_path, settings.WindowSettings(language="ar"))
    assert settings.load(tmp_path, "tr").language == "ar"
