"""Locked while answers are being saved: each that was acknowledged is there, the file is whole.

What the lock came before is refused in so many words, so that the window can say so and keep it.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

from consult_app.domain.audit import Anchor
from consult_app.errors import Refused
from consult_app.storage import answers
from consult_app.storage.store import Store
from tests.faults.figures import PATIENCE, Figures, count
from tests.faults.soundness import Acknowledged, draft, lost
from tests.faults.writer import CONSULTATION, record

LOCKS = count("LOCKS", 12)
SAME_FOLDER = 40
LONGEST = 0.05
"""Seconds of saving, at most, before the lock."""


class Saving:
    """Saves answer after answer on a thread, as a lane does, until the records are locked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.said: list[Acknowledged] = []
        self.refused = ""
        with store.read() as tx:
            self._newest = {p: row.id for p, row in answers.newest(tx, CONSULTATION).items()}
            self.number = len(answers.history(tx, CONSULTATION))
        self._thread = threading.Thread(target=self._save_for_ever)

    def run(self, lock: Callable[[], None]) -> None:
        """Save, lock at some moment, and wait for what comes of it."""
        self._thread.start()
        time.sleep(random.uniform(0, LONGEST))
        lock()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()

    def save(self) -> Acknowledged:
        """One answer, on the disk when this returns."""
        with self._store.write() as tx:
            row, anchor = record(tx, self.number + 1, self._newest)
        self.number += 1
        return Acknowledged(row, self.number, anchor)

    def _save_for_ever(self) -> None:
        while not self.refused:
            try:
                self.said.append(self.save())
            except Refused as refused:
                self.refused = refused.code


class Careless(Saving):
    """The broken twin: says that it is saved, saves a little later, and the lock comes between."""

    def save(self) -> Acknowledged:
        said = Acknowledged(self.number + 1, self.number + 1, Anchor(self.number + 1, ""))
        self.said.append(said)
        super().save()
        self.said.pop()
        return said


def test_lock_while_saving_loses_nothing_acknowledged(tmp_path: Path) -> None:
    hurt = 0
    for turn in range(LOCKS):
        if turn % SAME_FOLDER == 0:
            folder = draft(tmp_path / str(turn))
            said: list[Acknowledged] = []
        store = Store.open(folder, create=False)
        saving = Saving(store)
        saving.run(store.close)
        said += saving.said
        hurt += saving.refused != "store.closed" or lost(folder, said) != []
    Figures("lock while saving", LOCKS, LOCKS - hurt, hurt).tell()


def test_lock_while_saving_what_is_called_saved_already_is_noticed(tmp_path: Path) -> None:
    folder = draft(tmp_path / "clinic")
    store = Store.open(folder, create=False)
    saving = Careless(store)
    saving.run(store.close)
    missing = len(saving.said) - stored(folder)
    Figures("lock while saving", len(saving.said), stored(folder), missing, twin=True).tell()


def stored(folder: Path) -> int:
    """How many answers the records hold."""
    with Store.open(folder, create=False) as store, store.read() as tx:
        return len(answers.history(tx, CONSULTATION))
