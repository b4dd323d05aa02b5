"""The ways in, as the pages before the records know them: functions to be run on a lane."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from consult_app.services.accounts import Session


@dataclass(frozen=True, slots=True)
class Gate:
    """Who may come in and how; each function raises `Refused`.

    `people`: (id, name); nobody where the records of a made-up clinic open by themselves.
    `user_id`: who was here last, and comes back by `pin` where one is in force.
    """

    people: tuple[tuple[int, str], ...]
    unlock: Callable[[int, str], Session]
    recover: Callable[[str, int, str], Session]
    pin: Callable[[str], Session] | None = None
    user_id: int | None = None
