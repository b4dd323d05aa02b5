"""Where the records of a folder lie and which key opens them: by the vault, or by the key file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from consult_app.errors import Refused
from consult_app.storage import derive, files, migrate


@dataclass(frozen=True, slots=True)
class Place:
    """The database file, its own key, and the data key that others are made from."""

    path: Path
    key: bytes = field(repr=False)
    data_key: bytes = field(repr=False)


def by_key_file(folder: Path, *, create: bool) -> Place:
    """The records whose key lies beside them, made new where there are none and `create` is set.

    Raises `Refused`: vault.login-needed, store.missing, store.key-missing, store.key-unreadable,
    store.damaged.
    """
    if (folder / files.VAULT).exists():
        raise Refused("vault.login-needed")
    key = files.key_for(folder, create=create)
    place = Place(folder / files.DATABASE, key, key)
    if not place.path.exists():
        migrate.build(place.path, key)
    return place


def by_vault(folder: Path, data_key: bytes) -> Place:
    """The records that the vault names; made new once, behind a new vault.

    Raises `Refused`: vault.missing, vault.damaged, vault.newer, vault.renewed-meanwhile,
    vault.records-missing, store.busy.
    """
    from consult_app.storage import vaultfile  # not for opening by the key file

    vault, _signing = vaultfile.proved(folder, data_key)
    place = Place(folder / vault.database, derive.for_database(data_key), data_key)
    if not place.path.exists():
        if vault.begun:
            raise Refused("vault.records-missing")
        migrate.build(place.path, place.key)
    return place


def settle(folder: Path, data_key: bytes, *, unfinished: bool) -> None:
    """Once the records behind the vault have opened: note it, and remove what a renewal left.

    `unfinished`: they are not noted yet, because nobody is in them.
    """
    from consult_app.storage import rotation, vaultfile

    vault = vaultfile.read(folder).vault
    if not vault.begun and not unfinished:
        vaultfile.begin(folder, data_key)
    if vault.scrap:
        rotation.sweep(folder, data_key)
