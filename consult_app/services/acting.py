"""Who acts, on which records, at what time: handed to every use case as its first argument."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from consult_app.domain.audit import Event
from consult_app.domain.people import User
from consult_app.storage import audit
from consult_app.storage.store import Store, Tx


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Acting:
    """The acting user with the open store. `clock` gives aware UTC times."""

    user: User
    store: Store
    clock: Callable[[], datetime] = utc_now

    def now(self) -> datetime:
        """The present moment, UTC."""
        return self.clock()

    def today(self) -> date:
        """The present day where the clinic is."""
        return self.clock().astimezone().date()

    def write(self) -> AbstractContextManager[Tx]:
        """One write transaction, within a use case that declares what it needs."""
        return self.store.write()

    def read(self) -> AbstractContextManager[Tx]:
        """One read transaction, within a use case that declares what it needs."""
        return self.store.read()

    def note_each(self, tx: Tx, event: Event, subject: str, ids: Iterable[int]) -> None:
        """Append one entry for each of many rows of a table to which the same has been done."""
        subjects = ((subject, id_) for id_ in ids)
        audit.append_each(tx, event, subjects, actor=self.user.id, at=self.now())

    def note(
        self, tx: Tx, event: Event, subject: str, subject_id: int, **details: str | int
    ) -> None:
        """Append the audit entry of what `tx` changes; `subject` is the name of a table."""
        audit.append(
            tx,
            event,
            actor=self.user.id,
            subject_kind=subject,
            subject_id=subject_id,
            details=details,
            at=self.now(),
        )
