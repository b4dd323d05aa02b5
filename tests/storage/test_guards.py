"""The database itself refuses what would change the past: UPDATE, DELETE, REPLACE, wrong moves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import product as pairs
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from consult_app.domain.addendum import NewAddendum
from consult_app.domain.adverse_events import EventTold, Report
from consult_app.domain.audit import Event
from consult_app.domain.consent import CONSENT_MOVES, ConsentState, Signature
from consult_app.domain.consultation import MOVES, State
from consult_app.domain.conversation import Conversation
from consult_app.domain.deaths import NewDeath
from consult_app.domain.decision import Choice, NewDecision
from consult_app.domain.documents import DOCUMENT_MOVES, DocumentState
from consult_app.domain.erasure import Erasure, ErasureState, Ground, Order
from consult_app.domain.evaluation import NewEvaluation, Opinion
from consult_app.domain.finished import Certificate
from consult_app.domain.follow_ups import Answered, Contact
from consult_app.domain.incoming import TOLD_MOVES, Import, Told, ToldKind, ToldState
from consult_app.domain.photographs import Moment
from consult_app.domain.products import LOT_MOVES, LotState, StockWhy
from consult_app.domain.rationale import NewRationale
from consult_app.domain.recalls import About, EndGround, NewContact, NewEnd, NewRecall, Way
from consult_app.domain.scanning import (
    PageState,
    PaperState,
    ScanPage,
    SignedPaper,
)
from consult_app.domain.seals import ClinicCertificate, DocumentSeal, Origin
from consult_app.domain.withdrawal import Said, Withdrawal
from consult_app.storage import (
    addenda,
    adverse_events,
    answers,
    attachments,
    audit,
    blank_forms,
    bulk,
    consents,
    consultations,
    deaths,
    decisions,
    documents,
    erasures,
    evaluations,
    follow_ups,
    incoming,
    merges,
    patient_view,
    patients,
    photographs,
    products,
    rationales,
    recalls,
    referrals,
    scans,
    seals,
    settings,
    signed_papers,
    snapshots,
    treatments,
    triggers,
    visits,
    withdrawals,
    wordings,
)
from consult_app.storage.blank_forms import BlankForm
from consult_app.storage.models import Base
from consult_app.storage.store import Store, Tx
from tests import kept
from tests.storage.made_up import ELIF, NOW, PACK, PDF, Clinic, consent_preparing, moved, raw
from tests.storage.test_families import document, treated

REBUILT = {"clinic", "tally", "patient_word", "seal_key", "scan_batch", "scan_page"}
"""Whose rows may change and go: settings, counters, words made from the patients, a renewed key,
and what came from the scanner until it is filed."""


ERASED_LONG_AGO = 999
"""The patient of an erasure that is done; every other patient's rows stay guarded."""


def _lives(tx: Tx, patient_id: int, by: int) -> None:
    """A record that was joined to another, and one that is no more."""
    other = patients.insert(tx, ELIF, at=NOW, by=by)
    merges.insert(tx, patient_id, other.id, before=ELIF, after=ELIF, by=by, at=NOW)
    order = Order(Ground.ORDER, "The court", "12/2026")
    today = NOW.date()
    done = erasures.insert(
        tx,
        Erasure(
            *(0, ERASED_LONG_AGO, "99", order, today, today, by, "Dr A", NOW),
            *(ErasureState.DONE, by + 1, "Dr B", NOW, "s", "h"),
        ),
    )
    audit.append(
        tx,
        Event.ERASURE_DONE,
        actor=by,
        subject_kind="erasure",
        subject_id=done.id,
        details={"sha256": erasures.seal(done)},
    )


