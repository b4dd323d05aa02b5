"""What comes after a consent, at the real window: taken back, and suspended until confirmed."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result
from PySide6.QtCore import Qt

from consult_app.cli.commands import root
from tests.journeys import walks
from tests.journeys.conftest import Read
from tests.journeys.sitting import CTRL, PASSWORD, RETURN, Sitting
from tests.journeys.walks import HEALTHY

NOT_IN_FORCE = "There is no consent in force: ask for it first."
SUSPENDED = "The consent is suspended: ask the patient whether it still stands, and confirm it."
UNDECIDED = "A treatment needs the decision to proceed: take it first."


def consented(sitting: Sitting) -> None:
    """From the first question to a consent that is given."""
    walks.begin(sitting)
    walks.assess(sitting, HEALTHY)
    walks.decide(sitting, "Proceed", "")
    walks.consent(sitting)


def verified(clinic: Path, room: Path, file: Path) -> Result:
    """What the command says of a copy, with the window closed."""
    secret = room / "password"
    secret.write_text(PASSWORD, encoding="utf-8")
    words = ["document", "verify", "--password-file", str(secret), str(file)]
    return CliRunner().invoke(root(), words, env={"CONSULT_DATA": str(clinic)})


def take_form(sitting: Sitting, copy: Path) -> None:
    """A copy of the form that was just signed, given to the patient; then back to the consent."""
    hands = sitting.hands
    hands.find("Save as PDF")
    hands.settle()
    hands.press(Qt.Key.Key_S, CTRL)
    hands.fill("Save the copy as", str(copy))
    hands.press(RETURN)
    hands.wait(copy.exists, "the copy is not saved")
    hands.settle()
    hands.click("Copy handed over")
    hands.find("Noted: the patient has a copy.")
    hands.click("Back to the consent")


def test_withdrawn_by_telephone_before_the_treatment_nothing_is_done_under_it(
    sitting: Sitting, read: Read, clinic: Path, tmp_path: Path
) -> None:
    hands, copy = sitting.hands, tmp_path / "copy.pdf"
    consented(sitting)
    take_form(sitting, copy)
    sitting.go_to("Treatment")
    assert hands.sees("Record the treatment")
    sitting.go_to("Consent")
    hands.click("The patient withdraws")
    hands.answer("How it was said", "By telephone")
    hands.click("Record the withdrawal")
    assert hands.reads("Taken back by Elif Demir · By telephone · ")
    sitting.go_to("Treatment")
    assert hands.reads(NOT_IN_FORCE)
    assert not hands.reads(UNDECIDED)
    assert not hands.sees("Record the treatment")
    sitting.close()
    records = read()
    assert records.states("consent") == ["withdrawn"]
    assert "document.handed-over" in records.events()
    assert records.rows("treatment") == []
    told = records.last("consent_withdrawal")
    assert (told["who"], told["way"], told["reason"]) == ("Elif Demir", "phone", "")
    assert records.is_chained()
    said = verified(clinic, tmp_path, copy)
    assert "unchanged, but the consent was withdrawn on " in said.stdout + said.stderr


def test_consent_suspended_by_a_changed_answer_is_confirmed_or_nothing_is_done(
    sitting: Sitting, read: Read
) -> None:
    hands = sitting.hands
    consented(sitting)
    sitting.go_to("Decision")
    hands.click("Reopen")
    hands.write("She feels less well today.")
    hands.click("Reopen the consultation")
    hands.find("What do you decide?")
    sitting.go_to("Health")
    sitting.form.answer("hs/hs.general", "fair")
    sitting.go_to("Treatment")
    assert hands.reads(UNDECIDED)
    assert hands.reads(SUSPENDED)
    sitting.go_to("Decision")
    walks.decide(sitting, "Proceed", "")
    sitting.go_to("Treatment")
    assert not hands.reads(UNDECIDED)
    hands.click("Go to the consent")
    hands.click("The consent still stands")
    hands.click("Confirm the consent")
    walks.treat(sitting)
    sitting.close()
    records = read()
    assert [row["move"] for row in records.rows("consent_event")][-3:] == [
        "suspend",
        "reconfirm",
        "use-up",
    ]
    assert len(records.rows("treatment")) == 1
    assert records.answers()["hs/hs.general"] == "fair"
    assert records.is_chained()
