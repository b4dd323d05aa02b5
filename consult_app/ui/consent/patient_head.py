"""The top of the patient's view: whose it is, how far they have come, larger text, the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from consult_app.i18n import _
from consult_app.ui.kit import Button, Dashes, Kind, Size, Surface, Theme, Type, WrapLabel, tokens
from consult_app.ui.kit.tokens import Token


class PatientHead(Surface):
    """`physician()` when the physician wants the screen back."""

    physician = Signal()

    def __init__(self, theme: Theme, name: str, pages: int) -> None:
        super().__init__("bottom")
        self.dashes = Dashes(pages)
        smaller = Button("A", Kind.QUIET)
        larger = Button("A", Kind.QUIET, size=Size.PATIENT)
        smaller.setAccessibleName(_("Smaller text"))
        larger.setAccessibleName(_("Larger text"))
        smaller.clicked.connect(lambda: theme.step_scale(up=False))
        larger.clicked.connect(lambda: theme.step_scale(up=True))
        back = Button(_("For the physician"), Kind.QUIET)
        back.clicked.connect(self.physician)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.XXXL, tokens.S, tokens.XL, tokens.S)
        row.setSpacing(tokens.L)
        middle = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(WrapLabel(name, Type.QUESTION, Token.QUIET), 1)
        row.addWidget(self.dashes, 0, middle)
        controls = QHBoxLayout()
        controls.setSpacing(0)
        controls.addStretch()
        for button in (smaller, larger, back):
            controls.addWidget(button, 0, middle)
        row.addLayout(controls, 1)
