"""Enters who tried to come in while the records were closed; a step of every way in.

The entry of a log-in holds the first key of the list that begins with it (`storage.missed`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from consult_app.domain.audit import Details, Event
from consult_app.storage import audit, missed, vaultfile
from consult_app.storage.missed import Try
from consult_app.storage.slots import RECOVERY_ID
from consult_app.storage.tx import Tx

MOST_ENTERED = 200
"""Each with its time; of more, how many there were."""
RECOVERY = "recovery"


def enter(tx: Tx, folder: Path, at: datetime) -> str:
    """Write what was tried since the last log-in into the chain; the first key of what follows.

    The caller enters it with the log-in, and calls `settle` once that is on the disk. Raises
    `Refused`: store.busy, store.read-only, store.disk-full, store.disk-error.
    """
    last = audit.newest(tx, Event.USER_UNLOCKED, Event.BACKUP_RESTORED)
    key = str(last.details.get("missed", "")) if last else ""
    with vaultfile.held(folder):
        found = missed.told(folder, key)
        fresh = missed.new_key()
        missed.begin(folder, fresh)
    # restored records know an older list, and those of an older version none
    if key and not found.whole:
        _note(tx, Event.MISSED_UNKNOWN, "store", 0, at, {})
    for one in found.wrong[:MOST_ENTERED]:
        _note_try(tx, one, at)
    if (more := len(found.wrong) - MOST_ENTERED) > 0:
        _note(tx, Event.USER_REFUSED, "store", 0, at, {"more": more})
    return fresh


def settle(folder: Path) -> None:
    """The log-in is on the disk. Raises as `enter`."""
    with vaultfile.held(folder):
        missed.settle(folder)


def _note_try(tx: Tx, one: Try, at: datetime) -> None:
    tried = datetime.fromtimestamp(one.at, UTC).isoformat(timespec="seconds")
    by_code = one.slot == RECOVERY_ID
    details = {"by": RECOVERY if by_code else "password", "tried": tried}
    user = int(one.slot) if one.slot.isdecimal() and not by_code else 0
    _note(tx, Event.USER_REFUSED, "user", user, at, details)


def _note(tx: Tx, event: Event, kind: str, id_: int, at: datetime, details: Details) -> None:
    audit.append(tx, event, actor=None, subject_kind=kind, subject_id=id_, details=details, at=at)
