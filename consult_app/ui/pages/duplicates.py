"""The warning before someone is registered twice: who it may be, and the way on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.i18n import _, ngettext
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Card, Kind, Type, WrapLabel, tokens
from consult_app.ui.kit.tokens import Token
from consult_app.ui.words import patient_facts


class DuplicatesCard(Card):
    """One line a candidate with its button; `opened(patient id)`, `anyway()`.

    `shown(whether)` when it comes up or goes.
    """

    opened = Signal(int)
    anyway = Signal()
    shown = Signal(bool)

    def __init__(self, ctx: Context) -> None:
        super().__init__(padding=tokens.L)
        self._ctx = ctx
        self._title = WrapLabel("", Type.QUESTION, semibold=True, heading=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(tokens.S)
        self._pair: tuple[int, int] = (0, 0)
        self._compare = Button(_("Compare the first two"), strong=False)
        self._compare.clicked.connect(lambda: ctx.go.join.emit(*self._pair))
        self._anyway = Button(_("Register anyway"), strong=False)
        self._anyway.clicked.connect(self.anyway)
        self.column.addWidget(self._title)
        self.column.addLayout(self._lines)
        below = QHBoxLayout()
        below.addWidget(WrapLabel(_("Somebody else? Then go on."), token=Token.QUIET), 1)
        below.addWidget(self._compare)
        below.addWidget(self._anyway)
        self.column.addLayout(below)
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.shown.emit(False)

    def show_candidates(self, candidates: Sequence[Patient]) -> None:
        """Show who it may be; the keyboard goes to the first."""
        while self._lines.count():
            item = self._lines.takeAt(0)
            line = item.widget() if item is not None else None
            if line is not None:
                line.deleteLater()
        self._title.set_text(
            ngettext(
                "Someone like this is registered already",
                "{n} patients like this are registered already",
                len(candidates),
            ).format(n=len(candidates))
        )
        two = len(candidates) > 1 and self._ctx.acting.user.may(Capability.MERGE_PATIENTS)
        if two:
            self._pair = (candidates[0].id, candidates[1].id)
        self._compare.setVisible(two)
        first: Button | None = None
        for patient in candidates:
            line, button = self._line(patient)
            self._lines.addWidget(line)
            first = first or button
        self.show()
        if first is not None:
            first.setFocus()

    def _line(self, patient: Patient) -> tuple[QWidget, Button]:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        facts = patient_facts(patient, self._ctx.acting.today(), self._ctx.language)
        words = f"{patient.name} · {facts}"
        row.addWidget(WrapLabel(words, bold=((0, len(patient.name)),)), 1)
        button = Button(_("Open this one"), Kind.PRIMARY)
        button.setAccessibleName(
            _("Open this one: {name}, {number}").format(
                name=patient.name, number=patient.record_number
            )
        )
        button.clicked.connect(lambda: self.opened.emit(patient.id))
        row.addWidget(button)
        return line, button
