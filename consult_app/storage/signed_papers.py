"""Consents signed on paper as rows: the scan, what was printed, and who confirmed it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

from consult_app.domain.scanning import PaperState, SignedPaper
from consult_app.errors import Refused
from consult_app.storage import rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.scans import SignedPaper as SignedPaperModel
from consult_app.storage.tx import Tx

_T = table_of(SignedPaperModel)


def insert(tx: Tx, paper: SignedPaper) -> SignedPaper:
    """File a scan; the id of `paper` is not used."""
    values = {
        "consent_id": paper.consent_id,
        "document_id": paper.document_id,
        "original_id": paper.original_id,
        "blank": paper.blank,
        "pages": paper.pages,
        "state": paper.state.value,
        "filed_by": paper.filed_by,
        "filed_at": paper.filed_at,
        "reason": "",
    }
    return get(tx, rows.add(tx, SignedPaperModel, values))


def get(tx: Tx, paper_id: int) -> SignedPaper:
    """One of them. Raises `Refused("ink.paper-not-found")`."""
    row = tx.connection.execute(select(_T).where(_T.c.id == paper_id)).first()
    if row is None:
        raise Refused("ink.paper-not-found")
    return _paper(row)


def of_consent(tx: Tx, consent_id: int) -> tuple[SignedPaper, ...]:
    """Every scan filed to a consent, the newest first."""
    found = select(_T).where(_T.c.consent_id == consent_id).order_by(_T.c.id.desc())
    return tuple(_paper(row) for row in tx.connection.execute(found))


def waiting(tx: Tx) -> tuple[SignedPaper, ...]:
    """Those in which nobody has confirmed the signatures yet, the oldest first."""
    found = select(_T).where(_T.c.state == PaperState.FILED.value).order_by(_T.c.id)
    return tuple(_paper(row) for row in tx.connection.execute(found))


def close(
    tx: Tx,
    paper: SignedPaper,
    state: PaperState,
    *,
    by: int,
    at: datetime,
    signed_on: date | None = None,
    reason: str = "",
) -> SignedPaper:
    """Confirm or reject it, once. Raises `Refused("ink.paper-closed")`."""
    if get(tx, paper.id).state is not PaperState.FILED:
        raise Refused("ink.paper-closed")
    values = {
        "state": state.value,
        "signed_on": signed_on,
        "closed_by": by,
        "closed_at": at,
        "reason": reason,
    }
    rows.change(tx, SignedPaperModel, paper.id, values)
    return get(tx, paper.id)


def _paper(row: Row[Any]) -> SignedPaper:
    return SignedPaper(
        row.id,
        row.consent_id,
        row.document_id,
        row.original_id,
        row.blank,
        row.pages,
        PaperState(row.state),
        row.filed_by,
        row.filed_at,
        row.signed_on,
        row.closed_by,
        row.closed_at,
        row.reason,
    )
