"""The people who use the program, as rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select

from consult_app.domain.people import Role, User
from consult_app.errors import Refused
from consult_app.storage import codec, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.clinic import UserAccount
from consult_app.storage.tx import Tx

_T = table_of(UserAccount)


def every(tx: Tx) -> tuple[User, ...]:
    """All users, also those who have left, by id."""
    return tuple(_user(row) for row in tx.connection.execute(select(_T).order_by(_T.c.id)))


def get(tx: Tx, user_id: int) -> User:
    """One user. Raises `Refused("user.not-found")`."""
    row = tx.connection.execute(select(_T).where(_T.c.id == user_id)).first()
    if row is None:
        raise Refused("user.not-found")
    return _user(row)


def insert(tx: Tx, user: User) -> User:
    """Add a user; the id of `user` is not used."""
    return get(tx, rows.add(tx, UserAccount, _values(user)))


def update(tx: Tx, user: User) -> User:
    """Change a user to what is given."""
    rows.change(tx, UserAccount, user.id, _values(user))
    return get(tx, user.id)


def _values(user: User) -> dict[str, Any]:
    return {
        "name": user.name,
        "title": user.title,
        "roles": codec.encode(user.roles),
        "specialty": user.specialty,
        "licence_number": user.licence_number,
        "active": user.active,
    }


def _user(row: Row[Any]) -> User:
    return User(
        row.id,
        row.name,
        row.title,
        codec.decode(frozenset[Role], row.roles),
        row.specialty,
        row.licence_number,
        row.active,
    )
