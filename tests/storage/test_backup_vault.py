"""Backups of records behind a vault: a password of then opens them, one rename brings them back."""

from __future__ import annotations

from pathlib import Path

import pytest

from consult_app.errors import Refused
from consult_app.services import backup as use_cases
from consult_app.services.accounts import Door, door
from consult_app.storage import (
    aside,
    audit,
    backup,
    files,
    keyfile,
    patients,
    restore,
    rotation,
    vault,
    vaultfile,
)
from consult_app.storage.archive import Archive
from consult_app.storage.store import Store
from tests.storage.made_up import ELIF, NOW, clinic
from tests.storage.test_erasing import erase
from tests.storage.vaults import KAYA, OREN, PASSWORDS, Made, made, refusal

__all__ = ["made"]


def backed_up(made: Made, target: Path) -> Archive:
    content = vaultfile.content(made.folder, made.opened.data_key)
    with Store.open(made.folder, key=made.opened.data_key) as store, store.read() as tx:
        keys = store.backup_keys()
        return backup.create(tx, target, keys, made_at=NOW, program="1", vault=content)


def test_erasure_is_repeated_after_the_keys_were_renewed(made: Made, tmp_path: Path) -> None:
    """A backup under the old data key, restored by a password of then, where a new one holds."""
    with Store.open(made.folder, key=made.opened.data_key) as store, store.write() as tx:
        clinic(tx)
        gone = patients.insert(tx, ELIF, at=NOW, by=1)
    backed_up(made, tmp_path / "old.backup")
    with Store.open(made.folder, key=made.opened.data_key) as store:
        erase(store, gone.id)
    renewed = rotation.renew(made.opened, lambda _tx: None)
    Store.open(made.folder, key=renewed.data_key).close()
    restored = restore.restore(tmp_path / "old.backup", made.opened.data_key, made.folder, NOW)
    assert (restored.repeated.erasures, restored.repeated.unread) == (1, False)
    assert people(made.folder) == 1


def people(folder: Path, password: str = PASSWORDS[KAYA]) -> int:
    """How many patients the records have, for who logs in with a password."""
    key = vault.unlock(folder, KAYA, password).data_key
    with Store.open(folder, key=key) as store, store.read() as tx:
        assert audit.verify(tx).sound
        return patients.count(tx)


@pytest.fixture
def file(made: Made, tmp_path: Path) -> Path:
    """A backup of one patient; the records have two by now."""
    with Store.open(made.folder, key=made.opened.data_key) as store, store.write() as tx:
        clinic(tx)
    archive = backed_up(made, tmp_path / "one.backup")
    with Store.open(made.folder, key=made.opened.data_key) as store, store.write() as tx:
        patients.insert(tx, ELIF, at=NOW, by=1)
    return archive.path


def test_backup_names_who_may_open_it_and_no_key(made: Made, file: Path) -> None:
    assert [p.user_id for p in use_cases.people(file)] == [KAYA, OREN]
    content = file.read_bytes()
    assert made.opened.data_key not in content
    assert made.opened.data_key.hex().encode() not in content


def test_backup_opens_by_each_password_and_by_the_recovery_code(made: Made, file: Path) -> None:
    for user, password in PASSWORDS.items():
        assert use_cases.key_by_password(file, user, password) == made.opened.data_key
    assert use_cases.key_by_code(file, made.code) == made.opened.data_key
    with pytest.raises(Refused, match=r"vault\.wrong-password"):
        use_cases.key_by_password(file, KAYA, PASSWORDS[OREN])


