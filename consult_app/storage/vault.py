"""Who may open the records: unlocking is logging in, there is no second hash of a password.

A random data key; a slot for each user and one for the recovery code, each of which leads to it.
Whoever has unlocked holds the data key: roles are enforced by the program, not by cryptography.
Whether someone *may* do what stands here is for the services to say.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consult_app.domain import passwords, recovery
from consult_app.errors import Refused
from consult_app.storage import files, missed, slots, throttle, vaultfile
from consult_app.storage.kdf import FLOOR, Cost
from consult_app.storage.slots import RECOVERY_ID, Kind, Owner, Slot, Target, WrongSecretError
from consult_app.storage.throttle import Clock
from consult_app.storage.trouble import told_by_system
from consult_app.storage.vaultfile import exists
from consult_app.storage.vaulttext import Signed, Vault

__all__ = ["Opened", "Person", "exists"]

DATA_KEY_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Opened:
    """What a right password gives. `user_id` is None where the recovery code opened it."""

    folder: Path
    user_id: int | None
    data_key: bytes = field(repr=False)


class Person(NamedTuple):
    """One line of the list to log in from."""

    user_id: int
    name: str


def create(
    folder: Path, user_id: int, name: str, password: str, cost: Cost = FLOOR
) -> tuple[Opened, str]:
    """A vault for records that are yet to be made, and its recovery code, shown this once.

    Raises `Refused`: vault.exists, vault.no-memory, store.read-only, store.disk-full.
    """
    with told_by_system(), files.private():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with vaultfile.held(folder):
        if exists(folder) or any(folder.glob("records*.db")):
            raise Refused("vault.exists")
        signing, data_key = Ed25519PrivateKey.generate(), secrets.token_bytes(DATA_KEY_LENGTH)
        target = Target(secrets.token_hex(16), data_key, signing.public_key().public_bytes_raw())
        code = recovery.new()
        made = (
            slots.make(_owner(user_id, name), _secret(password), target, cost),
            slots.make(_SAFE, recovery.read(code), target, cost),
        )
        signer = vaultfile.sealed_signer(signing, data_key, target.vault)
        made_up = Vault(target.vault, files.DATABASE, False, (), made, signer)
        vaultfile.write(folder, made_up, signing)
    return Opened(folder, user_id, data_key), code


def people(folder: Path) -> tuple[Person, ...]:
    """Who may log in, in the order in which they came. Names are not proved before someone has.

    Raises `Refused`: vault.missing, vault.damaged, vault.newer.
    """
    found = vaultfile.read(folder).vault.slots
    of_users = (slot.owner for slot in found if slot.owner.kind is Kind.PASSWORD)
    return tuple(Person(int(owner.id), owner.name) for owner in of_users)


def strongest(folder: Path) -> Cost:
    """The highest cost in use: what a new slot is made with. Raises as `people`."""
    return max((s.cost for s in vaultfile.read(folder).vault.slots), key=lambda c: c.memory)


def unlock(folder: Path, user_id: int, password: str, clock: Clock = time.time) -> Opened:
    """Log in. Takes as long as the slot's cost says: call it in a worker.

    Raises `Refused`: vault.wrong-password (`wait`: seconds until the next try), vault.wait,
    vault.no-such-user, vault.missing, vault.damaged, vault.newer, vault.no-memory, store.busy,
    store.read-only, store.disk-full.
    """
    try:
        data_key = _opened(folder, str(user_id), _secret(password), clock)
    except WrongSecretError:
        wait = throttle.wait_after(folder, str(user_id))
        raise Refused("vault.wrong-password", wait=wait) from None
    return Opened(folder, user_id, data_key)


def recover(folder: Path, code: str, clock: Clock = time.time) -> Opened:
    """Open with the recovery code; then set passwords anew, and the code too.

    Raises `Refused`: recovery.mistyped, recovery.wrong, and as `unlock`.
    """
    try:
        data_key = _opened(folder, RECOVERY_ID, recovery.read(code), clock)
    except WrongSecretError:
        wait = throttle.wait_after(folder, RECOVERY_ID)
        raise Refused("recovery.wrong", wait=wait) from None
    return Opened(folder, None, data_key)


def change_password(folder: Path, user_id: int, old: str, new: str) -> Opened:
    """Set one's own password: one slot is made anew, the database stays as it is.

    Raises `Refused` as `unlock`.
    """
    opened = unlock(folder, user_id, old)
    reset_by(opened, user_id, new)
    return opened


def reset_by(opened: Opened, user_id: int, password: str, cost: Cost | None = None) -> None:
    """Set the password of a user who has forgotten it; waiting ends too.

    Raises `Refused`: vault.no-such-user, vault.damaged, vault.renewed-meanwhile, vault.no-memory.
    """
    name = next((p.name for p in people(opened.folder) if p.user_id == user_id), None)
    if name is None:
        raise Refused("vault.no-such-user")
    add_slot(opened, user_id, name, password, cost)


def add_slot(
    opened: Opened, user_id: int, name: str, password: str, cost: Cost | None = None
) -> None:
    """Let a user log in, in the place of any slot that was there. Raises as `reset_by`."""
    _put(opened, _owner(user_id, name), _secret(password), cost)


def new_recovery_code(opened: Opened) -> str:
    """A new recovery code, shown this once; the old one opens nothing any more."""
    code = recovery.new()
    _put(opened, _SAFE, recovery.read(code), None)
    return code


def rename(opened: Opened, user_id: int, name: str) -> None:
    """Change the name in the list to log in from. Raises `Refused`: vault.no-such-user, …"""

    def renamed(vault: Vault) -> tuple[Slot, ...]:
        slot = _slot(vault, str(user_id))
        return _with(vault, replace(slot, owner=_owner(user_id, name)))

    _change(opened, renamed)


def remove_slot(opened: Opened, user_id: int) -> None:
    """A leaver may no longer log in. Renew the keys afterwards (`rotation`): they held them.

    Raises `Refused`: vault.no-such-user, vault.last-user, vault.damaged, vault.renewed-meanwhile.
    """

    def without(vault: Vault) -> tuple[Slot, ...]:
        leaver = _slot(vault, str(user_id))
        left = tuple(slot for slot in vault.slots if slot != leaver)
        if all(slot.owner.kind is Kind.RECOVERY for slot in left):
            raise Refused("vault.last-user")
        return left

    _change(opened, without)
    _forgive(opened.folder, str(user_id))


_SAFE = Owner(RECOVERY_ID, Kind.RECOVERY, "")


def _owner(user_id: int, name: str) -> Owner:
    return Owner(str(user_id), Kind.PASSWORD, name)


def _secret(password: str) -> bytes:
    # half of a character that a program left alone is a secret like any other
    return passwords.normalised(password).encode("utf-8", "surrogatepass")


def _opened(folder: Path, slot_id: str, secret: bytes, clock: Clock) -> bytes:
    """The data key behind a slot. Raises `WrongSecretError` and `Refused`."""
    signed = vaultfile.read(folder)
    slot = _slot(signed.vault, slot_id)
    with vaultfile.held(folder):
        throttle.begin(folder, slot_id, clock)
        missed.add(folder, missed.TRIED, slot_id, clock())
    found = slots.opened(slot, signed.vault.id, secret)
    with vaultfile.held(folder):
        throttle.forgive(folder, slot_id)
        missed.add(folder, missed.RIGHT, slot_id, clock())
    signed.require_signed(found.verifying)
    return _data_key(slot, signed, found)


def _data_key(slot: Slot, signed: Signed, found: slots.Secrets) -> bytes:
    try:
        return slots.data_key(slot, signed.vault.id, found.private)
    except WrongSecretError:
        raise Refused("vault.damaged") from None


def _put(opened: Opened, owner: Owner, secret: bytes, cost: Cost | None) -> None:
    """Make a slot anew. The slow part comes first, so that the vault is held for a moment only."""
    vault, signing = vaultfile.proved(opened.folder, opened.data_key)
    target = Target(vault.id, opened.data_key, signing.public_key().public_bytes_raw())
    slot = slots.make(owner, secret, target, cost or strongest(opened.folder))
    _change(opened, lambda current: _with(current, slot))
    _forgive(opened.folder, owner.id)


def _change(opened: Opened, change: Callable[[Vault], tuple[Slot, ...]]) -> None:
    with vaultfile.held(opened.folder):
        vault, signing = vaultfile.proved(opened.folder, opened.data_key)
        vaultfile.write(opened.folder, replace(vault, slots=change(vault)), signing)


def _forgive(folder: Path, slot_id: str) -> None:
    with vaultfile.held(folder):
        throttle.forgive(folder, slot_id)


def _slot(vault: Vault, slot_id: str) -> Slot:
    slot = vault.slot(slot_id)
    if slot is None:
        raise Refused("vault.no-such-user")
    return slot


def _with(vault: Vault, slot: Slot) -> tuple[Slot, ...]:
    """The slots with this one in the place of its owner's, or at the end."""
    if vault.slot(slot.owner.id) is None:
        return (*vault.slots, slot)
    return tuple(slot if slot.owner.id == s.owner.id else s for s in vault.slots)
