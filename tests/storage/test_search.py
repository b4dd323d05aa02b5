"""Finding a patient: folded words in any order, record numbers, and quickly among very many."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert

from consult_app.domain import names
from consult_app.domain.patients import NewPatient
from consult_app.storage import patients, users
from consult_app.storage.models.base import table_of
from consult_app.storage.models.patients import Patient, PatientWord
from consult_app.storage.store import Store, Tx
from tests.storage.made_up import KAYA, NOW

PEOPLE = [
    ("Şahin", "Işıl"),
    ("Øresund", "Łucja"),
    ("O'Brien-Núñez", "Zoë Ann"),
    ("Nguyễn", "Thị Hương"),
    ("Şahin", "Ali"),
    ("Alican", "Ali"),
    ("<b>&\"'", "Robert"),
    ("عباس", "ليلى"),
]


@pytest.fixture
def known(store: Store) -> Store:
    with store.write() as tx:
        by = users.insert(tx, KAYA).id
        for family, given in PEOPLE:
            patients.insert(tx, NewPatient(family, given, date(1980, 1, 2)), at=NOW, by=by)
    return store


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("isil", ["Işıl Şahin"]),
        ("IŞIL", ["Işıl Şahin"]),
        ("sah", ["Ali Şahin", "Işıl Şahin"]),
        ("ali sah", ["Ali Şahin"]),
        ("sah ali", ["Ali Şahin"]),
        ("ali", ["Ali Alican", "Ali Şahin"]),
        ("lucja ores", ["Łucja Øresund"]),
        ("nunez", ["Zoë Ann O'Brien-Núñez"]),
        ("brien ann", ["Zoë Ann O'Brien-Núñez"]),
        ("huong", ["Thị Hương Nguyễn"]),
        ("ليلى", ["ليلى عباس"]),
        ("100002", ["Łucja Øresund"]),
        ("nobody", []),
        ("ali nobody", []),
        ("%", []),
        ("_", []),
    ],
)
def test_search_by_the_beginnings_of_words(known: Store, text: str, found: list[str]) -> None:
    with known.read() as tx:
        assert [p.name for p in patients.search(tx, text, 50)] == found


def test_search_for_nothing_gives_the_first_by_name(known: Store) -> None:
    with known.read() as tx:
        assert [p.name for p in patients.search(tx, "  ", 2)] == ["Robert <b>&\"'", "Ali Alican"]


def test_search_gives_at_most_the_limit_and_nobody_twice(known: Store) -> None:
    with known.read() as tx:
        assert len(patients.search(tx, "10000", 3)) == 3
        found = patients.search(tx, "ali", 50)
    assert len(found) == len({p.id for p in found}) == 2


def test_fold_of_another_version_is_made_again_on_opening(
    known: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = known.folder
    known.close()
    monkeypatch.setattr(patients, "FOLD_VERSION", names.FOLD_VERSION + 1)
    monkeypatch.setattr(patients, "tokens", lambda *texts: tuple(f"x{t}".lower() for t in texts))
    with Store.open(folder, create=False) as store, store.read() as tx:
        assert patients.folds_are_current(tx)
        words = tx.connection.exec_driver_sql("SELECT word FROM patient_word").scalars().all()
    assert "xali" in words
    assert "ali" not in words


def many(tx: Tx, count: int) -> None:
    """So many patients of a few thousand names, entered in bulk."""
    dice = random.Random(7)
    letters = "abcdefghijklmnoprstuvyz"
    given = ["".join(dice.choices(letters, k=dice.randint(4, 9))) for _ in range(3_000)]
    family = ["".join(dice.choices(letters, k=dice.randint(5, 11))) for _ in range(20_000)]
    row = {"birth_date": date(1980, 1, 1), "sex": "female", "language": "en", "revision": 1}
    row |= {"edition": "standard"}
    row |= {"phone": "", "email": "", "address": ""}
    for start in range(1, count + 1, 10_000):
        people, words = [], []
        for id_ in range(start, min(start + 10_000, count + 1)):
            # a few names are very common, as they are in life
            one = given[min(int(dice.expovariate(1 / 300)), 2_999)]
            other = family[min(int(dice.expovariate(1 / 2_000)), 19_999)]
            number = str(100_000 + id_)
            person = {"id": id_, "record_number": number, "given_name": one, "family_name": other}
            people.append(row | person | {"sort_name": f"{other} {one}"})
            words += [{"word": w, "patient_id": id_} for w in {one, other, number}]
        tx.connection.execute(insert(table_of(Patient)), people)
        tx.connection.execute(insert(table_of(PatientWord)), words)


def test_search_among_many_finds_by_name_and_number_and_gives_so_many_at_most(
    store: Store,
) -> None:
    with store.write() as tx:
        many(tx, 20_000)
        somebody = patients.get(tx, 777)
    with store.read() as tx:
        assert somebody in patients.search(tx, somebody.name, 500)
        assert patients.search(tx, somebody.record_number, 50) == (somebody,)
        assert len(patients.search(tx, "a", 50)) == 50


def test_search_of_a_corrected_patient_forgets_the_old_name(known: Store, folder: Path) -> None:
    with known.write() as tx:
        (patient,) = patients.search(tx, "huong", 5)
        new = NewPatient("Tran", "Mai", patient.birth_date)
        patients.update(tx, patient, replace(new), at=NOW, by=1)
        assert patients.search(tx, "huong", 5) == ()
        assert [p.id for p in patients.search(tx, "tran mai", 5)] == [patient.id]
