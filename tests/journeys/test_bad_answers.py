"""Answers that cannot be meant: each is asked again in one sentence, and nothing is lost."""

from __future__ import annotations

import pytest

from tests.journeys import walks
from tests.journeys.conftest import Read
from tests.journeys.sitting import TAB, Sitting


def open_section(sitting: Sitting, section: str) -> None:
    """Begin a consultation and go to one of its steps."""
    walks.begin(sitting)
    sitting.go_to(section)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("36,7", 36.7), ("36.7", 36.7), (" 37 ", 37), ("３６.７", 36.7)],
    ids=["comma", "point", "spaces", "wide digits"],
)
def test_temperature_is_understood_as_people_write_it(
    sitting: Sitting, read: Read, typed: str, stored: float
) -> None:
    open_section(sitting, "Health")
    sitting.form.answer("hs/hs.vitals", "measured")
    sitting.form.answer("hs/hs.vitals/hs.temp", typed)
    sitting.close()
    assert float(read().answers()["hs/hs.vitals/hs.temp"]) == stored


@pytest.mark.parametrize("typed", ["warm", "1 000", "367", "-3", "36.77"])
def test_impossible_temperature_does_not_finish_the_section(sitting: Sitting, typed: str) -> None:
    hands = sitting.hands
    open_section(sitting, "Health")
    sitting.form.answer("hs/hs.general", "good")
    sitting.form.answer("hs/hs.vitals", "measured")
    hands.fill("Temperature", typed)
    hands.press(TAB)
    hands.settle()
    assert not hands.sees("Health, this step, done", "Steps of the consultation")


@pytest.mark.parametrize("typed", ["2190", "31.2.2019", "soon"])
def test_impossible_date_is_said_and_nothing_else_is_lost(
    sitting: Sitting, read: Read, typed: str
) -> None:
    hands = sitting.hands
    open_section(sitting, "Contraindications")
    sitting.form.answer("ci/ci.cancer", "yes")
    sitting.form.answer("ci/ci.cancer/ci.cancer.site", "breast")
    hands.fill("Diagnosed", typed)
    hands.press(TAB)
    said = ("latest day it can be", "no such day", "not read as a date")
    assert any(hands.reads(words) for words in said)
    sitting.close()
    assert read().answers()["ci/ci.cancer/ci.cancer.site"] == "breast"


def test_megabyte_pasted_into_a_note_is_cut_and_said(sitting: Sitting, read: Read) -> None:
    hands = sitting.hands
    open_section(sitting, "Patient")
    hands.focus("Why the patient comes")
    hands.paste("pain " * 200_000)
    hands.press(TAB)
    assert hands.reads("did not fit")
    hands.focus("What the patient hopes for")
    hands.write("to walk")
    hands.press(TAB)
    sitting.close()
    answers = read().answers()
    assert len(answers["pt/pt.reason"]) <= 4000
    assert answers["pt/pt.hope"] == "to walk"


def test_hostile_words_in_an_answer_are_printed_as_words(sitting: Sitting, read: Read) -> None:
    words = '<b>50 %</b> & {{ 7*7 }} "x" </script>'
    walks.begin(sitting)
    sitting.form.answer("pt/pt.reason", words)
    sitting.go_to("Patient")
    walks.assess(sitting, walks.HEALTHY)
    walks.decide(sitting, "Proceed", "")
    sitting.hands.click("Assessment summary")
    sitting.hands.find("Save as PDF")
    sitting.close()
    records = read()
    assert records.answers()["pt/pt.reason"] == words
    assert words in records.papers()["summary"]
