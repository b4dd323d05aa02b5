"""That a patient has died: asked once, told at the head of their page, taken back if an error."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.adverse_events import AdverseEvent
from consult_app.domain.deaths import Death, NewDeath, TakenBack
from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.forms.model import PartialDate
from consult_app.i18n import _
from consult_app.services import deaths
from consult_app.services.alive import died_words
from consult_app.services.deaths import DeathView
from consult_app.services.wording import moment_words
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    DateField,
    FieldFrame,
    InlineError,
    Kind,
    TextField,
    Token,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.pages.head import at_the_end
from consult_app.ui.pages.section import Line
from consult_app.ui.reading import partial_parser
from consult_app.ui.work import Lane


class DeathForm(Card):
    """The day as far as it is known, and who said so. `recorded(DeathView)`, `left()`."""

    recorded = Signal(object)
    left = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(padding=tokens.XL)
        self._ctx, self._id = ctx, 0
        self._title = WrapLabel("", Type.QUESTION, semibold=True, heading=True)
        self._day = DateField(partial_parser(ctx), placeholder=_("Not known"))
        self._who = TextField(max_length=200)
        self._error = InlineError()
        self._close = Button(_("Never mind"), Kind.QUIET)
        self._save = Button(_("Record the death"), Kind.SECONDARY)
        self._save.clicked.connect(self._record)
        self._close.clicked.connect(self.left)
        self.add(self._title)
        self.add(
            WrapLabel(
                _(
                    "Follow-ups are closed, lists leave this person out, and nobody writes to"
                    " them. It can be taken back."
                )
            )
        )
        part = _("A month or a year is enough; leave it empty where nobody knows")
        self.add(FieldFrame(_("Day of death"), self._day, help_text=part))
        who = _("A relative, a doctor, a letter")
        self.add(FieldFrame(_("Who told the clinic"), self._who, help_text=who))
        self.add(self._error)
        self.add(at_the_end(self._close, self._save))
        self.hide()

    def open(self, patient_id: int, name: str) -> None:
        """Ask it of a patient, with nothing filled in; where it is asked already, go on there."""
        if self.isVisible() and self._id == patient_id:
            self._day.setFocus()
            return
        self._id = patient_id
        self._title.set_text(_("{name} has died").format(name=name))
        for field in (self._day, self._who):
            field.set_text("")
        self._error.set_error("")
        self.show()
        self._day.setFocus()

    def _record(self) -> None:
        read = self._day.parsed.value
        if self._day.text.strip() and not isinstance(read, date | PartialDate):
            self._day.setFocus()
            return
        day = read.isoformat() if isinstance(read, date) else ""
        day = read.text if isinstance(read, PartialDate) else day
        self._wait(True)
        job = partial(deaths.record, self._ctx.acting, self._id, NewDeath(day, self._who.text))
        self._ctx.work.run(Lane.WRITE, self, job, self._done, self._refused)

    def _wait(self, waits: bool) -> None:
        """What is typed while it is recorded would go with the form."""
        self._save.set_busy(_("Saving") if waits else None)
        for field in (self._day, self._who):
            field.setEnabled(not waits)

    def _done(self, view: DeathView) -> None:
        self._wait(False)
        self.hide()
        self.recorded.emit(view)
        self._ctx.go.records_changed.emit()

    def _refused(self, refused: Refused) -> None:
        self._wait(False)
        self._error.set_error(messages.sentence(refused))


class DeathNotice(QWidget):
    """What is recorded, in calm words, and the way to take it back; nothing where nothing is.

    `refused(Refused)` where it could not be read, `taken()` when it was taken back.
    """

    refused = Signal(object)
    taken = Signal()

    def __init__(self, ctx: Context, patient_id: int) -> None:
        super().__init__()
        self._ctx, self._id = ctx, patient_id
        self._card = Card(padding=tokens.XL)
        self._says = WrapLabel("", Type.QUESTION, semibold=True, heading=True)
        self._by = WrapLabel("", token=Token.QUIET)
        self._back = Button(_("Recorded in error"), Kind.QUIET)
        self._why = TextField(max_length=1000)
        self._why_frame = FieldFrame(_("Why it is taken back"), self._why)
        self._sure = Button(_("Take it back"), Kind.DANGER)
        self._leave = Button(_("Never mind"), Kind.QUIET)
        self._error = InlineError()
        self._asked = Card()
        self._before = WrapLabel("", Type.HINT, Token.QUIET)
        self._asking = QWidget()
        self._asking.setSizePolicy(tall_policy())
        self._lines: list[Line] = []
        self._told: int | None = None
        self._lay_out()
        self._back.clicked.connect(lambda: self._ask(True))
        self._leave.clicked.connect(lambda: self._ask(False))
        self._sure.clicked.connect(self._take_back)
        self.hide()

    def _lay_out(self) -> None:
        told = QVBoxLayout()
        told.setSpacing(tokens.XS)
        told.addWidget(self._says)
        told.addWidget(self._by)
        head = QHBoxLayout()
        head.addLayout(told, 1)
        head.addWidget(self._back)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(tokens.XS)
        for part in (self._why_frame, self._error, at_the_end(self._leave, self._sure)):
            asking.addWidget(part)
        self._card.column.addLayout(head)
        self._card.add(self._asking)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        for part in (self._card, self._asked, self._before):
            column.addWidget(part)
        self.setSizePolicy(tall_policy())

    def enter(self, view: DeathView) -> None:
        """Tell it, with the keyboard here: it was recorded just now."""
        self.show_view(view)
        self._back.setFocus()

    def read(self) -> None:
        """Read what is recorded."""
        job = partial(deaths.of, self._ctx.acting, self._id)
        self._ctx.work.run(Lane.READ, self, job, self.show_view, self.refused.emit)

    def show_view(self, view: DeathView) -> None:
        """Tell it; an open adverse event is asked about."""
        death, language = view.death, self._ctx.language
        if death is not None:
            self._says.set_text(died_words(death.record.day, language))
            self._by.set_text(self._recorded(view, death))
        self._card.setVisible(death is not None)
        if death is None or death.id != self._told:  # else a reason may be half typed
            self._ask(False)
        self._told = death.id if death is not None else None
        for line in self._lines:
            self._asked.column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._event(event) for event in view.events]
        for line in self._lines:
            self._asked.add(line)
        self._asked.setVisible(bool(self._lines))
        taken = [
            self._taken_back(view, one, one.taken_back)
            for one in view.deaths
            if one.taken_back is not None
        ]
        self._before.set_text("\n".join(taken))
        self._before.setVisible(bool(taken))
        self.setVisible(bool(view.deaths))

    def _recorded(self, view: DeathView, death: Death) -> str:
        told = _("Told by {name}").format(name=death.record.reported_by)
        recorded = _("recorded {moment} by {name}").format(
            moment=moment_words(death.at, self._ctx.language),
            name=view.people.get(death.author_id, ""),
        )
        return f"{told} · {recorded}" if death.record.reported_by else recorded

    def _taken_back(self, view: DeathView, death: Death, back: TakenBack) -> str:
        words = _("A death recorded {moment} was taken back {later} by {name}: {reason}")
        language = self._ctx.language
        return words.format(
            moment=moment_words(death.at, language),
            later=moment_words(back.at, language),
            name=view.people.get(back.author_id, ""),
            reason=back.reason,
        )

    def _event(self, event: AdverseEvent) -> Line:
        asks = _("Was the death the outcome of this adverse event? If it was, say so there.")
        line = Line(event.told.title, asks)
        name = _("Open the event {title}").format(title=event.told.title)
        open_it = partial(self._ctx.go.adverse_event.emit, event.id)
        line.add_button(_("Open the event"), name, open_it)
        return line

    def _ask(self, asked: bool) -> None:
        """Whether the reason is being asked for."""
        may = self._ctx.acting.user.may(Capability.RECORD_DEATHS)
        self._back.setVisible(may and not asked)
        self._asking.setVisible(asked)
        self._error.set_error("")
        if asked:
            self._why.set_text("")
            self._why.setFocus()

    def _take_back(self) -> None:
        self._sure.set_busy(_("Saving"))
        job = partial(deaths.take_back, self._ctx.acting, self._id, self._why.text)
        self._ctx.work.run(Lane.WRITE, self, job, self._taken, self._not_taken)

    def _taken(self, view: DeathView) -> None:
        self._sure.set_busy(None)
        self.show_view(view)
        self.taken.emit()
        self._ctx.go.records_changed.emit()

    def _not_taken(self, refused: Refused) -> None:
        self._sure.set_busy(None)
        self._error.set_error(messages.sentence(refused))
