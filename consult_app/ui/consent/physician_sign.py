"""The physician's part: by what the patient is known, what the signature means, whose, and when."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.blocks import Stroke
from consult_app.domain.consent import IDENTIFIERS, Identifier
from consult_app.i18n import _, series
from consult_app.services.consent_words import identifier_words
from consult_app.ui.kit import (
    AnswerRow,
    Card,
    Choice,
    ChoiceList,
    InlineError,
    SignaturePad,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import Token


class PhysicianSign(Card):
    """`changed()` after each stroke and each identifier. `known`: what stands in the record."""

    changed = Signal()

    def __init__(self, means: str, name: str, day: str, known: dict[Identifier, str]) -> None:
        super().__init__()
        self._by = ChoiceList(
            [Choice(i.value, identifier_words(i), known.get(i, "")) for i in Identifier],
            multiple=True,
        )
        self._row = AnswerRow(
            _("By what do you know that this is the patient?"),
            self._by,
            help_text=_("Ask for two, and compare them with the record."),
            wide=True,
        )
        self._pad = SignaturePad(_("Physician signature"))
        self._error = InlineError()
        signing = QWidget()
        column = QVBoxLayout(signing)
        column.setContentsMargins(*(tokens.XL,) * 4)
        column.setSpacing(tokens.M)
        column.addWidget(WrapLabel(means, Type.QUESTION))
        column.addWidget(WrapLabel(series((name, day), " · "), Type.BODY, Token.QUIET))
        column.addWidget(self._pad)
        column.addWidget(self._error)
        signing.setSizePolicy(tall_policy())
        self.add(self._row)
        self.add(signing)
        self._pad.changed.connect(self._drawn)
        self._by.chosen.connect(self._chose)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        return self._pad.strokes

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """Those that were compared with the record."""
        return tuple(Identifier(value) for value in self._by.values)

    @property
    def known(self) -> bool:
        """Whether the patient is known by two."""
        return len(self.identifiers) >= IDENTIFIERS

    @property
    def complete(self) -> bool:
        """Whether all is there but the proof of who signs."""
        return self.known and bool(self.strokes)

    def enter(self) -> None:
        """The keyboard to the identifiers, then to the pad: Enter signs, Backspace undoes."""
        (self._pad if self.known else self._by).setFocus()

    def ready(self) -> bool:
        """Whether it can be signed; says what is missing and goes there."""
        if not self.known:
            self._row.set_error(_("Choose the two by which you know the patient."))
        elif not self.strokes:
            self.set_error(_("Please sign in the box first."))
        if not self.complete:
            self.enter()
        return self.complete

    def set_error(self, sentence: str) -> None:
        """Why it was not taken."""
        self._error.set_error(sentence)

    def _chose(self, _values: tuple[str, ...]) -> None:
        self._row.set_error("")
        if self.known:
            self._pad.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

    def _drawn(self) -> None:
        self._error.set_error("")
        self.changed.emit()
