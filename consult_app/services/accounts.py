"""Logging in: the first start, the password, the recovery code, one's own password and the lock.

Nobody acts yet when these begin; what they give is a session: who acts, on the open records.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from consult_app.domain.audit import Event
from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.people import Capability, User
from consult_app.errors import Refused
from consult_app.services import doorstep, first_start, strength
from consult_app.services.acting import Acting, utc_now
from consult_app.services.permission import needs
from consult_app.storage import files, keyfile, vault, vaultfile
from consult_app.storage import settings as settings_rows
from consult_app.storage import users as user_rows
from consult_app.storage.kdf import Cost as Cost
from consult_app.storage.kdf import calibrate
from consult_app.storage.store import Store, Tx
from consult_app.storage.trouble import told_by_system
from consult_app.storage.vault import Opened, Person

FIRST_USER = 1
"""The id of the first user: the vault is made before the records that give it."""


class Means(StrEnum):
    """How somebody came in; stands in the audit entry."""

    PASSWORD = "password"  # noqa: S105 - a word, not a password
    PIN = "pin"
    RECOVERY = "recovery"
    FIRST_START = "first-start"


class Door(StrEnum):
    """What lies in a folder."""

    NOTHING = "nothing"
    VAULT = "vault"
    KEY_FILE = "key-file"
    """Made-up clinics and tests: the key lies beside the records, nobody logs in."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who acts, on records that the caller closes; `code`: a recovery code, shown this once."""

    acting: Acting
    code: str = field(default="", repr=False)


def door(folder: Path) -> Door:
    """How the records in `folder` open; a first start that was cut short has to begin anew."""
    if unfinished(folder):
        return Door.NOTHING
    if vault.exists(folder):
        return Door.VAULT
    there = (folder / keyfile.NAME).exists() or any(folder.glob("records*.db*"))
    return Door.KEY_FILE if there else Door.NOTHING


def unfinished(folder: Path) -> bool:
    """Whether a first start was cut short there."""
    return vaultfile.unfinished(folder)


def require_free(folder: Path) -> None:
    """Refuse, before anyone types a password, records that cannot be opened now.

    Raises `Refused`: store.in-use, store.missing, store.read-only, store.disk-full.
    """
    with told_by_system():
        files.locked(folder, create=False).release()


def people(folder: Path) -> tuple[Person, ...]:
    """Who may log in: id and name. Raises `Refused`: vault.missing, vault.damaged, vault.newer."""
    return vault.people(folder)


