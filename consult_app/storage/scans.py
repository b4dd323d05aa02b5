"""What came from the scanner as rows: files until they are read, pages until they are filed.

The bytes are in the encrypted records from the first moment: a kill loses nothing, and nothing
lies beside them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, update

from consult_app.domain.scanning import PageState, ScanPage
from consult_app.errors import Refused
from consult_app.storage import rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.scans import ScanBatch
from consult_app.storage.models.scans import ScanPage as ScanPageModel
from consult_app.storage.tx import Tx

_B = table_of(ScanBatch)
_P = table_of(ScanPageModel)
_FACTS = tuple(column for column in _P.c if column is not _P.c.data)
"""A list of pages does not read their pictures."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A file from the scanner: how many pages it has, and how many of them were read."""

    id: int
    pages: int
    done: int


def add_batch(tx: Tx, data: bytes, pages: int, *, by: int, at: datetime) -> Batch:
    """Keep a file until it is read. Raises `Refused("scan.known")` for one that was taken in."""
    sha256 = hashlib.sha256(data).hexdigest()
    if tx.connection.execute(select(_B.c.id).where(_B.c.sha256 == sha256)).first():
        raise Refused("scan.known")
    values = {
        "sha256": sha256,
        "data": data,
        "pages": pages,
        "done": 0,
        "author_id": by,
        "at": at,
    }
    return Batch(rows.add(tx, ScanBatch, values), pages, 0)


def unread(tx: Tx) -> tuple[Batch, ...]:
    """The files that are not read to their end, the oldest first."""
    open_ = (
        select(_B.c.id, _B.c.pages, func.count(_P.c.id).label("read"))
        .join(_P, _P.c.batch_id == _B.c.id, isouter=True)
        .where(_B.c.done < _B.c.pages)
        .group_by(_B.c.id, _B.c.pages)
        .order_by(_B.c.id)
    )
    return tuple(Batch(row.id, row.pages, row.read) for row in tx.connection.execute(open_))


def batch_data(tx: Tx, batch_id: int) -> bytes:
    """The file as it came; empty once it is read."""
    return bytes(tx.connection.execute(select(_B.c.data).where(_B.c.id == batch_id)).scalar_one())


def drop_batch(tx: Tx, batch_id: int) -> None:
    """A file that cannot be read goes whole, with the pages that could."""
    tx.connection.execute(delete(_P).where(_P.c.batch_id == batch_id))
    tx.connection.execute(delete(_B).where(_B.c.id == batch_id))


def add_page(tx: Tx, batch: Batch, page: ScanPage, picture: bytes) -> Batch:
    """Keep the next page of a file; with the last one the file's own bytes go.

    The id of `page` is not used. Raises `Refused("scan.changed-meanwhile")` where another read it.
    """
    there = select(func.count()).where(_P.c.batch_id == batch.id)
    if tx.connection.execute(there).scalar() != batch.done:
        raise Refused("scan.changed-meanwhile")
    if batch.done + 1 == batch.pages:  # not before: the whole file would be written each time
        rows.change(tx, ScanBatch, batch.id, {"done": batch.pages, "data": b""})
    rows.add(
        tx,
        ScanPageModel,
        {
            "batch_id": batch.id,
            "place": page.place,
            "state": page.state.value,
            "data": picture,
            "turn": page.turn,
            "number": page.number,
            "page": page.page,
            "pages": page.pages,
            "by_person": page.by_person,
            "reason": "",
            "paper_id": 0,
        },
    )
    return Batch(batch.id, batch.pages, batch.done + 1)


def open_pages(tx: Tx) -> tuple[ScanPage, ...]:
    """Every page that is not filed, in the order they were scanned, of files that are read."""
    found = (
        select(*_FACTS)
        .join(_B, _B.c.id == _P.c.batch_id)
        .where(_P.c.state != PageState.FILED.value, _B.c.done == _B.c.pages)
        .order_by(_P.c.batch_id, _P.c.place)
    )
    return tuple(_page(row) for row in tx.connection.execute(found))


def get(tx: Tx, page_id: int) -> ScanPage:
    """One page without its picture. Raises `Refused("scan.not-found")`."""
    row = tx.connection.execute(select(*_FACTS).where(_P.c.id == page_id)).first()
    if row is None:
        raise Refused("scan.not-found")
    return _page(row)


def picture(tx: Tx, page_id: int) -> bytes:
    """The picture of a page as JPEG; empty once its scan was confirmed."""
    return bytes(tx.connection.execute(select(_P.c.data).where(_P.c.id == page_id)).scalar_one())


def change(tx: Tx, before: ScanPage, **values: Any) -> ScanPage:
    """Change what is known of a page. Raises `Refused("scan.changed-meanwhile")` if it moved on."""
    same = (_P.c.id == before.id, _P.c.state == before.state.value, _P.c.number == before.number)
    here = update(_P).where(*same, _P.c.paper_id == before.paper_id)
    if not tx.connection.execute(here, values).rowcount:
        raise Refused("scan.changed-meanwhile")
    return get(tx, before.id)


def of_paper(tx: Tx, paper_id: int) -> tuple[ScanPage, ...]:
    """The pages that were filed in a scan, in the order of the form."""
    found = select(*_FACTS).where(_P.c.paper_id == paper_id).order_by(_P.c.page)
    return tuple(_page(row) for row in tx.connection.execute(found))


def forget_pictures(tx: Tx, paper_id: int) -> None:
    """The pictures of a confirmed scan: its document holds them."""
    tx.connection.execute(update(_P).where(_P.c.paper_id == paper_id), {"data": b""})


def remove_of(tx: Tx, numbers: Sequence[str], papers: Sequence[int]) -> None:
    """Take away the pages of these forms and scans, as an erasure must."""
    theirs = _P.c.number.in_(numbers) | _P.c.paper_id.in_(papers)
    tx.connection.execute(delete(_P).where(theirs))


def count_of(tx: Tx, number: str) -> int:
    """How many pages of a form lie there, not filed."""
    mine = (_P.c.number == number, _P.c.state == PageState.FOUND.value)
    return int(tx.connection.execute(select(func.count()).where(*mine)).scalar_one())


def _page(row: Row[Any]) -> ScanPage:
    return ScanPage(
        row.id,
        row.batch_id,
        row.place,
        PageState(row.state),
        row.turn,
        row.number,
        row.page,
        row.pages,
        bool(row.by_person),
        row.reason,
        row.paper_id,
    )
