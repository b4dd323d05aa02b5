"""The print centre: what a patient takes home in one go, a day's papers, and who printed what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from consult_app.domain.documents import DocumentRecord, DocumentState, Edition, Kind
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.services.acting import Acting
from consult_app.services.documents import require_sight
from consult_app.services.permission import needs
from consult_app.services.sight import visible
from consult_app.storage import documents as document_rows
from consult_app.storage import patients as patient_rows
from consult_app.storage import users as user_rows

_ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Handled:
    """What was done with a document: printed, saved, handed over, released; by whom and when."""

    what: str
    who: str
    at: datetime

    @property
    def printed(self) -> bool:
        """Whether it went to the printer."""
        return self.what == document_rows.PRINTED


@needs(Capability.PRINT_FOR_DESK)
def of_day(acting: Acting, day: date) -> tuple[tuple[DocumentRecord, Patient], ...]:
    """The documents made on a day where the clinic is, the newest first, with whose they are."""
    first = datetime.combine(day, datetime.min.time()).astimezone()
    with acting.read() as tx:
        found = document_rows.made_between(tx, first, first + timedelta(days=1))
    seen = visible(acting.user, tuple(record for record, _patient in found))
    return tuple(pair for pair in found if pair[0] in seen)


@needs(Capability.PRINT_FOR_DESK)
def pack(acting: Acting, document_id: int) -> tuple[DocumentRecord, ...]:
    """The final documents of the consultation this one is of, in the order they are handed over.

    Raises `Refused`: document.not-found, document.not-released.
    """
    with acting.read() as tx:
        require_sight(acting, tx, document_id)
        wanted = document_rows.get(tx, document_id)
        found = visible(acting.user, document_rows.of_consultation(tx, wanted.consultation_id))
    final = [record for record in found if record.state is DocumentState.FINAL]
    return tuple(sorted(final, key=lambda record: (_ORDER[record.kind], record.id)))


@needs(Capability.PRINT_FOR_DESK)
def to_print(acting: Acting, day: date) -> tuple[tuple[DocumentRecord, Patient], ...]:
    """What is final and nobody has printed yet, of those made on a day or in consultations that
    began on it; the newest first, with whose they are."""
    first = datetime.combine(day, datetime.min.time()).astimezone()
    with acting.read() as tx:
        found = document_rows.of_day(tx, first, first + timedelta(days=1))
    waiting = tuple(
        record for record, _p in found if record.state is DocumentState.FINAL and not record.printed
    )
    seen = visible(acting.user, waiting)
    return tuple(pair for pair in found if pair[0] in seen)


@needs(Capability.PRINT_FOR_DESK)
def several(acting: Acting, document_ids: tuple[int, ...]) -> tuple[DocumentRecord, ...]:
    """These documents as they are now, those of one patient together as they are handed over.

    Raises `Refused`: document.not-found, document.not-released.
    """
    with acting.read() as tx:
        for document_id in document_ids:
            require_sight(acting, tx, document_id)
        found = [document_rows.get(tx, document_id) for document_id in document_ids]
    place = {record.patient_id: at for at, record in reversed(list(enumerate(found)))}
    return tuple(sorted(found, key=lambda r: (place[r.patient_id], _ORDER[r.kind], r.id)))


@needs(Capability.PRINT_FOR_DESK)
def registered(acting: Acting, document_ids: tuple[int, ...]) -> dict[int, Edition]:
    """The size of print that is registered for the patient of each document.

    Raises `Refused`: document.not-found, document.not-released.
    """
    with acting.read() as tx:
        for document_id in document_ids:
            require_sight(acting, tx, document_id)
        owners = {id_: document_rows.get(tx, id_).patient_id for id_ in document_ids}
        return {id_: patient_rows.get(tx, owner).edition for id_, owner in owners.items()}


@needs(Capability.PRINT_FOR_DESK)
def contents(acting: Acting, document_ids: tuple[int, ...]) -> tuple[bytes, ...]:
    """The stored bytes for the printer; what is printed of them is noted when it is.

    Raises `Refused`: document.not-found, document.not-released, store.altered.
    """
    with acting.read() as tx:
        for document_id in document_ids:
            require_sight(acting, tx, document_id)
        return tuple(document_rows.content(tx, document_id) for document_id in document_ids)


@needs(Capability.PRINT_FOR_DESK)
def history(acting: Acting, document_id: int) -> tuple[Handled, ...]:
    """Who printed, saved or released a document when, the newest first.

    Raises `Refused`: document.not-found, document.not-released.
    """
    with acting.read() as tx:
        require_sight(acting, tx, document_id)
        names = {user.id: user.display_name for user in user_rows.every(tx)}
        events = document_rows.events(tx, document_id)
    return tuple(Handled(e.what, names.get(e.author_id, ""), e.at) for e in reversed(events))
