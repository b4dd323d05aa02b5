"""The quick way: patients with nothing in the way, by the keyboard, each key counted."""

from __future__ import annotations

from PySide6.QtCore import Qt

from consult_app.ui.storyline import consenting
from tests.journeys import walks
from tests.journeys.conftest import Read
from tests.journeys.sitting import CTRL, RETURN, Sitting
from tests.journeys.walks import HEALTHY, but

MOST_NEW, MOST_RETURNING = 126, 52
"""Key presses from the search to the printed aftercare sheet; two take the treatment's times."""


def test_new_suitable_patient_needs_few_keys(sitting: Sitting, read: Read) -> None:
    hands = sitting.hands
    hands.presses = 0
    sitting.register("Ana Silva", "12031979")
    hands.find("Start consultation")
    hands.press(RETURN)
    _assess_by_keys(sitting)
    _decide_and_consent(sitting)
    _treat_by_keys(sitting)
    _print_aftercare(sitting)
    print(hands.presses)
    assert hands.presses <= MOST_NEW
    sitting.close()
    records = read()
    assert records.last("decision")["choice"] == "proceed"
    assert records.states("consent") == ["used-up"]
    assert len(records.rows("treatment")) == 1
    assert {"information", "consent", "aftercare"} <= set(records.papers())
    assert "document.saved" in records.events()


def _assess_by_keys(sitting: Sitting) -> None:
    """Each line of keys is one section; the last Enter of each goes on."""
    hands = sitting.hands
    hands.find("Checked with two identifiers?")
    hands.write("y1nn")
    hands.press(RETURN)
    hands.find("General health")
    hands.write("gm36.7")
    hands.press(RETURN)
    hands.press(RETURN)
    hands.find("Any illness, past or present?")
    hands.write("n")
    _none_of_these(sitting)
    hands.find("Any medicine, also without prescription?")
    hands.write("nnnn")
    hands.press(RETURN)
    hands.find("An active infection?")
    hands.write("nnnnnn")
    _none_of_these(sitting)
    _indicate(sitting)
    hands.find("Area")
    hands.write("kn")
    hands.press(RETURN)
    hands.write("l11")
    hands.write("1")
    hands.press(RETURN)
    hands.press(RETURN)
    hands.find("What do you decide?")


def _indicate(sitting: Sitting) -> None:
    hands = sitting.hands
    hands.find("What is it considered for?")
    hands.write("12")
    hands.press(RETURN)
    hands.press(RETURN)
    hands.write("1")
    hands.press(RETURN)


def _none_of_these(sitting: Sitting) -> None:
    sitting.hands.press(Qt.Key.Key_N, CTRL)
    sitting.hands.press(RETURN)


def _decide_and_consent(sitting: Sitting) -> None:
    """Keys for the physician, taps for the patient, a pen for both."""
    hands = sitting.hands
    hands.write("p")
    hands.press(RETURN)
    hands.press(RETURN)
    hands.find("Show the information sheet")
    hands.press(RETURN)
    hands.find("The patient has been informed")
    hands.press(RETURN)
    hands.find("The conversation")
    hands.write("yyy")
    hands.press(RETURN)
    hands.find("For the patient")
    patient = walks.patient(sitting)
    patient.reply(walks.replies(sitting))
    patient.teach_back({p.id: "It may hurt." for p in sitting.pack.consent.teach_back})
    patient.sign()
    hands.write("12")
    hands.sign("Physician signature")
    consenting.prove(hands)
    hands.find("Go on to the treatment")
    hands.press(RETURN)


def _treat_by_keys(sitting: Sitting) -> None:
    hands = sitting.hands
    hands.find("Has anything changed since the decision?")
    hands.write("n1")
    hands.write("5 ml")
    hands.press(RETURN)
    hands.write("yn")
    for _time_taken_and_recorded in range(3):
        hands.press(RETURN)
    hands.find("Go on to the aftercare sheet")
    hands.press(RETURN)


def _print_aftercare(sitting: Sitting) -> None:
    """Where no printer is set up, printing ends in a file to print elsewhere."""
    hands = sitting.hands
    hands.find("Make the aftercare sheet")
    hands.press(RETURN)
    hands.find("Print")
    hands.press(Qt.Key.Key_P, CTRL)
    hands.press(RETURN)
    hands.find("Save the copy as")
    hands.press(RETURN)
    hands.wait(lambda: hands.reads("Saved as "), "the sheet is not saved")


