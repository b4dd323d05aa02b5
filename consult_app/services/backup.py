"""Backups as use cases: made while the clinic works, verified by restoring aside, restored.

A backup and the data key restore the records on any machine; the backup alone does not, and the
key is not in it. Until accounts arrive the data key is the file `records.key` beside the records,
so that a copy of it has to be kept in another place than the backups. Whoever holds both may
restore: verifying and restoring need no user, because there may be no records to act in.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from consult_app import __version__
from consult_app.domain.audit import Event
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.services.acting import Acting, utc_now
from consult_app.services.permission import needs
from consult_app.storage import audit as audit_rows
from consult_app.storage import backup as copies
from consult_app.storage import keyfile
from consult_app.storage import restore as restoring
from consult_app.storage.archive import Archive
from consult_app.storage.restore import Checked, Restored


@needs(Capability.BACK_UP)
def create(acting: Acting, folder: Path | None = None) -> Archive:
    """Back up the records into a new file of `folder`, or of `backups` beside them.

    Raises `Refused`, with no file left: role.not-permitted, file.exists, file.no-folder,
    file.not-writable, file.disk-full, file.disk-error, backup.not-sound.
    """
    if folder is None:
        folder = acting.store.folder / copies.FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
    now = acting.now()
    target = folder / f"consult-{now:%Y-%m-%d-%H%M%S}{copies.SUFFIX}"
    keys = acting.store.backup_keys()
    with acting.read() as tx:
        made = copies.create(tx, target, keys, made_at=now, program=__version__)
    anchor = str(made.manifest.anchor or "")
    try:
        with acting.write() as tx:
            acting.note(tx, Event.BACKUP_MADE, "store", 0, sha256=made.sha256, anchor=anchor)
    except BaseException:
        target.unlink(missing_ok=True)  # a backup that nobody is told of is none
        raise
    return made


@needs(Capability.READ_CLINIC)
def last_made(acting: Acting) -> datetime | None:
    """When the newest backup was made; None where there never was one."""
    with acting.read() as tx:
        return audit_rows.newest(tx, Event.BACKUP_MADE)


def verify(file: Path, folder: Path, key_file: Path | None = None) -> Checked:
    """Restore a backup aside and compare it with what it says of itself.

    `folder`: of the records, whose key is taken unless `key_file` names one. Raises `Refused`:
    backup.key-missing, store.key-unreadable, file.unreadable, backup.not-one, backup.newer,
    backup.damaged, backup.other-key, store.disk-full, store.disk-error.
    """
    return restoring.verify(file, _key(folder, key_file), folder)


def restore(file: Path, folder: Path, key_file: Path | None = None) -> Restored:
    """Put a backup in place of the records in `folder`; what was there is kept beside them.

    Raises `Refused`, with everything as it was: as `verify`, and store.in-use, store.read-only.
    """
    return restoring.restore(file, _key(folder, key_file), folder, utc_now())


def _key(folder: Path, key_file: Path | None) -> bytes:
    key = keyfile.load(folder) if key_file is None else keyfile.read(key_file)
    if key is None:
        raise Refused("backup.key-missing")
    return key
