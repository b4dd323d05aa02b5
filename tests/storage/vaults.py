"""One made-up vault, copied for each test: its keys take half a second to derive."""

from __future__ import annotations

import atexit
import functools
import json
import shutil
import tempfile
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from consult_app.errors import Refused
from consult_app.storage import vault, vaultfile
from consult_app.storage.vault import Opened

KAYA, OREN = 1, 2
PASSWORDS = {KAYA: "plum under the third bridge", OREN: "şemsiyemi otobüste unuttum"}
NAMES = {KAYA: "Dr Ayla Kaya", OREN: "Işıl Ören"}


@dataclass(frozen=True, slots=True)
class Made:
    """A vault with two users, nothing behind it yet; opened by the first of them."""

    opened: Opened
    code: str

    @property
    def folder(self) -> Path:
        return self.opened.folder


@functools.cache
def _original() -> Made:
    folder = Path(tempfile.mkdtemp(prefix="consult-vault-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    opened, code = vault.create(folder, KAYA, NAMES[KAYA], PASSWORDS[KAYA])
    vault.add_slot(opened, OREN, NAMES[OREN], PASSWORDS[OREN])
    return Made(opened, code)


def make(folder: Path) -> Made:
    """The made-up vault in a new folder, with nothing derived anew."""
    made = _original()
    folder.mkdir(mode=0o700, parents=True)
    shutil.copy(made.folder / vaultfile.NAME, folder)
    return Made(replace(made.opened, folder=folder), made.code)


def refusal(folder: Path, user: int = KAYA, password: str = "") -> str:
    """The code with which a log-in is refused; "" where it is not."""
    try:
        vault.unlock(folder, user, password or PASSWORDS[user])
    except Refused as refused:
        return refused.code
    return ""


def outer(folder: Path) -> dict[str, Any]:
    """The text of the vault, as anyone can read it."""
    content: dict[str, Any] = json.loads((folder / vaultfile.NAME).read_text())
    return content


def forge(folder: Path, content: dict[str, Any]) -> None:
    """Write a changed vault as someone would who knows how the checksum is made."""
    body = json.dumps(content["vault"], sort_keys=True, separators=(",", ":")).encode()
    content["checksum"] = sha256(body + bytes.fromhex(content["signature"])).hexdigest()
    (folder / vaultfile.NAME).write_text(json.dumps(content))


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "clinic")
