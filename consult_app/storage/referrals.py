"""What letters asked a specialist about, as rows: append-only."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from consult_app.domain.consultation import State
from consult_app.domain.documents import DocumentState
from consult_app.domain.evaluation import Asked
from consult_app.storage import merges, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consultations import Consultation
from consult_app.storage.models.documents import Document, Referral
from consult_app.storage.tx import Tx

_T = table_of(Referral)
_D = table_of(Document)
_C = table_of(Consultation)


def insert(tx: Tx, document_id: int, asks: Iterable[tuple[str, str]]) -> None:
    """Say what a letter asks about: (condition, fingerprint of the answers that it tells of)."""
    for condition, basis in asks:
        values = {"document_id": document_id, "condition": condition, "basis": basis}
        rows.add(tx, Referral, values)


def of_patient(tx: Tx, patient_id: int) -> tuple[Asked, ...]:
    """What was asked for a patient, oldest first; not by a void letter, nor for somebody else."""
    found = (
        select(_T.c.document_id, _D.c.number, _T.c.condition, _T.c.basis, _D.c.made_at)
        .join(_D, _D.c.id == _T.c.document_id)
        .join(_C, _C.c.id == _D.c.consultation_id)
        .where(
            _D.c.patient_id.in_(merges.members(tx, patient_id)),
            _D.c.state != DocumentState.VOID.value,
            _C.c.state != State.IN_ERROR.value,
        )
        .order_by(_T.c.id)
    )
    return tuple(Asked(*row) for row in tx.connection.execute(found))
