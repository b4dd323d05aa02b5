"""Papers for a day without power: they ask what the program asks, and say what it says."""

from __future__ import annotations

from dataclasses import replace

import page as page_validation
import pytest

from consult_app.documents import pages
from consult_app.domain.blocks import Choices
from consult_app.errors import Refused
from consult_app.forms.model import ItemType, say
from consult_app.packs.blank import questions
from consult_app.packs.rules import all_items
from consult_app.services import blanks, shelf
from consult_app.services import clinic as clinic_service
from consult_app.services.blanks import Blank
from consult_app.storage import settings as settings_rows
from tests.clinics import Clinic
from tests.documents.reading import glyphs, squeezed, whole_text

NOT_ASKED = {ItemType.ATTACHMENT, ItemType.DISPLAY}


def test_every_question_that_the_program_asks_is_on_the_paper(clinic: Clinic) -> None:
    found = whole_text(blanks.draw(clinic.acting, Blank.INTAKE, "en"))
    for item in all_items(shelf.shipped().questionnaire).values():
        if not item.hidden and not item.read_only and item.type not in NOT_ASKED:
            assert squeezed(say(item.text, "en")) in found, item.link_id


def test_question_with_answers_has_a_box_for_each_and_unknown_among_them() -> None:
    blocks = questions(shelf.shipped().questionnaire, "en")
    boxes = {
        b.question[0].text: [o[0].text for o in b.options] for b in blocks if isinstance(b, Choices)
    }
    assert boxes["Cancer, now or ever?"] == ["Yes", "No", "Unknown"]
    assert boxes["If “Yes”: Diagnosis"][-1] == "Other:"


def test_consent_by_hand_has_every_statement_and_every_part_of_the_form(clinic: Clinic) -> None:
    found = whole_text(blanks.draw(clinic.acting, Blank.CONSENT, "en"))
    pack = shelf.shipped()
    for statement in pack.consent.statements:
        assert squeezed(say(statement.text, "en")) in found
    for prompt in pack.consent.teach_back:
        assert squeezed(say(prompt.text, "en")) in found
    assert squeezed(say(pack.consent.patient_signs, "en")) in found
    assert "notaskedyoueverythingyet" in found
    assert "foundnothing" not in found


def test_texts_that_nobody_approved_are_no_consent_and_a_draft_as_questions(
    clinic: Clinic,
) -> None:
    with clinic.acting.write() as tx:
        settings_rows.put(tx, replace(settings_rows.get(tx), approvals=()))
    with pytest.raises(Refused, match="text-not-approved"):
        blanks.draw(clinic.acting, Blank.CONSENT, "en")
    assert "DRAFT" in whole_text(blanks.draw(clinic.acting, Blank.INTAKE, "en"))


def test_language_that_the_pack_does_not_speak_is_refused(clinic: Clinic) -> None:
    with pytest.raises(Refused, match="no-such-language"):
        blanks.draw(clinic.acting, Blank.INTAKE, "xx")


def test_cost_is_printed_as_the_clinic_says_it(clinic: Clinic) -> None:
    assert "400lira" not in whole_text(blanks.draw(clinic.acting, Blank.CONSENT, "en"))
    new = replace(clinic_service.settings(clinic.acting), costs="One session costs 400 lira.")
    clinic_service.change_settings(clinic.acting, new)
    assert "400lira" in whole_text(blanks.draw(clinic.acting, Blank.CONSENT, "en"))


@pytest.mark.parametrize("kind", list(Blank))
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_paper_meets_the_standards_and_keeps_its_margins(
    clinic: Clinic, kind: Blank, profile: str
) -> None:
    pdf = blanks.draw(clinic.acting, kind, "en")
    report = page_validation.validate_pdf_bytes(pdf, profile=profile)
    assert report.is_compliant, list(report.failures)[:3]
    for index in range(pages.page_count(pdf)):
        assert all(g.left > 43 and g.right < 552 for g in glyphs(pdf, index))
