"""One line of the day's list: when, who, how far, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.consultation import State, VisitState
from consult_app.i18n import _, series
from consult_app.services.day import VisitLine
from consult_app.ui.kit import Button, Chip, Kind, Type, Verdict, WrapLabel, tokens
from consult_app.ui.kit.base import PaintedWidget, start_painting, tall_policy
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.lacks import LackRow
from consult_app.ui.words import CONSULTATION, VISIT

if TYPE_CHECKING:  # what reads it comes along once the day's list stands
    from consult_app.services.arrivals import Arrival

_TIME_WIDTH = 56
_OPENED = {State.DECIDED, State.CLOSED}


class VisitRow(PaintedWidget):
    """Enter starts or opens the consultation, Space says that the patient has arrived.

    Signals: `start()`, `moved_to(VisitState)`, `record()` to see the patient, `lack(Line)` for what
    lacks, `walked(key)` for Up and Down, `typed(text)` for letters, which filter the list.
    """

    start = Signal()
    moved_to = Signal(object)
    record = Signal()
    lack = Signal(object)
    walked = Signal(int)
    typed = Signal(str)
    role = QAccessible.Role.ListItem

    def __init__(self, line: VisitLine, facts: str, *, may_start: bool) -> None:
        super().__init__()
        self.line = line
        self._may_start = may_start
        self.start_button: Button | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(tall_policy())
        self._lacks = LackRow(line.patient.name)
        self._lacks.pressed.connect(self.lack)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, tokens.S, tokens.L, tokens.S)
        whole.setSpacing(tokens.XS)
        row = QHBoxLayout()
        row.setSpacing(tokens.M)
        whole.addLayout(row)
        self._lay_out(row, facts)
        self._beneath = QHBoxLayout()
        self._beneath.addWidget(self._lacks)
        whole.addLayout(self._beneath)
        self._lacks.setVisible(line.visit.state is not VisitState.DONE)
        self.restyled()
        self._said = self._words(facts)
        self.setAccessibleName(series(self._said))

    def show_arrival(self, arrival: Arrival) -> None:
        """What lacks, and whether a consultation from before is taken up again."""
        before: QWidget = self
        for part in self._lacks.show_arrival(arrival):
            QWidget.setTabOrder(before, part)
            before = part
        lacks = [one.words for one in arrival.lines]
        self.setAccessibleName(series((*self._said, *lacks)))
        words = _start_words(arrival.state) if arrival.state is not None else ""
        if self.start_button is not None and words:
            self._name(self.start_button, words)

    def set_next(self, is_next: bool) -> None:
        """Whether this is the one next thing to do on the page."""
        if self.start_button is not None:
            self.start_button.set_kind(Kind.PRIMARY if is_next else Kind.SECONDARY)

    def focus_rect(self) -> QRect:
        return self.rect().adjusted(6, 6, -6, -6)

    def _words(self, facts: str) -> list[str]:
        line = self.line
        words = [line.visit.time, line.patient.name, facts, _(VISIT[line.visit.state])]
        if line.consultation_state is not None:
            words.append(_(CONSULTATION[line.consultation_state]))
        return [word for word in words if word]

    def _lay_out(self, row: QHBoxLayout, facts: str) -> None:
        line = self.line
        ink = Token.QUIET if line.visit.state is VisitState.DONE else Token.TEXT
        self._time = WrapLabel(line.visit.time or "–", Type.BODY, ink, semibold=True)
        row.addWidget(self._time)
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(WrapLabel(line.patient.name, Type.QUESTION, ink, semibold=True))
        who.addWidget(WrapLabel(facts, Type.HINT, Token.QUIET))
        row.addLayout(who, 1)
        for chip in self._chips():
            row.addWidget(chip)
        for button in self._buttons():
            row.addWidget(button)

    def restyled(self) -> None:
        if hasattr(self, "_beneath"):
            width = self.theme.px(_TIME_WIDTH)
            self._time.setFixedWidth(width)
            self._beneath.setContentsMargins(
                *((0, 0, width + tokens.M, 0) if self.mirrored() else (width + tokens.M, 0, 0, 0))
            )

    def _chips(self) -> list[Chip]:
        chips = []
        if self.line.consultation_state is not None:
            chips.append(Chip(_(CONSULTATION[self.line.consultation_state])))
        if self.line.visit.state is VisitState.ARRIVED:
            chips.append(Chip(_("Arrived"), Verdict.CLEAR, icon="check"))
        elif self.line.visit.state is VisitState.DONE:
            chips.append(Chip(_("Done"), icon="check"))
        return chips

    def _buttons(self) -> list[Button]:
        state, buttons = self.line.visit.state, []
        record = self._button(_("See record"), Kind.QUIET)
        record.clicked.connect(self.record)
        buttons.append(record)
        if state is VisitState.EXPECTED:
            buttons.append(self._moving(_("Arrived"), VisitState.ARRIVED))
        elif state is VisitState.ARRIVED:
            if self._may_start:
                words = _start_words(self.line.consultation_state)
                self.start_button = self._button(words, Kind.SECONDARY)
                self.start_button.clicked.connect(self.start)
                buttons.append(self.start_button)
            buttons.append(self._moving(_("Done"), VisitState.DONE))
        else:
            buttons.append(self._moving(_("Not done yet"), VisitState.ARRIVED))
        return buttons

    def _moving(self, words: str, state: VisitState) -> Button:
        button = self._button(words, Kind.SECONDARY if state is not VisitState.DONE else Kind.QUIET)
        button.clicked.connect(lambda: self.moved_to.emit(state))
        return button

    def _button(self, words: str, kind: Kind) -> Button:
        """A button named after what it does and for whom: `Arrived: Elif Demir`."""
        button = Button("", kind, strong=False)
        self._name(button, words)
        return button

    def _name(self, button: Button, words: str) -> None:
        button.set_label(words)
        name = self.line.patient.name
        button.setAccessibleName(_("{what}: {name}").format(what=words, name=name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._may_start:
                self.start.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.walked.emit(key)
        elif key == Qt.Key.Key_Space:
            if self.line.visit.state is VisitState.EXPECTED:
                self.moved_to.emit(VisitState.ARRIVED)
        elif text.isprintable() and text.strip() and not event.modifiers():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, _event: object) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        if self.hasFocus():
            painter.fillRect(self.rect().adjusted(1, 0, -1, -1), self.theme.color(Token.HOVER))
        painter.end()


def _start_words(state: State | None) -> str:
    if state is State.DRAFT:
        return _("Resume")
    return _("Open") if state in _OPENED else _("Start consultation")
