"""What the parts of the clinic's page share: a column, a line for what was done or refused."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services.wording import clock_words
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Card, InlineError, NoteLine, Type, WrapLabel, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import Token


class Part(QWidget):
    """A column of titled cards and, at its foot, what was saved or stands in the way.

    `widest` is in pixels at 100 %; `fills`: it takes what height the page has left.
    """

    widest = tokens.FORM_WIDTH
    fills = False

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.L)
        self._error = InlineError()
        self._note = NoteLine()
        self.setSizePolicy(tall_policy())

    def enter(self) -> None:
        """Called whenever the part is shown: read anew."""

    def add_card(self, title: str, explained: str = "") -> Card:
        """A card below those before, with its title and what it is for above it."""
        head = QVBoxLayout()
        head.setSpacing(tokens.XS)
        head.addWidget(WrapLabel(title, Type.QUESTION, semibold=True, heading=True))
        if explained:
            head.addWidget(WrapLabel(explained, Type.HINT, Token.QUIET))
        card = Card(padding=tokens.XL)
        block = QVBoxLayout()
        block.setSpacing(tokens.S)
        block.addLayout(head)
        block.addWidget(card)
        self._column.addLayout(block)
        return card

    def add_foot(self, button: Button) -> None:
        """The button that saves, and the line that says how it went."""
        self._column.addWidget(self._error)
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignTrailing)
        self._column.addWidget(self._note)
        self._column.addStretch()

    def say_saved(self) -> None:
        """The change is on the disk."""
        self._error.set_error("")
        at = clock_words(self.ctx.acting.now(), self.ctx.language, seconds=True)
        self._note.set_echo(_("Saved {time}").format(time=at))

    def say_refused(self, refused: Refused) -> None:
        """Nothing was changed, and why."""
        self._note.set_echo("")
        self._error.set_error(messages.sentence(refused))
