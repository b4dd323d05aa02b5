"""Tries at the door, kept beside the vault until someone comes in, who has them entered.

Wrong passwords happen while the records are closed, so the audit chain cannot take them at once.
Each try is written down before it is made, and so is that it was right: ending the program in
between hides nothing. What stands here can be added to, not changed: each line is sealed with a key
that is then hashed on, so that whoever takes the file later has no key for what is in it already.
The first key lies in the chain (`user.unlocked`), which only an open vault shows; a list that does
not begin with it was changed, cut, exchanged or removed, and that is entered too.

A part begins whenever somebody comes in. The one before stays until the entry is on the disk.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from consult_app.storage import files

NAME = "missed.json"
TRIED, RIGHT = "tried", "right"
MOST = 2_000
"""Lines of a part: waiting makes it weeks until someone gets so far, and then it is no news."""


class Try(NamedTuple):
    """One line: `what` became of it, at which slot of the vault, in seconds since the epoch."""

    what: str
    slot: str
    at: float


@dataclass(frozen=True, slots=True)
class Told:
    """What was found. `wrong`: tries that nobody knows to have been right, in order.

    `whole`: it begins with the key that the chain holds, and no line is missing.
    """

    wrong: tuple[Try, ...]
    whole: bool


def new_key() -> str:
    """The first key of a part, for the chain."""
    return secrets.token_hex(32)


def add(folder: Path, what: str, slot: str, at: float) -> None:
    """Write a line; the caller holds the vault. Raises OSError."""
    parts = _read(folder) or [_part(new_key())]
    part = parts[-1]
    if len(part["lines"]) >= MOST:
        return
    part["lines"].append([what, slot, at, _seal(part["key"], Try(what, slot, at))])
    part["key"] = _next(part["key"])
    _write(folder, parts)


def begin(folder: Path, key: str) -> None:
    """A new part behind the others, before the entry with its key is written. Raises OSError."""
    _write(folder, [*_read(folder), _part(key)])


def settle(folder: Path) -> None:
    """The entry is on the disk: only the newest part is still needed. Raises OSError."""
    _write(folder, _read(folder)[-1:])


def told(folder: Path, key: str | None) -> Told:
    """What was tried since the part that begins with `key`, the newest that the chain holds."""
    parts = _read(folder)
    own = next((n for n in reversed(range(len(parts))) if key and _holds(parts[n], key)), None)
    lines = [line for part in parts[own or 0 :] for line in part["lines"]]
    return Told(_wrong([Try(what, slot, at) for what, slot, at, _seal in lines]), own is not None)


def _wrong(tries: list[Try]) -> tuple[Try, ...]:
    left: list[Try] = []
    for one in tries:
        if one.what == TRIED:
            left.append(one)
            continue
        before = next((t for t in reversed(left) if t.slot == one.slot), None)
        if before is not None:
            left.remove(before)
    return tuple(left)


def _holds(part: dict[str, Any], key: str) -> bool:
    """Whether every line is sealed as it was when the part had begun with `key`."""
    for what, slot, at, seal in part["lines"]:
        if not hmac.compare_digest(seal, _seal(key, Try(what, slot, at))):
            return False
        key = _next(key)
    return hmac.compare_digest(part["key"], key)


def _part(key: str) -> dict[str, Any]:
    return {"key": key, "lines": []}


def _seal(key: str, one: Try) -> str:
    content = json.dumps([one.what, one.slot, one.at]).encode()
    return hmac.digest(bytes.fromhex(key), content, "sha256").hex()


def _next(key: str) -> str:
    return hashlib.sha256(b"next" + bytes.fromhex(key)).hexdigest()


def _read(folder: Path) -> list[dict[str, Any]]:
    """The parts; none where there is no file or nobody can read it, which `told` then says."""
    try:
        return [_checked(part) for part in json.loads((folder / NAME).read_bytes())]
    except (FileNotFoundError, ValueError, TypeError, KeyError, RecursionError):
        return []


def _checked(part: dict[str, Any]) -> dict[str, Any]:
    bytes.fromhex(part["key"])
    lines = [[str(w), str(slot), float(at), str(seal)] for w, slot, at, seal in part["lines"]]
    return {"key": str(part["key"]), "lines": lines}


def _write(folder: Path, parts: list[dict[str, Any]]) -> None:
    files.put(folder / NAME, json.dumps(parts).encode())
