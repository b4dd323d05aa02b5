"""How commands open the clinic's records: the data folder, with the first user acting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from consult_app import paths
from consult_app.errors import Refused
from consult_app.services.acting import Acting
from consult_app.services.first_start import first_user
from consult_app.storage.store import Store


@contextmanager
def opened() -> Iterator[Acting]:
    """The records of this machine, open until the block ends.

    Raises the store's codes, and clinic.not-set-up.
    """
    with Store.open(paths.data_folder(), create=False) as store:
        user = first_user(store)
        if user is None:
            raise Refused("clinic.not-set-up")
        yield Acting(user, store)
