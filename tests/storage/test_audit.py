"""The chain says which entry was changed, removed, swapped or cut off, and keeps no names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from consult_app.domain.audit import (
    BEGINNING,
    Anchor,
    Damage,
    Event,
    Fault,
    Report,
    chained,
)
from consult_app.storage import answers, audit, documents
from consult_app.storage.store import Store
from tests.storage.made_up import NOW, PDF, clinic, raw
from tests.storage.test_families import document

LENGTH = 9


def filled(folder: Path) -> list[Anchor]:
    with Store.open(folder, create=True) as store, store.write() as tx:
        return [
            audit.append(
                tx,
                Event.VISIT_CHANGED,
                actor=1,
                subject_kind="visit",
                subject_id=n,
                details={"n": n},
                at=NOW,
            )
            for n in range(LENGTH)
        ]


def verified(folder: Path, anchors: tuple[Anchor, ...] = ()) -> Report:
    with Store.open(folder, create=False) as store, store.read() as tx:
        return audit.verify(tx, anchors)


def tampered(folder: Path, attack: Callable[[Any], None]) -> None:
    """What someone does who holds the key and takes the guards away (and puts them back)."""
    connection = raw(folder)
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
    ).fetchall()
    for name, _sql in guards:
        connection.execute(f'DROP TRIGGER "{name}"')
    attack(connection)
    for _name, sql in guards:
        connection.execute(sql)
    connection.close()


def entries(connection: Any) -> list[tuple[int, str, str, str]]:
    return list(connection.execute("SELECT seq, previous, hash, body FROM audit ORDER BY seq"))


def rehash_from(connection: Any, first: int) -> None:
    previous = connection.execute(
        "SELECT hash FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT 1", (first,)
    ).fetchone()
    last = previous[0] if previous else BEGINNING
    for seq, _previous, _hash, body in entries(connection):
        if seq >= first:
            new = chained(last, body)
            connection.execute(
                "UPDATE audit SET previous = ?, hash = ? WHERE seq = ?", (last, new, seq)
            )
            last = new


def change_body(connection: Any) -> None:
    connection.execute("""UPDATE audit SET body = replace(body, '"n":4', '"n":5') WHERE seq = 5""")


def change_and_hash(connection: Any) -> None:
    change_body(connection)
    (_seq, previous, _hash, body) = entries(connection)[4]
    connection.execute("UPDATE audit SET hash = ? WHERE seq = 5", (chained(previous, body),))


def remove(connection: Any) -> None:
    connection.execute("DELETE FROM audit WHERE seq IN (4, 5)")


def remove_first(connection: Any) -> None:
    connection.execute("DELETE FROM audit WHERE seq = 1")


def swap_bodies(connection: Any) -> None:
    bodies = {seq: body for seq, _p, _h, body in entries(connection)}
    for seq, other in ((3, 7), (7, 3)):
        connection.execute("UPDATE audit SET body = ? WHERE seq = ?", (bodies[other], seq))


def swap_whole(connection: Any) -> None:
    rows = {row[0]: row[1:] for row in entries(connection)}
    for seq, other in ((3, 7), (7, 3)):
        connection.execute(
            "UPDATE audit SET previous = ?, hash = ?, body = ? WHERE seq = ?", (*rows[other], seq)
        )


def test_chain_untouched_is_sound(folder: Path) -> None:
    anchors = filled(folder)
    report = verified(folder, tuple(anchors))
    assert report.sound
    assert (report.entries, report.head) == (LENGTH, anchors[-1])


def test_chain_empty_is_sound_and_has_no_head(store: Store) -> None:
    with store.read() as tx:
        assert audit.verify(tx) == Report(0, None, ())
        assert audit.head(tx) is None


@pytest.mark.parametrize(
    ("attack", "faults"),
    [
        (change_body, (Fault(Damage.CHANGED, 5, 5),)),
        (change_and_hash, (Fault(Damage.CHANGED, 5, 5),)),
        (remove, (Fault(Damage.REMOVED, 4, 5),)),
        (remove_first, (Fault(Damage.REMOVED, 1, 1),)),
        (swap_bodies, (Fault(Damage.SWAPPED, 3, 3), Fault(Damage.SWAPPED, 7, 7))),
    ],
)
def test_chain_attacked_names_the_entries(
    folder: Path, attack: Callable[[Any], None], faults: tuple[Fault, ...]
) -> None:
    filled(folder)
    tampered(folder, attack)
    assert verified(folder).faults == faults


def test_chain_with_whole_entries_swapped_names_both(folder: Path) -> None:
    filled(folder)
    tampered(folder, swap_whole)
    swapped = {f.first for f in verified(folder).faults if f.damage is Damage.SWAPPED}
    assert swapped == {3, 7}


def test_chain_cut_off_is_found_by_an_anchor_alone(folder: Path) -> None:
    anchors = filled(folder)
    tampered(folder, lambda c: c.execute("DELETE FROM audit WHERE seq > 6"))
    assert verified(folder).sound
    assert verified(folder, (anchors[7],)).faults == (Fault(Damage.CUT_OFF, 7, 8),)


def test_chain_hashed_anew_is_found_by_an_anchor_alone(folder: Path) -> None:
    anchors = filled(folder)

    def attack(connection: Any) -> None:
        change_body(connection)
        rehash_from(connection, 5)

    tampered(folder, attack)
    assert verified(folder).sound
    assert verified(folder, (anchors[3],)).sound
    assert verified(folder, (anchors[3], anchors[6])).faults == (Fault(Damage.REWRITTEN, 1, 7),)


def recorded(folder: Path) -> None:
    """Three answers and a document, each with its entry: entries 1 to 4."""
    with Store.open(folder, create=True) as store, store.write() as tx:
        made = clinic(tx)
        id_, by = made.consultation.id, made.physician.id
        for path in ("a", "b", "c"):
            row = answers.record(tx, id_, path, '"no"', by, NOW, None)
            audit.append(
                tx,
                Event.ANSWER_RECORDED,
                actor=by,
                subject_kind="answer",
                subject_id=row.id,
                details={"seal": row.seal},
            )
        record = documents.insert(tx, document(made, "D-2026-00001"), PDF)
        audit.append(
            tx,
            Event.DOCUMENT_MADE,
            actor=by,
            subject_kind="document",
            subject_id=record.id,
            details={"sha256": record.sha256},
        )


def unguarded(folder: Path, *statements: str) -> None:
    connection = raw(folder)
    connection.execute("PRAGMA foreign_keys=OFF")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        connection.execute(statement)
    connection.close()


ADDED = (
    "INSERT INTO answer SELECT {id}, consultation_id, 'z', value, author_id, at, NULL, salt"
    " FROM answer WHERE id = 1"
)


def test_records_untouched_are_as_the_chain_says(folder: Path) -> None:
    recorded(folder)
    assert verified(folder).sound


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE answer SET value = '\"yes\"' WHERE id = 2", Fault(Damage.RECORD_CHANGED, 2, 2)),
        ("UPDATE answer SET value = NULL WHERE id = 3", Fault(Damage.RECORD_CHANGED, 3, 3)),
        ("UPDATE answer SET path = 'd' WHERE id = 1", Fault(Damage.RECORD_CHANGED, 1, 1)),
        ("UPDATE answer SET consultation_id = 9", Fault(Damage.RECORD_CHANGED, 1, 1)),
        ("DELETE FROM answer WHERE id = 1", Fault(Damage.RECORD_REMOVED, 1, 1)),
        ("DELETE FROM answer WHERE id = 3", Fault(Damage.RECORD_REMOVED, 3, 3)),
        (ADDED.format(id=4), Fault(Damage.RECORD_ADDED, 5, 5)),
        (ADDED.format(id=0), Fault(Damage.RECORD_ADDED, 0, 0)),
        ("UPDATE document SET sha256 = 'x'", Fault(Damage.RECORD_CHANGED, 4, 4)),
        ("DELETE FROM document", Fault(Damage.RECORD_REMOVED, 4, 4)),
    ],
)
def test_record_changed_in_the_file_is_named(folder: Path, statement: str, fault: Fault) -> None:
    recorded(folder)
    unguarded(folder, statement)
    report = verified(folder)
    assert fault in report.faults
    assert all(f.damage is fault.damage for f in report.faults)


def test_append_rolled_back_leaves_no_entry(store: Store) -> None:
    def interrupted() -> None:
        with store.write() as tx:
            audit.append(tx, Event.USER_ADDED, actor=None, subject_kind="user", subject_id=1)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        interrupted()
    with store.read() as tx:
        assert audit.head(tx) is None


@pytest.mark.parametrize("prose", ["x" * 101, "breast, 2019", "Elif Demir", "says\nno"])
def test_append_of_prose_is_a_bug(store: Store, prose: str) -> None:
    with store.write() as tx, pytest.raises(ValueError, match="note"):
        audit.append(
            tx,
            Event.USER_CHANGED,
            actor=1,
            subject_kind="user",
            subject_id=1,
            details={"note": prose},
        )


def test_anchor_prints_number_and_hash() -> None:
    assert str(Anchor(7, "ab")) == "7:ab"
