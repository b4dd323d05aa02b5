"""Opening the clinic's records and finding who works with them; accounts come later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from consult_app.domain.audit import Event
from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.names import clean
from consult_app.domain.people import Role, User
from consult_app.errors import Refused
from consult_app.services.acting import Acting, utc_now
from consult_app.storage import settings as settings_rows
from consult_app.storage import users as user_rows
from consult_app.storage.store import Store


def open_store(folder: Path) -> Store:
    """The clinic's records in `folder`, made new where there are none. Raises store.*."""
    return Store.open(folder, create=True)


def first_user(store: Store, clock: Callable[[], datetime] = utc_now) -> Acting | None:
    """The first person who still works here, as the one who acts; None where nobody does."""
    with store.read() as tx:
        active = (user for user in user_rows.every(tx) if user.active)
        user = next(active, None)
    return Acting(user, store, clock) if user is not None else None


def settings_of(store: Store) -> ClinicSettings:
    """The clinic's settings, read before anyone acts."""
    with store.read() as tx:
        return settings_rows.get(tx)


def set_up(
    store: Store,
    *,
    name: str,
    title: str,
    clinic: str,
    clock: Callable[[], datetime] = utc_now,
) -> Acting:
    """The first person of a new clinic, who treats and keeps the clinic, and the clinic's name.

    Raises `Refused`: user.name-missing, settings.name-missing, user.already-there.
    """
    if not clean(name):
        raise Refused("user.name-missing")
    if not clean(clinic):
        raise Refused("settings.name-missing")
    roles = frozenset({Role.PHYSICIAN, Role.ADMINISTRATOR})
    with store.write() as tx:
        if user_rows.every(tx):
            raise Refused("user.already-there")
        user = user_rows.insert(tx, User(0, clean(name), clean(title), roles))
        settings_rows.put(tx, ClinicSettings(name=clean(clinic)))
        acting = Acting(user, store, clock)
        acting.note(tx, Event.USER_ADDED, "user", user.id)
        acting.note(tx, Event.SETTINGS_CHANGED, "settings", 1, fields="name")
    return acting
