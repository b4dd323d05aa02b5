"""Records behind a vault: the key comes from who logged in, the file's name from the vault."""

from __future__ import annotations

import os
import stat

import pytest

from consult_app.errors import Refused
from consult_app.storage import files, keyfile, patients, vaultfile
from consult_app.storage.store import Store
from tests.storage.made_up import ELIF, clinic
from tests.storage.vaults import Made, made, make

__all__ = ["made"]


def refusal(made: Made, key: bytes | None) -> str:
    """The code with which the records do not open; open records are a failure."""
    with pytest.raises(Refused) as refused:
        Store.open(made.folder, create=True, key=key).close()
    return refused.value.code


@pytest.fixture
def closed(made: Made) -> Made:
    """A vault with a patient behind it."""
    with Store.open(made.folder, key=made.opened.data_key) as store, store.write() as tx:
        clinic(tx)
    return made


def test_open_behind_a_new_vault_makes_private_records_and_no_key_file(made: Made) -> None:
    before = os.umask(0)
    try:
        with Store.open(made.folder, key=made.opened.data_key) as store, store.write() as tx:
            clinic(tx)
            modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in made.folder.iterdir()}
    finally:
        os.umask(before)
    assert set(modes) >= {"records.db", "records.db-wal", "vault.json", "vault.lock"}
    assert keyfile.NAME not in modes
    assert set(modes.values()) == {0o600}


def test_open_again_finds_what_was_written(closed: Made) -> None:
    with Store.open(closed.folder, key=closed.opened.data_key) as store, store.read() as tx:
        assert patients.search(tx, "elif", 5)[0].family_name == ELIF.family_name


def test_open_leaves_the_vault_alone_once_it_has_begun(closed: Made) -> None:
    before = (closed.folder / vaultfile.NAME).read_bytes()
    Store.open(closed.folder, key=closed.opened.data_key).close()
    assert (closed.folder / vaultfile.NAME).read_bytes() == before


def test_data_key_itself_opens_no_database(closed: Made) -> None:
    # what a backup or a log could give away is never the key of them all
    (closed.folder / vaultfile.NAME).unlink()
    (closed.folder / keyfile.NAME).write_text(closed.opened.data_key.hex())
    assert refusal(closed, None) == "store.wrong-key"


def test_open_without_login_is_refused(made: Made, closed: Made) -> None:
    assert refusal(made, None) == "vault.login-needed"
    assert refusal(closed, None) == "vault.login-needed"
    assert not (made.folder / keyfile.NAME).exists()


def test_open_with_another_data_key_is_refused(closed: Made) -> None:
    assert refusal(closed, bytes(32)) == "vault.renewed-meanwhile"


def test_open_without_the_vault_is_refused_and_makes_nothing(closed: Made) -> None:
    (closed.folder / vaultfile.NAME).unlink()
    before = (closed.folder / files.DATABASE).read_bytes()
    assert refusal(closed, closed.opened.data_key) == "vault.missing"
    assert (closed.folder / files.DATABASE).read_bytes() == before


def test_open_where_the_records_were_taken_away_makes_no_new_ones(closed: Made) -> None:
    (closed.folder / files.DATABASE).unlink()
    assert refusal(closed, closed.opened.data_key) == "vault.records-missing"
    assert not (closed.folder / files.DATABASE).exists()


def test_open_the_records_of_another_clinic_is_refused(closed: Made) -> None:
    other = closed.folder.with_name("other")
    with Store.open(other, create=True) as store, store.write() as tx:
        clinic(tx)
    content = (other / files.DATABASE).read_bytes()
    (closed.folder / files.DATABASE).write_bytes(content)
    assert refusal(closed, closed.opened.data_key) == "vault.other-records"
    assert (closed.folder / files.DATABASE).read_bytes() == content


def test_open_damaged_records_are_told_as_damaged(closed: Made) -> None:
    path = closed.folder / files.DATABASE
    content = bytearray(path.read_bytes())
    content[2000] ^= 1
    path.write_bytes(content)
    assert refusal(closed, closed.opened.data_key) == "store.damaged"


def test_open_twice_is_refused(closed: Made) -> None:
    with Store.open(closed.folder, key=closed.opened.data_key):
        assert refusal(closed, closed.opened.data_key) == "store.in-use"


def test_open_after_a_kill_between_vault_and_records_makes_them(made: Made) -> None:
    (made.folder / "records.db.new").write_bytes(b"half")
    Store.open(made.folder, key=made.opened.data_key).close()
    assert vaultfile.read(made.folder).vault.begun


def test_open_after_a_kill_before_the_vault_knew_keeps_the_records(closed: Made) -> None:
    content = (closed.folder / files.DATABASE).read_bytes()
    again = make(closed.folder.with_name("again"))
    assert not vaultfile.read(again.folder).vault.begun
    (again.folder / files.DATABASE).write_bytes(content)
    with Store.open(again.folder, key=again.opened.data_key) as store, store.read() as tx:
        assert patients.count(tx) == 1
    assert vaultfile.read(again.folder).vault.begun


def test_backup_keys_are_the_same_for_one_vault(closed: Made) -> None:
    with Store.open(closed.folder, key=closed.opened.data_key) as store:
        keys = store.backup_keys()
    assert closed.opened.data_key not in (keys.records, keys.seal)
