"""Opening, sharing and closing the records; every trouble gets its own code and changes nothing."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import stat
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from consult_app.domain.audit import Event
from consult_app.errors import Refused
from consult_app.storage import audit, engine, files, keyfile, patients, users
from consult_app.storage.store import Store
from tests.storage.made_up import ELIF, KAYA, NOW, clinic, raw

NOBODY = 65534


def refusal(folder: Path, *, create: bool = False) -> str:
    """The code with which the records do not open; an open store is a failure."""
    with pytest.raises(Refused) as refused:
        Store.open(folder, create=create).close()
    return refused.value.code


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Everything in the folder but the lock."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != files.LOCK}


@pytest.fixture
def closed(folder: Path) -> Path:
    """The folder of records that hold a patient and are closed."""
    with Store.open(folder, create=True) as store, store.write() as tx:
        clinic(tx)
    return folder


def test_open_new_makes_everything_private(folder: Path) -> None:
    before = os.umask(0)
    try:
        with Store.open(folder, create=True) as store, store.write() as tx:
            clinic(tx)
            modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir()}
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert set(modes) >= {"records.db", "records.db-wal", "records.key"}
    assert set(modes.values()) == {0o600}


def test_open_again_finds_what_was_written(closed: Path) -> None:
    with Store.open(closed, create=False) as store, store.read() as tx:
        assert patients.search(tx, "elif", 5)[0].family_name == ELIF.family_name


def test_file_without_the_key_shows_nothing(closed: Path) -> None:
    content = (closed / files.DATABASE).read_bytes()
    assert b"Demir" not in content
    assert b"SQLite format" not in content


def test_open_without_records_is_refused_and_makes_nothing(folder: Path) -> None:
    assert refusal(folder) == "store.missing"
    assert not folder.exists()


def test_open_twice_is_refused(store: Store) -> None:
    assert refusal(store.folder) == "store.in-use"


def test_open_in_another_process_is_refused(store: Store) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(refusal, (store.folder,)) == "store.in-use"


def test_open_after_close_is_possible(closed: Path) -> None:
    Store.open(closed, create=False).close()
    Store.open(closed, create=False).close()


def test_open_newer_is_refused_and_changes_nothing(closed: Path) -> None:
    connection = raw(closed)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = bytes_of(closed)
    assert refusal(closed, create=True) == "store.newer"
    assert bytes_of(closed) == before


@pytest.mark.parametrize("offset", [8, 40, 2000, 4090])
def test_open_damaged_first_page_is_refused_and_changes_nothing(closed: Path, offset: int) -> None:
    path = closed / files.DATABASE
    content = bytearray(path.read_bytes())
    content[offset] ^= 1
    path.write_bytes(content)
    before = bytes_of(closed)
    # in the salt even the right key fits no page any more
    expected = "store.wrong-key" if offset < 16 else "store.damaged"
    assert refusal(closed, create=True) == expected
    assert bytes_of(closed) == before


@pytest.mark.parametrize("size", [0, 100, 4096, 40_000])
def test_open_cut_off_file_is_refused_and_changes_nothing(closed: Path, size: int) -> None:
    os.truncate(closed / files.DATABASE, size)
    before = bytes_of(closed)
    assert refusal(closed, create=True) == "store.damaged"
    assert bytes_of(closed) == before


def test_read_damaged_page_is_refused(closed: Path) -> None:
    path = closed / files.DATABASE
    content = bytearray(path.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 + 100] ^= 1
    path.write_bytes(content)
    assert refusal(closed) == "store.damaged"


def test_open_wrong_key_is_refused_and_changes_nothing(closed: Path) -> None:
    (closed / keyfile.NAME).write_text("ab" * 32)
    before = bytes_of(closed)
    assert refusal(closed, create=True) == "store.wrong-key"
    assert bytes_of(closed) == before


def test_open_without_its_key_is_refused_and_makes_none(closed: Path) -> None:
    (closed / keyfile.NAME).unlink()
    assert refusal(closed, create=True) == "store.key-missing"
    assert not (closed / keyfile.NAME).exists()


@pytest.mark.parametrize("text", ["", "ab", "zz" * 32, "ş" * 64])
def test_open_with_a_broken_key_file_is_refused(closed: Path, text: str) -> None:
    (closed / keyfile.NAME).write_text(text)
    assert refusal(closed, create=True) == "store.key-unreadable"


def test_open_where_the_file_was_taken_away_is_refused(closed: Path) -> None:
    (closed / files.DATABASE).rename(closed / "records.db-wal")
    assert refusal(closed, create=True) == "store.damaged"


def test_open_after_a_kill_while_making_starts_over(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    keyfile.create(folder)
    (folder / "records.db.new").write_bytes(b"half")
    (folder / "records.db.new-journal").write_bytes(b"half")
    with Store.open(folder, create=True) as store, store.write() as tx:
        clinic(tx)
    assert not list(folder.glob("records.db.new*"))


def test_open_with_an_engine_that_damages_files_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        engine.require_safe_sqlite((3, 51, 2))
    assert refused.value.code == "store.engine-too-old"
    assert refused.value.params == {"version": "3.51.2"}


@pytest.fixture
def powerless() -> Iterator[Path]:
    """A folder whose files this process may read but not change, also when tests run as root."""
    place = Path(tempfile.mkdtemp(prefix="consult-read-only-"))
    with Store.open(place / "clinic", create=True) as store, store.write() as tx:
        clinic(tx)
    for path in (place / "clinic").iterdir():
        path.chmod(0o444)
    (place / "clinic").chmod(0o555)
    place.chmod(0o755)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    yield place / "clinic"
    if root:
        os.seteuid(0)
    (place / "clinic").chmod(0o700)
    shutil.rmtree(place)


def test_open_read_only_folder_is_refused(powerless: Path) -> None:
    assert refusal(powerless) == "store.read-only"
    assert refusal(powerless / "new", create=True) == "store.read-only"


def test_open_read_only_file_in_a_writable_folder_is_refused(powerless: Path) -> None:
    if os.getuid() == 0:
        os.seteuid(0)
        powerless.chmod(0o777)
        (powerless / files.LOCK).chmod(0o666)
        os.seteuid(NOBODY)
    else:
        powerless.chmod(0o700)
        (powerless / files.LOCK).chmod(0o600)
    assert refusal(powerless) == "store.read-only"


def test_write_that_raises_leaves_nothing(store: Store) -> None:
    def interrupted() -> None:
        with store.write() as tx:
            users.insert(tx, KAYA)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        interrupted()
    with store.read() as tx:
        assert users.every(tx) == ()


def test_write_on_a_full_disk_is_refused_and_changes_nothing(store: Store) -> None:
    with store.write() as tx:
        clinic(tx)
        pages = tx.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        tx.connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")

    def too_much() -> None:
        with store.write() as tx:
            for _ in range(500):
                patients.insert(tx, ELIF, at=NOW, by=1)

    with pytest.raises(Refused, match=r"store\.disk-full"):
        too_much()
    with store.read() as tx:
        assert patients.count(tx) == 1
    with store.write() as tx:  # and the next change works once there is space again
        tx.connection.exec_driver_sql("PRAGMA max_page_count=1000000")
        patients.insert(tx, ELIF, at=NOW, by=1)
    with store.read() as tx:
        assert patients.count(tx) == 2


def write_until_the_limit(folder: Path) -> tuple[str, int, int]:
    """In a process of its own: what a file-size limit of the system does to a commit."""
    import resource

    acknowledged = 0
    with Store.open(folder, create=False) as store:
        size = (folder / files.DATABASE).stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 200_000, resource.RLIM_INFINITY))
        code = ""
        try:
            for _ in range(2_000):
                with store.write() as tx:
                    patients.insert(tx, ELIF, at=NOW, by=1)
                acknowledged += 1
        except Refused as refused:
            code = refused.code
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        with store.read() as tx:
            return code, acknowledged, patients.count(tx) - 1


def test_write_that_the_disk_refuses_loses_nothing_acknowledged(closed: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        code, acknowledged, stored = pool.apply(write_until_the_limit, (closed,))
    assert code in {"store.disk-error", "store.disk-full"}
    assert stored == acknowledged > 0
    with Store.open(closed, create=False) as store, store.read() as tx:
        assert patients.count(tx) == acknowledged + 1


def test_write_in_a_reading_transaction_is_a_bug(store: Store) -> None:
    with pytest.raises(DBAPIError, match="readonly"), store.read() as tx:
        users.insert(tx, KAYA)


def test_write_within_a_write_of_the_same_thread_is_a_bug(store: Store) -> None:
    with pytest.raises(RuntimeError), store.write(), store.write():
        pass
    with store.write() as tx:
        users.insert(tx, KAYA)


def test_write_while_another_thread_writes_waits_its_turn(store: Store) -> None:
    def add() -> None:
        for _ in range(25):
            with store.write() as tx:
                users.insert(tx, KAYA)
                audit.append(tx, Event.USER_ADDED, actor=1, subject_kind="u", subject_id=1)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as tx:
        assert len(users.every(tx)) == 100
        assert audit.verify(tx).sound


def test_read_sees_one_moment_whatever_is_written_meanwhile(store: Store) -> None:
    with store.read() as before:
        assert users.every(before) == ()
        with store.write() as tx:
            users.insert(tx, KAYA)
            with store.read() as meanwhile:
                assert users.every(meanwhile) == ()
        assert users.every(before) == ()
        with store.read() as after:
            assert len(users.every(after)) == 1


def open_files_in(folder: Path) -> list[str]:
    descriptors = Path("/proc/self/fd")
    targets = [d.readlink() for d in descriptors.iterdir() if d.is_symlink()]
    return [str(t) for t in targets if t.is_relative_to(folder)]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
def test_close_in_another_thread_leaves_no_descriptor(folder: Path) -> None:
    store = Store.open(folder, create=True)
    with store.write() as tx:
        users.insert(tx, KAYA)
    with store.read() as one, store.read() as two:
        assert users.every(one) == users.every(two)
    assert open_files_in(folder)
    closer = threading.Thread(target=store.close)
    closer.start()
    closer.join()
    assert open_files_in(folder) == []
    with pytest.raises(Refused, match=r"store\.closed"), store.read():
        pass
    with pytest.raises(Refused, match=r"store\.closed"), store.write():
        pass
    store.close()


def test_close_waits_for_an_open_snapshot(store: Store) -> None:
    closer = threading.Thread(target=store.close)
    with store.read() as tx:
        closer.start()
        closer.join(0.1)
        assert closer.is_alive()
        assert users.every(tx) == ()
    closer.join(5)
    assert not closer.is_alive()
