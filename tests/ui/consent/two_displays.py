"""Run as a process of its own, for Qt asks for the displays once: hands over on the second one.

`python -m tests.ui.consent.two_displays FOLDER CONSULTATION` prints where the window was: handed
over, and taken back.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.ui.consent.seat import sit_down


def main(folder: str, consultation_id: str) -> None:
    """Hand over on the second display, then take the screen back."""
    seat = sit_down(QApplication(["two"]), Path(folder), int(consultation_id))
    hands, window = seat.hands, seat.window
    hands.click("Hand over to the patient")
    hands.click("Display 2: 800 × 1280")
    hands.find("For the patient")
    hands.settle()
    where = window.geometry()
    print(window.screen().name(), where.x(), where.y(), where.width(), where.height())
    hands.click("For the physician")
    hands.click("Take the screen back")
    hands.settle()
    print(window.screen().name(), window.width(), window.height())
    seat.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
