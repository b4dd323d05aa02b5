"""Taking a consent back, in the page: who, how and when are filled in, a reason is never asked."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from consult_app import messages
from consult_app.domain.withdrawal import Said, Withdrawal
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services.consent_view import ConsentView
from consult_app.services.consent_words import said_words
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    AnswerRow,
    Button,
    Card,
    DateField,
    InlineError,
    Kind,
    Segmented,
    TextArea,
    TextField,
    with_keys,
)
from consult_app.ui.pages.card_parts import card_foot, card_head
from consult_app.ui.reading import day_parser


class WithdrawalCard(Card):
    """`recorded(Withdrawal)`; `closed()` where it was a slip."""

    recorded = Signal(object)
    closed = Signal()

    def __init__(self, ctx: Context, view: ConsentView) -> None:
        super().__init__()
        today = ctx.acting.today()
        said = view.consent.conversation if view.consent is not None else None
        name = said.representative if said is not None and said.represented else ""
        self._who = TextField(name or view.loaded.patient.name, max_length=500)
        self._way = Segmented(with_keys([(way.value, said_words(way)) for way in Said]))
        self._way.set_value(Said.IN_PERSON.value)
        self._day = DateField(day_parser(ctx, future=False), day_words(today, ctx.language))
        self._reason = TextArea(lines=2, max_length=5000)
        self._error = InlineError()
        self._go = Button(_("Record the withdrawal"), Kind.PRIMARY)
        back = Button(_("Go back"), Kind.QUIET)
        title = _("The patient takes the consent back")
        self.setAccessibleName(title)
        about = _("Nothing more may be done under it. No reason is needed.")
        self.add(card_head(title, about))
        self.add(AnswerRow(_("Who says so"), self._who))
        self.add(AnswerRow(_("How it was said"), self._way))
        self.add(AnswerRow(_("On which day"), self._day))
        self.add(AnswerRow(_("Why, if they said so"), self._reason, wide=True))
        self.add(self._error)
        self.add(card_foot(back, self._go))
        self._go.clicked.connect(self._record)
        back.clicked.connect(self.closed)

    def enter(self) -> None:
        """Everything is filled in: the next thing is to record it."""
        self._go.setFocus()

    def refuse(self, refused: Refused) -> None:
        """It could not be recorded: why, and what was filled in stays to be corrected."""
        self.setEnabled(True)
        self._error.set_error(messages.sentence(refused))

    def _record(self) -> None:
        day = self._day.parsed.value
        if not isinstance(day, date):
            self._error.set_error(_("This is no day: correct it."))
            self._day.setFocus()
            return
        way = Said(self._way.value or Said.IN_PERSON.value)
        self.recorded.emit(Withdrawal(self._who.text.strip(), way, day, self._reason.text.strip()))
