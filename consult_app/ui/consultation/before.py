"""What a returning patient said last time, beside the question: confirmed unchanged, or changed."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from consult_app.forms.model import Item, Path
from consult_app.i18n import _
from consult_app.services.answer_words import value_words
from consult_app.services.finding_words import item_words
from consult_app.services.wording import day_words
from consult_app.ui.consultation.desk import FormDesk
from consult_app.ui.kit import Button, Kind, Token, Type, WrapLabel, tokens
from consult_app.ui.kit.base import PaintedWidget, tall_policy

CONFIRM_KEYS = "Ctrl+Shift+U"
"""Confirms the question that has the keyboard."""


class BeforeLine(PaintedWidget):
    """One quiet line; while the question is open, a button that answers as last time.

    It keeps its room: nothing below it moves when it is answered.
    """

    def __init__(self, desk: FormDesk, item: Item, path: Path) -> None:
        super().__init__()
        self._desk, self._item, self._path = desk, item, path
        self.setSizePolicy(tall_policy())
        loaded = desk.session.loaded
        answer = value_words(item, loaded.carried[path], desk.language)
        day = day_words(loaded.carried_on[path], desk.language, short=True)
        self._last = _("On {day}: {answer}").format(day=day, answer=answer)
        self._same = _("{answer}, unchanged since {day}").format(day=day, answer=answer)
        self._words = WrapLabel(self._last, Type.HINT, Token.QUIET)
        self.button = Button(_("Confirm unchanged"), Kind.LINK)
        name = _("Confirm unchanged: {question}, {answer}")
        question = item_words(item, desk.language)
        self.button.setAccessibleName(name.format(question=question, answer=answer))
        keeps = self.button.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.button.setSizePolicy(keeps)
        self.button.clicked.connect(self.confirm)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.M)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)

    def confirm(self) -> None:
        """Answer as last time, with what hangs below the question."""
        if not self.button.isHidden():
            self._desk.changed.emit(self._desk.session.carried_under(self._path))
            self._desk.passed.emit(self._path)

    def show_answer(self, *, answered: bool, editable: bool) -> None:
        """Where the question stands now."""
        session = self._desk.session
        same = answered and session.value(self._path) == session.loaded.carried[self._path]
        self._words.set_text(self._same if same else self._last)
        self.button.setVisible(editable and not answered)
