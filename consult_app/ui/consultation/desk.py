"""What the rows of a form share: who acts, the open session, and the one way answers go out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from consult_app.forms.model import Path, Value
from consult_app.services.assessment import AnswerConflict, AssessmentSession
from consult_app.services.language import heard
from consult_app.ui.context import Context

if TYPE_CHECKING:
    from consult_app.ui.consultation.row import QuestionRow

Changes = Mapping[Path, Value | None]


class FormDesk(QObject):
    """Handed to every row once.

    `changed(changes)`: a person answered; `passed(path)`: the keyboard may go on from there;
    `added(path)`, `removed(path)`: another occurrence of a group, or one less; `unfolded()`: a
    closed group was opened; `resolved(conflict, mine)`: which of two answers holds.
    """

    changed = Signal(object)
    passed = Signal(str)
    added = Signal(str)
    removed = Signal(str)
    unfolded = Signal()
    resolved = Signal(object, bool)

    def __init__(self, ctx: Context, session: AssessmentSession, parent: QObject) -> None:
        super().__init__(parent)
        self.ctx, self.session = ctx, session
        self.rows: dict[QWidget, QuestionRow] = {}
        self.conflicts: dict[Path, AnswerConflict] = {}
        self.folded: set[Path] = set()

    @property
    def language(self) -> str:
        """The language of the questions: that of the window, where the pack has it."""
        return self.ctx.language

    @property
    def spoken(self) -> str:
        """The language in which a question is said to this patient."""
        session = self.session
        loaded, form = session.loaded, session.state.form
        return heard(loaded.pack, form, loaded.patient, self.ctx.language)

    def row_at_focus(self) -> QuestionRow | None:
        """The row that has the keyboard."""
        widget: QWidget | None = QApplication.focusWidget()
        while widget is not None:
            row = self.rows.get(widget)
            if row is not None:
                return row
            widget = widget.parentWidget()
        return None
