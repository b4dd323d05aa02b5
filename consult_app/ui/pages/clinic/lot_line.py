"""One lot: where it stands and how many are left; set aside, counted or recalled in its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.people import Capability
from consult_app.domain.products import MOST_UNITS, Lot, LotState, Product
from consult_app.domain.recalls import NewRecall, Recall
from consult_app.errors import Refused
from consult_app.i18n import _, mark, ngettext, series
from consult_app.services import products, recalls
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Chip,
    DateField,
    FieldFrame,
    FlowRow,
    InlineError,
    Kind,
    TextArea,
    TextField,
    Verdict,
    tokens,
)
from consult_app.ui.pages.head import at_the_end
from consult_app.ui.pages.section import Line
from consult_app.ui.product_words import left_words, lot_words
from consult_app.ui.reading import day_parser, units_of
from consult_app.ui.work import Lane

_QUARANTINE = (mark("Quarantine"), LotState.QUARANTINED)
_RELEASE = (mark("Release"), LotState.IN_STOCK)
_USED_UP = (mark("Used up"), LotState.USED_UP)
_NEXT = {
    LotState.IN_STOCK: (_QUARANTINE,),
    LotState.QUARANTINED: (_RELEASE,),
    LotState.USED_UP: (),
    LotState.RECALLED: (),
}
"""What is done to a lot with one press."""


class LotLine(QWidget):
    """`changed()` when something was recorded, `recalled(Recall)`, `list_asked()`: who had it."""

    changed = Signal()
    recalled = Signal(object)
    list_asked = Signal()
    refused = Signal(object)

    def __init__(self, ctx: Context, product: Product, lot: Lot, near_days: int) -> None:
        super().__init__()
        self._ctx, self._product, self._lot = ctx, product, lot
        self._open: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._line(near_days))
        if ctx.acting.user.may(Capability.KEEP_PRODUCTS):
            self._column.addWidget(self._ways())

    def _line(self, near_days: int) -> Line:
        lot, language = self._lot, self._ctx.language
        facts = [_("Use by {day}").format(day=day_words(lot.expiry, language))]
        if lot.arrived is not None:
            came = day_words(lot.arrived, language, short=True)
            facts.append(_("arrived {day}").format(day=came))
        facts.append(left_words(lot))
        words = _("Lot {number}").format(number=lot.number)
        return Line(words, series(facts, " · "), (self._chip(near_days),))

    def _ways(self) -> QWidget:
        """What can be done with it, in as many lines as the room asks for."""
        row = FlowRow(at_end=True)

        def add(label: str, pressed: Callable[[], object]) -> None:
            button = Button(label, Kind.SECONDARY, strong=False)
            button.setAccessibleName(self._name(label))
            button.clicked.connect(lambda: pressed())
            row.add(button)

        for label, state in self._next():
            add(_(label), partial(self._move, state))
        if self._lot.state is LotState.RECALLED:
            add(_("Who received it"), self.list_asked.emit)
        else:
            add(_("Correct"), self._ask_correction)
            add(_("Count"), self._ask_count)
            add(_("Recall"), self._ask_recall)
        holder = QWidget()
        around = QVBoxLayout(holder)
        around.setContentsMargins(20, 0, tokens.L, tokens.M)
        around.addWidget(row)
        return holder

    def _next(self) -> tuple[tuple[str, LotState], ...]:
        uncounted = self._lot.units is None and self._lot.state is LotState.IN_STOCK
        return (*_NEXT[self._lot.state], *((_USED_UP,) if uncounted else ()))

    def _name(self, action: str) -> str:
        return _("{action}: lot {number} of {product}").format(
            action=action, number=self._lot.number, product=self._product.name
        )

    def _chip(self, near_days: int) -> Chip:
        today = self._ctx.acting.today()
        days = (self._lot.expiry - today).days
        if self._lot.refusal(today):
            words, verdict = lot_words(self._lot, today), Verdict.STOP
        elif days < near_days:
            words = ngettext("{n} day left", "{n} days left", days).format(n=days)
            words, verdict = (words if days else _("Last day today")), Verdict.CAUTION
        else:
            return Chip(lot_words(self._lot, today))
        return Chip(words, verdict, icon=verdict.icon)

    def _move(self, state: LotState) -> None:
        job = partial(products.set_lot_state, self._ctx.acting, self._lot, state)
        self._ctx.work.run(
            Lane.WRITE, self, job, lambda _lot: self.changed.emit(), self.refused.emit
        )

    def _ask_count(self) -> None:
        form = CountForm(self._ctx, self._lot)
        form.counted.connect(self.changed)
        self._put(form, form.left)
        form.enter()

    def _ask_correction(self) -> None:
        form = LotCorrection(self._ctx, self._lot)
        form.corrected.connect(self.changed)
        self._put(form, form.left)
        form.enter()

    def _ask_recall(self) -> None:
        form = RecallForm(self._ctx, self._lot)
        form.recalled.connect(self.recalled)
        self._put(form, form.left)
        form.enter()

    def open_recall(self) -> None:
        """Ask why, as the button does: for a lot that was recalled without its reason."""
        self._ask_recall()

    def _put(self, form: QWidget, left: object) -> None:
        self._put_away()
        self._open = form
        self._column.addWidget(form)
        left.connect(self._put_away)  # type: ignore[attr-defined]  # a signal of the form

    def _put_away(self) -> None:
        if self._open is not None:
            self._open.hide()
            self._open.deleteLater()
            self._open = None


class _LotAct(QWidget):
    """A few fields under a lot, what stands in the way, and two buttons. `left()`: put away."""

    left = Signal()

    def __init__(self, ctx: Context, lot: Lot, act: str, kind: Kind) -> None:
        super().__init__()
        self.ctx, self.lot = ctx, lot
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(tokens.XL, 0, tokens.XL, tokens.L)
        self._column.setSpacing(tokens.XS)
        self._error = InlineError()
        self._go = Button(act, kind)
        self._close = Button(_("Never mind"), Kind.QUIET)
        self._go.clicked.connect(self.act)
        self._close.clicked.connect(self.left)

    def lay_out(self, *frames: FieldFrame) -> None:
        for frame in frames:
            self._column.addWidget(frame)
        self._column.addWidget(self._error)
        self._column.addWidget(at_the_end(self._close, self._go))

    def act(self) -> None:
        """Do what the form is for."""

    def say(self, refused: Refused) -> None:
        """Nothing was recorded, and why."""
        self._go.set_busy(None)
        self._error.set_error(messages.sentence(refused))


class CountForm(_LotAct):
    """How many units lie on the shelf, and why that differs. `counted()` when it is recorded."""

    counted = Signal()

    def __init__(self, ctx: Context, lot: Lot) -> None:
        super().__init__(ctx, lot, _("Record the count"), Kind.PRIMARY)
        self._units, self._reason = TextField(max_length=10), TextField()
        self.lay_out(
            FieldFrame(_("Units on the shelf"), self._units, help_text=left_words(lot)),
            FieldFrame(_("Why the count differs"), self._reason),
        )

    def enter(self) -> None:
        """The keyboard goes to the number."""
        self._units.setFocus()

    def act(self) -> None:
        try:
            units = units_of(self._units.text)
            if units is None:
                raise Refused("lot.units-impossible", most=MOST_UNITS)
        except Refused as refused:
            self.say(refused)
            return
        acting, reason = self.ctx.acting, self._reason.text
        job = partial(products.count_lot, acting, self.lot.id, units, reason)
        self.ctx.work.run(Lane.WRITE, self, job, lambda _lot: self.counted.emit(), self.say)


class LotCorrection(_LotAct):
    """What stands on the package, and why it was recorded otherwise. `corrected()` when kept."""

    corrected = Signal()

    def __init__(self, ctx: Context, lot: Lot) -> None:
        super().__init__(ctx, lot, _("Correct the lot"), Kind.PRIMARY)
        self._number = TextField(lot.number, max_length=100)
        self._day = DateField(day_parser(ctx, future=True), day_words(lot.expiry, ctx.language))
        self._reason = TextField()
        self.lay_out(
            FieldFrame(_("Number on the package"), self._number),
            FieldFrame(_("Last day of use on the package"), self._day),
            FieldFrame(_("Why it is corrected"), self._reason),
        )

    def enter(self) -> None:
        """The keyboard goes to the number."""
        self._number.setFocus()

    def act(self) -> None:
        expiry = self._day.parsed.value
        if not isinstance(expiry, date):
            self._day.setFocus()
            return
        acting, id_ = self.ctx.acting, self.lot.id
        job = partial(
            products.correct_lot, acting, id_, self._number.text, expiry, self._reason.text
        )
        self.ctx.work.run(Lane.WRITE, self, job, lambda _lot: self.corrected.emit(), self.say)


class RecallForm(_LotAct):
    """Why, by which notice, of which day. `recalled(Recall)` when the lot is out of use."""

    recalled = Signal(object)

    def __init__(self, ctx: Context, lot: Lot) -> None:
        super().__init__(ctx, lot, _("Recall the lot"), Kind.DANGER)
        self._reason = TextArea(lines=2, max_length=2000)
        self._reference = TextField(max_length=200)
        self._day = DateField(day_parser(ctx, future=False), placeholder=_("Today"))
        said = _("As the notice says it. Letters in the clinic's language print it.")
        self.lay_out(
            FieldFrame(_("Why the lot is recalled"), self._reason, help_text=said),
            FieldFrame(_("Number of the notice"), self._reference),
            FieldFrame(_("Day of the notice"), self._day),
        )

    def enter(self) -> None:
        """The keyboard goes to the reason."""
        self._reason.setFocus()

    def act(self) -> None:
        parsed = self._day.parsed
        if self._day.text.strip() and not isinstance(parsed.value, date):
            self._day.setFocus()
            return
        day = parsed.value if isinstance(parsed.value, date) else self.ctx.acting.today()
        new = NewRecall(self.lot.id, self._reason.text, self._reference.text, day)
        self._go.set_busy(_("Recalling"))
        job = partial(recalls.recall, self.ctx.acting, new)
        self.ctx.work.run(Lane.WRITE, self, job, self._done, self.say)

    def _done(self, recall: Recall) -> None:
        self.recalled.emit(recall)
