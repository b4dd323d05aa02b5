"""The audit chain in the records: appended in the transaction of what it tells, and verified."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import insert, or_, select

from consult_app.domain import audit
from consult_app.domain.audit import BEGINNING, Anchor, Entry, Event, Report
from consult_app.storage.models.base import table_of
from consult_app.storage.models.chain import AuditEntry
from consult_app.storage.tx import Tx

_CHUNK = 5_000
_HEAD = select(AuditEntry.seq, AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1)
_INSERT = insert(table_of(AuditEntry)).inline()
_NOTHING: Mapping[str, str | int] = {}


def append(
    tx: Tx,
    event: Event,
    *,
    actor: int | None,
    subject_kind: str,
    subject_id: int | str,
    details: Mapping[str, str | int] = _NOTHING,
    at: datetime | None = None,
) -> Anchor:
    """Enter what has just been done; gone with the transaction if that fails.

    `actor`: user id, None for the program itself; `details`: ids, codes and hashes only.
    """
    subject = (subject_kind, subject_id)
    return append_each(tx, event, [subject], actor=actor, details=details, at=at)


def append_each(
    tx: Tx,
    event: Event,
    subjects: Iterable[tuple[str, int | str]],
    *,
    actor: int | None,
    details: Mapping[str, str | int] = _NOTHING,
    at: datetime | None = None,
) -> Anchor:
    """Enter the same of each of these subjects, (kind, id); the head of the chain after them."""
    last = head(tx) or Anchor(0, BEGINNING)
    moment, rows = at or datetime.now(UTC), []
    for seq, subject in enumerate(subjects, start=last.seq + 1):
        body = audit.body(seq, event, moment, actor, subject, details)
        hash_ = audit.chained(last.hash, body)
        rows.append({"seq": seq, "previous": last.hash, "hash": hash_, "body": body})
        last = Anchor(seq, hash_)
    if rows:
        tx.connection.execute(_INSERT, rows if len(rows) > 1 else rows[0])
    return last


def head(tx: Tx) -> Anchor | None:
    """The newest entry; what is printed on documents and kept in backups."""
    row = tx.connection.execute(_HEAD).first()
    return Anchor(row[0], row[1]) if row else None


class Told(NamedTuple):
    """What an entry says: of which event, when by the clock of then, and the details."""

    event: str
    at: datetime
    details: Mapping[str, str | int]


def newest(tx: Tx, *events: Event) -> Told | None:
    """The last entry of one of `events`; None where there is none."""
    told = (AuditEntry.body.contains(f'"event":"{event}"', autoescape=True) for event in events)
    found = select(AuditEntry.body).where(or_(*told)).order_by(AuditEntry.seq.desc()).limit(1)
    return _told(tx.connection.execute(found).scalar())


def first(tx: Tx) -> Told | None:
    """The entry with which the records begin."""
    found = select(AuditEntry.body).order_by(AuditEntry.seq).limit(1)
    return _told(tx.connection.execute(found).scalar())


def _told(body: str | None) -> Told | None:
    if body is None:
        return None
    said = json.loads(body)
    return Told(said["event"], datetime.fromisoformat(said["at"]), said["details"])


def of_document(tx: Tx, document_id: int) -> Entry | None:
    """The entry that tells of the making of a document."""
    told = AuditEntry.body.contains(f'"event":"{Event.DOCUMENT_MADE}"', autoescape=True)
    about = AuditEntry.body.endswith(f',"subject":{document_id}}}', autoescape=True)
    row = tx.connection.execute(select(table_of(AuditEntry)).where(told, about)).first()
    return Entry(row.seq, row.previous, row.hash, row.body) if row else None


def verify(
    tx: Tx, anchors: Sequence[Anchor] = (), watch: Callable[[int, int], None] | None = None
) -> Report:
    """Walk the whole chain, hold it against `anchors`, and the records against what it says.

    About 5 s for a million entries, and as much again where they are answers. `watch` is told now
    and then how many of how many have been walked.
    """
    from consult_app.storage.witness import Witness  # not where the chain is only written to

    witness = Witness(tx)
    walked = witness.watching(entries(tx))
    report = audit.verify(_watched(tx, walked, watch) if watch else walked, anchors)
    return replace(report, faults=report.faults + witness.faults())


def _watched(tx: Tx, walked: Iterable[Entry], watch: Callable[[int, int], None]) -> Iterator[Entry]:
    last = head(tx)
    total = last.seq if last else 0
    for done, entry in enumerate(walked, start=1):
        yield entry
        if done % _CHUNK == 0 or done == total:
            watch(done, total)


def entries(tx: Tx) -> Iterator[Entry]:
    """Every entry, in order."""
    # the driver's own statement: a million rows through Core would take twice as long
    rows = tx.connection.exec_driver_sql(
        "SELECT seq, previous, hash, body FROM audit ORDER BY seq"
    ).cursor
    while chunk := rows.fetchmany(_CHUNK):
        yield from map(Entry._make, chunk)
