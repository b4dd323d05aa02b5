"""Versions of the clinic's own wording as rows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from consult_app.domain.wording import Change, Version, VersionState
from consult_app.storage import rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.wordings import TextVersion
from consult_app.storage.tx import Tx

_T = table_of(TextVersion)


def of_language(tx: Tx, language: str) -> tuple[Version, ...]:
    """Every version in a language, the newest first."""
    found = select(_T).where(_T.c.language == language).order_by(_T.c.number.desc())
    return tuple(_version(row) for row in tx.connection.execute(found))


def newest(tx: Tx, language: str, states: Iterable[VersionState]) -> Version | None:
    """The newest version in one of `states`; None where there is none."""
    wanted = {state.value for state in states}
    return next((v for v in of_language(tx, language) if v.state.value in wanted), None)


def insert(tx: Tx, language: str, base: str, *, author_id: int, at: datetime) -> Version:
    """A new, empty draft with the next number of its language."""
    last = tx.connection.execute(
        select(func.max(_T.c.number)).where(_T.c.language == language)
    ).scalar()
    values: dict[str, Any] = {
        "language": language,
        "number": (last or 0) + 1,
        "base": base,
        "state": VersionState.DRAFT.value,
        "changes": "[]",
        "author_id": author_id,
        "made_at": at,
    }
    id_ = rows.add(tx, TextVersion, values)
    return Version(
        id_, language, int(values["number"]), base, VersionState.DRAFT, (), author_id, at
    )


def put(tx: Tx, version: Version) -> None:
    """Store what can still change of a version."""
    changes = [[one.place, one.before, one.after] for one in version.changes]
    values = {
        "base": version.base,
        "state": version.state.value,
        "changes": json.dumps(changes, ensure_ascii=False),
        "decided_by": version.decided_by,
        "decided_at": version.decided_at,
    }
    rows.change(tx, TextVersion, version.id, values)


def _version(row: Any) -> Version:
    return Version(
        row.id,
        row.language,
        row.number,
        row.base,
        VersionState(row.state),
        tuple(Change(*one) for one in json.loads(row.changes)),
        row.author_id,
        row.made_at,
        row.decided_by,
        row.decided_at,
    )
