"""Worklists find what waits by an index, not by going through all that was ever recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite

from consult_app.storage import arrivals, worklists
from consult_app.storage.store import Store
from consult_app.storage.worklists import Statement

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SMALL = ("SCAN referral", "SCAN line", "SCAN person", "SCAN visit USING INDEX ix_visit_day")
"""Letters to specialists are few beside the rest: one for each patient who was sent to one; the
lines of one day are what the day is asked for."""

LISTS: dict[str, Callable[[], Statement]] = {
    "paper": worklists.out_for_ink,
    "specialist": worklists.asked,
    "reflection": lambda: worklists.reflected(NOW),
    "deferred": lambda: worklists.deferred(date(2026, 11, 30)),
    "events": worklists.open_events,
    "told": worklists.told_elsewhere,
    "arrivals": lambda: arrivals.standing(NOW.date()),
    "whose they are": lambda: arrivals.records(NOW.date()),
    "print": lambda: worklists.unprinted(NOW, clinical=True),
    "print at the desk": lambda: worklists.unprinted(NOW, clinical=False),
}


@pytest.mark.parametrize("name", LISTS)
def test_list_goes_through_no_table_that_grows_with_every_patient(
    tmp_path: Path, name: str
) -> None:
    compiled = LISTS[name]().compile(
        dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}
    )
    with Store.open(tmp_path / "clinic", create=True) as store, store.read() as tx:
        plan = tx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}").all()
    scanned = [row[3] for row in plan if row[3].startswith("SCAN")]
    assert [words for words in scanned if not words.startswith(SMALL)] == []
