"""The patient's own view: laid over the whole window, one thing a page, nothing of other people.

It stays until the physician takes the screen back; what is answered is stored at once.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.consent import Consent, ConsentMove, HeldBack
from consult_app.domain.consent_form import Prompt
from consult_app.errors import Refused
from consult_app.forms.model import say
from consult_app.i18n import _
from consult_app.services import consents
from consult_app.services.consent_view import ConsentView
from consult_app.services.reading import Part, Reading
from consult_app.ui.consent import order
from consult_app.ui.consent.bar import Action, Asked, Bar
from consult_app.ui.consent.end_pages import SignPage, SummaryPage, ThankYouPage
from consult_app.ui.consent.part_page import PartPage
from consult_app.ui.consent.patient_head import PatientHead
from consult_app.ui.consent.prove import Prove
from consult_app.ui.consent.talk import Talk
from consult_app.ui.consent.teach_page import TeachPage
from consult_app.ui.consent.trouble import Trouble
from consult_app.ui.consent.veil import Veil
from consult_app.ui.consent.words import TO_PATIENT, held_words
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    FormColumn,
    Kind,
    ScrollArea,
    Size,
)
from consult_app.ui.kit.base import PaintedWidget
from consult_app.ui.kit.tokens import Token
from consult_app.ui.work import Lane

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


class PatientView(PaintedWidget):
    """`left()` when the physician has the screen again; the view is then gone."""

    left = Signal()

    def __init__(
        self, ctx: Context, window: QWidget, view: ConsentView, reading: Reading, talk: Talk
    ) -> None:
        super().__init__(window)
        self._ctx, self._view, self._reading, self._talk = ctx, view, reading, talk
        self._order = order.places(reading)
        self._at = 0
        self._page: FormColumn = FormColumn()
        self._scale = ctx.theme.scale
        self._veil = Veil(self)
        self.setAccessibleName(_("For the patient"))
        if reading.language in _RIGHT_TO_LEFT:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._head = PatientHead(ctx.theme, reading.patient_name, len(self._order))
        self._head.physician.connect(self._ask_physician)
        self._trouble = Trouble(Size.PATIENT)
        self._room = QVBoxLayout()
        self._bar = Bar(Size.PATIENT)
        self._bar.settled.connect(self._focus)
        self._prove = Prove(ctx, self._bar)
        self._lay_out()
        self._trouble.retry.connect(talk.retry)
        talk.failed.connect(self._trouble.show_sentence)
        talk.saved.connect(self._trouble.hide)

    @property
    def language(self) -> str:
        """In which the patient reads."""
        return self._reading.language

    def open(self) -> None:
        """Lie over the window at the first page that waits for an answer."""
        self._veil.draw()
        self.show()
        self._go(order.next_open(self._order, self._talk.said))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._trouble)
        column.addLayout(self._room, 1)
        column.addWidget(self._bar)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color(Token.SURFACE))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, where nothing else takes it, is the one next thing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._bar.primary is not None:
            self._bar.primary.click()
        event.accept()  # nothing that is pressed here reaches the physician's pages

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays within the view."""
        return self._veil.walk(forward)

    # where one is

    def _go(self, index: int) -> None:
        if isinstance(self._page, TeachPage):
            self._page.leave()
        self._at = max(0, min(index, len(self._order) - 1))
        self._show(self._make(self._order[self._at]))
        self._head.dashes.show_done(self._at + 1, len(self._order))
        self._offer()
        self._focus()

    def _make(self, place: order.Place) -> FormColumn:
        regions, language = self._view.loaded.pack.regions, self._reading.language
        page: FormColumn
        match place:
            case Part():
                page = PartPage(self._talk, place, regions, language)
                page.done.connect(self._focus_next)
            case Prompt():
                page = TeachPage(self._talk, place, language)
                page.done.connect(self._focus_next)
            case order.Summary():
                page = SummaryPage(self._reading, self._talk.said, self._waits_for())
                page.edit.connect(self._go)
            case order.Sign():
                means = say(self._view.loaded.pack.consent.patient_signs, language)
                page = SignPage(means, self._signer())
        return page

    def _show(self, page: FormColumn) -> None:
        item = self._room.takeAt(0)
        before = item.widget() if item is not None else None
        if before is not None:
            before.hide()
            before.deleteLater()
        self._page = page
        self._room.addWidget(ScrollArea(page))

    def _offer(self) -> None:
        """The ways out on every page, and the ways on."""
        place = self._order[self._at]
        leading = (
            Action(_("I do not want this"), self._ask_decline),
            Action(_("Not today"), self._ask_not_today),
        )
        on = Action(_("Next"), self._next, Kind.PRIMARY)
        if isinstance(place, order.Sign):
            on = Action(_("I sign"), self._sign, Kind.PRIMARY)
        elif isinstance(place, order.Summary) and self._held():
            on = Action(_("Give the screen back"), self._leave, Kind.PRIMARY)
        elif isinstance(place, order.Summary):
            on = Action(_("Go on to sign"), self._next, Kind.PRIMARY)
        back = (Action(_("Back"), lambda: self._go(self._at - 1), Kind.SECONDARY),)
        self._bar.show_actions(leading, (*(back if self._at else ()), on))

    def _focus(self) -> None:
        if isinstance(self._page, PartPage | TeachPage | SignPage):
            self._page.enter()
        else:
            self._focus_next()

    def _focus_next(self) -> None:
        if self._bar.primary is not None:
            self._bar.primary.setFocus(Qt.FocusReason.TabFocusReason)

    def _next(self) -> None:
        if isinstance(self._page, PartPage | TeachPage) and not self._page.ready():
            return
        self._go(self._at + 1)

    # what holds the signature back, and the signature

    def _held(self) -> tuple[HeldBack, ...]:
        return consents.held_back(self._ctx.acting, self._view.loaded, self._talk.consent)

    def _waits_for(self) -> list[str]:
        language = self._reading.language
        return [
            held_words(held, self._view, language, TO_PATIENT)
            for held in self._held()
            if held.reason in TO_PATIENT
        ]

    def _signer(self) -> str:
        said = self._talk.said
        patient = self._reading.patient_name
        return patient if said.consenter == "patient" else said.representative

    def _sign(self) -> None:
        if not isinstance(self._page, SignPage):
            return
        if not self._page.strokes:
            self._page.set_error(_("Please sign in the box first."))
            self._page.enter()
            return
        self._bar.set_busy(_("One moment"))
        job = partial(
            consents.sign_patient,
            self._ctx.acting,
            self._talk.consent,
            self._signer(),
            self._page.strokes,
        )
        self._ctx.work.run(Lane.WRITE, self, job, self._signed, self._refused)

    def _signed(self, consent: Consent) -> None:
        self._talk.renew(consent)
        self._end(_("Thank you"), _("You have signed. You can still say no at any time."))

    # every no

    def _ask_decline(self) -> None:
        self._bar.ask(
            Asked(
                _("You do not want this treatment. That is all right; we go on caring for you."),
                _("I do not want it"),
                _("Go back"),
                lambda: self._step_back(ConsentMove.DECLINE),
            )
        )

    def _ask_not_today(self) -> None:
        self._bar.ask(
            Asked(
                _("You would rather not decide today. What you answered is kept."),
                _("Not today, please"),
                _("Go back"),
                lambda: self._step_back(ConsentMove.NOT_TODAY),
            )
        )

    def _step_back(self, step: ConsentMove) -> None:
        job = partial(consents.step_back, self._ctx.acting, self._talk.consent, step)
        self._ctx.work.run(Lane.WRITE, self, job, partial(self._stepped, step), self._refused)

    def _stepped(self, step: ConsentMove, consent: Consent) -> None:
        self._talk.renew(consent)
        if step is ConsentMove.DECLINE:
            self._end(_("Thank you for telling us"), _("You have said no. Nothing will be done."))
        else:
            self._end(_("That is fine"), _("Nothing will be done today. Come back when you like."))

    def _refused(self, refused: Refused) -> None:
        self._bar.set_busy(None)
        sentence = messages.sentence(refused)
        if isinstance(self._page, SignPage):
            self._page.set_error(sentence)
            self._page.enter()
        else:
            self._trouble.show_sentence(sentence, again=False)

    # back to the physician

    def _end(self, heading: str, sentence: str) -> None:
        physician = self._ctx.acting.user.display_name
        please = _("Please give the screen back to {name}.").format(name=physician)
        self._show(ThankYouPage(heading, f"{sentence} {please}"))
        self._bar.show_actions((), (Action(_("Back to the physician"), self._leave, Kind.PRIMARY),))
        self._focus_next()

    def _ask_physician(self) -> None:
        name = self._ctx.acting.user.display_name
        if self._prove.needed:
            self._leave()
            return
        self._bar.ask(
            Asked(
                _("Only for {name}: what was answered is kept.").format(name=name),
                _("Take the screen back"),
                _("Stay here"),
                self._leave,
            )
        )

    def _leave(self) -> None:
        """Behind this view lie the records: where people log in, it is proved who goes there."""
        name = self._ctx.acting.user.display_name
        self._prove.ask(
            _("Only for {name}: what was answered is kept.").format(name=name),
            _("Take the screen back"),
            _("Stay here"),
            self._give_back,
        )

    def _give_back(self) -> None:
        if isinstance(self._page, TeachPage):
            self._page.leave()
        self._veil.lift()
        self.hide()
        self._ctx.theme.set_scale(self._scale)
        self.left.emit()
        self.deleteLater()
