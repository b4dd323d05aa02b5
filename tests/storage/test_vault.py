"""Unlocking is logging in: each user's password and the recovery code lead to one data key."""

from __future__ import annotations

import multiprocessing
import os
import stat
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from consult_app.errors import Refused
from consult_app.storage import files, kdf, throttle, vault, vaultfile
from consult_app.storage.kdf import MIB, Cost
from consult_app.storage.store import Store
from tests.storage import vaults
from tests.storage.made_up import clinic
from tests.storage.vaults import KAYA, NAMES, OREN, PASSWORDS, Made, made, refusal

__all__ = ["made"]

NEW = "the cat sleeps on the router"


def test_create_makes_one_private_file_that_tells_nothing(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        opened, code = vault.create(tmp_path / "clinic", KAYA, "Kaya", PASSWORDS[KAYA])
    finally:
        os.umask(before)
    assert stat.S_IMODE(opened.folder.stat().st_mode) == 0o700
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in opened.folder.iterdir()}
    assert modes.pop(vaultfile.NAME) == 0o600
    assert set(modes) <= {vaultfile.LOCK}
    text = (opened.folder / vaultfile.NAME).read_text()
    for secret in (opened.data_key.hex(), PASSWORDS[KAYA], code, code.replace("-", "")):
        assert secret not in text
    assert opened.data_key.hex() not in repr(opened)
    assert repr(opened.data_key) not in repr(opened)


def test_create_where_records_are_is_refused_and_changes_nothing(made: Made) -> None:
    before = (made.folder / vaultfile.NAME).read_bytes()
    with pytest.raises(Refused, match=r"vault\.exists"):
        vault.create(made.folder, KAYA, "Someone", NEW)
    assert (made.folder / vaultfile.NAME).read_bytes() == before


@pytest.mark.parametrize("name", ["records.db", "records-0123abcd.db"])
def test_create_beside_records_whose_vault_was_lost_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"anything")
    with pytest.raises(Refused, match=r"vault\.exists"):
        vault.create(tmp_path, KAYA, "Someone", NEW)
    assert not vault.exists(tmp_path)


def test_people_are_listed_before_anyone_logs_in(made: Made) -> None:
    assert vault.people(made.folder) == ((KAYA, NAMES[KAYA]), (OREN, NAMES[OREN]))


def test_people_without_a_vault_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"vault\.missing"):
        vault.people(tmp_path)


def test_unlock_each_user_and_the_code_lead_to_the_same_key(made: Made) -> None:
    for user, password in PASSWORDS.items():
        assert vault.unlock(made.folder, user, password) == replace(made.opened, user_id=user)
    typed = made.code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert vault.recover(made.folder, typed) == replace(made.opened, user_id=None)


def test_unlock_however_the_keyboard_composes_letters(made: Made) -> None:
    apart = unicodedata.normalize("NFD", PASSWORDS[OREN])
    assert apart != PASSWORDS[OREN]
    assert refusal(made.folder, OREN, apart) == ""


@pytest.mark.parametrize(
    "password", [PASSWORDS[OREN], PASSWORDS[KAYA] + " ", PASSWORDS[KAYA].upper(), "\ud800"]
)
def test_unlock_with_another_password_is_refused(made: Made, password: str) -> None:
    assert refusal(made.folder, KAYA, password) == "vault.wrong-password"


def test_unlock_unknown_user_is_refused_and_not_counted(made: Made) -> None:
    assert refusal(made.folder, 3, NEW) == "vault.no-such-user"
    assert not (made.folder / throttle.NAME).exists()


def test_recover_with_a_wrong_code_is_refused(made: Made, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"recovery\.mistyped"):
        vault.recover(made.folder, made.code[:-1])
    assert not (made.folder / throttle.NAME).exists(), "a slip of the hand is no try"
    new = vault.new_recovery_code(made.opened)
    with pytest.raises(Refused, match=r"recovery\.wrong"):
        vault.recover(made.folder, made.code)
    assert vault.recover(made.folder, new).data_key == made.opened.data_key


def test_change_password_leaves_the_database_byte_for_byte(made: Made) -> None:
    with Store.open(made.folder, key=made.opened.data_key) as store, store.write() as tx:
        clinic(tx)
    database = made.folder / files.DATABASE
    before = database.read_bytes()
    assert vault.change_password(made.folder, KAYA, PASSWORDS[KAYA], NEW) == made.opened
    assert database.read_bytes() == before
    assert refusal(made.folder, KAYA) == "vault.wrong-password"
    assert refusal(made.folder, KAYA, NEW) == ""
    assert refusal(made.folder, OREN) == ""
    assert vault.people(made.folder) == tuple(NAMES.items()), "the order stays"


def test_change_password_without_the_old_one_is_refused_and_changes_nothing(made: Made) -> None:
    before = (made.folder / vaultfile.NAME).read_bytes()
    with pytest.raises(Refused, match=r"vault\.wrong-password"):
        vault.change_password(made.folder, KAYA, NEW, NEW)
    assert (made.folder / vaultfile.NAME).read_bytes() == before


