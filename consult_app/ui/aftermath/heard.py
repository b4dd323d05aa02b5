"""On the patient's page: what happened since a treatment though no follow-up is due is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from consult_app.domain.adverse_events import AdverseEvent, EventTold
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import adverse_events
from consult_app.services.outcomes import Given
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Card, FieldFrame, PickField, TextField, tokens
from consult_app.ui.pages.head import at_the_end
from consult_app.ui.work import Lane


class HeardCard(Card):
    """A call is asked like a follow-up; an event told by others is opened in a few words.

    `refused(Refused)` where the event cannot be opened.
    """

    refused = Signal(object)

    def __init__(self, ctx: Context, patient_id: int) -> None:
        super().__init__(padding=tokens.XL)
        self._ctx, self._id = ctx, patient_id
        self._which = PickField((), name=_("After which treatment"))
        self._frame = FieldFrame(_("After which treatment"), self._which)
        self._call = Button(_("The patient is here or calls"), icon="phone", strong=False)
        self._title = TextField(max_length=500)
        self._open = Button(_("Record an adverse event"), icon="triangle-alert", strong=False)
        self.add(self._frame)
        self.add(at_the_end(self._call))
        self.add(FieldFrame(_("Told by others: what happened, in a few words"), self._title))
        self.add(at_the_end(self._open))
        self._call.clicked.connect(self._hear)
        self._open.clicked.connect(self._record)
        self._may = ctx.acting.user.may(Capability.ASSESS)
        self.hide()

    def show_treatments(self, treated: Sequence[Given]) -> None:
        """The last one is chosen; without any there is nothing to hear of."""
        language = self._ctx.language
        words = _("{day}: {product}, lot {lot}")
        options = [
            (
                str(one.id),
                words.format(day=day_words(one.day, language), product=one.product, lot=one.lot),
            )
            for one in reversed(treated)
        ]
        self._which.set_options(options)
        half_typed = len(options) > 1 and self._which.text.strip()
        if options and self._which.value is None and not half_typed:
            self._which.set_text(options[0][1])
        self._frame.setVisible(len(options) > 1)
        self.setVisible(bool(options) and self._may)

    def _treatment(self) -> int | None:
        """The chosen one; says so where none is."""
        if self._which.value is None:
            self._frame.set_error(_("Choose one of the treatments."))
            self._which.setFocus()
            return None
        self._frame.set_error("")
        return int(self._which.value)

    def _hear(self) -> None:
        treatment = self._treatment()
        if treatment is not None:
            self._ctx.go.call.emit(treatment)

    def _record(self) -> None:
        treatment = self._treatment()
        if treatment is None:
            return
        told = EventTold(title=self._title.text.strip())
        job = partial(adverse_events.open_event, self._ctx.acting, self._id, told, treatment)
        self._ctx.work.run(Lane.WRITE, self, job, self._opened, self._not_opened)

    def _opened(self, event: AdverseEvent) -> None:
        self._ctx.go.records_changed.emit()
        self._ctx.go.adverse_event.emit(event.id)

    def _not_opened(self, refused: Refused) -> None:
        self.refused.emit(refused)
        self._title.setFocus()
