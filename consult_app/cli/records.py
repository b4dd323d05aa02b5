"""How commands open the clinic's records: the data folder, by a password where there is a vault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consult_app import paths
from consult_app.cli import ask
from consult_app.errors import Refused
from consult_app.services import accounts
from consult_app.services.accounts import Door
from consult_app.services.acting import Acting
from consult_app.services.first_start import first_user
from consult_app.storage.store import Store


@contextmanager
def opened(named: str | None = None, password_file: Path | None = None) -> Iterator[Acting]:
    """The records of this machine, open until the block ends; `ask` has both options.

    Where the key lies in a file nobody logs in, and the first user acts. Raises the store's codes,
    those of `accounts.unlock`, and clinic.not-set-up.
    """
    folder = paths.data_folder()
    if accounts.door(folder) is Door.VAULT:
        who = ask.person(accounts.people(folder), named)
        acting = accounts.unlock(folder, who.user_id, ask.password(who.name, password_file)).acting
    else:
        acting = _first(folder)
    try:
        yield acting
    finally:
        acting.store.close()


def _first(folder: Path) -> Acting:
    if accounts.unfinished(folder):
        raise Refused("clinic.not-set-up")
    store = Store.open(folder)
    try:
        user = first_user(store)
        if user is None:
            raise Refused("clinic.not-set-up")
    except BaseException:
        store.close()
        raise
    return Acting(user, store)
