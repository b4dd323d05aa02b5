"""What was approved or printed stays as it was: not by a use case, not by SQL."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from consult_app.domain.documents import Kind
from consult_app.services import documents, own_words
from consult_app.services.own_words import Desk
from tests.clinics import Clinic
from tests.services.refusing import refused
from tests.services.test_own_words import OURS, TITLE, drafted, place
from tests.services.walk import Walk

__all__ = ["drafted"]  # a fixture


def by_sql(clinic: Clinic, statement: str) -> None:
    with clinic.acting.store.write() as tx:
        tx.connection.exec_driver_sql(statement)


@pytest.fixture
def approved(clinic: Clinic, drafted: Desk) -> Desk:
    own_words.send(clinic.acting, drafted.language)
    return own_words.approve(clinic.acting, drafted.language)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE text_version SET changes = '[]'",
        "UPDATE text_version SET base = 'x'",
        "UPDATE text_version SET decided_by = NULL",
        "UPDATE text_version SET decided_at = '2020-01-01 00:00:00'",
        "UPDATE text_version SET author_id = author_id + 1",
        "UPDATE text_version SET state = 'draft'",
        "UPDATE text_version SET number = 9",
        "DELETE FROM text_version",
    ],
)
def test_approved_version_is_not_changed_by_sql(
    clinic: Clinic, approved: Desk, statement: str
) -> None:
    with pytest.raises(IntegrityError):
        by_sql(clinic, statement)
    assert own_words.desk(clinic.acting, "en") == approved


def test_change_of_an_approved_version_is_a_new_draft_beside_it(
    clinic: Clinic, approved: Desk
) -> None:
    where = place(own_words.desk(clinic.acting, "en"), TITLE)
    own_words.change(clinic.acting, "en", where, "Other words again")
    newest, before = own_words.history(clinic.acting, "en")
    assert (newest.version.number, before.version.number) == (2, 1)
    assert [one.after for one in before.version.changes] == [OURS]
    with refused("wording.forbidden-move"):
        own_words.take_back(clinic.acting, "en")


@pytest.mark.parametrize("edition", ["large", ""])
def test_size_of_print_of_a_final_paper_is_not_changed_by_sql(walk: Walk, edition: str) -> None:
    record = documents.make(walk.acting, walk.suitable().id, Kind.INFORMATION)
    with pytest.raises(IntegrityError):
        by_sql(walk.clinic, f"UPDATE document SET edition = '{edition}'")
    assert documents.of_patient(walk.acting, record.patient_id) == (record,)