def test_restore_on_another_machine_needs_the_backup_and_a_password(
    file: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    key = use_cases.key_by_password(file, OREN, PASSWORDS[OREN])
    restored = restore.restore(file, key, new, NOW)
    assert restored.kept is None
    assert door(new) is Door.VAULT
    assert not (new / keyfile.NAME).exists()
    assert people(new) == 1


def test_restore_in_place_keeps_what_was_there_with_its_vault(made: Made, file: Path) -> None:
    restored = restore.restore(file, made.opened.data_key, made.folder, NOW)
    assert people(made.folder) == 1
    assert restored.kept is not None
    assert people(restored.kept) == 2
    names = {p.name for p in made.folder.glob("records*.db*")}
    assert names == {vaultfile.read(made.folder).vault.database}
    with Store.open(made.folder, key=made.opened.data_key) as store, store.read() as tx:
        assert '"backup.restored"' in [e.body for e in audit.entries(tx)][-1]


def test_restore_after_the_keys_were_renewed_brings_back_the_passwords_of_then(
    made: Made, file: Path
) -> None:
    vault.reset_by(made.opened, KAYA, "a word that came later, long enough")
    rotation.renew(made.opened, lambda _tx: None)
    assert refusal(made.folder, KAYA) == "vault.wrong-password"
    (made.folder / "tries.json").unlink()
    key = use_cases.key_by_password(file, KAYA, PASSWORDS[KAYA])
    restored = restore.restore(file, key, made.folder, NOW)
    assert people(made.folder) == 1
    assert restored.kept is not None
    assert people(restored.kept, "a word that came later, long enough") == 2


def test_restore_in_place_of_records_with_a_key_file_brings_the_vault(
    made: Made, file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    with Store.open(other, create=True) as store, store.write() as tx:
        clinic(tx)
    restored = restore.restore(file, made.opened.data_key, other, NOW)
    assert door(other) is Door.VAULT
    assert people(other) == 1
    assert restored.kept is not None
    assert door(restored.kept) is Door.KEY_FILE
    Store.open(restored.kept).close()


def test_restore_without_a_vault_in_place_of_one_is_refused(made: Made, tmp_path: Path) -> None:
    Store.open(made.folder, key=made.opened.data_key).close()
    with Store.open(tmp_path / "plain", create=True) as store:
        keys = store.backup_keys()
        with store.read() as tx:
            archive = backup.create(tx, tmp_path / "plain.backup", keys, made_at=NOW, program="1")
    key = keyfile.load(tmp_path / "plain") or b""
    before = {p.name: p.read_bytes() for p in made.folder.iterdir() if p.is_file()}
    with pytest.raises(Refused, match=r"backup\.no-vault"):
        restore.restore(archive.path, key, made.folder, NOW)
    assert before == {p.name: p.read_bytes() for p in made.folder.iterdir() if p.is_file()}


def test_restore_in_place_of_damaged_records_and_a_damaged_vault(made: Made, file: Path) -> None:
    key = made.opened.data_key
    (made.folder / files.VAULT).write_text("{}")
    (made.folder / files.DATABASE).write_bytes(bytes(50_000))
    restored = restore.restore(file, key, made.folder, NOW)
    assert people(made.folder) == 1
    assert restored.kept is not None
    assert (restored.kept / files.VAULT).read_text() == "{}"


def test_vault_in_a_backup_that_was_made_up_does_not_open(
    made: Made, file: Path, tmp_path: Path
) -> None:
    """Whoever has no key cannot change who opens a backup: its seal would not hold."""
    from consult_app.storage import archive as archives

    whole = archives.whole(file).archive
    records = file.read_bytes()[: whole.manifest.parts[0].size]
    forged = tmp_path / "forged.backup"
    forged.write_bytes(records)
    parts = (
        archives.first_part(files.DATABASE, forged),
        archives.add_part(files.VAULT, (made.folder / files.VAULT).read_bytes(), forged),
    )
    manifest = whole.manifest
    changed = type(manifest)(
        manifest.made_at, "2", manifest.revision, manifest.counts, manifest.anchor, parts
    )
    archives.finish(forged, changed, b"\x00" * 32)
    with pytest.raises(Refused, match=r"backup\.other-key"):
        restore.verify(forged, made.opened.data_key, made.folder)


def test_nothing_is_left_aside(made: Made, file: Path) -> None:
    restore.verify(file, made.opened.data_key, made.folder)
    assert not list(made.folder.glob(f"{aside.PREFIX}*"))
