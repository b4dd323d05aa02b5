"""The physician's page of the consent at one moment: what is done, missing, and next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QApplication, QWidget

from consult_app.domain.consent import Consent, ConsentMove, ConsentState, Identifier
from consult_app.domain.documents import Kind
from consult_app.domain.holding import Held, HeldBack
from consult_app.forms.model import say
from consult_app.i18n import _
from consult_app.services import consents, seals
from consult_app.services.consent_view import ConsentView
from consult_app.services.consent_words import signed_words, withdrawn_words
from consult_app.services.wording import day_words, moment_words
from consult_app.ui.consent.conversation import ConversationCard
from consult_app.ui.consent.held import HeldCard
from consult_app.ui.consent.ink_card import InkCard
from consult_app.ui.consent.notice import Notice
from consult_app.ui.consent.physician_sign import PhysicianSign
from consult_app.ui.consent.questions import QuestionsCard
from consult_app.ui.consent.stage import ASKED_BELOW, WITH_PATIENT, Stage, may, stage_of
from consult_app.ui.consent.talk import Talk
from consult_app.ui.consent.withdrawal_card import WithdrawalCard
from consult_app.ui.consent.words import OVER, informed_words, state_line
from consult_app.ui.context import Context
from consult_app.ui.kit import FormColumn, InlineError, Type, Verdict, WrapLabel, tokens
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.head import PageHead
from consult_app.ui.work import Lane


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the page goes from here."""

    show: Callable[[Kind], object]
    hand_over: Callable[[], object]
    begin_again: Callable[[], object]
    keep_text: Callable[[], object]
    to_scans: Callable[[], object]
    void: Callable[[str], object]


