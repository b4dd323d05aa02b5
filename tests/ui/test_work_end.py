"""At the end nothing that was typed is left behind: what follows from work under way is done."""

from __future__ import annotations

from functools import partial
from threading import Event

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
