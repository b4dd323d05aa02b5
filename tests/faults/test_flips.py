"""One bit flipped in a file at rest: refused, named against an anchor, or without effect.

Never a row that is not the one that was stored.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from consult_app.domain.audit import Anchor
from consult_app.errors import Refused
from consult_app.storage import archive, audit, backup, files, keyfile, patients, restore
from consult_app.storage.models import Base
from consult_app.storage.store import Store
from tests.faults.figures import Figures, count
from tests.storage.made_up import ELIF, NOW, raw
from tests.storage.test_guards import one_of_everything

FLIPS = count("FLIPS", 20)
PATIENTS = 100
"""Enough that a flip meets words, not the empty space behind them."""
WAL = f"{files.DATABASE}-wal"
TABLES = tuple(sorted(Base.metadata.tables))
Rows: TypeAlias = list[list[Any]]


class Records:
    """Records with a row in each table, as they lie there, and what reading them gives."""

    def __init__(self, folder: Path, *, logged: bool) -> None:
        """`logged`: part of it is still in the log, as after a kill."""
        self.folder = folder.with_name("as-it-was")
        with Store.open(folder, create=True) as store:
            with store.write() as tx:
                one_of_everything(tx)
                for number in range(PATIENTS):
                    someone = replace(ELIF, address=f"{number} Made-up Street " * 5)
                    patients.insert(tx, someone, at=NOW, by=1)
                self.head = audit.head(tx)
            if logged:
                shutil.copytree(folder, self.folder)
        if not logged:
            shutil.copytree(folder, self.folder)
        self.rows = self.read(folder)  # the copy stays as it lies, with its log
        self._copy = folder.with_name("flipped")

    def flipped(self, name: str, dice: random.Random) -> Path:
        """A copy with one bit of the file `name` flipped."""
        shutil.rmtree(self._copy, ignore_errors=True)
        shutil.copytree(self.folder, self._copy)
        flip(self._copy / name, dice)
        return self._copy

    def read(self, folder: Path) -> Rows:
        """Everything that the records tell. Raises `Refused`."""
        with Store.open(folder, create=False) as store, store.read() as tx:
            rows = everything(tx.connection.exec_driver_sql)
            if tx.connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
                raise Refused("store.damaged")
            return rows

    def named(self, folder: Path) -> bool:
        """Whether the chain, held against its last anchor, tells that something is missing."""
        anchors: Sequence[Anchor] = (self.head,) if self.head else ()
        with Store.open(folder, create=False) as store, store.read() as tx:
            return not audit.verify(tx, anchors).sound


def everything(execute: Callable[[str], Any]) -> Rows:
    """Every row of every table."""
    return [[tuple(row) for row in execute(f'SELECT * FROM "{name}"')] for name in TABLES]


def flip(path: Path, dice: random.Random) -> None:
    """Flip one bit of a file, anywhere."""
    content = bytearray(path.read_bytes())
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    path.write_bytes(content)


@pytest.mark.parametrize("name", [files.DATABASE, WAL, keyfile.NAME])
def test_flip_is_refused_or_changes_no_row(tmp_path: Path, name: str) -> None:
    records = Records(tmp_path / "clinic", logged=name == WAL)
    dice = random.Random()
    caught = harmless = 0
    for _ in range(FLIPS):
        folder = records.flipped(name, dice)
        try:
            same = records.read(folder) == records.rows
        except Refused:
            caught += 1
            continue
        harmless += same
        # the end of a log that does not add up is left out: only an anchor knows of it
        caught += not same and name == WAL and records.named(folder)
    Figures(f"flip in {name}", FLIPS, caught, FLIPS - caught - harmless, harmless).tell()


def test_flip_in_a_backup_is_refused(tmp_path: Path) -> None:
    records = Records(tmp_path / "clinic", logged=False)
    whole, flipped = tmp_path / "whole.backup", tmp_path / "flipped.backup"
    with Store.open(records.folder, create=False) as store:
        keys = store.backup_keys()
        with store.read() as tx:
            backup.create(tx, whole, keys, made_at=NOW, program="1")
    key = keyfile.load(records.folder) or b""
    assert restore.verify(whole, key, records.folder).report.sound
    dice = random.Random()
    caught = 0
    for _ in range(FLIPS):
        shutil.copy(whole, flipped)
        flip(flipped, dice)
        try:
            restore.verify(flipped, key, records.folder)
        except Refused as refused:
            caught += refused.code.startswith("backup.")
    Figures("flip in a backup", FLIPS, caught, FLIPS - caught).tell()


def test_flip_in_a_backup_that_nobody_proves_is_accepted(tmp_path: Path) -> None:
    """The broken twin: the same file, taken at its word."""
    records = Records(tmp_path / "clinic", logged=False)
    whole, flipped = tmp_path / "whole.backup", tmp_path / "flipped.backup"
    with Store.open(records.folder, create=False) as store, store.read() as tx:
        backup.create(tx, whole, store.backup_keys(), made_at=NOW, program="1")
    said = at_its_word(whole)
    dice = random.Random()
    caught = harmless = wrong = 0
    for _ in range(FLIPS):
        shutil.copy(whole, flipped)
        flip(flipped, dice)
        try:
            same = at_its_word(flipped) == said
        except (Refused, ValueError, KeyError, TypeError):
            caught += 1
            continue
        harmless += same
        wrong += not same
    Figures("flip in a backup", FLIPS, caught, wrong, harmless, twin=True).tell()


def at_its_word(file: Path) -> tuple[str, bytes]:
    """The manifest and the parts, with no seal or sum looked at."""
    manifest = archive.peeked(file)
    return manifest.text(), file.read_bytes()[: sum(part.size for part in manifest.parts)]


def test_flip_in_a_plain_file_is_read_as_if_it_were_true(tmp_path: Path) -> None:
    """The broken twin: the same rows, without the encryption that seals each page."""
    records = Records(tmp_path / "clinic", logged=False)
    original, copy = tmp_path / "plain.db", tmp_path / "flipped.db"
    connection = raw(records.folder)
    connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(original),))
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.close()
    rows = read_plain(original)
    dice = random.Random()
    caught = harmless = wrong = tried = 0
    while tried < FLIPS or (not wrong and tried < 50 * FLIPS):
        tried += 1
        shutil.copy(original, copy)
        flip(copy, dice)
        try:
            same = read_plain(copy) == rows
        except (sqlite3.Error, UnicodeDecodeError):
            caught += 1
            continue
        harmless += same
        wrong += not same
    Figures("flip in records", tried, caught, wrong, harmless, twin=True).tell()


def read_plain(path: Path) -> Rows:
    """Everything in an unencrypted file, with the check that the encrypted one gets."""
    connection = sqlite3.connect(path)
    try:
        rows = everything(connection.execute)
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError
        return rows
    finally:
        connection.close()
