"""One piece of the texts beside the shipped words: said anew, or as it was."""

from __future__ import annotations

from PySide6.QtCore import Signal

from consult_app.domain.word_difference import runs
from consult_app.i18n import _
from consult_app.packs.pieces import TEMPLATES
from consult_app.services.own_words import LONGEST, Line
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    ComparedText,
    FieldFrame,
    FlowRow,
    InlineError,
    Kind,
    TextArea,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.clinic.piece_more import PieceMore

_LINES = 2
_MOST_LINES = 8
_BY_HAND = "intake"
"""Printed only with the form in it."""


class WordingCard(Card):
    """`said(place, words)`: keep these words; `paper_asked(template)`: show the whole paper."""

    said = Signal(str, str)
    paper_asked = Signal(str)

    def __init__(self, ctx: Context) -> None:
        super().__init__(padding=tokens.XL)
        self._line: Line | None = None
        self._original = WrapLabel("", Type.HINT, Token.QUIET)
        self._shipped = WrapLabel("")
        self._field = TextArea(
            name=_("In this clinic"), lines=_LINES, most_lines=_MOST_LINES, max_length=LONGEST
        )
        self._unfit = InlineError()
        self._change = ComparedText()
        self._more = PieceMore(ctx)
        self._keep = Button(_("Keep these words"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self._back = Button(_("As shipped"), strong=False)
        self._paper = Button(_("See the paper"), icon="eye", strong=False)
        for widget in (self._original, self._shipped):
            self.add(widget)
        self.add(FieldFrame(_("In this clinic"), self._field))
        self.add(self._change)
        self.add(self._unfit)
        buttons = FlowRow(tokens.S)
        for button in (self._keep, self._back, self._paper):
            buttons.add(button)
        self.add(buttons)
        self.add(self._more)
        self._keep.clicked.connect(self._tell)
        self._back.clicked.connect(self._put_back)
        self._paper.clicked.connect(self._ask)
        self.hide()

    def show_line(self, language: str, line: Line | None) -> None:
        """Work at this piece of a language; away with None."""
        same = line is not None and self._line is not None and line.piece == self._line.piece
        self._line = line
        self.setVisible(line is not None)
        if line is None:
            return
        other = line.piece.original if line.piece.original != line.piece.words else ""
        self._original.set_text(other)
        self._original.setVisible(bool(other))
        self._shipped.set_text(line.piece.words)
        if not same or self._field.text == line.said:
            self._field.set_text(line.said)
        said = line.unfit or line.said
        self._change.set_runs(runs(line.piece.words, said))
        self._change.setVisible(said != line.piece.words)
        self._more.show_piece(language, line.piece.place)
        self._unfit.set_error(_fits(line))
        self._back.setVisible(line.changed or bool(line.unfit))
        on_paper = line.piece.place.startswith(TEMPLATES) and line.piece.group != _BY_HAND
        self._paper.setVisible(on_paper)

    def set_editable(self, editable: bool) -> None:
        """Whether the words can be changed now."""
        for widget in (self._field, self._keep, self._back):
            widget.setEnabled(editable)

    def set_busy(self, words: str | None) -> None:
        """The words are being kept and checked."""
        self._keep.set_busy(words)

    def take_keyboard(self) -> None:
        """Type here next."""
        self._field.setFocus()

    def _tell(self) -> None:
        if self._line is not None:
            self.said.emit(self._line.piece.place, self._field.text)

    def _put_back(self) -> None:
        if self._line is not None:
            self._field.set_text(self._line.piece.words)
            self._tell()

    def _ask(self) -> None:
        if self._line is not None:
            self.paper_asked.emit(self._line.piece.group)


def _fits(line: Line) -> str:
    if not line.unfit:
        return ""
    words = _("The program ships other words by now. In this clinic it was: {words}")
    return words.format(words=line.unfit)
