"""Treatment and aftercare in a real window: recorded with a few keys, refused with a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from consult_app import messages
from consult_app.documents.pages import page_count, page_text
from consult_app.domain.consultation import Move, State
from consult_app.domain.decision import Choice
from consult_app.domain.documents import Kind
from consult_app.errors import Refused
from consult_app.forms.model import Coding
from consult_app.services import closing, consultations, documents, products, treatments
from consult_app.ui.context import Context
from consult_app.ui.kit import BodyMap
from consult_app.ui.treatment.aftercare import AftercarePage
from consult_app.ui.treatment.page import TreatmentPage
from consult_app.ui.treatment.photographs import PhotographsPart
from tests.services.walk import Walk
from tests.ui.treatment.conftest import Shown

CHANGED = "Has anything changed since the decision?"


def test_treatment_with_consent_recorded_by_keys(walk: Walk, ctx: Context, show: Shown) -> None:
    consent, _record = walk.given()
    hands = show(TreatmentPage(ctx, consent.consultation_id))
    hands.write("n1")
    hands.write("5 ml")
    hands.press(Qt.Key.Key_Return)
    hands.write("yn")
    for _time_taken_and_recorded in range(3):
        hands.press(Qt.Key.Key_Return)
    (treatment,) = treatments.view(walk.acting, consent.consultation_id).done
    assert treatment.record.dose == "5 ml"
    assert treatment.record.sterile
    assert hands.sees("Go on to the aftercare sheet")


def test_lot_that_is_nearly_out_of_date_says_so_where_it_is_chosen(
    walk: Walk, ctx: Context, show: Shown
) -> None:
    consent, _record = walk.given()
    products.add_lot(walk.acting, walk.clinic.product.id, "L1", date(2026, 12, 22))
    hands = show(TreatmentPage(ctx, consent.consultation_id))
    assert hands.reads("Use by 22 December 2026: nearly out of date")
    assert not hands.reads("Use by 31 August 2027: nearly")


def test_each_planned_place_is_recorded_and_stands_on_the_sheet(
    walk: Walk, ctx: Context, show: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = walk.answers()
    first = {p: v for p, v in planned.items() if p.startswith("tx/tx.site[0]/")}
    second = {p.replace("[0]", "[1]"): v for p, v in first.items()}
    area = first["tx/tx.site[0]/tx.area"]
    assert isinstance(area, Coding)
    second["tx/tx.site[1]/tx.area"] = replace(area, code="shoulder")
    monkeypatch.setattr(walk, "answers", lambda: planned | second)
    consent, _record = walk.given()
    hands = show(TreatmentPage(ctx, consent.consultation_id))
    hands.write("n1")
    hands.answer("Place treated", "Knee, left")
    hands.answer("Place treated", "Shoulder, left")
    hands.fill("Dose given", "5 ml")
    hands.press(Qt.Key.Key_Return)
    hands.write("yn")
    for _time_taken_and_recorded in range(3):
        hands.press(Qt.Key.Key_Return)
    hands.find("Go on to the aftercare sheet")
    (treatment,) = treatments.view(walk.acting, consent.consultation_id).done
    assert [p.site.region for p in treatment.record.places] == ["knee", "shoulder"]
    assert hands.reads("Knee, left; Shoulder, left")
    paper = documents.make(walk.acting, consent.consultation_id, Kind.AFTERCARE)
    pdf = documents.content(walk.acting, paper.id)
    text = " ".join(" ".join(page_text(pdf, i) for i in range(page_count(pdf))).split())
    assert "Knee, left; Shoulder, left" in text


def test_treatment_without_consent_says_what_is_missing(
    walk: Walk, ctx: Context, show: Shown
) -> None:
    consultation = walk.proceed()
    page = TreatmentPage(ctx, consultation.id)
    ways: list[str] = []
    page.wanted.connect(ways.append)
    hands = show(page)
    assert not hands.sees("Record the treatment")
    assert treatments.view(walk.acting, consultation.id).done == ()
    hands.click("Go to the consent")
    assert ways == ["consent"]


def test_each_thing_that_is_missing_is_said(walk: Walk, ctx: Context, show: Shown) -> None:
    hands = show(TreatmentPage(ctx, walk.suitable().id))
    for missing in (Refused("treatment.decision-missing"), Refused("treatment.consent-missing")):
        assert hands.reads(messages.sentence(missing))


def test_suspended_consent_asks_to_be_confirmed_before_a_treatment(
    walk: Walk, ctx: Context, show: Shown
) -> None:
    given, _record = walk.given()
    draft = consultations.move(walk.acting, given.consultation_id, Move.REOPEN, "A medicine.")
    walk.decide(draft, Choice.PROCEED)
    hands = show(TreatmentPage(ctx, given.consultation_id))
    assert hands.reads(messages.sentence(Refused("treatment.consent-suspended")))
    assert not hands.reads(messages.sentence(Refused("treatment.decision-missing")))
    assert not hands.sees("Record the treatment")


def test_contraindications_are_gone_through_again_before_a_treatment(
    walk: Walk, ctx: Context, show: Shown
) -> None:
    consent, _record = walk.given()
    hands = show(TreatmentPage(ctx, consent.consultation_id))
    told = hands.find(CHANGED).accessibleDescription()
    assert "Answered at the assessment: Yes (Identity); No (" in told
    for question in ("Active infection", "Cancer", "Pregnancy", "Skin at the site"):
        assert question in told
    assert "Implants" not in told  # a caution alone holds nothing back


def test_treatment_after_a_change_is_not_recorded(walk: Walk, ctx: Context, show: Shown) -> None:
    consent, _record = walk.given()
    hands = show(TreatmentPage(ctx, consent.consultation_id))
    hands.answer(CHANGED, "Something has")
    hands.click("Record the treatment")
    assert treatments.view(walk.acting, consent.consultation_id).done == ()


def test_aftercare_made_and_closed(walk: Walk, ctx: Context, show: Shown) -> None:
    treatment = walk.treated()
    page = AftercarePage(ctx, treatment.consultation_id)
    hands = show(page)
    hands.click("Make the aftercare sheet")
    hands.click("Make the assessment summary")
    hands.click("Close the consultation")
    state = closing.of(walk.acting, treatment.consultation_id, "en")
    assert state.state is State.CLOSED
    made = {Kind.INFORMATION, Kind.CONSENT, Kind.AFTERCARE, Kind.SUMMARY}
    assert {p.kind for p in state.papers} == made
    assert hands.sees("Back to today")


def test_aftercare_before_treatment_cannot_be_made(walk: Walk, ctx: Context, show: Shown) -> None:
    consent, _record = walk.given()
    hands = show(AftercarePage(ctx, consent.consultation_id))
    assert not hands.find("Make the aftercare sheet").isEnabled()


def test_place_is_shown_and_chosen_on_the_body_map(walk: Walk, ctx: Context, show: Shown) -> None:
    consent, _record = walk.given()
    hands = show(TreatmentPage(ctx, consent.consultation_id))
    body = hands.find("Places of the plan")
    assert isinstance(body, BodyMap)
    assert body.value == ("knee", "left")
    body.chosen.emit("", "")  # taken back, then another side, which is not of the plan
    assert body.value == ("", "")
    body.chosen.emit("knee", "right")
    assert body.value == ("", "")
    body.chosen.emit("knee", "left")
    assert body.value == ("knee", "left")


def test_photograph_is_kept_beside_the_form_and_what_is_typed_stays(
    walk: Walk, ctx: Context, show: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    consent, _record = walk.given()
    picture, text = tmp_path / "knee.jpg", tmp_path / "notes.txt"
    Image.new("RGB", (40, 30), "teal").save(picture)
    text.write_text("no picture")
    page = TreatmentPage(ctx, consent.consultation_id)
    hands = show(page)
    hands.fill("Dose given", "7 ml")
    part = page.findChildren(PhotographsPart)[0]
    for file, said in ((text, "no picture that can be read"), (picture, "session 1")):
        monkeypatch.setattr(part, "_choose", lambda _parent, f=file: str(f))
        hands.click("Add one from before")
        assert hands.reads(said)
    assert hands.find("Dose given").property("text") == "7 ml"
    hands.click("Show photograph 1")
    assert hands.sees("Put the picture away")
