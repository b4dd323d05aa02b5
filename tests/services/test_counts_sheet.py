"""The clinic's counts on paper: nobody named, nothing claimed, small numbers said to be small."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import page as page_validation
import pytest

from consult_app.documents.pages import page_count, page_text
from consult_app.domain.documents import Edition
from consult_app.domain.follow_ups import Contact
from consult_app.domain.outcomes import By
from consult_app.domain.treatment import Treatment
from consult_app.services import clinic, counts_sheet, follow_ups
from consult_app.services.acting import Acting
from tests.documents import reading
from tests.services.refusing import refused
from tests.services.test_follow_ups import said
from tests.services.test_roles import events
from tests.services.walk import Walk

CLAIMS = ("improve", "better", "worse", "effective", "success", "p =", "p <", "%", "↑", "↓", "→")
"""What no sheet of counts says."""


@pytest.fixture
def treated(walk: Walk) -> Treatment:
    return walk.treated()


@pytest.fixture
def later(walk: Walk, treated: Treatment) -> Acting:
    acting = replace(walk.acting, clock=lambda: treated.at + timedelta(weeks=4))
    follow_ups.answer(acting, follow_ups.due(acting)[1][0].id, said(), Contact.PHONE)
    return acting


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page_text(pdf, n) for n in range(page_count(pdf))).split())


@pytest.mark.parametrize("by", list(By))
def test_counts_period_and_day_stand_on_it_and_no_patient(
    later: Acting, walk: Walk, by: By
) -> None:
    told = text_of(counts_sheet.draw(later, by))
    for words in (
        *("23 November 2026 to 23 November 2026", "21 December 2026", "(a small number)"),
        "Follow-ups due: 2, of these answered 1, missed 1, still waited for 0.",
        *("Adverse events: 0, of these serious 0", "too few to state (n = 1)"),
        "They do not show that a treatment works or does not work",
    ):
        assert words in told
    patient = walk.clinic.patient
    for name in (patient.family_name, patient.given_name, patient.record_number):
        assert name not in told
    assert [claim for claim in CLAIMS if claim in told.lower()] == []


def test_bars_are_read_out_with_their_figures(later: Acting) -> None:
    found = reading.structure(counts_sheet.draw(later, By.LOT))
    assert [alt for role, alt in found if role == "Figure" and "answered 1" in alt]


def test_nothing_treated_has_nothing_to_count(walk: Walk) -> None:
    told = text_of(counts_sheet.draw(walk.acting, By.PRODUCT))
    assert "Nothing to count yet" in told
    assert "No treatment yet" in told


@pytest.mark.parametrize(
    ("language", "words"),
    [("tr", "Tedavilerden sonraki sayımlar"), ("de", "Gezählt nach Behandlungen"), ("ar", "")],
)
def test_sheet_speaks_the_language_of_the_clinic_and_is_tagged(
    later: Acting, language: str, words: str
) -> None:
    clinic.change_settings(later, replace(clinic.settings(later), language=language))
    pdf = counts_sheet.draw(later, By.INDICATION, Edition.LARGE)
    assert words in text_of(pdf)
    for profile in ("ua1", "2a"):
        assert page_validation.validate_pdf_bytes(pdf, profile=profile).is_compliant


def test_it_is_entered_and_the_desk_has_none(later: Acting, walk: Walk) -> None:
    counts_sheet.draw(later, By.LOT)
    assert "outcomes.exported" in events(walk, "treatment")
    with refused("role.not-permitted"):
        counts_sheet.draw(walk.clinic.desk(), By.LOT)
