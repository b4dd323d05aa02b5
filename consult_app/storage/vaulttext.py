"""The text of the vault: JSON, strictly read, with a checksum and a signature over it.

The checksum tells damage from a wrong password before anyone has unlocked. The signature, checked
by a key that only a password opens, tells whether anyone but this program changed a byte.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from consult_app.errors import Refused
from consult_app.storage import kdf, slots
from consult_app.storage.kdf import Cost
from consult_app.storage.slots import Kind, Owner, Slot

FORMAT = 1
DATABASE_NAME = re.compile(r"records(-[0-9a-f]{8})?\.db")
SIGNER_LENGTH = slots.NONCE_LENGTH + 32 + 16


@dataclass(frozen=True, slots=True)
class Vault:
    """What the file says.

    `begun`: whether the database was ever there; `scrap`: database files that are no longer, or
    not yet, anyone's, and may be removed; `signer`: the signing key, encrypted by a key made from
    the data key.
    """

    id: str
    database: str
    begun: bool
    scrap: tuple[str, ...]
    slots: tuple[Slot, ...]
    signer: bytes

    def slot(self, slot_id: str) -> Slot | None:
        """The slot of a user, or of the recovery code."""
        return next((slot for slot in self.slots if slot.owner.id == slot_id), None)


@dataclass(frozen=True, slots=True)
class Signed:
    """A vault as it was read, with the bytes that are signed and the signature beside them."""

    vault: Vault
    body: bytes
    signature: bytes

    def require_signed(self, verifying: bytes) -> None:
        """Raise `Refused("vault.damaged")` where this is not what was written."""
        try:
            Ed25519PublicKey.from_public_bytes(verifying).verify(self.signature, self.body)
        except InvalidSignature:
            raise Refused("vault.damaged") from None


def text(vault: Vault, signing: Ed25519PrivateKey) -> bytes:
    """The vault as it is written."""
    plain = _plain(vault)
    body = _canonical(plain)
    signature = signing.sign(body)
    outer = {"checksum": _checksum(body, signature), "signature": signature.hex(), "vault": plain}
    return json.dumps(outer, indent=1).encode()


def parsed(content: bytes) -> Signed:
    """The vault in `content`, undamaged; only `require_signed` tells that it is ours.

    Raises `Refused`: vault.damaged, vault.newer.
    """
    try:
        outer = _exactly(json.loads(content), "checksum", "signature", "vault")
        body, signature = _canonical(outer["vault"]), _hex(outer["signature"], 64)
        if outer["checksum"] != _checksum(body, signature):
            raise Refused("vault.damaged")
        if outer["vault"]["format"] != FORMAT:
            raise Refused("vault.newer")
        return Signed(_vault(outer["vault"]), body, signature)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused("vault.damaged") from None


def _canonical(plain: object) -> bytes:
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()


def _checksum(body: bytes, signature: bytes) -> str:
    return hashlib.sha256(body + signature).hexdigest()


def _plain(vault: Vault) -> dict[str, object]:
    return {
        "format": FORMAT,
        "id": vault.id,
        "database": vault.database,
        "begun": vault.begun,
        "scrap": list(vault.scrap),
        "signer": vault.signer.hex(),
        "slots": [_plain_slot(slot) for slot in vault.slots],
    }


def _plain_slot(slot: Slot) -> dict[str, object]:
    cost = slot.cost
    return {
        "id": slot.owner.id,
        "kind": slot.owner.kind.value,
        "name": slot.owner.name,
        "argon2id": {"memory": cost.memory, "passes": cost.passes, "lanes": cost.lanes},
        "salt": slot.salt.hex(),
        "nonce": slot.nonce.hex(),
        "sealed": slot.sealed.hex(),
        "public": slot.public.hex(),
        "wrapped": slot.wrapped.hex(),
    }


def _vault(plain: object) -> Vault:
    """Raises ValueError, KeyError or TypeError for anything that `_plain` would not give."""
    fields = _exactly(plain, "format", "id", "database", "begun", "scrap", "signer", "slots")
    found = tuple(_slot(slot) for slot in fields["slots"])
    if len({slot.owner.id for slot in found}) != len(found):
        raise ValueError
    scrap = tuple(_database(name) for name in fields["scrap"])
    database = _database(fields["database"])
    if database in scrap:
        raise ValueError
    return Vault(
        _hex(fields["id"], 16).hex(),
        database,
        fields["begun"] is True,
        scrap,
        found,
        _hex(fields["signer"], SIGNER_LENGTH),
    )


def _slot(plain: object) -> Slot:
    fields = _exactly(
        plain, "id", "kind", "name", "argon2id", "salt", "nonce", "sealed", "public", "wrapped"
    )
    owner = Owner(_text(fields["id"]), Kind(fields["kind"]), _text(fields["name"]))
    if (owner.kind is Kind.RECOVERY) != (owner.id == slots.RECOVERY_ID):
        raise ValueError
    if owner.kind is Kind.PASSWORD and str(int(owner.id)) != owner.id:
        raise ValueError
    numbers = _exactly(fields["argon2id"], "memory", "passes", "lanes")
    cost = Cost(*(_number(numbers[name]) for name in ("memory", "passes", "lanes")))
    if not cost.allowed():
        raise ValueError
    return Slot(
        owner,
        cost,
        _hex(fields["salt"], kdf.SALT_LENGTH),
        _hex(fields["nonce"], slots.NONCE_LENGTH),
        _hex(fields["sealed"], slots.SEALED_LENGTH),
        _hex(fields["public"], 32),
        _hex(fields["wrapped"], slots.WRAPPED_LENGTH),
    )


def _exactly(plain: object, *names: str) -> dict[str, Any]:
    if not isinstance(plain, dict) or set(plain) != set(names):
        raise ValueError
    return plain


def _database(name: object) -> str:
    """A name of ours: nothing that leads out of the folder."""
    if not DATABASE_NAME.fullmatch(_text(name)):
        raise ValueError
    return str(name)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int:
    if type(value) is not int:  # not True
        raise TypeError
    return value


def _hex(value: object, length: int) -> bytes:
    content = bytes.fromhex(_text(value))
    if len(content) != length:
        raise ValueError
    return content
