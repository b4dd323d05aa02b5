"""What one seldom needs of a consultation: wrong patient, abandon, export; under the band."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from consult_app.domain.consultation import MOVES, Move, State
from consult_app.i18n import _, mark
from consult_app.ui.consultation.reason_line import ReasonLine
from consult_app.ui.kit import Button, Kind, Surface, tokens

_WORDS = {
    Move.WRONG_PATIENT: (
        mark("Wrong patient"),
        mark(
            "Everything entered here stays readable and is marked as entered in error; "
            "its documents become void. Nothing is copied to another patient."
        ),
        mark("Mark as entered in error"),
    ),
    Move.ABANDON: (
        mark("Abandon the consultation"),
        mark("It ends without a decision. What was answered stays readable."),
        mark("Abandon it"),
    ),
}


class MoreBar(Surface):
    """Hidden until asked for. `moved(move, reason)`; `take_out()` to where it is exported;
    `closed()` when it is put away."""

    take_out = Signal()
    moved = Signal(object, str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__("bottom")
        self._line: ReasonLine | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(tokens.XXL, tokens.M, tokens.XXL, tokens.M)
        self._column.setSpacing(tokens.M)
        row = QHBoxLayout()
        row.setSpacing(tokens.S)
        self._buttons = {}
        for move, (words, _explanation, _confirm) in _WORDS.items():
            button = Button(_(words), Kind.QUIET)
            button.clicked.connect(lambda _checked=False, m=move: self._ask(m))
            row.addWidget(button)
            self._buttons[move] = button
        self._export = Button(_("Export this consultation"), Kind.QUIET)
        self._export.clicked.connect(self.take_out)
        row.addWidget(self._export)
        row.addStretch()
        self._column.addLayout(row)
        self._below = QHBoxLayout()
        self._below.addStretch()
        self._column.addLayout(self._below)
        self.hide()

    def open_for(self, state: State) -> None:
        """Offer what this state permits."""
        for move, button in self._buttons.items():
            button.setVisible((state, move) in MOVES)
        self._drop()
        self.show()
        ways = (*self._buttons.values(), self._export)
        next(way for way in ways if not way.isHidden()).setFocus()

    def refuse(self, sentence: str) -> None:
        if self._line is not None:
            self._line.refuse(sentence)

    def _ask(self, move: Move) -> None:
        self._drop()
        _title, explanation, confirm = _WORDS[move]
        self._line = ReasonLine(_(explanation), _(confirm), danger=True)
        self._line.setMaximumWidth(self.theme.px(tokens.FORM_WIDTH))
        self._line.confirmed.connect(lambda reason: self.moved.emit(move, reason))
        self._line.left.connect(self._close)
        self._below.insertWidget(0, self._line, 1)
        self._line.enter()

    def _drop(self) -> None:
        if self._line is not None:
            self._line.hide()
            self._line.deleteLater()
            self._line = None

    def _close(self) -> None:
        self._drop()
        self.hide()
        self.closed.emit()
