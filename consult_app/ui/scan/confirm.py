"""The signed paper beside what was printed, page by page: a physician finds the signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.consent import Consent
from consult_app.domain.conversation import Conversation
from consult_app.domain.scanning import SignedPaper
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import consent_view, consents, ink
from consult_app.services.acting import Acting
from consult_app.services.consent_view import ConsentView
from consult_app.services.ink import Found, Pages
from consult_app.ui.consent.bar import Action, Bar
from consult_app.ui.consent.prove import Prove
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    AnswerRow,
    Button,
    DateField,
    FieldFrame,
    FormColumn,
    InlineError,
    Kind,
    ScrollArea,
    Segmented,
    Surface,
    TextField,
    Type,
    WrapLabel,
    tokens,
    with_keys,
)
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.head import PageHead
from consult_app.ui.reading import day_parser
from consult_app.ui.scan.answers import PaperAnswers
from consult_app.ui.scan.picture import PagePicture
from consult_app.ui.work import Lane

_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class _Read:
    view: ConsentView
    paper: SignedPaper
    pages: Pages


class ConfirmPage(QWidget):
    """One page after the other, then the day and what was left to the paper, then one key."""

    def __init__(self, ctx: Context, consultation_id: int) -> None:
        super().__init__()
        self._ctx, self._id = ctx, consultation_id
        self._read: _Read | None = None
        self._page = 0
        self._signed: dict[int, bool] = {}
        self._answers: PaperAnswers | None = None
        self._head = PageHead(_("Signatures on paper"))
        self._error = InlineError()
        self._where = WrapLabel("", Type.QUESTION, semibold=True, heading=True)
        self._question = Segmented(with_keys(((_YES, _("Yes")), (_NO, _("No")))), name=_asked())
        self._scan = PagePicture(ctx, _("The signed page"), whole=False)
        self._print = PagePicture(ctx, _("The page as it was printed"), whole=False)
        one, other = self._scan.verticalScrollBar(), self._print.verticalScrollBar()
        one.valueChanged.connect(other.setValue)  # held beside each other
        other.valueChanged.connect(one.setValue)
        self._paper = PagePicture(ctx, _("The page with the signatures"))
        self._stack = QStackedWidget()
        self._end = FormColumn(margin=tokens.XL)
        self._day = DateField(day_parser(ctx, future=False))
        self._why = TextField(max_length=200)
        self._refuse_row = QWidget()
        self._bar = Bar(wide=True)
        self._prove = Prove(ctx, self._bar)
        self._lay_out()
        self._question.chosen.connect(self._answered)
        for picture in (self._scan, self._print):
            picture.refused.connect(self._refused)
        QShortcut(QKeySequence("Escape"), self, ctx.go.scans.emit).setContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
        )

    def enter(self) -> None:
        """Read the scan that waits; the keyboard goes to the first page's question."""
        job = partial(_read, self._ctx.acting, self._id)
        self._ctx.work.run(Lane.WRITE, self, job, self._arrived, self._refused)

    def _arrived(self, read: _Read) -> None:
        self._read = read
        consent = read.view.consent
        patient = read.view.loaded.patient
        self._head.line.set_text(
            _("Hold each page beside what was printed, and say where it is signed.")
        )
        self._head.title.set_text(_("Signatures on paper: {name}").format(name=patient.name))
        if consent is not None:
            self._lay_end(read.view, consent)
        self._go_to(1)

    # page by page

    def _go_to(self, page: int) -> None:
        read = self._read
        if read is None:
            return
        self._page = page
        self._error.set_error("")
        if page > read.paper.pages:
            self._stack.setCurrentIndex(1)
            last = max((n for n, is_ in self._signed.items() if is_), default=read.paper.pages)
            self._paper.show_page(partial(ink.scanned_page, read.pages, last))
            self._offer()
            self._day.setFocus()
            return
        self._stack.setCurrentIndex(0)
        words = _("Page {page} of {count}")
        self._where.set_text(words.format(page=page, count=read.paper.pages))
        held = self._signed.get(page)
        self._question.set_value(None if held is None else _YES if held else _NO)
        self._scan.show_page(partial(ink.scanned_page, read.pages, page))
        self._print.show_page(partial(ink.printed_page, read.pages, page))
        self._offer()
        self._question.setFocus()

    def _answered(self, value: str | None) -> None:
        if value is None:
            self._signed.pop(self._page, None)
            self._offer()
        else:
            self._signed[self._page] = value == _YES
            self._go_to(self._page + 1)

    def _offer(self) -> None:
        read = self._read
        if read is None:
            return
        back = Action(_("Page before"), lambda: self._go_to(self._page - 1))
        send = Action(_("Send the scan back"), self._ask_why)
        leading = (back, send) if self._page > 1 else (send,)
        if self._page > read.paper.pages:
            yes = Action(_("The signatures are there"), self._ask_who, Kind.PRIMARY)
            self._bar.show_actions(leading, (yes,))
        elif self._page in self._signed:
            on = Action(_("Next page"), lambda: self._go_to(self._page + 1), Kind.PRIMARY)
            self._bar.show_actions(leading, (on,))
        else:
            self._bar.show_actions(leading, ())

    # what the paper says

    def _lay_end(self, view: ConsentView, consent: Consent) -> None:
        answers = PaperAnswers(view, consent, self._ctx.language)
        if self._answers is not None:
            self._end.column.removeWidget(self._answers)
            self._answers.deleteLater()
        self._answers = answers
        self._left_to_paper.setVisible(answers.any)
        self._end.add(answers)

    def _found(self) -> Found:
        seen = tuple(sorted(self._signed))
        signed = tuple(page for page in seen if self._signed[page])
        day = self._day.parsed.value
        return Found(seen, signed, day if isinstance(day, date) else None)

    def _ask_who(self) -> None:
        name = self._ctx.acting.user.display_name
        sentence = _("{name} confirms that the signatures are on the paper.").format(name=name)
        self._prove.ask(sentence, _("Confirm"), _("Not yet"), self._confirm)

    def _confirm(self) -> None:
        read, answers = self._read, self._answers
        if read is None or answers is None or read.view.consent is None:
            return
        self._offer()
        self._bar.set_busy(_("Saving"))
        said = answers.entered(read.view.consent.conversation)
        acting, consent = self._ctx.acting, read.view.consent
        job = partial(_confirmed, acting, consent, said, read.paper.id, self._found())
        self._ctx.work.run(Lane.WRITE, self, job, self._done, self._refused)

    def _ask_why(self) -> None:
        self._refuse_row.show()
        self._why.setFocus()

    def _send_back(self) -> None:
        if self._read is not None:
            job = partial(ink.send_back, self._ctx.acting, self._read.paper.id, self._why.text)
            self._ctx.work.run(Lane.WRITE, self, job, self._sent_back, self._refused)

    def _done(self, consent: Consent) -> None:
        self._ctx.go.records_changed.emit()
        self._ctx.go.consultation.emit(consent.consultation_id)

    def _sent_back(self, _paper: SignedPaper) -> None:
        self._ctx.go.records_changed.emit()
        self._ctx.go.scans.emit()

    def _refused(self, refused: Refused) -> None:
        self._bar.set_busy(None)
        self._error.set_error(messages.sentence(refused))
        if refused.code.startswith("ink.day"):
            self._day.setFocus()

    def _lay_out(self) -> None:
        away = Button(_("Back to the list"), Kind.QUIET, icon="arrow-left")
        away.clicked.connect(self._ctx.go.scans)
        self._head.add_action(away)
        top = Surface("bottom")
        inside = QVBoxLayout(top)
        inside.setContentsMargins(tokens.XL, tokens.L, tokens.XL, tokens.M)
        inside.setSpacing(tokens.S)
        inside.addWidget(self._head)
        inside.addWidget(self._error)
        self._lay_refusal()
        inside.addWidget(self._refuse_row)
        self._stack.addWidget(self._pages())
        self._lay_day()
        self._stack.addWidget(self._last())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self._stack, 1)
        column.addWidget(self._bar)

    def _pages(self) -> QWidget:
        """The question over the two pictures."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, tokens.M, 0, 0)
        column.setSpacing(tokens.M)
        ask = QHBoxLayout()
        ask.setContentsMargins(tokens.XL, 0, tokens.XL, 0)
        ask.setSpacing(tokens.L)
        ask.addWidget(self._where)
        ask.addWidget(AnswerRow(_asked(), self._question), 1)
        column.addLayout(ask)
        beside = QHBoxLayout()
        beside.setSpacing(1)
        for picture, title in ((self._scan, _("As it came back")), (self._print, _("As printed"))):
            part = QVBoxLayout()
            part.setSpacing(tokens.XS)
            line = QHBoxLayout()
            line.addSpacing(tokens.XL)
            line.addWidget(WrapLabel(title, Type.HINT, Token.QUIET), 1)
            part.addLayout(line)
            part.addWidget(picture, 1)
            beside.addLayout(part, 1)
        column.addLayout(beside, 1)
        return holder

    def _last(self) -> QWidget:
        """What is entered, beside the signed page it is read from."""
        holder = QWidget()
        beside = QHBoxLayout(holder)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(ScrollArea(self._end), 1)
        beside.addWidget(self._paper, 1)
        return holder

    def _lay_day(self) -> None:
        self._left_to_paper = WrapLabel(
            _("Answered on the paper"), Type.QUESTION, semibold=True, heading=True
        )
        self._end.add(
            WrapLabel(_("What the paper says"), Type.SECTION, semibold=True, heading=True)
        )
        self._end.add(
            FieldFrame(
                _("Day beside the patient's signature"),
                self._day,
                help_text=_("As it is written on the paper."),
            )
        )
        self._end.add(self._left_to_paper)

    def _lay_refusal(self) -> None:
        send = Button(_("Send it back"), strong=False)
        send.clicked.connect(self._send_back)
        self._why.edit.returnPressed.connect(self._send_back)
        line = QHBoxLayout(self._refuse_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.M)
        frame = FieldFrame(_("What is wrong with the scan?"), self._why, keeps_space=False)
        line.addWidget(frame, 1)
        line.addWidget(send, 0, Qt.AlignmentFlag.AlignBottom)
        self._refuse_row.hide()


def _read(acting: Acting, consultation_id: int) -> _Read:
    """On a lane: the consent, its scan, and the bytes of both papers."""
    view = consent_view.view(acting, consultation_id)
    if view.consent is None:
        raise Refused("ink.paper-not-found")
    paper = ink.paper_of(acting, view.consent.id)
    if paper is None:
        raise Refused("ink.paper-not-found")
    return _Read(view, paper, ink.pages_of(acting, paper))


def _confirmed(
    acting: Acting, consent: Consent, said: Conversation, paper_id: int, found: Found
) -> Consent:
    """On a lane: what was entered from the paper is kept, then it counts."""
    if said != consent.conversation:
        consents.say(acting, consent, said)
    return ink.confirm(acting, paper_id, found)


def _asked() -> str:
    return _("Is this page signed?")
