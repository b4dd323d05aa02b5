"""The first start of a clinic: its settings and its first user, before anyone could act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from consult_app.domain import clinic_check
from consult_app.domain.audit import Event
from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.names import clean
from consult_app.domain.people import Role, User
from consult_app.domain.texts import LINE, bounded
from consult_app.errors import Refused
from consult_app.services.acting import Acting, utc_now
from consult_app.storage import settings as settings_rows
from consult_app.storage import users as user_rows
from consult_app.storage.store import Store


def first_user(store: Store) -> User | None:
    """The first active user of a clinic; None where it has not been set up yet."""
    with store.read() as tx:
        return next((u for u in user_rows.every(tx) if u.active), None)


def checked(user: User, settings: ClinicSettings) -> tuple[User, ClinicSettings]:
    """Both as they will be stored.

    Raises `Refused` as `check_user` and `check_clinic`.
    """
    return check_user(user), check_clinic(settings)


def check_user(user: User) -> User:
    """The first user as they will be stored: somebody has to look after the clinic.

    Raises `Refused`: user.name-missing, user.first-keeps-clinic, text.too-long.
    """
    user = replace(user, name=clean(user.name), title=clean(user.title))
    bounded(LINE, user.name, user.title)
    if not user.name:
        raise Refused("user.name-missing")
    if Role.ADMINISTRATOR not in user.roles:
        raise Refused("user.first-keeps-clinic")
    return user


def check_clinic(settings: ClinicSettings) -> ClinicSettings:
    """The clinic as it will be stored. Raises `Refused` as `clinic_check.checked`."""
    return clinic_check.checked(settings)


def set_up(
    store: Store,
    user: User,
    settings: ClinicSettings,
    clock: Callable[[], datetime] = utc_now,
) -> User:
    """Store the clinic and its first user, and make the certificate of its documents.

    Raises `Refused`: clinic.already-set-up, and as `checked`.
    """
    from consult_app.services import seals  # for the first start alone

    user, settings = checked(user, settings)
    with store.write() as tx:
        if user_rows.every(tx):
            raise Refused("clinic.already-set-up")
        first = user_rows.insert(tx, user)
        settings_rows.put(tx, settings)
        acting = Acting(first, store, clock)
        acting.note(tx, Event.USER_ADDED, "user", first.id)
        acting.note(tx, Event.SETTINGS_CHANGED, "settings", 1)
        seals.make(acting, tx)
    return first
