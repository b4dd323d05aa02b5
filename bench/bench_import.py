"""A file of a hundred thousand patients: looked at, read in by chunks; and worklists in a crowd."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench.filling import raw
from bench.harness import Figure, limited, undisturbed
from consult_app.domain.clinic import DateOrder
from consult_app.domain.patient_table import Mapped
from consult_app.domain.people import Role, User
from consult_app.services import bulk
from consult_app.services.acting import Acting
from consult_app.storage import follow_ups, users
from consult_app.storage.store import Store

ROWS = 100_000
BUDGET = 5.0
"""Of the bare driver's time for the same rows of the same tables in the same chunks, without
looking for likely duplicates and without the audit chain."""
DUE = 1_000_000
LIMIT_MS = 30.0
LETTERS = "abcdefghijklmnoprstuvyz"
HEAD = "Surname,Forename,Date of birth,Sex,Phone\n"


def figures() -> list[Figure]:
    """Everything of a clinic that moves from another program."""
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as place:
        folder = Path(place)
        (folder / "ours").mkdir()
        (folder / "bare").mkdir()
        table = _table(folder / "patients.csv")
        ours = _timed(lambda: _read_in(folder / "ours", table))
        bare = _timed(lambda: _bare(folder / "bare"))
        ratio = ours / bare
        read_in = Figure(
            f"{ROWS:,} patients read in, looked at one by one",
            ours,
            bare,
            "the bare driver",
            BUDGET,
            ratio,
        )
        return [read_in, _worklist(folder / "ours")]


def _timed(work: Callable[[], object]) -> float:
    begun = undisturbed()
    work()
    return undisturbed() - begun


def _names(dice: random.Random) -> tuple[str, str]:
    family, given = ("".join(dice.choices(LETTERS, k=dice.randint(5, 11))) for _ in range(2))
    return family.title(), given.title()


def _table(path: Path) -> Path:
    dice = random.Random(11)
    with path.open("w", encoding="utf-8") as opened:
        opened.write(HEAD)
        for n in range(ROWS):
            family, given = _names(dice)
            born = date(1930, 1, 1) + timedelta(days=n % 30_000)
            opened.write(f"{family},{given},{born.isoformat()},f,555 {n:06}\n")
    return path


def _read_in(folder: Path, table: Path) -> None:
    with Store.open(folder, create=True) as store:
        with store.write() as tx:
            user = users.insert(tx, User(0, "A", "", frozenset({Role.PHYSICIAN})))
        acting = Acting(user, store)
        found = bulk.look(acting, table)
        mapped = Mapped(found.columns, found.order or DateOrder.YEAR_FIRST)
        done, _told = bulk.run(acting, found.sheet, mapped)
        assert done.added > ROWS * 0.99


def _bare(folder: Path) -> None:
    Store.open(folder, create=True).close()
    connection, dice = raw(folder), random.Random(11)
    connection.execute("PRAGMA foreign_keys=OFF")
    for start in range(0, ROWS, bulk.CHUNK):
        people, versions, words = [], [], []
        for id_ in range(start + 1, start + bulk.CHUNK + 1):
            family, given = _names(dice)
            number = str(100_000 + id_)
            people.append((id_, number, family, given, "1980-01-01", f"{family} {given}"))
            versions.append((id_, "{}" * 80))
            words += [(word, id_) for word in (family.lower(), given.lower(), number)]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO patient (id, record_number, family_name, given_name, birth_date, sex,"
            " language, phone, email, address, sort_name, revision, edition)"
            " VALUES (?, ?, ?, ?, ?, 'female', 'en', '', '', '', ?, 1, 'standard')",
            people,
        )
        connection.executemany(
            "INSERT INTO patient_version (patient_id, revision, record, author_id, at)"
            " VALUES (?, 1, ?, 1, '2026-11-23')",
            versions,
        )
        connection.executemany(
            "INSERT OR IGNORE INTO patient_word (word, patient_id) VALUES (?, ?)", words
        )
        connection.execute("COMMIT")
    connection.close()


def _worklist(folder: Path) -> Figure:
    """Who waits for a follow-up, of a million that are planned."""
    connection = raw(folder)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN IMMEDIATE")
    day = date(2026, 1, 1)
    days = [(day + timedelta(days=n)).isoformat() for n in range(3_000)]
    rows = ((n, n, 1 + n % ROWS, days[n % 3_000], days[n % 3_000]) for n in range(1, DUE + 1))
    connection.executemany(
        "INSERT INTO follow_up (treatment_id, consultation_id, patient_id, day, until, state,"
        " tries, called) VALUES (?, ?, ?, ?, ?, 'planned', 0, 1)",
        rows,
    )
    connection.execute("COMMIT")
    connection.close()
    asked = datetime(2026, 1, 20, tzinfo=UTC).date()
    with Store.open(folder, create=False) as store, store.read() as tx:
        follow_ups.asked_by(tx, asked, 500)
        took = min(_timed(lambda: follow_ups.asked_by(tx, asked, 500)) for _ in range(9))
    return limited(f"who waits, of {DUE:,} follow-ups", took, "the limit", LIMIT_MS)
