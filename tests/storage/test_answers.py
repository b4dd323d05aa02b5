"""Answers: the newest of a path holds, every older one stays, a conflict loses neither."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import IntegrityError

from consult_app.storage import answers
from consult_app.storage.answers import Conflict
from consult_app.storage.store import Store
from tests.storage.made_up import NOW, clinic, decide

PATH = "ci/ci.infection"
YES, NO = '{"code":"yes"}', '{"code":"no"}'


def test_answer_recorded_is_the_newest_of_its_path(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        id_, by = made.consultation.id, made.physician.id
        first = answers.record(tx, id_, PATH, YES, by, NOW, None)
        other = answers.record(tx, id_, "ci/ci.fever", NO, by, NOW, None)
        second = answers.record(tx, id_, PATH, NO, by, NOW, first.id)
    with store.read() as tx:
        assert answers.newest(tx, id_) == {PATH: second, "ci/ci.fever": other}
        assert answers.history(tx, id_, PATH) == (first, second)
        assert answers.history(tx, id_) == (first, other, second)
    assert (second.value, second.supersedes, second.author_id) == (NO, first.id, by)


def test_answer_taken_back_is_a_row_without_a_value(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        id_, by = made.consultation.id, made.physician.id
        given = answers.record(tx, id_, PATH, YES, by, NOW, None)
        answers.record(tx, id_, PATH, None, by, NOW, given.id)
        assert answers.newest(tx, id_)[PATH].value is None


@pytest.mark.parametrize("expected", [None, 999])
def test_answer_over_one_that_was_not_seen_is_a_conflict_with_both(
    store: Store, expected: int | None
) -> None:
    with store.write() as tx:
        made = clinic(tx)
        id_, by = made.consultation.id, made.physician.id
        theirs = answers.record(tx, id_, PATH, YES, by, NOW, None)
        with pytest.raises(Conflict) as conflict:
            answers.record(tx, id_, PATH, NO, by, NOW, expected)
        assert (conflict.value.path, conflict.value.offered) == (PATH, NO)
        assert conflict.value.newest == theirs
        assert PATH not in str(conflict.value)
        assert answers.history(tx, id_) == (theirs,)


def test_answer_over_one_that_never_was_is_a_conflict_without_a_newest(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        with pytest.raises(Conflict) as conflict:
            answers.record(tx, made.consultation.id, PATH, NO, made.physician.id, NOW, 5)
    assert conflict.value.newest is None


def test_answer_of_a_decided_consultation_is_refused_by_the_database(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        decide(tx, made)
        with pytest.raises(IntegrityError, match="answer_insert_not_draft"):
            answers.record(tx, made.consultation.id, PATH, NO, made.physician.id, NOW, None)


def test_answer_refused_by_the_database_is_not_quoted_in_the_error(store: Store) -> None:
    with store.write() as tx:
        made = clinic(tx)
        decide(tx, made)
        with pytest.raises(IntegrityError) as error:
            answers.record(tx, made.consultation.id, PATH, YES, made.physician.id, NOW, None)
    assert "yes" not in str(error.value)
    assert PATH not in str(error.value)


def test_moment_comes_back_aware_in_utc(store: Store) -> None:
    istanbul = timezone(timedelta(hours=3))
    at = datetime(2026, 3, 9, 13, 42, 7, 250_000, tzinfo=istanbul)
    with store.write() as tx:
        made = clinic(tx)
        id_ = made.consultation.id
        answers.record(tx, id_, PATH, YES, made.physician.id, at, None)
        stored = answers.newest(tx, id_)[PATH].at
    assert stored == at
    assert stored.tzinfo is UTC


def test_moment_without_a_zone_is_a_bug(store: Store) -> None:
    naive = datetime(2026, 3, 9)
    with store.write() as tx:
        made = clinic(tx)
        with pytest.raises(Exception, match="time zone"):
            answers.record(tx, made.consultation.id, PATH, YES, made.physician.id, naive, None)
