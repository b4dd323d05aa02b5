"""A line under the band of a consultation that is not what it seems: abandoned, or a mistake."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from consult_app.domain.consultation import State
from consult_app.i18n import _, mark
from consult_app.ui.kit import Chip, Surface, Verdict, WrapLabel, tokens
from consult_app.ui.words import CONSULTATION

_SENTENCES = {
    State.ABANDONED: mark("It ended without a decision. What was answered stays readable."),
    State.IN_ERROR: mark("None of this belongs to this patient, and its documents are void."),
}


class StandingLine(Surface):
    """Hidden while the consultation goes its usual way."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(tokens.XXL, tokens.S, tokens.XXL, tokens.S)
        self._row.setSpacing(tokens.M)
        self.hide()

    def show_state(self, state: State) -> None:
        """Say how it ended; nothing is said twice."""
        sentence = _SENTENCES.get(state)
        self.setVisible(sentence is not None)
        if sentence is None or self._row.count():
            return
        verdict = Verdict.STOP if state is State.IN_ERROR else Verdict.CAUTION
        chip = Chip(_(CONSULTATION[state]), verdict, icon=verdict.icon)
        self._row.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(WrapLabel(_(sentence)), 1)
