"""A day's papers in one go: each as if made alone, numbers without a gap, stopped without harm."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult_app.domain.documents import Edition, Kind
from consult_app.services import batch, consultations, documents, patients
from consult_app.services.batch import Order, make_all
from tests.clinics import ELIF
from tests.services.walk import Walk


@pytest.fixture
def orders(walk: Walk) -> list[Order]:
    """Information for three patients, one of them in large print."""
    found = []
    for number, edition in enumerate((Edition.STANDARD, Edition.LARGE, Edition.STANDARD)):
        new = replace(ELIF, given_name=f"Elif {number}")
        patient = patients.register(walk.acting, new)
        consultation = consultations.start(walk.acting, patient.id)
        found.append(Order(consultation.id, Kind.INFORMATION, edition))
    return found


def test_batch_makes_each_paper_and_says_how_far_it_is(walk: Walk, orders: list[Order]) -> None:
    told: list[tuple[int, int]] = []
    made = make_all(walk.acting, orders, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert not made.cancelled
    assert made.refused == ()
    numbers = [record.number for record in made.made]
    assert [int(number[-5:]) for number in numbers] == list(
        range(int(numbers[0][-5:]), int(numbers[0][-5:]) + 3)
    )
    for record, order in zip(made.made, orders, strict=True):
        assert record.consultation_id == order.consultation_id
        assert documents.content(walk.acting, record.id).startswith(b"%PDF")
    assert made.made[1].pages > made.made[0].pages  # large print


def test_refused_order_is_told_and_leaves_no_gap(walk: Walk, orders: list[Order]) -> None:
    wrong = Order(orders[0].consultation_id, Kind.AFTERCARE)
    made = make_all(walk.acting, [orders[0], wrong, orders[1]])
    assert [(order, refusal.code) for order, refusal in made.refused] == [
        (wrong, "document.treatment-missing")
    ]
    first, second = (int(record.number[-5:]) for record in made.made)
    assert second == first + 1


def test_cancelled_batch_keeps_what_was_finished(walk: Walk, orders: list[Order]) -> None:
    done: list[int] = []
    made = make_all(
        walk.acting,
        orders,
        progress=lambda now, _of: done.append(now),
        cancelled=lambda: len(done) == 2,
    )
    assert made.cancelled
    assert len(made.made) == 2
    assert len(documents.recent(walk.acting)) == 2
    after = make_all(walk.acting, orders[2:])
    assert int(after.made[0].number[-5:]) == int(made.made[-1].number[-5:]) + 1


def test_number_that_was_taken_meanwhile_is_not_given_twice(
    walk: Walk, orders: list[Order]
) -> None:
    def meanwhile(done: int, _of: int) -> None:
        if done == 1:
            documents.make(walk.acting, orders[0].consultation_id, Kind.INFORMATION)

    made = make_all(walk.acting, orders, progress=meanwhile)
    numbers = [record.number for record, _patient in documents.recent(walk.acting)]
    assert len(made.made) == 3
    assert len(numbers) == len(set(numbers)) == 4


def test_consent_is_not_made_in_a_batch(walk: Walk, orders: list[Order]) -> None:
    made = make_all(walk.acting, [replace(orders[0], kind=Kind.CONSENT)])
    assert [refusal.code for _, refusal in made.refused] == ["document.consent-by-signature"]
    assert batch.make_all(walk.acting, []) == batch.Made((), (), False)
