"""The ways into a folder of records, for the pages that ask who comes; no page is imported here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ParamSpec

from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.people import User
from consult_app.services import accounts
from consult_app.services.accounts import Cost, Door, Session
from consult_app.services.shift import Shift
from consult_app.ui.gate import Gate

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the records are, and what a guess at a password of a new vault costs.

    `took` is told, on the lane, of every session that began.
    """

    place: Path
    cost: Cost | None
    took: Callable[[Session], Session]

    def take(self, way: Callable[P, Session]) -> Callable[P, Session]:
        """The same way in, of which `took` is told."""
        return lambda *args, **kwargs: self.took(way(*args, **kwargs))


def first_start(folder: Folder) -> Callable[[User, ClinicSettings, str], Session]:
    """What the last page of the set-up calls on a lane."""

    def start(user: User, clinic: ClinicSettings, password: str) -> Session:
        return accounts.set_up(folder.place, user, clinic, password, folder.cost)

    return folder.take(start)


def gate(folder: Folder, shift: Shift, user_id: int | None = None) -> Gate:
    """The ways into this folder; reads the vault: call it on a lane."""
    place = folder.place
    if accounts.door(place) is Door.KEY_FILE:
        made_up = folder.take(lambda _user, _password: accounts.open_made_up(place))
        return Gate((), made_up, _no_code)
    by_pin = user_id is not None and shift.of(user_id)
    return Gate(
        tuple((person.user_id, person.name) for person in accounts.people(place)),
        folder.take(partial(accounts.unlock, place)),
        folder.take(partial(accounts.recover, place)),
        folder.take(shift.enter) if by_pin else None,
        user_id,
    )


def _no_code(_code: str, _user_id: int, _password: str) -> Session:
    raise RuntimeError("a made-up clinic has no recovery code")