def test_reset_by_another_gives_a_new_password_and_ends_the_wait(made: Made) -> None:
    with vaultfile.held(made.folder):
        for _ in range(throttle.FREE):
            throttle.begin(made.folder, str(OREN))
    assert refusal(made.folder, OREN) == "vault.wait"
    vault.reset_by(made.opened, OREN, NEW)
    assert refusal(made.folder, OREN, NEW) == ""


def test_reset_by_of_nobody_is_refused(made: Made) -> None:
    with pytest.raises(Refused, match=r"vault\.no-such-user"):
        vault.reset_by(made.opened, 3, NEW)


def test_add_slot_takes_the_strongest_cost_in_use(made: Made) -> None:
    stronger = Cost(80 * MIB, 3, 4)
    vault.add_slot(made.opened, 3, "Mert Aydın", NEW, stronger)
    vault.add_slot(made.opened, 4, "Deniz Ak", NEW)
    assert [s.cost for s in vaultfile.read(made.folder).vault.slots[-2:]] == [stronger, stronger]
    assert refusal(made.folder, 4, NEW) == ""


def test_rename_changes_the_list_and_no_password(made: Made) -> None:
    vault.rename(made.opened, OREN, "Işıl Ören-Şahin")
    assert vault.people(made.folder)[1] == (OREN, "Işıl Ören-Şahin")
    assert refusal(made.folder, OREN) == ""


def test_remove_slot_lets_nobody_in_by_it_and_keeps_the_others(made: Made) -> None:
    vault.remove_slot(made.opened, OREN)
    assert refusal(made.folder, OREN) == "vault.no-such-user"
    assert refusal(made.folder, KAYA) == ""
    with pytest.raises(Refused, match=r"vault\.last-user"):
        vault.remove_slot(made.opened, KAYA)


def test_change_with_another_data_key_is_refused(made: Made) -> None:
    stranger = replace(made.opened, data_key=bytes(32))
    with pytest.raises(Refused, match=r"vault\.renewed-meanwhile"):
        vault.rename(stranger, OREN, "Someone")


def change_on_a_full_disk(made: Made) -> str:
    """In a process of its own: nothing can be written."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
    try:
        vault.rename(made.opened, OREN, "Someone")
    except Refused as refused:
        return refused.code
    return ""


def test_change_on_a_full_disk_leaves_the_vault_as_it_was(made: Made) -> None:
    before = (made.folder / vaultfile.NAME).read_bytes()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(change_on_a_full_disk, (made,)) in {"store.disk-error", "store.disk-full"}
    assert (made.folder / vaultfile.NAME).read_bytes() == before
    assert {p.name for p in made.folder.iterdir()} <= {vaultfile.NAME, vaultfile.LOCK}


def test_change_is_on_disk_before_it_has_its_name_and_the_name_after(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace_ = os.fsync, os.replace

    def noted_fsync(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def noted_replace(source: Path, target: Path) -> None:
        done.append(f"{Path(source).name} -> {Path(target).name}")
        replace_(source, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "replace", noted_replace)
    vault.rename(made.opened, OREN, "Someone")
    assert done == ["file", "vault.json.new -> vault.json", "folder"]


def test_change_after_a_kill_while_writing_starts_over(made: Made) -> None:
    (made.folder / f"{vaultfile.NAME}.new").write_bytes(b"half")
    vault.rename(made.opened, OREN, "Someone")
    assert vault.people(made.folder)[1] == (OREN, "Someone")
    assert not (made.folder / f"{vaultfile.NAME}.new").exists()


@pytest.mark.parametrize(
    ("seconds", "memory"),
    [(0.150, 213 * MIB), (0.5, 64 * MIB), (2.0, 64 * MIB), (0.02, 256 * MIB), (0.125, 256 * MIB)],
)
def test_calibrate_keeps_floor_and_cap(seconds: float, memory: int) -> None:
    assert kdf.calibrate(500, measure=lambda cost: seconds) == Cost(memory, 3, 4)


def test_calibrate_measures_this_machine() -> None:
    assert kdf.calibrate(1) == kdf.FLOOR


@pytest.mark.parametrize(
    "cost", [Cost(8 * MIB, 3, 4), Cost(64 * MIB, 2, 4), Cost(64 * MIB, 3, 1), Cost(512 * MIB, 3, 4)]
)
def test_derive_outside_floor_and_cap_is_a_bug(cost: Cost) -> None:
    with pytest.raises(ValueError, match="floor"):
        kdf.derive(b"secret", bytes(32), cost)


def test_fixture_of_vaults_is_at_the_floor() -> None:
    assert {slot.cost for slot in vaultfile.read(vaults._original().folder).vault.slots} == {
        kdf.FLOOR
    }
