"""A whole record through the real window: erased by two, joined and separated, taken out."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt

from tests.journeys.conftest import Read, Sit
from tests.journeys.sitting import CTRL, RETURN, Sitting

SECOND = "plum granite window"
REQUEST = "The patient asks for it, and it was judged to be owed."


def register(sitting: Sitting, given: str, *, again: bool = False) -> None:
    sitting.register(f"{given} Quirinowa", "12 March 1979")
    if again:
        sitting.hands.click("Register anyway")
    sitting.hands.find("Start consultation")


def add_second(sitting: Sitting) -> None:
    hands = sitting.hands
    hands.click("Clinic")
    hands.answer("Part of the clinic", "People")
    hands.fill("Name of the new person", "Mert Su")
    hands.answer("Roles of the new person", "Administrator")
    hands.fill("First password", SECOND)
    hands.click("Add the person")
    hands.find("Change: Mert Su")


def log_in_as(sitting: Sitting, name: str, password: str) -> None:
    hands = sitting.hands
    hands.press(Qt.Key.Key_L, CTRL)
    hands.find("Log in")
    hands.answer("Who are you?", name)
    hands.fill("Password", password)
    hands.press(RETURN)
    hands.wait(sitting.window.rail.isEnabled, "the records stay closed")
    hands.settle()


def test_two_people_erase_a_record_and_it_is_gone_from_the_file(
    sitting: Sitting, read: Read
) -> None:
    hands = sitting.hands
    register(sitting, "Ida")
    hands.click("Erase the record")
    hands.answer("Ground of the erasure", REQUEST)
    hands.fill("Who judged it", "Dr Kaya")
    hands.fill("Where it is filed", "12/2026")
    hands.click("Order the erasure")
    hands.click("Yes, order it")
    assert hands.reads("A second person confirms it.")
    add_second(sitting)
    log_in_as(sitting, "Mert Su", SECOND)
    sitting.find_patient("quirin")
    hands.click("Erase the record")
    hands.click("Erase the record")
    hands.click("Yes, erase it for good")
    hands.find("Nothing of it is left")
    hands.click("To the patients")
    sitting.close()
    records = read()
    assert records.rows("patient") == records.rows("patient_version") == []
    (stone,) = records.rows("erasure")
    told = (stone["state"], stone["closed_name"], stone["record_number"])
    assert told == ("done", "Mert Su", "100001")
    assert {"erasure.ordered", "erasure.done"} <= set(records.events())
    assert (sitting.folder / "erasures.ledger").exists()


def test_doubles_become_one_and_two_again(sitting: Sitting, read: Read) -> None:
    hands = sitting.hands
    register(sitting, "Ida")
    register(sitting, "Idalia", again=True)
    hands.click("Compare with record 100001")
    hands.answer("Given name", "Idalia")
    hands.click("Join the two records")
    hands.click("Yes, they are one person")
    assert hands.reads("No. 100001, also 100002")
    sitting.find_patient("100002")
    assert hands.reads("No. 100001, also 100002")
    hands.click("Separate record 100002")
    hands.find("They are two records again, as they were before.")
    sitting.close()
    names = [row["given_name"] for row in read().rows("patient")]
    assert names == ["Ida", "Idalia"]
    assert {"patient.merged", "patient.separated"} <= set(read().events())


def test_record_is_taken_out_for_people_and_for_programs(sitting: Sitting, tmp_path: Path) -> None:
    hands = sitting.hands
    out = tmp_path / "out"
    out.mkdir()
    register(sitting, "Ida")
    hands.click("Export the record")
    hands.fill("Make the export in this folder", str(tmp_path / "not there"))
    hands.click("Export")
    assert hands.reads("folder")
    assert list(out.iterdir()) == []
    hands.fill("Make the export in this folder", str(out))
    hands.press(RETURN)
    assert hands.reads("It is not encrypted: delete it once it was handed over.")
    (made,) = out.iterdir()
    record = json.loads((made / "record.json").read_bytes())
    assert record["tables"]["patient"][0]["family_name"] == "Quirinowa"
    assert "Ida Quirinowa" in (made / "index.html").read_text("utf-8")
    assert "quirin" not in " ".join(p.name for p in made.rglob("*")).casefold()


def test_second_person_who_is_the_first_is_refused(sit: Sit) -> None:
    sitting = sit()
    hands = sitting.hands
    register(sitting, "Ida")
    hands.click("Erase the record")
    hands.answer("Ground of the erasure", "Registered only: nothing was ever decided or signed.")
    hands.click("Order the erasure")
    hands.click("Yes, order it")
    hands.click("Erase the record")
    hands.click("Yes, erase it for good")
    assert hands.reads("You gave this order yourself")
    sitting.find_patient("quirin")
    assert hands.reads("No. 100001")
