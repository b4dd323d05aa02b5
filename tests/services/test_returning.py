"""A returning patient: what came since the last visit, and what may be confirmed, item by item."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from consult_app.domain.consultation import Consultation, Move
from consult_app.domain.decision import Choice
from consult_app.forms.model import Coding, Path, Value
from consult_app.services import addenda, consultations, patients, since
from tests.clinics import ELIF
from tests.services.walk import Walk

YES, NO = Coding("yes"), Coding("no")


def returned(walk: Walk, **days: float) -> Consultation:
    """The same patient, some days later."""
    walk.clinic.clock.forward(**days)
    return walk.begin()


def test_first_visit_has_nothing_before_it(walk: Walk) -> None:
    assert since.since_last(walk.acting, walk.begin().id) is None


def test_visit_that_was_given_up_is_none_to_come_back_from(walk: Walk) -> None:
    first = walk.suitable()
    consultations.move(walk.acting, first.id, Move.ABANDON, "Made up.")
    assert since.since_last(walk.acting, returned(walk, days=30).id) is None


def test_decision_treatment_notes_and_what_was_registered_anew_are_told(walk: Walk) -> None:
    treatment = walk.treated()
    consultations.move(walk.acting, treatment.consultation_id, Move.CLOSE)
    addenda.add(walk.acting, treatment.consultation_id, "She called: all is well.")
    walk.clinic.clock.forward(days=3)
    new = replace(ELIF, phone="+90 555 010", language="tr")
    patients.correct(walk.acting, walk.clinic.patient, new)
    found = since.since_last(walk.acting, returned(walk, days=30).id)
    assert found is not None
    assert (found.day, found.decision.record.choice) == (date(2026, 11, 23), Choice.PROCEED)
    assert [t.id for t in found.treatments] == [treatment.id]
    assert (found.notes, found.registered) == (1, ("language", "phone"))
    assert not found.newer_texts


def test_answer_that_differs_is_told_and_one_that_is_the_same_is_not(walk: Walk) -> None:
    walk.proceed()
    session = walk.session(returned(walk, days=30))
    assert session.changed_since_last() == ()
    session.put_all({"mh/mh.devices": NO, "mh/mh.scar": YES, "ci/ci.vaccine": YES})
    assert session.changed_since_last() == ("mh/mh.scar", "ci/ci.vaccine")


def test_one_item_is_confirmed_with_all_that_hangs_below_it_and_no_other(walk: Walk) -> None:
    first = walk.suitable()
    session = walk.session(first)
    told: dict[Path, Value] = {
        "mh/mh.surg.any": YES,
        "mh/mh.surg.any/mh.surg[0]/mh.surg.what": "Appendix",
        "mh/mh.devices": YES,
        "mh/mh.devices/mh.devices.what": "Pacemaker",
    }
    session.save(walk.acting, session.put_all(told))
    walk.decide(first, Choice.PROCEED)
    second = walk.session(returned(walk, days=30))
    under = second.carried_under("mh/mh.surg.any")
    assert set(under) == {"mh/mh.surg.any", "mh/mh.surg.any/mh.surg[0]/mh.surg.what"}
    assert second.loaded.carried_on["mh/mh.surg.any"] == date(2026, 11, 23)


def test_day_last_confirmed_is_that_of_the_visit_before_not_of_the_first(walk: Walk) -> None:
    walk.proceed()
    second = returned(walk, days=30)
    walk.put(second, walk.answers())
    walk.decide(second, Choice.PROCEED)
    third = walk.session(returned(walk, days=30))
    assert third.loaded.carried_on["mh/mh.scar"] == date(2026, 12, 23)


def test_what_can_hold_a_treatment_back_is_never_confirmed(walk: Walk) -> None:
    walk.proceed()
    session = walk.session(returned(walk, days=30))
    for name in ("infection", "immune", "cancer", "pregnancy", "skin"):
        assert f"ci/ci.{name}" in session.loaded.carried
        assert session.carried_under(f"ci/ci.{name}") == {}
