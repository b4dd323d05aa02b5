"""One person on the list of a recall: how to reach them, what was done, what is recorded now."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from consult_app import messages
from consult_app.domain.people import Capability
from consult_app.domain.recalls import About, Contact, NewContact, Recipient, Way
from consult_app.errors import Refused
from consult_app.i18n import _, series
from consult_app.services import recalls
from consult_app.services.recalls import RecallView, given_words, way_words
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    DateField,
    FieldFrame,
    InlineError,
    Kind,
    Segmented,
    TextField,
    Type,
    WrapLabel,
    tokens,
    with_keys,
)
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.head import at_the_end
from consult_app.ui.pages.lives.death import DeathForm
from consult_app.ui.reading import day_parser
from consult_app.ui.work import Lane


class ToldCard(Card):
    """`told()` when what was done is recorded."""

    told = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(padding=tokens.XL)
        self._ctx = ctx
        self._recall_id = self.patient_id = 0
        self._who = ""
        self._name = WrapLabel("", Type.QUESTION, semibold=True, heading=True)
        self._facts = WrapLabel("")
        self._history = WrapLabel("", Type.HINT, Token.QUIET)
        ways = [(way.value, way_words(way)) for way in Way if way is not Way.DIED]
        self._way = Segmented(with_keys(ways))
        self._row = FieldFrame(_("What was done?"), self._way)
        self._day = DateField(day_parser(ctx, future=False), placeholder=_("Today"))
        self._note = TextField(max_length=1000)
        self._error = InlineError()
        self._open = Button(_("Open the patient"), strong=False)
        self._died = Button(_("The patient has died"), Kind.QUIET)
        self._death = DeathForm(ctx)
        self._death.left.connect(self._death.hide)
        self._death.recorded.connect(lambda _view: self.told.emit())
        self._died.clicked.connect(lambda: self._death.open(self.patient_id, self._who))
        self._save = Button(_("Record it"), Kind.SECONDARY)
        self._save.clicked.connect(self._record)
        self._open.clicked.connect(lambda: ctx.go.patient.emit(self.patient_id))
        words = QVBoxLayout()
        words.setSpacing(tokens.XS)
        for part in (self._name, self._facts, self._history):
            words.addWidget(part)
        self.column.addLayout(words)
        self.add(self._row)
        self.add(FieldFrame(_("On"), self._day))
        self.add(FieldFrame(_("Note on it"), self._note, keeps_space=False))
        self.add(self._error)
        self.add(at_the_end(self._died, self._open, self._save))
        self._died.setVisible(ctx.acting.user.may(Capability.RECORD_DEATHS))
        self.add(self._death)

    def show_person(self, view: RecallView, one: Recipient) -> None:
        """Who it is, how to reach them, and what was recorded until now."""
        fresh = one.patient.id != self.patient_id
        self._recall_id, self.patient_id = view.recall.id, one.patient.id
        patient, language = one.patient, self._ctx.language
        self._who = patient.name
        born = day_words(patient.birth_date, language)
        self._name.set_text(_("{name}, born {date}").format(name=patient.name, date=born))
        ways = (
            patient.phone or _("no phone recorded"),
            patient.email or _("no e-mail recorded"),
            patient.address or _("no address recorded"),
        )
        given = _("Had it on {days}; record number {number}").format(
            days=given_words(one, language), number=patient.record_number
        )
        self._facts.set_text(series(ways, " · ") + "\n" + given)
        self._history.set_text("\n".join(self._told(view, c) for c in one.contacts))
        self._history.setVisible(bool(one.contacts))
        if fresh:
            self._clear()
            self._death.hide()

    def _told(self, view: RecallView, contact: Contact) -> str:
        record = contact.record
        end = _("about the end of the recall") if contact.about is About.END else ""
        said = (
            day_words(record.day, self._ctx.language),
            way_words(record.way),
            end,
            view.people.get(contact.author_id, ""),
            record.note,
        )
        return series((words for words in said if words), " · ")

    def _clear(self) -> None:
        self._way.set_value(None)
        self._day.set_text("")
        self._note.set_text("")
        self._row.set_error("")
        self._error.set_error("")

    def _record(self) -> None:
        self._row.set_error("" if self._way.value else _("Answer this first."))
        parsed = self._day.parsed
        if not self._way.value:
            self._way.setFocus()
            return
        if self._day.text.strip() and not isinstance(parsed.value, date):
            self._day.setFocus()
            return
        day = parsed.value if isinstance(parsed.value, date) else self._ctx.acting.today()
        new = NewContact(self.patient_id, Way(self._way.value), day, self._note.text)
        self._save.set_busy(_("Saving"))
        job = partial(recalls.tell, self._ctx.acting, self._recall_id, new)
        self._ctx.work.run(Lane.WRITE, self, job, self._recorded, self._refused)

    def _recorded(self, _contact: Contact) -> None:
        self._save.set_busy(None)
        self._clear()
        self.told.emit()

    def _refused(self, refused: Refused) -> None:
        self._save.set_busy(None)
        self._error.set_error(messages.sentence(refused))
