"""The top of the patient's view: whose it is, how far they have come, larger text, the way back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.i18n import _, both
from consult_app.ui.kit import Button, Dashes, Kind, Size, Surface, Theme, Type, WrapLabel, tokens
from consult_app.ui.kit.tokens import Token


class PatientHead(Surface):
    """`physician()` when the physician wants the screen back."""

    physician = Signal()

    def __init__(self, theme: Theme, name: str, pages: int) -> None:
        super().__init__("bottom")
        self.dashes = Dashes(pages, size=Size.PATIENT)
        self._name = WrapLabel(name, Type.QUESTION, Token.PATIENT_QUIET)
        self._controls = self._make_controls(theme)
        self._row = QHBoxLayout()
        self._row.setSpacing(tokens.L)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._row.addWidget(self._name, 1)
        self._row.addWidget(self.dashes, 0, middle)
        self._row.addWidget(self._controls, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(tokens.XXXL, tokens.S, tokens.XXL, tokens.S)
        self._column.addLayout(self._row)

    def _make_controls(self, theme: Theme) -> QWidget:
        smaller, larger = _Letter(Type.QUESTION), _Letter(Type.SECTION)
        smaller.setAccessibleName(_("Smaller text"))
        larger.setAccessibleName(_("Larger text"))
        smaller.clicked.connect(lambda: theme.step_scale(up=False))
        larger.clicked.connect(lambda: theme.step_scale(up=True))
        back = Button("", Kind.QUIET, icon="lock", size=Size.PATIENT)
        back.setAccessibleName(both("For the physician"))
        back.setToolTip(both("For the physician"))
        back.clicked.connect(self.physician)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addStretch()
        for button in (smaller, larger, back):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return whole

    def resizeEvent(self, _event: object) -> None:
        self._fold()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        """The dashes go under the name where the three do not fit side by side."""
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right() - 2 * tokens.L
        sides = max(self._name.sizeHint().width(), self._controls.sizeHint().width())
        narrow = 2 * sides + self.dashes.sizeHint().width() > room
        if narrow == (self._row.indexOf(self.dashes) < 0):
            return
        if narrow:
            self._row.removeWidget(self.dashes)
            self._column.addWidget(self.dashes)
        else:
            self._column.removeWidget(self.dashes)
            self._row.insertWidget(1, self.dashes, 0, Qt.AlignmentFlag.AlignVCenter)


class _Letter(Button):
    """An A in the size that it stands for."""

    def __init__(self, kind: Type) -> None:
        self._letter = kind
        super().__init__("A", Kind.QUIET, size=Size.PATIENT)

    def restyled(self) -> None:
        super().restyled()
        self._font = self.theme.font(self._letter)
