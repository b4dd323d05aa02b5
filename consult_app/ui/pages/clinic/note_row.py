"""One note on the law: its words, its source and days, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.forms.model import say
from consult_app.i18n import _
from consult_app.services.legal_status import Line as NoteLine
from consult_app.services.wording import day_words, partial_words
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Chip, FlowRow, Kind, Type, Verdict, WrapLabel, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import Token


class NoteRow(QWidget):
    """`looked_up()` today, and it holds; `opened()`: it is to be changed; `taken_back()`."""

    looked_up = Signal()
    opened = Signal()
    taken_back = Signal()

    def __init__(self, ctx: Context, line: NoteLine, country: str, *, keeps: bool) -> None:
        super().__init__()
        self._ctx, self._line, self._country = ctx, line, country
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, tokens.M, tokens.L, tokens.M)
        self._column.setSpacing(tokens.S)
        self._column.addWidget(self._told())
        if keeps:
            self._column.addWidget(self._buttons())
        self.setSizePolicy(tall_policy())

    def add_form(self, form: QWidget) -> None:
        """The form below the note."""
        self._column.addWidget(form)

    def _told(self) -> QWidget:
        note, language = self._line.note, self._ctx.language
        told = QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.XS)
        head = FlowRow(tokens.S)
        head.add(WrapLabel(self._country, Type.HINT, Token.QUIET, semibold=True))
        for chip in self._chips():
            head.add(chip)
        column.addWidget(head)
        column.addWidget(WrapLabel(say(note.text, language)))
        words = _("{source} · {day} · last looked up on {looked}").format(
            source=say(note.source, language),
            day=partial_words(note.source_date, language),
            looked=day_words(note.checked_on, language),
        )
        column.addWidget(WrapLabel(words, Type.HINT, Token.QUIET))
        return told

    def _chips(self) -> list[Chip]:
        found = []
        if self._line.overdue:
            caution = Verdict.CAUTION
            found.append(Chip(_("Overdue: look it up again"), caution, icon=caution.icon))
        if self._line.changed:
            found.append(Chip(_("This clinic's own"), None))
        return found

    def _buttons(self) -> QWidget:
        line = FlowRow(tokens.S)
        back = _("Take away") if self._line.note.is_own else _("As shipped")
        offered = [
            (_("Looked up today, it holds"), self.looked_up.emit, True),
            (_("Change"), self.opened.emit, True),
            (back, self.taken_back.emit, self._line.changed),
        ]
        for label, pressed, is_shown in offered:
            if is_shown:
                button = Button(label, Kind.SECONDARY, strong=False)
                name = _("{action}: {country}, {source}")
                source = say(self._line.note.source, self._ctx.language)
                button.setAccessibleName(
                    name.format(action=label, country=self._country, source=source)
                )
                button.clicked.connect(pressed)
                line.add(button)
        return line
