"""A log-in by password, until somebody acts on open records, beside the guess that it has to cost.

How long a guess takes is chosen on purpose and measured on the machine; what the program adds is
the vault with its signature, the count of tries, opening the records, and the entry.
"""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path

from bench.harness import Figure, compared
from consult_app.services import accounts
from consult_app.storage import kdf
from tests.clinics import KAYA, SETTINGS

BUDGET = 1.5
ROUNDS = 9
PASSWORD = "lantern orbit walnut"


def figures() -> list[Figure]:
    """The cost is that of this machine, as a first start would choose it."""
    cost = kdf.calibrate()
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as place:
        folder = Path(place) / "clinic"
        accounts.set_up(folder, KAYA, SETTINGS, PASSWORD, cost).acting.store.close()
        salt = secrets.token_bytes(16)
        return [
            compared(
                f"a log-in by password, {cost.memory // kdf.MIB} MiB",
                lambda: accounts.unlock(folder, 1, PASSWORD).acting.store.close(),
                "one guess",
                lambda: kdf.derive(PASSWORD.encode(), salt, cost),
                budget=BUDGET,
                rounds=ROUNDS,
            )
        ]
