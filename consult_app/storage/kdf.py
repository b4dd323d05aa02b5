"""From a password to a key, slowly: Argon2id, never cheaper than a floor.

RFC 9106; OWASP asks for less than the floor. Nothing here knows the vault.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from consult_app.errors import Refused

MIB = 1024
KEY_LENGTH = SALT_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: memory in KiB, passes over it, lanes at once."""

    memory: int
    passes: int
    lanes: int

    def allowed(self) -> bool:
        """Not below the floor, where a guess is cheap, nor so high that nobody could log in."""
        return (
            FLOOR.memory <= self.memory <= CEILING.memory
            and FLOOR.passes <= self.passes <= CEILING.passes
            and FLOOR.lanes <= self.lanes <= CEILING.lanes
        )


FLOOR = Cost(64 * MIB, 3, 4)
"""About 150 ms on two cores."""
CEILING = Cost(256 * MIB, 12, 16)


def derive(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    """32 bytes from a secret; takes as long as `cost` says. Raises `Refused("vault.no-memory")`."""
    if not cost.allowed():
        raise ValueError("a cost outside the floor and the ceiling")
    try:
        return hash_secret_raw(
            secret, salt, cost.passes, cost.memory, cost.lanes, KEY_LENGTH, Type.ID
        )
    except (HashingError, MemoryError):
        raise Refused("vault.no-memory", memory=cost.memory // MIB) from None


def calibrate(target_ms: float = 500, measure: Callable[[Cost], float] | None = None) -> Cost:
    """The cost that takes about `target_ms` on this machine, within floor and ceiling.

    Takes several hundred milliseconds: call it in a worker. `measure` gives the seconds that a
    cost takes. Time grows with memory, so one measurement at the floor is enough.
    """
    seconds = (measure or _seconds)(FLOOR)
    memory = int(FLOOR.memory * target_ms / 1000 / seconds) // MIB * MIB
    return Cost(min(max(memory, FLOOR.memory), CEILING.memory), FLOOR.passes, FLOOR.lanes)


def _seconds(cost: Cost) -> float:
    """The best of two: the first also pays for getting the memory."""
    times = []
    for _ in range(2):
        began = time.perf_counter()
        derive(b"calibration", bytes(SALT_LENGTH), cost)
        times.append(time.perf_counter() - began)
    return min(times)
