"""The line of buttons under what is recorded beside a finding: keep it, or put it away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from consult_app.i18n import _
from consult_app.ui.kit import Button, Kind, tokens


def keep_or_leave(
    words: str, keep: Callable[[], object], leave: Callable[[], object]
) -> QHBoxLayout:
    """`words` on the button that keeps."""
    line = QHBoxLayout()
    line.setSpacing(tokens.S)
    for button, pressed in ((Button(words), keep), (Button(_("Put away"), Kind.QUIET), leave)):
        button.clicked.connect(lambda _checked=False, press=pressed: press())
        line.addWidget(button)
    line.addStretch()
    return line
