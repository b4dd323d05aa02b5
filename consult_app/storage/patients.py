"""Patients as rows, the words they are found by, and every version of what was registered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, func, or_, select
from sqlalchemy import insert as insert_into

from consult_app.domain.documents import Edition
from consult_app.domain.names import FOLD_VERSION, fold, tokens
from consult_app.domain.patients import NewPatient, Patient, Sex
from consult_app.errors import Refused
from consult_app.storage import codec, merges, rows
from consult_app.storage.models.base import table_of
from consult_app.storage.models.patients import Patient as PatientModel
from consult_app.storage.models.patients import PatientVersion, PatientWord
from consult_app.storage.tx import Tx

FIRST_RECORD_NUMBER = 100_001
REFOLD_CHUNK = 5_000
BEHIND_ALL = "\U0010ffff"
"""Sorts behind every letter: the end of a range of words with one beginning."""

_T = table_of(PatientModel)
_W = table_of(PatientWord)
_NEAR = (
    select(_T)
    .where(
        or_(_T.c.birth_date == bindparam("born"), _T.c.sort_name == bindparam("name")),
        merges.is_whole(_T),
    )
    .order_by(_T.c.id)
)
"""Built once: a list of a hundred thousand asks it for each of them."""


def search(tx: Tx, text: str, limit: int) -> tuple[Patient, ...]:
    """Patients of whom each word of `text` begins a word of the name or of the record number.

    At most `limit`, those first in which the longest word is whole, shown in order of name. An
    empty text gives the first by name. A million patients: below 2 ms.
    """
    words = sorted(tokens(text), key=len, reverse=True)
    if not words:
        first = select(_T).where(merges.is_whole(_T)).order_by(_T.c.sort_name).limit(limit)
        return _patients(tx, tx.connection.execute(first))
    values: dict[str, Any] = {"scan": 2 * limit, "limit": limit}
    for n, word in enumerate(words):
        values |= {f"from{n}": word, f"to{n}": word + BEHIND_ALL}
    return _patients(tx, tx.connection.execute(matching(len(words)), values))


def get(tx: Tx, patient_id: int) -> Patient:
    """One patient: the record that is kept, where this one was joined to it.

    Raises `Refused("patient.not-found")`.
    """
    return apart(tx, merges.kept(tx, patient_id))


def apart(tx: Tx, patient_id: int) -> Patient:
    """One record as it is registered by itself. Raises `Refused("patient.not-found")`."""
    row = tx.connection.execute(select(_T).where(_T.c.id == patient_id)).first()
    if row is None:
        raise Refused("patient.not-found")
    return _patient(row, merges.other_numbers(tx, [row.id]).get(row.id, ()))


def several(tx: Tx, ids: Collection[int]) -> Mapping[int, Patient]:
    """By each of these ids its patient: the record that is kept, where it was joined to one."""
    whole = merges.wholes(tx, ids)
    found = tx.connection.execute(select(_T).where(_T.c.id.in_({whole.get(i, i) for i in ids})))
    people = {patient.id: patient for patient in _patients(tx, found)}
    return {id_: people[whole.get(id_, id_)] for id_ in ids}


def near(tx: Tx, new: NewPatient) -> tuple[Patient, ...]:
    """Who may be the same person: born the same day, or of the same folded full name."""
    values = {"born": new.birth_date, "name": _sort_name(new)}
    return _patients(tx, tx.connection.execute(_NEAR, values))


def count(tx: Tx) -> int:
    """How many people are registered; records that were joined are of one."""
    people = select(func.count()).select_from(_T).where(merges.is_whole(_T))
    return tx.connection.execute(people).scalar_one()


def insert(tx: Tx, new: NewPatient, *, at: datetime, by: int) -> Patient:
    """Register `new` under the next record number."""
    number = str(rows.count_up(tx, "record-number", FIRST_RECORD_NUMBER))
    values = values_of(new) | {"record_number": number, "revision": 1}
    patient = get(tx, rows.add(tx, PatientModel, values))
    _keep_version(tx, patient, new, at, by)
    keep_words(tx, patient.id)
    return patient


def update(tx: Tx, patient: Patient, new: NewPatient, *, at: datetime, by: int) -> Patient:
    """Correct what is registered; the version before stays readable.

    Raises `Refused("patient.changed-meanwhile")` where `patient` is not the newest version.
    """
    if not rows.change_unmoved(tx, PatientModel, patient.id, patient.revision, values_of(new)):
        raise Refused("patient.changed-meanwhile")
    changed = get(tx, patient.id)
    _keep_version(tx, changed, new, at, by)
    keep_words(tx, patient.id)
    return changed


def versions(tx: Tx, patient_id: int) -> tuple[NewPatient, ...]:
    """Everything that was ever registered for this patient, oldest first."""
    table = table_of(PatientVersion)
    found = select(table.c.record).where(table.c.patient_id == patient_id).order_by(table.c.id)
    return tuple(codec.decode(NewPatient, text) for text in tx.connection.execute(found).scalars())


def keep_words(tx: Tx, patient_id: int) -> None:
    """Make anew the words by which a person is found: of every record that is theirs."""
    members = merges.members(tx, patient_id)
    tx.connection.execute(delete(_W).where(_W.c.patient_id.in_(members)))
    for row in tx.connection.execute(select(_T).where(_T.c.id.in_(members))).all():
        _add_words(tx, members[0], _patient(row))


def version_at(tx: Tx, patient_id: int, at: datetime) -> NewPatient:
    """What was registered at that moment; the first version where it was before that."""
    table = table_of(PatientVersion)
    mine = select(table.c.record).where(table.c.patient_id == patient_id)
    then = mine.where(table.c.at <= at).order_by(table.c.id.desc()).limit(1)
    found = tx.connection.execute(then).scalar()
    return codec.decode(NewPatient, found) if found else versions(tx, patient_id)[0]


def folds_are_current(tx: Tx) -> bool:
    """Whether the stored folds were made by this version of the fold."""
    return rows.tally(tx, "fold") == FOLD_VERSION


def fold_again(tx: Tx) -> None:
    """Make every stored fold anew, and remember by which version."""
    tx.connection.execute(delete(_W))
    here = select(_T).where(_T.c.withdrawn_at.is_(None))
    for chunk in tx.connection.execute(here).partitions(REFOLD_CHUNK):
        for row in chunk:
            patient = _patient(row)
            sort_name = fold(f"{patient.family_name} {patient.given_name}")
            rows.change(tx, PatientModel, patient.id, {"sort_name": sort_name})
            _add_words(tx, merges.kept(tx, patient.id), patient)
    rows.set_tally(tx, "fold", FOLD_VERSION)


@lru_cache(maxsize=32)
def matching(words: int) -> Select[Any]:
    """The search by so many words: the first drives, each other one must be there as well."""
    driver = _W.alias("driver")
    hits = select(driver.c.patient_id).where(*_begins(driver.c.word, 0))
    for n in range(1, words):
        other = _W.alias(f"other{n}")
        same = other.c.patient_id == driver.c.patient_id
        hits = hits.where(select(1).where(same, *_begins(other.c.word, n)).exists())
    few = hits.order_by(driver.c.word, driver.c.patient_id).limit(bindparam("scan")).subquery()
    ids = select(few.c.patient_id).distinct().scalar_subquery()
    return select(_T).where(_T.c.id.in_(ids)).order_by(_T.c.sort_name).limit(bindparam("limit"))


def _begins(word: Any, n: int) -> tuple[Any, Any]:
    return word >= bindparam(f"from{n}"), word < bindparam(f"to{n}")


def _sort_name(new: NewPatient) -> str:
    return fold(f"{new.family_name} {new.given_name}")


def values_of(new: NewPatient) -> dict[str, Any]:
    """The columns of what is registered."""
    plain = {"sex": new.sex.value, "edition": new.edition.value}
    return asdict(new) | plain | {"sort_name": _sort_name(new)}


def _keep_version(tx: Tx, patient: Patient, new: NewPatient, at: datetime, by: int) -> None:
    version = {
        "patient_id": patient.id,
        "revision": patient.revision,
        "record": codec.encode(new),
        "author_id": by,
        "at": at,
    }
    rows.add(tx, PatientVersion, version)


def _add_words(tx: Tx, found_id: int, patient: Patient) -> None:
    """Let the words of a record lead to the one that is kept; a word of both is there once."""
    words = set(tokens(patient.family_name, patient.given_name, patient.record_number))
    known = select(_W.c.word).where(_W.c.patient_id == found_id, _W.c.word.in_(words))
    new = words - set(tx.connection.execute(known).scalars())
    if new:
        added = [{"word": word, "patient_id": found_id} for word in sorted(new)]
        tx.connection.execute(insert_into(_W), added)


def _patients(tx: Tx, found: Iterable[Row[Any]]) -> tuple[Patient, ...]:
    listed = tuple(found)
    others = merges.other_numbers(tx, [row.id for row in listed])
    return tuple(_patient(row, others.get(row.id, ())) for row in listed)


def of_row(row: Row[Any]) -> Patient:
    """The patient of a row that holds every column of the table, as another family's join has it;
    the numbers of joined records are not read."""
    return _patient(row)


def _patient(row: Row[Any], other_numbers: tuple[str, ...] = ()) -> Patient:
    return Patient(
        row.id,
        row.record_number,
        row.family_name,
        row.given_name,
        row.birth_date,
        Sex(row.sex),
        row.language,
        row.phone,
        row.email,
        row.address,
        row.revision,
        other_numbers,
        Edition(row.edition),
        row.died,
    )
