"""Rules of general practice switched off: by a physician, with a reason, and told on paper."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from consult_app.documents.pages import page_count, page_text
from consult_app.domain.audit import Event
from consult_app.domain.decision import Choice
from consult_app.domain.documents import Kind
from consult_app.domain.rules import Status
from consult_app.services import clinic, documents, rules
from consult_app.storage import audit as audit_rows
from tests.clinics import SETTINGS
from tests.services.refusing import refused
from tests.services.walk import Walk

REASON = "Asked by the family physician."


def text_of(walk: Walk, consultation_id: int) -> str:
    record = documents.make(walk.acting, consultation_id, Kind.SUMMARY)
    pdf = documents.content(walk.acting, record.id)
    return " ".join(" ".join(page_text(pdf, n).split()) for n in range(page_count(pdf)))


def test_rule_switched_off_fires_no_more_and_its_screen_need_not_be_asked(walk: Walk) -> None:
    rules.switch_off(walk.acting, "vaccination", REASON)
    consultation = walk.with_answer("ci/ci.vaccine", "yes")
    session = walk.session(consultation)
    assert session.state.suitability.is_clear
    off = next(r for r in session.state.suitability.results if r.rule.id == "vaccination")
    assert off.status is Status.OFF
    session.put("ci/ci.vaccine", None)
    assert session.state.suitability.is_clear
    assert session.state.obstacles == ()
    assert "ci/ci.vaccine" not in [view.path for view in session.state.form.missing]


def test_screen_that_another_rule_reads_is_still_to_be_asked(walk: Walk) -> None:
    rules.switch_off(walk.acting, "pregnancy", REASON)
    session = walk.session(walk.suitable())
    session.put("ci/ci.pregnancy", None)
    assert session.state.suitability.open_paths == ("ci/ci.pregnancy",)


def test_summary_says_which_screens_are_off_by_whom_and_why(walk: Walk) -> None:
    rules.switch_off(walk.acting, "keloid", REASON)
    consultation = walk.proceed()
    words = text_of(walk, consultation.id)
    assert f"Keloid scars or poor healing: {REASON} (Dr Ayşe Kaya, 23 November 2026)" in words
    rules.switch_on(walk.acting, "keloid")
    assert REASON in text_of(walk, consultation.id)  # as it was when it was decided


def test_rule_switched_on_again_holds_for_what_is_not_decided_yet(walk: Walk) -> None:
    rules.switch_off(walk.acting, "vaccination", REASON)
    consultation = walk.with_answer("ci/ci.vaccine", "yes")
    rules.switch_on(walk.acting, "vaccination")
    assert not walk.session(consultation).state.suitability.is_clear
    with refused("decision.obstacles"):
        walk.decide(consultation, Choice.PROCEED)


def test_every_switch_is_entered_with_the_rule(walk: Walk) -> None:
    rules.switch_off(walk.acting, "keloid", REASON)
    rules.switch_on(walk.acting, "keloid")
    with walk.acting.store.read() as tx:
        found = [entry.body for entry in audit_rows.entries(tx) if '"keloid"' in entry.body]
    switches = [Event.RULE_SWITCHED_OFF, Event.RULE_SWITCHED_ON]
    assert [json.loads(body)["event"] for body in found] == switches
    assert REASON not in "".join(found)


@pytest.mark.parametrize(
    ("rule_id", "reason", "code"),
    [
        ("infection", REASON, "rule.not-switchable"),
        ("immune", REASON, "rule.not-switchable"),
        ("cancer", REASON, "rule.not-switchable"),
        ("history-unknown", REASON, "rule.not-switchable"),
        ("route-off-label", REASON, "rule.not-switchable"),
        ("lot-recalled", REASON, "rule.not-switchable"),
        ("keloid", "  ", "rule.reason-missing"),
        ("keloid", "x" * 501, "text.too-long"),
        ("no-such-rule", REASON, "rule.not-found"),
    ],
)
def test_switch_that_must_not_be_is_refused_and_changes_nothing(
    walk: Walk, rule_id: str, reason: str, code: str
) -> None:
    with refused(code):
        rules.switch_off(walk.acting, rule_id, reason)
    assert clinic.settings(walk.acting).rules_off == ()


def test_second_reason_for_the_same_rule_does_not_overwrite_the_first(walk: Walk) -> None:
    rules.switch_off(walk.acting, "keloid", REASON)
    with refused("rule.already-off"):
        rules.switch_off(walk.acting, "keloid", "Another.")
    (line,) = (line for line in rules.every(walk.acting) if line.off)
    assert (line.off and line.off.reason, line.by) == (REASON, "Dr Ayşe Kaya")


def test_administrator_who_saves_settings_read_before_brings_no_rule_back(walk: Walk) -> None:
    before = clinic.settings(walk.acting)
    rules.switch_off(walk.acting, "keloid", REASON)
    clinic.change_settings(walk.acting, replace(before, name="Klinik Yeni"))
    assert clinic.settings(walk.acting).off == {"keloid"}
    assert SETTINGS.off == frozenset()


def test_only_what_rests_on_practice_may_be_off(walk: Walk) -> None:
    lines = rules.every(walk.acting)
    assert {str(line.rule.basis) for line in lines if line.may_be_off} == {"general-practice"}
    assert {str(line.rule.basis) for line in lines if not line.may_be_off} == {
        "source-document",
        "product-label",
    }
