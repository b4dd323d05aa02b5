"""What opens a made-up clinic for a test that looks at its file past the program."""

from __future__ import annotations

from pathlib import Path

from consult_app.services import accounts
from consult_app.storage import derive, vault
from consult_app.storage.kdf import FLOOR

CHEAPEST = FLOOR
"""The lowest cost of a guess that the vault takes."""


def database_key(folder: Path, password: str) -> str:
    """The key of the database file, as hex, by the first user's password."""
    opened = vault.unlock(folder, accounts.FIRST_USER, password)
    return derive.for_database(opened.data_key).hex()
