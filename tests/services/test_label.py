"""The product's label, its lots and the law against the plan; a decision stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consult_app.documents.pages import page_count, page_text
from consult_app.domain.decision import Choice
from consult_app.domain.documents import Kind
from consult_app.domain.products import Label, LotState, Standing, Status
from consult_app.domain.rules import Outcome
from consult_app.services import clinic as clinic_service
from consult_app.services import decisions, documents, loading, products, rules, treatments
from consult_app.services.assessment import AssessmentSession
from tests.clinics import LABEL, SETTINGS, recall_lot
from tests.services.refusing import refused
from tests.services.walk import Walk

MADE_UP = "Made up for tests"
DAY = date(2026, 1, 1)
TR = Status("TR", Standing.NOT_PERMITTED, MADE_UP, DAY)


def found(walk: Walk, consultation_id: int) -> dict[str, Outcome]:
    session = AssessmentSession(loading.load(walk.acting, consultation_id))
    return {f.rule.id: f.outcome for f in session.state.suitability.findings}


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        (LABEL, {}),
        (Label(("topical",), (), LABEL.statuses), {"route-off-label": Outcome.DO_NOT_TREAT}),
        (Label((), (), LABEL.statuses), {"route-off-label": Outcome.CAUTION}),
        (replace(LABEL, sites=("face",)), {"site-off-label": Outcome.DO_NOT_TREAT}),
        (replace(LABEL, sites=("face", "knee")), {}),
        (replace(LABEL, statuses=(TR,)), {"not-permitted": Outcome.DO_NOT_TREAT}),
        (replace(LABEL, statuses=()), {"not-permitted": Outcome.CAUTION}),
        (
            replace(LABEL, statuses=(replace(TR, jurisdiction="DE"),)),
            {"not-permitted": Outcome.CAUTION},
        ),
        (
            replace(LABEL, statuses=(replace(TR, standing=Standing.UNKNOWN),)),
            {"not-permitted": Outcome.CAUTION},
        ),
    ],
)
def test_plan_is_held_against_the_label_and_the_law_of_the_country(
    walk: Walk, label: Label, expected: dict[str, Outcome]
) -> None:
    products.set_label(walk.acting, walk.clinic.product.id, label)
    assert found(walk, walk.suitable().id) == expected


def test_country_that_is_not_recorded_is_not_one_where_it_is_permitted(walk: Walk) -> None:
    clinic_service.change_settings(walk.acting, replace(SETTINGS, jurisdiction=""))
    assert found(walk, walk.suitable().id) == {"not-permitted": Outcome.CAUTION}


@pytest.mark.parametrize(
    ("lots", "expected"),
    [
        ((("B1", date(2026, 12, 22)),), {"lot-nearly-expired": Outcome.CAUTION}),
        ((("B1", date(2026, 12, 23)),), {}),
        ((("B1", date(2026, 11, 22)),), {"lot-expired": Outcome.DO_NOT_TREAT}),
        ((("B1", date(2026, 11, 22)), ("B2", date(2027, 11, 22))), {}),
        ((), {"lot-recalled": Outcome.DO_NOT_TREAT}),
    ],
)
def test_lots_that_are_left_speak_for_the_product_once_the_first_is_recalled(
    walk: Walk, lots: tuple[tuple[str, date], ...], expected: dict[str, Outcome]
) -> None:
    product = walk.clinic.product
    (first,) = products.lots(walk.acting, product.id)
    for number, expiry in lots:
        products.add_lot(walk.acting, product.id, number, expiry)
    if lots:
        products.set_lot_state(walk.acting, first, LotState.USED_UP)
    else:
        recall_lot(walk.acting, first)
    assert found(walk, walk.suitable().id) == expected


def test_recalled_lot_beside_one_out_of_date_is_told_as_recalled(walk: Walk) -> None:
    product = walk.clinic.product
    (first,) = products.lots(walk.acting, product.id)
    products.add_lot(walk.acting, product.id, "B1", date(2026, 11, 22))
    recall_lot(walk.acting, first)
    assert found(walk, walk.suitable().id) == {"lot-recalled": Outcome.DO_NOT_TREAT}


def test_no_reason_settles_what_the_label_or_a_recall_forbids(walk: Walk) -> None:
    products.set_label(walk.acting, walk.clinic.product.id, replace(LABEL, statuses=(TR,)))
    consultation = walk.suitable()
    with refused("decision.obstacles"):
        walk.decide(consultation, Choice.PROCEED)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (replace(TR, source=" "), "product.status-unsourced"),
        (replace(TR, source_date=None), "product.status-unsourced"),
        (replace(TR, source_date=date(2026, 11, 24)), "product.status-in-future"),
        (replace(TR, source="x" * 501), "text.too-long"),
    ],
)
def test_status_without_its_source_is_refused_and_nothing_is_stored(
    walk: Walk, status: Status, code: str
) -> None:
    with refused(code):
        products.set_label(walk.acting, walk.clinic.product.id, Label(statuses=(status,)))
    assert products.products(walk.acting)[0].label == LABEL


def test_decided_consultation_is_not_judged_anew_by_a_label_a_lot_or_a_rule_of_today(
    walk: Walk,
) -> None:
    consultation = walk.with_answer("ci/ci.vaccine", "unknown")
    walk.decide(consultation, Choice.DEFER, date(2026, 12, 4))
    before = AssessmentSession(loading.load(walk.acting, consultation.id)).state
    (lot,) = products.lots(walk.acting, walk.clinic.product.id)
    recall_lot(walk.acting, lot)
    products.set_label(walk.acting, walk.clinic.product.id, replace(LABEL, statuses=(TR,)))
    rules.switch_off(walk.acting, "vaccination", "Made up.")
    after = AssessmentSession(loading.load(walk.acting, consultation.id))
    assert after.state == before
    assert after.loaded.settings.rules_off == ()
    assert [f.rule.id for f in after.state.suitability.findings] == ["vaccination"]
    assert decisions.history(walk.acting, consultation.id)[0].record.choice is Choice.DEFER


@pytest.mark.parametrize(
    ("label", "code"),
    [
        (replace(LABEL, statuses=(TR,)), "product.not-permitted"),
        (replace(LABEL, routes=("topical",)), "product.route-off-label"),
        (replace(LABEL, sites=("face",)), "product.site-off-label"),
    ],
)
def test_label_that_changed_since_the_decision_stops_the_treatment_on_the_day(
    walk: Walk, label: Label, code: str
) -> None:
    consent, _record = walk.given()
    new = walk.new_treatment(consent.consultation_id)
    products.set_label(walk.acting, walk.clinic.product.id, label)
    with refused(code):
        treatments.record(walk.acting, consent.consultation_id, new)
    products.set_label(walk.acting, walk.clinic.product.id, LABEL)
    assert treatments.record(walk.acting, consent.consultation_id, new).record == new


def test_label_that_nobody_recorded_is_weighed_at_the_decision_not_again_on_the_day(
    walk: Walk,
) -> None:
    consent, _record = walk.given()
    new = walk.new_treatment(consent.consultation_id)
    products.set_label(walk.acting, walk.clinic.product.id, Label())
    assert treatments.record(walk.acting, consent.consultation_id, new).record == new


def test_what_the_label_forbids_is_told_on_the_letter_that_declines(walk: Walk) -> None:
    products.set_label(walk.acting, walk.clinic.product.id, replace(LABEL, routes=("topical",)))
    consultation = walk.suitable()
    walk.decide(consultation, Choice.DO_NOT_TREAT)
    words = text_of(walk, consultation.id, Kind.DECLINE)
    assert "This product is not made to be given in the way we planned." in words
    summary = text_of(walk, consultation.id, Kind.SUMMARY)
    assert "Route that the product's label does not name: Do not treat" in summary
    assert "Planned: Into the joint." in summary
    assert "Product label · rule 1.0" in summary


def text_of(walk: Walk, consultation_id: int, kind: Kind) -> str:
    record = documents.make(walk.acting, consultation_id, kind)
    pdf = documents.content(walk.acting, record.id)
    return " ".join(" ".join(page_text(pdf, n).split()) for n in range(page_count(pdf)))
