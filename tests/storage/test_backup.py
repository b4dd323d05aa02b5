"""Backups: of one moment under a live writer, proved byte by byte, restored beside the old."""

from __future__ import annotations

import shutil
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from consult_app.domain.audit import Event
from consult_app.domain.backup import Manifest, Part, read
from consult_app.errors import Refused
from consult_app.storage import (
    archive,
    audit,
    backup,
    derive,
    files,
    keyfile,
    migrate,
    patients,
    restore,
)
from consult_app.storage.archive import Archive
from consult_app.storage.models import Base
from consult_app.storage.store import Store
from tests import kept
from tests.storage.made_up import ELIF, NOW, clinic, raw
from tests.storage.test_guards import one_of_everything
from tests.storage.test_migrate import NEXT, REBUILDS, publish

KEY = b"\x01" * 32


@pytest.fixture
def full(folder: Path) -> Iterator[Store]:
    """Open records with a row in every table."""
    store, _nothing = kept.begun(folder, __name__, fill)
    with store:
        yield store


def fill(store: Store) -> None:
    with store.write() as tx:
        one_of_everything(tx)


def backed_up(store: Store, target: Path) -> Archive:
    with store.read() as tx:
        return backup.create(tx, target, store.backup_keys(), made_at=NOW, program="1.2")


def key_of(folder: Path) -> bytes:
    key = keyfile.load(folder)
    assert key is not None
    return key


@pytest.fixture
def made(full: Store, tmp_path: Path) -> Archive:
    return backed_up(full, tmp_path / "one.backup")


