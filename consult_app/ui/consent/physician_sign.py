"""The physician's signature: what it means, whose it is, when, and the pad."""

from __future__ import annotations

from PySide6.QtCore import Signal

from consult_app.domain.blocks import Stroke
from consult_app.i18n import _
from consult_app.ui.kit import Card, InlineError, SignaturePad, Type, WrapLabel, tokens
from consult_app.ui.kit.tokens import Token


class PhysicianSign(Card):
    """`changed()` after each stroke."""

    changed = Signal()

    def __init__(self, means: str, name: str, day: str) -> None:
        super().__init__(padding=tokens.XL)
        self._pad = SignaturePad(_("Physician signature"))
        self._error = InlineError()
        self.add(WrapLabel(means, Type.QUESTION))
        self.add(WrapLabel(f"{name} · {day}", Type.BODY, Token.QUIET))
        self.add(self._pad)
        self.add(self._error)
        self._pad.changed.connect(self._drawn)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        return self._pad.strokes

    def enter(self) -> None:
        """The keyboard to the pad: Enter signs, Backspace undoes."""
        self._pad.setFocus()

    def set_error(self, sentence: str) -> None:
        """Why it was not taken."""
        self._error.set_error(sentence)

    def _drawn(self) -> None:
        self._error.set_error("")
        self.changed.emit()
