"""Adverse events: nothing judged before somebody has, told again and again, closed when whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from consult_app.domain.adverse_events import (
    EVENT_MOVES,
    AdverseEvent,
    Causality,
    EventState,
    EventTold,
    Outcome,
    Report,
    Serious,
)
from consult_app.domain.treatment import Treatment
from consult_app.services import adverse_events, patients
from tests.services.refusing import refused
from tests.services.test_roles import events
from tests.services.walk import Walk


@pytest.fixture
def treated(walk: Walk) -> Treatment:
    return walk.treated()


@pytest.fixture
def event(walk: Walk, treated: Treatment) -> AdverseEvent:
    told = EventTold("A lump", began=walk.acting.today())
    return adverse_events.open_event(walk.acting, treated.patient_id, told, treated.id)


def whole(walk: Walk) -> EventTold:
    return EventTold(
        "A lump",
        "Firm, not red, the size of a pea.",
        walk.acting.today(),
        serious=False,
        causality=Causality.POSSIBLE,
        outcome=Outcome.RECOVERED,
    )


def test_event_takes_product_and_lot_from_its_treatment(
    walk: Walk, treated: Treatment, event: AdverseEvent
) -> None:
    view = adverse_events.view(walk.acting, event.id)
    assert view.lot is not None
    assert view.product is not None
    assert (view.lot.id, view.product.id) == (treated.record.lot_id, treated.product_id)


def test_nothing_is_judged_until_somebody_has(event: AdverseEvent) -> None:
    told = event.told
    assert told.serious is None
    assert told.causality is None
    assert told.outcome is None


def test_each_telling_stays_readable(walk: Walk, event: AdverseEvent) -> None:
    now = adverse_events.tell(walk.acting, event, replace(event.told, description="Larger."))
    adverse_events.tell(walk.acting, now, replace(now.told, description="Smaller."))
    told = [one.told.description for one in adverse_events.history(walk.acting, event.id)]
    assert told == ["", "Larger.", "Smaller."]


def test_two_who_tell_at_once_lose_nothing(walk: Walk, event: AdverseEvent) -> None:
    adverse_events.tell(walk.acting, event, replace(event.told, description="One."))
    with refused("event.changed-meanwhile"):
        adverse_events.tell(walk.acting, event, replace(event.told, description="Two."))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "event.title-missing"),
        ({"began": 1}, "event.began-in-future"),
        ({"began": -30}, "event.began-before-treatment"),
        ({"ended": 1}, "event.ended-in-future"),
        ({"ended": -1}, "event.ended-before-began"),
        ({"serious": True}, "event.criteria-missing"),
        ({"criteria": (Serious.HOSPITAL,)}, "event.criteria-without-serious"),
        ({"outcome": Outcome.FATAL}, "event.fatal-not-serious"),
        ({"description": "x" * 5001}, "text.too-long"),
    ],
)
def test_what_cannot_be_is_refused(
    walk: Walk, event: AdverseEvent, change: dict[str, object], code: str
) -> None:
    today = walk.acting.today()
    days = {k: today + timedelta(days=v) for k, v in change.items() if k in {"began", "ended"}}  # type: ignore[arg-type]  # days alone are counted
    with refused(code):
        adverse_events.tell(walk.acting, event, replace(event.told, **(change | days)))  # type: ignore[arg-type]  # any field
    assert adverse_events.view(walk.acting, event.id).event == event


def test_closed_only_when_whole_and_opened_again(walk: Walk, event: AdverseEvent) -> None:
    with refused("event.incomplete"):
        adverse_events.close(walk.acting, event.id)
    adverse_events.tell(walk.acting, event, whole(walk))
    closed = adverse_events.close(walk.acting, event.id)
    assert closed.state is EventState.CLOSED
    with refused("event.forbidden-move"):
        adverse_events.tell(walk.acting, closed, closed.told)
    assert adverse_events.reopen(walk.acting, event.id).state is EventState.OPEN
    assert not [pair for pair in EVENT_MOVES if pair[0] is EventState.ERROR]


def test_entered_in_error_stays_readable_with_its_reason(walk: Walk, event: AdverseEvent) -> None:
    with refused("event.reason-missing"):
        adverse_events.enter_in_error(walk.acting, event.id, "")
    gone = adverse_events.enter_in_error(walk.acting, event.id, "Another patient's.")
    assert (gone.state, gone.told.action) == (EventState.ERROR, "Another patient's.")


def test_reminder_runs_until_a_report_or_a_judgement(walk: Walk, event: AdverseEvent) -> None:
    later = walk.acting.today() + timedelta(days=7)
    assert event.report_due(later, 7)
    assert not event.report_due(later, 0)
    assert not event.report_due(later - timedelta(days=1), 7)
    new = Report("Health authority", walk.acting.today(), "2026/17")
    assert not adverse_events.report(walk.acting, event.id, new).report_due(later, 7)
    judged = replace(event, told=replace(event.told, serious=False))
    assert not judged.report_due(later, 7)


def test_report_needs_to_whom_and_a_day_that_was(walk: Walk, event: AdverseEvent) -> None:
    today = walk.acting.today()
    with refused("event.authority-missing"):
        adverse_events.report(walk.acting, event.id, Report("", today, ""))
    with refused("event.report-in-future"):
        adverse_events.report(walk.acting, event.id, Report("x", today + timedelta(days=1), ""))


def test_treatment_of_another_patient_is_refused(walk: Walk, treated: Treatment) -> None:
    other = patients.register(
        walk.acting, replace(walk.clinic.patient.registered, family_name="Yılmaz")
    )
    with refused("treatment.not-found"):
        adverse_events.open_event(walk.acting, other.id, EventTold("A lump"), treated.id)


def test_every_act_is_entered(walk: Walk, event: AdverseEvent) -> None:
    adverse_events.tell(walk.acting, event, whole(walk))
    adverse_events.report(walk.acting, event.id, Report("x", walk.acting.today(), ""))
    adverse_events.close(walk.acting, event.id)
    adverse_events.reopen(walk.acting, event.id)
    adverse_events.enter_in_error(walk.acting, event.id, "Twice.")
    told = [one.removeprefix("adverse-event.") for one in events(walk, "adverse_event")]
    assert told == ["opened", "told", "reported", "closed", "reopened", "entered-in-error"]
