"""An erasure takes everything about one patient, nothing else, for good, and can be proved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from consult_app.domain.audit import Damage, Event
from consult_app.domain.erasure import Erasure, ErasureState, Ground, Order
from consult_app.domain.patients import NewPatient
from consult_app.storage import (
    attachments,
    audit,
    backup,
    consultations,
    erasing,
    erasures,
    files,
    keyfile,
    ledger,
    ownership,
    patients,
    restore,
    scans,
)
from consult_app.storage.models import Base
from consult_app.storage.store import Store, Tx
from tests import kept
from tests.storage.made_up import ELIF, NOW, PACK, PDF, raw
from tests.storage.pages_read import plain
from tests.storage.test_guards import one_of_everything

HOUSE = {"audit", "clinic", "content", "erasure", "lot", "pack", "product", "tally", "user_account"}
HOUSE |= {"seal_certificate", "seal_key", "text_version", "stock_move", "recall", "bulk_import"}
HOUSE |= {"recall_end"}
HOUSE |= {"blank_form", "scan_batch", "scan_page"}
"""Tables of the house: no row of them is about one patient."""
MARK = NewPatient("Zzyzxowski", "Quirina", date(1979, 3, 12), phone="000 4711 000")
MARKS = (b"zyzxowsk", b"uirina", b"4711 000")


def order(patient_id: int, number: str, **more: Any) -> Erasure:
    asked = Order(Ground.REQUEST, "Dr A", "12/2026")
    day = NOW.date()
    return Erasure(
        *(0, patient_id, number, asked, day, day + timedelta(days=3650), 1, "Dr A", NOW), **more
    )


def erase(store: Store, patient_id: int) -> Erasure:
    """As two people do it, with its entry."""
    with store.erase() as tx:
        number = patients.apart(tx, patient_id).record_number
        done = erasures.close(
            order(patient_id, number), ErasureState.DONE, by=2, name="Dr B", at=NOW
        )
        tombstone = erasing.erase(tx, done)
        note(tx, tombstone)
    return tombstone


def note(tx: Tx, tombstone: Erasure) -> None:
    audit.append(
        tx,
        Event.ERASURE_DONE,
        actor=2,
        subject_kind="erasure",
        subject_id=tombstone.id,
        details={"patient": tombstone.patient_id, "sha256": erasures.seal(tombstone)},
    )


def rows_about(store: Store, *patient_ids: int) -> dict[str, int]:
    found = {}
    with store.read() as tx:
        for table in ownership.owned():
            mine = table.select().where(ownership.belonging(table, patient_ids))
            found[table.name] = len(tx.connection.execute(mine).all())
    return found


def damages(store: Store) -> list[Damage]:
    with store.read() as tx:
        return [fault.damage for fault in audit.verify(tx).faults]


@pytest.fixture
def full(store: Store) -> Store:
    """Records with a row in every table: patient 1, to whom record 2 was joined."""
    kept.stepped(store, "one of everything", lambda: fill(store))
    return store


def fill(store: Store) -> None:
    with store.write() as tx:
        one_of_everything(tx)


def registered(store: Store, new: NewPatient) -> int:
    with store.write() as tx:
        return patients.insert(tx, new, at=NOW, by=1).id


def test_every_table_is_of_patients_or_of_the_house() -> None:
    """A new table whose keys do not lead to a patient is named here, and holds nothing of one."""
    owned = {table.name for table in ownership.owned()}
    assert owned | HOUSE == set(Base.metadata.tables)
    assert not owned & HOUSE


def test_everything_about_the_patient_goes_and_the_chain_is_whole(full: Store) -> None:
    assert all(rows_about(full, 1).values())
    erase(full, 1)
    erase(full, 2)
    assert not any(rows_about(full, 1, 2).values())
    with full.read() as tx:
        theirs = "SELECT count(*) FROM content WHERE sha256 NOT IN (SELECT sha256 FROM blank_form)"
        contents = tx.connection.exec_driver_sql(theirs).scalar()
    assert contents == 0
    assert damages(full) == []


def test_scanned_pages_of_the_patients_forms_go_too(full: Store) -> None:
    """No key leads from them to a patient: the number of the form does."""
    with full.read() as tx:
        assert scans.open_pages(tx)
    erase(full, 1)
    with full.read() as tx:
        assert scans.open_pages(tx) == ()


def test_others_keep_every_row_and_the_bytes_that_both_had(full: Store) -> None:
    other = registered(full, MARK)
    with full.write() as tx:
        draft = consultations.insert(tx, other, physician_id=1, pack_hash=PACK, at=NOW)
        kept = attachments.insert(tx, draft.id, PDF, "application/pdf", author_id=1, at=NOW)
    before = rows_about(full, other)
    erase(full, 1)
    assert rows_about(full, other) == before
    with full.read() as tx:
        assert attachments.content(tx, kept) == PDF


def test_tombstone_says_who_why_when_and_which_rows(full: Store) -> None:
    tombstone = erase(full, 1)
    with full.read() as tx:
        (stored,) = [one for one in erasures.done(tx) if one.patient_id == 1]
    assert stored == tombstone
    assert (stored.ordered_name, stored.closed_name, stored.closed_at) == ("Dr A", "Dr B", NOW)
    assert len(stored.sha256) == 64
    assert dict(stored.erased)["patient"] == ((1, 1),)
    assert dict(stored.erased)["answer"] == ((1, 1),)


def test_id_of_an_erased_row_is_never_given_again(store: Store) -> None:
    with store.write() as tx:
        one_of_everything(tx)
    last = registered(store, MARK)
    erase(store, last)
    assert registered(store, ELIF) > last


@pytest.mark.parametrize("table", [t.name for t in ownership.owned()])
def test_signed_row_does_not_go_without_an_erasure_of_its_own_patient(
    full: Store, folder: Path, table: str
) -> None:
    if table == "patient_word":
        return  # made from the patient, and made again
    kept.stepped(full, "somebody else", lambda: erase(full, registered(full, MARK)))  # is none
    full.close()
    connection = raw(folder)
    connection.execute("PRAGMA foreign_keys=OFF")
    with pytest.raises(dbapi2.IntegrityError, match=f"{table}_delete_refused"):
        connection.execute(f'DELETE FROM "{table}"')
    connection.close()


@pytest.mark.parametrize(
    "change",
    [
        {"closed_by": 1},
        {"closed_by": None},
        {"sha256": ""},
        {"order": Order(Ground.RETENTION_OVER)},
        {"order": Order(Ground.RETENTION_OVER), "kept_until": None},
    ],
)
def test_database_takes_no_groundless_erasure(full: Store, change: dict[str, Any]) -> None:
    closing = {"state": ErasureState.DONE, "closed_by": 2, "closed_at": NOW, "sha256": "a"}
    with pytest.raises(Exception, match="erasure_insert_groundless"), full.write() as tx:
        erasures.insert(tx, _with(closing | change))
    with full.write() as tx:
        erasures.insert(tx, _with(closing))


def _with(values: dict[str, Any]) -> Erasure:
    return replace(order(77, "77"), **values)


def test_retention_that_is_over_is_ground_enough(full: Store) -> None:
    closing = {"state": ErasureState.DONE, "closed_by": 2, "closed_at": NOW, "sha256": "a"}
    over = {"order": Order(Ground.RETENTION_OVER), "kept_until": NOW.date()}
    with full.write() as tx:
        erasures.insert(tx, _with(closing | over))


def test_nothing_of_the_patient_is_left_in_any_page_or_in_the_log(
    store: Store, folder: Path
) -> None:
    with store.write() as tx:
        one_of_everything(tx)
    id_ = registered(store, MARK)
    with store.write() as tx:  # corrected once: the version before lies in a page as well
        patients.update(tx, patients.get(tx, id_), ELIF, at=NOW, by=1)
    key = keyfile.load(folder)
    assert key is not None
    before = plain(folder / files.DATABASE, key)
    assert all(mark in before for mark in MARKS)
    erase(store, id_)
    store.finish_erasures()
    after = plain(folder / files.DATABASE, key)
    assert b"CREATE TABLE" in after  # it was decrypted
    assert [mark for mark in MARKS if mark in after] == []
    with store.read() as tx:
        assert not erasures.unfinished(tx)


def test_what_was_left_to_do_is_done_at_the_next_opening(store: Store, folder: Path) -> None:
    with store.write() as tx:
        one_of_everything(tx)
    erase(store, registered(store, MARK))
    store.close()
    key = keyfile.load(folder)
    assert key is not None
    with Store.open(folder):
        after = plain(folder / files.DATABASE, key)
    assert [mark for mark in MARKS if mark in after] == []
    assert (folder / ledger.NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE erasure SET closed_name = 'Dr C' WHERE patient_id = 1", Damage.RECORD_CHANGED),
        ("UPDATE erasure SET sha256 = 'f' WHERE patient_id = 1", Damage.RECORD_CHANGED),
        ("DELETE FROM erasure WHERE patient_id = 1", Damage.RECORD_REMOVED),
        (
            "INSERT INTO erasure SELECT NULL, 5, '5', ground, judged_by, reference, last_entry,"
            " kept_until, ordered_by, ordered_name, ordered_at, state, closed_by, closed_name,"
            " closed_at, salt, sha256, erased, repeats FROM erasure WHERE patient_id = 1",
            Damage.RECORD_ADDED,
        ),
    ],
)
def test_tampering_with_a_tombstone_shows(
    full: Store, folder: Path, tampering: str, found: Damage
) -> None:
    erase(full, 1)
    full.close()
    connection = raw(folder)
    for name in ("update_identity", "update_closing", "delete_refused", "insert_groundless"):
        connection.execute(f"DROP TRIGGER erasure_{name}")
    connection.execute(tampering)
    connection.close()
    with Store.open(folder) as store:
        assert found in damages(store)


def test_answer_removed_behind_the_back_of_the_chain_still_shows(full: Store, folder: Path) -> None:
    erase(full, registered(full, MARK))
    full.close()
    connection = raw(folder)
    connection.execute("DROP TRIGGER answer_delete_refused")
    connection.execute("DELETE FROM answer")
    connection.close()
    with Store.open(folder) as store:
        assert damages(store) == [Damage.RECORD_REMOVED]


@pytest.fixture
def erased_since(full: Store, folder: Path, tmp_path: Path) -> Path:
    """A backup that still holds a patient who was erased afterwards; the records are closed."""
    id_ = registered(full, MARK)
    place = tmp_path / "disk"
    place.mkdir()
    file = place / "old.backup"
    with full.read() as tx:
        backup.create(tx, file, full.backup_keys(), made_at=NOW, program="test")
    erase(full, id_)
    full.finish_erasures()
    full.close()
    return file


def names(folder: Path) -> set[str]:
    with Store.open(folder) as store, store.read() as tx:
        return {p.family_name for p in patients.search(tx, "", 50)}


def test_restored_backup_forgets_again_who_was_erased_since(
    erased_since: Path, folder: Path
) -> None:
    key = keyfile.load(folder)
    assert key is not None
    restored = restore.restore(erased_since, key, folder, NOW)
    assert (restored.repeated.erasures, restored.repeated.unread) == (1, False)
    assert MARK.family_name not in names(folder)
    with Store.open(folder) as store:
        assert damages(store) == []
        with store.read() as tx:
            assert '"erasure.repeated"' in list(audit.entries(tx))[-2].body
    content = plain(folder / files.DATABASE, key)
    assert [mark for mark in MARKS if mark in content] == []
    again = restore.restore(erased_since, key, folder, NOW)
    assert again.repeated.erasures == 1


@pytest.mark.parametrize("content", [b"", b"consult-erasures-1", b"no ledger at all" * 9])
def test_ledger_that_cannot_be_read_is_told_and_kept(
    erased_since: Path, folder: Path, content: bytes
) -> None:
    key = keyfile.load(folder)
    assert key is not None
    (erased_since.parent / ledger.NAME).write_bytes(content)
    restored = restore.restore(erased_since, key, folder.parent / "new", NOW)
    assert restored.repeated.unread
    assert MARK.family_name in names(folder.parent / "new")


def test_records_that_are_there_tell_it_where_the_ledger_is_lost(
    erased_since: Path, folder: Path
) -> None:
    key = keyfile.load(folder)
    assert key is not None
    (folder / ledger.NAME).unlink()
    assert restore.restore(erased_since, key, folder, NOW).repeated.erasures == 1
    assert MARK.family_name not in names(folder)
    assert (folder / ledger.NAME).exists()


def test_ledger_beside_the_backup_is_known_on_another_machine(
    erased_since: Path, folder: Path, tmp_path: Path
) -> None:
    key = keyfile.load(folder)
    assert key is not None
    (erased_since.parent / ledger.NAME).write_bytes((folder / ledger.NAME).read_bytes())
    restored = restore.restore(erased_since, key, tmp_path / "new", NOW)
    assert restored.repeated.erasures == 1
    assert MARK.family_name not in names(tmp_path / "new")


def test_ledger_says_nothing_without_its_key(erased_since: Path, folder: Path) -> None:
    content = (folder / ledger.NAME).read_bytes()
    assert b"Dr A" not in content
    assert b"12/2026" not in content
