"""A leaver's key opens nothing that is written from now on; nobody else notices."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

from consult_app.domain.audit import Event
from consult_app.domain.seals import ClinicCertificate, Origin
from consult_app.errors import Refused
from consult_app.storage import audit, files, patients, rotation, seals, vault, vaultfile
from consult_app.storage.store import Store, Tx
from consult_app.storage.vault import Opened
from tests.storage.made_up import ELIF, NOW
from tests.storage.test_guards import one_of_everything
from tests.storage.vaults import KAYA, NAMES, OREN, Made, made
from tests.storage.vaults import refusal as login

__all__ = ["made"]


def note(tx: Tx) -> None:
    """What a service writes of it."""
    audit.append(tx, Event.SETTINGS_CHANGED, actor=1, subject_kind="vault", subject_id=0, at=NOW)


def refusal(opened: Opened) -> str:
    with pytest.raises(Refused) as refused:
        rotation.renew(opened, note)
    return refused.value.code


@pytest.fixture
def full(made: Made) -> Made:
    """A vault with a row in each table behind it."""
    with Store.open(made.folder, key=made.opened.data_key) as store, store.write() as tx:
        one_of_everything(tx)
    return made


def databases(folder: Path) -> set[str]:
    return {p.name for p in folder.glob("records*.db*")}


def test_renew_keeps_the_records_and_everyones_way_in(full: Made) -> None:
    vault.remove_slot(full.opened, OREN)
    with Store.open(full.folder, key=full.opened.data_key) as store, store.read() as tx:
        head = audit.head(tx)
    new = rotation.renew(full.opened, note)
    assert new == replace(full.opened, data_key=new.data_key)
    assert new.data_key != full.opened.data_key
    with Store.open(full.folder, key=new.data_key) as store, store.read() as tx:
        assert patients.search(tx, "elif", 5)[0].family_name == ELIF.family_name
        assert audit.verify(tx, [head] if head else []).sound
        newest = audit.head(tx)
        assert newest is not None
        assert head is not None
        assert newest.seq == head.seq + 1, "the entry came with the key"
    assert login(full.folder, KAYA) == ""
    assert vault.unlock(full.folder, KAYA, "plum under the third bridge") == new
    assert vault.recover(full.folder, full.code).data_key == new.data_key
    assert vault.people(full.folder) == ((KAYA, NAMES[KAYA]),)


def test_renew_leaves_one_database_of_another_name(full: Made) -> None:
    rotation.renew(full.opened, note)
    vault_now = vaultfile.read(full.folder).vault
    assert databases(full.folder) == {vault_now.database}
    assert vault_now.database != files.DATABASE
    assert vault_now.scrap == ()


def test_renew_wraps_the_key_of_the_clinics_seal_anew(full: Made) -> None:
    old = full.opened.data_key
    with Store.open(full.folder, key=old) as store, store.write() as tx:
        certificate = ClinicCertificate(0, "e", "K", NOW, NOW, Origin.MADE, b"c", (), NOW, 1)
        certificate = seals.put(tx, certificate, b"the private key", old)
    new = rotation.renew(full.opened, note)
    with Store.open(full.folder, key=new.data_key) as store, store.read() as tx:
        assert seals.key_of(tx, certificate, new.data_key) == b"the private key"
        with pytest.raises(Refused, match=r"^seal.key-lost$"):
            seals.key_of(tx, certificate, old)


def test_renew_of_a_seal_key_that_is_lost_lets_the_next_document_make_another(full: Made) -> None:
    new = rotation.renew(full.opened, note)
    with Store.open(full.folder, key=new.data_key) as store, store.read() as tx:
        assert seals.current(tx) is None
        assert seals.certificates(tx)


def test_renew_twice_works_like_once(full: Made) -> None:
    new = rotation.renew(rotation.renew(full.opened, note), note)
    Store.open(full.folder, key=new.data_key).close()
    assert len(databases(full.folder)) == 1


def test_old_key_opens_nothing_after_a_renewal(full: Made) -> None:
    rotation.renew(full.opened, note)
    with pytest.raises(Refused, match=r"vault\.renewed-meanwhile"):
        Store.open(full.folder, key=full.opened.data_key)
    assert refusal(full.opened) == "vault.renewed-meanwhile"


def test_renew_takes_along_what_is_still_in_the_log(full: Made) -> None:
    # as after a crash: the log was not brought into the file
    copy = full.folder.with_name("copy")
    with Store.open(full.folder, key=full.opened.data_key) as store:
        with store.write() as tx:
            patients.insert(tx, ELIF, at=NOW, by=1)
            count = patients.count(tx)
        copy.mkdir()
        for path in full.folder.iterdir():
            (copy / path.name).write_bytes(path.read_bytes())
    assert (copy / "records.db-wal").stat().st_size > 0
    new = rotation.renew(replace(full.opened, folder=copy), note)
    with Store.open(copy, key=new.data_key) as store, store.read() as tx:
        assert patients.count(tx) == count


def test_renew_of_open_records_is_refused(full: Made) -> None:
    with Store.open(full.folder, key=full.opened.data_key):
        assert refusal(full.opened) == "store.in-use"


def test_renew_that_fails_leaves_the_old_key_and_nothing_else(full: Made) -> None:
    def failing(tx: Tx) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        rotation.renew(full.opened, failing)
    assert databases(full.folder) == {files.DATABASE}
    assert vaultfile.read(full.folder).vault.scrap == ()
    Store.open(full.folder, key=full.opened.data_key).close()


def test_renew_of_damaged_records_is_refused(full: Made) -> None:
    path = full.folder / files.DATABASE
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert refusal(full.opened) == "store.damaged"
    assert databases(full.folder) == {files.DATABASE}
    assert path.read_bytes() == content


def renew_on_a_full_disk(opened: Opened) -> str:
    """In a process of its own: the copy does not fit."""
    import resource

    size = (opened.folder / files.DATABASE).stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, resource.RLIM_INFINITY))
    try:
        rotation.renew(opened, note)
    except Refused as refused:
        return refused.code
    return ""


def test_renew_on_a_full_disk_leaves_the_old_key(full: Made) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        code = pool.apply(renew_on_a_full_disk, (full.opened,))
    assert code in {"store.disk-full", "store.disk-error"}
    Store.open(full.folder, key=full.opened.data_key).close()
    assert databases(full.folder) == {files.DATABASE}
    assert vaultfile.read(full.folder).vault.scrap == ()
