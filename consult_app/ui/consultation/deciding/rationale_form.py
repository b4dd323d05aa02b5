"""Why one goes on in spite of a finding: offered reasons, own words, and what the rule asks for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from consult_app.domain.people import User
from consult_app.domain.rationale import NewRationale
from consult_app.domain.rules import Outcome
from consult_app.domain.suitability import Finding
from consult_app.forms.model import say
from consult_app.i18n import _
from consult_app.ui.consultation.deciding.foot import keep_or_leave
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    FieldFrame,
    InlineError,
    PickField,
    TextArea,
    Token,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.base import PaintedWidget, tall_policy
from consult_app.ui.kit.flow import FlowRow


class RationaleForm(PaintedWidget):
    """`recorded(NewRationale)` when it is to be kept; `left()` when it is put away."""

    recorded = Signal(object)
    left = Signal()

    def __init__(
        self,
        ctx: Context,
        finding: Finding,
        physicians: tuple[User, ...],
        reasons: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        self._recent = () if finding.outcome >= Outcome.DEFER else reasons
        self._ctx, self._finding = ctx, finding
        self.setSizePolicy(tall_policy())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, tokens.S, 0, 0)
        self._column.setSpacing(tokens.M)
        self._grave = grave = finding.outcome >= Outcome.DEFER
        self._text = TextArea(lines=2, max_length=2000)
        self._mitigation = TextArea(lines=2, max_length=2000)
        others = [p for p in physicians if p.id != ctx.acting.user.id]
        self._second = PickField([(str(p.id), p.display_name) for p in others])
        self._error = InlineError()
        self._offer_reasons()
        words = _("The benefit that is expected") if grave else _("The reason to go on")
        self._column.addWidget(FieldFrame(words, self._text, keeps_space=False))
        if grave:
            frame = FieldFrame(_("How the risk is kept small"), self._mitigation, keeps_space=False)
            self._column.addWidget(frame)
        if finding.outcome is Outcome.DO_NOT_TREAT:
            help_text = "" if others else _("No other physician is known here yet.")
            frame = FieldFrame(_("Second physician who agrees"), self._second, help_text=help_text)
            self._column.addWidget(frame)
        self._column.addWidget(self._error)
        self._column.addLayout(keep_or_leave(_("Save the reason"), self._keep, self.left.emit))
        if finding.rationale is not None:
            self._text.set_text(finding.rationale.record.text)
            self._mitigation.set_text(finding.rationale.record.mitigation)

    def _offer_reasons(self) -> None:
        """The pack's reasons and one's own recent ones, as buttons that fill the field.

        What weighs more than a caution is typed anew for each patient.
        """
        packed = [say(reason, self._ctx.language) for reason in self._finding.rule.reasons]
        reasons = list(dict.fromkeys((*self._recent, *packed)))
        if not reasons:
            return
        self._column.addWidget(WrapLabel(_("Often given"), Type.HINT, Token.QUIET))
        row = FlowRow()
        for words in reasons:
            button = Button(words, strong=False)
            button.clicked.connect(lambda _checked=False, chosen=words: self._fill(chosen))
            row.add(button)
        self._column.addWidget(row)

    def enter(self) -> None:
        """The keyboard stands at the first field."""
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say why it could not be kept; what was entered stays."""
        self._error.set_error(sentence)

    def _fill(self, words: str) -> None:
        """Of a grave finding the pack offers how the risk is kept small; the benefit is typed."""
        (self._mitigation if self._grave else self._text).set_text(words)
        self.enter()

    def _keep(self) -> None:
        self.refuse("")
        second = self._second.value
        self.recorded.emit(
            NewRationale(
                rule_id=self._finding.rule.id,
                rule_version=self._finding.rule.version,
                basis=self._finding.basis,
                text=self._text.text.strip(),
                mitigation=self._mitigation.text.strip(),
                second_physician_id=int(second) if second else None,
            )
        )
