"""Where one piece of the texts is worked at: its words, and beside them the page they stand on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from consult_app.errors import Refused
from consult_app.packs.pieces import TEMPLATES
from consult_app.services import trying
from consult_app.services.own_words import Line
from consult_app.services.trying import Field
from consult_app.ui.context import Context
from consult_app.ui.kit import tokens
from consult_app.ui.pages.clinic.live_paper import LivePaper
from consult_app.ui.pages.clinic.wording_card import WordingCard
from consult_app.ui.work import Lane

PAPER_HEIGHT = 620
BESIDE = 760
"""Pixels at 100 % from which on the page has room beside the words."""
_NO_PAPER = ("intake",)
"""Templates that are printed only with a form in them."""


class WordingBench(QWidget):
    """`show_line(language, line)`: work at this piece; the page follows what is typed."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._language = ""
        self._line: Line | None = None
        self.card = WordingCard(ctx)
        self.paper = LivePaper(ctx)
        self.paper.setFixedHeight(ctx.theme.px(PAPER_HEIGHT))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(tokens.L)
        self._box.addWidget(self.card, 2, Qt.AlignmentFlag.AlignTop)
        self._box.addWidget(self.paper, 3, Qt.AlignmentFlag.AlignTop)
        self.card.typed.connect(self.paper.follow)
        self.hide()

    def show_line(self, language: str, line: Line | None) -> None:
        """Work at this piece in a language; away with None."""
        again = line is not None and self._line is not None and line.piece == self._line.piece
        self._language, self._line = language, line
        self.card.show_line(language, line)
        self.setVisible(line is not None)
        if line is None or not _printed(line):
            self.paper.clear()
            self.paper.hide()
            self.card.offer(())
            return
        self.paper.show()
        self._draw()
        if not again:
            self.card.offer(())
            job = partial(trying.offered, self._ctx.acting, line.piece.place)
            offer = partial(self._offer, line)
            self._ctx.work.run(Lane.READ, self, job, offer, self._no_fields)

    def _offer(self, line: Line, fields: tuple[Field, ...]) -> None:
        if line is self._line:
            self.card.offer(fields)

    def _no_fields(self, _refused: Refused) -> None:
        """The words can be typed all the same."""

    def _draw(self) -> None:
        line = self._line
        if line is not None and _printed(line):
            piece = line.piece
            self.paper.show_words(self._language, piece.group, piece.place, self.card.words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self._ctx.theme.px(BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._box.direction():
            self._box.setDirection(way)


def _printed(line: Line) -> bool:
    """Whether the piece stands on a paper that can be drawn here."""
    return line.piece.place.startswith(TEMPLATES) and line.piece.group not in _NO_PAPER