def everything(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of closed records."""
    connection = raw(folder)
    rows = {
        name: connection.execute(f'SELECT * FROM "{name}"').fetchall()
        for name in sorted(Base.metadata.tables)
    }
    connection.close()
    return rows


def refusal(file: Path, folder: Path) -> str:
    """The code with which a backup is refused, by both; nothing in the folder changes."""
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    codes = set()
    for refuse in (
        lambda: restore.verify(file, key_of(folder), folder),
        lambda: restore.restore(file, key_of(folder), folder, NOW),
    ):
        with pytest.raises(Refused) as refused:
            refuse()
        codes.add(refused.value.code)
    assert before == {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    (code,) = codes
    return code


def test_create_tells_what_is_in_it(full: Store, made: Archive) -> None:
    with full.read() as tx:
        assert made.manifest.anchor == audit.head(tx)
    assert made.manifest.counts["patient"] == 2
    assert set(made.manifest.counts) == set(Base.metadata.tables)
    assert (made.manifest.program, made.manifest.made_at) == ("1.2", NOW)
    assert archive.opened(made.path, full.backup_keys().seal) == made


def test_create_is_private_and_leaves_nothing_else(made: Archive) -> None:
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    beside = {p.name for p in made.path.parent.iterdir()}
    assert beside == {"one.backup", "clinic"}


def test_create_shows_nothing_of_anyone_and_no_key(full: Store, made: Archive) -> None:
    content = made.path.read_bytes()
    assert b"Demir" not in content
    assert b"SQLite format" not in content
    key = key_of(full.folder)
    assert key not in content
    assert key.hex().encode() not in content


def test_create_under_a_live_writer_is_of_one_moment(full: Store, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with full.write() as tx:
                patient = patients.insert(tx, ELIF, at=NOW, by=1)
                audit.append(
                    tx, Event.PATIENT_REGISTERED, actor=1, subject_kind="p", subject_id=patient.id
                )

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backed_up(full, tmp_path / f"{n}.backup") for n in range(5)]
    finally:
        stop.set()
        writer.join()
    moments = set()
    for one in made:
        checked = restore.verify(one.path, key_of(full.folder), full.folder)
        assert checked.report.sound
        counts = one.manifest.counts
        moments.add((counts["patient"], counts["audit"]))
    assert len({audits - people for people, audits in moments}) == 1
    assert len(moments) > 1, "nothing was written meanwhile"


def test_create_over_another_file_is_refused(full: Store, made: Archive) -> None:
    before = made.path.read_bytes()
    with pytest.raises(Refused, match=r"file\.exists"):
        backed_up(full, made.path)
    assert made.path.read_bytes() == before


def test_create_in_no_folder_is_refused(full: Store, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"file\.no-folder"):
        backed_up(full, tmp_path / "none" / "one.backup")


def test_keys_of_backups_stay_what_they_were() -> None:
    # backups that exist are opened with these: a change here would make every one unreadable
    keys = derive.for_backup(KEY)
    assert keys.records.hex() == "d76c95e208d15a07721a236c92e380523c7858b22a3afdefc7a7a465fabda023"
    assert keys.seal.hex() == "06f2dc19d000541f8a8d5fe60adac4f1be1e57f4be05a71dd16b54282be9636c"
    assert KEY.hex() not in repr(keys)


def test_manifest_written_and_read_is_the_same(made: Archive) -> None:
    assert read(made.manifest.text()) == made.manifest
    empty = Manifest(NOW, "1", "0001", {}, None, (Part("a", 0, "b"),))
    assert read(empty.text()) == empty


def test_verify_whole_is_sound_and_leaves_nothing(full: Store, made: Archive) -> None:
    before = set(full.folder.iterdir())
    checked = restore.verify(made.path, key_of(full.folder), full.folder)
    assert checked.report.sound
    assert checked.archive.manifest == made.manifest
    assert set(full.folder.iterdir()) == before


def test_verify_of_a_broken_chain_names_the_entry(full: Store, tmp_path: Path) -> None:
    with full.write() as tx:
        tx.connection.exec_driver_sql("DROP TRIGGER audit_update_refused")
        tx.connection.exec_driver_sql("UPDATE audit SET body = '{}' WHERE seq = 2")
    made = backed_up(full, tmp_path / "broken.backup")
    checked = restore.verify(made.path, key_of(full.folder), full.folder)
    assert 2 in {fault.first for fault in checked.report.faults}


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (0, 50, "backup.not-one"),
        (0, -1, "backup.not-one"),
        (0, 0, "backup.not-one"),
        (1, None, "backup.damaged"),
        (4096, None, "backup.damaged"),
    ],
)
def test_restore_of_a_cut_file_is_refused(
    full: Store, made: Archive, start: int, end: int | None, code: str
) -> None:
    folder = full.folder
    full.close()
    made.path.write_bytes(made.path.read_bytes()[start:end])
    assert refusal(made.path, folder) == code


def test_restore_of_a_foreign_file_is_refused(full: Store, tmp_path: Path) -> None:
    folder = full.folder
    full.close()
    other = tmp_path / "other"
    other.write_bytes(b"%PDF-1.7" + bytes(5_000))
    assert refusal(other, folder) == "backup.not-one"
    assert refusal(folder / files.DATABASE, folder) == "backup.not-one"
    assert refusal(tmp_path / "none", folder) == "file.unreadable"
    assert refusal(tmp_path, folder) == "file.unreadable"


def test_restore_of_another_clinics_backup_is_refused(full: Store, tmp_path: Path) -> None:
    folder = full.folder
    full.close()
    with Store.open(tmp_path / "there", create=True) as there:
        with there.write() as tx:
            clinic(tx)
        made = backed_up(there, tmp_path / "there.backup")
    assert refusal(made.path, folder) == "backup.other-key"


def test_restore_of_a_later_format_is_refused(full: Store, made: Archive) -> None:
    folder = full.folder
    full.close()
    made.path.write_bytes(made.path.read_bytes()[:-1] + b"2")
    assert refusal(made.path, folder) == "backup.newer"


def test_restore_of_later_tables_is_refused(full: Store, tmp_path: Path) -> None:
    folder = full.folder
    with full.write() as tx:
        tx.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    made = backed_up(full, tmp_path / "later.backup")
    with full.write() as tx:
        tx.connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (migrate.HEAD,))
    full.close()
    assert refusal(made.path, folder) == "backup.newer"


def test_restore_of_a_manifest_that_says_more_than_there_is_is_refused(
    full: Store, made: Archive, tmp_path: Path
) -> None:
    """Sealed by the right key, so the program itself must have erred."""
    folder, keys = full.folder, full.backup_keys()
    full.close()
    wrong = Manifest(
        made.manifest.made_at,
        made.manifest.program,
        made.manifest.revision,
        {**made.manifest.counts, "patient": 3},
        made.manifest.anchor,
        made.manifest.parts,
    )
    parts = tmp_path / "wrong.backup"
    parts.write_bytes(made.path.read_bytes()[: made.manifest.parts[0].size])
    archive.finish(parts, wrong, keys.seal)
    assert refusal(parts, folder) == "backup.damaged"


def test_restore_while_the_records_are_open_is_refused(full: Store, made: Archive) -> None:
    with pytest.raises(Refused, match=r"store\.in-use"):
        restore.restore(made.path, key_of(full.folder), full.folder, NOW)


def test_restore_brings_back_every_row_and_keeps_what_was_there(
    full: Store, made: Archive, folder: Path
) -> None:
    with full.write() as tx:
        clinic_later = patients.insert(tx, ELIF, at=NOW, by=1)
        head = audit.append(
            tx, Event.PATIENT_REGISTERED, actor=1, subject_kind="p", subject_id=clinic_later.id
        )
    full.close()
    before = everything(folder)
    restored = restore.restore(made.path, key_of(folder), folder, NOW)
    after = everything(folder)
    assert len(after["patient"]) == len(before["patient"]) - 1
    (entry,) = after["audit"][len(before["audit"]) - 1 :]
    assert '"backup.restored"' in str(entry)
    assert made.sha256 in str(entry)
    assert str(head) in str(entry)
    assert restored.kept is not None
    assert everything(restored.kept) == before
    assert {stat.S_IMODE(p.stat().st_mode) for p in restored.kept.iterdir()} == {0o600}
    assert stat.S_IMODE(restored.kept.stat().st_mode) == 0o700
    with Store.open(folder, create=False) as store, store.read() as tx:
        assert audit.verify(tx, [made.manifest.anchor] if made.manifest.anchor else []).sound
        assert patients.count(tx) == 1


def test_restore_on_another_machine_needs_only_backup_and_key(
    full: Store, made: Archive, tmp_path: Path
) -> None:
    key = key_of(full.folder)
    restored = restore.restore(made.path, key, tmp_path / "new", NOW)
    assert restored.kept is None
    assert key_of(tmp_path / "new") == key
    with Store.open(tmp_path / "new", create=False) as store, store.read() as tx:
        assert patients.count(tx) == 1


def test_restore_over_another_clinic_keeps_its_key_too(
    full: Store, made: Archive, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    Store.open(other, create=True).close()
    old = key_of(other)
    restored = restore.restore(made.path, key_of(full.folder), other, NOW)
    assert restored.kept is not None
    assert key_of(restored.kept) == old
    Store.open(restored.kept, create=False).close()
    with Store.open(other, create=False) as store, store.read() as tx:
        assert patients.count(tx) == 1


def test_restore_in_place_of_damaged_records_keeps_them_with_their_log(
    full: Store, made: Archive, folder: Path
) -> None:
    with full.write() as tx:
        patients.insert(tx, ELIF, at=NOW, by=1)
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy)  # with its log, as after a kill
    database = copy / files.DATABASE
    database.write_bytes(bytes(len(database.read_bytes())))
    log = copy / f"{files.DATABASE}-wal"
    log.write_bytes(b"\0" + log.read_bytes()[1:])
    lies = log.read_bytes()
    restored = restore.restore(made.path, key_of(folder), copy, NOW)
    assert restored.kept is not None
    assert (restored.kept / f"{files.DATABASE}-wal").read_bytes() == lies
    with Store.open(copy, create=False) as store, store.read() as tx:
        assert patients.count(tx) == 1


def test_restore_twice_at_the_same_time_of_day_keeps_both(made: Archive, full: Store) -> None:
    folder, key = full.folder, key_of(full.folder)
    full.close()
    kept = {restore.restore(made.path, key, folder, NOW).kept for _ in range(3)}
    assert len(kept) == 3


def test_restore_of_older_tables_brings_them_up_to_date(
    full: Store, made: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, key = full.folder, key_of(full.folder)
    full.close()
    older = migrate.HEAD
    publish(monkeypatch, tmp_path, REBUILDS)
    checked = restore.verify(made.path, key, folder)
    assert (made.manifest.revision, checked.revision) == (older, NEXT)
    assert checked.report.sound
    restore.restore(made.path, key, folder, NOW)
    connection = raw(folder)
    assert "nickname" in connection.execute("SELECT * FROM patient").description[-1]
    with pytest.raises(Exception, match="audit_delete_refused"):
        connection.execute("DELETE FROM audit")
    assert connection.execute("SELECT count(*) FROM consent").fetchone()[0] > 0
    connection.close()