def one_of_everything(tx: Tx) -> None:
    made, new, consent_id = treated(tx)
    id_, by = made.consultation.id, made.physician.id
    treatment = treatments.insert(
        tx,
        new,
        consultation_id=id_,
        patient_id=made.patient.id,
        consent_id=consent_id,
        product_id=1,
        sessions=3,
        author_id=by,
        at=NOW,
    )
    addenda.insert(tx, id_, NewAddendum("t", treatment.id), author_id=by, at=NOW)
    photographs.insert(tx, id_, 1, Moment.AFTER, b"photo", (1, 1), by=by, at=NOW)
    products.note_move(tx, new.lot_id, StockWhy.ARRIVAL, 5, "", by=by, at=NOW)
    recall = recalls.insert(tx, NewRecall(new.lot_id, "r", "", NOW.date()), by=by, at=NOW)
    told = NewContact(made.patient.id, Way.PHONE, NOW.date())
    recalls.add_contact(tx, recall.id, told, About.RECALL, by=by, at=NOW)
    lifted = NewEnd(EndGround.LIFTED, "r", "the maker", NOW.date())
    recalls.end(tx, recall.id, lifted, by=by, at=NOW)
    deaths.insert(tx, made.patient.id, NewDeath("2026-11", "a daughter"), by=by, at=NOW)
    deaths.take_back(tx, deaths.of(tx, made.patient.id)[0], "another patient", by=by, at=NOW)
    opinion = NewEvaluation("c", "Dr B", "s", NOW.date(), Opinion.SUITABLE, "f" * 24)
    evaluations.insert(tx, id_, opinion, author_id=by, at=NOW)
    rationales.insert(tx, id_, NewRationale("r", "1", "b", "t"), author_id=by, at=NOW)
    snapshots.insert(tx, id_, hashlib.sha256(b"{}").hexdigest(), "{}", at=NOW)
    decisions.insert(tx, id_, NewDecision(Choice.PROCEED), author_id=by, at=NOW, snapshot="a" * 64)
    visits.insert(tx, made.patient.id, NOW.date(), "", "")
    _lives(tx, made.patient.id, by)
    settings.put(tx, settings.get(tx))
    wordings.insert(tx, "en", PACK, author_id=by, at=NOW)
    record = documents.insert(tx, document(made, "D-2026-00001"), PDF)
    documents.add_event(tx, record.id, "printed", by=by, at=NOW)
    recalls.add_letter(tx, 1, record.id)
    referrals.insert(tx, record.id, [("cancer", "basis")])
    again = consent_preparing(tx, made, 1)
    consents.put_conversation(tx, again, Conversation(), by=by, at=NOW)
    consents.add_signature(tx, again, Signature("patient", "n", "m", NOW, ()))
    patient_view.put_place(tx, again.id, "summary", by=by, at=NOW)
    patient_view.put_certificate(tx, Certificate(again.id, record.id, "s", "t", by, NOW))
    one_seal(tx, record.id, again.id, by)
    follow_ups.plan(tx, treatment, [(NOW.date(), NOW.date())])
    (planned,) = follow_ups.planned_of(tx, treatment.consultation_id)
    follow_ups.note(tx, planned.id, "not-reached", "", by=by, at=NOW)
    heard = Answered(planned.id, PACK, (), 1, 2, 3, (), (), Contact.PHONE, by, NOW)
    follow_ups.answer(tx, heard)
    bad = adverse_events.insert(
        tx,
        EventTold("A lump"),
        patient_id=made.patient.id,
        consultation_id=treatment.consultation_id,
        treatment_id=treatment.id,
        follow_up_id=planned.id,
        by=by,
        at=NOW,
    )
    adverse_events.report(tx, bad.id, Report("x", NOW.date(), ""), by=by, at=NOW)
    taken = Withdrawal("E D", Said.PHONE, NOW.date())
    withdrawals.insert(tx, consent_id, taken, by=by, at=NOW)
    many = bulk.begin(tx, "a" * 64, by=by, at=NOW)
    bulk.note(tx, many.id, [(made.patient.id, 1)])
    act = Import(0, made.patient.id, "Dr Z", "a" * 64, (), by, NOW)
    incoming.insert(tx, act, (Told(ToldKind.ALLERGY, "latex"),))
    one_scan(tx, made, record.id, again.id)
    audit.append(tx, Event.USER_ADDED, actor=None, subject_kind="user", subject_id=by)
    audit.append(tx, Event.USER_CHANGED, actor=by, subject_kind="user", subject_id=by)
    draft = consultations.insert(tx, made.patient.id, physician_id=by, pack_hash=PACK, at=NOW)
    attachments.insert(tx, draft.id, PDF, "application/pdf", author_id=by, at=NOW)
    row = answers.record(tx, draft.id, "a", "1", by, NOW, None)
    for event, kind, id_, details in (
        (Event.ANSWER_RECORDED, "answer", row.id, {"seal": row.seal}),
        (Event.DOCUMENT_MADE, "document", record.id, {"sha256": record.sha256}),
    ):
        audit.append(tx, event, actor=by, subject_kind=kind, subject_id=id_, details=details)


