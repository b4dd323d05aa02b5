"""The clinic's own wording: every piece of the texts in a list, one of them said anew beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.people import Capability
from consult_app.domain.wording import NUMBERS, VersionState
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext
from consult_app.services import own_words, shelf
from consult_app.services.own_words import Desk, Past
from consult_app.services.wording import day_words
from consult_app.ui.arranged import keep_columns
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Chip,
    DataTable,
    FieldFrame,
    PickField,
    Verdict,
    WrapLabel,
)
from consult_app.ui.kit.tablemodel import Cell, Column, Row
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.clinic.part import Part
from consult_app.ui.pages.clinic.version_head import STATE, VersionHead
from consult_app.ui.pages.clinic.wording_card import WordingCard
from consult_app.ui.pages.head import PAGE_WIDTH
from consult_app.ui.pages.preview import DocumentView
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.words import language_name
from consult_app.ui.work import Lane

TABLE_HEIGHT = 330
PAPER_HEIGHT = 640
_NUMBERS = "numbers"


class WordingPart(Part):
    """A language is chosen, a piece picked, its words changed; a physician approves the whole."""

    widest = PAGE_WIDTH

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._desk: Desk | None = None
        self._spoken = PickField(_languages(ctx), name=_("Words in"))
        self._spoken.set_value(shelf.shipped().languages[0])
        self._spoken.picked.connect(self._other)
        self._head = VersionHead(ctx)
        self._head.asked.connect(self._do)
        self.table = DataTable(
            (
                Column("of", _("Part"), 130),
                Column("shipped", _("As shipped"), 400),
                Column("said", _("In this clinic"), 400),
            ),
            name=_("Texts piece by piece"),
            find=_("Find words"),
        )
        keep_columns(ctx, self.table, "wording")
        self.card = WordingCard()
        self._paper = QVBoxLayout()
        self._view: DocumentView | None = None
        self._past = Section(_("Versions"), _("The shipped words are in use; none was changed."))
        self._lay_out()
        self.table.picked.connect(self._pick)
        self.table.opened.connect(self._open)
        self.card.said.connect(self._say)
        self.card.paper_asked.connect(self._draw)

    def _lay_out(self) -> None:
        about = _(
            "The shipped words stay as they are under those of the clinic. New consultations begin "
            "with a version once a physician has approved it; what has begun keeps its words."
        )
        self._column.addWidget(WrapLabel(about, token=Token.QUIET))
        self._column.addWidget(FieldFrame(_("Words in"), self._spoken))
        self._column.addWidget(self._head)
        self.table.setMinimumHeight(self.ctx.theme.px(TABLE_HEIGHT))
        self._column.addWidget(self.table)
        self._column.addWidget(self.card)
        self._column.addWidget(self._error)
        self._column.addWidget(self._note)
        self._column.addLayout(self._paper)
        self._column.addWidget(self._past)
        self._column.addStretch()

    @property
    def language(self) -> str:
        """The language that is worked on; empty for the numbers."""
        value = self._spoken.value or shelf.shipped().languages[0]
        return NUMBERS if value == _NUMBERS else value

    def enter(self) -> None:
        """Read where the work stands."""
        self._run(partial(own_words.desk, self.ctx.acting, self.language), Lane.READ)

    def _run(self, job: Callable[[], Desk], lane: Lane = Lane.WRITE) -> None:
        self.ctx.work.run(lane, self, job, partial(self._show, lane), self._stopped)

    def _stopped(self, refused: Refused) -> None:
        self.card.set_busy(None)
        self.say_refused(refused)

    def _show(self, lane: Lane, desk: Desk) -> None:
        self._desk = desk
        self.card.set_busy(None)
        if lane is Lane.WRITE:
            self.say_saved()
        numbers = desk.language == NUMBERS
        rows = [_row(number, line, numbers) for number, line in enumerate(desk.lines)]
        self.table.set_rows(rows)
        self._head.show_desk(desk)
        keeps = self.ctx.acting.user.may(Capability.KEEP_TEXTS)
        reviewed = desk.version is not None and desk.version.state is VersionState.IN_REVIEW
        self.card.set_editable(keeps and not reviewed)
        self._pick(self.table.current)
        job = partial(own_words.history, self.ctx.acting, desk.language)
        self.ctx.work.run(Lane.READ, self, job, self._show_past, self.say_refused)

    def _do(self, deed: Callable[..., Desk]) -> None:
        self._run(partial(deed, self.ctx.acting, self.language))

    def _pick(self, row: object) -> None:
        lines = self._desk.lines if self._desk is not None else ()
        picked = lines[int(str(row))] if row is not None and int(str(row)) < len(lines) else None
        self.card.show_line(picked)

    def _open(self, row: str) -> None:
        """Enter: type at the piece next."""
        self._pick(row)
        self.card.take_keyboard()

    def _say(self, place: str, words: str) -> None:
        self.card.set_busy(_("Checking"))
        self._run(partial(own_words.change, self.ctx.acting, self.language, place, words))

    def _other(self, value: object, _text: str) -> None:
        if value is not None:
            self.card.show_line(None)
            self._put_paper_away()
            self.enter()

    def _draw(self, template: str) -> None:
        self._put_paper_away()
        self._view = view = DocumentView(self.ctx)
        view.setFixedHeight(self.ctx.theme.px(PAPER_HEIGHT))
        self._paper.addWidget(view)
        job = partial(own_words.preview, self.ctx.acting, self.language, template)
        self.ctx.work.run(
            Lane.PAPER, view, job, lambda pdf: view.show_pdf(pdf, template), view.refuse
        )

    def _put_paper_away(self) -> None:
        if self._view is not None:
            self._paper.removeWidget(self._view)
            self._view.deleteLater()
            self._view = None

    def _show_past(self, past: tuple[Past, ...]) -> None:
        self._past.show_lines([self._past_line(one) for one in past])

    def _past_line(self, one: Past) -> QWidget:
        version, (state, verdict) = one.version, STATE[one.version.state]
        parts = [_("by {name}").format(name=one.author)]
        if version.decided_at is not None:
            day = day_words(version.decided_at.astimezone().date(), self.ctx.language)
            parts.append(_("{name}, {moment}").format(name=one.decided_by, moment=day))
        count = len(version.changes)
        parts.append(ngettext("{n} piece changed", "{n} pieces changed", count).format(n=count))
        if one.documents:
            used = ngettext("{n} document", "{n} documents", one.documents)
            parts.append(used.format(n=one.documents))
        title = _("Version {version}").format(version=version.number)
        return Line(title, " · ".join(parts), (Chip(_(state), verdict),))


def _languages(ctx: Context) -> list[tuple[str, str]]:
    spoken = [(code, language_name(code, ctx.language)) for code in shelf.shipped().languages]
    return [*spoken, (_NUMBERS, _("Periods and limits"))]


def _row(number: int, line: own_words.Line, numbers: bool) -> Row:
    said = line.said if line.changed else ""
    if line.unfit:
        cell = Cell(line.unfit, verdict=Verdict.CAUTION, icon="triangle-alert")
    else:
        cell = Cell(said, icon="pencil" if said else "")
    of = line.piece.original if numbers else line.piece.group
    return Row(str(number), (of, line.piece.words, cell))
