"""What ends a given consent: it is taken back in whichever way, or its last day is over."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from consult_app.domain.consent import ConsentMove, ConsentState
from consult_app.domain.consultation import Move
from consult_app.domain.decision import Choice
from consult_app.domain.withdrawal import Said, Withdrawal
from consult_app.services import consents, consultations, patient_export, treatments, withdrawals
from consult_app.services.acting import Acting
from consult_app.services.why import why
from tests.services.refusing import refused
from tests.services.test_roles import events
from tests.services.walk import Walk


@pytest.mark.parametrize("way", list(Said))
def test_withdrawn_in_whichever_way_and_nothing_is_done_under_it(walk: Walk, way: Said) -> None:
    consent, _record = walk.given()
    new = Withdrawal("Elif Demir", way, walk.acting.today())
    gone = withdrawals.withdraw(walk.acting, consent, new)
    assert gone.state is ConsentState.WITHDRAWN
    assert withdrawals.told(walk.acting, consent.id) == new
    with refused("treatment.consent-missing"):
        treatments.record(
            walk.acting, consent.consultation_id, walk.new_treatment(consent.consultation_id)
        )
    assert events(walk, "consent")[-1] == "consent.withdrawn"


def test_withdrawal_needs_somebody_and_a_day_that_can_be(walk: Walk) -> None:
    consent, _record = walk.given()
    today = walk.acting.today()
    with refused("withdrawal.who-missing"):
        withdrawals.withdraw(walk.acting, consent, Withdrawal(" ", Said.PHONE, today))
    for days, code in ((1, "withdrawal.day-in-future"), (-2, "withdrawal.before-given")):
        with refused(code):
            day = today + timedelta(days=days)
            withdrawals.withdraw(walk.acting, consent, Withdrawal("E", Said.PHONE, day))
    assert consents.current(walk.acting, consent.consultation_id) == consent


def test_what_is_withdrawn_is_not_withdrawn_again(walk: Walk) -> None:
    consent, _record = walk.given()
    new = Withdrawal("Elif Demir", Said.PHONE, walk.acting.today())
    gone = withdrawals.withdraw(walk.acting, consent, new)
    with refused("consent.forbidden-move"):
        withdrawals.withdraw(walk.acting, gone, new)


def test_consent_runs_out_on_the_day_behind_its_last(walk: Walk) -> None:
    consent, _record = walk.given()
    assert consent.valid_until is not None
    days = (consent.valid_until - walk.acting.today()).days
    then = walk.acting

    def at(day: int) -> Acting:
        return Acting(then.user, then.store, lambda: then.now() + timedelta(days=day))

    assert withdrawals.end_overdue(at(days)) == 0
    assert withdrawals.end_overdue(at(days + 1)) == 1
    now = consents.current(then, consent.consultation_id)
    assert now is not None
    assert now.state is ConsentState.EXPIRED


def test_how_it_was_withdrawn_is_told_where_the_consent_is_looked_at(
    walk: Walk, tmp_path: Path
) -> None:
    consent, _record = walk.given()
    new = Withdrawal("Can Demir", Said.PHONE, walk.acting.today(), "She has thought it over.")
    withdrawals.withdraw(walk.acting, consent, new)
    told = "Taken back by Can Demir · By telephone · 23 November 2026"
    (one,) = why(walk.acting, consent.consultation_id, "en").consents
    (line,) = (words for words in one.words if words.startswith("Withdrawn · "))
    assert line.endswith(f"{told} · She has thought it over.")
    made = patient_export.export(walk.acting, walk.clinic.patient.id, tmp_path)
    page = (made / "index.html").read_text("utf-8")
    assert told in page
    assert "She has thought it over." in page


def test_what_came_after_a_consent_is_listed_with_its_times(walk: Walk) -> None:
    consent, _record = walk.given()
    draft = consultations.move(walk.acting, consent.consultation_id, Move.REOPEN, "A medicine.")
    walk.decide(draft, Choice.PROCEED)
    suspended = consents.current(walk.acting, consent.consultation_id)
    assert suspended is not None
    again = consents.step_back(walk.acting, suspended, ConsentMove.RECONFIRM)
    new = Withdrawal("Elif Demir", Said.WRITING, walk.acting.today())
    withdrawals.withdraw(walk.acting, again, new)
    (one,) = why(walk.acting, consent.consultation_id, "en").consents
    moves = [words.split(" · ")[0] for words in one.words if " · 23 November 2026, " in words]
    assert moves[-4:] == [
        "Signed by the physician: given",
        "Suspended",
        "Confirmed anew",
        "Withdrawn",
    ]