def one_scan(tx: Tx, made: Clinic, document_id: int, consent_id: int) -> None:
    by = made.physician.id
    batch = scans.add_batch(tx, b"%PDF-scan", 1, by=by, at=NOW)
    page = ScanPage(0, batch.id, 1, PageState.FOUND, number="D-2026-00001", page=1, pages=1)
    scans.add_page(tx, batch, page, b"jpeg")
    signed_papers.insert(
        tx,
        SignedPaper(*(0, consent_id, document_id, document_id, "", 1, PaperState.FILED, by, NOW)),
    )
    form = BlankForm("B-00001", "d", "Consent", "en", "consent 1 en", 1, "")
    blank_forms.insert(tx, form, PDF, by=by, at=NOW)


def one_seal(tx: Tx, document_id: int, consent_id: int, by: int) -> None:
    new = ClinicCertificate(0, "f", "K", NOW, NOW, Origin.MADE, b"c", (b"i",), NOW, by)
    certificate = seals.put(tx, new, b"key", b"d" * 32)
    seals.keep_seal(tx, DocumentSeal(document_id, certificate.id, "u", 1, NOW))
    seals.bind(tx, consent_id, document_id, "u")


@pytest.fixture
def everything(folder: Path) -> Iterator[Any]:
    """A bare connection, as a stranger's program has it, to records with a row in every table."""
    kept.begun(folder, __name__, fill)[0].close()
    connection = raw(folder)
    yield connection
    connection.close()


def fill(store: Store) -> None:
    with store.write() as tx:
        one_of_everything(tx)


def content(connection: Any, table: str) -> list[tuple[Any, ...]]:
    return sorted(connection.execute(f'SELECT * FROM "{table}"').fetchall())


def columns(table: str) -> list[str]:
    return [f'"{c.name}"' for c in Base.metadata.tables[table].columns]


def attacks(table: str) -> Iterator[str]:
    """Statements that would change or remove a row of an append-only table."""
    names = columns(table)
    listed, key = ", ".join(names), names[0]
    for name in names:
        yield f'UPDATE "{table}" SET {name} = {name}'
        yield f'UPDATE OR REPLACE "{table}" SET {name} = 1'
    yield f'DELETE FROM "{table}"'
    yield f'REPLACE INTO "{table}" SELECT * FROM "{table}"'
    yield f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}" WHERE {key} = 1'
    yield f'REPLACE INTO "{table}" (rowid, {listed}) SELECT rowid, {listed} FROM "{table}"'
    others = ", ".join(names[1:])
    if table != "audit":
        yield (
            f'INSERT INTO "{table}" ({key}, {others}) SELECT {key}, {others} FROM "{table}"'
            f" WHERE true ON CONFLICT ({key}) DO UPDATE SET {names[1]} = {names[1]}"
        )


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("table", triggers.APPEND_ONLY)
def test_append_only_row_attacked_stays(everything: Any, table: str, recursive: str) -> None:
    everything.execute(f"PRAGMA recursive_triggers={recursive}")
    before = content(everything, table)
    assert before, "the test needs a row here"
    for attack in attacks(table):
        with pytest.raises(dbapi2.IntegrityError, match=table):
            everything.execute(attack)
        assert content(everything, table) == before, attack


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("table", triggers.KEPT)
def test_kept_row_is_neither_removed_nor_replaced(
    everything: Any, table: str, recursive: str
) -> None:
    everything.execute(f"PRAGMA recursive_triggers={recursive}")
    everything.execute("PRAGMA foreign_keys=OFF")  # the guards do not lean on them
    before = content(everything, table)
    assert before, "the test needs a row here"
    removing = [a for a in attacks(table) if not a.startswith("UPDATE")]
    for attack in [*removing, f'UPDATE "{table}" SET id = id + 100']:
        with pytest.raises(dbapi2.IntegrityError, match=table):
            everything.execute(attack)
        assert content(everything, table) == before, attack


@pytest.mark.parametrize(
    ("table", "column"),
    [(t, c) for t, names in sorted(triggers.FOREVER.items()) for c in names],
)
def test_identity_of_a_kept_row_never_changes(everything: Any, table: str, column: str) -> None:
    everything.execute("PRAGMA foreign_keys=OFF")
    with pytest.raises(dbapi2.IntegrityError, match=f"{table}_update_identity"):
        everything.execute(f"UPDATE \"{table}\" SET {column} = {column} || '9'")


