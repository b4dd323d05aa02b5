"""The audit chain as use cases: who did what, and whether the chain is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from consult_app.domain.audit import Anchor, Event, Report
from consult_app.domain.people import Capability
from consult_app.domain.trail import Told, Wanted, Whose
from consult_app.exchange.csv_table import table
from consult_app.i18n import _
from consult_app.services.acting import Acting
from consult_app.services.audit_words import CLINICAL, detail_words, event_words
from consult_app.services.permission import needs
from consult_app.storage import audit as audit_rows
from consult_app.storage import trail
from consult_app.storage import users as user_rows
from consult_app.storage.store import Tx

PAGE = 200
"""Entries shown at once."""
_CHUNK = 1_000

Watch = Callable[[int, int], None]
"""Told how many entries of how many have been walked; may raise `Refused` to stop."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as this role may read it; `whose` is None where no patient stands behind it."""

    told: Told
    what: str
    who: str
    whose: Whose | None
    details: str


@needs(Capability.VERIFY)
def verify(acting: Acting, anchors: Sequence[Anchor] = (), watch: Watch | None = None) -> Report:
    """Every entry checked against the one before it, and the chain against `anchors`.

    A cut-off end and a chain that was hashed anew show against an anchor alone: one that stands on
    a printed document or in a backup.
    """
    with acting.read() as tx:
        return audit_rows.verify(tx, anchors, watch)


@needs(Capability.READ_AUDIT)
def check(acting: Acting, watch: Watch | None = None) -> Report:
    """Verify the chain as it stands; that it was checked, and with how many faults, is entered."""
    report = verify(acting, (), watch)
    with acting.write() as tx:
        seq = report.head.seq if report.head else 0
        acting.note(tx, Event.AUDIT_VERIFIED, "audit", seq, faults=len(report.faults))
    return report


@needs(Capability.READ_AUDIT)
def lines(
    acting: Acting, wanted: Wanted, before: int | None = None, limit: int = PAGE
) -> tuple[Line, ...]:
    """The wanted entries, the newest first; the next page is `before` the last number of this."""
    with acting.read() as tx:
        found = tuple(islice(trail.entries(tx, wanted, before=before), limit))
        return tuple(_lines(acting, tx, found))


@needs(Capability.READ_AUDIT)
def exported(acting: Acting, wanted: Wanted) -> bytes:
    """All wanted entries as CSV: record numbers, no names of patients. That it left is entered."""
    with acting.read() as tx:
        told = trail.entries(tx, wanted)
        rows = (_row(line) for part in _parts(told) for line in _lines(acting, tx, part))
        content = table(_head(), rows)
    with acting.write() as tx:
        acting.note(tx, Event.AUDIT_EXPORTED, "audit", 0)
    return content


def _parts(told: Iterator[Told]) -> Iterator[tuple[Told, ...]]:
    while part := tuple(islice(told, _CHUNK)):
        yield part


def _lines(acting: Acting, tx: Tx, told: Sequence[Told]) -> Iterator[Line]:
    names: Mapping[int | None, str] = {
        None: _("The program"),
        **{user.id: user.display_name for user in user_rows.every(tx)},
    }
    patients = trail.patients_of(tx, told) if acting.user.may(Capability.FIND_PATIENTS) else {}
    clinical = acting.user.may(Capability.READ_ANSWERS)
    for one in told:
        shown = clinical or one.family not in CLINICAL
        yield Line(
            one,
            event_words(one.event),
            names.get(one.actor, "") if one.event else "",
            patients.get((one.kind, one.subject)),
            detail_words(one.details) if shown else "",
        )


def _head() -> tuple[str, ...]:
    return (
        _("Number"),
        _("Moment"),
        _("Person"),
        _("Person id"),
        _("What"),
        _("Event"),
        _("About"),
        _("Its id"),
        _("Record number"),
        _("Details"),
        _("Hash"),
    )


def _row(line: Line) -> tuple[str | int, ...]:
    told = line.told
    return (
        told.seq,
        told.at.astimezone().isoformat(timespec="seconds") if told.at else "",
        line.who,
        told.actor if told.actor is not None else "",
        line.what,
        told.event,
        told.kind,
        told.subject,
        line.whose.record_number if line.whose else "",
        line.details,
        told.hash,
    )
