"""Erasing by the use cases: who may, on which ground, not before when, and never alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.erasure import ErasureState, Ground, Order, kept_until, ranges
from consult_app.domain.patients import NewPatient
from consult_app.domain.people import Role, User
from consult_app.services import (
    audit,
    consultations,
    erasure,
    merging,
    patients,
)
from consult_app.services import (
    clinic as clinics,
)
from consult_app.services.acting import Acting
from consult_app.storage import users as user_rows
from tests.clinics import ELIF, SETTINGS, Clinic
from tests.services.refusing import refused
from tests.services.walk import Walk

REQUEST = Order(Ground.REQUEST, "Dr Kaya", "12/2026")
OTHER = NewPatient("Demir", "Elif Su", date(1979, 3, 12))


def second(clinic: Clinic, *roles: Role) -> Acting:
    with clinic.acting.store.write() as tx:
        user = user_rows.insert(tx, User(0, "Mert Ay", "", frozenset(roles)))
    return Acting(user, clinic.acting.store, clinic.clock)


def keep_for(clinic: Clinic, years: int, country: str = "") -> None:
    new = replace(SETTINGS, retention_years=years, jurisdiction=country)
    clinics.change_settings(clinic.acting, new)


def test_two_people_erase_and_the_tombstone_tells_it(walk: Walk) -> None:
    clinic, acting = walk.clinic, walk.acting
    walk.treated()
    keep_for(clinic, 10)
    id_ = clinic.patient.id
    ordered = erasure.order(acting, id_, REQUEST)
    assert ordered.ordered is not None
    assert patients.get(acting, id_) == clinic.patient  # nothing has gone yet
    other = second(clinic, Role.ADMINISTRATOR)
    done = erasure.confirm(other, id_)
    assert done.trouble is None
    with refused("patient.not-found"):
        patients.get(acting, id_)
    (stone,) = erasure.every(acting)
    assert (stone.ordered_name, stone.closed_name) == ("Dr Ayşe Kaya", "Mert Ay")
    assert stone.state is ErasureState.DONE
    assert stone.record_number == clinic.patient.record_number
    assert audit.verify(acting).sound


def test_nobody_erases_alone_nor_without_a_physician(clinic: Clinic) -> None:
    id_ = clinic.patient.id
    desk = second(clinic, Role.ADMINISTRATOR)
    erasure.order(desk, id_, Order(Ground.NEVER_TREATED))
    with refused("erasure.second-person"):
        erasure.confirm(desk, id_)
    with refused("erasure.no-physician"):
        erasure.confirm(second(clinic, Role.ADMINISTRATOR), id_)
    assert patients.get(desk, id_) == clinic.patient
    with refused("erasure.ordered-already"):
        erasure.order(clinic.acting, id_, REQUEST)
    erasure.confirm(clinic.acting, id_)


def test_record_is_kept_until_its_time_is_over(clinic: Clinic) -> None:
    id_, over = clinic.patient.id, Order(Ground.RETENTION_OVER)
    keep_for(clinic, 0)
    with refused("erasure.retention-not-set"):
        erasure.order(clinic.acting, id_, over)
    keep_for(clinic, 0, "DE")
    assert erasure.review(clinic.acting, id_).retention.years == 10
    keep_for(clinic, 3, "DE")
    with refused("erasure.retention-runs"):
        erasure.order(clinic.acting, id_, over)
    last = erasure.review(clinic.acting, id_).standing.last_entry
    clinic.clock.forward(days=(kept_until(last, 3) - clinic.acting.today()).days)
    erasure.order(clinic.acting, id_, over)
    erasure.confirm(second(clinic, Role.ADMINISTRATOR), id_)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Order(Ground.REQUEST, "", "12"), "erasure.judge-missing"),
        (Order(Ground.REQUEST, " \u202e ", "12"), "erasure.judge-missing"),
        (Order(Ground.ORDER, "The court", ""), "erasure.reference-missing"),
        (Order(Ground.ORDER, "x" * 600, "12"), "text.too-long"),
        (Order(Ground.NEVER_TREATED), "erasure.was-treated"),
    ],
)
def test_order_without_what_its_ground_needs_is_refused(
    walk: Walk, wanted: Order, code: str
) -> None:
    walk.treated()
    id_ = walk.clinic.patient.id
    with refused(code):
        erasure.order(walk.acting, id_, wanted)
    assert erasure.review(walk.acting, id_).ordered is None


def test_open_consultation_keeps_the_record(walk: Walk) -> None:
    walk.begin()
    with refused("erasure.draft-open"):
        erasure.order(walk.acting, walk.clinic.patient.id, REQUEST)


def test_order_is_judged_again_when_it_is_confirmed(walk: Walk) -> None:
    id_ = walk.clinic.patient.id
    erasure.order(walk.acting, id_, Order(Ground.NEVER_TREATED))
    walk.treated()
    with refused("erasure.was-treated"):
        erasure.confirm(second(walk.clinic, Role.ADMINISTRATOR), id_)
    assert len(consultations.of_patient(walk.acting, id_)) == 1


def test_order_taken_back_erases_nothing(clinic: Clinic) -> None:
    id_ = clinic.patient.id
    with refused("erasure.not-ordered"):
        erasure.withdraw(clinic.acting, id_)
    erasure.order(clinic.acting, id_, REQUEST)
    assert erasure.withdraw(clinic.acting, id_).ordered is None
    with refused("erasure.not-ordered"):
        erasure.confirm(second(clinic, Role.ADMINISTRATOR), id_)
    assert [one.state for one in erasure.every(clinic.acting)] == [ErasureState.WITHDRAWN]


def test_joined_records_go_together(clinic: Clinic) -> None:
    acting = clinic.acting
    other = patients.register(acting, OTHER)
    merging.merge(acting, clinic.patient, other, ELIF)
    erasure.order(acting, other.id, REQUEST)
    with refused("merge.erasure-ordered"):
        merging.separate(acting, merging.joined(acting, other.id)[0].merge_id)
    erasure.confirm(second(clinic, Role.ADMINISTRATOR), clinic.patient.id)
    assert patients.search(acting, "demir") == ()
    numbers = {one.record_number for one in erasure.every(acting)}
    assert numbers == {clinic.patient.record_number, other.record_number}
    assert audit.verify(acting).sound


def test_years_are_counted_from_the_last_entry() -> None:
    assert kept_until(date(2026, 11, 23), 10) == date(2036, 11, 23)
    assert kept_until(date(2024, 2, 29), 10) == date(2034, 3, 1)


def test_ids_are_told_as_runs() -> None:
    assert ranges([1, 2, 3, 7, 9, 10]) == ((1, 3), (7, 7), (9, 10))
    assert ranges([]) == ()
