"""Follow-ups: planned with the treatment, answered once, and a warning sign is acted upon."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from consult_app.domain.adverse_events import EventState
from consult_app.domain.consultation import Move
from consult_app.domain.follow_ups import Contact, Due, FollowUp, FollowUpState, days_after
from consult_app.domain.treatment import Treatment
from consult_app.forms.model import Coding, Path, Value
from consult_app.packs.followup import FollowUpForm
from consult_app.services import adverse_events, consultations, follow_ups, shelf, treatments
from consult_app.services.acting import Acting
from tests.services.refusing import refused
from tests.services.test_roles import events
from tests.services.walk import Walk

At = Callable[[int], Acting]


def form() -> FollowUpForm:
    found = shelf.shipped().followup
    assert found is not None
    return found


def said(**codes: str) -> dict[Path, Value]:
    """Everything answered: no sign but those that are named, without "fu."."""
    answers: dict[Path, Value] = {"fu/fu.pain": 2, "fu/fu.function": 7, "fu/fu.satisfaction": 8}
    section = form().questionnaire.items[1]
    for item in section.items:
        code = codes.get(item.link_id.removeprefix("fu."), "no")
        option = next(
            o.value for o in item.options if isinstance(o.value, Coding) and o.value.code == code
        )
        answers[f"fu.warn/{item.link_id}"] = option
    return answers


@pytest.fixture
def treated(walk: Walk) -> Treatment:
    return walk.treated()


@pytest.fixture
def weeks_later(walk: Walk) -> At:
    """The same person acting, so many weeks after now."""

    def later(weeks: int) -> Acting:
        acting = walk.acting
        return Acting(acting.user, acting.store, lambda: acting.now() + timedelta(weeks=weeks))

    return later


def planned(acting: Acting, treated: Treatment) -> list[FollowUp]:
    return [one for one, _told in follow_ups.of_patient(acting, treated.patient_id)]


def test_treatment_plans_the_weeks_of_the_pack(walk: Walk, treated: Treatment) -> None:
    day = treated.at.astimezone().date()
    weeks = [(one.day - day).days // 7 for one in planned(walk.acting, treated)]
    assert weeks == list(shelf.shipped().plan.follow_up_weeks) == [1, 4, 13]
    assert {one.due(day) for one in planned(walk.acting, treated)} == {Due.LATER}


def test_one_waits_from_its_day_and_is_overdue_when_its_time_is_over(
    walk: Walk, treated: Treatment, weeks_later: At
) -> None:
    assert not follow_ups.due(walk.acting)
    ((one, patient),) = follow_ups.due(weeks_later(1))
    assert patient == walk.clinic.patient
    assert one.due(one.day) is one.due(one.until) is Due.DUE
    assert one.due(one.until + timedelta(days=1)) is Due.OVERDUE
    assert follow_ups.count_due(weeks_later(13)) == 3


def test_answered_once_and_never_again(treated: Treatment, weeks_later: At) -> None:
    acting = weeks_later(1)
    ((one, _patient),) = follow_ups.due(acting)
    assert follow_ups.answer(acting, one.id, said(), Contact.PHONE) is None
    view = follow_ups.view(acting, one.id)
    assert view.answered is not None
    assert (view.answered.pain, view.answered.function, view.answered.satisfaction) == (2, 7, 8)
    assert view.answers == said()
    assert not follow_ups.due(acting)
    with refused("follow-up.answered-already"):
        follow_ups.answer(acting, one.id, said(), Contact.PHONE)
    with refused("follow-up.answered-already"):
        follow_ups.not_reached(acting, one.id)


def test_warning_sign_opens_an_adverse_event_of_that_treatment(
    walk: Walk, treated: Treatment, weeks_later: At
) -> None:
    acting = weeks_later(6)
    one = follow_ups.due(acting)[1][0]
    event = follow_ups.answer(acting, one.id, said(lump="yes", breath="yes"), Contact.IN_PERSON)
    assert event is not None
    assert event.told.title == "Trouble breathing, Lump"
    assert (event.state, event.treatment_id) == (EventState.OPEN, treated.id)
    view = adverse_events.view(acting, event.id)
    assert view.lot is not None
    assert view.lot.id == treated.record.lot_id
    assert view.event.told.serious is None
    assert events(walk, "adverse_event")[0] == "adverse-event.opened"


def test_unknown_is_no_sign_and_no_no(treated: Treatment, weeks_later: At) -> None:
    acting = weeks_later(1)
    ((one, _patient),) = follow_ups.due(acting)
    assert follow_ups.answer(acting, one.id, said(fever="unknown"), Contact.PHONE) is None
    told = follow_ups.view(acting, one.id).answered
    assert told is not None
    assert (told.signs, told.unclear) == ((), ("fu.fever",))


def test_incomplete_and_too_early_are_refused(
    walk: Walk, treated: Treatment, weeks_later: At
) -> None:
    first, _second, third = planned(walk.acting, treated)
    with refused("follow-up.too-early"):
        follow_ups.answer(walk.acting, third.id, said(), Contact.PHONE)
    few = {path: value for path, value in said().items() if not path.endswith("lump")}
    with refused("follow-up.incomplete"):
        follow_ups.answer(weeks_later(1), first.id, few, Contact.PHONE)
    with refused("follow-up.incomplete"):
        follow_ups.answer(weeks_later(1), first.id, said() | {"fu/fu.pain": 11}, Contact.PHONE)


def test_not_reached_stays_on_the_list_and_counts_its_tries(
    treated: Treatment, weeks_later: At
) -> None:
    acting = weeks_later(1)
    ((one, _patient),) = follow_ups.due(acting)
    follow_ups.not_reached(acting, one.id, "No answer.")
    assert follow_ups.not_reached(acting, one.id).tries == 2
    assert len(follow_ups.due(acting)) == 1


def test_given_up_needs_a_reason_and_who_calls_is_heard(
    treated: Treatment, weeks_later: At
) -> None:
    acting = weeks_later(1)
    ((one, _patient),) = follow_ups.due(acting)
    with refused("follow-up.reason-missing"):
        follow_ups.give_up(acting, one.id, " ")
    assert follow_ups.give_up(acting, one.id, "Moved away.").state is FollowUpState.MISSED
    assert not follow_ups.due(acting)
    follow_ups.answer(acting, one.id, said(), Contact.PHONE)
    assert follow_ups.view(acting, one.id).follow_up.state is FollowUpState.DONE


class ThreeSessions(Walk):
    """A plan with three sessions."""

    def answers(self) -> dict[Path, Value]:
        return super().answers() | {"tx/tx.sessions": 3}


def test_later_session_plans_its_own(walk: Walk, weeks_later: At) -> None:
    several = ThreeSessions(walk.clinic)
    first = several.treated()
    acting = weeks_later(2)
    new = replace(several.new_treatment(first.consultation_id), session=2)
    treatments.record(acting, first.consultation_id, new)
    states = [one.state for one in planned(acting, first)]
    assert states.count(FollowUpState.REPLACED) == 2
    assert states.count(FollowUpState.PLANNED) == 4


def test_day_that_the_physician_planned_stands_before_the_packs() -> None:
    treated, own = date(2026, 11, 23), date(2026, 12, 1)
    assert days_after(treated, (1, 4), [own, own, date(2026, 11, 1)]) == (own,)
    assert days_after(treated, (4, 1), []) == (date(2026, 11, 30), date(2026, 12, 21))


def test_every_act_is_entered(walk: Walk, treated: Treatment, weeks_later: At) -> None:
    acting = weeks_later(4)
    (one, _), (two, _) = follow_ups.due(acting)
    follow_ups.not_reached(acting, one.id)
    follow_ups.give_up(acting, one.id, "Gone.")
    follow_ups.answer(acting, two.id, said(), Contact.PHONE)
    assert events(walk, "follow_up") == [
        *("follow-up.tried", "follow-up.missed", "follow-up.answered")
    ]


def test_patient_who_calls_unasked_is_heard_and_what_was_planned_stays(
    treated: Treatment, weeks_later: At
) -> None:
    acting = weeks_later(6)
    waiting = follow_ups.due(acting)
    view = follow_ups.to_hear(acting, treated.id)
    assert (view.follow_up.called, view.follow_up.day) == (True, acting.today())
    assert follow_ups.hear(acting, treated.id, said(), Contact.PHONE) is None
    assert follow_ups.due(acting) == waiting
    (call,) = [one for one in planned(acting, treated) if one.called]
    assert (call.state, call.day) == (FollowUpState.DONE, acting.today())


def test_call_with_a_warning_sign_opens_an_event_of_that_treatment(
    treated: Treatment, weeks_later: At
) -> None:
    event = follow_ups.hear(weeks_later(6), treated.id, said(lump="yes"), Contact.PHONE)
    assert event is not None
    assert (event.told.title, event.treatment_id) == ("Lump", treated.id)


def test_the_very_same_call_is_not_kept_twice_and_another_of_that_day_is(
    treated: Treatment, weeks_later: At
) -> None:
    acting = weeks_later(6)
    follow_ups.hear(acting, treated.id, said(lump="yes"), Contact.PHONE)
    with refused("follow-up.heard-already"):
        follow_ups.hear(acting, treated.id, said(lump="yes"), Contact.PHONE)
    assert len(adverse_events.of_patient(acting, treated.patient_id)) == 1
    follow_ups.hear(acting, treated.id, said(), Contact.PHONE)
    assert len([one for one in planned(acting, treated) if one.called]) == 2


def test_call_that_is_incomplete_or_about_no_treatment_keeps_nothing(
    walk: Walk, treated: Treatment
) -> None:
    few = {path: value for path, value in said().items() if not path.endswith("lump")}
    with refused("follow-up.incomplete"):
        follow_ups.hear(walk.acting, treated.id, few, Contact.PHONE)
    assert not [one for one in planned(walk.acting, treated) if one.called]
    consultations.move(walk.acting, treated.consultation_id, Move.WRONG_PATIENT, "Another Elif.")
    with refused("treatment.not-found"):
        follow_ups.hear(walk.acting, treated.id, said(), Contact.PHONE)
