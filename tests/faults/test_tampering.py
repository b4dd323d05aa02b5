"""Someone with the key and the guards out of the way: `audit verify` names what was done where."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from consult_app.cli.commands import root
from consult_app.domain.audit import Anchor, chained
from consult_app.paths import DATA_VARIABLE
from consult_app.storage import audit
from consult_app.storage.store import Store
from tests.faults.figures import Figures, count
from tests.faults.soundness import draft
from tests.faults.writer import record
from tests.storage.made_up import raw
from tests.storage.test_audit import entries, rehash_from

TIMES = count("TAMPERINGS", 28)
LENGTH = 30


@dataclass
class Chain:
    """A chain of LENGTH entries that someone lays hands on; the guards are off."""

    connection: Any
    dice: random.Random

    def some(self) -> int:
        """The number of an entry that is neither the first nor the last."""
        return self.dice.randrange(2, LENGTH)

    def change(self, seq: int) -> str:
        """Name another actor in an entry; its new body."""
        body = str(entries(self.connection)[seq - 1][3]).replace('"actor":1', '"actor":2')
        self.connection.execute("UPDATE audit SET body = ? WHERE seq = ?", (body, seq))
        return body

    def put(self, seq: int, row: tuple[int, str, str, str]) -> None:
        statement = "UPDATE audit SET previous = ?, hash = ?, body = ? WHERE seq = ?"
        self.connection.execute(statement, (*row[1:], seq))


def changed(chain: Chain) -> set[int]:
    seq = chain.some()
    chain.change(seq)
    return {seq}


def changed_and_hashed(chain: Chain) -> set[int]:
    seq = chain.some()
    hash_ = chained(entries(chain.connection)[seq - 1][1], chain.change(seq))
    chain.connection.execute("UPDATE audit SET hash = ? WHERE seq = ?", (hash_, seq))
    return {seq}


def removed(chain: Chain) -> set[int]:
    first = chain.some()
    last = chain.dice.randrange(first, LENGTH)
    chain.connection.execute("DELETE FROM audit WHERE seq BETWEEN ? AND ?", (first, last))
    return set(range(first, last + 1))


def swapped(chain: Chain) -> set[int]:
    one, other = chain.dice.sample(range(1, LENGTH + 1), 2)
    rows = {row[0]: row for row in entries(chain.connection)}
    chain.put(one, rows[other])
    chain.put(other, rows[one])
    return {one, other}


def swapped_words(chain: Chain) -> set[int]:
    one, other = chain.dice.sample(range(1, LENGTH + 1), 2)
    rows = {row[0]: row for row in entries(chain.connection)}
    chain.put(one, (*rows[one][:3], rows[other][3]))
    chain.put(other, (*rows[other][:3], rows[one][3]))
    return {one, other}


def cut_off(chain: Chain) -> set[int]:
    chain.connection.execute("DELETE FROM audit WHERE seq > ?", (chain.some(),))
    return {LENGTH}


def hashed_anew(chain: Chain) -> set[int]:
    seq = chain.some()
    chain.change(seq)
    rehash_from(chain.connection, seq)
    return {seq}


INSIDE = (changed, changed_and_hashed, removed, swapped, swapped_words)
"""What the chain shows by itself."""
AGAINST_AN_ANCHOR = (cut_off, hashed_anew)


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, Anchor]:
    """Records with LENGTH entries, and the last anchor, as a document or a backup keeps it."""
    folder = draft(tmp_path / "clinic")
    newest: dict[str, int] = {}
    with Store.open(folder, create=False) as store, store.write() as tx:
        for number in range(1, LENGTH + 1):
            anchor = record(tx, number, newest)[1]
    return folder, anchor


def tampered(original: Path, how: Callable[[Chain], set[int]], dice: random.Random) -> set[int]:
    """Do it to a copy; the numbers that must be named. Guards come back by chance."""
    copy = original.with_name("tampered")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(original, copy)
    connection = raw(copy)
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    guards = [row for row in guards.fetchall() if "audit" in row[1]]
    for name, _sql in guards:
        connection.execute(f'DROP TRIGGER "{name}"')
    hurt = how(Chain(connection, dice))
    if dice.random() < 0.5:
        for _name, sql in guards:
            connection.execute(sql)
    connection.close()
    return hurt


def named(original: Path, hurt: set[int], *anchors: Anchor) -> bool:
    """Whether the verification names each of the entries that were hurt."""
    with Store.open(original.with_name("tampered"), create=False) as store, store.read() as tx:
        faults = audit.verify(tx, anchors).faults
    return all(any(f.first <= seq <= f.last for f in faults) for seq in hurt)


@pytest.mark.parametrize("how", [*INSIDE, *AGAINST_AN_ANCHOR], ids=lambda how: how.__name__)
def test_tampering_is_named(written: tuple[Path, Anchor], how: Callable[[Chain], set[int]]) -> None:
    folder, anchor = written
    dice = random.Random()
    tries = max(1, TIMES // len((*INSIDE, *AGAINST_AN_ANCHOR)))
    caught = sum(named(folder, tampered(folder, how, dice), anchor) for _ in range(tries))
    Figures("tampering", tries, caught, tries - caught).tell()


@pytest.mark.parametrize("shown", [64, 8])
def test_tampering_is_named_by_the_command(
    written: tuple[Path, Anchor], monkeypatch: pytest.MonkeyPatch, shown: int
) -> None:
    folder, anchor = written
    tampered(folder, hashed_anew, random.Random())
    on_paper = ("--anchor", f"{anchor.seq}:{anchor.hash[:shown]}")
    ends = {}
    for place in (folder, folder.with_name("tampered")):
        monkeypatch.setenv(DATA_VARIABLE, str(place))
        ends[place.name] = CliRunner().invoke(root(), ["audit", "verify", *on_paper])
    assert ends["clinic"].exit_code == 0
    assert ends["tampered"].exit_code == 1
    assert ends["tampered"].stderr.strip() == f"1-{LENGTH}: rewritten"


def test_tampering_held_against_no_anchor_passes_unnoticed(written: tuple[Path, Anchor]) -> None:
    """The broken twin: the same verification, with nothing kept outside the chain."""
    folder, _anchor = written
    dice = random.Random()
    tries = max(2, TIMES // 4)
    ways = [AGAINST_AN_ANCHOR[number % 2] for number in range(tries)]
    caught = sum(named(folder, tampered(folder, how, dice)) for how in ways)
    Figures("tampering", tries, caught, tries - caught, twin=True).tell()
