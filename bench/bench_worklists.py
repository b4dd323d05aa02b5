"""What waits, and how far arrivals are, among a million patients, beside the bare driver."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import sqlite

from bench.filling import fill, raw
from bench.harness import Figure, compared, limited
from consult_app.domain.consent import Scope
from consult_app.storage import arrivals, codec, worklists
from consult_app.storage.store import Store
from consult_app.storage.worklists import Statement

PATIENTS = 1_000_000
WAITING = 50
"""Of each list: what a clinic of that size has lying about."""
EACH = PATIENTS // WAITING
LIMIT_MS = 1_000.0
"""Counted on a lane, after the day's list is read; most of it are ten thousand old letters to
specialists, each looked up to see whether its consultation is still under way."""
BUDGET = 1.5
ROUNDS = 9
TABLES = ("visit", "consultation", "consent", "decision", "document", "document_event", "referral")
COMING = 40
"""On the list of one day."""
TODAY = date(2026, 11, 23)
DAY_LIMIT_MS = 60.0
"""Read behind the day's list, which does not wait for it."""
DAY_BUDGET = 3.0
"""Beside rows that nothing is made of: here each becomes a visit with its consent and its talk."""
SCOPE = codec.encode(Scope(("Knee, left",), 1, 3))
NOW = datetime(2026, 11, 23, tzinfo=UTC)
BEFORE = "2020-10-01 10:00:00.000000"
LATELY = "2026-11-20 10:00:00.000000"


def figures() -> list[Figure]:
    """The count of every list that is a statement."""
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as place:
        folder = Path(place)
        Store.open(folder, create=True).close()
        connection = raw(folder)
        fill(connection, TABLES, _rows)
        lists = _lists()
        with Store.open(folder, create=False) as store, store.read() as tx:
            for wanted in lists:
                assert worklists.count(tx, wanted) == WAITING
            figure = compared(
                f"{len(lists)} worklists counted, {PATIENTS:,} patients",
                lambda: [worklists.count(tx, wanted) for wanted in lists],
                "the bare driver",
                _bare(connection, lists),
                budget=BUDGET,
                rounds=ROUNDS,
            )
            assert len(arrivals.of_day(tx, TODAY)) == COMING
            coming = compared(
                f"how far {COMING} arrivals are, {PATIENTS:,} patients",
                lambda: arrivals.of_day(tx, TODAY),
                "the bare driver",
                _bare_day(connection),
                budget=DAY_BUDGET,
                rounds=ROUNDS,
            )
        connection.close()
    return [
        figure,
        limited("the same, in storage", figure.ours, "the limit", LIMIT_MS),
        coming,
        limited("the same, in storage", coming.ours, "the limit", DAY_LIMIT_MS),
    ]


def _lists() -> list[Statement]:
    return [
        worklists.out_for_ink(),
        worklists.asked(),
        worklists.reflected(NOW),
        worklists.deferred(date(2026, 11, 30)),
        worklists.unprinted(datetime(2026, 11, 9, tzinfo=UTC), clinical=False),
    ]


def _bare_day(connection: Any) -> Callable[[], object]:
    """Both statements of a day as text: the rows, and nothing made of them."""
    texts = [_text(arrivals.standing(TODAY)), _text(arrivals.records(TODAY))]
    return lambda: [connection.execute(text).fetchall() for text in texts]


def _text(wanted: Statement) -> str:
    literal = {"literal_binds": True}
    return str(wanted.compile(dialect=sqlite.dialect(), compile_kwargs=literal))


def _rows(connection: Any) -> None:
    """A consultation, a decision, a consent and a paper for each patient; few of them wait."""
    many, every = connection.executemany, range(1, PATIENTS + 1)
    many(
        "INSERT INTO consultation (id, patient_id, physician_id, pack_hash, started_at, state,"
        " last_section, revision) VALUES (?, ?, 1, '', ?, ?, '', 1)",
        ((n, n, BEFORE, "closed" if n % EACH > 3 else "decided") for n in every),
    )
    many(
        "INSERT INTO decision (id, consultation_id, choice, reason, until, snapshot_hash,"
        " author_id, at) VALUES (?, ?, ?, '', ?, '', 1, ?)",
        (
            (n, n, *(("defer", "2026-11-25") if n % EACH == 0 else ("proceed", None)), BEFORE)
            for n in every
        ),
    )
    states = {1: "reflecting", 2: "out-for-ink"}
    many(
        "INSERT INTO consent (id, consultation_id, patient_id, state, template, language, scope,"
        " earliest, revision) VALUES (?, ?, ?, ?, '', 'en', ?, ?, 1)",
        ((n, n, n, states.get(n % EACH, "used-up"), SCOPE, BEFORE) for n in every),
    )
    coming = {n * EACH + n % 4 for n in range(1, COMING + 1)}
    many(
        "INSERT INTO visit (id, patient_id, day, time, state, note) VALUES (?, ?, ?, '09:00', ?,"
        " '')",
        (
            (n, n, *((str(TODAY), "expected") if n in coming else (BEFORE[:10], "done")))
            for n in every
        ),
    )
    many(
        "INSERT INTO document (id, number, patient_id, consultation_id, kind, title, state,"
        " audience, language, template, sha256, pages, made_at, made_by, void_reason, edition)"
        " VALUES (?, ?, ?, ?, 'aftercare', 'A', 'final', 'desk', 'en', '', ?, 1, ?, 1, '',"
        " 'standard')",
        ((n, f"D-{n}", n, n, f"{n:064}", LATELY if n % EACH == 3 else BEFORE) for n in every),
    )
    many(
        "INSERT INTO document_event (id, document_id, what, author_id, at)"
        " VALUES (?, ?, 'printed', 1, ?)",
        ((n, n, BEFORE) for n in every if n % EACH != 3),
    )
    many(
        "INSERT INTO referral (id, document_id, condition, basis) VALUES (?, ?, 'cancer', '')",
        ((n, n) for n in every if n % EACH == 3 or n % 100 == 50),
    )


def _bare(connection: Any, lists: list[Statement]) -> Callable[[], object]:
    """The same statements, their text and their parameters taken from storage beforehand."""
    texts = [
        _text(select(func.count()).select_from(wanted.order_by(None).subquery()))
        for wanted in lists
    ]
    return lambda: [connection.execute(text).fetchall() for text in texts]
