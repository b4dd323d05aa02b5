"""The process whose disk fills up while it backs up and restores; runs with the recorder under it.

Arguments: the folder, how many times, a seed, and `careful` or, for the broken twin, `careless`. A
line each on standard output: what was refused with which code, and whether all was as before.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from consult_app.errors import Refused
from consult_app.storage import backup, keyfile, patients, restore
from consult_app.storage.store import Store
from tests.faults.full_writer import set_space
from tests.storage.made_up import ELIF, NOW

MOST = 700_000
"""Bytes that are left, at most: a backup needs about half of it."""
TOO_LITTLE = 600_000
"""A restore makes two copies, so that it never fits into this."""


class BrokenBackupError(Exception):
    """Something was called a backup and is none."""


class Clinic:
    """Records with two patients, and a backup of when there was one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = keyfile.load(folder) or b""
        self._first = self.back_up("first")
        with Store.open(folder, create=False) as store, store.write() as tx:
            patients.insert(tx, ELIF, at=NOW, by=1)

    def back_up(self, name: str) -> Path:
        target = self._folder / f"{name}{backup.SUFFIX}"
        with Store.open(self._folder, create=False) as store:
            keys = store.backup_keys()
            with store.read() as tx:
                backup.create(tx, target, keys, made_at=NOW, program="1")
        return target

    def back_up_again(self) -> None:
        self._prove(self.back_up("second"))

    def back_up_careless(self) -> None:
        """The broken twin: copies, and does not listen when the disk says no."""
        target = self._folder / f"second{backup.SUFFIX}"
        with suppress(OSError), target.open("wb", buffering=0) as file:
            file.write(self._first.read_bytes())
        self._prove(target)

    def _prove(self, made: Path) -> None:
        """With all the room there is: what was said to be a backup is one."""
        set_space(-1)
        try:
            restore.verify(made, self._key, self._folder)
        except Refused:
            raise BrokenBackupError from None
        finally:
            made.unlink()

    def restore(self) -> None:
        restore.restore(self._first, self._key, self._folder, NOW)

    def state(self) -> tuple[int, list[str]]:
        """How many patients, and which files; a log and its index come and go."""
        with Store.open(self._folder, create=False) as store, store.read() as tx:
            people = patients.count(tx)
        return people, sorted(p.name for p in self._folder.iterdir())


def refused(clinic: Clinic, act: Callable[[], None], space: int) -> str:
    """The code of the refusal, `unclean` behind it if something changed; empty: there was room."""
    before = clinic.state()
    set_space(space)
    try:
        act()
    except Refused as refusal:
        set_space(-1)
        return refusal.code + ("" if clinic.state() == before else " unclean")
    except BrokenBackupError:
        return "accepted"
    finally:
        set_space(-1)
    return ""


def main(folder: Path, times: int, dice: random.Random, *, careless: bool) -> None:
    """Backups and restores that may not fit, then a restore that does."""
    clinic = Clinic(folder)
    if careless:
        codes = [
            refused(clinic, clinic.back_up_careless, dice.randrange(MOST)) for _ in range(times)
        ]
        os.write(1, "".join(f"{code or 'done'}\n" for code in codes).encode())
        return
    codes = [refused(clinic, clinic.back_up_again, dice.randrange(MOST)) for _ in range(times)]
    codes += [refused(clinic, clinic.restore, dice.randrange(TOO_LITTLE)) for _ in range(times)]
    assert refused(clinic, clinic.restore, -1) == ""
    assert clinic.state()[0] == 1
    os.write(1, "".join(f"{code or 'done'}\n" for code in codes).encode())


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        int(sys.argv[2]),
        random.Random(sys.argv[3]),
        careless=sys.argv[4] == "careless",
    )
