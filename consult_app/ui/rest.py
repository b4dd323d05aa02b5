"""What a patient sees when the screen was left with them: nothing of anybody, and whom to call."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.i18n import _, speaking
from consult_app.ui.kit import EmptyState


class RestPage(QWidget):
    """`woken()` when somebody of the clinic goes on to the log-in. `language`: the patient's."""

    woken = Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        with speaking(language):
            self._state = EmptyState(
                "lock",
                _("This screen is resting"),
                _("For the clinic: go on"),
                detail=_("Please call somebody of the clinic. What you answered is kept."),
            )
        self._state.acted.connect(self.woken)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._state)

    def enter(self) -> None:
        """The keyboard is on the one button."""
        self._state.setFocus()
