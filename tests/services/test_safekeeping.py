"""Backups by themselves: when one is made, that it is proved first, what goes and what stays."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from consult_app.domain.audit import Event
from consult_app.domain.backup_plan import BackupPlan, Standing
from consult_app.services import backup, patients, safekeeping
from consult_app.services import clinic as clinic_use
from consult_app.services.acting import Acting
from consult_app.services.safekeeping import Stage
from consult_app.storage import audit as audit_rows
from consult_app.storage import backup_files
from consult_app.storage.store import Store
from tests.clinics import ELIF, Clinic, open_clinic
from tests.services.refusing import refused


def unwatched(_stage: Stage) -> bool:
    """Nobody looks, nobody stops it."""
    return True


def entered(acting: Acting, family: str = "backup.") -> list[dict[str, Any]]:
    with acting.store.read() as tx:
        bodies = [json.loads(entry.body) for entry in audit_rows.entries(tx)]
    return [body for body in bodies if body["event"].startswith(family)]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def folder(clinic: Clinic, tmp_path: Path) -> Path:
    """Another disk, as far as a test has one, chosen for the backups."""
    place = tmp_path / "other disk"
    place.mkdir()
    safekeeping.change_plan(clinic.acting, BackupPlan(str(place)))
    return place


def test_new_clinic_is_due_a_period_after_it_was_set_up(clinic: Clinic) -> None:
    acting = clinic.acting
    assert safekeeping.make_if_due(acting, unwatched).last is None
    assert safekeeping.state(acting).standing(acting.now()) is Standing.FINE
    clinic.clock.forward(hours=24)
    made = safekeeping.make_if_due(acting, unwatched)
    assert made.last == clinic.clock.at
    assert safekeeping.make_if_due(acting, unwatched) == made
    clinic.clock.forward(hours=6)
    assert safekeeping.make_if_due(acting, unwatched) == made
    assert safekeeping.make_if_due(acting, unwatched, leaving=True).last == clinic.clock.at
    clinic.clock.forward(hours=48)
    assert safekeeping.state(acting).standing(acting.now()) is Standing.OVERDUE


def test_made_is_proved_entered_and_opens(clinic: Clinic, folder: Path) -> None:
    stages: list[Stage] = []

    def watch(stage: Stage) -> bool:
        stages.append(stage)
        return True

    clinic.clock.forward(hours=24)
    state = safekeeping.make_if_due(clinic.acting, watch)
    assert stages == [Stage.COPYING, Stage.CHECKING, Stage.TIDYING]
    assert (state.folder, state.trouble) == (folder, "")
    (found,) = safekeeping.found(clinic.acting)
    assert found.automatic
    assert found.manifest.made_at == clinic.clock.at
    assert safekeeping.check(clinic.acting, found.path).report.sound
    (made,) = entered(clinic.acting)
    assert (made["event"], made["details"]["how"]) == (Event.BACKUP_MADE, "plan")


def test_made_at_the_desk_too_where_the_plan_asks_for_it(clinic: Clinic) -> None:
    clinic.clock.forward(hours=24)
    assert safekeeping.make_if_due(clinic.desk(), unwatched).last == clinic.clock.at
    with refused("role.not-permitted"):
        safekeeping.make_now(clinic.desk(), unwatched)


def test_rotation_removes_the_old_of_its_own_and_nothing_else(
    clinic: Clinic, folder: Path, tmp_path: Path
) -> None:
    acting = clinic.acting
    safekeeping.change_plan(acting, BackupPlan(str(folder), daily=2, weekly=0, monthly=0))
    safekeeping.make_now(acting, unwatched)
    other = open_clinic(tmp_path / "other clinic", another=True)
    safekeeping.change_plan(other.acting, BackupPlan(str(folder), daily=1))
    other.clock.forward(hours=24)
    safekeeping.make_if_due(other.acting, unwatched)
    other.acting.store.close()
    (folder / "consult-auto-notes.txt").write_text("mine")
    before = set(names(folder))
    for _day in range(4):
        clinic.clock.forward(hours=24)
        safekeeping.make_if_due(acting, unwatched)
    after = set(names(folder))
    assert before <= after, "of another clinic, or made by hand"
    assert len(after - before) == 2
    removed = [e for e in entered(acting) if e["event"] == Event.BACKUP_REMOVED]
    assert [e["details"]["count"] for e in removed] == [1, 1]


def test_clock_set_back_keeps_the_one_just_made(clinic: Clinic, folder: Path) -> None:
    acting = clinic.acting
    safekeeping.change_plan(acting, BackupPlan(str(folder), daily=1, weekly=0, monthly=0))
    clinic.clock.forward(days=400)
    safekeeping.make_if_due(acting, unwatched)
    clinic.clock.forward(days=-399)
    safekeeping.make_if_due(acting, unwatched)
    assert len(names(folder)) == 2
    newest = {found.manifest.made_at for found in safekeeping.found(acting)}
    assert clinic.clock.at in newest


def test_folder_that_has_gone_is_told_until_one_is_made(clinic: Clinic, folder: Path) -> None:
    acting = clinic.acting
    folder.rmdir()
    clinic.clock.forward(hours=24)
    with refused("file.no-folder"):
        safekeeping.make_if_due(acting, unwatched)
    state = safekeeping.state(acting)
    assert (state.last, state.trouble) == (None, "file.no-folder")
    assert state.standing(acting.now()) is Standing.FAILED
    folder.mkdir()
    state = safekeeping.make_if_due(acting, unwatched)
    assert (state.last, state.trouble) == (clinic.clock.at, "")
    assert [e["event"] for e in entered(acting)] == [Event.BACKUP_FAILED, Event.BACKUP_MADE]


@pytest.mark.parametrize("stage", list(Stage))
def test_stopped_at_any_stage_leaves_no_file_and_no_entry(
    clinic: Clinic, folder: Path, stage: Stage
) -> None:
    with refused("backup.stopped"):
        safekeeping.make_now(clinic.acting, lambda now: now is not stage)
    assert names(folder) == []
    assert entered(clinic.acting) == []


def test_copy_that_went_bad_is_no_backup_and_costs_no_old_one(clinic: Clinic, folder: Path) -> None:
    acting = clinic.acting
    safekeeping.change_plan(acting, BackupPlan(str(folder), daily=1, weekly=0, monthly=0))
    clinic.clock.forward(hours=24)
    safekeeping.make_if_due(acting, unwatched)
    before = names(folder)

    def spoil(stage: Stage) -> bool:
        if stage is Stage.CHECKING:
            (new,) = set(names(folder)) - set(before)
            content = bytearray((folder / new).read_bytes())
            content[5_000] ^= 1
            (folder / new).write_bytes(content)
        return True

    clinic.clock.forward(hours=24)
    with refused("backup.damaged"):
        safekeeping.make_if_due(acting, spoil)
    assert names(folder) == before
    assert safekeeping.state(acting).trouble == "backup.damaged"


def test_broken_chain_is_told_and_every_older_backup_stays(clinic: Clinic, folder: Path) -> None:
    acting = clinic.acting
    safekeeping.change_plan(acting, BackupPlan(str(folder), daily=1, weekly=0, monthly=0))
    clinic.clock.forward(hours=24)
    safekeeping.make_if_due(acting, unwatched)
    with acting.store.write() as tx:
        tx.connection.exec_driver_sql("DROP TRIGGER audit_update_refused")
        tx.connection.exec_driver_sql("UPDATE audit SET hash = 'x' WHERE seq = 2")
    clinic.clock.forward(hours=24)
    state = safekeeping.make_if_due(acting, unwatched)
    assert (state.trouble, state.last) == ("backup.chain-broken", clinic.clock.at)
    assert len(names(folder)) == 2


def test_leftover_of_a_killed_program_goes(clinic: Clinic, folder: Path) -> None:
    acting = clinic.acting
    own = backup_files.mark(acting.store.folder, acting.store.data_key)
    leftover = folder / f"{backup_files.by_itself(own, clinic.clock.at)}.partial"
    leftover.write_bytes(b"half")
    clinic.clock.forward(hours=24)
    safekeeping.make_if_due(acting, unwatched)
    assert not leftover.exists()


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (BackupPlan("relative/folder"), "file.no-folder"),
        (BackupPlan("/nowhere/at/all"), "file.no-folder"),
        (BackupPlan(hours=25), "backup.plan-out-of-range"),
        (BackupPlan(daily=-1), "backup.plan-out-of-range"),
        (BackupPlan(monthly=401), "backup.plan-out-of-range"),
        (BackupPlan("/" + "x" * 1_000), "text.too-long"),
    ],
)
def test_plan_that_cannot_be_kept_is_refused(clinic: Clinic, plan: BackupPlan, code: str) -> None:
    with refused(code):
        safekeeping.change_plan(clinic.acting, plan)
    assert clinic_use.settings(clinic.acting).backups == BackupPlan()


def test_restore_closes_the_records_and_keeps_what_was_there(clinic: Clinic, folder: Path) -> None:
    acting = clinic.acting
    safekeeping.make_now(acting, unwatched)
    (found,) = safekeeping.found(acting)
    patients.register(acting, replace(ELIF, family_name="Aydın"))
    done = safekeeping.put_back(acting, found.path)
    assert done.trouble is None
    assert done.restored is not None
    assert done.restored.kept is not None
    with Store.open(acting.store.folder) as store:
        assert patients.search(replace(acting, store=store), "Aydın") == ()


def test_restore_of_no_backup_closes_nothing(clinic: Clinic, folder: Path) -> None:
    bad = folder / "bad.backup"
    bad.write_bytes(bytes(5_000))
    with refused("backup.not-one"):
        safekeeping.put_back(clinic.acting, bad)
    assert patients.search(clinic.acting, "Demir")


def test_restore_that_is_refused_goes_on_with_the_records_as_they_were(
    clinic: Clinic, folder: Path, tmp_path: Path
) -> None:
    other = open_clinic(tmp_path / "other clinic", another=True)
    foreign = backup.create(other.acting, folder).path
    other.acting.store.close()
    done = safekeeping.put_back(clinic.acting, foreign)
    assert done.trouble is not None
    assert done.trouble.code == "backup.other-key"
    assert done.acting is not None
    assert patients.search(done.acting, "Demir")
    done.acting.store.close()


def test_backup_that_anyone_can_list_tells_no_name(clinic: Clinic, folder: Path) -> None:
    backup.create(clinic.acting, folder)
    assert "Demir" not in names(folder)[0]
