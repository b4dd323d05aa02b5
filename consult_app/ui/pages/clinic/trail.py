"""Who did what, when: the audit chain as a list to look through, check and take out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from consult_app.domain.trail import Wanted
from consult_app.errors import Refused
from consult_app.i18n import _, series
from consult_app.services import audit, clinic
from consult_app.services.audit import PAGE, Line
from consult_app.services.audit_words import groups
from consult_app.services.wording import clock_words, day_words
from consult_app.ui.arranged import keep_columns
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    DataTable,
    DateField,
    EmptyState,
    FieldFrame,
    PickField,
    tokens,
)
from consult_app.ui.kit.parsed import Parsed
from consult_app.ui.kit.tablemodel import Cell, Column, Row
from consult_app.ui.pages.clinic.chain import ChainCheck
from consult_app.ui.pages.clinic.part import Part
from consult_app.ui.pages.head import PAGE_WIDTH, at_the_end
from consult_app.ui.pages.save_panel import SavePanel
from consult_app.ui.reading import day_parser
from consult_app.ui.work import Lane

TABLE_HEIGHT = 330
"""Pixels at 100 %, at least: six entries and what stands above them."""
Page = tuple[dict[int, str], tuple[Line, ...]]


class TrailPart(Part):
    """Filters, the newest entries that fit them, older ones at a press."""

    widest = PAGE_WIDTH
    fills = True

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._wanted = Wanted()
        self._turn = 0
        self._lines: tuple[Line, ...] = ()
        self._groups = {id_: families for id_, _words, families in groups()}
        self._person = PickField((), placeholder=_("Everyone"))
        self._kind = PickField(
            [(id_, words) for id_, words, _families in groups()], placeholder=_("Everything")
        )
        self._day = DateField(day_parser(ctx, future=False), placeholder=_("Any day"))
        self.table = DataTable(
            (
                Column("at", _("When"), 200),
                Column("who", _("Who"), 140),
                Column("what", _("What"), 250),
                Column("whose", _("Patient"), 190),
                Column("details", _("Details"), 140),
                Column("seq", _("Entry"), 80, numeric=True),
            ),
            name=_("Who did what"),
            find=_("Find in the entries shown"),
            empty=EmptyState("history", _("Nothing of this kind was entered")),
        )
        keep_columns(ctx, self.table, "trail")
        self._older = Button(_("Show older entries"), strong=False)
        self._take_out = Button(_("Save as a table"), icon="download", strong=False)
        self._check = Button(_("Check the chain"), icon="shield-check", strong=False)
        self._chain = ChainCheck(ctx)
        self._saving = SavePanel(ctx)
        self._lay_out()
        self._connect()

    def enter(self) -> None:
        """Read the newest entries anew, as they are wanted."""
        self._read()

    def _read(self, *, older: bool = False) -> None:
        self._turn += 1
        before = self._lines[-1].told.seq if older and self._lines else None
        job = partial(_read, self.ctx, self._wanted, before)
        arrived = partial(self._arrived, self._turn, self._lines if older else ())
        self.ctx.work.run(Lane.LONG, self, job, arrived, self.say_refused)

    def _arrived(self, turn: int, kept: tuple[Line, ...], page: Page) -> None:
        if turn != self._turn:
            return
        names, lines = page
        self._error.set_error("")
        self._person.set_options([(str(id_), name) for id_, name in names.items()])
        self._lines = (*kept, *lines)
        self.table.set_rows([self._row(line) for line in self._lines])
        self._older.setEnabled(len(lines) == PAGE)
        self._take_out.setEnabled(bool(self._lines))

    def _row(self, line: Line) -> Row:
        told, language = line.told, self.ctx.language
        at = ""
        if told.at is not None:
            day = day_words(told.at.astimezone().date(), language, short=True)
            at = series((day, clock_words(told.at, language)))
        whose = line.whose
        return Row(
            str(told.seq),
            (
                Cell(at, sort=-told.seq),
                line.who,
                line.what,
                f"{whose.name} · {whose.record_number}" if whose else "",
                line.details,
                Cell(str(told.seq), sort=told.seq),
            ),
        )

    def _want(self, **changed: object) -> None:
        self._wanted = replace(self._wanted, **changed)  # type: ignore[arg-type]  # field names
        self._read()

    def _pick_person(self, value: str | None, _text: str) -> None:
        self._person_frame.set_error("")
        self._want(actor=int(value) if value is not None else None)

    def _pick_kind(self, value: str | None, _text: str) -> None:
        self._kind_frame.set_error("")
        self._want(families=self._groups[value] if value is not None else frozenset())

    def _pick_day(self, parsed: Parsed) -> None:
        if isinstance(parsed.value, date) or not self._day.text.strip():
            self._want(day=parsed.value)

    def _begin_check(self) -> None:
        self._check.set_busy(_("Checking"))
        self._chain.start()

    def _checked(self) -> None:
        self._check.set_busy(None)
        self._read()

    def _export(self) -> None:
        self._take_out.set_busy(_("Gathering"))
        job = partial(audit.exported, self.ctx.acting, self._wanted)
        self.ctx.work.run(Lane.LONG, self, job, self._gathered, self._not_gathered)

    def _gathered(self, content: bytes) -> None:
        self._take_out.set_busy(None)
        self._saving.open(content, f"audit-{self.ctx.acting.today()}.csv")

    def _not_gathered(self, refused: Refused) -> None:
        self._take_out.set_busy(None)
        self.say_refused(refused)

    def _lay_out(self) -> None:
        self._person_frame = FieldFrame(_("Person"), self._person, keeps_space=False)
        self._kind_frame = FieldFrame(_("Kind of event"), self._kind, keeps_space=False)
        day = FieldFrame(_("On which day"), self._day, keeps_space=False)
        filters = QHBoxLayout()
        filters.setSpacing(tokens.M)
        for frame in (self._person_frame, self._kind_frame, day):
            filters.addWidget(frame, 1)
        self._column.addLayout(filters)
        self.table.setMinimumHeight(self.ctx.theme.px(TABLE_HEIGHT))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        buttons = at_the_end(self._older, self._take_out, self._check)
        for part in (self._chain, self._saving, self._error, self.table, buttons, self._note):
            self._column.addWidget(part)

    def _connect(self) -> None:
        self._person.picked.connect(self._pick_person)
        self._kind.picked.connect(self._pick_kind)
        self._day.committed.connect(self._pick_day)
        unknown = _("Choose one from the list, or leave it empty.")
        self._person.unknown.connect(lambda _text: self._person_frame.set_error(unknown))
        self._kind.unknown.connect(lambda _text: self._kind_frame.set_error(unknown))
        self._older.clicked.connect(lambda: self._read(older=True))
        self._take_out.clicked.connect(self._export)
        self._check.clicked.connect(self._begin_check)
        self._chain.finished.connect(self._checked)
        self._saving.closed.connect(self._take_out.setFocus)


def _read(ctx: Context, wanted: Wanted, before: int | None) -> Page:
    return clinic.names(ctx.acting), audit.lines(ctx.acting, wanted, before)
