"""Erasing a record: what goes and stays, on which ground; one orders it, another confirms."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.erasure import JUDGED, Ground, Order
from consult_app.errors import Refused
from consult_app.i18n import _, series
from consult_app.services import erasure
from consult_app.services.erasure import Erased, Review
from consult_app.services.erasure_words import GROUND, stays, what_goes
from consult_app.services.wording import day_words, moment_words
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    Choice,
    ChoiceList,
    EmptyState,
    FieldFrame,
    FormColumn,
    InlineError,
    Kind,
    ProgressLine,
    ScrollArea,
    TextField,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.pages.head import PageHead, at_the_end
from consult_app.ui.words import patient_facts
from consult_app.ui.work import Lane

T = TypeVar("T")


class ErasePage(QWidget):
    """Nothing here is in accent: the way back is as near as the way on; each step asks twice."""

    def __init__(self, ctx: Context, patient_id: int) -> None:
        super().__init__()
        self._ctx, self._id = ctx, patient_id
        self._head = PageHead(_("Erase this record"))
        self._back = self._head.add_action(Button(_("Back to the patient"), strong=False))
        self._goes, self._stays = WrapLabel(""), WrapLabel("")
        self._until = WrapLabel("")
        self._ordered = WrapLabel("")
        self._ground = ChoiceList(
            [Choice(ground.value, _(words)) for ground, words in GROUND.items()],
            name=_("Ground of the erasure"),
        )
        self._judge, self._reference = TextField(), TextField()
        self._judged = FieldFrame(_("Who judged it"), self._judge)
        self._filed = FieldFrame(
            _("Where it is filed"),
            self._reference,
            help_text=_("The number of the letter or order; no name of the patient"),
        )
        self._order = Button(_("Order the erasure"), Kind.DANGER)
        self._order_sure = Button(_("Yes, order it"), Kind.DANGER)
        self._withdraw = Button(_("Take the order back"), strong=False)
        self._erase = Button(_("Erase the record"), Kind.DANGER)
        self._erase_sure = Button(_("Yes, erase it for good"), Kind.DANGER)
        self._progress = ProgressLine(cancellable=False)
        self._error = InlineError()
        self._lay_out()
        self._connect()

    def enter(self) -> None:
        """Read what would go; the way back has the keyboard."""
        self._run(Lane.READ, partial(erasure.review, self._ctx.acting, self._id), self._show)
        self._back.setFocus()

    def _lay_out(self) -> None:
        self._form, self._waiting = Card(padding=tokens.XL), Card(padding=tokens.XL)
        self._form.add(WrapLabel(_("On which ground"), semibold=True, heading=True))
        self._form.add(self._ground)
        self._form.add(self._judged)
        self._form.add(self._filed)
        self._form.add(at_the_end(self._order, self._order_sure))
        self._waiting.add(self._ordered)
        self._waiting.add(at_the_end(self._withdraw, self._erase, self._erase_sure))
        told = Card(padding=tokens.XL)
        for title, words in (
            (_("What goes, for good"), self._goes),
            (_("What stays"), self._stays),
            (_("How long it has to be kept"), self._until),
        ):
            told.add(WrapLabel(title, Type.BODY, semibold=True, heading=True))
            told.add(words)
        self._told = told
        self._page = column = FormColumn()
        for part in (*(self._head, told, self._form, self._waiting, self._progress, self._error),):
            column.add(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._scroll = ScrollArea(column)
        whole.addWidget(self._scroll)
        for hidden in (
            *(self._form, self._waiting, self._progress, self._judged, self._filed),
            *(self._order_sure, self._erase_sure),
        ):
            hidden.hide()

    def _connect(self) -> None:
        self._back.clicked.connect(lambda: self._ctx.go.patient.emit(self._id))
        self._ground.chosen.connect(lambda _values: self._choose())
        self._order.clicked.connect(lambda: self._ask(self._order, self._order_sure))
        self._order_sure.clicked.connect(self._give_order)
        self._erase.clicked.connect(lambda: self._ask(self._erase, self._erase_sure))
        self._erase_sure.clicked.connect(self._confirm)
        self._withdraw.clicked.connect(self._take_back)

    def _show(self, review: Review) -> None:
        language, patient = self._ctx.language, review.patient
        facts = patient_facts(patient, self._ctx.acting.today(), language)
        self._head.line.set_text(f"{patient.name} · {facts}")
        self._goes.set_text(what_goes(review))
        self._stays.set_text(stays(review))
        self._until.set_text(_until(review, language))
        ordered = review.ordered
        if ordered is not None:
            words = _("{ground} Ordered {moment} by {name}. A second person confirms it.")
            self._ordered.set_text(
                words.format(
                    ground=_(GROUND[ordered.order.ground]),
                    moment=moment_words(ordered.ordered_at, language),
                    name=ordered.ordered_name,
                )
            )
        self._form.setVisible(ordered is None)
        self._waiting.setVisible(ordered is not None)
        self._calm()

    def _calm(self) -> None:
        """Nobody is being asked whether they are sure."""
        for sure, first in ((self._order_sure, self._order), (self._erase_sure, self._erase)):
            sure.hide()
            first.show()
        self._choose()

    def _choose(self) -> None:
        chosen = self._ground.values
        judged = bool(chosen) and Ground(chosen[0]) in JUDGED
        self._judged.setVisible(judged)
        self._filed.setVisible(judged)
        self._order.setEnabled(bool(chosen))
        self._order_sure.hide()
        self._order.show()

    def _ask(self, first: Button, sure: Button) -> None:
        """The second question stands where nothing can be pressed twice by mistake."""
        self._error.set_error("")
        first.hide()
        sure.show()
        near = self._withdraw if sure is self._erase_sure else self._ground
        near.setFocus()  # Enter pressed twice confirms nothing
        QTimer.singleShot(0, self, lambda: self._scroll.reveal(sure))

    def _give_order(self) -> None:
        wanted = Order(Ground(self._ground.values[0]), self._judge.text, self._reference.text)
        job = partial(erasure.order, self._ctx.acting, self._id, wanted)
        self._run(Lane.WRITE, job, self._show)

    def _take_back(self) -> None:
        self._run(Lane.WRITE, partial(erasure.withdraw, self._ctx.acting, self._id), self._show)

    def _confirm(self) -> None:
        self._erase_sure.setEnabled(False)
        self._progress.show_progress(0, 0, _("Erasing, and cleaning the file"))
        self._progress.show()
        self._run(Lane.WRITE, partial(erasure.confirm, self._ctx.acting, self._id), self._done)

    def _done(self, erased: Erased) -> None:
        for part in (self._told, self._form, self._waiting, self._progress, self._back):
            part.hide()
        self._head.title.set_text(_("The record is erased"))
        numbers = series(one.record_number for one in erased.tombstones)
        self._head.line.set_text(_("No. {number}").format(number=numbers))
        words = _("What proves it stands under Clinic, Erased records.")
        if erased.trouble is not None:
            rest = _("Traces may lie in the file until the records are opened again.")
            words = f"{rest} {words}"
        gone = EmptyState(
            "shield-check", _("Nothing of it is left"), _("To the patients"), detail=words
        )
        gone.acted.connect(self._ctx.go.patients)
        self._page.add(gone)
        self._ctx.go.records_changed.emit()

    def _run(self, lane: Lane, job: Callable[[], T], done: Callable[[T], None]) -> None:
        self._error.set_error("")
        self._ctx.work.run(lane, self, job, done, self._refused)

    def _refused(self, refused: Refused) -> None:
        self._progress.hide()
        self._erase_sure.setEnabled(True)
        self._calm()
        self._error.set_error(messages.sentence(refused))
        self._scroll.reveal(self._error)


def _until(review: Review, language: str) -> str:
    until, holds = review.standing.kept_until, review.retention
    if until is None:
        return _("Nobody has set that yet: under Clinic, Letterhead and rules.")
    words = _("Until {day}, {years} years after the last entry.").format(
        day=day_words(until, language), years=holds.years
    )
    if holds.source:
        rest = _("So {source}, as long as the clinic sets no time of its own.")
        return f"{words} {rest.format(source=holds.source)}"
    return words
