"""How far a made-up clinic has come, kept once it was walked: the next test goes on from a copy.

Hundreds of tests begin at a consent that is given, and the way there is the same: a process walks
it once. Records are given back only where nobody has written to the file since the step before.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Hashable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from consult_app.storage import engine, files, keyfile
from consult_app.storage.store import Store

T = TypeVar("T")
MOST = 24
"""Steps kept by a process; each holds records of some megabytes on the disk."""

Written = tuple[tuple[int, int], ...]
"""Size and time of the files of the records: another where anybody wrote."""


@dataclass(frozen=True)
class _Kept:
    """Records as they were behind a step, and what the step returned."""

    number: int
    result: Any

    @property
    def database(self) -> Path:
        return _room() / f"{self.number}.db"

    @property
    def folder(self) -> Path:
        return _room() / str(self.number)


_numbers = count(1)
_beginnings: dict[Hashable, _Kept] = {}
_folders: dict[Hashable, _Kept] = {}
_steps: dict[tuple[int, Hashable], _Kept] = {}
_stands: WeakKeyDictionary[Store, tuple[int, Written]] = WeakKeyDictionary()
"""Behind which step the records of an open store stand, and their files then."""


def begun(folder: Path, key: Hashable, make: Callable[[Store], T]) -> tuple[Store, T]:
    """New records in `folder` with what `make` puts there and returns; `key` tells all it reads."""
    kept = _beginnings.get(key)
    if kept is None:
        store = Store.open(folder, create=True)
        made = make(store)
        kept = _beginnings[key] = _keep(store, made)
        shutil.copyfile(folder / keyfile.NAME, kept.database.with_suffix(".key"))
        return store, made
    with files.private():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(kept.database, folder / files.DATABASE)
        shutil.copyfile(kept.database.with_suffix(".key"), folder / keyfile.NAME)
    store = Store.open(folder)
    _stands[store] = (kept.number, _written(store))
    return store, kept.result


def folder(target: Path, key: Hashable, make: Callable[[Path], T]) -> T:
    """What `make` leaves in the new folder `target`, every file closed, and what it returns."""
    kept = _folders.get(key)
    if kept is None:
        kept = _folders[key] = _Kept(next(_numbers), make(target))
        shutil.copytree(target, kept.folder)
    else:
        shutil.copytree(kept.folder, target)
    result: T = kept.result
    return result


def stepped(store: Store, step: Hashable, walk: Callable[[], T]) -> T:
    """What `walk` does to the records and returns; `step` names it with all that it reads."""
    number, written = _stands.get(store, (0, ()))
    if written != _written(store):
        return walk()
    kept = _steps.pop((number, step), None)
    if kept is None:
        result = walk()
        kept = _keep(store, result)
    else:
        result = kept.result
        _copy(kept.database, _database(store), store.data_key)
        _stands[store] = (kept.number, _written(store))
    _steps[number, step] = kept  # the one that was used last stands last
    while len(_steps) > MOST:
        _steps.pop(next(iter(_steps))).database.unlink()
    return result


def _keep(store: Store, result: object) -> _Kept:
    kept = _Kept(next(_numbers), result)
    files.blank(kept.database)
    _copy(_database(store), kept.database, store.data_key)
    _stands[store] = (kept.number, _written(store))
    return kept


def _database(store: Store) -> Path:
    return store.folder / files.DATABASE


def _written(store: Store) -> Written:
    path = _database(store)
    found = [each.stat() for each in (path, path.with_name(f"{path.name}-wal")) if each.exists()]
    return tuple((stat.st_size, stat.st_mtime_ns) for stat in found if stat.st_size)


def _copy(source: Path, target: Path, key: bytes) -> None:
    """Page by page: connections that are open on the target see one commit."""
    there = engine.connect(source, key)
    with closing(there), closing(engine.connect(target, key, "synchronous=OFF")) as here:
        there.backup(here)


@cache
def _room() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="consult-kept-"))
    atexit.register(forget)  # outside pytest, whose workers end without it
    return folder


def forget() -> None:
    """Leave nothing on the disk: at the end of a process."""
    if _room.cache_info().currsize:
        shutil.rmtree(_room(), ignore_errors=True)
