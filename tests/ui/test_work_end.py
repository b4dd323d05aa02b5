"""At the end nothing that was typed is left behind: what follows from work under way is done."""

from __future__ import annotations

from functools import partial
from threading import Event

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from consult_app.ui.work import Lane, Work


def test_answer_typed_while_another_was_stored_is_stored_at_the_end(qtbot: QtBot) -> None:
    work, owner, disk, go_on = Work(), QObject(), [], Event()

    def store(answer: str) -> None:
        go_on.wait(10)
        disk.append(answer)

    def first_stored(_none: None) -> None:
        work.run(Lane.WRITE, owner, partial(store, "second"), lambda _: None, lambda _: None)

    work.run(Lane.WRITE, owner, partial(store, "first"), first_stored, lambda _: None)
    go_on.set()
    work.close()
    assert disk == ["first", "second"]
    assert not work.busy


@pytest.mark.parametrize("lane", [lane for lane in Lane if lane is not Lane.WRITE])
def test_nothing_is_looked_up_once_the_work_has_ended(qtbot: QtBot, lane: Lane) -> None:
    work, owner = Work(), QObject()
    done: list[str] = []
    work.run(lane, owner, lambda: "before", done.append, lambda _: None)
    work.close()
    work.run(lane, owner, lambda: "after", done.append, lambda _: None)
    assert done == ["before"]
    assert not work.busy


def test_what_is_to_be_stored_after_the_end_is_not_swallowed(qtbot: QtBot) -> None:
    work, owner = Work(), QObject()
    work.run(Lane.WRITE, owner, lambda: None, lambda _: None, lambda _: None)
    work.close()
    with pytest.raises(RuntimeError):
        work.run(Lane.WRITE, owner, lambda: None, lambda _: None, lambda _: None)
