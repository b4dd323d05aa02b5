"""Backups as use cases: made while the clinic works, verified by restoring aside, restored.

A backup opens by a password of when it was made, or by the recovery code of then: the vault is in
it. Where the data key lies in a file beside the records instead, a backup and a copy of that file
restore them on any machine, and neither does alone. Whoever holds what opens a backup may verify
and restore it, so that neither needs a user: there may be no records to act in.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from consult_app import __version__
from consult_app.domain.audit import Event
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.services.acting import Acting, utc_now
from consult_app.services.permission import needs
from consult_app.storage import aside, backup_files, keyfile, ledger, vault, vaultfile
from consult_app.storage import backup as copies
from consult_app.storage.archive import Archive
from consult_app.storage.aside import Checked
from consult_app.storage.store import Store
from consult_app.storage.vault import Opened
from consult_app.storage.vault import Person as Person

if TYPE_CHECKING:
    from consult_app.storage.restore import Restored


@needs(Capability.BACK_UP)
def create(acting: Acting, folder: Path | None = None) -> Archive:
    """Back up the records into a new file of `folder`, or of `backups` beside them.

    Raises `Refused`, with no file left: role.not-permitted, file.exists, file.no-folder,
    file.not-writable, file.disk-full, file.disk-error, backup.not-sound.
    """
    if folder is None:
        folder = beside(acting.store)
    now = acting.now()
    made = copied(acting.store, folder / backup_files.by_hand(now), now)
    try:
        with acting.write() as tx:
            acting.note(tx, Event.BACKUP_MADE, "store", 0, **told(made))
    except BaseException:
        made.path.unlink(missing_ok=True)  # a backup that nobody is told of is none
        raise
    return made


def beside(store: Store) -> Path:
    """The folder beside the records, made where it is not there yet.

    A step of a use case that has asked for the role. Raises `Refused`: file.not-writable,
    file.disk-full.
    """
    folder = store.folder / copies.FOLDER
    with copies.told_of_target():
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def copied(store: Store, target: Path, at: datetime) -> Archive:
    """The records as they are now, in a new file that no entry tells of yet.

    A step of a use case that has asked for the role. Raises as `create`.
    """
    doors = vaultfile.content(store.folder, store.data_key) if vault.exists(store.folder) else None
    with store.read() as tx:
        made = copies.create(
            tx, target, store.backup_keys(), made_at=at, program=__version__, vault=doors
        )
    ledger.lay_beside(store.folder, target.parent, backup_files.mark(store.folder, store.data_key))
    return made


def told(made: Archive) -> dict[str, str]:
    """What the entry of a backup says."""
    return {"sha256": made.sha256, "anchor": str(made.manifest.anchor or "")}


def people(file: Path) -> tuple[Person, ...]:
    """Whose passwords open a backup; nobody's where it opens by a key file.

    Raises `Refused`: file.unreadable, backup.not-one, backup.newer, backup.damaged.
    """
    with aside.place() as place:
        return vault.people(place) if aside.unpack_vault(file, place) else ()


def key_by_password(file: Path, user_id: int, password: str) -> bytes:
    """The data key of a backup. Raises as `people` and `vault.unlock`."""
    return _key(file, lambda place: vault.unlock(place, user_id, password))


def key_by_code(file: Path, code: str) -> bytes:
    """The data key of a backup. Raises as `people` and `vault.recover`."""
    return _key(file, lambda place: vault.recover(place, code))


def key_by_file(folder: Path, key_file: Path | None = None) -> bytes:
    """The data key in a key file, or in that of the records in `folder`.

    Raises `Refused`: backup.key-missing, store.key-unreadable.
    """
    key = keyfile.load(folder) if key_file is None else keyfile.read(key_file)
    if key is None:
        raise Refused("backup.key-missing")
    return key


def verify(file: Path, folder: Path, data_key: bytes) -> Checked:
    """Restore a backup aside, beside the records in `folder`, and compare.

    Raises `Refused`: file.unreadable, backup.not-one, backup.newer, backup.damaged,
    backup.other-key, store.disk-full, store.disk-error.
    """
    from consult_app.storage import restore as restoring  # not where nothing is restored

    return restoring.verify(file, data_key, folder)


def restore(file: Path, folder: Path, data_key: bytes) -> Restored:
    """Put a backup in place of the records in `folder`; what was there is kept beside them.

    Raises `Refused`, with everything as it was: as `verify`, and store.in-use, store.read-only,
    backup.no-vault.
    """
    from consult_app.storage import restore as restoring

    return restoring.restore(file, data_key, folder, utc_now())


def _key(file: Path, unlock: Callable[[Path], Opened]) -> bytes:
    with aside.place() as place:
        if not aside.unpack_vault(file, place):
            raise Refused("backup.key-missing")
        return unlock(place).data_key
