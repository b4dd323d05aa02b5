"""At the desk: who is registered, found, expected; hostile and mistaken input changes nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from tests.journeys.conftest import Read, Sit
from tests.journeys.sitting import CTRL, RETURN, Sitting

HOSTILE = (
    "Robert'); DROP TABLE patient;--",
    '<b>Ada</b> & "Söhne"',
    "{{ 7*7 }} {% raw %}",
    "Ana \u202eSilva",
    "Zoë 🙂 Ağaoğlu",
    "ß" * 90,
)


def test_set_up_by_hand_is_on_disk(read: Read) -> None:
    records = read()
    (settings,) = records.rows("clinic")
    assert "+90 232 555 0199" in str(settings)
    assert [user["name"] for user in records.rows("user_account")] == ["Ayşe Kaya"]
    assert records.states("lot") == ["in-stock"]


def test_patient_registered_by_keys_is_found_without_accents(sitting: Sitting, read: Read) -> None:
    hands = sitting.hands
    sitting.register("Işıl Şahin", "2 November 1988")
    hands.find("Start consultation")
    sitting.find_patient("isil")
    assert hands.reads("Işıl Şahin")
    sitting.close()
    (patient,) = read().rows("patient")
    assert (patient["given_name"], patient["family_name"]) == ("Işıl", "Şahin")
    assert patient["birth_date"] == "1988-11-02"


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_name_is_only_a_name(sitting: Sitting, read: Read, name: str) -> None:
    hands = sitting.hands
    hands.press(Qt.Key.Key_K, CTRL)
    hands.paste("Ida Berg")
    hands.press(RETURN)
    hands.fill("Family name", "")
    hands.paste(name)
    hands.fill("Date of birth", "12.3.1979")
    hands.press(RETURN, CTRL)
    hands.find("Start consultation")
    sitting.close()
    (patient,) = read().rows("patient")
    shown = "".join(c for c in name if c != "\u202e")
    assert patient["family_name"].replace("  ", " ") == shown


def test_name_of_five_hundred_letters_is_refused_or_kept_whole(
    sitting: Sitting, read: Read
) -> None:
    hands = sitting.hands
    sitting.register("Ida Berg", "12 March 1979")
    hands.find("Start consultation")
    hands.press(Qt.Key.Key_K, CTRL)
    hands.write("Neu")
    hands.press(RETURN)
    hands.fill("Family name", "")
    hands.paste("a" * 700)
    hands.fill("Date of birth", "12 March 1979")
    hands.press(RETURN, CTRL)
    sitting.close()
    names = [patient["family_name"] for patient in read().rows("patient")]
    assert names[0] == "Berg"
    assert all(set(name) == {"a"} for name in names[1:])


@pytest.mark.parametrize(
    ("born", "said"),
    [
        ((date.today() + timedelta(days=400)).isoformat(), "has not come yet"),
        ("4 May 1850", "before 1900"),
        ("31 February 1979", "no such day"),
        ("1979", "is not one day"),
        ("yesterdayish", "not read as a date"),
    ],
)
def test_impossible_birth_date_registers_nobody(
    sitting: Sitting, read: Read, born: str, said: str
) -> None:
    sitting.register("Ida Berg", born)
    assert sitting.hands.reads(said)
    sitting.close()
    assert read().rows("patient") == []


def test_ambiguous_date_is_asked_and_answered_by_a_click(sitting: Sitting, read: Read) -> None:
    hands = sitting.hands
    sitting.register("Ida Berg", "03/04/25")
    assert hands.reads("Choose which day is meant.")
    hands.click("3 April 2025")
    hands.press(RETURN, CTRL)
    hands.find("Start consultation")
    sitting.close()
    assert read().last("patient")["birth_date"] == "2025-04-03"


def test_second_start_is_refused_in_one_sentence(sitting: Sitting, sit: Sit) -> None:
    second = sit()
    assert second.code == 1
    assert second.hands.reads("already open")
    assert sitting.code == 0


def test_likely_duplicate_is_asked_before_it_is_registered(sitting: Sitting, read: Read) -> None:
    hands = sitting.hands
    sitting.register("Ida Berg", "12 March 1979")
    hands.find("Start consultation")
    hands.click("Patients")
    hands.press(Qt.Key.Key_K, CTRL)
    hands.write("Ide Berg")
    hands.press(RETURN)
    hands.fill("Given name", "Ida")
    hands.fill("Date of birth", "12 March 1979")
    hands.press(RETURN, CTRL)
    assert hands.reads("Someone like this is registered already")
    sitting.close()
    assert len(read().rows("patient")) == 1