def set_up(
    folder: Path,
    user: User,
    settings: ClinicSettings,
    password: str,
    cost: Cost | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Session:
    """The first start: the vault, the records behind it, the clinic and its first user.

    `cost`: of a guess at a password; measured on this machine where none is given. Takes a
    second or two: call it in a worker. Killed on the way it leaves a folder in which it begins
    anew. Raises `Refused`, with nothing left behind: as `first_start.set_up` and
    `strength.require`, vault.exists, and the store's codes.
    """
    user, settings = first_start.checked(user, settings)
    strength.require(password, (user.name, user.title, settings.name))
    if unfinished(folder):
        vaultfile.put_aside(folder, clock())
    opened, code = vault.create(
        folder, FIRST_USER, user.display_name, password, cost or calibrate()
    )
    try:
        store = Store.open(folder, key=opened.data_key, unfinished=True)
        try:
            first = first_start.set_up(store, user, settings, clock)
            _note_entered(Acting(first, store, clock), Means.FIRST_START)
            vaultfile.begin(folder, opened.data_key)  # from here on the first start has been
        except BaseException:
            store.close()
            raise
    except BaseException:
        vaultfile.discard(folder)
        raise
    return Session(Acting(first, store, clock), code)


def unlock(
    folder: Path, user_id: int, password: str, clock: Callable[[], datetime] = utc_now
) -> Session:
    """Log in. Takes as long as a guess is made to take: call it in a worker.

    Raises `Refused`: vault.wrong-password (`wait`: seconds until the next try), vault.wait
    (`seconds`), and as `vault.unlock` and `Store.open`.
    """
    return _enter(vault.unlock(folder, user_id, password), user_id, Means.PASSWORD, clock)


def resume(
    folder: Path, data_key: bytes, user_id: int, clock: Callable[[], datetime] = utc_now
) -> Session:
    """Come back by a PIN: the data key was kept in memory. Raises as `Store.open`."""
    return _enter(Opened(folder, user_id, data_key), user_id, Means.PIN, clock)


def recover(
    folder: Path,
    code: str,
    user_id: int,
    password: str,
    clock: Callable[[], datetime] = utc_now,
) -> Session:
    """Come in by the recovery code, which is spent then: the session holds a new one.

    Raises `Refused`: recovery.mistyped, recovery.wrong, as `strength.require` and `unlock`.
    """
    name = next((p.name for p in people(folder) if p.user_id == user_id), "")
    strength.require(password, (name,))
    opened = vault.recover(folder, code)
    session = _enter(opened, user_id, Means.RECOVERY, clock)
    acting = session.acting
    try:
        with acting.store.write() as tx:
            acting.note(tx, Event.PASSWORD_CHANGED, "user", user_id, by=Means.RECOVERY.value)
            acting.note(tx, Event.RECOVERY_RENEWED, "user", user_id)
            vault.reset_by(opened, user_id, password)
            return replace(session, code=vault.new_recovery_code(opened))
    except BaseException:
        acting.store.close()
        raise


def open_made_up(folder: Path, clock: Callable[[], datetime] = utc_now) -> Session:
    """Made-up clinics and tests, whose key lies beside the records: their first user acts.

    Raises `Refused`: clinic.not-set-up, and as `Store.open`.
    """
    store = Store.open(folder)
    try:
        user = first_start.first_user(store)
        if user is None:
            raise Refused("clinic.not-set-up")
    except BaseException:
        store.close()
        raise
    return Session(Acting(user, store, clock))


@needs(Capability.KEEP_OWN_PROFILE)
def note_locked(acting: Acting) -> None:
    """The screen is locked; the caller closes the records next."""
    with acting.write() as tx:
        acting.note(tx, Event.USER_LOCKED, "user", acting.user.id)


@needs(Capability.KEEP_OWN_PROFILE)
def confirm(acting: Acting, password: str) -> None:
    """That it is the acting user who sits here. Takes as long as `unlock`, and raises as it."""
    if door(acting.store.folder) is Door.VAULT:  # a made-up clinic has no passwords
        vault.unlock(acting.store.folder, acting.user.id, password)


@needs(Capability.KEEP_OWN_PROFILE)
def change_own_password(acting: Acting, old: str, new: str) -> None:
    """Set one's own password; the records stay as they are.

    Raises `Refused`: role.not-permitted, as `strength.require`, as `vault.unlock`.
    """
    with acting.write() as tx:
        require_strong(tx, new, acting.user)
        acting.note(tx, Event.PASSWORD_CHANGED, "user", acting.user.id, by=Means.PASSWORD.value)
        vault.change_password(acting.store.folder, acting.user.id, old, new)


def require_strong(tx: Tx, password: str, user: User) -> None:
    """Refuse a password that anyone here would try for `user`. Raises as `strength.require`."""
    strength.require(password, (user.name, user.title, settings_rows.get(tx).name))


def _enter(opened: Opened, user_id: int, means: Means, clock: Callable[[], datetime]) -> Session:
    """Open the records for a user who still works here, and note it."""
    store = Store.open(opened.folder, key=opened.data_key)
    try:
        with store.read() as tx:
            user = next((u for u in user_rows.every(tx) if u.id == user_id and u.active), None)
        if user is None:
            raise Refused("vault.no-such-user")
        acting = Acting(user, store, clock)
        _note_entered(acting, means)
    except BaseException:
        store.close()
        raise
    return Session(acting)


def _note_entered(acting: Acting, means: Means) -> None:
    """Who came in and how, and before that who was refused since somebody last did."""
    folder, id_ = acting.store.folder, acting.user.id
    with acting.store.write() as tx:
        fresh = doorstep.enter(tx, folder, acting.now())
        acting.note(tx, Event.USER_UNLOCKED, "user", id_, by=means.value, missed=fresh)
    doorstep.settle(folder)