def test_every_table_is_guarded_or_said_not_to_be() -> None:
    guarded = {*triggers.APPEND_ONLY, *triggers.KEPT}
    assert guarded | REBUILT == set(Base.metadata.tables)
    assert not guarded & REBUILT


def test_no_foreign_key_takes_rows_along() -> None:
    for table in Base.metadata.tables.values():
        assert all(key.ondelete is None for key in table.foreign_keys)


@pytest.mark.parametrize(
    ("table", "states", "moves"),
    [
        ("consultation", State, MOVES),
        ("consent", ConsentState, CONSENT_MOVES),
        ("document", DocumentState, DOCUMENT_MOVES),
    ],
)
def test_state_moves_exactly_as_the_domain_says(
    everything: Any, table: str, states: Any, moves: Any
) -> None:
    needed = ("insert_begins", "update_unsaid", "update_unfinished", "update_unconfirmed")
    for guard in needed:  # what a move needs is told in test_consents and test_ink
        everything.execute(f"DROP TRIGGER consent_{guard}")
    allowed = {(start, end) for (start, _move), end in moves.items()}
    unique = {"document": "number"}.get(table)
    names = [c for c in columns(table) if c not in {'"id"', '"state"', f'"{unique}"'}]
    for n, (start, end) in enumerate(pairs(states, states)):
        extra, value = (f', "{unique}"', f", 'N-{n}'") if unique else ("", "")
        id_ = everything.execute(
            f'INSERT INTO "{table}" (state{extra}, {", ".join(names)})'
            f' SELECT ?{value}, {", ".join(names)} FROM "{table}" LIMIT 1 RETURNING id',
            (start.value,),
        ).fetchone()[0]
        change = (f'UPDATE "{table}" SET state = ? WHERE id = ?', (end.value, id_))
        if start is end or (start, end) in allowed:
            everything.execute(*change)
        else:
            with pytest.raises(dbapi2.IntegrityError, match=f"{table}_update_move"):
                everything.execute(*change)


def test_lot_moves_exactly_as_the_domain_says_and_its_units_never_below_none(
    everything: Any,
) -> None:
    everything.execute("DROP TRIGGER lot_update_recalled")  # a test of its own, below
    for n, (start, end) in enumerate(pairs(LotState, LotState)):
        id_ = everything.execute(
            "INSERT INTO lot (product_id, number, expiry, state, units)"
            " VALUES (1, ?, '2027-01-01', ?, 1) RETURNING id",
            (f"L{n}", start.value),
        ).fetchone()[0]
        change = ("UPDATE lot SET state = ? WHERE id = ?", (end.value, id_))
        if start is end or (start, end) in LOT_MOVES:
            everything.execute(*change)
        else:
            with pytest.raises(dbapi2.IntegrityError, match="lot_update_move"):
                everything.execute(*change)
        with pytest.raises(dbapi2.IntegrityError, match="lot_update_below_zero"):
            everything.execute("UPDATE lot SET units = -1 WHERE id = ?", (id_,))


DEATH = (
    "INSERT INTO patient_death (patient_id, day, reported_by, author_id, at)"
    " VALUES (1, '2026', 'a son', 1, '2026-11-23 12:00:00') RETURNING id"
)


def test_patient_has_died_as_it_was_recorded_alone_and_nothing_begins_after_it(
    everything: Any,
) -> None:
    def refused(what: str, statement: str) -> None:
        with pytest.raises(dbapi2.IntegrityError, match=what):
            everything.execute(statement)

    refused("patient_update_died", "UPDATE patient SET died = '2026' WHERE id = 1")
    death = everything.execute(DEATH).fetchone()[0]
    refused("patient_death_insert_begun", DEATH)
    refused("patient_update_died", "UPDATE patient SET died = '2025' WHERE id = 1")
    everything.execute("UPDATE patient SET died = '2026' WHERE id = 1")
    refused("patient_update_died", "UPDATE patient SET died = NULL WHERE id = 1")
    for table in ("consultation", "consent", "treatment"):
        names = ", ".join(c for c in columns(table) if c != '"id"')
        copy = f'INSERT INTO "{table}" ({names}) SELECT {names} FROM "{table}" LIMIT 1'
        refused(f"{table}_insert_", copy)
    everything.execute(
        "INSERT INTO patient_death_error (patient_death_id, reason, author_id, at)"
        " VALUES (?, 'r', 1, '2026-11-23 12:00:00')",
        (death,),
    )
    everything.execute("UPDATE patient SET died = NULL WHERE id = 1")