def test_returning_patient_needs_fewer_keys(sitting: Sitting, read: Read) -> None:
    """The second session of a plan: asked again what has changed, treated, sent home with paper."""
    hands = sitting.hands
    walks.begin(sitting)
    walks.assess(sitting, but(HEALTHY, ("tx/tx.sessions", "2")))
    walks.decide(sitting, "Proceed", "")
    walks.consent(sitting)
    walks.treat(sitting)
    hands.click("Go on to the aftercare sheet")
    hands.click("Make the aftercare sheet")
    hands.find("Make the assessment summary")
    hands.click("Today")
    hands.presses = 0
    sitting.find_patient("elif")
    _open_again(sitting)
    _treat_by_keys(sitting)
    _print_aftercare(sitting)
    print(hands.presses)
    assert hands.presses <= MOST_RETURNING
    sitting.close()
    records = read()
    assert [t["session"] for t in records.rows("treatment")] == [1, 2]
    assert records.states("consent") == ["used-up"]
    aftercare = [d["state"] for d in records.rows("document") if d["kind"] == "aftercare"]
    assert aftercare == ["superseded", "final"]


def _open_again(sitting: Sitting) -> None:
    hands = sitting.hands
    names = hands.reading().split(" | ")
    hands.travel(next(name for name in names if name.startswith("Open consultation of ")))
    hands.press(RETURN)
    hands.find("Next")
    hands.press(RETURN)
    hands.find("Go on to the treatment")
    hands.press(RETURN)


def test_patient_who_comes_anew_confirms_what_is_unchanged(sitting: Sitting, read: Read) -> None:
    """A further consultation: one key for what holds on, every condition asked anew."""
    hands = sitting.hands
    walks.begin(sitting)
    walks.assess(sitting, HEALTHY)
    walks.decide(sitting, "Do not treat")
    hands.click("Close the consultation")
    hands.presses = 0
    sitting.find_patient("elif")
    hands.press(RETURN)
    hands.find("Checked with two identifiers?")
    hands.write("y")
    hands.press(Qt.Key.Key_U, CTRL)
    sitting.go_to("History")
    hands.press(Qt.Key.Key_U, CTRL)
    sitting.close()
    records = read()
    answers = records.answers()
    assert answers["pt/pt.language"] == "en"
    assert answers["mh/mh.scar"] == "no"
    assert not [path for path in answers if path.startswith("ci/")]
    assert len(records.rows("consultation")) == 2


def test_known_patient_is_assessed_anew_with_few_keys(sitting: Sitting, read: Read) -> None:
    """A whole further assessment, 50 keys: what holds on is confirmed, the rest is asked anew.

    Infection, immune disease, cancer, pregnancy, fever, skin, vital signs, medicines, and the side
    that is treated are never carried forward.
    """
    hands = sitting.hands
    walks.begin(sitting)
    walks.assess(sitting, HEALTHY)
    walks.decide(sitting, "Do not treat")
    hands.click("Close the consultation")
    hands.presses = 0
    sitting.find_patient("eli")
    hands.press(RETURN)
    _assess_again_by_keys(sitting)
    print(hands.presses)
    assert hands.presses <= MOST_RETURNING
    assert hands.reads("Nothing stands in the way")
    sitting.close()
    answers = read().answers()
    assert len(answers) >= len(HEALTHY)
    assert answers["ind/ind.group[0]/ind.injury.kind"] == "meniscus"


def _assess_again_by_keys(sitting: Sitting) -> None:
    hands = sitting.hands
    hands.find("Checked with two identifiers?")
    _unchanged(sitting)
    hands.write("ynn")
    hands.press(RETURN)
    hands.find("General health")
    hands.write("gm36.7")
    hands.press(RETURN)
    hands.press(RETURN)
    hands.find("Any illness, past or present?")
    _unchanged(sitting)
    _none_of_these(sitting)
    hands.find("Any medicine, also without prescription?")
    hands.write("nnnn")
    hands.press(RETURN)
    hands.find("An active infection?")
    hands.write("nnnnnn")
    _none_of_these(sitting)
    _indicate(sitting)
    hands.find("Area")
    hands.write("kn")
    hands.press(RETURN)
    hands.write("l11")
    hands.write("1")
    hands.press(RETURN)
    hands.press(RETURN)
    hands.find("What do you decide?")


def _unchanged(sitting: Sitting) -> None:
    sitting.hands.press(Qt.Key.Key_U, CTRL)
