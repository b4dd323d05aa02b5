"""The physician's side: information, conversation, what is missing, signature, every way out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from consult_app.documents.pages import page_count, page_text
from consult_app.domain.consent import Consent, ConsentMove, ConsentState
from consult_app.domain.consultation import Move
from consult_app.domain.conversation import Noted, Question, Reply
from consult_app.domain.decision import Choice
from consult_app.domain.documents import Kind
from consult_app.forms.model import say
from consult_app.services import clinic as clinic_service
from consult_app.services import consents, consultations, documents, shelf
from consult_app.storage import settings as settings_rows
from consult_app.ui.consent.page import ConsentPage
from consult_app.ui.hands import Hands
from tests.clinics import Clinic
from tests.services.walk import SCRAWL, Walk

Show = Callable[[int], tuple[ConsentPage, Hands]]
ENTER = Qt.Key.Key_Return
KNOWN_BY = "By what do you know that this is the patient?"
ABLE = "Is the patient able to decide about this?"


def stored(walk: Walk, consultation_id: int) -> Consent:
    consent = consents.current(walk.acting, consultation_id)
    assert consent is not None
    return consent


def test_information_two_presses_inform_the_patient(walk: Walk, show: Show) -> None:
    consultation = walk.suitable()
    page, hands = show(consultation.id)
    told: list[bool] = []
    page.changed.connect(lambda: told.append(True))
    hands.press(ENTER)
    assert hands.sees("Document")
    hands.press(ENTER)
    consent = stored(walk, consultation.id)
    assert consent.state is ConsentState.REFLECTING
    assert consent.informed_by == walk.acting.user.id
    kinds = [d.kind for d in documents.of_consultation(walk.acting, consultation.id)]
    assert kinds == [Kind.INFORMATION]
    assert hands.reads("by Dr Ayşe Kaya")
    assert told


def test_information_sheet_made_anew_replaces_the_first(walk: Walk, show: Show) -> None:
    consultation = walk.suitable()
    _page, hands = show(consultation.id)
    hands.click("Show the information sheet")
    hands.click("Make it anew")
    assert len(documents.of_consultation(walk.acting, consultation.id)) == 2


def test_capacity_is_never_taken_for_granted(walk: Walk, show: Show) -> None:
    consultation = walk.proceed()
    walk.inform(consultation)
    _page, hands = show(consultation.id)
    hands.click("Hand over to the patient")
    assert not hands.sees("For the patient")
    assert hands.find(ABLE).hasFocus()
    assert hands.reads("Answer this first") or "Answer this first" in (
        hands.find(ABLE).accessibleDescription()
    )
    assert stored(walk, consultation.id).conversation.capacity is None


def test_conversation_is_kept_as_it_is_said(walk: Walk, show: Show) -> None:
    consultation = walk.proceed()
    walk.inform(consultation)
    _page, hands = show(consultation.id)
    hands.write("YY")
    assert hands.find("Was doing nothing talked about?").hasFocus()
    hands.write("Y")
    hands.fill("What this rests on", "Weighs it and says why.")
    hands.fill("What matters most to this patient?", "Her garden")
    hands.click("Interpreter or witness")
    hands.write("Mr Öz")
    hands.fill("Witness", "Ms Ay")
    hands.fill("New question", "May I drive home?")
    hands.press(ENTER)
    hands.write("Not today.")
    hands.press(Qt.Key.Key_Tab)
    said = stored(walk, consultation.id).conversation
    assert (said.capacity, said.capacity_note) == (True, "Weighs it and says why.")
    assert (said.alternatives, said.nothing) == (True, True)
    assert said.capacity_noted == Noted(walk.acting.user.id, walk.acting.now())
    assert (said.matters, said.interpreter, said.witness) == ("Her garden", "Mr Öz", "Ms Ay")
    assert said.questions == (Question("May I drive home?", "Not today."),)


def test_representative_needs_name_and_right(walk: Walk, show: Show) -> None:
    consultation = walk.proceed()
    walk.inform(consultation)
    _page, hands = show(consultation.id)
    hands.answer(ABLE, "No")
    hands.answer("Who consents?", "A representative")
    hands.click("Hand over to the patient")
    assert not hands.sees("For the patient")
    hands.fill("Name of the representative", "Can Demir")
    hands.answer("By what right", "Guardian by court order")
    hands.fill("Document that you have seen", "Order 12/3")
    hands.click("Hand over to the patient")
    assert hands.sees("For the patient")
    said = stored(walk, consultation.id).conversation
    assert (said.consenter, said.representative) == ("representative", "Can Demir")


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("decision", "The decision to proceed is missing."),
        ("text", "A physician of this clinic has not approved the texts yet."),
        ("time", "Time to think it over until"),
    ],
)
def test_not_open_yet_says_what_is_missing(walk: Walk, show: Show, before: str, words: str) -> None:
    if before == "time":
        settings = clinic_service.settings(walk.acting)
        clinic_service.change_settings(walk.acting, replace(settings, reflection_hours=24))
    consultation = walk.suitable() if before == "decision" else walk.proceed()
    if before == "text":
        with walk.acting.write() as tx:
            settings_rows.put(tx, replace(settings_rows.get(tx), approvals=()))
    walk.inform(consultation)
    _page, hands = show(consultation.id)
    assert hands.reads(words)
    hands.answer(ABLE, "Yes")
    hands.click("Hand over to the patient")
    assert not hands.sees("For the patient")
    assert stored(walk, consultation.id).state is ConsentState.REFLECTING


def test_reflection_over_opens_the_patient_view(clinic: Clinic, walk: Walk, show: Show) -> None:
    settings = clinic_service.settings(walk.acting)
    clinic_service.change_settings(walk.acting, replace(settings, reflection_hours=24))
    consultation = walk.proceed()
    walk.inform(consultation)
    clinic.clock.forward(hours=25)
    _page, hands = show(consultation.id)
    assert not hands.reads("Time to think it over until")
    hands.answer(ABLE, "Yes")
    hands.click("Hand over to the patient")
    assert hands.sees("For the patient")


def test_talk_statement_is_settled_here_with_the_patient(walk: Walk, show: Show) -> None:
    consent = walk.opened()
    first = shelf.shipped().consent.statements[0]
    replies = {**dict(consent.conversation.replies), first.id: Reply.TALK}
    said = replace(consent.conversation, replies=tuple(replies.items()))
    consents.say(walk.acting, consent, said)
    _page, hands = show(consent.consultation_id)
    assert hands.reads("Before the patient can sign")
    hands.answer(say(first.text, "en"), "Yes")
    kept = dict(stored(walk, consent.consultation_id).conversation.replies)
    assert kept[first.id] is Reply.YES
    assert not hands.sees(say(first.text, "en"))
    assert hands.find("Hand over to the patient").hasFocus()


def test_open_question_is_one_press_away(walk: Walk, show: Show) -> None:
    consent = walk.opened()
    said = replace(consent.conversation, questions=(Question("Can I swim?"),))
    consents.say(walk.acting, consent, said)
    _page, hands = show(consent.consultation_id)
    hands.click("Go to: A question waits for its answer: Can I swim?")
    hands.write("After two weeks.")
    hands.press(Qt.Key.Key_Tab)
    assert not hands.reads("Before the patient can sign")
    answered = stored(walk, consent.consultation_id).conversation.questions[0]
    assert answered.answer == "After two weeks."


def test_signature_gives_the_consent_and_shows_its_document(walk: Walk, show: Show) -> None:
    consent = consents.sign_patient(walk.acting, walk.opened(), "Elif Demir", SCRAWL)
    walk.confirm(consent)
    page, hands = show(consent.consultation_id)
    went: list[bool] = []
    page.next_step.connect(lambda: went.append(True))
    hands.click("Sign the consent")
    assert "Choose the two" in hands.find(KNOWN_BY).accessibleDescription()
    hands.write("12")
    hands.click("Sign the consent")
    assert hands.reads("Please sign in the box first.")
    hands.sign("Physician signature")
    hands.press(ENTER)
    given = stored(walk, consent.consultation_id)
    assert given.state is ConsentState.GIVEN
    assert given.document_id is not None
    pdf = documents.content(walk.acting, given.document_id)
    text = " ".join(page_text(pdf, i) for i in range(page_count(pdf)))
    assert "Elif Demir" in text
    assert hands.sees("Document")
    hands.press(ENTER)
    assert went


@pytest.mark.parametrize(
    ("ask", "record", "state"),
    [
        ("The patient says no", "Record the no", ConsentState.DECLINED),
        ("Not today", "Put it off", ConsentState.INFORMED),
    ],
)
def test_ways_out_are_asked_once_and_recorded(
    walk: Walk, show: Show, ask: str, record: str, state: ConsentState
) -> None:
    consent = walk.opened()
    _page, hands = show(consent.consultation_id)
    hands.click(ask)
    hands.press(ENTER)  # the keyboard waits on the way back
    assert stored(walk, consent.consultation_id).state is ConsentState.OPEN
    hands.click(ask)
    hands.click(record)
    assert stored(walk, consent.consultation_id).state is state


def test_put_off_consent_is_taken_up_again(walk: Walk, show: Show) -> None:
    consent = consents.step_back(walk.acting, walk.opened(), ConsentMove.NOT_TODAY)
    _page, hands = show(consent.consultation_id)
    hands.press(ENTER)
    assert hands.sees("For the patient")
    assert stored(walk, consent.consultation_id).state is ConsentState.OPEN


def test_withdrawal_ends_the_consent(walk: Walk, show: Show) -> None:
    consent, _record = walk.given()
    _page, hands = show(consent.consultation_id)
    assert hands.reads("The consent is given.")
    hands.click("The patient withdraws")
    hands.click("Record the withdrawal")
    assert stored(walk, consent.consultation_id).state is ConsentState.WITHDRAWN
    assert hands.reads("Taken back by Elif Demir · In person · 23 November 2026")
    hands.click("Begin a new consent")
    hands.press(ENTER)
    hands.press(ENTER)
    assert stored(walk, consent.consultation_id).id != consent.id


def test_declined_patient_gets_a_letter(walk: Walk, show: Show) -> None:
    consent = consents.step_back(walk.acting, walk.opened(), ConsentMove.DECLINE)
    _page, hands = show(consent.consultation_id)
    hands.click("Show the letter for the patient")
    kinds = [d.kind for d in documents.of_consultation(walk.acting, consent.consultation_id)]
    assert Kind.DECLINE in kinds


def test_suspended_consent_with_the_same_plan_is_confirmed(walk: Walk, show: Show) -> None:
    consent, _record = walk.given()
    consultations.move(walk.acting, consent.consultation_id, Move.REOPEN, "To look again.")
    _page, hands = show(consent.consultation_id)
    assert hands.reads("To look again.")
    assert not hands.sees("The consent still stands")
    consultation = consultations.of_patient(walk.acting, consent.patient_id)[0].consultation
    walk.decide(consultation, Choice.PROCEED)
    _page, hands = show(consent.consultation_id)
    hands.click("The consent still stands")
    hands.click("Confirm the consent")
    assert stored(walk, consent.consultation_id).state is ConsentState.GIVEN


def test_suspended_consent_with_another_plan_needs_a_new_one(walk: Walk, show: Show) -> None:
    consent, _record = walk.given()
    consultations.move(walk.acting, consent.consultation_id, Move.REOPEN, "Other knee.")
    consultation = consultations.of_patient(walk.acting, consent.patient_id)[0].consultation
    walk.change(consultation, "tx/tx.site[0]/tx.side", "right")
    walk.decide(consultation, Choice.PROCEED)
    _page, hands = show(consent.consultation_id)
    assert not hands.sees("The consent still stands")
    hands.click("Begin a new consent")
    assert stored(walk, consent.consultation_id).state is ConsentState.SUPERSEDED
    assert hands.sees("Show the information sheet")
