"""Who consents for the patient: the name, by what right, and the evidence that was seen."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.conversation import Authority, Guardian
from consult_app.i18n import _
from consult_app.services.consent_words import authority_words
from consult_app.ui.consent.sight import go_to
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Choice,
    ChoiceList,
    DateField,
    FieldFrame,
    Parsed,
    TextField,
    tokens,
)
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.reading import day_parser


class GuardianFields(QWidget):
    """`said(Guardian)` after each part that a person entered; who saw the evidence is not here."""

    said = Signal(object)

    def __init__(self, ctx: Context, known: Guardian, *, minor: bool, other: bool) -> None:
        super().__init__()
        self._asked = False
        rights = [a for a in Authority if not (minor and a is Authority.PROXY)]
        self._name = TextField(known.name)
        self._right = ChoiceList([Choice(a.value, authority_words(a)) for a in rights])
        self._right.set_values([known.authority.value] if known.authority in rights else [])
        self._words = TextField(known.words)
        self._document = TextField(known.document)
        dated = known.dated.isoformat() if known.dated else ""
        self._dated = DateField(day_parser(ctx, future=False), dated)
        who = _("Name of the other guardian") if other else _("Name of the representative")
        self._name_frame = FieldFrame(who, self._name, keeps_space=False)
        self._right_frame = FieldFrame(_("By what right"), self._right, keeps_space=False)
        self._words_frame = FieldFrame(_("Which right"), self._words, keeps_space=False)
        self._document_frame = FieldFrame(
            _("Document that you have seen"),
            self._document,
            help_text=_("With its number, such as a birth certificate or a court order"),
            keeps_space=False,
        )
        day = FieldFrame(_("Date on that document"), self._dated, keeps_space=False)
        self._frames = (
            *(self._name_frame, self._right_frame, self._words_frame),
            *(self._document_frame, day),
        )
        self._lay_out(known)

    def _lay_out(self, known: Guardian) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        for frame in self._frames:
            column.addWidget(frame)
        self._words_frame.setVisible(known.authority is Authority.OTHER)
        self.setSizePolicy(tall_policy())
        for field in (self._name, self._words, self._document):
            field.committed.connect(lambda _text: self._tell())
        self._right.chosen.connect(self._chose)
        self._dated.committed.connect(self._dated_so)

    def _chose(self, values: tuple[str, ...]) -> None:
        other = Authority.OTHER.value in values
        self._words_frame.setVisible(other)
        self._tell()
        if values:
            go_to(self._words if other else self._document)

    def _dated_so(self, parsed: Parsed) -> None:
        if isinstance(parsed.value, date) or not self._dated.text:
            self._tell()

    def _tell(self) -> None:
        if self._asked:
            self.show_missing()
        self.said.emit(self.guardian)

    @property
    def guardian(self) -> Guardian:
        """As it stands in the fields."""
        dated, chosen = self._dated.parsed.value, self._right.values
        return Guardian(
            _plain(self._name.text),
            Authority(chosen[0]) if chosen else None,
            _plain(self._words.text),
            _plain(self._document.text),
            dated if isinstance(dated, date) else None,
        )

    def show_missing(self) -> QWidget | None:
        """Say beside each field what is missing in it; the first of them, for the keyboard."""
        self._asked = True
        first = None
        for lacking, frame, control, sentence in self._checks():
            frame.set_error(sentence if lacking else "")
            first = first or (control if lacking else None)
        return first

    def _checks(self) -> tuple[tuple[bool, FieldFrame, QWidget, str], ...]:
        now = self.guardian
        needs_words = now.authority is Authority.OTHER and not now.words
        no_document = _("Enter the document that shows it.")
        return (
            (not now.name, self._name_frame, self._name, _("Enter the name.")),
            (now.authority is None, self._right_frame, self._right, _("Choose by what right.")),
            (needs_words, self._words_frame, self._words, _("Say which right it is.")),
            (not now.document, self._document_frame, self._document, no_document),
        )

    def enter(self) -> None:
        """The keyboard to the first field that is empty."""
        now = self.guardian
        for empty, control in (
            (not now.name, self._name),
            (now.authority is None, self._right),
            (not now.document, self._document),
        ):
            if empty:
                go_to(control)
                return
        go_to(self._name)


def _plain(text: str) -> str:
    return " ".join(text.split())
