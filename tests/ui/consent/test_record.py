"""The record at the window: only what may be, who consents, and two windows on one consent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from consult_app.domain.consent import CONSENT_MOVES, Consent, ConsentMove, ConsentState
from consult_app.domain.conversation import Assent, Authority, Presence
from consult_app.services import clinic as clinic_service
from consult_app.services import consents, patients
from consult_app.storage import settings as settings_rows
from consult_app.ui.consent.page import ConsentPage
from consult_app.ui.hands import Hands
from tests.clinics import ELIF
from tests.services.walk import Walk

Show = Callable[[int], tuple[ConsentPage, Hands]]
TAB = Qt.Key.Key_Tab
ABLE, WAYS, NOTHING = (
    "Is the patient able to decide about this?",
    "Were other treatments talked about?",
    "Was doing nothing talked about?",
)
MATTERS = "What matters most to this patient?"
BUTTONS = {
    "The patient says no": ConsentMove.DECLINE,
    "Not today": ConsentMove.NOT_TODAY,
    "The patient withdraws": ConsentMove.WITHDRAW,
    "Sign the consent": ConsentMove.PHYSICIAN_SIGNS,
    "The consent still stands": ConsentMove.RECONFIRM,
}
ALWAYS = set(BUTTONS.values()) - {ConsentMove.RECONFIRM, ConsentMove.PHYSICIAN_SIGNS}
"""What is offered wherever it may be; to confirm, the decision is asked as well; to sign, whether
the patient has seen the finished document."""


def stored(walk: Walk, consent: Consent) -> Consent:
    found = consents.current(walk.acting, consent.consultation_id)
    assert found is not None
    return found


def informed(walk: Walk) -> Consent:
    return walk.inform(walk.proceed())


def make_a_child(walk: Walk) -> None:
    child = replace(ELIF, birth_date=walk.acting.today() - timedelta(days=3700))
    patients.correct(walk.acting, walk.clinic.patient, child)


@pytest.mark.parametrize("state", ConsentState)
def test_window_offers_the_moves_that_may_be_and_no_other(
    walk: Walk, show: Show, state: ConsentState
) -> None:
    consent = informed(walk)
    with walk.acting.store.write() as tx:
        for guard in ("move", "unsaid", "unfinished"):
            tx.connection.exec_driver_sql(f"DROP TRIGGER consent_update_{guard}")
        tx.connection.exec_driver_sql("UPDATE consent SET state = ?", (state.value,))
    _page, hands = show(consent.consultation_id)
    offered = {move for label, move in BUTTONS.items() if hands.sees(label)}
    may = {move for start, move in CONSENT_MOVES if start is state}
    assert offered <= may
    assert offered >= may & ALWAYS
    with_patient = {ConsentState.INFORMED, ConsentState.REFLECTING, ConsentState.OPEN}
    with_patient.add(ConsentState.PATIENT_SIGNED)  # who has not seen the finished document yet
    assert hands.sees("Hand over to the patient") == (state in with_patient)


def test_three_keys_and_enter_are_the_usual_case(walk: Walk, show: Show) -> None:
    consent = informed(walk)
    _page, hands = show(consent.consultation_id)
    before = hands.presses
    hands.write("YYY")
    hands.press(Qt.Key.Key_Return)
    assert hands.presses - before == 4
    assert hands.sees("For the patient")
    said = stored(walk, consent).conversation
    assert (said.capacity, said.alternatives, said.nothing) == (True, True, True)
    assert (said.consenter, said.interpreter) == ("patient", "")


def test_who_cannot_decide_needs_a_ground_and_someone_who_may(walk: Walk, show: Show) -> None:
    consent = informed(walk)
    _page, hands = show(consent.consultation_id)
    hands.answer(ABLE, "No")
    hands.write("Dementia since 2024")
    hands.press(TAB)
    hands.answer("Who consents?", "A representative")
    hands.write("Can Demir")
    hands.click("Hand over to the patient")
    assert not hands.sees("For the patient")
    assert "Choose by what right." in hands.find("By what right").accessibleDescription()
    hands.answer("By what right", "Guardian by court order")
    assert hands.find("Document that you have seen").hasFocus()
    hands.write("Order 12/3")
    hands.fill("Date on that document", "2 January 2025")
    hands.click("Interpreter or witness")
    hands.write("Ms Öz")
    hands.fill("Interpreter's language", "Kurdish")
    hands.answer("How the interpreter takes part", "By telephone")
    hands.answer(WAYS, "Yes")
    hands.answer(NOTHING, "Yes")
    hands.click("Hand over to the patient")
    assert hands.sees("For the patient")
    said = stored(walk, consent).conversation
    (one,) = said.guardians
    assert (one.name, one.authority, one.document) == (
        "Can Demir",
        Authority.GUARDIAN,
        "Order 12/3",
    )
    assert one.dated is not None
    assert one.seen is not None
    assert (said.interpreter, said.interpreter_presence) == ("Ms Öz", Presence.PHONE)


def test_child_is_not_handed_the_screen_without_a_guardian(walk: Walk, show: Show) -> None:
    consultation = walk.proceed()
    make_a_child(walk)
    consent = walk.inform(consultation)
    _page, hands = show(consent.consultation_id)
    hands.write("YYY")
    hands.click("Hand over to the patient")
    assert not hands.sees("For the patient")
    assert hands.find("Who consents?").hasFocus()
    assert "A parent or guardian consents" in hands.find("Who consents?").accessibleDescription()
    hands.answer("Who consents?", "A representative")
    hands.write("Can Demir")
    assert not hands.sees("Health-care proxy or power of attorney")
    hands.answer("By what right", "Parent")
    hands.write("Birth certificate 7")
    hands.answer("What does the young patient say?", "Agrees")
    hands.write("I want to run again")
    hands.click("Hand over to the patient")
    assert hands.sees("For the patient")
    said = stored(walk, consent).conversation
    assert (said.assent, said.assent_note) == (Assent.YES, "I want to run again")


def test_later_day_than_the_clinics_period_is_not_taken(walk: Walk, show: Show) -> None:
    consent = informed(walk)
    _page, hands = show(consent.consultation_id)
    until = "Until when does it hold?"
    hands.fill(until, "1 January 2030")
    hands.press(TAB)
    assert stored(walk, consent).conversation.holds_until is None
    assert "period ends on 22 May 2027" in hands.find(until).accessibleDescription()
    hands.fill(until, "1 December 2026")
    hands.press(TAB)
    chosen = stored(walk, consent).conversation.holds_until
    assert chosen is not None
    assert chosen.isoformat() == "2026-12-01"


@pytest.mark.parametrize(
    ("press", "holds"), [("Retry", "Her children"), ("Take the other", "Her garden")]
)
def test_two_windows_say_otherwise_and_a_person_says_which_holds(
    walk: Walk, show: Show, press: str, holds: str
) -> None:
    consent = informed(walk)
    _page, second = show(consent.consultation_id)
    elsewhere = replace(consent.conversation, matters="Her garden")
    consents.say(walk.acting, consent, elsewhere)
    second.fill("What this rests on", "Explains it well")
    second.press(TAB)
    assert not second.reads("Another window has entered something else here.")
    second.fill(MATTERS, "Her children")
    second.press(TAB)
    assert second.reads("Another window has entered something else here.")
    assert stored(walk, consent).conversation.matters == "Her garden"
    second.click(press)
    assert not second.reads("Another window has entered something else here.")
    said = stored(walk, consent).conversation
    assert (said.matters, said.capacity_note) == (holds, "Explains it well")


def test_newer_text_is_told_and_the_given_one_kept_on_request(walk: Walk, show: Show) -> None:
    consent = informed(walk)
    with walk.acting.store.write() as tx:
        now = settings_rows.get(tx)
        newer = ("f" * 64, "en", walk.acting.user.id, walk.acting.now().isoformat())
        settings_rows.put(tx, replace(now, approvals=(*now.approvals, newer)))
    _page, hands = show(consent.consultation_id)
    assert hands.reads("A newer text has been approved since the patient was informed.")
    hands.write("YYY")
    hands.click("Hand over to the patient")
    assert not hands.sees("For the patient")
    hands.click("Keep the text that the patient was given")
    hands.click("Hand over to the patient")
    assert hands.sees("For the patient")


def test_clock_set_back_is_said_and_nothing_is_opened(walk: Walk, show: Show) -> None:
    consent = informed(walk)
    _page, hands = show(consent.consultation_id)
    hands.write("YYY")
    walk.clinic.clock.forward(hours=-1)
    hands.click("Hand over to the patient")
    assert not hands.sees("For the patient")
    assert stored(walk, consent).state is ConsentState.REFLECTING


def test_both_guardians_are_asked_for_where_the_clinic_says_so(walk: Walk, show: Show) -> None:
    settings = clinic_service.settings(walk.acting)
    clinic_service.change_settings(walk.acting, replace(settings, both_guardians=True))
    consultation = walk.proceed()
    make_a_child(walk)
    consent = walk.inform(consultation)
    _page, hands = show(consent.consultation_id)
    hands.answer("Who consents?", "A representative")
    assert hands.sees("Name of the other guardian")
