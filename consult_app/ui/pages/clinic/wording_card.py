"""One piece of the texts beside the shipped words: said anew, or as it was."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from consult_app.domain.word_difference import runs
from consult_app.i18n import _
from consult_app.services.own_words import LONGEST, Line
from consult_app.services.trying import Field
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    ComparedText,
    FieldFrame,
    FlowRow,
    InlineError,
    Kind,
    PickField,
    TextArea,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.clinic.piece_more import PieceMore

_LINES = 2
_MOST_LINES = 8


class WordingCard(Card):
    """`said(place, words)`: keep these words; `typed(words)`: they are not kept yet."""

    said = Signal(str, str)
    typed = Signal(str)

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
        self._fields = PickField(
            (), name=_("Put in a field"), placeholder=_("Put in: type what it gives")
        )
        self._field_frame = FieldFrame(
            _("Put in a field"),
            self._fields,
            help_text=_("Filled in for each patient; Enter puts it where the cursor is"),
        )
        for widget in (self._original, self._shipped):
            self.add(widget)
        self.add(FieldFrame(_("In this clinic"), self._field, keeps_space=False))
        self.add(self._change)
        self.add(self._unfit)
        self.add(self._field_frame)
        buttons = FlowRow(tokens.S)
        for button in (self._keep, self._back):
            buttons.add(button)
        self.add(buttons)
        self.add(self._more)
        self._keep.clicked.connect(self._tell)
        self._back.clicked.connect(self._put_back)
        self._field.changed.connect(self.typed)
        self._fields.picked.connect(self._put_in)
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

    def set_editable(self, editable: bool) -> None:
        """Whether the words can be changed now."""
        for widget in (self._field, self._fields, self._keep, self._back):
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

    @property
    def words(self) -> str:
        """What stands in the field now."""
        return self._field.text

    def offer(self, fields: Sequence[Field]) -> None:
        """What may be put in, by what it gives."""
        self._fields.set_options([(one.insert, _named(one)) for one in fields])
        self._field_frame.setVisible(bool(fields))

    def _put_in(self, insert: object, _text: str) -> None:
        self._fields.set_text("")
        if insert:
            self._field.insert(str(insert))


def _named(field: Field) -> str:
    """`Number in opening hours · clinic.phone_day`."""
    gives = field.gives
    return f"{gives[:1].upper()}{gives[1:]} · {field.name}"


def _fits(line: Line) -> str:
    if not line.unfit:
        return ""
    words = _("The program ships other words by now. In this clinic it was: {words}")
    return words.format(words=line.unfit)
