"""A consent whose window is killed at each step: it goes on at the same page, with every answer."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from consult_app.domain.consent import Consent, ConsentState
from consult_app.services import consents
from consult_app.storage.store import Store
from tests.ui.consent.seat import Seat, sit_down, walk_until_killed

PATIENCE_S = 120.0


def kill_at(step: int, folder: Path, consultation_id: int) -> str:
    """Kill the patient's window with signal 9 at its `step`; the heading of that page."""
    context = multiprocessing.get_context("spawn")
    inbox, outbox = context.Pipe()
    walker = context.Process(
        target=walk_until_killed, args=(folder, consultation_id, outbox), daemon=True
    )
    walker.start()
    outbox.close()
    heading = ""
    for number in range(step):
        if number:
            inbox.send("on")
        assert inbox.poll(PATIENCE_S)
        heading = inbox.recv()
    walker.kill()
    walker.join(PATIENCE_S)
    inbox.close()
    return heading


def stored(seat: Seat, consultation_id: int) -> Consent:
    with seat.store.read() as tx:
        consent = consents.newest(tx, consultation_id)
    assert consent is not None
    return consent


@pytest.mark.parametrize(
    ("step", "heading", "replies", "state"),
    [
        (4, "What could go wrong", 3, ConsentState.OPEN),
        (10, "In your own words", 10, ConsentState.OPEN),
        (13, "Your finished document", 10, ConsentState.PATIENT_SIGNED),
    ],
)
def test_consent_killed_at_a_step_goes_on_there_with_every_answer(
    qapp: QApplication,
    waiting: tuple[Path, int],
    step: int,
    heading: str,
    replies: int,
    state: ConsentState,
) -> None:
    folder, consultation_id = waiting
    assert kill_at(step, folder, consultation_id) == heading
    seat = sit_down(qapp, folder, consultation_id)
    consent = stored(seat, consultation_id)
    seat.hand_over()
    there = seat.view.page.heading
    seat.close()
    assert there == heading
    assert len(consent.conversation.replies) == replies
    assert consent.state is state
    with Store.open(folder, create=False):
        pass  # it opens again, whole
