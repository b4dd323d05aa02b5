"""One slot of the vault: how one person's password leads to the data key.

The password, by way of Argon2id, opens a private key of the slot's own; the data key is encrypted
for that private key (HPKE, RFC 9180). So the data key can be renewed for everyone by one person,
who needs nobody's password and learns none. With the private key lies the vault's verifying key,
which tells whether the vault file is the one that was written.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from consult_app.storage import kdf
from consult_app.storage.kdf import Cost

NONCE_LENGTH = 12
RECOVERY_ID = "recovery"
_KEY = 32
SEALED_LENGTH = 2 * _KEY + 16
WRAPPED_LENGTH = _KEY + _KEY + 16
_HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class Kind(StrEnum):
    """What opens a slot."""

    PASSWORD = "password"  # noqa: S105 - a word, not a password
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose slot it is. `id`: the user's id as text, or RECOVERY_ID; `name`: shown to log in."""

    id: str
    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class Slot:
    """As it lies in the file. `sealed`: private and verifying key; `wrapped`: the data key."""

    owner: Owner
    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes
    public: bytes
    wrapped: bytes


class Secrets(NamedTuple):
    """What only the password opens."""

    private: X25519PrivateKey
    verifying: bytes


class WrongSecretError(Exception):
    """This secret does not open this slot, or the slot was changed."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a new slot is to lead to."""

    vault: str
    data_key: bytes = field(repr=False)
    verifying: bytes = field(repr=False)


def make(owner: Owner, secret: bytes, to: Target, cost: Cost) -> Slot:
    """A new slot with a key pair of its own. Takes as long as `cost` says."""
    private = X25519PrivateKey.generate()
    salt, nonce = os.urandom(kdf.SALT_LENGTH), os.urandom(NONCE_LENGTH)
    plain = private.private_bytes_raw() + to.verifying
    key = kdf.derive(secret, salt, cost)
    sealed = AESGCM(key).encrypt(nonce, plain, _bound(to.vault, owner, cost))
    public = private.public_key().public_bytes_raw()
    slot = Slot(owner, cost, salt, nonce, sealed, public, b"")
    return rewrapped(slot, to.vault, to.data_key)


def opened(slot: Slot, vault: str, secret: bytes) -> Secrets:
    """What lies in the slot. Takes as long as its cost says. Raises `WrongSecretError`."""
    key = kdf.derive(secret, slot.salt, slot.cost)
    try:
        plain = AESGCM(key).decrypt(slot.nonce, slot.sealed, _bound(vault, slot.owner, slot.cost))
    except InvalidTag:
        raise WrongSecretError from None
    return Secrets(X25519PrivateKey.from_private_bytes(plain[:_KEY]), plain[_KEY:])


def data_key(slot: Slot, vault: str, private: X25519PrivateKey) -> bytes:
    """The data key, 32 bytes. Raises `WrongSecretError`."""
    try:
        return _HPKE.decrypt(slot.wrapped, private, info=_bound(vault, slot.owner, slot.cost))
    except InvalidTag:
        raise WrongSecretError from None


def rewrapped(slot: Slot, vault: str, key: bytes) -> Slot:
    """The slot, leading to another data key; whoever opens it notices nothing."""
    public = X25519PublicKey.from_public_bytes(slot.public)
    wrapped = _HPKE.encrypt(key, public, info=_bound(vault, slot.owner, slot.cost))
    return Slot(slot.owner, slot.cost, slot.salt, slot.nonce, slot.sealed, slot.public, wrapped)


def _bound(vault: str, owner: Owner, cost: Cost) -> bytes:
    """What both ciphertexts are tied to: none can be moved to another vault, slot or cost."""
    costs = f"{cost.memory},{cost.passes},{cost.lanes}"
    return f"consult vault 1|{vault}|{owner.id}|{owner.kind}|{costs}".encode()
