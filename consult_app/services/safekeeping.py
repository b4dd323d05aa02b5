"""Backups that are made by themselves: when, where, how many are kept, and how it stands with them.

Each is restored aside and compared before anyone is told of it, and only then do the oldest ones
go. Whoever is logged in lets the program do this: what an administrator set is done at the desk's
computer too. A refusal is entered, so that it is still known after a restart.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from consult_app.domain import backup_plan
from consult_app.domain.audit import Event
from consult_app.domain.backup_plan import EVERY, LONGEST_FOLDER, MOST_KEPT, BackupPlan, Standing
from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.people import Capability
from consult_app.domain.texts import bounded
from consult_app.errors import Refused
from consult_app.services import backup
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import aside, backup_files, files, vault
from consult_app.storage import audit as audit_rows
from consult_app.storage import backup as copies
from consult_app.storage import settings as settings_rows
from consult_app.storage.aside import Checked as Checked
from consult_app.storage.backup_files import Found as Found
from consult_app.storage.store import Store, Tx

if TYPE_CHECKING:
    from consult_app.storage.restore import Restored

_PERSON, _PLAN = "person", "plan"
_NOT_A_FAILURE = frozenset({"backup.stopped", "store.closed"})


class Stage(IntEnum):
    """How far a backup is; each takes about as long as reading the records once."""

    COPYING = 0
    CHECKING = 1
    TIDYING = 2


Watch = Callable[[Stage], bool]
"""Told of each stage as it begins; says whether to go on."""


@dataclass(frozen=True, slots=True)
class State:
    """How it stands. `last`: when the newest was made, None where there is none yet.

    `since`: from when on the plan counts: the newest, or the first entry; `trouble`: the code of
    what kept the last one away; `folder`: where they go; `same_disk`: as the records, which a
    broken disk takes along.
    """

    plan: BackupPlan
    last: datetime | None
    since: datetime
    trouble: str
    folder: Path
    same_disk: bool

    def standing(self, now: datetime) -> Standing:
        """What the sign says."""
        failed = bool(self.trouble)
        return backup_plan.standing(self.plan, self.since, now, failed=failed)


@needs(Capability.READ_CLINIC)
def state(acting: Acting) -> State:
    """How it stands with the backups."""
    with acting.read() as tx:
        return _state(acting, tx)


@needs(Capability.READ_CLINIC)
def make_if_due(acting: Acting, watch: Watch, *, leaving: bool = False) -> State:
    """Make one where the plan asks for it. `leaving`: the day's work ends, so sooner.

    Raises `Refused`, entered, with no file left: as `make_now`, but for the role.
    """
    now, found = acting.now(), state(acting)
    due = backup_plan.due_when_leaving if leaving else backup_plan.due
    if due(found.plan, found.since, now):
        return _made(acting, found, watch, how=_PLAN)
    return found


@needs(Capability.BACK_UP)
def make_now(acting: Acting, watch: Watch) -> State:
    """Make one, whatever the plan says.

    Raises `Refused`, entered, with no file left: role.not-permitted, backup.stopped (not entered),
    and as `backup.create` and `backup.verify`.
    """
    return _made(acting, state(acting), watch, how=_PERSON)


@needs(Capability.KEEP_CLINIC)
def change_plan(acting: Acting, plan: BackupPlan) -> ClinicSettings:
    """Set when backups are made, where, and how many are kept.

    Raises `Refused`: role.not-permitted, backup.plan-out-of-range, file.no-folder,
    file.not-writable, file.disk-full, text.too-long.
    """
    plan = replace(plan, folder=plan.folder.strip())
    bounded(LONGEST_FOLDER, plan.folder)
    kept = (plan.daily, plan.weekly, plan.monthly)
    if plan.hours not in EVERY or not all(0 <= number <= MOST_KEPT for number in kept):
        raise Refused("backup.plan-out-of-range", limit=MOST_KEPT)
    if plan.folder:
        _require_writable(Path(plan.folder))
    with acting.write() as tx:
        new = replace(settings_rows.get(tx), backups=plan)
        settings_rows.put(tx, new)
        acting.note(tx, Event.SETTINGS_CHANGED, "settings", 1, fields="backups")
    return new


@needs(Capability.BACK_UP)
def found(acting: Acting) -> tuple[Found, ...]:
    """Every backup in the clinic's folder, the newest first; what each says of itself."""
    return backup_files.every(state(acting).folder)


@needs(Capability.BACK_UP)
def check(acting: Acting, file: Path, data_key: bytes | None = None) -> Checked:
    """Restore a backup aside and compare, by the key of these records or that of the backup.

    Raises `Refused`: role.not-permitted, and as `backup.verify`.
    """
    return backup.verify(file, acting.store.folder, data_key or acting.store.data_key)


