"""A new password: the field, what is still missing while it is typed, and a look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain import passwords
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.ui.kit import Button, FieldFrame, Kind, SecretField, tokens
from consult_app.ui.kit.base import tall_policy


class NewPassword(QWidget):
    """`text` is what was typed; `expected` gives the names that anyone here would try."""

    def __init__(self, label: str, expected: Callable[[], Iterable[str]] = tuple) -> None:
        super().__init__()
        self._expected = expected
        self.field = SecretField()
        self._help = _("{least} characters or more: three or four words of your own").format(
            least=passwords.SHORTEST
        )
        self._frame = FieldFrame(label, self.field, help_text=self._help)
        self.field.changed.connect(self._judge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.XS)
        column.addWidget(self._frame)
        column.addWidget(show_button(self.field), 0, Qt.AlignmentFlag.AlignLeading)
        self.setSizePolicy(tall_policy())

    @property
    def text(self) -> str:
        return self.field.text

    def set_error(self, sentence: str) -> None:
        """What the use case said of it."""
        self._frame.set_error(sentence)

    def clear(self) -> None:
        """Ready for another one."""
        self.field.clear()
        self._frame.note.set_echo("")

    def _judge(self, text: str) -> None:
        self._frame.set_error("")
        try:
            passwords.check(text, self._expected())
        except Refused as refused:
            self._frame.note.set_echo(messages.sentence(refused) if text else "")
        else:
            self._frame.note.set_echo(_("Long enough, and not easily guessed"))


def show_button(field: SecretField) -> Button:
    """Shows what stands in the field, and hides it again."""
    button = Button(_("Show what is typed"), Kind.LINK)
    button.setCheckable(True)

    def turn(shown: bool) -> None:
        field.set_shown(shown)
        button.set_label(_("Hide what is typed") if shown else _("Show what is typed"))

    button.toggled.connect(turn)
    return button
