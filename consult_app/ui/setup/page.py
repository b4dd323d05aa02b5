"""What the pages of the first start share: a title, a quiet line, fields that say what is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.ui.kit import Dashes, FieldFrame, FormColumn, InlineError, Type, WrapLabel
from consult_app.ui.kit.tokens import Token
from consult_app.ui.setup.draft import Draft

WIDTH = 560


def can_wait() -> str:
    """Below what may be left out."""
    return _("Can wait: you find it under Clinic")


class SetupPage(FormColumn):
    """One page; it puts what was typed into the draft and says beside a field what is refused."""

    def __init__(self, title: str, line: str) -> None:
        super().__init__(width=WIDTH)
        self._dashes = Dashes(1, 1)
        self.add(self._dashes)
        self.add(WrapLabel(title, Type.PAGE, semibold=True, heading=True))
        self.add(WrapLabel(line, Type.BODY, Token.QUIET))
        self._error = InlineError()

    def show_step(self, step: int, total: int) -> None:
        """Which of how many pages this is."""
        self._dashes.show_done(step, total)

    def taken(self, draft: Draft) -> Draft:
        """The draft with what stands on this page."""
        raise NotImplementedError

    def check(self, draft: Draft) -> None:
        """Raise `Refused` where one cannot go on from here."""

    def fields(self) -> Mapping[str, FieldFrame]:
        """Code of a refusal -> the field that it is of."""
        return {}

    def first_field(self) -> QWidget:
        """What the keyboard comes to."""
        raise NotImplementedError

    def enter(self) -> None:
        """The keyboard is on the first field."""
        self.first_field().setFocus()

    def clear_errors(self) -> None:
        """One tries again."""
        self._error.set_error("")
        for frame in self.fields().values():
            frame.set_error("")

    def refuse(self, refused: Refused) -> None:
        """One sentence, beside the field where there is one."""
        frame = self.fields().get(refused.code)
        if frame is None:
            self._error.set_error(messages.sentence(refused))
            return
        frame.set_error(messages.sentence(refused))
        frame.control.setFocus()
