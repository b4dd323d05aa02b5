"""The day's list, the patients' page and the papers: what the desk works with all day."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from tests.journeys import walks
from tests.journeys.conftest import Read
from tests.journeys.sitting import CTRL, RETURN, Sitting
from tests.journeys.walks import HEALTHY


def test_patient_added_to_the_day_arrives_is_seen_and_done(sitting: Sitting, read: Read) -> None:
    hands = sitting.hands
    sitting.register("Ida Berg", "12 March 1979")
    hands.find("Start consultation")
    hands.click("Today")
    hands.click("Add the first patient")
    hands.write("ida")
    hands.press(RETURN)
    hands.find("Add to today")
    hands.write("930")
    hands.press(RETURN)
    hands.find("Arrived: Ida Berg")
    hands.press(Qt.Key.Key_Space)
    hands.click("Start consultation: Ida Berg")
    hands.find("Checked with two identifiers?")
    hands.click("Today")
    hands.click("Done: Ida Berg")
    hands.find("Not done yet: Ida Berg")
    sitting.close()
    records = read()
    assert [(v["time"], v["state"]) for v in records.rows("visit")] == [("09:30", "done")]
    assert records.last("visit")["consultation_id"] == records.last("consultation")["id"]


def test_corrected_patient_keeps_what_was_registered_first(sitting: Sitting, read: Read) -> None:
    hands = sitting.hands
    sitting.register("Ida Berg", "12 March 1979")
    hands.click("Correct")
    hands.fill("Family name", "Bergh")
    hands.press(RETURN, CTRL)
    hands.wait(lambda: hands.reads("Ida Bergh"), "the name is not corrected")
    sitting.close()
    records = read()
    assert records.last("patient")["family_name"] == "Bergh"
    assert len(records.rows("patient_version")) == 2


def test_patient_is_found_in_the_list_of_all(sitting: Sitting) -> None:
    hands = sitting.hands
    sitting.register("Ida Berg", "12 March 1979")
    hands.find("Start consultation")
    hands.click("Patients")
    hands.focus("Name or record number")
    hands.write("berg")
    hands.press(RETURN)
    hands.find("Start consultation")
    assert hands.sees("Ida Berg")


def test_paper_is_found_again_seen_and_saved(sitting: Sitting, read: Read, tmp_path: Path) -> None:
    hands = sitting.hands
    walks.begin(sitting)
    walks.assess(sitting, HEALTHY)
    walks.decide(sitting, "Proceed", "")
    hands.click("Assessment summary")
    hands.find("Save as PDF")
    hands.click("Documents")
    hands.focus("Find a document")
    hands.press(Qt.Key.Key_Down)
    hands.press(RETURN)
    hands.find("Save as PDF")
    hands.press(Qt.Key.Key_S, CTRL)
    target = tmp_path / "summary.pdf"
    hands.fill("Save the copy as", str(target))
    hands.press(RETURN)
    hands.wait(lambda: hands.reads("Saved as "), "the sheet is not saved")
    sitting.close()
    records = read()
    assert target.read_bytes()[:5] == b"%PDF-"
    events = [event["what"] for event in records.rows("document_event")]
    assert "saved" in events
    assert records.events().count("document.saved") == 1


def test_recalled_lot_cannot_be_given(sitting: Sitting, read: Read) -> None:
    hands = sitting.hands
    walks.begin(sitting)
    walks.assess(sitting, HEALTHY)
    walks.decide(sitting, "Proceed", "")
    walks.consent(sitting)
    hands.click("Clinic")
    hands.answer("Part of the clinic", "Products and lots")
    hands.click(f"Recall: lot {walks.LOT} of {walks.PRODUCT}")
    hands.fill("Why the lot is recalled", "Particles seen")
    hands.click("Recall the lot")
    hands.find("Nobody received this lot")
    sitting.find_patient("elif")
    names = hands.reading().split(" | ")
    hands.click(next(name for name in names if name.startswith("Open consultation of ")))
    sitting.go_to("Treatment")
    hands.find("Has anything changed since the decision?")
    hands.write("n1")
    hands.write("5 ml")
    hands.press(RETURN)
    hands.write("yn")
    for _time_taken_and_recorded in range(3):
        hands.press(RETURN)
    hands.settle()
    assert not hands.sees("Go on to the aftercare sheet")
    sitting.close()
    records = read()
    assert records.states("lot") == ["recalled"]
    assert records.rows("treatment") == []


def test_profile_of_the_physician_is_kept(sitting: Sitting, read: Read) -> None:
    hands = sitting.hands
    hands.click("Clinic")
    hands.answer("Part of the clinic", "Your profile")
    hands.fill("Specialty", "Orthopaedics")
    hands.click("Save your profile")
    sitting.close()
    assert read().last("user_account")["specialty"] == "Orthopaedics"
