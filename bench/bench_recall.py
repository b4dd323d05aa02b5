"""Who received a lot, among a million patients and three million treatments, beside the driver."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.dialects import sqlite

from bench.filling import fill, raw
from bench.harness import Figure, compared, limited
from consult_app.domain.recalls import NewRecall, Recall
from consult_app.storage import recalls
from consult_app.storage.store import Store

PATIENTS = 1_000_000
TREATMENTS = 3_000_000
LOTS = 75_000
"""So that one lot went to forty people."""
LIMIT_MS = 20.0
BUDGET = 8.0
"""Of the driver's time for the one statement that grows; four more ask for joined records, letters
and contacts, and rows are made into people."""
ROUNDS = 9
TABLES = ("patient", "consultation", "treatment", "product", "lot", "user_account")
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def figures() -> list[Figure]:
    """The list of a recall, and the count of those who have still to be told."""
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as place:
        folder = Path(place)
        Store.open(folder, create=True).close()
        connection = raw(folder)
        fill(connection, TABLES, _rows)
        with Store.open(folder, create=False) as store:
            recall = _recalled(store, LOTS // 2)
            with store.read() as tx:
                assert len(recalls.recipients(tx, recall)) == TREATMENTS // LOTS
                figure = compared(
                    f"a recall among {TREATMENTS:,} treatments",
                    lambda: recalls.recipients(tx, recall),
                    "the bare driver",
                    _bare(connection, recall),
                    budget=BUDGET,
                    rounds=ROUNDS,
                )
        connection.close()
    return [figure, limited("the same, in storage", figure.ours, "the limit", LIMIT_MS)]


def _recalled(store: Store, lot_id: int) -> Recall:
    with store.write() as tx:
        new = NewRecall(lot_id, "Particles seen", "FSN-12", date(2026, 11, 23))
        return recalls.insert(tx, new, by=1, at=NOW)


def _rows(connection: Any) -> None:
    """Three treatments for each patient, in three consultations, lots in turn."""
    at = "2026-10-01 10:00:00"
    many = connection.executemany
    connection.execute("INSERT INTO user_account VALUES (1, 'A', '', '[]', '', '', 1)")
    _insert(connection, "product", {"id": 1, "name": "P", "components": "[]", "label": "{}"})
    many(
        "INSERT INTO lot (id, product_id, number, expiry, state)"
        " VALUES (?, 1, ?, '2028-01-01', 'in-stock')",
        ((n, f"L{n}") for n in range(1, LOTS + 1)),
    )
    many(
        "INSERT INTO patient (id, record_number, family_name, given_name, birth_date, sex,"
        " language, phone, email, address, sort_name, revision, edition) VALUES (?, ?, ?, 'A',"
        " '1980-01-01', 'female', 'en', '', '', '', ?, 1, 'standard')",
        ((n, str(100_000 + n), f"F{n}", f"f{n} a") for n in range(1, PATIENTS + 1)),
    )
    many(
        "INSERT INTO consultation (id, patient_id, physician_id, pack_hash, started_at, state,"
        " last_section, revision) VALUES (?, ?, 1, '', ?, 'closed', '', 1)",
        ((n, (n - 1) // 3 + 1, at) for n in range(1, TREATMENTS + 1)),
    )
    many(
        "INSERT INTO treatment (id, consultation_id, patient_id, consent_id, product_id, lot_id,"
        " session, sessions, dose, site, site_words, route, sterile, supervisor_id, unchanged,"
        " reaction, reaction_observed, author_id, at)"
        " VALUES (?, ?, ?, ?, 1, ?, 1, 1, '', '{}', '', '', 1, 1, 1, '', 0, 1, ?)",
        ((n, n, (n - 1) // 3 + 1, n, n % LOTS + 1, at) for n in range(1, TREATMENTS + 1)),
    )


def _insert(connection: Any, table: str, values: dict[str, object]) -> None:
    """One row; a column that is not said holds nothing."""
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    held = [values.get(name, "") for name in names]
    marks = ", ".join("?" * len(names))
    connection.execute(f"INSERT INTO {table} VALUES ({marks})", held)


def _bare(connection: Any, recall: Recall) -> Callable[[], object]:
    """The same statement, its text and its parameters taken from storage beforehand."""
    statement = recalls.given(recall.record.lot_id)
    compiled = statement.compile(dialect=sqlite.dialect(paramstyle="named"))
    text, values = str(compiled), dict(compiled.params)
    return lambda: connection.execute(text, values).fetchall()
