"""Information and consent, the physician's side: one thing at a time, the next one in accent."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.consent import Consent, ConsentMove
from consult_app.domain.documents import DocumentRecord
from consult_app.domain.documents import Kind as Sheet
from consult_app.domain.withdrawal import Withdrawal
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import (
    consent_view,
    consents,
    documents,
    ink,
    withdrawals,
)
from consult_app.services.consent_view import ConsentView
from consult_app.ui.consent.bar import Bar
from consult_app.ui.consent.buttons import Doings, overview_actions, sheet_actions
from consult_app.ui.consent.handing import Handing
from consult_app.ui.consent.overview import Overview, Ways
from consult_app.ui.consent.physician_sign import PhysicianSign
from consult_app.ui.consent.prove import Prove
from consult_app.ui.consent.stage import Stage
from consult_app.ui.consent.talk import Talk
from consult_app.ui.consent.trouble import Trouble
from consult_app.ui.consent.withdrawal_card import WithdrawalCard
from consult_app.ui.context import Context
from consult_app.ui.kit import ScrollArea
from consult_app.ui.pages.preview import DocumentView
from consult_app.ui.work import Lane


class ConsentPage(QWidget):
    """`changed()` when records of the consultation changed, `next_step()`: on to the treatment."""

    changed = Signal()
    next_step = Signal()

    def __init__(self, ctx: Context, consultation_id: int) -> None:
        super().__init__()
        self._ctx, self._consultation_id = ctx, consultation_id
        self._view: ConsentView | None = None
        self._talk: Talk | None = None
        self._overview: Overview | None = None
        self._fresh = False
        self._sheet: Sheet | None = None
        self._document = DocumentView(ctx, narrow=True)
        self._trouble = Trouble()
        self._bar = Bar()
        self._prove = Prove(ctx, self._bar)
        self._handing = Handing(ctx, self._bar, self._offer, self)
        self._room = QWidget()
        self._inner = QVBoxLayout(self._room)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._room)
        self._stack.addWidget(self._document)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._trouble)
        column.addWidget(self._stack, 1)
        column.addWidget(self._bar)
        self._trouble.retry.connect(self._retry)
        self._trouble.other.connect(self._take_other)
        self._bar.settled.connect(self._focus)
        self._handing.taken_back.connect(self._taken_back)
        self._handing.refused.connect(self._refused)

    def enter(self) -> None:
        """Read where the consent stands; the keyboard goes to the next thing to do."""
        self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, where nothing else takes it, is the button in accent."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._bar.primary is not None and not event.modifiers():
            self._bar.primary.click()
        else:
            super().keyPressEvent(event)

    # reading and showing

    def _read(self) -> None:
        """In order behind what is still being stored."""
        job = partial(consent_view.view, self._ctx.acting, self._consultation_id)
        self._ctx.work.run(Lane.WRITE, self, job, self._arrived, self._refused)

    def _arrived(self, view: ConsentView) -> None:
        self._view = view
        self._follow(view.consent)
        self._show_overview(view)
        self._offer()
        self._focus()

    def _follow(self, consent: Consent | None) -> None:
        """The talk of this consent: a new consent has a new one."""
        if consent is None:
            self._talk = None
        elif self._talk is not None and self._talk.consent.id == consent.id:
            self._talk.renew(consent)
        else:
            self._talk = Talk(self._ctx, consent, self)
            self._talk.changed.connect(self._said)
            self._talk.saved.connect(self._trouble.hide)
            self._talk.failed.connect(self._trouble.show_sentence)
            self._talk.clashed.connect(self._trouble.offer_other)

    def _show_overview(self, view: ConsentView) -> None:
        ways = Ways(
            self._show_sheet,
            self._hand_over,
            self._begin_again,
            self._keep_text,
            self._ctx.go.scans.emit,
            self._void,
        )
        overview = Overview(self._ctx, view, self._talk, ways, fresh=self._fresh)
        item = self._inner.takeAt(0)
        before = item.widget() if item is not None else None
        if before is not None:
            before.hide()
            before.deleteLater()
        self._overview = overview
        if overview.signing is not None:
            overview.signing.changed.connect(self._drawn)
        if overview.conversation is not None:
            overview.conversation.settled.connect(self._focus)
        self._inner.addWidget(ScrollArea(overview))
        self._turn_to(1 if self._sheet is not None else 0)

    def _turn_to(self, index: int) -> None:
        """The overview or the sheet; a sheet that is not shown asks for no width."""
        ignored, wanted = QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        self._document.setSizePolicy(wanted if index else ignored, wanted)
        self._stack.setCurrentIndex(index)

    def _offer(self) -> None:
        """The buttons of the bar: of the sheet that is shown, or of the stage."""
        overview, view = self._overview, self._view
        if overview is None or view is None:
            return
        doings = Doings(
            show=self._show_sheet,
            back=self._back_to_overview,
            informed=self._inform,
            hand_over=self._hand_over,
            print_out=self._print_out,
            confirm_paper=self._confirm_paper,
            sign=self._sign,
            go_on=self.next_step.emit,
            step=self._step,
            begin_again=self._begin_again,
            ask=self._bar.ask,
            withdraw=self._ask_withdrawal,
        )
        now = self._ctx.acting.now()
        if self._sheet is not None:
            self._bar.show_actions(*sheet_actions(doings, self._sheet, overview.stage))
        else:
            self._bar.show_actions(*overview_actions(doings, view, overview.stage, now))

    def _focus(self) -> None:
        """The keyboard to what comes next."""
        overview = self._overview
        if overview is None or not self.isVisible():
            return
        conversation = overview.conversation
        if self._sheet is None and conversation is not None and not conversation.answered:
            conversation.go_to_next()
        elif self._sheet is None and overview.signing is not None:
            overview.signing.enter()
        elif self._bar.primary is not None:
            self._bar.primary.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._sheet is not None:
            self._document.setFocus()

    def _said(self) -> None:
        """Something was said: what holds the signature back may be less, or more."""
        if self._overview is None or self._handing.handed_over:
            return
        if self._overview.refresh_held():
            self._focus()

    def _retry(self) -> None:
        if self._talk is not None:
            self._talk.retry()

    def _take_other(self) -> None:
        job = partial(consents.current, self._ctx.acting, self._consultation_id)
        self._ctx.work.run(Lane.WRITE, self, job, self._other_read, self._refused)

    def _other_read(self, consent: Consent | None) -> None:
        if self._talk is not None and consent is not None:
            self._talk.give_way(consent)
            self._read()

    def _refused(self, refused: Refused) -> None:
        self._bar.set_busy(None)
        sentence = messages.sentence(refused)
        overview = self._overview
        if self._sheet is not None or overview is None:
            self._trouble.show_sentence(sentence, again=False)
        elif overview.signing is not None:
            overview.signing.set_error(sentence)
        else:
            overview.error.set_error(sentence)

    # sheets

    def _show_sheet(self, kind: Sheet, anew: bool = False) -> None:
        """The final sheet of this kind, made where there is none."""
        record = self._view.documents.get(kind) if self._view is not None else None
        if record is not None and not anew:
            self._open_sheet(record)
            return
        self._bar.set_busy(_("Drawing the sheet"))
        job = partial(documents.make, self._ctx.acting, self._consultation_id, kind)
        self._ctx.work.run(Lane.PAPER, self, job, self._made, self._refused)

    def _made(self, record: DocumentRecord) -> None:
        if self._view is not None:
            known = {**self._view.documents, record.kind: record}
            self._view = replace(self._view, documents=known)
        self._open_sheet(record)
        self._ctx.go.records_changed.emit()

    def _open_sheet(self, record: DocumentRecord) -> None:
        self._sheet = record.kind
        self._trouble.hide()
        self._document.show_record(record)
        self._turn_to(1)
        self._offer()
        self._focus()

    def _back_to_overview(self) -> None:
        self._sheet = None
        self._trouble.hide()
        self._document.clear()
        self._read()

    # what moves the consent

    def _inform(self) -> None:
        self._bar.set_busy(_("Saving"))
        job = partial(consents.inform, self._ctx.acting, self._consultation_id)
        self._ctx.work.run(Lane.WRITE, self, job, self._moved, self._refused)

    def _moved(self, _consent: Consent) -> None:
        self._fresh = False
        self._back_to_overview()
        self.changed.emit()

    def _step(self, step: ConsentMove) -> None:
        if self._talk is None:
            return
        job = partial(consents.step_back, self._ctx.acting, self._talk.consent, step)
        self._ctx.work.run(Lane.WRITE, self, job, self._moved, self._refused)

    def _ask_withdrawal(self) -> None:
        if self._overview is not None:
            card = self._overview.open_withdrawal()
            card.recorded.connect(partial(self._withdraw, card))
            card.closed.connect(self._offer)
            self._bar.show_actions((), ())  # the card has its own: one thing to do at a time

    def _withdraw(self, card: WithdrawalCard, new: Withdrawal) -> None:
        if self._talk is not None:
            card.setEnabled(False)  # neither recorded twice nor closed while it is being recorded
            job = partial(withdrawals.withdraw, self._ctx.acting, self._talk.consent, new)
            self._ctx.work.run(Lane.WRITE, self, job, self._moved, card.refuse)

    def _print_out(self) -> None:
        """The same consent unsigned, to be signed on paper."""
        self._bar.set_busy(_("Drawing the consent"))
        job = partial(ink.print_out, self._ctx.acting, self._consultation_id)
        self._ctx.work.run(Lane.PAPER, self, job, self._printed, self._refused)

    def _printed(self, record: DocumentRecord) -> None:
        self._made(record)
        self._read()
        self.changed.emit()

    def _confirm_paper(self) -> None:
        self._ctx.go.signed_paper.emit(self._consultation_id)

    def _void(self, reason: str) -> None:
        if self._talk is not None:
            job = partial(ink.take_back, self._ctx.acting, self._talk.consent.id, reason)
            self._ctx.work.run(Lane.WRITE, self, job, self._moved, self._refused)

    def _begin_again(self) -> None:
        """A new consent beside the old one, which stays as it is."""
        if self._overview is not None and self._overview.stage is Stage.SUSPENDED:
            self._step(ConsentMove.SUPERSEDE)
            return
        self._fresh = True
        self._read()

    def _keep_text(self) -> None:
        """The physician has been told of the newer text, and goes on with the one given."""
        if self._talk is not None:
            self._talk.say(replace(self._talk.said, keeps_text=True))
            self._read()

    def _hand_over(self) -> None:
        overview, view, talk = self._overview, self._view, self._talk
        if overview is None or view is None or talk is None:
            return
        conversation = overview.conversation
        confirming = overview.stage is Stage.CONFIRM
        if confirming or (conversation is not None and conversation.ready()):
            self._handing.begin(view, talk)

    def _taken_back(self) -> None:
        self._read()
        self.changed.emit()

    def _sign(self) -> None:
        if self._signing is not None and self._signing.ready():
            self._ask_who_signs()

    @property
    def _signing(self) -> PhysicianSign | None:
        return self._overview.signing if self._overview is not None else None

    def _drawn(self) -> None:
        """Once the patient is known and there is a signature, who it is of is asked at once."""
        if self._signing is None or not self._prove.needed:
            return
        if self._signing.complete and not self._bar.asking:
            self._ask_who_signs()
        elif not self._signing.complete and self._bar.asking:
            self._offer()

    def _ask_who_signs(self) -> None:
        name = self._ctx.acting.user.display_name
        sentence = _("You sign as {name}.").format(name=name)
        self._prove.ask(sentence, _("Sign the consent"), _("Not yet"), self._give)

    def _give(self) -> None:
        """Who signs has been proved."""
        if self._signing is None or self._talk is None:
            return
        consent, signing = self._talk.consent, self._signing
        self._offer()
        self._bar.set_busy(_("Drawing the consent"))
        job = partial(
            consents.sign_physician,
            self._ctx.acting,
            consent,
            signing.strokes,
            signing.identifiers,
        )
        self._ctx.work.run(Lane.PAPER, self, job, self._signed, self._refused)

    def _signed(self, given: tuple[Consent, DocumentRecord]) -> None:
        _consent, record = given
        self._made(record)
        self._read()
        self.changed.emit()
