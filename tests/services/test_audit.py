"""Who did what: read page by page, chosen, checked, taken out; only what the role may know."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from consult_app.domain.audit import Event
from consult_app.domain.decision import Choice
from consult_app.domain.documents import Kind
from consult_app.domain.people import Role, User
from consult_app.domain.trail import Wanted
from consult_app.errors import Refused
from consult_app.services import audit, audit_words, documents, patients
from consult_app.services.acting import Acting
from consult_app.services.audit import Line
from consult_app.storage import users as user_rows
from tests.clinics import Clinic
from tests.services.refusing import refused
from tests.services.walk import Walk

ALL = Wanted()


def administrator(clinic: Clinic, name: str = "Deniz Ay") -> Acting:
    with clinic.acting.store.write() as tx:
        user = user_rows.insert(tx, User(0, name, "", frozenset({Role.ADMINISTRATOR})))
    return replace(clinic.acting, user=user)


def everything(acting: Acting, wanted: Wanted = ALL) -> tuple[Line, ...]:
    return audit.lines(acting, wanted, limit=100_000)


def test_newest_comes_first_and_pages_join_without_a_gap(walk: Walk) -> None:
    walk.treated()
    every = everything(walk.acting)
    assert [line.told.seq for line in every] == list(range(len(every), 0, -1))
    pages: list[Line] = []
    while page := audit.lines(
        walk.acting, Wanted(), pages[-1].told.seq if pages else None, limit=7
    ):
        pages.extend(page)
    assert tuple(pages) == every


def test_entries_are_chosen_by_person(walk: Walk) -> None:
    other = administrator(walk.clinic)
    patients.get(other, walk.clinic.patient.id)
    (only,) = everything(walk.acting, Wanted(actor=other.user.id))
    assert (only.who, only.told.event) == ("Deniz Ay", Event.PATIENT_VIEWED)
    assert len(everything(walk.acting, Wanted(actor=walk.acting.user.id))) > 3


def test_entries_are_chosen_by_family_and_every_entry_is_in_one_group(walk: Walk) -> None:
    walk.treated()
    every = everything(walk.acting)
    found: list[Line] = []
    for _id, _words, families in audit_words.groups():
        group = everything(walk.acting, Wanted(families=families))
        assert {line.told.family for line in group} <= families
        found += group
    assert sorted(line.told.seq for line in found) == sorted(line.told.seq for line in every)


def test_entries_are_chosen_by_the_day_of_the_clinic(walk: Walk) -> None:
    today = walk.acting.today()
    before = len(everything(walk.acting))
    walk.clinic.clock.forward(days=1)
    patients.get(walk.acting, walk.clinic.patient.id)
    walk.clinic.clock.forward(days=1)
    patients.get(walk.acting, walk.clinic.patient.id)
    assert len(everything(walk.acting, Wanted(day=today))) == before
    assert len(everything(walk.acting, Wanted(day=today + timedelta(days=1)))) == 1
    assert everything(walk.acting, Wanted(day=today - timedelta(days=1))) == ()


def test_every_entry_about_a_patient_names_the_patient(walk: Walk) -> None:
    walk.treated()
    documents.make(walk.acting, 1, Kind.AFTERCARE)
    named = {line.told.kind for line in everything(walk.acting) if line.whose}
    assert named == {"patient", "consultation", "answer", "consent", "treatment", "document"}
    for line in everything(walk.acting):
        assert (line.whose is not None) is (line.told.kind in named)
        if line.whose:
            assert line.whose.name == "Elif Demir"
            assert line.whose.record_number == walk.clinic.patient.record_number


def test_details_that_tell_of_health_are_for_those_who_read_answers(walk: Walk) -> None:
    walk.decide(walk.suitable(), Choice.PROCEED)
    decided = Wanted(families=frozenset({"consultation"}))
    assert everything(walk.acting, decided)[0].details == "choice: proceed"
    for_desk = everything(administrator(walk.clinic), decided)
    assert for_desk[0].what == "Decision taken"
    assert {line.details for line in for_desk} == {""}


@pytest.mark.parametrize("use_case", [everything, audit.check])
def test_assistants_do_not_look_through_what_others_did(walk: Walk, use_case: object) -> None:
    assert callable(use_case)
    with refused("role.not-permitted"):
        use_case(walk.clinic.desk())


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_export_holds_every_entry_with_record_numbers_and_without_names(walk: Walk) -> None:
    walk.treated()
    every = everything(walk.acting)
    content = audit.exported(walk.acting, Wanted())
    rows = rows_of(content)
    assert [int(row["Number"]) for row in rows] == [line.told.seq for line in every]
    assert [row["Hash"] for row in rows] == [line.told.hash for line in every]
    number = walk.clinic.patient.record_number
    assert {row["Record number"] for row in rows} == {number, ""}
    for word in ("Elif", "Demir"):
        assert word.encode() not in content
    assert everything(walk.acting)[0].told.event == Event.AUDIT_EXPORTED


def test_export_holds_only_what_is_wanted(walk: Walk) -> None:
    rows = rows_of(audit.exported(walk.acting, Wanted(families=frozenset({"lot"}))))
    assert [row["Event"] for row in rows] == ["lot.added"]


def test_export_of_a_name_that_is_a_formula_runs_nothing(walk: Walk) -> None:
    other = administrator(walk.clinic, '=HYPERLINK("x")')
    patients.get(other, walk.clinic.patient.id)
    row = rows_of(audit.exported(walk.acting, Wanted(actor=other.user.id)))[0]
    assert row["Person"] == '\'=HYPERLINK("x")'


def test_check_tells_how_far_it_is_and_is_entered(walk: Walk) -> None:
    walk.treated()
    walked: list[tuple[int, int]] = []
    report = audit.check(walk.acting, lambda done, total: walked.append((done, total)))
    assert report.sound
    assert walked[-1] == (report.entries, report.entries)
    assert all(a[0] < b[0] for a, b in pairwise(walked))
    newest = everything(walk.acting)[0]
    assert (newest.told.event, newest.details) == (Event.AUDIT_VERIFIED, "faults: 0")


def test_check_that_is_stopped_says_nothing_of_the_chain(walk: Walk) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Refused("audit.check-stopped")

    before = everything(walk.acting)
    with refused("audit.check-stopped"):
        audit.check(walk.acting, stop)
    assert everything(walk.acting) == before
