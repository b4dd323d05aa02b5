"""Pictures of the treatment, the sheets and the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from consult_app.services import shelf
from consult_app.ui.storyline import ending
from tools.scenes.common import (
    CTRL,
    RETURN,
    Sit,
    copy_of,
    open_story,
)

if TYPE_CHECKING:
    pass


def treatment(sit: Sit, clinic: Path, room: Path) -> None:
    """The gate, the session's form, the sheets, the end, and notes beside a closed record."""
    tour = sit(copy_of(clinic, room, "treatment"))
    hands, take = tour.hands, tour.take
    for story in ("draft", "withdrawn", "deferred"):
        open_story(tour, story, "Treatment")
        take(f"gate-{story}")
    open_story(tour, "draft", "Aftercare")
    take("aftercare-too-early")
    open_story(tour, "deferred", "Aftercare")
    take("aftercare-deferred")
    open_story(tour, "consented", "Treatment")
    take("form")
    hands.press(RETURN, CTRL)
    take("form-errors")
    hands.answer("Has anything changed since the decision?", "Something has")
    take("form-changed")
    hands.answer("Any reaction right away?", "Reaction")
    take("form-reaction")
    script = shelf.shipped()
    sterile = script.treatment_record["sterile"].text["en"]
    ending.record_treatment(hands, script.demo.treatment, script.demo.product["lot"], sterile)
    take("form-filled")
    hands.click("Record the treatment")
    hands.find("Go on to the aftercare sheet")
    take("recorded")
    hands.click("Go on to the aftercare sheet")
    take("aftercare")
    hands.click("Make the aftercare sheet")
    hands.settle()
    take("aftercare-sheet")
    hands.click("Make the assessment summary")
    hands.find("Close the consultation")
    take("aftercare-all")
    hands.click("Close the consultation")
    hands.find("Back to today")
    take("closed")
    hands.click("Add a note")
    take("note")
    hands.click("Keep the note")
    take("note-errors")
    tour.close()
