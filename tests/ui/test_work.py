"""The lanes: results come back on the window's thread, and nothing of it dies elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from consult_app.errors import Refused
from consult_app.ui.work import Lane, Work


class Held:
    """Tells which thread took it down."""

    def __init__(self, told: list[int]) -> None:
        self.told = told

    def job(self) -> int:
        return threading.get_ident()

    def __del__(self) -> None:
        self.told.append(threading.get_ident())


@pytest.fixture
def lanes(qtbot: QtBot) -> Iterator[Work]:
    made = Work()
    yield made
    made.close()


def ignored(_refused: Refused) -> None:
    raise AssertionError("nothing is refused here")


def test_result_comes_back_on_the_windows_thread(lanes: Work, qtbot: QtBot) -> None:
    owner, seen = QObject(), list[tuple[int, int]]()
    job = Held([]).job
    lanes.run(Lane.READ, owner, job, lambda on: seen.append((on, threading.get_ident())), ignored)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != seen[0][1] == threading.get_ident()


def test_refusal_is_handed_to_who_asked_and_a_bug_is_raised(lanes: Work, qtbot: QtBot) -> None:
    owner, told = QObject(), list[str]()

    def refuse() -> None:
        raise Refused("store.closed")

    lanes.run(Lane.WRITE, owner, refuse, lambda _none: None, lambda r: told.append(r.code))
    qtbot.waitUntil(lambda: told == ["store.closed"])
    with qtbot.captureExceptions() as bugs:
        lanes.run(Lane.WRITE, owner, lambda: 1 // 0, lambda _none: None, ignored)
        qtbot.waitUntil(lambda: not lanes.busy)
    assert [kind for kind, _error, _trace in bugs] == [ZeroDivisionError]


def test_lane_never_takes_down_what_a_job_held(lanes: Work, qtbot: QtBot) -> None:
    owner, told = QObject(), list[int]()
    for _turn in range(300):
        lanes.run(Lane.READ, owner, Held(told).job, lambda _on: None, ignored)
    qtbot.waitUntil(lambda: len(told) == 300)
    assert set(told) == {threading.get_ident()}


def test_nothing_is_delivered_once_the_owner_is_gone(lanes: Work, qtbot: QtBot) -> None:
    owner, seen = QObject(), list[int]()
    lanes.run(Lane.READ, owner, lambda: 1, seen.append, ignored)
    delete(owner)
    qtbot.waitUntil(lambda: not lanes.busy)
    assert seen == []
