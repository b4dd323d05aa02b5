"""Offered after the log-in: a PIN with which one comes back for the rest of the shift."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, FieldFrame, Kind, SecretField, Surface, tokens
from consult_app.ui.work import Lane

_WIDTH = 420


class PinStrip(Surface):
    """One line across the window; it goes when a PIN is set, refused, or a person works on."""

    def __init__(self, ctx: Context) -> None:
        super().__init__("bottom")
        self._ctx = ctx
        self._field = SecretField()
        self._frame = FieldFrame(
            _("A PIN for this shift"),
            self._field,
            help_text=_("4 to 8 digits, until Consult is closed"),
        )
        self._set = Button(_("Set the PIN"), strong=False)
        away = Button(_("Without a PIN"), Kind.QUIET)
        self._set.clicked.connect(self._begin)
        self._field.entered.connect(self._begin)
        away.clicked.connect(self._away)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.XL, tokens.S, tokens.XL, tokens.S)
        row.setSpacing(tokens.M)
        self._frame.setMaximumWidth(self.theme.px(_WIDTH))
        row.addWidget(self._frame, 1)
        for button in (self._set, away):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch()
        for moved in (ctx.go.consultation, ctx.go.patient, ctx.go.register, ctx.go.settings):
            moved.connect(self._away)

    def _begin(self) -> None:
        shift = self._ctx.shift
        if shift is None:
            return
        self._frame.set_error("")
        job = partial(shift.begin, self._ctx.acting, self._field.text)
        self._ctx.work.run(Lane.WRITE, self, job, self._begun, self._refused)

    def _begun(self, _none: None) -> None:
        self._away()

    def _refused(self, refused: Refused) -> None:
        self._frame.set_error(messages.sentence(refused))
        self._field.edit.selectAll()
        self._field.setFocus()

    def _away(self, *_where: object) -> None:
        self._field.clear()
        self.hide()
        self.deleteLater()