class Overview(FormColumn):
    """Built anew for each standing of the consent; the cards in it write to the talk."""

    def __init__(
        self, ctx: Context, view: ConsentView, talk: Talk | None, ways: Ways, *, fresh: bool
    ) -> None:
        super().__init__(margin=tokens.XL)
        self._ctx, self._view, self._talk, self._ways = ctx, view, talk, ways
        self.stage = Stage.INFORM if fresh else stage_of(view)
        self.conversation: ConversationCard | None = None
        self.questions: QuestionsCard | None = None
        self.signing: PhysicianSign | None = None
        self._held: QWidget | None = None
        self._withdrawal: WithdrawalCard | None = None
        self._held_title = _title(_("Before the patient can sign"))
        self.error = InlineError()
        self.add(PageHead(_("Information and consent"), state_line(view, ctx.language)))
        self.add(self.error)
        consent = view.consent
        if self.stage is Stage.INFORM or consent is None:
            self._lay_information()
        elif self.stage is Stage.CONVERSATION and talk is not None:
            self._lay_conversation(consent, talk)
        elif self.stage is Stage.CONFIRM:
            self._lay_signed(consent)
            self._lay_confirming()
        elif self.stage is Stage.SIGN:
            self._lay_signed(consent)
            self._lay_signing(consent)
        elif self.stage is Stage.OUT:
            self._lay_out_for_ink()
        else:
            self._lay_standing(consent)

    # before the patient is informed

    def _lay_information(self) -> None:
        self._note_approval()
        self.add(_title(_("Patient information")))
        self.add(
            WrapLabel(
                _(
                    "Give the patient the sheet and go through it together. Then say that the "
                    "patient has been informed: the time to think it over begins with that."
                ),
                max_characters=tokens.PATIENT_CHARACTERS + 12,
            )
        )
        hours = self._ctx.settings.reflection_hours
        if hours:
            words = _("In this clinic at least {hours} hours lie between the two.")
            self.add(WrapLabel(words.format(hours=hours), token=Token.QUIET))

    # from the information to the patient's signature

    def _lay_conversation(self, consent: Consent, talk: Talk) -> None:
        told = Notice(Verdict.CLEAR, informed_words(self._view, consent, self._ctx.language))
        link = told.add_link(_("Show the sheet"), _("Show the information sheet"))
        link.clicked.connect(lambda: self._ways.show(Kind.INFORMATION))
        self.add(told)
        for notice in self._missing(consent, talk):
            self.add(notice)
        self.add(self._held_title)
        self._held_title.hide()
        self._held_at = self.column.count() - 1
        self.add(_title(_("The conversation")))
        self.conversation = ConversationCard(self._ctx, talk, self._view)
        self.add(self.conversation)
        self.add(_title(_("Questions")))
        self.questions = QuestionsCard(talk)
        self.add(self.questions)
        self.refresh_held()

    def _missing(self, consent: Consent, talk: Talk) -> list[Notice]:
        """What keeps the patient's view closed, whatever the patient may say."""
        found = []
        if not self._view.approved:
            self._note_approval()
        if not self._view.decided:
            found.append(
                Notice(
                    Verdict.CAUTION,
                    _("The decision to proceed is missing."),
                    _("The conversation can begin; the consent itself needs the decision first."),
                )
            )
        if self._view.replaced and may(consent, ConsentMove.OPEN):
            found.append(self._replaced(talk))
        early = consent.earliest is not None and self._ctx.acting.now() < consent.earliest
        if early and consent.earliest is not None:
            until = moment_words(consent.earliest, self._ctx.language)
            found.append(
                Notice(
                    Verdict.DEFER,
                    _("Time to think it over until {moment}.").format(moment=until),
                    _("The conversation can begin now; the patient signs then or later."),
                )
            )
        return found

    def _replaced(self, talk: Talk) -> Notice:
        """The text that this patient was given is not the newest: the physician says which holds.

        A new consultation speaks with the new text; this one keeps its own.
        """
        sentence = _("A newer text has been approved since the patient was informed.")
        if talk.said.keeps_text:
            return Notice(Verdict.CLEAR, sentence, _("This consent keeps the text given then."))
        detail = _("Begin a new consultation for the new text, or keep the one given then.")
        notice = Notice(Verdict.CAUTION, sentence, detail)
        link = notice.add_link(_("Keep the text"), _("Keep the text that the patient was given"))
        link.clicked.connect(lambda: self._ways.keep_text())
        return notice

    def _note_approval(self) -> None:
        if self._view.approved:
            return
        notice = Notice(
            Verdict.CAUTION,
            _("A physician of this clinic has not approved the texts yet."),
            _("Until then they print as a draft, and no consent can be signed."),
        )
        link = notice.add_link(_("Open the texts"), _("Open the clinic's texts"))
        link.clicked.connect(self._ctx.go.settings.emit)
        self.add(notice)

    def refresh_held(self) -> bool:
        """List what holds the signature back now; whether the keyboard was in the old list."""
        if self._talk is None or self.stage is not Stage.CONVERSATION:
            return False
        focus = QApplication.focusWidget()
        was_here = self._held is not None and focus is not None and self._held.isAncestorOf(focus)
        if self._held is not None:
            self.column.removeWidget(self._held)
            self._held.hide()
            self._held.deleteLater()
            self._held = None
        held = self._listed(self._talk)
        self._held_title.setVisible(bool(held))
        if held:
            jumps = self._jumps()
            self._held = HeldCard(self._talk, self._view, held, jumps, self._ctx.language)
            self.column.insertWidget(self._held_at, self._held)
        return was_here

    def _listed(self, talk: Talk) -> tuple[HeldBack, ...]:
        """Without what stands in a notice above, and what the patient's view asks for anyway."""
        begun = bool(talk.said.replies)
        held = consents.held_back(self._ctx.acting, self._view.loaded, talk.consent)
        return tuple(
            h
            for h in held
            if h.reason is not Held.REFLECTION
            and (begun or h.reason not in (WITH_PATIENT | ASKED_BELOW))
        )

    def _jumps(self) -> dict[Held, Callable[[HeldBack], object]]:
        conversation, questions = self.conversation, self.questions
        if conversation is None or questions is None:
            return {}
        to_patient = dict.fromkeys(
            (
                *(Held.STATEMENT_OPEN, Held.STATEMENT_NO),
                *(Held.TEACH_BACK_MISSING, Held.TEACH_BACK_COPIED),
            ),
            lambda _held: self._ways.hand_over(),
        )
        return {
            **to_patient,
            Held.QUESTION_OPEN: lambda held: questions.go_to(held.about),
            **dict.fromkeys(
                (Held.CAPACITY, Held.CAPACITY_GROUND),
                lambda _held: conversation.go_to_capacity(),
            ),
            **dict.fromkeys(
                (Held.AUTHORITY, Held.GUARDIAN, Held.SECOND_GUARDIAN),
                lambda _held: conversation.go_to_representative(),
            ),
            **dict.fromkeys(
                (Held.ASSENT, Held.ASSENT_NO), lambda _held: conversation.go_to_assent()
            ),
            **dict.fromkeys(
                (Held.INTERPRETER, Held.INTERPRETER_HOW),
                lambda _held: conversation.go_to_present(),
            ),
            Held.ALTERNATIVES: lambda _held: conversation.go_to_ways(),
            Held.DOING_NOTHING: lambda _held: conversation.go_to_nothing(),
        }

    # from the patient's signature on

    def _lay_signed(self, consent: Consent) -> None:
        for signed in consent.signatures:
            words = _("{name} signed on {moment}.").format(
                name=signed.name, moment=moment_words(signed.at, self._ctx.language)
            )
            how = signed_words(signed)
            self.add(Notice(Verdict.CLEAR, words, how if how != signed.name else ""))

    def _lay_confirming(self) -> None:
        """Before the physician signs, the patient has seen what they signed."""
        self.add(
            Notice(
                Verdict.CAUTION,
                _("The patient has not confirmed the finished document yet."),
                _("Hand the screen over again: the document is shown there, to be confirmed."),
            )
        )

    def _lay_signing(self, consent: Consent) -> None:
        self.add(_title(_("Your part")))
        acting = self._ctx.acting
        means = say(self._view.loaded.pack.consent.physician_signs, consent.language)
        day = moment_words(acting.now(), self._ctx.language)
        self._ctx.work.run(Lane.PAPER, self, seals.get_ready, lambda _none: None, lambda _no: None)
        self.signing = PhysicianSign(means, acting.user.display_name, day, self._known())
        self.add(self.signing)

    def _known(self) -> dict[Identifier, str]:
        """What stands in the record, to compare with what the patient says and shows."""
        patient = self._view.loaded.patient
        return {
            Identifier.NAME: patient.name,
            Identifier.BIRTH_DATE: day_words(patient.birth_date, self._ctx.language),
            Identifier.RECORD_NUMBER: patient.record_number,
        }

    def _lay_out_for_ink(self) -> None:
        ways = self._ways
        show = partial(ways.show, Kind.CONSENT)
        self.add(InkCard(self._view, self._ctx.language, show, ways.to_scans, ways.void))

    def _lay_standing(self, consent: Consent) -> None:
        notice = self._standing(consent)
        if Kind.CONSENT in self._view.documents and consent.document_id is not None:
            link = notice.add_link(_("Show the form"), _("Show the consent form"))
            link.clicked.connect(lambda: self._ways.show(Kind.CONSENT))
        if consent.state is ConsentState.DECLINED:
            letter = notice.add_link(_("Show the letter"), _("Show the letter for the patient"))
            letter.clicked.connect(lambda: self._ways.show(Kind.DECLINE))
        if self.stage in {Stage.OVER, Stage.SUSPENDED}:
            again = notice.add_link(_("Begin anew"), _("Begin a new consent"))
            again.clicked.connect(self._ways.begin_again)
        self.add(notice)

    def open_withdrawal(self) -> WithdrawalCard:
        """Ask how the consent is taken back."""
        self._close_withdrawal()
        self._withdrawal = card = WithdrawalCard(self._ctx, self._view)
        card.closed.connect(self._close_withdrawal)
        self.add(card)
        card.show()
        card.enter()
        return card

    def _close_withdrawal(self) -> None:
        if self._withdrawal is not None:
            self._withdrawal.hide()
            self._withdrawal.deleteLater()
            self._withdrawal = None

    def _standing(self, consent: Consent) -> Notice:
        if self.stage is Stage.GIVEN:
            day = day_words(consent.valid_until, self._ctx.language) if consent.valid_until else ""
            return Notice(
                Verdict.CLEAR,
                _("The consent is given."),
                _("Valid until {day}, for what is planned now.").format(day=day),
            )
        if self.stage is Stage.SUSPENDED:
            return Notice(Verdict.CAUTION, _("The consent is suspended."), self._suspended())
        loud = consent.state in {ConsentState.DECLINED, ConsentState.WITHDRAWN}
        verdict = Verdict.STOP if loud else Verdict.DEFER
        return Notice(verdict, _(OVER[consent.state]), self._reason())

    def _suspended(self) -> str:
        """Why, and what there is to do."""
        if not self._view.decided:
            todo = _("Take the decision again first; then ask the patient.")
        elif self._view.covered:
            todo = _("The plan is as it was: ask the patient whether the consent still stands.")
        else:
            todo = _("The plan is another one now: the patient needs a new consent.")
        return "\n".join(words for words in (self._reason(), todo) if words)

    def _reason(self) -> str:
        """What is known of it: of a withdrawal who said it, how and when; and why, if told."""
        last, withdrawal = self._view.last, self._view.withdrawal
        how = withdrawn_words(withdrawal, self._ctx.language) if withdrawal is not None else ""
        told = last.reason if last is not None else ""
        why = _("Reason: {reason}").format(reason=told) if told else ""
        return "\n".join(words for words in (how, why) if words)


def _title(words: str) -> WrapLabel:
    return WrapLabel(words, Type.QUESTION, semibold=True, heading=True)
