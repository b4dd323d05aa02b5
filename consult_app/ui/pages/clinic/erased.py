"""Records that were erased, or are to be: what proves it, and who decided."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QSizePolicy

from consult_app.domain.erasure import Erasure
from consult_app.i18n import _, series
from consult_app.services import erasure
from consult_app.services.erasure_words import GROUND, STATE
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import DataTable, EmptyState
from consult_app.ui.kit.tablemodel import Cell, Column, Row
from consult_app.ui.pages.clinic.part import Part
from consult_app.ui.pages.head import PAGE_WIDTH
from consult_app.ui.work import Lane

TABLE_HEIGHT = 330
"""Pixels at 100 %, at least."""


class ErasedPart(Part):
    """The newest first; the hash is over everything that went, and the chain holds it too."""

    widest = PAGE_WIDTH
    fills = True

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.table = DataTable(
            (
                Column("number", _("Record number"), 145),
                Column("state", _("State"), 230),
                Column("ground", _("Ground"), 280),
                Column("ordered", _("Ordered"), 190),
                Column("closed", _("Confirmed"), 190),
                Column("hash", _("Hash of what went"), 130),
            ),
            name=_("Erased records"),
            find=_("Find in the erasures"),
            empty=EmptyState("shield-check", _("No record was ever erased")),
        )
        self.table.setMinimumHeight(ctx.theme.px(TABLE_HEIGHT))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._column.addWidget(self._error)
        self._column.addWidget(self.table)

    def enter(self) -> None:
        """Read them anew."""
        job = partial(erasure.every, self.ctx.acting)
        self.ctx.work.run(Lane.READ, self, job, self._show, self.say_refused)

    def _show(self, found: tuple[Erasure, ...]) -> None:
        self.table.set_rows([self._row(one) for one in found])

    def _row(self, one: Erasure) -> Row:
        language = self.ctx.language
        ordered = day_words(one.ordered_at.astimezone().date(), language, short=True)
        closed = ""
        if one.closed_at is not None:
            closed = day_words(one.closed_at.astimezone().date(), language, short=True)
        return Row(
            str(one.id),
            (
                one.record_number,
                _(STATE[one.state]),
                _(GROUND[one.order.ground]),
                Cell(series((ordered, one.ordered_name)), one.ordered_at.isoformat()),
                series((closed, one.closed_name)) if closed else "",
                one.sha256[:16],
            ),
        )
