"""What every page of the patient's view has: a heading, its words for a screen reader, the ask."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui.kit import FormColumn, Segmented, WrapLabel, tokens
from consult_app.ui.kit.tokens import PATIENT_TITLE

_MARGIN = tokens.XXXL
SHORT = 640
"""Pixels of a page below which it has less air, so that more of the text is seen at once."""


def title(words: str) -> WrapLabel:
    """The heading of one of the patient's pages."""
    return WrapLabel(words, PATIENT_TITLE, semibold=True, heading=True)


class PatientPage(FormColumn):
    """One page. It takes the keyboard itself when it begins, so that it is read from its top.

    A letter that answers goes to the first statement that waits, without a Tab before.
    """

    role = QAccessible.Role.Document
    shows_no_ring = True

    def __init__(self, heading: str, *, width: int = tokens.PATIENT_WIDTH) -> None:
        super().__init__(width=width, margin=_MARGIN)
        self.heading = heading
        self.setAccessibleName(heading)
        self.add(title(heading))

    def margin_above(self) -> int:
        room = self.parentWidget()
        return tokens.XL if room is not None and room.height() < SHORT else _MARGIN

    def add_text(self, widget: QWidget) -> None:
        """A part of the text: shown, and read out when the page begins."""
        self.add(widget)
        said = (self.accessibleDescription(), *_spoken(widget))
        self.setAccessibleDescription(" ".join(words for words in said if words))

    def enter(self) -> None:
        """The page begins: the keyboard is on it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """The page goes: what is half done is handed over."""

    def ready(self) -> bool:
        """Whether one may go on; says what is missing."""
        return True

    def waiting(self) -> Segmented | None:
        """What a letter answers, wherever on the page the keyboard is."""
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        answers = self.waiting()
        letters = {o.key for o in answers.options if o.key} if answers else set()
        if answers is not None and event.text().upper() in letters:
            answers.setFocus(Qt.FocusReason.TabFocusReason)
            answers.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


def _spoken(widget: QWidget) -> list[str]:
    """The words of a part, its own or those of what it holds."""
    own = widget.accessibleName()
    inner = [child.accessibleName() for child in widget.findChildren(WrapLabel)]
    return [own] if own and not inner else inner or [own]
