"""A restored backup knows again what was erased since it was made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from consult_app.domain.audit import Event
from consult_app.domain.erasure import Erasure
from consult_app.errors import Refused
from consult_app.storage import audit, engine, erasing, erasures, ledger, patients
from consult_app.storage.aside import Unpacked
from consult_app.storage.tx import Tx


@dataclass(frozen=True, slots=True)
class Repeated:
    """How many erasures were repeated; `unread`: a ledger was there that these keys do not open."""

    erasures: int = 0
    unread: bool = False


def repeat(
    new: Unpacked, data_key: bytes, folders: Sequence[Path], there: tuple[Path, bytes] | None
) -> Repeated:
    """Erase from unpacked records what was erased since, all of it in one transaction.

    The ledgers in `folders` say so, and the records that are there: (database, key), None where
    they cannot be opened. Raises OSError, and as `ledger.key`.
    """
    ledger_key = ledger.key(new.folder, data_key)
    unread = False
    told = [_of_database(*there)] if there is not None else []
    for path in (path for folder in folders for path in sorted(folder.glob(ledger.EVERY))):
        try:
            told.append(ledger.read(path, ledger_key))
        except Refused:  # a copy under another name may be another clinic's
            unread |= path.name == ledger.NAME
    writing = engine.migrating(new.database, new.key)
    try:
        with writing.begin() as connection:
            count = _repeated(Tx(connection), ledger.joined(*told))
    finally:
        writing.dispose()
    return Repeated(count, unread)


def _of_database(path: Path, key: bytes) -> tuple[Erasure, ...]:
    """What these records know themselves: an erasure that was cut short is not in the ledger."""
    reading = engine.reading(path, key)
    try:
        with reading.begin() as connection:
            return erasures.done(Tx(connection))
    except (DBAPIError, dbapi2.Error):  # damaged, or of a version that erased nobody
        return ()
    finally:
        reading.dispose()


def _repeated(tx: Tx, told: Iterable[Erasure]) -> int:
    known = erasures.done(tx)
    hashes = {h for one in known for h in (one.sha256, one.repeats) if h}
    again = 0
    for one in told:
        if {one.sha256, one.repeats} & hashes or not _is_there(tx, one):
            continue
        again += 1
        tombstone = erasing.erase(tx, replace(one, id=0, repeats=one.sha256))
        audit.append(
            tx,
            Event.ERASURE_REPEATED,
            actor=None,
            subject_kind="erasure",
            subject_id=tombstone.id,
            details={"patient": one.patient_id, "sha256": erasures.seal(tombstone)},
        )
    if known or again:  # what opens these records first writes their ledger
        erasures.set_unfinished(tx, unfinished=True)
    return again


def _is_there(tx: Tx, erasure: Erasure) -> bool:
    try:
        return patients.apart(tx, erasure.patient_id).record_number == erasure.record_number
    except Refused:
        return False
