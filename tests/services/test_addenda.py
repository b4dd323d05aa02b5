"""A closed consultation takes notes and nothing else."""

from __future__ import annotations

from dataclasses import replace

from consult_app.domain.consultation import Move
from consult_app.domain.decision import Choice
from consult_app.forms.model import Coding
from consult_app.services import addenda, audit, consultations, treatments
from tests.clinics import Clinic
from tests.services.refusing import refused
from tests.services.walk import Walk


def closed(walk: Walk) -> tuple[int, int]:
    """A consultation that is treated and closed, and its treatment."""
    treatment = walk.treated()
    consultations.move(walk.acting, treatment.consultation_id, Move.CLOSE)
    return treatment.consultation_id, treatment.id


def test_addendum_stands_beside_the_closed_consultation(walk: Walk) -> None:
    id_, treatment = closed(walk)
    first = addenda.add(walk.acting, id_, "She called:\nless pain.")
    second = addenda.add(walk.acting, id_, "Redness, gone after a day.", treatment)
    found = addenda.of_consultation(walk.acting, id_)
    assert [line.addendum for line in found.lines] == [first, second]
    assert [(line.author, line.session) for line in found.lines] == [
        ("Dr Ayşe Kaya", 0),
        ("Dr Ayşe Kaya", 1),
    ]
    assert found.whole
    assert [t.id for t in found.sessions] == [treatment]
    assert audit.verify(walk.acting).sound


def test_addendum_before_closing_is_refused_and_nothing_is_stored(walk: Walk) -> None:
    consultation = walk.proceed()
    with refused("addendum.not-closed"):
        addenda.add(walk.acting, consultation.id, "Too early.")
    found = addenda.of_consultation(walk.acting, consultation.id)
    assert (found.lines, found.whole, found.sessions) == ((), False, ())


def test_addendum_to_a_treatment_needs_no_closing(walk: Walk) -> None:
    treatment = walk.treated()
    addenda.add(walk.acting, treatment.consultation_id, "Redness.", treatment.id)
    found = addenda.of_consultation(walk.acting, treatment.consultation_id)
    assert [line.session for line in found.lines] == [1]
    assert not found.whole


def test_addendum_to_a_treatment_of_another_consultation_is_refused(walk: Walk) -> None:
    _id, treatment = closed(walk)
    other = walk.begin()
    walk.decide(other, Choice.DO_NOT_TREAT)
    consultations.move(walk.acting, other.id, Move.CLOSE)
    with refused("addendum.other-treatment"):
        addenda.add(walk.acting, other.id, "Redness.", treatment)


def test_addendum_by_the_desk_is_refused_unread_and_unwritten(clinic: Clinic, walk: Walk) -> None:
    id_, _treatment = closed(walk)
    desk = clinic.desk()
    for use in (
        lambda: addenda.add(desk, id_, "A note."),
        lambda: addenda.of_consultation(desk, id_),
    ):
        with refused("role.not-permitted"):
            use()


def test_closed_consultation_takes_nothing_but_addenda(walk: Walk) -> None:
    id_, _treatment = closed(walk)
    acting = walk.acting
    consultation = next(c.consultation for c in consultations.of_patient(acting, 1))
    assert consultation.id == id_
    with refused("consultation.not-draft"):
        walk.session(consultation).put("ci/ci.cancer", Coding("yes"))
    with refused("treatment.decision-missing"):
        treatments.record(acting, id_, replace(walk.new_treatment(id_), session=2))
    for step in (Move.DECIDE, Move.REOPEN, Move.RESUME, Move.ABANDON, Move.CLOSE):
        with refused("consultation.forbidden-move"):
            consultations.move(acting, id_, step, "why")


def test_addendum_that_is_long_is_refused_whole(walk: Walk) -> None:
    id_, _treatment = closed(walk)
    with refused("addendum.too-long"):
        addenda.add(walk.acting, id_, "x" * 1_000_000)
    assert addenda.of_consultation(walk.acting, id_).lines == ()
