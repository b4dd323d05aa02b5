"""A new password: the field, what is still missing while it is typed, and a look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain import passwords
from consult_app.errors import Refused
from consult_app.i18n import _, mark
from consult_app.services import strength
from consult_app.services.strength import Strength
from consult_app.ui.kit import Button, FieldFrame, Kind, SecretField, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.work import Lane, Work

PAUSE_MS = 200
"""How long the keys are still before anyone estimates what was typed."""
MARKS = {
    0: mark("Weak."),
    1: mark("Weak."),
    2: mark("Fair."),
    3: mark("Strong."),
    4: mark("Very strong."),
}
"""What an estimate of 0 to 4 is called."""


class NewPassword(QWidget):
    """`text` is what was typed; `expected` gives the names that anyone here would try.

    While it is typed, the line below tells what is missing, then how strong it is.
    """

    def __init__(
        self, label: str, work: Work, expected: Callable[[], Iterable[str]] = tuple
    ) -> None:
        super().__init__()
        self._work, self._expected = work, expected
        self.field = SecretField()
        self._help = _("{least} characters or more: three or four words of your own").format(
            least=passwords.SHORTEST
        )
        self._frame = FieldFrame(label, self.field, help_text=self._help)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._estimate)
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
        self._pause.stop()
        self.field.clear()
        self._frame.note.set_echo("")

    def _judge(self, text: str) -> None:
        """At each key what costs nothing to see; the rest once the keys are still."""
        self._frame.set_error("")
        self._pause.stop()
        try:
            passwords.check(text, self._expected())
        except Refused as refused:
            self._frame.note.set_echo(messages.sentence(refused) if text else "")
        else:
            self._frame.note.set_echo(_("Long enough"))
            self._pause.start()

    def _estimate(self) -> None:
        text = self.text
        job = partial(strength.estimate, text, tuple(self._expected()))
        self._work.run(Lane.READ, self, job, partial(self._tell, text), self._cannot_tell)

    def _tell(self, text: str, found: Strength) -> None:
        if text == self.text:  # else keys were pressed meanwhile, and the next estimate comes
            words = _(MARKS[found.score]) if found.allowed else ""
            self._frame.note.set_echo(" ".join(part for part in (words, found.hint) if part))

    def _cannot_tell(self, refused: Refused) -> None:
        self._frame.note.set_echo(messages.sentence(refused))


def show_button(field: SecretField) -> Button:
    """Shows what stands in the field, and hides it again."""
    button = Button(_("Show what is typed"), Kind.LINK)
    button.setCheckable(True)

    def turn(shown: bool) -> None:
        field.set_shown(shown)
        button.set_label(_("Hide what is typed") if shown else _("Show what is typed"))

    button.toggled.connect(turn)
    return button
