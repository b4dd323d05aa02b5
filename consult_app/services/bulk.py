"""Patients of a table registered or brought up to date at once: looked at first, and taken back.

A file goes in by chunks, each one transaction with its count, so that answers of the room are never
kept waiting and what was cut off says how far it came.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from babel import Locale

from consult_app.domain.audit import Event
from consult_app.domain.bulk import BulkImport, BulkState, Fate, RowTold
from consult_app.domain.clinic import DateOrder
from consult_app.domain.names import fold
from consult_app.domain.patient_table import Field, Mapped, guess, order_of, read_row, updated
from consult_app.domain.patients import NewPatient, Patient, likely_same
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.exchange import csv_read
from consult_app.exchange.csv_read import Sheet
from consult_app.services.acting import Acting
from consult_app.services.patients import require_born_before
from consult_app.services.permission import needs
from consult_app.services.wording import month_numbers
from consult_app.storage import bulk as bulk_rows
from consult_app.storage import patients as patient_rows
from consult_app.storage import settings as settings_rows
from consult_app.storage.store import Tx

CHUNK = 200
"""Rows a transaction: some 50 ms, so that an answer in the room hardly waits."""
SHOWN = 200
"""Rows of each fate that are listed; all of them are counted."""
_SAMPLED = 1_000
_LANGUAGES = ("en", "tr", "de", "ar")

Watch = Callable[[int, int], None]
"""Told how many bytes of how many are read; may raise `Refused` to stop."""


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it is understood before anybody says more; `order` None: its dates are unclear."""

    sheet: Sheet
    columns: Mapping[Field, int]
    order: DateOrder | None
    sample: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would become of each row: all are counted, the first of each fate are listed."""

    counts: Mapping[Fate, int]
    rows: tuple[RowTold, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    told: RowTold
    new: NewPatient | None = None
    patient: Patient | None = None


@needs(Capability.REGISTER_PATIENTS)
def look(acting: Acting, path: Path, encoding: str = "") -> Look:
    """Look at a file; `encoding`: as a person has said it, one of `csv_read.ENCODINGS`.

    Raises `Refused`: file.unreadable, bulk.too-large, bulk.no-table.
    """
    sheet = csv_read.sheet(path, lambda names: len(guess(names)), encoding)
    columns = guess(sheet.header)
    sampled = [cells for _row, _at, cells in islice(csv_read.rows(sheet), 1, _SAMPLED)]
    born = columns.get(Field.BORN)
    dates = [c[born] for c in sampled if born is not None and born < len(c)]
    with acting.read() as tx:
        usual = settings_rows.get(tx).date_order
    return Look(sheet, columns, order_of(dates, usual), tuple(map(tuple, sampled[:5])))


@needs(Capability.REGISTER_PATIENTS)
def rehearse(acting: Acting, sheet: Sheet, mapped: Mapped, watch: Watch | None = None) -> Rehearsal:
    """What would become of the file; nothing is stored.

    Raises `Refused`: bulk.column-missing, what reading the file raises, and what `watch` raises.
    """
    counts: Counter[Fate] = Counter()
    listed: list[RowTold] = []
    for chunk in _Reading(acting, sheet, mapped).chunks(watch):
        with acting.read() as tx:
            for row in chunk.judged(tx):
                counts[row.told.fate] += 1
                if counts[row.told.fate] <= SHOWN:
                    listed.append(row.told)
    return Rehearsal(counts, tuple(sorted(listed, key=lambda told: told.row)))


@needs(Capability.REGISTER_PATIENTS)
def run(
    acting: Acting, sheet: Sheet, mapped: Mapped, watch: Watch | None = None
) -> tuple[BulkImport, Rehearsal]:
    """Register what is new, bring up to date what is known by its record number.

    A row that may be somebody who is here, or cannot be read, is left out and told. Raises
    `Refused`: bulk.nothing-to-do, bulk.stopped (what is in stays, and can be taken back), and as
    `rehearse`.
    """
    reading = _Reading(acting, sheet, mapped)
    counts: Counter[Fate] = Counter()
    left_out: list[RowTold] = []
    one: BulkImport | None = None
    try:
        for chunk in reading.chunks(watch):
            with acting.write() as tx:
                rows = tuple(chunk.judged(tx))
                counts.update(row.told.fate for row in rows)
                left_out += [r.told for r in rows if r.told.fate in {Fate.ALIKE, Fate.REFUSED}]
                one = _store(acting, tx, one or _begin(acting, tx, sheet), rows)
    except Refused as stopped:
        if one is None:
            raise
        _close(acting, one, BulkState.STOPPED)
        raise Refused("bulk.stopped", row=one.reached) from stopped
    if one is None:
        raise Refused("bulk.nothing-to-do")
    closed = _close(acting, one, BulkState.DONE)
    return closed, Rehearsal(counts, tuple(left_out))


@needs(Capability.REGISTER_PATIENTS)
def every(acting: Acting) -> tuple[BulkImport, ...]:
    """Every file that was read in, the newest first."""
    with acting.read() as tx:
        return bulk_rows.every(tx)


@needs(Capability.REGISTER_PATIENTS)
def undo(acting: Acting, import_id: int, watch: Watch | None = None) -> int:
    """Take an import back; how many patients stay because something was recorded of them since.

    Who was added is found nowhere any more; who was changed is as before, unless corrected since.
    Raises `Refused`: bulk.not-found, bulk.undone-already, and what `watch` raises: then it can be
    called again.
    """
    stayed, after = 0, 0
    with acting.read() as tx:
        one = bulk_rows.get(tx, import_id)
    if one.state is BulkState.UNDONE:
        raise Refused("bulk.undone-already")
    total, done = one.added + one.updated, 0
    while True:
        with acting.write() as tx:
            made = bulk_rows.made_by(tx, import_id, after, CHUNK)
            stayed += _take_back(acting, tx, made)
            if not made:
                bulk_rows.close(tx, import_id, BulkState.UNDONE, at=acting.now())
                acting.note(tx, Event.BULK_UNDONE, "bulk_import", import_id, stayed=stayed)
                return stayed
        after, done = made[-1][0], done + len(made)
        if watch is not None:
            watch(done, total)


def _begin(acting: Acting, tx: Tx, sheet: Sheet) -> BulkImport:
    with sheet.path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    one = bulk_rows.begin(tx, digest, by=acting.user.id, at=acting.now())
    acting.note(tx, Event.BULK_STARTED, "bulk_import", one.id)
    return one


def _close(acting: Acting, one: BulkImport, state: BulkState) -> BulkImport:
    with acting.write() as tx:
        closed = bulk_rows.close(tx, one.id, state, at=acting.now())
        counts = {"added": closed.added, "updated": closed.updated}
        acting.note(tx, Event.BULK_CLOSED, "bulk_import", one.id, state=state.value, **counts)
    return closed


def _store(acting: Acting, tx: Tx, one: BulkImport, rows: tuple[_Row, ...]) -> BulkImport:
    by, at = acting.user.id, acting.now()
    fresh = [r.new for r in rows if r.told.fate is Fate.NEW and r.new is not None]
    made = [(id_, 1) for id_ in bulk_rows.register(tx, fresh, by=by, at=at)]
    acting.note_each(tx, Event.PATIENT_REGISTERED, "patient", [id_ for id_, _revision in made])
    known = [r for r in rows if r.told.fate is Fate.UPDATED]
    for row in known:
        assert row.patient is not None and row.new is not None  # noqa: S101, PT018 - of such a row
        changed = patient_rows.update(tx, row.patient, row.new, at=at, by=by)
        acting.note(tx, Event.PATIENT_CORRECTED, "patient", changed.id)
        made.append((changed.id, changed.revision))
    bulk_rows.note(tx, one.id, made)
    reached = rows[-1].told.row if rows else one.reached
    return bulk_rows.go_on(tx, one, reached=reached, added=len(fresh), updated=len(known))


def _take_back(acting: Acting, tx: Tx, made: tuple[tuple[int, int, int], ...]) -> int:
    added = [patient for _row, patient, revision in made if revision == 1]
    gone = bulk_rows.untouched(tx, added)
    if gone:
        bulk_rows.withdraw(tx, gone, at=acting.now())
    acting.note_each(tx, Event.PATIENT_WITHDRAWN, "patient", sorted(gone))
    stayed = len(added) - len(gone)
    for _row, patient, revision in made:
        if revision > 1:
            stayed += not _restored(acting, tx, patient, revision)
    return stayed


def _restored(acting: Acting, tx: Tx, patient_id: int, revision: int) -> bool:
    patient = patient_rows.apart(tx, patient_id)
    if patient.revision != revision:
        return False
    before = patient_rows.versions(tx, patient_id)[revision - 2]
    patient_rows.update(tx, patient, before, at=acting.now(), by=acting.user.id)
    acting.note(tx, Event.PATIENT_CORRECTED, "patient", patient_id)
    return True


class _Reading:
    """One pass over a file, with what its words mean here."""

    def __init__(self, acting: Acting, sheet: Sheet, mapped: Mapped) -> None:
        mapped.require()
        self.sheet, self.mapped, self.today = sheet, mapped, acting.today()
        with acting.read() as tx:
            self.usual = settings_rows.get(tx).language
        self.months = {k: v for one in _LANGUAGES for k, v in month_numbers(one).items()}
        self.languages = _language_words()
        self.seen: set[int] = set()

    def chunks(self, watch: Watch | None) -> Iterator[_Chunk]:
        """The rows below the header, some at a time."""
        rows = islice(csv_read.rows(self.sheet), 1, None)
        while part := list(islice(rows, CHUNK)):
            if watch is not None:
                watch(min(part[-1][1], self.sheet.size), self.sheet.size)
            yield _Chunk(self, [(number, cells) for number, _at, cells in part])


@dataclass(frozen=True, slots=True)
class _Chunk:
    reading: _Reading
    rows: list[tuple[int, list[str]]]

    def judged(self, tx: Tx) -> Iterator[_Row]:
        """What becomes of each row, against what is registered now and stood above it."""
        for number, cells in self.rows:
            yield self._judge(tx, number, cells)

    def _judge(self, tx: Tx, number: int, cells: list[str]) -> _Row:
        reading = self.reading
        try:
            new, record_number = read_row(
                cells,
                reading.mapped,
                reading.today,
                reading.months,
                reading.languages,
                reading.usual,
            )
            if record_number:
                return self._known(tx, number, new, record_number)
        except Refused as refused:
            return _Row(RowTold(number, Fate.REFUSED, "", refused))
        return self._fresh(tx, number, new)

    def _known(self, tx: Tx, number: int, new: NewPatient, record_number: str) -> _Row:
        """A row with one of our numbers: of the same birth date it is brought up to date."""
        exact = [
            p
            for p in patient_rows.search(tx, record_number, 5)
            if record_number in {p.record_number, *p.other_numbers}
        ]
        if not exact:
            raise Refused("bulk.number-unknown")
        (patient,) = exact
        if patient.birth_date != new.birth_date:
            raise Refused("bulk.other-person")
        self._once(patient.id)
        changed = updated(patient, new, self.reading.mapped)
        name = f"{changed.family_name} {changed.given_name}".strip()
        if changed == patient.registered:
            return _Row(RowTold(number, Fate.SAME, name, patient_id=patient.id))
        require_born_before(tx, patient.id, changed.birth_date)
        told = RowTold(number, Fate.UPDATED, name, patient_id=patient.id)
        return _Row(told, changed, patient)

    def _fresh(self, tx: Tx, number: int, new: NewPatient) -> _Row:
        name = f"{new.family_name} {new.given_name}".strip()
        try:
            self._once(fold(new.family_name), fold(new.given_name), new.birth_date)
        except Refused as twice:
            return _Row(RowTold(number, Fate.REFUSED, name, twice))
        near = patient_rows.near(tx, new)
        same = (p for p in near if _told_the_same(p, new))
        if (patient := next(same, None)) is not None:
            return _Row(RowTold(number, Fate.SAME, name, patient_id=patient.id))
        alike = next((p for p in near if likely_same(new, p)), None)
        if alike is not None:
            return _Row(RowTold(number, Fate.ALIKE, name, patient_id=alike.id))
        return _Row(RowTold(number, Fate.NEW, name), new)

    def _once(self, *key: object) -> None:
        mark = hash(key)  # of a million rows the names themselves would fill the memory
        if mark in self.reading.seen:
            raise Refused("bulk.twice")
        self.reading.seen.add(mark)


def _told_the_same(patient: Patient, new: NewPatient) -> bool:
    """Whether name and birth date agree to the letter's fold."""
    mine = (fold(patient.family_name), fold(patient.given_name), patient.birth_date)
    return mine == (fold(new.family_name), fold(new.given_name), new.birth_date)


def _language_words() -> dict[str, str]:
    """`turkce`, `turkish` and `tr` mean Turkish: names of languages, folded, to their codes."""
    found: dict[str, str] = {}
    for spoken in _LANGUAGES:
        names = {str(code): str(name) for code, name in Locale(spoken).languages.items()}
        found |= {fold(name): code for code, name in names.items() if len(code) == 2}
        found |= {code: code for code in names if len(code) == 2}
    return found
