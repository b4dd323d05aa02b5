"""A question left for the physician, from any page of the patient's view."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.conversation import Question
from consult_app.i18n import _
from consult_app.ui.consent.sight import reveal
from consult_app.ui.consent.talk import Talk
from consult_app.ui.kit import (
    Button,
    FlowRow,
    InlineError,
    Kind,
    Size,
    TextField,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.access import announce
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import PATIENT_BODY, Token


class AskBox(QWidget):
    """A link that opens a field; what is asked waits for its answer before the signature."""

    def __init__(self, talk: Talk) -> None:
        super().__init__()
        self._talk = talk
        self._open = Button(
            _("Leave a question"), Kind.LINK, icon="message-circle", size=Size.PATIENT, strong=False
        )
        self._label = WrapLabel(_("Your question"), PATIENT_BODY)
        self._label.setAccessibleName("")  # the field itself says it
        self._field = TextField(name=_("Your question"), size=Size.PATIENT)
        self._wrong = InlineError(size=Size.PATIENT)
        self._keep = Button(_("Keep this question"), size=Size.PATIENT)
        self._away = Button(_("Ask nothing"), Kind.QUIET, size=Size.PATIENT)
        self._kept = WrapLabel("", PATIENT_BODY, Token.PATIENT_QUIET)
        self._lay_out()
        self._open.clicked.connect(self._begin)
        self._keep.clicked.connect(self._leave)
        self._away.clicked.connect(self._put_away)

    def _lay_out(self) -> None:
        self._box = QWidget()
        inside = QVBoxLayout(self._box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(tokens.S)
        ways = FlowRow(tokens.M)
        ways.add(self._keep)
        ways.add(self._away)
        for widget in (self._label, self._field, self._wrong, ways):
            inside.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._box)
        column.addWidget(self._kept)
        self.setSizePolicy(tall_policy())
        self._box.hide()
        self._kept.hide()

    def _begin(self) -> None:
        self._open.hide()
        self._box.show()
        self._kept.hide()
        self._field.setFocus()
        reveal(self._box)

    def _put_away(self) -> None:
        self._wrong.set_error("")
        self._box.hide()
        self._open.show()
        self._open.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps the question, Escape puts the field away."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._box.isHidden():
            self._leave()
        elif event.key() == Qt.Key.Key_Escape and not self._box.isHidden():
            self._put_away()
        elif not self._box.isHidden():
            event.accept()  # a letter in a question is no answer to a statement
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        words = " ".join(self._field.text.split())
        if not words:
            self._wrong.set_error(_("Write the question first."))
            self._field.setFocus()
            return
        said = self._talk.said
        self._talk.say(replace(said, questions=(*said.questions, Question(words))))
        self._field.set_text("")
        self._put_away()
        kept = _("Your question is kept. We answer it before you sign.")
        self._kept.set_text(kept)
        self._kept.show()
        announce(self._kept, kept)
