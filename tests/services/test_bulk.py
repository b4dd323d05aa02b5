"""A table of patients: each row has a fate that is told before, and all can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from consult_app.domain.bulk import BulkState, Fate
from consult_app.domain.clinic import DateOrder
from consult_app.domain.patient_table import Field, Mapped
from consult_app.domain.patients import Patient, Sex
from consult_app.errors import Refused
from consult_app.exchange import csv_read
from consult_app.services import bulk, day, patients
from tests.services.refusing import refused
from tests.services.test_roles import events
from tests.services.walk import Walk

Write = Callable[..., Path]

GERMAN = "Nachname;Vorname;Geburtsdatum;Geschlecht;Sprache\n"
ROWS = "Müller;Jörg;23.04.1979;männlich;Deutsch\nŞahin;Gülşen;3.5.1980;weiblich;Türkisch\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str, encoding: str = "utf-8", name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return written


def plan(walk: Walk, path: Path) -> tuple[csv_read.Sheet, Mapped]:
    found = bulk.look(walk.acting, path)
    return found.sheet, Mapped(found.columns, found.order or DateOrder.DAY_FIRST)


def rehearsed(walk: Walk, path: Path) -> list[tuple[int, Fate, str]]:
    told = bulk.rehearse(walk.acting, *plan(walk, path)).rows
    return [(one.row, one.fate, one.code) for one in told]


def named(walk: Walk, text: str) -> Patient:
    (found,) = patients.search(walk.acting, text)
    return found


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN + "Müller;Jörg;3.4.1979;m;de\n", "cp1252"),
        ("Soyadı;Adı;Doğum Tarihi;Cinsiyet;Dil\nŞahin;Gülşen;3.4.1979;Kadın;Türkçe\n", "cp1254"),
        ("اسم العائلة;الاسم;تاريخ الميلاد;الجنس\nالحسن;مريم;3.4.1979;أنثى\n", "cp1256"),
        ("Last name,First name,Date of birth\r\nO'Neill,Seán,1979-04-03\r\n", "utf-8-sig"),
        ("Surname\tForename\tDOB\nNowak\tŁucja\t3 April 1979\n", "utf-16"),
    ],
)
def test_table_is_read_whoever_wrote_it(walk: Walk, write: Write, text: str, encoding: str) -> None:
    sheet, mapped = plan(walk, write(text, encoding))
    assert set(mapped.columns) >= {Field.FAMILY, Field.GIVEN, Field.BORN}
    done, _left = bulk.run(walk.acting, sheet, mapped)
    assert (done.state, done.added) == (BulkState.DONE, 1)
    names = text.replace("\r", "").split("\n")[1].replace(";", ",").replace("\t", ",").split(",")
    found = named(walk, f"{names[0]} {names[1]}")
    assert (found.family_name, found.given_name) == (names[0], names[1])
    assert found.birth_date == date(1979, 4, 3)


def test_letters_read_wrongly_are_read_otherwise_where_a_person_says_so(
    walk: Walk, write: Write
) -> None:
    path = write("Name,Vorname,Geburtsdatum\nMíša,Jörg,3.4.1979\nŽák,A,3.4.1979\n", "cp1250")
    found = bulk.look(walk.acting, path, "cp1250")
    assert [cells[0] for cells in found.sample] == ["Míša", "Žák"]
    plain = write("Name,Vorname,Geburtsdatum\nŞahin,Işıl,3.4.1979\n", "cp1254")
    assert bulk.look(walk.acting, plain).sample[0][:2] == ("Şahin", "Işıl")


def test_letters_that_first_come_far_below_say_how_all_of_it_is_written(
    walk: Walk, write: Write
) -> None:
    plain = "".join(f"Name{n},Ada,3.4.1979\n" for n in range(5_000))
    path = write("Surname,Forename,DOB\n" + plain + "Şahin,Gülşen,3.4.1979\n", "cp1254")
    found = bulk.look(walk.acting, path)
    assert found.sheet.encoding == "cp1254"
    *_, (_row, _at, cells) = csv_read.rows(found.sheet)
    assert cells[:2] == ["Şahin", "Gülşen"]


def test_of_a_million_rows_no_more_is_read_than_is_asked_for(walk: Walk, write: Write) -> None:
    path = write("Surname,Forename,DOB\n" + "A,B,3.4.1979\n" * 1_000_000)
    sheet = bulk.look(walk.acting, path).sheet
    reading = csv_read.rows(sheet)
    for wanted, share in ((1, 100), (20_000, 40)):
        _row, read, _cells = next(islice(reading, wanted - 1, None))
        assert read < sheet.size / share


def test_file_larger_than_any_list_of_patients_is_refused(walk: Walk, write: Write) -> None:
    path = write(GERMAN + ROWS)
    with path.open("ab") as opened:
        opened.truncate(csv_read.LARGEST + 1)  # takes no room on the disk
    with refused("bulk.too-large"):
        bulk.look(walk.acting, path)


def test_row_that_is_cut_short_or_too_long_is_refused_alone(walk: Walk, write: Write) -> None:
    text = GERMAN + "Kurz\n" + "Lang;Ida;3.4.1979;w;de;x;y;z\n" + ROWS
    found = [(row, fate) for row, fate, _code in rehearsed(walk, write(text))]
    assert found == [(2, Fate.REFUSED), (3, Fate.NEW), (4, Fate.NEW), (5, Fate.NEW)]


def test_byte_of_no_letter_is_refused_before_anything_is_stored(walk: Walk, write: Write) -> None:
    path = write(GERMAN + ROWS, "utf-8-sig")
    path.write_bytes(path.read_bytes() + b"\xff\xfe;Ada;1.2.1990;w;de\n")
    with refused("bulk.no-table"):
        bulk.rehearse(walk.acting, *plan(walk, path))
    assert not bulk.every(walk.acting)


def test_words_for_sex_and_language_are_understood(walk: Walk, write: Write) -> None:
    bulk.run(walk.acting, *plan(walk, write(GERMAN + ROWS)))
    assert (named(walk, "muller").sex, named(walk, "muller").language) == (Sex.MALE, "de")
    assert (named(walk, "sahin").sex, named(walk, "sahin").language) == (Sex.FEMALE, "tr")


def test_dates_that_read_in_two_ways_are_asked(walk: Walk, write: Write) -> None:
    unclear = bulk.look(walk.acting, write("Surname,Forename,DOB\nNowak,Ewa,03/04/1979\n"))
    assert unclear.order is None
    bulk.run(walk.acting, unclear.sheet, Mapped(unclear.columns, DateOrder.MONTH_FIRST))
    assert named(walk, "nowak").birth_date == date(1979, 3, 4)
    clear = write("Surname,Forename,DOB\nA,B,03/04/1979\nC,D,25/04/1979\n")
    assert bulk.look(walk.acting, clear).order is DateOrder.DAY_FIRST


def test_every_row_has_its_fate_and_what_is_refused_says_why(walk: Walk, write: Write) -> None:
    text = (
        "No;Nachname;Vorname;Geburtsdatum;Telefon;Geschlecht\n"
        ";Yeni;Ayla;1.2.1990;;w\n"  # new
        ";Demir;Elif;12.3.1979;;w\n"  # registered already
        ";Demir;Elif Su;12.3.1979;;w\n"  # may be the same
        f"{walk.clinic.patient.record_number};Demir;Elif;12.3.1979;555 0199;\n"  # a new number
        ";Yeni;Ayla;1.2.1990;;w\n"  # twice
        ";;;1.2.1990;;w\n"
        ";Kurz;Tom;31.2.1990;;m\n"
        ";Kurz;Tom;1.2.2090;;m\n"
        ";Kurz;Tom;1.2.1990;;zz\n"
        "999999;Kurz;Tom;1.2.1990;;m\n"
        f"{walk.clinic.patient.record_number};Kurz;Tom;1.2.1990;;m\n"
        "\n"
    )
    assert rehearsed(walk, write(text)) == [
        (2, Fate.NEW, ""),
        (3, Fate.SAME, ""),
        (4, Fate.ALIKE, ""),
        (5, Fate.UPDATED, ""),
        (6, Fate.REFUSED, "bulk.twice"),
        (7, Fate.REFUSED, "patient.name-missing"),
        (8, Fate.REFUSED, "bulk.date-unclear"),
        (9, Fate.REFUSED, "bulk.date-unclear"),
        (10, Fate.REFUSED, "bulk.sex-unclear"),
        (11, Fate.REFUSED, "bulk.number-unknown"),
        (12, Fate.REFUSED, "bulk.other-person"),
    ]


def test_rehearsal_stores_nothing_and_the_run_does_what_it_said(walk: Walk, write: Write) -> None:
    path = write(GERMAN + ROWS)
    before = patients.search(walk.acting, "")
    assert [fate for _row, fate, _code in rehearsed(walk, path)] == [Fate.NEW, Fate.NEW]
    assert patients.search(walk.acting, "") == before
    _done, told = bulk.run(walk.acting, *plan(walk, path))
    assert told.counts == {Fate.NEW: 2}
    assert [fate for _row, fate, _code in rehearsed(walk, path)] == [Fate.SAME, Fate.SAME]


def test_known_number_changes_what_the_row_says_and_nothing_else(walk: Walk, write: Write) -> None:
    before = walk.clinic.patient
    text = f"No;Nachname;Geburtsdatum;Telefon\n{before.record_number};Demir;12.3.1979;555 0199\n"
    bulk.run(walk.acting, *plan(walk, write(text)))
    after = patients.again(walk.acting, before)
    assert after.phone == "555 0199"
    assert (after.given_name, after.email, after.sex) == (
        before.given_name,
        before.email,
        before.sex,
    )


def test_import_is_taken_back_whole(walk: Walk, write: Write) -> None:
    number = walk.clinic.patient.record_number
    text = GERMAN.replace("Nachname", "No;Nachname") + ";Yeni;Ayla;1.2.1990;w;de\n"
    text += f"{number};Demir;Elif Nur;12.3.1979;w;en\n"
    done, _told = bulk.run(walk.acting, *plan(walk, write(text)))
    assert (done.added, done.updated) == (1, 1)
    assert bulk.undo(walk.acting, done.id) == 0
    assert not patients.search(walk.acting, "yeni")
    assert patients.again(walk.acting, walk.clinic.patient).given_name == "Elif"
    with refused("bulk.undone-already"):
        bulk.undo(walk.acting, done.id)
    assert [fate for _row, fate, _code in rehearsed(walk, write(GERMAN + ROWS))] == [Fate.NEW] * 2


def test_who_has_been_here_since_stays(walk: Walk, write: Write) -> None:
    done, _told = bulk.run(walk.acting, *plan(walk, write(GERMAN + ROWS)))
    day.add(walk.acting, named(walk, "sahin").id, walk.acting.today())
    assert bulk.undo(walk.acting, done.id) == 1
    assert named(walk, "sahin")
    assert not patients.search(walk.acting, "muller")


def test_stopped_in_the_middle_says_how_far_it_came_and_can_be_taken_back(
    walk: Walk, write: Write
) -> None:
    rows = "".join(f"Name{n};Ada;1.2.1990;w;de\n" for n in range(bulk.CHUNK * 2))
    calls = []

    def stop(done: int, total: int) -> None:
        calls.append((done, total))
        if len(calls) == 2:
            raise Refused("export.stopped")

    with refused("bulk.stopped"):
        bulk.run(walk.acting, *plan(walk, write(GERMAN + rows)), stop)
    (one,) = bulk.every(walk.acting)
    assert (one.state, one.added, one.reached) == (BulkState.STOPPED, bulk.CHUNK, bulk.CHUNK + 1)
    bulk.undo(walk.acting, one.id)
    assert not patients.search(walk.acting, "ada")


@pytest.mark.parametrize("text", ["", "one column\nx\n", "a\0b;c\n", "x;" * 300 + "\n"])
def test_file_that_is_no_table_is_refused(walk: Walk, write: Write, text: str) -> None:
    with refused("bulk.no-table"):
        bulk.look(walk.acting, write(text))


def test_table_without_names_or_birth_dates_is_refused(walk: Walk, write: Write) -> None:
    sheet, mapped = plan(walk, write("Farbe;Größe\nrot;3\n"))
    with refused("bulk.column-missing"):
        bulk.run(walk.acting, sheet, mapped)


def test_formula_is_a_name_like_any_other(walk: Walk, write: Write) -> None:
    bulk.run(walk.acting, *plan(walk, write(GERMAN + "=1+1;Jörg;23.04.1979;m;de\n")))
    assert named(walk, "=1+1").family_name == "=1+1"


def test_cell_without_an_end_is_refused(walk: Walk, write: Write) -> None:
    long = "x" * 6000
    with refused("bulk.cell-too-long"):
        rehearsed(walk, write(GERMAN + f"{long};a;1.1.1990;m;de\n"))


def test_every_act_is_entered(walk: Walk, write: Write) -> None:
    done, _told = bulk.run(walk.acting, *plan(walk, write(GERMAN + ROWS)))
    bulk.undo(walk.acting, done.id)
    assert events(walk, "bulk_import") == ["bulk.started", "bulk.closed", "bulk.undone"]
    assert events(walk, "patient")[-2:] == ["patient.withdrawn"] * 2
