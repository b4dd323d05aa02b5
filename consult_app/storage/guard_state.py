"""Whether a database holds the guards of this version, told without declaring them all.

Declaring them needs every table and every domain; a file whose guards are as they should be opens
on a hash of them alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from sqlalchemy import Connection

DECLARED = "0b0569af66a197ad45e2db874a3a57dc50d649824c1ec3614d07de89e417d5f5"
"""`digest` of what `triggers.declared()` says; a test holds the two together."""


def stored(connection: Connection) -> dict[str, str]:
    """Every trigger by name, as the database holds it."""
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    )
    return {row[0]: row[1] for row in rows}


def digest(guards: Mapping[str, str]) -> str:
    """SHA-256 of the guards and their names, in hexadecimal digits."""
    told = json.dumps(guards, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def current(connection: Connection) -> bool:
    """Whether exactly the guards of this version are in the database."""
    return digest(stored(connection)) == DECLARED
