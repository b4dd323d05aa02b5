"""A scanned package to nothing left open; a lot recalled that forty people had."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from consult_app.forms.model import say
from consult_app.ui import hands as steady
from consult_app.ui.hands import Hands
from consult_app.ui.pages.printing import SystemPrinters
from tests.journeys import walks
from tests.journeys.conftest import Read
from tests.journeys.sitting import RETURN, Sitting
from tests.journeys.walks import HEALTHY
from tests.recalled import LANGUAGES, PEOPLE, forty_had_one_lot, letters_printed

GTIN = "04012345678901"
PATIENCE_S = 240.0
"""Forty letters are drawn by new processes, which a busy machine takes its time to start."""


def scan(hands: Hands, field: str, text: str) -> None:
    """As a scanner types: every character, then Enter."""
    hands.focus(field)
    hands.write(text)
    hands.press(RETURN)
    hands.settle()


def prints_into(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """A printer of this computer that writes what it prints into a file."""

    def printer(_self: SystemPrinters, _name: str) -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(file))
        made.setFullPage(True)
        return made

    monkeypatch.setattr(SystemPrinters, "names", lambda _self: ["Made-up printer"])
    monkeypatch.setattr(SystemPrinters, "both_sides", lambda _self, _name: True)
    monkeypatch.setattr(SystemPrinters, "trouble", lambda _self, _name: "")
    monkeypatch.setattr(SystemPrinters, "printer", printer)


def test_treatment_with_a_scanned_lot_is_closed_with_nothing_left_open(
    sitting: Sitting, read: Read, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    prints_into(monkeypatch, tmp_path / "paper.pdf")
    hands = sitting.hands
    hands.click("Clinic")
    hands.answer("Part of the clinic", "Products and lots")
    hands.click(f"Correct the product: {walks.PRODUCT}")
    hands.fill(f"Product number (GTIN), {walks.PRODUCT}", GTIN)
    hands.click("Save the product")
    hands.find(f"Product number {GTIN}")
    hands.click(f"Count: lot {walks.LOT} of {walks.PRODUCT}")
    hands.fill("Units on the shelf", "3")
    hands.fill("Why the count differs", "Counted for the first time")
    hands.click("Record the count")
    hands.click("Today")

    walks.begin(sitting)
    walks.assess(sitting, HEALTHY)
    walks.decide(sitting, "Proceed", "")
    walks.consent(sitting)
    hands.click("Go on to the treatment")
    hands.answer("Has anything changed since the decision?", "Nothing")
    scan(hands, "Scan the package", f"01{GTIN}10OTHER")
    assert hands.reads("Lot OTHER has not been taken into stock")
    scan(hands, "Scan the package", f"01{GTIN}10{walks.LOT}")
    hands.fill("Dose given", "5 ml")
    hands.answer(say(sitting.pack.treatment_record["sterile"].text, "en"), "Yes")
    hands.answer("Any reaction right away?", "None")
    for field in ("Began at", "Ended at"):
        hands.focus(field)
        hands.press(RETURN)
    hands.click("Record the treatment")
    hands.click("Go on to the aftercare sheet")

    assert hands.reads("Not on the list yet")
    hands.click("Make the aftercare sheet")
    hands.click("Make the assessment summary")
    hands.click("Put it on the list")
    hands.click("Show and print: Looking after yourself after your treatment")
    hands.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    hands.click("Print now")
    hands.wait(lambda: (tmp_path / "paper.pdf").exists(), "nothing is printed")
    sitting.go_to("Treatment")
    sitting.go_to("Aftercare")
    hands.click("Close the consultation")
    hands.find("All done. Nothing is left open.")
    sitting.close()

    records = read()
    treatment = records.last("treatment")
    assert treatment["units"] == 1
    assert treatment["started_at"] <= treatment["ended_at"]
    assert [lot["units"] for lot in records.rows("lot")] == [2]
    assert [move["units"] for move in records.rows("stock_move")] == [3, -1]
    assert records.rows("visit")[-1]["state"] == "expected"


@pytest.fixture
def forty(tmp_path: Path) -> Path:
    return forty_had_one_lot(tmp_path / "records")


def test_lot_that_forty_people_had_is_recalled_and_each_is_written_to_in_their_language(
    qapp: QApplication, forty: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printed = tmp_path / "letters.pdf"
    prints_into(monkeypatch, printed)
    sitting = Sitting(qapp, forty)
    hands = sitting.hands
    hands.click("Clinic")
    hands.answer("Part of the clinic", "Products and lots")
    hands.click(f"Recall: lot {walks.LOT} of {walks.PRODUCT}")
    hands.fill("Why the lot is recalled", "Particles seen in two vials")
    hands.fill("Number of the notice", "FSN-12")
    hands.click("Recall the lot")
    hands.find("40 people received it · 0 told, 40 to be told")

    monkeypatch.setattr(steady, "PATIENCE_S", PATIENCE_S)
    hands.click("Make 40 letters")
    assert hands.reads("40 letters were made.")
    hands.click("Print the letters")
    hands.find("40 letters")
    hands.click("Print now")
    hands.wait(lambda: hands.reads("Sent to the printer."), "the letters are not printed")
    assert len(pypdfium2.PdfDocument(printed)) >= PEOPLE

    hands.fill("Find in this list", "Family07")
    hands.press(Qt.Key.Key_Down)
    hands.answer("What was done?", "By phone")
    hands.fill("Note on it", "Feels well, comes on Monday")
    hands.click("Record it")
    hands.find("40 people received it · 1 told, 39 to be told")
    hands.click("Back to the products")
    assert hands.reads("39 of 40 people have still to be told")
    sitting.close()

    made = letters_printed(forty, tmp_path / "copy")
    assert made == dict.fromkeys(LANGUAGES, PEOPLE // len(LANGUAGES))
