"""The people who work here: who is added, what they may do, a forgotten password, who leaves."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult_app.domain.audit import Event
from consult_app.domain.names import clean
from consult_app.domain.people import Capability, Role, User
from consult_app.domain.texts import LINE, bounded
from consult_app.errors import Refused
from consult_app.services.accounts import require_strong
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import rotation, vault
from consult_app.storage import users as user_rows
from consult_app.storage.store import Store, Tx
from consult_app.storage.vault import Opened


@dataclass(frozen=True, slots=True)
class Renewed:
    """Who acts from now on, on records opened anew; `trouble`: why the keys are still the old."""

    acting: Acting
    trouble: Refused | None = None


@needs(Capability.KEEP_CLINIC)
def everyone(acting: Acting) -> tuple[User, ...]:
    """All who work or worked here, by id."""
    with acting.read() as tx:
        return user_rows.every(tx)


@needs(Capability.KEEP_CLINIC)
def add(acting: Acting, new: User, password: str) -> User:
    """Let somebody log in, by a password that they change for one of their own.

    Raises `Refused`, with nobody added: role.not-permitted, staff.name-missing,
    staff.role-missing, text.too-long, as `strength.require`, vault.missing, vault.damaged,
    vault.renewed-meanwhile, vault.no-memory.
    """
    new = replace(new, name=clean(new.name), title=clean(new.title), active=True)
    bounded(LINE, new.name, new.title)
    if not new.name:
        raise Refused("staff.name-missing")
    _require_roles(new.roles)
    with acting.write() as tx:
        require_strong(tx, password, new)
        added = user_rows.insert(tx, new)
        acting.note(tx, Event.USER_ADDED, "user", added.id, roles=_codes(added.roles))
        vault.add_slot(_opened(acting), added.id, added.display_name, password)
    return added


@needs(Capability.KEEP_CLINIC)
def change_roles(acting: Acting, user_id: int, roles: frozenset[Role]) -> User:
    """What a person may do from their next log-in on.

    Raises `Refused`: role.not-permitted, staff.role-missing, staff.own-role, user.not-found.
    """
    _require_roles(roles)
    if user_id == acting.user.id and Role.ADMINISTRATOR not in roles:
        raise Refused("staff.own-role")
    with acting.write() as tx:
        changed = user_rows.update(tx, replace(user_rows.get(tx, user_id), roles=roles))
        acting.note(tx, Event.USER_CHANGED, "user", user_id, roles=_codes(roles))
    return changed


@needs(Capability.KEEP_CLINIC)
def reset_password(acting: Acting, user_id: int, password: str) -> None:
    """A new password for somebody who has forgotten theirs.

    Raises `Refused`, with the old one in force: role.not-permitted, user.not-found,
    staff.has-left, and as `add`.
    """
    with acting.write() as tx:
        user = user_rows.get(tx, user_id)
        if not user.active:
            raise Refused("staff.has-left")
        require_strong(tx, password, user)
        acting.note(tx, Event.PASSWORD_CHANGED, "user", user_id, by="administrator")
        vault.add_slot(_opened(acting), user_id, user.display_name, password)


@needs(Capability.KEEP_CLINIC)
def new_recovery_code(acting: Acting) -> str:
    """A new recovery code, shown this once; the old sheet opens nothing any more.

    Raises `Refused`: role.not-permitted, vault.missing, vault.damaged, vault.no-memory.
    """
    with acting.write() as tx:
        acting.note(tx, Event.RECOVERY_RENEWED, "user", acting.user.id)
        return vault.new_recovery_code(_opened(acting))


@needs(Capability.KEEP_CLINIC)
def leave(acting: Acting, user_id: int) -> Renewed:
    """Somebody leaves: they log in no more, and what they held of the keys opens nothing new.

    The records are closed, copied under a new key and opened anew: nothing else may be under way.
    Called again it renews the keys where that did not succeed. Raises `Refused`, with nothing
    changed: role.not-permitted, staff.self, user.not-found, vault.missing, vault.damaged.
    """
    if user_id == acting.user.id:
        raise Refused("staff.self")
    with acting.write() as tx:
        user = user_rows.get(tx, user_id)
        opened = _opened(acting)
        if any(person.user_id == user_id for person in vault.people(opened.folder)):
            vault.remove_slot(opened, user_id)
        if user.active:
            user_rows.update(tx, replace(user, active=False))
            acting.note(tx, Event.USER_LEFT, "user", user_id)
    return _renewed(acting, opened)


def _renewed(acting: Acting, opened: Opened) -> Renewed:
    def note(tx: Tx) -> None:
        acting.note(tx, Event.KEYS_RENEWED, "store", 0)

    trouble: Refused | None = None
    acting.store.close()
    try:
        opened = rotation.renew(opened, note)
    except Refused as refused:
        trouble = refused
    store = Store.open(opened.folder, key=opened.data_key)
    return Renewed(replace(acting, store=store), trouble)


def _opened(acting: Acting) -> Opened:
    return Opened(acting.store.folder, acting.user.id, acting.store.data_key)


def _require_roles(roles: frozenset[Role]) -> None:
    if not roles:
        raise Refused("staff.role-missing")


def _codes(roles: frozenset[Role]) -> str:
    return ",".join(sorted(roles))
