"""Blank consents as rows: drawn once for each wording, found again by the number in their code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from consult_app.domain.scanning import BLANK_PREFIX
from consult_app.storage import contents, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.scans import BlankForm as BlankFormModel
from consult_app.storage.tx import Tx

_T = table_of(BlankFormModel)


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A blank consent; `digest` is over everything that is printed on it but its number."""

    number: str
    digest: str
    title: str
    language: str
    template: str
    pages: int
    sha256: str


def next_number(tx: Tx) -> str:
    """The number that the next one has: `B-00001`."""
    return f"{BLANK_PREFIX}{(rows.tally(tx, 'blank-form') or 0) + 1:05}"


def insert(tx: Tx, form: BlankForm, pdf: bytes, *, by: int, at: datetime) -> None:
    """Keep it with its bytes."""
    rows.count_up(tx, "blank-form")
    values = {
        "number": form.number,
        "digest": form.digest,
        "title": form.title,
        "language": form.language,
        "template": form.template,
        "pages": form.pages,
        "sha256": contents.keep(tx, pdf),
        "author_id": by,
        "at": at,
    }
    rows.add(tx, BlankFormModel, values)


def by_digest(tx: Tx, digest: str) -> BlankForm | None:
    """The one that says the same; None where none was drawn yet."""
    return _one(tx, _T.c.digest == digest)


def by_number(tx: Tx, number: str) -> BlankForm | None:
    """The one of that number."""
    return _one(tx, _T.c.number == number)


def content(tx: Tx, form: BlankForm) -> bytes:
    """Its bytes. Raises `Refused("store.altered")`."""
    return contents.get(tx, form.sha256)


def _one(tx: Tx, condition: ColumnElement[bool]) -> BlankForm | None:
    row: Any = tx.connection.execute(select(_T).where(condition)).first()
    if row is None:
        return None
    return BlankForm(
        row.number, row.digest, row.title, row.language, row.template, row.pages, row.sha256
    )