RECALL = (
    "INSERT INTO recall (lot_id, reason, reference, day, author_id, at)"
    " VALUES (?, 'r', '', '2026-11-23', 1, '2026-11-23 12:00:00') RETURNING id"
)
END = (
    "INSERT INTO recall_end (recall_id, ground, reason, said_by, day, author_id, at)"
    " VALUES (?, 'lifted', 'r', 's', '2026-11-23', 1, '2026-11-23 12:00:00')"
)
CONTACT = (
    "INSERT INTO recall_contact (recall_id, patient_id, way, day, note, author_id, at, about)"
    " VALUES (?, 1, 'phone', '2026-11-23', '', 1, '2026-11-23 12:00:00', ?)"
)


def test_lot_comes_back_with_the_end_of_its_recall_alone_and_is_recalled_once_at_a_time(
    everything: Any,
) -> None:
    lot = everything.execute(
        "INSERT INTO lot (product_id, number, expiry, state)"
        " VALUES (1, 'X', '2027-01-01', 'recalled') RETURNING id"
    ).fetchone()[0]
    back = ("UPDATE lot SET state = 'quarantined' WHERE id = ?", (lot,))

    def refused(what: str, *statement: Any) -> None:
        with pytest.raises(dbapi2.IntegrityError, match=what):
            everything.execute(*statement)

    refused("lot_update_recalled", *back)  # recalled by nobody knows which recall
    first = everything.execute(RECALL, (lot,)).fetchone()[0]
    refused("recall_insert_begun", RECALL, (lot,))
    refused("lot_update_recalled", *back)
    refused("recall_contact_insert_before_end", CONTACT, (first, "end"))
    everything.execute(END, (first,))
    everything.execute(CONTACT, (first, "end"))
    second = everything.execute(RECALL, (lot,)).fetchone()[0]
    refused("lot_update_recalled", *back)  # another recall goes on
    everything.execute(END, (second,))
    refused("lot_update_move", "UPDATE lot SET state = 'in-stock' WHERE id = ?", (lot,))
    everything.execute(*back)


@pytest.mark.parametrize(("start", "end"), [*pairs(ToldState, repeat=2)])
def test_line_of_another_system_moves_as_permitted_and_never_changes(
    everything: Any, start: ToldState, end: ToldState
) -> None:
    if start is not ToldState.OPEN:
        everything.execute("UPDATE import_line SET state = ?", (start.value,))
    change = ("UPDATE import_line SET state = ?", (end.value,))
    if start is end or (start, end) in TOLD_MOVES:
        everything.execute(*change)
    else:
        with pytest.raises(dbapi2.IntegrityError, match="import_line_update_move"):
            everything.execute(*change)
    with pytest.raises(dbapi2.IntegrityError, match="import_line_update_identity"):
        everything.execute("UPDATE import_line SET told = '{}'")


@pytest.mark.parametrize("state", [s for s in LotState if s is not LotState.IN_STOCK])
def test_treatment_with_a_lot_that_is_not_in_stock_is_refused(
    everything: Any, state: LotState
) -> None:
    everything.execute("UPDATE lot SET state = ?", (state.value,))
    names = [c for c in columns("treatment") if c not in {'"id"', '"session"'}]
    with pytest.raises(dbapi2.IntegrityError, match="treatment_insert_lot"):
        everything.execute(
            f"INSERT INTO treatment (session, {', '.join(names)})"
            f" SELECT 2, {', '.join(names)} FROM treatment LIMIT 1"
        )


@pytest.mark.parametrize(
    "change",
    [
        "scope = '{}'",
        "language = 'tr'",
        "template = 'x'",
        "informed_at = NULL",
        "earliest = NULL",
        "valid_until = '2030-01-01'",
    ],
)
def test_given_consent_changes_nothing_but_its_state(everything: Any, change: str) -> None:
    with pytest.raises(dbapi2.IntegrityError, match="consent_update"):
        everything.execute(f"UPDATE consent SET {change} WHERE state = 'given'")
    everything.execute("UPDATE consent SET state = 'withdrawn' WHERE state = 'given'")
    with pytest.raises(dbapi2.IntegrityError, match="consent_update"):
        everything.execute(f"UPDATE consent SET {change} WHERE state = 'withdrawn'")


