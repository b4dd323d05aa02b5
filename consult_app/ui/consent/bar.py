"""The bar under a page: quiet ways out at one end, the next thing to do at the other.

What is not to be done by a slip of the hand is asked once more, in the bar itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from consult_app.ui.kit import (
    Button,
    FieldFrame,
    FlowRow,
    Kind,
    SecretField,
    Size,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.base import PaintedWidget
from consult_app.ui.kit.tokens import Token, Type


@dataclass(frozen=True, slots=True)
class Action:
    """One button of the bar."""

    label: str
    pressed: Callable[[], object]
    kind: Kind = Kind.QUIET


@dataclass(frozen=True, slots=True)
class Asked:
    """A question before something that is not done by a slip: what happens, yes, and back."""

    sentence: str
    yes: str
    back: str
    confirmed: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Proof:
    """Who may go on: what is asked for, and where it goes; the bar stays until it is put away.

    `length`: of the secret, where that is known: then no Enter is needed; else 0.
    """

    sentence: str
    label: str
    yes: str
    back: str
    given: Callable[[str], object]
    length: int = 0


class Bar(PaintedWidget):
    """`show_actions` replaces the buttons, `ask` puts a question in their place.

    `settled()` when a question was put away without a yes.
    """

    settled = Signal()

    def __init__(self, size: Size = Size.DESK, *, wide: bool = False) -> None:
        super().__init__()
        self._size, self._wide = size, wide
        self._actions: tuple[Sequence[Action], Sequence[Action]] = ((), ())
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setSpacing(tokens.L)
        self._parts: list[QWidget] = []
        self.primary: Button | None = None
        self.asking = False
        self._center()

    def show_actions(self, leading: Sequence[Action], trailing: Sequence[Action]) -> None:
        """Quiet ones at the leading end, the next thing to do last at the other."""
        self._actions = (leading, trailing)
        self.asking = False
        self._clear()
        self._put(self._leading(leading), self._trailing(trailing))
        self.setVisible(bool(leading or trailing))

    def ask(self, asked: Asked) -> None:
        """Put the question in the place of the buttons; the keyboard is on the way back."""
        self._clear()
        self.asking = True
        kind = Type.BODY if self._size is Size.DESK else tokens.PATIENT_BODY
        words = WrapLabel(asked.sentence, kind)
        yes = Action(asked.yes, lambda: self._yes(asked), Kind.SECONDARY)
        back = Action(asked.back, self._no, Kind.SECONDARY)
        group = self._trailing((back, yes))
        self._put(words, group)
        self._buttons(group)[0].setFocus()

    def ask_proof(self, proof: Proof) -> None:
        """As `ask`, with a secret to be entered; `refuse_proof` says that it is not right."""
        self._clear()
        self.asking = True
        self._secret = SecretField(size=self._size)
        self._proof = FieldFrame(proof.label, self._secret, help_text=proof.sentence)
        self._secret.entered.connect(lambda: proof.given(self._secret.text))
        self._secret.changed.connect(
            lambda text: proof.given(text) if len(text) == proof.length else None
        )
        yes = Action(proof.yes, lambda: proof.given(self._secret.text), Kind.SECONDARY)
        group = self._trailing((Action(proof.back, self._no, Kind.SECONDARY), yes))
        self._put(self._proof, group)
        self._secret.setFocus()

    def refuse_proof(self, sentence: str) -> None:
        """Why one does not go on."""
        self._proof.set_error(sentence)
        self._secret.edit.selectAll()
        self._secret.setFocus()

    def set_busy(self, words: str | None) -> None:
        """The next thing to do is under way; it is not to be pressed twice."""
        if self.primary is not None:
            self.primary.set_busy(words)

    def _yes(self, asked: Asked) -> None:
        self.show_actions(*self._actions)
        asked.confirmed()

    def _no(self) -> None:
        self.show_actions(*self._actions)
        self.settled.emit()

    def _put(self, leading: QWidget, trailing: QWidget) -> None:
        self._parts = [leading, trailing]
        self._line.addWidget(leading, 1)
        self._line.addWidget(trailing, 0)
        self._turn()

    def _clear(self) -> None:
        self.primary = None
        for part in self._parts:
            self._line.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []

    def _leading(self, actions: Sequence[Action]) -> QWidget:
        """The quiet ones wrap where there is little room."""
        group = FlowRow(tokens.M if self._size is Size.DESK else tokens.L)
        for action in actions:
            group.add(self._button(action))
        return group

    def _trailing(self, actions: Sequence[Action]) -> QWidget:
        group = QWidget()
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.M if self._size is Size.DESK else tokens.L)
        row.addStretch()
        for action in actions:
            row.addWidget(self._button(action))
        return group

    def _button(self, action: Action) -> Button:
        button = Button(action.label, action.kind, size=self._size)
        button.clicked.connect(lambda: action.pressed())
        if action.kind is Kind.PRIMARY:
            self.primary = button
        return button

    @staticmethod
    def _buttons(group: QWidget) -> list[Button]:
        return group.findChildren(Button)

    def _turn(self) -> None:
        """Above each other where both do not fit side by side, the next thing to do on top."""
        if not self._parts:
            return
        margins = self._line.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self._line.spacing()
        wanted = sum(part.sizeHint().width() for part in self._parts)
        if isinstance(self._parts[0], WrapLabel):
            wanted = self._parts[1].minimumSizeHint().width() + self.theme.px(_LEAST_SENTENCE)
        direction = QBoxLayout.Direction.LeftToRight
        if wanted > room:
            asking = isinstance(self._parts[0], WrapLabel)
            down, up = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.BottomToTop
            direction = down if asking else up
        if self._line.direction() != direction:
            self._line.setDirection(direction)

    def _center(self) -> None:
        """At the desk level with the column above, for the patient at the edges of the screen."""
        short = self.window().height() < self.theme.px(_SHORT)
        side, above = tokens.XXXL, tokens.M if short else tokens.XL
        if self._size is Size.DESK:
            column = self.width() if self._wide else self.theme.px(tokens.FORM_WIDTH)
            spare = (self.width() - column) // 2
            side, above = max(tokens.XL, spare), tokens.M
        self._line.setContentsMargins(side, above, side, above)

    def resizeEvent(self, _event: object) -> None:
        self._center()
        self._turn()

    def restyled(self) -> None:
        self._center()
        self._turn()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._size is Size.PATIENT:
            painter.fillRect(self.rect(), self.theme.color(Token.SURFACE))
        painter.fillRect(0, 0, self.width(), 1, self.theme.color(Token.HAIRLINE))
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return super().event(event)


_LEAST_SENTENCE = 240
_SHORT = 900
"""Pixels of the window, at 100 %, below which the patient's bar takes less of it."""
