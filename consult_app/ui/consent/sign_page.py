"""Where the patient signs: on the pad, by a mark before a witness, or by typing the name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.blocks import Stroke
from consult_app.domain.consent import BY_HAND, Hand, Manner
from consult_app.i18n import _
from consult_app.ui.consent.patient_page import PatientPage
from consult_app.ui.consent.sight import reveal
from consult_app.ui.kit import (
    AnswerRow,
    Button,
    Card,
    InlineError,
    Kind,
    Option,
    Segmented,
    SignaturePad,
    Size,
    TextField,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import PATIENT_BODY


class SignPage(PatientPage):
    """What the signature means, whose it is, and the pad; another way for who cannot write.

    `names`: who signs; two guardians each have a pad of their own.
    """

    def __init__(self, means: str, names: Sequence[str]) -> None:
        super().__init__(_("Your signature"))
        self._pad = SignaturePad(_("Patient signature"), size=Size.PATIENT)
        self._second: SignaturePad | None = None
        self._others = _OtherWays()
        self._error = InlineError(size=Size.PATIENT)
        self.add_text(WrapLabel(means, PATIENT_BODY, max_characters=tokens.PATIENT_CHARACTERS))
        self.add_text(WrapLabel(names[0], PATIENT_BODY, semibold=True))
        self.add(self._pad)
        for name in names[1:]:
            role = _("Signature: {name}").format(name=name)
            self._second = SignaturePad(role, size=Size.PATIENT)
            self.add(self._second)
            self._second.changed.connect(lambda: self.set_error(""))
        self.add(self._error)
        self.add(self._others)
        self._pad.changed.connect(lambda: self.set_error(""))
        self._others.chosen.connect(self._choose)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        return self._pad.strokes

    @property
    def second(self) -> tuple[Stroke, ...]:
        """Those of the other guardian."""
        return self._second.strokes if self._second is not None else ()

    @property
    def hand(self) -> Hand:
        """How it is signed."""
        return self._others.hand

    @property
    def is_empty(self) -> bool:
        """Whether nothing was drawn where something is to be drawn."""
        return self.hand.manner is not Manner.TYPED and not self.strokes

    def enter(self) -> None:
        """The keyboard to the pad: Enter signs, Backspace undoes."""
        self._pad.setFocus()

    def set_error(self, sentence: str) -> None:
        """Why it was not taken."""
        self._error.set_error(sentence)
        if sentence:
            reveal(self._error)

    def _choose(self, value: str | None) -> None:
        self.set_error("")
        self._others.show_manner(Manner(value) if value else Manner.DRAWN)
        self._pad.setVisible(self.hand.manner is not Manner.TYPED)


class _OtherWays(QWidget):
    """A link that opens the two other ways, each with what it needs."""

    def __init__(self) -> None:
        super().__init__()
        self._open = Button(
            _("I cannot sign by hand"), Kind.LINK, icon="pen-line", size=Size.PATIENT, strong=False
        )
        self._ways = Segmented(
            (
                Option(Manner.MARK.value, _("I make a mark")),
                Option(Manner.TYPED.value, _("I type my name")),
            ),
            size=Size.PATIENT,
        )
        self.chosen = self._ways.chosen
        self._card = Card()
        self._card.add(AnswerRow(_("How do you want to sign?"), self._ways, size=Size.PATIENT))
        self._witness = _Named(_("Name of who sees the mark being made"))
        self._seen = SignaturePad(_("Signature of the witness"), size=Size.PATIENT)
        self._typed = _Named(_("Your name, as it stands above"))
        self._reason = _Named(_("Why you do not sign by hand"))
        self._mark = _Asked(
            _("Make your mark in the box above. Somebody who sees it signs here."),
            (self._witness, self._seen),
        )
        self._type = _Asked("", (self._typed, self._reason))
        for part in (self._mark, self._type):
            self._card.add(part)
            part.hide()
        self._card.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._card)
        self.setSizePolicy(tall_policy())
        self._open.clicked.connect(self._show)

    @property
    def hand(self) -> Hand:
        """What is chosen and entered here; drawn by hand as long as nothing is chosen."""
        match self._ways.value:
            case Manner.MARK.value:
                witness = " ".join(self._witness.text.split())
                return Hand(Manner.MARK, witness=witness, seen=self._seen.strokes)
            case Manner.TYPED.value:
                reason = " ".join(self._reason.text.split())
                return Hand(Manner.TYPED, reason=reason, typed=self._typed.text)
        return BY_HAND

    def show_manner(self, manner: Manner) -> None:
        """What this way needs; the keyboard goes there."""
        self._mark.setVisible(manner is Manner.MARK)
        self._type.setVisible(manner is Manner.TYPED)
        if manner is not Manner.DRAWN:
            wanted = self._witness if manner is Manner.MARK else self._typed
            wanted.setFocus()
            reveal(wanted)

    def _show(self) -> None:
        self._open.hide()
        self._card.show()
        self._ways.setFocus(Qt.FocusReason.TabFocusReason)
        reveal(self._card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space in a field that refused it does not turn the page."""
        if event.key() == Qt.Key.Key_Space:
            event.accept()
        else:
            super().keyPressEvent(event)


class _Named(TextField):
    """A field with the words that stand above it."""

    def __init__(self, words: str) -> None:
        super().__init__(name=words, size=Size.PATIENT)
        self.words = words


class _Asked(QWidget):
    """Fields one under the other, each with its name above."""

    def __init__(self, words: str, fields: Sequence[_Named | SignaturePad]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.XL, tokens.L, tokens.XL, tokens.XL)
        column.setSpacing(tokens.S)
        if words:
            column.addWidget(WrapLabel(words, PATIENT_BODY))
        for field in fields:
            if isinstance(field, _Named):
                label = WrapLabel(field.words, PATIENT_BODY)
                label.setAccessibleName("")  # the field itself says it
                column.addWidget(label)
            column.addWidget(field)
        self.setSizePolicy(tall_policy())