@pytest.mark.parametrize("change", ["sha256 = 'x'", "title = 'x'", "template = 'x'", "pages = 9"])
def test_final_document_changes_nothing_but_its_state(everything: Any, change: str) -> None:
    everything.execute("PRAGMA foreign_keys=OFF")
    with pytest.raises(dbapi2.IntegrityError, match="document_update_facts"):
        everything.execute(f"UPDATE document SET {change}")
    with pytest.raises(dbapi2.IntegrityError, match="document_update_reason"):
        everything.execute("UPDATE document SET void_reason = 'because'")


def test_audit_entry_out_of_order_is_refused(everything: Any) -> None:
    head, hash_ = everything.execute("SELECT max(seq), hash FROM audit").fetchone()
    wrong = [(head + 2, hash_), (head + 1, "0" * 64), (None, hash_), (-1, hash_), (0, hash_)]
    for seq, previous in wrong:
        with pytest.raises(dbapi2.IntegrityError):
            everything.execute("INSERT INTO audit VALUES (?, ?, 'h', 'b')", (seq, previous))
    everything.execute("INSERT INTO audit VALUES (?, ?, 'h', 'b')", (head + 1, hash_))


def test_answer_that_does_not_supersede_the_newest_is_refused(everything: Any) -> None:
    newest = everything.execute("SELECT max(id) FROM answer").fetchone()[0]
    insert = (
        "INSERT INTO answer (consultation_id, path, value, author_id, at, supersedes, salt)"
        " VALUES (2, 'a', '2', 1, '2026-03-09 10:00:00.000000', ?, x'00')"
    )
    for wrong in (None, newest + 1):
        with pytest.raises(dbapi2.IntegrityError, match="answer_insert_not_newest"):
            everything.execute(insert, (wrong,))
    everything.execute(insert, (newest,))


@pytest.mark.parametrize(
    ("table", "parent", "state"),
    [
        ("answer", "consultation", "decided"),
        ("attachment", "consultation", "decided"),
        ("addendum", "consultation", "draft"),
        ("consent_conversation", "consent", "given"),
        ("consent_signature", "consent", "given"),
        ("treatment", "consent", "preparing"),
        ("treatment", "consultation", "draft"),
        ("photograph", "consultation", "draft"),
    ],
)
def test_row_beside_a_parent_in_the_wrong_state_is_refused(
    everything: Any, table: str, parent: str, state: str
) -> None:
    parent_id = everything.execute(
        f'SELECT id FROM "{parent}" WHERE state = ?', (state,)
    ).fetchone()[0]
    names = [c for c in columns(table) if c not in {'"id"', f'"{parent}_id"', '"session"'}]
    session = (', "session"', ", 2") if table == "treatment" else ("", "")
    with pytest.raises(dbapi2.IntegrityError, match=f"{table}_insert"):
        everything.execute(
            f'INSERT INTO "{table}" ("{parent}_id"{session[0]}, {", ".join(names)})'
            f' SELECT ?{session[1]}, {", ".join(names)} FROM "{table}" LIMIT 1',
            (parent_id,),
        )


ADDENDUM = (
    "INSERT INTO addendum (consultation_id, treatment_id, text, author_id, at)"
    " SELECT ?, ?, text, author_id, at FROM addendum LIMIT 1"
)


def test_addendum_to_a_decided_consultation_needs_a_treatment_of_it(everything: Any) -> None:
    decided = everything.execute("SELECT consultation_id FROM treatment").fetchone()[0]
    with pytest.raises(dbapi2.IntegrityError, match="addendum_insert_too_early"):
        everything.execute(ADDENDUM, (decided, None))
    everything.execute("UPDATE consultation SET state = 'closed' WHERE id = ?", (decided,))
    everything.execute(ADDENDUM, (decided, None))
    everything.execute(ADDENDUM, (decided, 1))


def test_addendum_to_a_treatment_of_another_consultation_is_refused(everything: Any) -> None:
    names = ", ".join(c for c in columns("consultation") if c not in {'"id"', '"state"'})
    other = everything.execute(
        f"INSERT INTO consultation (state, {names})"
        f" SELECT 'closed', {names} FROM consultation LIMIT 1 RETURNING id"
    ).fetchone()[0]
    with pytest.raises(dbapi2.IntegrityError, match="addendum_insert_foreign"):
        everything.execute(ADDENDUM, (other, 1))


def test_consent_walk_leaves_the_guards_silent(store: Store) -> None:
    with store.write() as tx:
        made, _new, _consent_id = treated(tx)
        moved(tx, consent_preparing(tx, made, 1), ConsentState.GIVEN, made.physician.id)
