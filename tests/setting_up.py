"""The first start by keys alone, as a physician types it who is alone in a clinic."""

from __future__ import annotations

from PySide6.QtCore import Qt

from consult_app.ui.hands import Hands

CTRL = Qt.KeyboardModifier.ControlModifier
RETURN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
CLINIC, NAME, TITLE = "Klinik Örnek", "Ayşe Kaya", "Dr"


def type_set_up(hands: Hands, password: str) -> None:
    """Only what is needed: every page that can wait is passed by."""
    hands.find("Step 1 of 7")
    hands.write(CLINIC)
    for step in (2, 3, 4):
        hands.press(RETURN, CTRL)
        hands.find(f"Step {step} of 7")
    hands.write(TITLE)
    hands.press(TAB)
    hands.write(NAME)
    hands.press(RETURN, CTRL)
    hands.find("Step 5 of 7")
    hands.write(password)
    hands.press(RETURN, CTRL)


def note_code(hands: Hands) -> str:
    """Type two groups of the recovery code, as from the sheet; the code."""
    hands.find("The recovery code")
    code = next(w for w in hands.reading().split(" | ") if w.count("-") == 6)
    for group in (2, 5):
        hands.fill(f"Group {group}", code.split("-")[group - 1])
    hands.press(RETURN, CTRL)
    return code
