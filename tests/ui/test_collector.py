"""Cyclic garbage goes on the window's thread, never on a lane's."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult_app.ui.collector import Collector


class _Ring:
    """Holds itself; tells which thread took it down."""

    def __init__(self, told: list[int]) -> None:
        self.me, self.told = self, told

    def __del__(self) -> None:
        self.told.append(threading.get_ident())


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    owner = QObject()
    made = Collector(owner)
    made.begin()
    yield made
    made.stop()


def _litter(told: list[int]) -> None:
    for _ in range(20_000):
        _Ring(told)


def test_garbage_of_another_thread_is_not_collected_there(collector: Collector) -> None:
    told: list[int] = []
    thread = threading.Thread(target=_litter, args=(told,))
    thread.start()
    thread.join()
    assert told == []


def test_garbage_is_collected_on_the_windows_thread(collector: Collector) -> None:
    told: list[int] = []
    _litter(told)
    collector.collect()
    assert len(told) == 20_000
    assert set(told) == {threading.get_ident()}


def test_garbage_goes_by_itself_while_the_window_is_open(
    collector: Collector, qtbot: QtBot
) -> None:
    told: list[int] = []
    _litter(told)
    qtbot.waitUntil(lambda: bool(told), timeout=5000)


def test_what_a_page_held_goes_soon(collector: Collector, qtbot: QtBot) -> None:
    told: list[int] = []
    _Ring(told)  # too few for a round by itself
    collector.soon()
    qtbot.waitUntil(lambda: bool(told), timeout=5000)


@pytest.mark.parametrize("before", [True, False])
def test_stopped_python_collects_again_where_it_did_before(
    qapp: QApplication, before: bool
) -> None:
    (gc.enable if before else gc.disable)()
    try:
        owner = QObject()
        collector = Collector(owner)
        assert not gc.isenabled()
        collector.stop()
        assert gc.isenabled() is before
    finally:
        gc.disable()


def test_a_tests_lanes_take_no_widget_down() -> None:
    assert not gc.isenabled()
