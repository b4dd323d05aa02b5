"""Answering by keys: where the keyboard goes, what is saved, what can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from consult_app.domain.decision import Choice, NewDecision
from consult_app.domain.patients import Patient
from consult_app.forms.model import Coding, PartialDate
from consult_app.services import consultations, decisions
from consult_app.services.acting import Acting
from tests.ui.consultation.conftest import CTRL, RETURN, TAB, Open


def test_first_page_stands_at_first_question(fresh: Open) -> None:
    assert fresh.page.place == "pt"
    assert fresh.focused() == "Checked with two identifiers?"


def test_letter_answers_saves_and_goes_on(fresh: Open) -> None:
    fresh.hands.write("y")
    assert fresh.code("pt/pt.identity") == "yes"
    assert fresh.focused() == "Language for this talk"
    assert fresh.page.band.saved.accessibleName().startswith("Saved ")


def test_digit_chooses_where_options_are_many(fresh: Open) -> None:
    fresh.hands.write("y2")
    assert fresh.code("pt/pt.language") == "tr"
    assert fresh.focused() == "Is an interpreter needed?"


def test_opened_follow_up_is_never_passed(fresh: Open) -> None:
    fresh.hands.write("y1y")
    assert fresh.focused() == "Interpreter's name"


def test_backspace_takes_answer_back(fresh: Open) -> None:
    fresh.hands.write("y")
    fresh.hands.press(Qt.Key.Key_Up)
    fresh.hands.press(Qt.Key.Key_Backspace)
    assert "pt/pt.identity" not in fresh.stored
    assert fresh.focused() == "Checked with two identifiers?"


def test_last_required_answer_leads_to_next_and_enter_goes_on(fresh: Open) -> None:
    fresh.hands.write("y1nn")
    assert fresh.focused() == "Next"
    fresh.enter()
    assert fresh.page.place == "hs"
    assert fresh.focused() == "General health"


def test_up_and_down_walk_the_questions(fresh: Open) -> None:
    fresh.hands.press(Qt.Key.Key_Down)
    assert fresh.focused() == "Language for this talk"
    fresh.hands.press(Qt.Key.Key_Up)
    assert fresh.focused() == "Checked with two identifiers?"


def test_tab_comes_to_follow_up_before_next_question(fresh: Open) -> None:
    fresh.go("ci")
    fresh.hands.answer("Cancer, now or ever?", "Yes")
    fresh.page.jump("ci/ci.cancer")
    assert fresh.focused() == "Cancer, now or ever?"
    fresh.hands.press(TAB)
    assert fresh.focused() == "Where it stands"


def test_mouse_answers_without_moving_the_keyboard(fresh: Open) -> None:
    fresh.hands.answer("Is an interpreter needed?", "No")
    assert fresh.code("pt/pt.interpreter") == "no"
    assert fresh.focused() == "Is an interpreter needed?"


def test_ctrl_enter_walks_sections_both_ways(fresh: Open) -> None:
    fresh.hands.press(RETURN, CTRL)
    assert fresh.page.place == "hs"
    fresh.hands.press(RETURN, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert fresh.page.place == "pt"


def test_none_of_these_answers_only_what_declares_it(fresh: Open) -> None:
    fresh.go("mh")
    fresh.hands.press(Qt.Key.Key_N, CTRL)
    answered = {path for path in fresh.stored if path.startswith("mh/")}
    assert answered == {"mh/mh.surg.any", "mh/mh.devices", "mh/mh.prior", "mh/mh.scar"}
    assert fresh.focused() == "Any illness, past or present?"


def test_confirm_unchanged_carries_last_answers_with_their_day(
    suitable: Open, acting: Acting, elif_demir: Patient, show: Callable[[int], Open]
) -> None:
    decisions.decide(acting, suitable.page.id, NewDecision(Choice.PROCEED))
    again = show(consultations.start(acting, elif_demir.id).id)
    again.go("mh")
    assert again.hands.reads("As on 23 Nov 2026: Illnesses")
    again.hands.press(Qt.Key.Key_U, CTRL)
    assert again.code("mh/mh.any") == "no"
    assert "mh/mh.prior" not in again.stored  # never carried: it is asked anew each time


def test_one_question_is_confirmed_unchanged_by_its_own_key_with_the_day(
    suitable: Open, acting: Acting, elif_demir: Patient, show: Callable[[int], Open]
) -> None:
    decisions.decide(acting, suitable.page.id, NewDecision(Choice.PROCEED))
    again = show(consultations.start(acting, elif_demir.id).id)
    again.go("mh")
    assert again.focused() == "Any illness, past or present?"
    assert again.hands.reads("On 23 Nov 2026: No")
    again.hands.press(Qt.Key.Key_U, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert again.code("mh/mh.any") == "no"
    assert "mh/mh.devices" not in again.stored
    assert again.focused() == "Any operation?"
    assert again.hands.reads("No, unchanged since 23 Nov 2026")
    again.hands.click("Confirm unchanged: Implants and devices, No")
    assert again.code("mh/mh.devices") == "no"
    assert not again.hands.sees("Confirm unchanged: Earlier treatment, No")  # asked anew


def test_card_of_a_returning_patient_tells_the_last_visit_and_what_differs(
    suitable: Open, acting: Acting, elif_demir: Patient, show: Callable[[int], Open]
) -> None:
    decisions.decide(acting, suitable.page.id, NewDecision(Choice.PROCEED))
    again = show(consultations.start(acting, elif_demir.id).id)
    assert again.focused() == "Checked with two identifiers?"
    assert again.hands.sees("Since the last visit, 23 November 2026")
    assert again.hands.sees("Decided then: Go on to treat")
    assert not again.hands.sees("Answered otherwise than last time")
    again.page.answer({"mh/mh.scar": Coding("yes")})
    again.hands.settle()
    again.hands.click("Scars and healing: Yes (was No)")
    assert again.page.place == "mh"
    assert again.focused() == "Keloid scars or wounds that heal poorly?"


def test_first_visit_has_no_card(fresh: Open) -> None:
    assert not fresh.hands.reads("Since the last visit")


@pytest.mark.parametrize(("typed", "warned"), [("36.7", False), ("41.2", True), ("34.9", True)])
def test_unusual_figure_is_asked_about_and_taken_all_the_same(
    fresh: Open, typed: str, warned: bool
) -> None:
    fresh.go("hs")
    fresh.hands.write(f"gm{typed}")
    fresh.enter()
    assert fresh.hands.reads("Usually 35 to 40.5 °C: look again") is warned
    assert str(fresh.stored["hs/hs.vitals/hs.temp"]) == typed
    assert [i for i in fresh.state.form.issues if i.path.endswith("hs.temp")] == []


def test_dates_in_an_impossible_order_are_said_and_do_not_trap(fresh: Open) -> None:
    under = "ci/ci.cancer/ci.cancer"
    fresh.go("ci")
    fresh.page.answer(
        {
            "ci/ci.cancer": Coding("yes"),
            f"{under}.diagnosed": PartialDate("2019-05"),
            f"{under}.treated": PartialDate("2018"),
        }
    )
    fresh.hands.settle()
    assert fresh.hands.reads("This lies before May 2019, which has to come first")
    assert fresh.stored[f"{under}.treated"] == PartialDate("2018")


def test_body_mass_index_is_worked_out_while_one_types(fresh: Open) -> None:
    under = "hs/hs.vitals/hs.measures/hs"
    fresh.page.answer({"hs/hs.vitals": Coding("measured"), f"{under}.height": Decimal(160)})
    assert fresh.state.form.with_link_id("hs.bmi")[0].answers == ()
    fresh.page.answer({f"{under}.weight": Decimal(64)})
    assert fresh.state.form.with_link_id("hs.bmi")[0].answers == (Decimal("25.0"),)
    fresh.hands.settle()


def test_say_it_like_this_shows_the_patients_words(fresh: Open) -> None:
    fresh.hands.press(Qt.Key.Key_F1)
    row = fresh.page._section()._card.reach("pt/pt.identity")  # type: ignore[union-attr]  # there is one
    assert row is not None
    assert "Please tell me your full name" in row.widget.control.accessibleDescription()


def test_typed_text_is_kept_on_the_way_out(fresh: Open) -> None:
    fresh.hands.focus("Why the patient comes")
    fresh.hands.write("Knee pain")
    fresh.go("hs")
    assert fresh.stored["pt/pt.reason"] == "Knee pain"


def test_temperature_out_of_range_is_said_and_does_not_trap(fresh: Open) -> None:
    fresh.go("hs")
    fresh.hands.write("gm99")
    fresh.enter()
    assert fresh.focused() == "Next"
    assert [i.code.value for i in fresh.state.form.issues if i.path.endswith("hs.temp")] == ["max"]
    row = fresh.page._section()._card.reach("hs/hs.vitals/hs.temp")  # type: ignore[union-attr]  # there is one
    assert row is not None
    assert "45 °C" in row.widget.error  # type: ignore[union-attr]  # there is one


def test_unreadable_date_is_no_answer_and_stays_to_be_mended(fresh: Open) -> None:
    fresh.go("mh")
    fresh.hands.answer("Any operation?", "Yes")
    fresh.hands.fill("When", "soonish")
    fresh.enter()
    assert not any(path.endswith("mh.surg.date") for path in fresh.stored)
    assert fresh.focused() == "When"


def test_ambiguous_date_is_asked_with_both_readings(fresh: Open) -> None:
    fresh.go("mh")
    fresh.hands.answer("Any operation?", "Yes")
    fresh.hands.fill("When", "03/04/25")
    fresh.enter()
    assert fresh.focused() == "When"
    fresh.hands.click("4 March 2025")
    assert fresh.stored["mh/mh.surg.any/mh.surg[0]/mh.surg.date"] == PartialDate("2025-03-04")


def test_disabled_follow_up_is_parked_and_comes_back(fresh: Open) -> None:
    fresh.go("ci")
    fresh.hands.write("nnyi")
    fresh.hands.write("Breast")
    fresh.enter()
    fresh.hands.answer("Cancer, now or ever?", "No")
    assert not fresh.hands.sees("Where it stands")
    assert "ci/ci.cancer/ci.cancer.site" not in fresh.state.form.answers
    fresh.hands.answer("Cancer, now or ever?", "Yes")
    assert fresh.state.form.answers["ci/ci.cancer/ci.cancer.site"] == "Breast"


def test_collapsed_group_opens_by_enter_and_counts(fresh: Open) -> None:
    fresh.go("hs")
    assert not fresh.hands.sees("Smoking")
    fresh.hands.find("Daily life").setFocus()
    fresh.enter()
    fresh.hands.answer("Smoking", "Never")
    assert fresh.code("hs/hs.life/hs.smoking") == "never"


def test_another_occurrence_is_added_and_removed(fresh: Open) -> None:
    fresh.go("med")
    fresh.hands.answer("Any medicine, also without prescription?", "Yes")
    fresh.hands.fill("Name", "Aspirin")
    fresh.enter()
    fresh.hands.click("Add another: Medicine")
    assert fresh.focused() == "Name"
    fresh.hands.write("Metformin")
    fresh.enter()
    names = [v for p, v in sorted(fresh.stored.items()) if p.endswith("med.name")]
    assert names == ["Aspirin", "Metformin"]
    fresh.hands.click("Remove Medicine 1")
    names = [v for p, v in fresh.stored.items() if p.endswith("med.name")]
    assert names == ["Metformin"]


def test_several_options_each_bring_their_follow_up(fresh: Open) -> None:
    fresh.go("ind")
    fresh.hands.write("1")
    assert fresh.focused() == "Sports injury"
    fresh.hands.answer("What is it considered for?", "Chronic pain or inflammatory joint disease")
    assert fresh.hands.sees("Kind of injury")
    assert fresh.hands.sees("Kind of pain")
    fresh.hands.answer("What is it considered for?", "Injury of muscle, joint or tendon")
    assert not fresh.hands.sees("Kind of injury")


def test_drawing_answers_area_and_side(fresh: Open, qtbot: object) -> None:
    from PySide6.QtTest import QTest

    from consult_app.ui.kit import BodyMap

    fresh.go("tx")
    drawing = fresh.hands.find("Body map")
    assert isinstance(drawing, BodyMap)
    point = drawing.center_of("knee", "left").toPoint()
    QTest.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=point)
    assert fresh.code("tx/tx.site[0]/tx.area") == "knee"
    assert fresh.code("tx/tx.site[0]/tx.side") == "left"


def test_resumed_stands_where_it_stood(fresh: Open, show: Callable[[int], Open]) -> None:
    fresh.hands.write("y1nn")
    fresh.enter()
    fresh.hands.write("g")
    fresh.hands.settle()
    again = show(fresh.page.id)
    assert again.page.place == "hs"
    assert again.focused() == "Vital signs"


def test_allergy_chip_is_loud_only_when_one_is_recorded(fresh: Open) -> None:
    assert "Allergies not asked" in fresh.page.band.accessibleName()
    fresh.go("med")
    fresh.hands.answer("Allergies", "Has allergies")
    fresh.hands.fill("To what", "Penicillin")
    fresh.enter()
    fresh.hands.fill("What happens", "rash")
    fresh.enter()
    assert "Penicillin: rash" in fresh.page.band.accessibleName()


@pytest.mark.parametrize("code", ["yes", "unknown"])
def test_strip_shows_finding_and_jumps_to_its_answer(fresh: Open, code: str) -> None:
    fresh.go("ci")
    words = {"yes": "Yes", "unknown": "Unknown"}[code]
    fresh.hands.answer("Cancer, now or ever?", words)
    fresh.go("pt")
    assert fresh.page.strip.banner.title == "A specialist evaluates first"
    fresh.hands.click("History of cancer", "Suitability")
    assert fresh.page.place == "ci"
    assert fresh.focused() == "Cancer, now or ever?"


def test_whole_patient_in_fifty_keys(fresh: Open) -> None:
    """From the first question to the decision; the journeys count search and consent too."""
    hands = fresh.hands
    for keys in ("y1nn", "gm36.7"):
        hands.write(keys)
        if keys.endswith("7"):
            fresh.enter()
        fresh.enter()
    hands.write("n")
    hands.press(Qt.Key.Key_N, CTRL)
    fresh.enter()
    hands.write("nnnn")
    fresh.enter()
    hands.write("nnnnnn")
    hands.press(Qt.Key.Key_N, CTRL)
    fresh.enter()
    hands.write("12")
    fresh.enter()
    fresh.enter()
    hands.write("1")
    fresh.enter()
    hands.write("kne")
    fresh.enter()
    hands.write("l111")
    fresh.enter()
    fresh.enter()
    assert fresh.page.place == "decision"
    assert fresh.state.suitability.is_clear
    hands.write("p")
    fresh.enter()
    assert isinstance(fresh.stored["pt/pt.identity"], Coding)
    assert fresh.page.session is not None
    assert fresh.page.session.loaded.decision is not None
    assert hands.presses <= 50
