"""What came after the treatments: of one patient, and counted with nobody named."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from consult_app.domain.adverse_events import EventTold, Serious
from consult_app.domain.follow_ups import Contact
from consult_app.domain.outcomes import By
from consult_app.domain.treatment import Treatment
from consult_app.services import adverse_events, follow_ups, outcomes, shelf
from consult_app.services.acting import Acting
from tests.services.test_follow_ups import said
from tests.services.test_roles import events
from tests.services.walk import Walk

At = Callable[[int], Acting]


@pytest.fixture
def treated(walk: Walk) -> Treatment:
    return walk.treated()


@pytest.fixture
def later(walk: Walk, treated: Treatment) -> Acting:
    """Six weeks after: the first follow-up was answered in its week, the second is given up."""
    then = walk.acting
    acting = Acting(then.user, then.store, lambda: treated.at + timedelta(weeks=6))
    (one, _), (two, _) = follow_ups.due(acting)
    in_time = replace(acting, clock=lambda: treated.at + timedelta(weeks=1))
    follow_ups.answer(in_time, one.id, said(), Contact.PHONE)
    follow_ups.give_up(acting, two.id, "Moved away.")
    return acting


def test_patient_has_treatments_follow_ups_and_events(later: Acting, treated: Treatment) -> None:
    event = adverse_events.open_event(later, treated.patient_id, EventTold("Lump"), treated.id)
    found = outcomes.of_patient(later, treated.patient_id)
    assert [one.day for one in found.treated] == [treated.at.astimezone().date()]
    assert [told is not None for _one, told in found.follow_ups] == [True, False, False]
    assert found.events == (event,)


def test_counts_say_how_many_and_show_no_median_of_few(later: Acting, treated: Treatment) -> None:
    (found,) = outcomes.counts(later, By.PRODUCT).groups
    assert (found.treatments, found.due, found.answered, found.missed) == (1, 2, 1, 1)
    assert [(week, one.n, one.median) for week, one in found.after] == [(1, 1, None), (4, 0, None)]
    assert outcomes.middle_words(found.after[0][1], "en") == "too few to state (n = 1)"


def test_indication_is_in_words_and_before_is_what_was_answered(
    later: Acting, walk: Walk, treated: Treatment
) -> None:
    (found,) = outcomes.counts(later, By.INDICATION).groups
    pack = shelf.shipped()
    assert pack.roles["severity"] == "ind.severity"
    assert found.key == "Injury of muscle, joint or tendon"
    assert found.before.n == sum(path.endswith("ind.severity") for path in walk.answers())


def test_lot_is_told_with_its_product(later: Acting) -> None:
    (found,) = outcomes.counts(later, By.LOT).groups
    assert " · " in found.key


def test_events_count_as_they_were_told_last(later: Acting, treated: Treatment) -> None:
    patient = treated.patient_id
    one = adverse_events.open_event(later, patient, EventTold("Lump"), treated.id)
    told = EventTold("Lump", serious=True, criteria=(Serious.HOSPITAL,))
    adverse_events.tell(later, one, told)
    adverse_events.open_event(later, patient, EventTold("Fever"), treated.id)
    adverse_events.open_event(later, patient, EventTold("Rash"))
    wrong = adverse_events.open_event(later, patient, EventTold("Other"), treated.id)
    adverse_events.enter_in_error(later, wrong.id, "Another patient's.")
    found = outcomes.counts(later, By.PRODUCT)
    (group,) = found.groups
    assert (group.events, group.serious, group.not_judged) == (2, 1, 1)
    assert found.unnamed == 1


def test_nothing_treated_is_nothing_counted(walk: Walk) -> None:
    assert outcomes.counts(walk.acting, By.INDICATION).groups == ()


def test_table_that_leaves_names_nobody_and_is_entered(later: Acting, walk: Walk) -> None:
    text = outcomes.exported(later, By.PRODUCT).decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(text))
    assert head[0] == "Group"
    assert [line[8] for line in lines] == [
        *("How bad it was before", "Pain, week 1", "Pain, week 4")
    ]
    assert {line[11] for line in lines} == {"too few to state"}
    assert walk.clinic.patient.name not in text
    assert events(walk, "treatment")[-1] == "outcomes.exported"


def test_answer_after_its_time_counts_and_stands_in_no_week(walk: Walk, treated: Treatment) -> None:
    then = walk.acting
    acting = replace(then, clock=lambda: treated.at + timedelta(weeks=6))
    follow_ups.answer(acting, follow_ups.due(acting)[0][0].id, said(), Contact.PHONE)
    (found,) = outcomes.counts(acting, By.PRODUCT).groups
    assert (found.answered, found.after[0][1].n) == (1, 0)


def test_who_calls_unasked_is_counted_apart_and_in_no_median(
    later: Acting, treated: Treatment
) -> None:
    follow_ups.hear(later, treated.id, said(), Contact.PHONE)
    (found,) = outcomes.counts(later, By.PRODUCT).groups
    assert (found.due, found.answered, found.calls) == (2, 1, 1)
    assert [week for week, _one in found.after] == [1, 4]
