"""The form of a note on the law: country, its words in each language, the source, two days."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.status import NewNote
from consult_app.domain.texts import LINE
from consult_app.errors import Refused
from consult_app.forms.model import PartialDate
from consult_app.i18n import _, series
from consult_app.packs.regulatory import RegulatoryEntry
from consult_app.services.wording import day_words, partial_words
from consult_app.ui.consultation.reading import date_parser
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    DateField,
    FieldFrame,
    FlowRow,
    InlineError,
    Kind,
    PickField,
    TextArea,
    TextField,
    tokens,
)
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.reading import day_parser
from consult_app.ui.words import country_names, language_name

_LINES, _MOST = 3, 6


class NoteForm(QWidget):
    """`confirmed(NewNote)`: keep it; `left()`: put it away."""

    confirmed = Signal(object)
    left = Signal()

    def __init__(
        self,
        ctx: Context,
        languages: tuple[str, ...],
        country: str,
        note: RegulatoryEntry | None = None,
    ) -> None:
        super().__init__()
        self._ctx, self._note = ctx, note
        self._country = PickField(country_names(ctx.language), name=_("Country"))
        self._words = {one: _area() for one in languages}
        self._sources = {one: TextField(max_length=LINE) for one in languages}
        self._written = DateField(date_parser(ctx))
        self._looked_up = DateField(day_parser(ctx, future=False))
        self._error = InlineError()
        self._keep = Button(_("Keep the note"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self._away = Button(_("Put away"), Kind.QUIET)
        self._keep.clicked.connect(self._tell)
        self._away.clicked.connect(self.left)
        self._lay_out()
        self._fill(country)
        self.setSizePolicy(tall_policy())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tokens.S, 0, 0)
        column.setSpacing(tokens.S)
        if self._note is None or self._note.is_own:
            column.addWidget(FieldFrame(_("Country"), self._country))
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.L)
        for at, (one, field) in enumerate(self._words.items()):
            spoken = language_name(one, self._ctx.language)
            label = _("Status, as patients read it in {language}").format(language=spoken)
            grid.addWidget(FieldFrame(label, field), at // 2 * 2, at % 2)
            source = FieldFrame(
                _("Source, in {language}").format(language=spoken), self._sources[one]
            )
            grid.addWidget(source, at // 2 * 2 + 1, at % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        days = QGridLayout()
        days.setHorizontalSpacing(tokens.L)
        written = _("Date of the source")
        days.addWidget(FieldFrame(written, self._written), 0, 0)
        days.addWidget(FieldFrame(_("Last looked up on"), self._looked_up), 0, 1)
        days.setColumnStretch(0, 1)
        days.setColumnStretch(1, 1)
        column.addLayout(days)
        column.addWidget(self._error)
        foot = FlowRow(tokens.S)
        foot.add(self._keep)
        foot.add(self._away)
        column.addWidget(foot)

    def _fill(self, country: str) -> None:
        language, note = self._ctx.language, self._note
        looked_up = self._ctx.acting.today()
        self._country.set_value((note.jurisdiction if note else country) or None)
        if note is not None:
            for one, field in self._words.items():
                field.set_text(note.text.get(one, ""))
            for one, source in self._sources.items():
                source.set_text(note.source.get(one, ""))
            self._written.set_text(partial_words(note.source_date, language))
            looked_up = note.checked_on
        self._looked_up.set_text(day_words(looked_up, language))

    def enter(self) -> None:
        """The keyboard stands at the first thing to fill in."""
        first = next(iter(self._words.values()))
        (first if self._note is not None else self._country).setFocus()

    def refuse(self, refused: Refused) -> None:
        """Say what is wrong; what was typed stays."""
        self._keep.set_busy(None)
        if refused.code == "status.words-missing":
            codes = str(refused.params["language"]).split(", ")
            names = series(language_name(code, self._ctx.language) for code in codes)
            refused = Refused("status.words-missing", language=names)
        self._error.set_error(messages.sentence(refused))

    def _tell(self) -> None:
        for read in (self._written.parsed, self._looked_up.parsed):
            if read.error or read.choices:
                self._error.set_error(read.error or read.words)
                return
        written, looked_up = self._written.parsed.value, self._looked_up.parsed.value
        self._country.settle()
        self._keep.set_busy(_("Checking"))
        self.confirmed.emit(
            NewNote(
                self._country.value or "",
                {one: field.text for one, field in self._words.items()},
                {one: field.text for one, field in self._sources.items()},
                written if isinstance(written, PartialDate) else None,
                looked_up if isinstance(looked_up, date) else None,
            )
        )


def _area() -> TextArea:
    return TextArea(lines=_LINES, most_lines=_MOST, max_length=LINE)
