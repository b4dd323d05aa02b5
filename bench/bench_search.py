"""Finding a patient among a million, beside the bare driver with the same statement."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy.dialects import sqlite

from bench.filling import raw
from bench.harness import Figure, compared, limited
from consult_app.storage import patients
from consult_app.storage.store import Store

PATIENTS = 1_000_000
LIMIT = 8
LIMIT_MS = 2.0
BUDGET = 3.0
"""Of the driver's time: the rest is rows made into patients."""
ROUNDS = 9
GIVEN, FAMILY = 3_000, 20_000
LETTERS = "abcdefghijklmnoprstuvyz"


def figures() -> list[Figure]:
    """Names as they are typed: the beginning of one word, or of two, or of a record number."""
    dice = random.Random(7)
    given = ["".join(dice.choices(LETTERS, k=dice.randint(4, 9))) for _ in range(GIVEN)]
    family = ["".join(dice.choices(LETTERS, k=dice.randint(5, 11))) for _ in range(FAMILY)]
    asked = [family[n][: 3 + n % 3] for n in range(0, 200, 10)]
    asked += [f"{given[n][:2]} {family[n][:4]}" for n in range(0, 200, 10)]
    asked += [str(100_000 + n * 977) for n in range(10)]
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as place:
        folder = Path(place)
        Store.open(folder, create=True).close()
        connection = raw(folder)
        _fill(connection, dice, given, family)
        with Store.open(folder, create=False) as store, store.read() as tx:
            figure = compared(
                f"a search among {PATIENTS:,}",
                _all(asked, lambda text: patients.search(tx, text, LIMIT)),
                "the bare driver",
                _all(asked, _bare(connection)),
                budget=BUDGET,
                rounds=ROUNDS,
            )
        connection.close()
    each, bare = figure.ours / len(asked), figure.peer / len(asked)
    return [
        replace(figure, ours=each, peer=bare),
        limited("the same, in storage", each, "the limit", LIMIT_MS),
    ]


def _all(asked: list[str], one: Callable[[str], object]) -> Callable[[], object]:
    return lambda: [one(text) for text in asked]


def _fill(connection: Any, dice: random.Random, given: list[str], family: list[str]) -> None:
    """In the order of each table's key, and indexes last: otherwise it takes minutes."""
    words: dict[str, list[int]] = {}
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN IMMEDIATE")
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        " AND tbl_name IN ('patient', 'patient_word')"
    ).fetchall()
    for name, _sql in indexes:
        connection.execute(f"DROP INDEX {name}")
    connection.executemany(
        "INSERT INTO patient (id, record_number, family_name, given_name, birth_date, sex,"
        " language, phone, email, address, sort_name, revision, edition)"
        " VALUES (?, ?, ?, ?, '1980-01-01', 'female', 'en', '', '', '', ?, 1, 'standard')",
        _people(dice, given, family, words),
    )
    connection.executemany(
        "INSERT INTO patient_word (word, patient_id) VALUES (?, ?)",
        ((word, id_) for word in sorted(words) for id_ in words[word]),
    )
    for _name, sql in indexes:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("PRAGMA synchronous=FULL")


def _people(
    dice: random.Random, given: list[str], family: list[str], words: dict[str, list[int]]
) -> Iterator[tuple[object, ...]]:
    for id_ in range(1, PATIENTS + 1):
        # a few names are very common, as they are in life
        one = given[min(int(dice.expovariate(10 / GIVEN)), GIVEN - 1)]
        other = family[min(int(dice.expovariate(10 / FAMILY)), FAMILY - 1)]
        number = str(100_000 + id_)
        for word in {one, other, number}:
            words.setdefault(word, []).append(id_)
        yield id_, number, other, one, f"{other} {one}"


def _bare(connection: Any) -> Callable[[str], object]:
    """The same statement, its text and its parameters taken from storage beforehand."""
    statements = {
        words: patients.matching(words).compile(dialect=sqlite.dialect(paramstyle="named"))
        for words in (1, 2)
    }
    texts = {words: str(statement) for words, statement in statements.items()}

    def one(text: str) -> object:
        parts = sorted(text.split(), key=len, reverse=True)
        values = dict(statements[len(parts)].params) | {"scan": 2 * LIMIT, "limit": LIMIT}
        for n, word in enumerate(parts):
            values |= {f"from{n}": word, f"to{n}": word + patients.BEHIND_ALL}
        return connection.execute(texts[len(parts)], values).fetchall()

    return one
