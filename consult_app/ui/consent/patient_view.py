"""The patient's own view: laid over the whole window, one thing a page, nothing of other people.

It stays until the physician takes the screen back; what is answered is stored at once.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QScreen, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.consent import ConsentState
from consult_app.domain.consent_form import Prompt
from consult_app.errors import Refused
from consult_app.forms.model import say
from consult_app.i18n import Voice, _, both
from consult_app.services import finishing
from consult_app.services.consent_view import ConsentView
from consult_app.services.reading import Part, Reading
from consult_app.ui.consent import order, stops
from consult_app.ui.consent.bar import Action, Asked, Bar
from consult_app.ui.consent.end_pages import SummaryPage, ThankYouPage
from consult_app.ui.consent.exits import Exits
from consult_app.ui.consent.finished_page import FinishedPage
from consult_app.ui.consent.guard import Guard
from consult_app.ui.consent.more import PatientScroll
from consult_app.ui.consent.part_page import PartPage
from consult_app.ui.consent.patient_head import PatientHead
from consult_app.ui.consent.patient_page import PatientPage
from consult_app.ui.consent.prove import Prove
from consult_app.ui.consent.sign_page import SignPage
from consult_app.ui.consent.signing import Signing
from consult_app.ui.consent.talk import Talk
from consult_app.ui.consent.teach_page import TeachPage
from consult_app.ui.consent.trouble import Trouble
from consult_app.ui.consent.veil import Veil
from consult_app.ui.context import Context
from consult_app.ui.kit import Kind, Size
from consult_app.ui.kit.access import announce
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
        self.ctx, self.view, self.reading, self.talk = ctx, view, reading, talk
        self._voice = Voice(reading.language)
        self._voice.begin()
        self._order = order.places(reading)
        self._at = 0
        self.page = PatientPage("")
        self._scroll = PatientScroll(self.page)
        self._scale = ctx.theme.scale
        self._veil, self._guard = Veil(self), Guard(window)
        self.setAccessibleName(_("For the patient"))
        if reading.language in _RIGHT_TO_LEFT:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        else:
            self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._head = PatientHead(ctx.theme, reading.patient_name, len(self._order))
        self._trouble = Trouble(Size.PATIENT)
        self._room = QVBoxLayout()
        self.bar = Bar(Size.PATIENT)
        self._prove = Prove(ctx, self.bar)
        self._exits, self._signing = Exits(self), Signing(self)
        self._lay_out()
        self._connect()

    @property
    def language(self) -> str:
        """In which the patient reads."""
        return self.reading.language

    def open(self, screen: QScreen | None = None, last: str = "") -> None:
        """Lie over the window, on that display, at the page that was open last."""
        self._guard.begin(screen)
        self._veil.draw()
        self.show()
        signed = self.talk.consent.state is ConsentState.PATIENT_SIGNED
        self.go_to(order.resumed(self._order, self.talk.said, last, signed=signed))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._trouble)
        column.addLayout(self._room, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        self._head.physician.connect(self.ask_physician)
        self._guard.asked.connect(self.ask_physician)
        self.bar.settled.connect(self._focus)
        self._trouble.retry.connect(self.talk.retry)
        self.talk.failed.connect(self._trouble.show_sentence)
        self.talk.saved.connect(self._trouble.hide)
        self.destroyed.connect(self._guard.end_soon)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color(Token.SURFACE))
        painter.end()

    # the language and the keyboard are the patient's while the view is seen

    def showEvent(self, _event: QShowEvent) -> None:
        self._voice.begin()

    def hideEvent(self, _event: QHideEvent) -> None:
        self._voice.end()

    def event(self, event: QEvent) -> bool:
        """No shortcut of the pages behind is taken."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._guard.stops(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, where nothing else takes it, is the one next thing; Space and Page keys read on.

        Nothing that is pressed here reaches the physician's pages.
        """
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.bar.primary is not None:
            self.bar.primary.click()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Down):
            self._scroll.turn(forward=True)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_Up):
            self._scroll.turn(forward=False)
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays within the view: the page, then the ways on, then the head."""
        return stops.walk((self._scroll, self.bar, self._trouble, self._head), forward)

    # where one is

    @property
    def length(self) -> int:
        """How many pages there are, the finished document being the last."""
        return len(self._order)

    def go_to(self, index: int) -> None:
        """This page, what was half done on the one before being stored."""
        self.page.leave()
        self._at = max(0, min(index, len(self._order) - 1))
        self.show_page(self._make(self._order[self._at]))
        self._tell_step(self._at + 1)
        self._remember()
        self._offer()
        self._focus()

    def go_on(self) -> None:
        """The page after this one."""
        self.go_to(self._at + 1)

    def _remember(self) -> None:
        """After an interruption one goes on here."""
        place = order.name_of(self._order[self._at])
        job = partial(finishing.turn_to, self.ctx.acting, self.talk.consent.id, place)
        self.ctx.work.run(Lane.WRITE, self, job, lambda _none: None, self.refuse)

    def _tell_step(self, step: int) -> None:
        self._head.dashes.show_done(step, len(self._order))
        announce(self, f"{self._head.dashes.accessibleName()}. {self.page.heading}")

    def _make(self, place: order.Place) -> PatientPage:
        regions, language = self.view.loaded.pack.regions, self.reading.language
        match place:
            case Part():
                part = PartPage(self.talk, place, regions, language)
                part.done.connect(self.focus_next)
                return part
            case Prompt():
                teach = TeachPage(self.talk, place, language, self.ctx.language)
                teach.done.connect(self.focus_next)
                return teach
            case order.Summary():
                waits = self._signing.waits_for()
                summary = SummaryPage(self.reading, self.talk.said, waits)
                summary.edit.connect(self.go_to)
                return summary
            case order.Sign():
                means = say(self.view.loaded.pack.consent.patient_signs, language)
                return SignPage(means, self._signing.signers())
            case order.Finished():
                finished = FinishedPage(self.ctx)
                finished.there.connect(self._offer)
                self._signing.fetch(finished)
                return finished

    def show_page(self, page: PatientPage) -> None:
        """This page in the place of the one before."""
        item = self._room.takeAt(0)
        before = item.widget() if item is not None else None
        if before is not None:
            before.hide()
            before.deleteLater()
        self.page, self._scroll = page, PatientScroll(page)
        self._room.addWidget(self._scroll)

    def _offer(self) -> None:
        """The ways out on every page, and the ways on."""
        place = self._order[self._at]
        if isinstance(place, order.Finished):
            self._offer_finished()
            return
        on = Action(_("Next"), self._next, Kind.PRIMARY)
        if isinstance(place, order.Sign):
            on = Action(_("I sign"), self._signing.sign, Kind.PRIMARY)
        elif isinstance(place, order.Summary) and self._signing.held():
            on = Action(_("Give the screen back"), self.leave, Kind.PRIMARY)
        elif isinstance(place, order.Summary):
            on = Action(_("Go on to sign"), self._next, Kind.PRIMARY)
        back = (Action(_("Go back"), lambda: self.go_to(self._at - 1), Kind.SECONDARY),)
        self.bar.show_actions(self._exits.actions(), (*(back if self._at else ()), on))

    def _offer_finished(self) -> None:
        """Nothing is confirmed that is not seen."""
        right: tuple[Action, ...] = ()
        if isinstance(self.page, FinishedPage) and self.page.finished is not None:
            right = (Action(_("This is what I signed"), self._signing.certify, Kind.PRIMARY),)
        wrong = Action(_("Something is not right"), self._signing.not_mine, Kind.SECONDARY)
        self.bar.show_actions(self._exits.actions(), (wrong, *right))

    def _focus(self) -> None:
        self.page.enter()

    def focus_next(self) -> None:
        """The keyboard to the one next thing."""
        if self.bar.primary is not None:
            self.bar.primary.setFocus(Qt.FocusReason.TabFocusReason)

    def _next(self) -> None:
        if self.page.ready():
            self.go_on()

    def refuse(self, refused: Refused) -> None:
        """Why it was not done: at the signature, or in the line above the page."""
        self.bar.set_busy(None)
        sentence = messages.sentence(refused)
        if isinstance(self.page, SignPage | FinishedPage):
            self.page.set_error(sentence)
            self.page.enter()
        else:
            self._trouble.show_sentence(sentence, again=False)

    # back to the physician

    def end(self, heading: str, sentence: str) -> None:
        """The last page: thank you, and the screen back."""
        physician = self.ctx.acting.user.display_name
        please = _("Please give the screen back to {name}.").format(name=physician)
        self.show_page(ThankYouPage(heading, f"{sentence} {please}"))
        self.bar.show_actions(
            self._exits.at_the_end(),
            (Action(_("Back to the physician"), self.leave, Kind.PRIMARY),),
        )
        announce(self, heading)
        self.page.enter()

    def ask_physician(self) -> None:
        """Somebody wants to leave the view: only the physician may."""
        name = self.ctx.acting.user.display_name
        if self._prove.needed:
            self.leave()
            return
        self.bar.ask(
            Asked(
                both("Only for {name}: what was answered is kept.").format(name=name),
                both("Take the screen back"),
                both("Stay here"),
                self.leave,
            )
        )

    def leave(self) -> None:
        """Behind this view lie the records: where people log in, it is proved who goes there."""
        name = self.ctx.acting.user.display_name
        self._prove.ask(
            both("Only for {name}: what was answered is kept.").format(name=name),
            both("Take the screen back"),
            both("Stay here"),
            self._give_back,
        )

    def _give_back(self) -> None:
        self.page.leave()
        self.hide()
        self._veil.lift()
        self._guard.end()
        self.ctx.theme.set_scale(self._scale)
        self.left.emit()
        self.deleteLater()
