"""One box for everything: a paper and a lot are found by the number that stands on them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from consult_app.domain.documents import Kind
from consult_app.domain.treatment import Treatment
from consult_app.services import documents, finding, products
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from tests.services.walk import Walk

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def number(walk: Walk, treated: Treatment) -> str:
    return documents.of_patient(walk.acting, treated.patient_id)[0].number


def test_paper_is_found_by_its_number_and_shown(hands: Hands, number: str) -> None:
    hands.press(Qt.Key.Key_K, CTRL)
    hands.write(number.lower())
    hands.press(Qt.Key.Key_Return)
    assert hands.reads(number)
    assert hands.sees("Documents")


def test_lot_is_found_by_its_number_and_leads_to_the_products(
    hands: Hands, ctx: Context, treated: Treatment
) -> None:
    lot = products.lots(ctx.acting, treated.product_id)[0]
    hands.press(Qt.Key.Key_K, CTRL)
    hands.write(lot.number)
    hands.press(Qt.Key.Key_Return)
    assert hands.reads("Products and lots")


def test_desk_finds_no_clinical_paper_by_its_number(walk: Walk, treated: Treatment) -> None:
    summary = documents.make(walk.acting, treated.consultation_id, Kind.SUMMARY).number
    assert [p.number for p in finding.search(walk.acting, summary, 8).papers] == [summary]
    assert not finding.search(walk.clinic.desk(), summary, 8).papers
    theirs = {p.number for p in finding.search(walk.clinic.desk(), "D-2026", 8).papers}
    assert theirs
    assert summary not in theirs


def test_name_finds_people_alone(walk: Walk) -> None:
    found = finding.search(walk.acting, "dem", 8)
    assert [p.family_name for p in found.patients] == ["Demir"]
    assert not found.papers + found.lots
