"""After an erasure: its place in the ledger, and a file in which nothing of the record is left.

What is deleted is overwritten at once (`secure_delete`), but not what lay in a page before, nor the
older pages in the write-ahead log: so the file is built anew and the log is emptied.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from consult_app.domain.erasure import Erasure
from consult_app.errors import Refused
from consult_app.storage import backup, erasures
from consult_app.storage.tx import Tx

PATIENCE = 5.0
"""Seconds to wait for readers that still see the file as it was."""
_PAUSE = 0.05


def finish(connection: Connection, folder: Path, data_key: bytes) -> None:
    """Do what an erasure left to do, if anything; `connection`: the writer, idle.

    Raises as `Store.finish_erasures`.
    """
    with connection.begin():
        if not erasures.unfinished(Tx(connection)):
            return
        tombstones = erasures.done(Tx(connection))
    from consult_app.storage import ledger  # nothing of it is needed to open the records

    ledger_key = ledger.key(folder, data_key)
    path = folder / ledger.NAME
    known = _known(path, ledger_key)
    if set(tombstones) - set(known):
        ledger.write(path, ledger_key, ledger.joined(known, tombstones))
    driver: Any = connection.connection.driver_connection
    driver.execute("VACUUM")
    _empty_log(driver)
    with connection.begin():
        erasures.set_unfinished(Tx(connection), unfinished=False)


def copies(folder: Path) -> int:
    """How many backups and kept copies beside the records still hold what was not erased then."""
    backups = [p for p in (folder / backup.FOLDER).glob("*") if p.is_file()]
    return len(backups) + sum(1 for _kept in folder.glob("before-restore-*"))


def _known(path: Path, ledger_key: bytes) -> tuple[Erasure, ...]:
    """What the ledger holds; one that these records do not open is put aside, not lost."""
    from consult_app.storage import ledger

    try:
        return ledger.read(path, ledger_key)
    except Refused:
        path.replace(path.with_name(f"{path.name}.unread"))
        return ()


def _empty_log(driver: Any) -> None:
    until = time.monotonic() + PATIENCE
    while driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        if time.monotonic() > until:
            raise Refused("store.busy")
        time.sleep(_PAUSE)
