"""The patient's timeline: one list, narrowed by kind or by typing, opened by Enter."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import timeline
from consult_app.services.timeline import Entry, Kind
from consult_app.services.wording import moment_words
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Cell,
    Column,
    DataTable,
    Row,
    Segmented,
    Token,
    Type,
    WrapLabel,
    tokens,
    with_keys,
)
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.verdicts import VERDICTS
from consult_app.ui.work import Lane

EVERYTHING = "all"
HEIGHT = 380
"""Pixels at 100 %: the head and some six entries; the list scrolls within itself."""


class Timeline(QWidget):
    """`refused(Refused)` where it could not be read."""

    refused = Signal(object)

    def __init__(self, ctx: Context, patient_id: int) -> None:
        super().__init__()
        self._ctx, self._id = ctx, patient_id
        self._entries: tuple[Entry, ...] = ()
        names = {
            EVERYTHING: _("Everything"),
            Kind.CONSULTATION.value: _("Consultations"),
            Kind.FINDING.value: _("Findings"),
            Kind.TREATMENT.value: _("Treatments"),
            Kind.CONSENT.value: _("Consents"),
            Kind.DOCUMENT.value: _("Documents"),
        }
        self._kind = Segmented(with_keys(tuple(names.items())), name=_("Kind of entry"))
        self._kind.set_value(EVERYTHING)
        self._kind.chosen.connect(lambda _value: self._show())
        self.table = DataTable(
            (
                Column("when", _("When"), 190),
                Column("what", _("What"), 320),
                Column("detail", _("Details"), 320),
            ),
            name=_("Timeline"),
            find=_("Find in the timeline"),
        )
        self.table.opened.connect(self._open)
        self.table.setFixedHeight(ctx.theme.px(HEIGHT))
        ctx.theme.changed.connect(self._restyled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addWidget(WrapLabel(_("Timeline"), Type.QUESTION, semibold=True, heading=True))
        self._nothing = WrapLabel(_("Nothing has happened yet."), token=Token.QUIET)
        for part in (self._nothing, self._kind, self.table):
            column.addWidget(part)
        self.setSizePolicy(tall_policy())
        self._show()

    def _restyled(self) -> None:
        self.table.setFixedHeight(self._ctx.theme.px(HEIGHT))

    def read(self) -> None:
        """Read it anew."""
        job = partial(timeline.of_patient, self._ctx.acting, self._id, self._ctx.language)
        self._ctx.work.run(Lane.READ, self, job, self._arrived, self._trouble)

    def _trouble(self, trouble: Refused) -> None:
        self.refused.emit(trouble)

    def _arrived(self, entries: tuple[Entry, ...]) -> None:
        self._entries = entries
        self._show()

    def _show(self) -> None:
        for part in (self._kind, self.table):
            part.setVisible(bool(self._entries))
        self._nothing.setVisible(not self._entries)
        wanted = self._kind.value or EVERYTHING
        self.table.set_rows(
            [
                self._row(place, entry)
                for place, entry in enumerate(self._entries)
                if wanted in {EVERYTHING, entry.kind.value}
            ]
        )

    def _row(self, place: int, entry: Entry) -> Row:
        verdict = VERDICTS[entry.outcome] if entry.outcome is not None else None
        when = moment_words(entry.at, self._ctx.language)
        return Row(
            str(place),
            (
                Cell(when, sort=place),  # the newest first: ascending is their order
                Cell(entry.what, verdict=verdict, icon=verdict.icon if verdict else ""),
                entry.detail,
            ),
        )

    def _open(self, row: str) -> None:
        """A paper is shown; everything else leads to why it was decided so."""
        entry = self._entries[int(row)]
        if entry.kind is Kind.DOCUMENT:
            self._ctx.go.document.emit(entry.document_id)
        elif entry.kind is Kind.CONSULTATION:
            self._ctx.go.consultation.emit(entry.consultation_id)
        else:
            self._ctx.go.why.emit(entry.consultation_id)