@dataclass(frozen=True, slots=True)
class PutBack:
    """What became of a restore. `trouble`: nothing was changed, and `acting` goes on as before.

    Without one the records are closed, and whoever logs in opens those of the backup.
    """

    restored: Restored | None
    acting: Acting | None
    trouble: Refused | None


@needs(Capability.BACK_UP)
def put_back(acting: Acting, file: Path, data_key: bytes | None = None) -> PutBack:
    """Close the records and put a backup in their place; what was there is kept beside them.

    Nothing else may be under way. Raises `Refused`, with nothing closed: role.not-permitted,
    file.unreadable, backup.not-one, backup.newer, backup.damaged.
    """
    backup.people(file)
    folder, own = acting.store.folder, acting.store.data_key
    behind_vault = vault.exists(folder)
    acting.store.close()
    try:
        return PutBack(backup.restore(file, folder, data_key or own), None, None)
    except Refused as refused:
        store = Store.open(folder, key=own if behind_vault else None)
        return PutBack(None, replace(acting, store=store), refused)


def _state(acting: Acting, tx: Tx) -> State:
    plan = settings_rows.get(tx).backups
    told = audit_rows.newest(tx, Event.BACKUP_MADE, Event.BACKUP_FAILED)
    trouble = str(told.details.get("trouble", "")) if told else ""
    made = told
    if told is not None and told.event == Event.BACKUP_FAILED:
        made = audit_rows.newest(tx, Event.BACKUP_MADE)
    begun = made or audit_rows.first(tx)
    folder = Path(plan.folder) if plan.folder else acting.store.folder / copies.FOLDER
    return State(
        plan,
        made.at if made else None,
        begun.at if begun else acting.now(),
        trouble,
        folder,
        files.same_disk(folder, acting.store.folder),
    )


def _made(acting: Acting, found: State, watch: Watch, how: str) -> State:
    try:
        return _made_and_checked(acting, found, watch, how)
    except Refused as refused:
        if refused.code not in _NOT_A_FAILURE:
            with suppress(Refused), acting.write() as tx:  # the disk may be the trouble
                acting.note(tx, Event.BACKUP_FAILED, "store", 0, trouble=refused.code, how=how)
        raise


def _made_and_checked(acting: Acting, found: State, watch: Watch, how: str) -> State:
    folder = found.folder if found.plan.folder else backup.beside(acting.store)
    own = backup_files.mark(acting.store.folder, acting.store.data_key)
    with copies.told_of_target():
        backup_files.remove_leftovers(folder, own)
        aside.sweep(acting.store.folder)
    _go_on(watch, Stage.COPYING)
    now = acting.now()
    name = backup_files.by_hand(now) if how == _PERSON else backup_files.by_itself(own, now)
    made = backup.copied(acting.store, folder / name, now)
    try:
        _go_on(watch, Stage.CHECKING)
        checked = backup.verify(made.path, acting.store.folder, acting.store.data_key)
        _go_on(watch, Stage.TIDYING)
        broken = Refused("backup.chain-broken")  # told, as the backup itself is as it should be
        trouble = {} if checked.report.sound else {"trouble": broken.code}
        with acting.write() as tx:
            entry = backup.told(made) | {"how": how} | trouble
            acting.note(tx, Event.BACKUP_MADE, "store", 0, **entry)
    except BaseException:
        made.path.unlink(missing_ok=True)  # what was not proved is no backup
        raise
    if not trouble:  # else the older ones may be the ones that are still needed
        _rotate(acting, folder, own, found.plan, made.path)
    return state(acting)


def _go_on(watch: Watch, stage: Stage) -> None:
    if not watch(stage):
        raise Refused("backup.stopped")


def _rotate(acting: Acting, folder: Path, own: str, plan: BackupPlan, newest: Path) -> None:
    """Remove what the plan no longer keeps; the one just made stays, whatever the clock says."""
    with suppress(OSError):
        there = backup_files.automatic(folder, own)
        left = backup_plan.kept(there, plan)
        gone = [path for at, path in there.items() if at not in left and path != newest]
        for path in gone:
            path.unlink(missing_ok=True)
        if gone:
            with acting.write() as tx:
                acting.note(tx, Event.BACKUP_REMOVED, "store", 0, count=len(gone))


def _require_writable(folder: Path) -> None:
    if not folder.is_absolute() or not folder.is_dir():
        raise Refused("file.no-folder")
    with copies.told_of_target():
        files.try_to_write(folder)
