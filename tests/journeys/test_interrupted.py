"""The computer dies in the middle: every answer that was said to be saved is there again."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from tests.journeys import walks
from tests.journeys.conftest import Read, Sit
from tests.journeys.sitting import Sitting
from tests.journeys.typist import type_until_killed
from tests.journeys.walks import HEALTHY

ENOUGH = 9
"""Answers that are acknowledged before the kill; it lands while the next are typed."""


@pytest.fixture
def acknowledged(clinic: Path) -> list[tuple[str, str]]:
    """What was acknowledged by a window that was killed with signal 9."""
    context = multiprocessing.get_context("spawn")
    inbox, outbox = context.Pipe(duplex=False)
    process = context.Process(target=type_until_killed, args=(clinic, outbox), daemon=True)
    process.start()
    outbox.close()
    received = [inbox.recv() for _ in range(ENOUGH)]
    process.kill()
    process.join()
    try:
        while inbox.poll():
            received.append(inbox.recv())
    except EOFError:
        pass
    inbox.close()
    return received


def test_killed_consultation_resumes_with_every_acknowledged_answer(
    acknowledged: list[tuple[str, str]], sit: Sit, read: Read
) -> None:
    records = read()
    there = records.answers()
    assert {path: str(there.get(path)) for path, _words in acknowledged} == dict(acknowledged)
    sitting = sit()
    sitting.find_patient("elif")
    sitting.hands.click("Resume consultation")
    left = [answer for answer in HEALTHY if answer[0] not in there]
    section = left[0][0].split("/")[0]
    sitting.hands.find(sitting.form.name(left[0][0]))
    for path, words in left:
        if path.startswith(section + "/"):
            sitting.form.answer(path, words)
    sitting.close()
    assert len(read().answers()) > len(there)
    assert read().states("consultation") == ["draft"]


def test_words_half_typed_are_kept_when_the_window_is_closed(sitting: Sitting, read: Read) -> None:
    walks.begin(sitting)
    sitting.hands.focus("Why the patient comes")
    sitting.hands.write("Pain on the")
    sitting.close()
    assert read().answers()["pt/pt.reason"] == "Pain on the"
