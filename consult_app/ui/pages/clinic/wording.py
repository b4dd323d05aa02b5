"""The clinic's own wording: every piece of the texts in a list, one of them said anew beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QGridLayout

from consult_app.domain.people import Capability
from consult_app.domain.wording import NUMBERS, VersionState
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.packs.numbers import HELD_IN
from consult_app.services import editions, own_words, shelf
from consult_app.services.own_words import Desk
from consult_app.services.wording_folder import ReadIn
from consult_app.ui.arranged import keep_columns
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    DataTable,
    FieldFrame,
    PickField,
    Verdict,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.tablemodel import Cell, Column, Row
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.clinic.part import Part
from consult_app.ui.pages.clinic.pieces import part_name
from consult_app.ui.pages.clinic.version_head import VersionHead
from consult_app.ui.pages.clinic.versions import VersionsPanel
from consult_app.ui.pages.clinic.wording_bench import WordingBench
from consult_app.ui.pages.clinic.wording_folder import WordingFolder
from consult_app.ui.pages.head import PAGE_WIDTH
from consult_app.ui.words import language_name
from consult_app.ui.work import Lane

TABLE_HEIGHT = 330
_NUMBERS = "numbers"


class WordingPart(Part):
    """A language is chosen, a piece picked, its words changed; a physician approves the whole."""

    widest = PAGE_WIDTH

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._desk: Desk | None = None
        self._spoken = PickField(_languages(ctx), name=_("Words in"))
        self._spoken.set_value(shelf.shipped().languages[0])
        self._spoken.picked.connect(self._change_language)
        self._other: dict[str, str] = {}
        self._beside = PickField(_languages(ctx)[:-1], placeholder=_("No other language"))
        self._beside.set_value(_usual_beside(self.language))
        self._beside.picked.connect(lambda _value, _text: self._read_beside())
        self._head = VersionHead(ctx)
        self._head.asked.connect(self._do)
        self.table = DataTable(
            (
                Column("of", _("Part"), 240),
                Column("shipped", _("As shipped"), 300),
                Column("said", _("In this clinic"), 300),
                Column("beside", _("Beside it"), 300),
            ),
            name=_("Texts piece by piece"),
            find=_("Find words"),
        )
        keep_columns(ctx, self.table, "wording")
        self.bench = WordingBench(ctx)
        self.card = self.bench.card
        self._past = VersionsPanel(ctx)
        self._folder = WordingFolder(ctx)
        self._folder.read.connect(self._folder_read)
        self._lay_out()
        self.table.picked.connect(self._pick)
        self.table.opened.connect(self._open)
        self.card.said.connect(self._say)

    def _lay_out(self) -> None:
        about = _(
            "The shipped words stay as they are under those of the clinic. New consultations begin "
            "with a version once a physician has approved it; what has begun keeps its words."
        )
        self._column.addWidget(WrapLabel(about, token=Token.QUIET))
        self._beside_frame = FieldFrame(_("Language beside it"), self._beside)
        both = QGridLayout()
        both.setHorizontalSpacing(tokens.L)
        both.addWidget(FieldFrame(_("Words in"), self._spoken), 0, 0)
        both.addWidget(self._beside_frame, 0, 1)
        both.setColumnStretch(0, 1)
        both.setColumnStretch(1, 1)
        self._column.addLayout(both)
        self._column.addWidget(self._head)
        self.table.setMinimumHeight(self.ctx.theme.px(TABLE_HEIGHT))
        self._column.addWidget(self.table)
        self._column.addWidget(self.bench)
        self._column.addWidget(self._error)
        self._column.addWidget(self._note)
        self._column.addWidget(self._past)
        self._column.addWidget(self._folder)
        self._column.addStretch()

    @property
    def language(self) -> str:
        """The language that is worked on; empty for the numbers."""
        value = self._spoken.value or shelf.shipped().languages[0]
        return NUMBERS if value == _NUMBERS else value

    def enter(self) -> None:
        """Read where the work stands."""
        self._run(partial(own_words.desk, self.ctx.acting, self.language), Lane.READ)
        self._read_beside()

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
        self._show_rows()
        self._head.show_desk(desk)
        keeps = self.ctx.acting.user.may(Capability.KEEP_TEXTS)
        reviewed = desk.version is not None and desk.version.state is VersionState.IN_REVIEW
        self.card.set_editable(keeps and not reviewed)
        self._pick(self.table.current)
        self._past.show_language(desk.language)
        self._folder.show_language(desk.language)

    def _show_rows(self) -> None:
        lines = self._desk.lines if self._desk is not None else ()
        self.table.set_rows([_row(line, self._other) for line in lines])

    def _read_beside(self) -> None:
        """The language that stands beside, where one was picked."""
        other = self._beside.value
        if not other or self.language == NUMBERS:
            self._other = {}
            self._show_rows()
            return
        job = partial(editions.beside, self.ctx.acting, self.language, other)
        self.ctx.work.run(Lane.READ, self, job, self._show_beside, self.say_refused)

    def _show_beside(self, said: dict[str, str]) -> None:
        self._other = said
        self._show_rows()

    def _folder_read(self, found: ReadIn) -> None:
        """The folder says which language its words are of: that one is shown."""
        self._spoken.set_value(found.desk.language or _NUMBERS)
        self._show(Lane.WRITE, found.desk)
        self._read_beside()

    def _do(self, deed: Callable[..., Desk]) -> None:
        self._run(partial(deed, self.ctx.acting, self.language))

    def _pick(self, row: object) -> None:
        lines = self._desk.lines if self._desk is not None else ()
        picked = next((line for line in lines if line.piece.place == row), None)
        self.bench.show_line(self.language, picked)

    def _open(self, row: str) -> None:
        """Enter: type at the piece next."""
        self._pick(row)
        self.card.take_keyboard()

    def _say(self, place: str, words: str) -> None:
        self.card.set_busy(_("Checking"))
        self._run(partial(own_words.change, self.ctx.acting, self.language, place, words))

    def _change_language(self, value: object, _text: str) -> None:
        if value is not None:
            self.bench.show_line(self.language, None)
            self._beside_frame.setVisible(self.language != NUMBERS)
            if self._beside.value in (None, self.language) and self.language != NUMBERS:
                self._beside.set_value(_usual_beside(self.language))
            self.enter()


def _languages(ctx: Context) -> list[tuple[str, str]]:
    spoken = [(code, language_name(code, ctx.language)) for code in shelf.shipped().languages]
    return [*spoken, (_NUMBERS, _("Periods and limits"))]


def _usual_beside(language: str) -> str | None:
    """The language that the texts were written in; beside that none, until one is picked."""
    first = shelf.shipped().languages[0]
    return None if language == first else first


def _row(line: own_words.Line, other: dict[str, str]) -> Row:
    said = line.said if line.changed else ""
    if line.unfit:
        cell = Cell(line.unfit, verdict=Verdict.CAUTION, icon="triangle-alert")
    else:
        cell = Cell(said, icon="pencil" if said else "")
    piece = line.piece
    of = (
        piece.original
        if piece.place.startswith(tuple(f"{name}:" for name in HELD_IN))
        else part_name(piece.place)
    )
    return Row(piece.place, (of, piece.words, cell, other.get(piece.place, "")))
