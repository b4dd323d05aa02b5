"""One piece at a glance: in every language, and as it was worded before, word by word."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.word_difference import runs
from consult_app.domain.wording import OF_ALL
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import editions
from consult_app.services.editions import Edition, Said
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, ComparedText, FlowRow, Kind, Type, WrapLabel, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.clinic.pieces import edition_names
from consult_app.ui.words import language_name
from consult_app.ui.work import Lane


class PieceMore(QWidget):
    """Two buttons; what one asked for stays open for the next piece."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._language = self._place = ""
        self._shown = ""
        self._everywhere = Button(_("In all languages"), Kind.SECONDARY, strong=False)
        self._before = Button(_("As it was worded before"), Kind.SECONDARY, strong=False)
        self._everywhere.clicked.connect(partial(self._turn, "languages"))
        self._before.clicked.connect(partial(self._turn, "before"))
        buttons = FlowRow(tokens.S)
        buttons.add(self._everywhere)
        buttons.add(self._before)
        self._found = QVBoxLayout()
        self._found.setSpacing(tokens.M)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        column.addWidget(buttons)
        column.addLayout(self._found)
        self.setSizePolicy(tall_policy())

    def show_piece(self, language: str, place: str) -> None:
        """Another piece, or the same after a change."""
        self._language, self._place = language, place
        self._everywhere.setVisible(language not in OF_ALL)
        if language in OF_ALL and self._shown == "languages":
            self._shown = ""
        self._read()

    def _turn(self, what: str) -> None:
        self._shown = "" if self._shown == what else what
        self._read()

    def _read(self) -> None:
        self._put([])
        acting, place = self._ctx.acting, self._place
        if self._shown == "languages":
            job = partial(editions.in_each_language, acting, place)
            done = partial(self._languages, place)
            self._ctx.work.run(Lane.LONG, self, job, done, self._refused)
        elif self._shown == "before":
            past = partial(editions.of_piece, acting, self._language, place)
            told = partial(self._history, place)
            self._ctx.work.run(Lane.LONG, self, past, told, self._refused)

    def _languages(self, place: str, found: tuple[Said, ...]) -> None:
        if place == self._place and self._shown == "languages":
            self._put([self._in_language(one) for one in found])

    def _history(self, place: str, found: tuple[tuple[Edition, str], ...]) -> None:
        if place != self._place or self._shown != "before":
            return
        names = dict(edition_names([one for one, _words in found], self._ctx.language))
        was, lines = "", list[QWidget]()
        for one, words in found:
            lines.append(_block(names[one.key], ComparedText(runs(was or words, words))))
            was = words
        self._put(lines)

    def _in_language(self, one: Said) -> QWidget:
        name = language_name(one.language, self._ctx.language)
        return _block(name, ComparedText(runs(one.shipped, one.said)))

    def _put(self, lines: list[QWidget]) -> None:
        while self._found.count():
            item = self._found.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for line in lines:
            self._found.addWidget(line)

    def _refused(self, refused: Refused) -> None:
        self._put([WrapLabel(messages.sentence(refused))])


def _block(name: str, words: ComparedText) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.XS)
    column.addWidget(WrapLabel(name, Type.HINT, Token.QUIET, semibold=True))
    column.addWidget(words)
    block.setSizePolicy(tall_policy())
    return block
