"""The worksheet of an adverse event: filled from the records, nothing judged that nobody judged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult_app.documents.pages import page_count, page_text
from consult_app.domain.adverse_events import (
    AdverseEvent,
    Causality,
    EventTold,
    Outcome,
    Report,
    Serious,
)
from consult_app.domain.documents import DocumentState, Kind
from consult_app.services import adverse_events, clinic, documents, event_worksheet
from tests.services.refusing import refused
from tests.services.walk import Walk


@pytest.fixture
def event(walk: Walk) -> AdverseEvent:
    treated = walk.treated()
    told = EventTold("A lump", began=walk.acting.today(), reporter="Dr Ayşe Kaya")
    return adverse_events.open_event(walk.acting, treated.patient_id, told, treated.id)


def text_of(walk: Walk, event: AdverseEvent) -> str:
    record = event_worksheet.make(walk.acting, event.id)
    pdf = documents.content(walk.acting, record.id)
    return " ".join(" ".join(page_text(pdf, n) for n in range(page_count(pdf))).split())


def test_patient_product_and_lot_come_from_the_records(walk: Walk, event: AdverseEvent) -> None:
    view = adverse_events.view(walk.acting, event.id)
    assert view.product is not None
    assert view.lot is not None
    told = text_of(walk, event)
    for words in (view.product.name, view.lot.number, "5 ml", "47 years, Female", "Meniscus tear"):
        assert words in told


def test_what_nobody_judged_is_said_to_be_so(walk: Walk, event: AdverseEvent) -> None:
    told = text_of(walk, event)
    assert "Serious not judged yet" in told
    assert "Causality, as judged Not judged yet" in told
    assert "Not reported yet" in told
    assert "Ended Not recorded" in told


def test_judgement_and_report_are_on_it(walk: Walk, event: AdverseEvent) -> None:
    judged = replace(
        event.told,
        description="Firm, the size of a pea.",
        serious=True,
        criteria=(Serious.HOSPITAL, Serious.OTHER),
        causality=Causality.POSSIBLE,
        outcome=Outcome.RECOVERING,
    )
    adverse_events.tell(walk.acting, event, judged)
    new = Report("Health authority", walk.acting.today(), "2026/17")
    adverse_events.report(walk.acting, event.id, new)
    told = text_of(walk, event)
    for words in (
        *("taken into hospital, or kept there longer; another event", "possible", "recovering"),
        *("Firm, the size of a pea.", "Health authority, 23 November 2026, 2026/17"),
    ):
        assert words in told


@pytest.mark.parametrize(
    ("language", "words"),
    [("tr", "henüz değerlendirilmedi"), ("de", "noch nicht beurteilt")],
)
def test_colleague_reads_it_in_the_language_of_the_clinic(
    walk: Walk, event: AdverseEvent, language: str, words: str
) -> None:
    settings = clinic.settings(walk.acting)
    clinic.change_settings(walk.acting, replace(settings, language=language))
    assert words in text_of(walk, event)


def test_two_events_of_one_treatment_have_a_worksheet_each(walk: Walk, event: AdverseEvent) -> None:
    assert event.treatment_id is not None
    other = adverse_events.open_event(
        walk.acting, event.patient_id, EventTold("Fever"), event.treatment_id
    )
    first = event_worksheet.make(walk.acting, event.id)
    second = event_worksheet.make(walk.acting, other.id)
    papers = {p.id: p for p in documents.of_patient(walk.acting, event.patient_id)}
    assert {papers[first.id].state, papers[second.id].state} == {DocumentState.FINAL}
    assert papers[first.id].audience == "clinical"


def test_event_without_a_treatment_has_nothing_to_fill_in(walk: Walk) -> None:
    alone = adverse_events.open_event(walk.acting, walk.clinic.patient.id, EventTold("A rash"))
    with refused("event.no-treatment"):
        event_worksheet.make(walk.acting, alone.id)


def test_it_is_made_from_its_event_alone(walk: Walk, event: AdverseEvent) -> None:
    assert event.consultation_id is not None
    with refused("document.sheet-by-event"):
        documents.make(walk.acting, event.consultation_id, Kind.ADVERSE_EVENT)


def test_field_that_a_report_asks_for_is_there_though_nothing_is_recorded(
    walk: Walk, event: AdverseEvent
) -> None:
    """A report asks for the weight: that nobody has weighed is said and not left out."""
    assert "Weight" in text_of(walk, event)
