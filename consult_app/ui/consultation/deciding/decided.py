"""A decision that was taken: which, by whom, when and why; the letters, and the ways back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.consultation import RESUMABLE, Move, State
from consult_app.domain.decision import Choice, Decision
from consult_app.domain.documents import Kind as Document
from consult_app.i18n import _, series
from consult_app.services.assessment import AssessmentSession
from consult_app.services.wording import day_words, moment_words
from consult_app.ui.consultation.reason_line import ReasonLine
from consult_app.ui.consultation.strip_words import specialist_asked
from consult_app.ui.kit import (
    Button,
    Card,
    InlineError,
    Kind,
    Token,
    Type,
    Verdict,
    VerdictBanner,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.flow import FlowRow
from consult_app.ui.pages.edition import FOR_COLLEAGUES, EditionChoice
from consult_app.ui.words import CHOICE, KIND

_VERDICTS = {
    Choice.PROCEED: Verdict.CLEAR,
    Choice.DEFER: Verdict.DEFER,
    Choice.REFER: Verdict.SPECIALIST,
    Choice.DO_NOT_TREAT: Verdict.STOP,
}
_LETTERS = {
    Choice.DEFER: Document.DEFERRAL,
    Choice.REFER: Document.REFERRAL,
    Choice.DO_NOT_TREAT: Document.DECLINE,
}


class DecidedView(QWidget):
    """`letter(kind, edition or None)` is wanted; `moved(move, reason)`: reopen, resume, close;
    `explained()`.
    """

    letter = Signal(object, object)
    moved = Signal(object, str)
    explained = Signal()

    def __init__(
        self,
        session: AssessmentSession,
        decision: Decision,
        earlier: tuple[Decision, ...],
        names: Mapping[int, str],
        language: str,
    ) -> None:
        super().__init__()
        self._session, self._decision, self._language = session, decision, language
        self._names = names
        self._line: ReasonLine | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.L)
        self._column.addWidget(self._banner())
        if decision.record.reason:
            self._column.addWidget(self._reason())
        self._error = InlineError()
        self._edition = EditionChoice()
        self._edition.set_edition(session.loaded.patient.edition)
        self._column.addWidget(self._edition)
        self._column.addWidget(self._letters())
        self._column.addWidget(self._error)
        self._column.addWidget(self._foot())
        if earlier:
            self._column.addWidget(EarlierCard(earlier, names, language))

    def _banner(self) -> VerdictBanner:
        record = self._decision.record
        title = _(CHOICE[record.choice])
        if record.until is not None:
            day = day_words(record.until, self._language)
            title = _("{choice} until {day}").format(choice=title, day=day)
        return VerdictBanner(
            _VERDICTS[record.choice], title, _signed(self._decision, self._names, self._language)
        )

    def _reason(self) -> Card:
        card = Card(padding=tokens.L)
        card.add(WrapLabel(_("Reason"), Type.HINT, Token.QUIET))
        card.add(WrapLabel(self._decision.record.reason))
        return card

    def _letters(self) -> FlowRow:
        row = FlowRow()
        decided = self._session.loaded.consultation.state is State.DECIDED
        letter = _LETTERS.get(self._decision.record.choice)
        if not specialist_asked(self._session.state.suitability) and letter is Document.REFERRAL:
            letter = None
        self._edition.setVisible(letter is not None and letter not in FOR_COLLEAGUES)
        for kind in (letter, Document.SUMMARY):
            if kind is not None:
                first = kind is letter and decided  # what the patient takes home is the next thing
                look = Kind.PRIMARY if first else Kind.SECONDARY
                button = Button(_(KIND[kind]), look, icon="file-text", strong=first)
                button.clicked.connect(lambda _checked=False, k=kind: self._ask_for(k))
                row.add(button)
        why = Button(_("Everything behind it"), strong=False)
        why.clicked.connect(self.explained)
        row.add(why)
        return row

    def _ask_for(self, kind: Document) -> None:
        self.letter.emit(kind, None if kind in FOR_COLLEAGUES else self._edition.edition)

    def _foot(self) -> FlowRow:
        """What ends the visit, what takes it up again, what takes the decision back."""
        line = FlowRow()
        choice = self._decision.record.choice
        if self._session.loaded.consultation.state is not State.DECIDED:
            return line
        if choice is not Choice.PROCEED:
            close = Button(_("Close the consultation"), strong=False)
            close.clicked.connect(lambda: self.moved.emit(Move.CLOSE, ""))
            line.add(close)
        if choice in RESUMABLE:
            resume = Button(_("Resume"), strong=False)
            resume.clicked.connect(lambda: self.moved.emit(Move.RESUME, ""))
            line.add(resume)
        reopen = Button(_("Reopen"), Kind.QUIET)
        reopen.clicked.connect(self._ask_reopen)
        line.add(reopen)
        return line

    def _ask_reopen(self) -> None:
        if self._line is None:
            self._line = ReasonLine(
                _("The decision is kept; a consent rests until it is confirmed anew."),
                _("Reopen the consultation"),
            )
            self._line.confirmed.connect(lambda reason: self.moved.emit(Move.REOPEN, reason))
            self._line.left.connect(self._put_away)
            self._column.addWidget(self._line)
        self._line.show()
        self._line.enter()

    def _put_away(self) -> None:
        if self._line is not None:
            self._line.hide()
        self.enter()

    def enter(self) -> None:
        """The keyboard stands at the first thing one can do."""
        target = self.findChild(Button)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        if self._line is not None and not self._line.isHidden():
            self._line.refuse(sentence)
        else:
            self._error.set_error(sentence)


class EarlierCard(Card):
    """What was decided before, by whom and why; the newest first."""

    def __init__(
        self, earlier: tuple[Decision, ...], names: Mapping[int, str], language: str
    ) -> None:
        super().__init__(padding=tokens.L)
        self.add(WrapLabel(_("Decided before"), Type.HINT, Token.QUIET, heading=True))
        for decision in earlier:
            signed = _signed(decision, names, language)
            self.add(WrapLabel(f"{_(CHOICE[decision.record.choice])} · {signed}"))
            if decision.record.reason:
                self.add(WrapLabel(decision.record.reason, Type.HINT, Token.QUIET))


def _signed(decision: Decision, names: Mapping[int, str], language: str) -> str:
    who = names.get(decision.author_id, "")
    return series((who, moment_words(decision.at, language)), " · ")
