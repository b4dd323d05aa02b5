"""What an open transaction is to the rest of the program: a token that storage's functions take."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Tx:
    """One transaction, good until its `with` block ends.

    One that was opened for reading is a snapshot, and the database refuses every write in it.
    """

    connection: Connection
