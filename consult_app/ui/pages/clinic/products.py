"""The products the clinic works with and their lots: scanned in, set aside, counted, recalled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.people import Capability
from consult_app.domain.products import Lot, LotState, Product
from consult_app.domain.recalls import Recall
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext, series
from consult_app.services import products, recalls, scanning, shelf
from consult_app.services.recalls import RecallView
from consult_app.services.scanning import Known
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import Chip, FieldFrame, ScanField, Verdict, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.pages.clinic.label import LabelLine, Options, options_of
from consult_app.ui.pages.clinic.lot_line import LotLine
from consult_app.ui.pages.clinic.lots import LotForm
from consult_app.ui.pages.clinic.part import Part
from consult_app.ui.pages.clinic.passport import PassportForm
from consult_app.ui.pages.clinic.recall import RecallPanel
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.product_words import SOURCE, left_words
from consult_app.ui.work import Lane


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What the part shows."""

    stock: tuple[tuple[Product, tuple[Lot, ...]], ...]
    recalls: tuple[RecallView, ...]
    routes: Options
    sites: Options
    near_days: int


class _ProductBlock(Section):
    """One product: its passport, its label, its lots, and the form for one more.

    `changed()` when something was recorded, `recalled(Recall)`, `list_asked(lot)`, `refused(…)`.
    """

    changed = Signal()
    recalled = Signal(object)
    list_asked = Signal(object)
    refused = Signal(object)

    def __init__(
        self, ctx: Context, product: Product, lots: tuple[Lot, ...], shelved: _Shelf
    ) -> None:
        super().__init__(product.name, _("No lot yet."))
        self._ctx, self._product = ctx, product
        self._form: PassportForm | None = None
        self.lines = {lot.id: self._lot(lot, shelved.near_days) for lot in lots}
        self.show_lines([self._passport(), *self.lines.values()])
        label = LabelLine(ctx, product, shelved.routes, shelved.sites)
        label.changed.connect(self.changed)
        self.add_below(label)
        self.new_lot = LotForm(ctx, product)
        self.new_lot.added.connect(self.changed)
        self.new_lot.setEnabled(ctx.acting.user.may(Capability.KEEP_PRODUCTS))
        self.add_below(self.new_lot)

    def _lot(self, lot: Lot, near_days: int) -> LotLine:
        line = LotLine(self._ctx, self._product, lot, near_days)
        line.changed.connect(self.changed)
        line.recalled.connect(self.recalled)
        line.refused.connect(self.refused)
        line.list_asked.connect(partial(self.list_asked.emit, lot))
        return line

    def _passport(self) -> QWidget:
        product = self._product
        facts = [product.manufacturer, _(SOURCE[product.source]), product.keeping]
        facts += [_("Contains {components}").format(components=series(product.components))]
        if not product.components:
            facts[-1] = _("components not recorded")
        number = _("Product number {gtin}").format(gtin=product.gtin)
        if not product.gtin:
            number = _("No product number is recorded: a scan does not find it")
        line = Line(series((fact for fact in facts if fact), " · "), number)
        name = _("Correct the product: {product}").format(product=product.name)
        button = line.add_button(_("Correct"), name, self._correct)
        button.setEnabled(self._ctx.acting.user.may(Capability.KEEP_PRODUCTS))
        self._place = QWidget()
        column = QVBoxLayout(self._place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        return self._place

    def _correct(self) -> None:
        if self._form is None:
            self._form = PassportForm(self._ctx, self._product)
            self._form.stored.connect(self.changed)
            self._form.left.connect(self._put_away)
            layout = self._place.layout()
            if layout is not None:
                layout.addWidget(self._form)
        self._form.enter()

    def _put_away(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None


class ProductsPart(Part):
    """What needs looking at, a line to scan into, and a block for each product; or one recall."""

    widest = 900

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._blocks: dict[int, _ProductBlock] = {}
        self._shelf: _Shelf | None = None
        self._all = QWidget()
        self._all.setSizePolicy(tall_policy())
        self._list = QVBoxLayout(self._all)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(tokens.XL)
        self._look = Section(_("To be looked at"), "")
        self._scan = ScanField(placeholder=_("Scan the code on the package, or type it"))
        self._scan_frame = FieldFrame(_("Scan a package"), self._scan, lasting=True)
        self._scan.scanned.connect(self._look_up)
        self._sections = QVBoxLayout()
        self._sections.setSpacing(tokens.XL)
        self._ended = Section(_("Recalls that have ended"), "")
        self._new = PassportForm(ctx)
        self._new.stored.connect(self._changed)
        self._recall = RecallPanel(ctx)
        self._recall.left.connect(self._show_all)
        self._recall.changed.connect(ctx.go.records_changed)
        self._list.addWidget(self._look)
        self._list.addWidget(self._scan_frame)
        self._list.addLayout(self._sections)
        self._list.addWidget(self._ended)
        self._new_block = Section(_("Add a product"), _("As it stands on the package."))
        self._new_block.add_below(self._new)
        self._list.addWidget(self._new_block)
        self._column.addWidget(self._all)
        self._column.addWidget(self._recall)
        self._column.addWidget(self._error)
        self._column.addWidget(self._note)
        self._column.addStretch()
        self.setFocusProxy(self._scan)
        self._recall.hide()
        self._look.hide()

    def enter(self) -> None:
        """Read what is in stock."""
        allowed = self.ctx.acting.user.may(Capability.KEEP_PRODUCTS)
        self._new.set_allowed(allowed)
        self._scan.setEnabled(allowed)
        job = partial(_read, self.ctx)
        self.ctx.work.run(Lane.READ, self, job, self._arrived, self.say_refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a scanner types while no field has the keyboard belongs to the line for scans."""
        text = event.text()
        if self._all.isVisible() and self._scan.isEnabled() and len(text) == 1 and text > "\x1b":
            self._scan.type_in(text)
        else:
            super().keyPressEvent(event)

    def _arrived(self, found: _Shelf) -> None:
        self._shelf, self._blocks = found, {}
        while self._sections.count():
            item = self._sections.takeAt(0)
            section = item.widget() if item is not None else None
            if section is not None:
                section.hide()
                section.deleteLater()
        for product, lots in found.stock:
            block = self._blocks[product.id] = _ProductBlock(self.ctx, product, lots, found)
            block.changed.connect(self._changed)
            block.refused.connect(self.say_refused)
            block.recalled.connect(self._recalled)
            block.list_asked.connect(self._open_list)
            self._sections.addWidget(block)
        ended = [view for view in found.recalls if view.end is not None and not view.waiting]
        self._ended.show_lines([self._ended_line(view) for view in ended])
        self._ended.setVisible(bool(ended))
        lines = [*self._waiting(found), *self._expiring(found)]
        self._look.show_lines(lines)
        self._look.setVisible(bool(lines))

    def _waiting(self, found: _Shelf) -> list[Line]:
        """The recalls of which somebody has still to be told."""
        return [self._waiting_line(view) for view in found.recalls if view.waiting]

    def _waiting_line(self, view: RecallView) -> Line:
        n, all_ = view.waiting, len(view.recipients)
        told = ngettext(
            "{n} of {all} people has still to be told",
            "{n} of {all} people have still to be told",
            n,
        ).format(n=n, all=all_)
        if view.end is not None:
            told = ngettext(
                "{n} person was told of it and not yet that it ended",
                "{n} people were told of it and not yet that it ended",
                n,
            ).format(n=n)
        return self._recall_line(view, told, Verdict.STOP if view.end is None else Verdict.DEFER)

    def _recall_line(self, view: RecallView, quiet: str, verdict: Verdict | None) -> Line:
        words = _("Recall of lot {number}").format(number=view.lot.number)
        if view.end is not None:
            words = _("Recall of lot {number}, ended").format(number=view.lot.number)
        chip = Chip(view.product.name, verdict, icon=verdict.icon if verdict else None)
        line = Line(words, quiet, (chip,))
        name = _("Open the recall of lot {number}").format(number=view.lot.number)
        line.add_button(_("Open"), name, partial(self._open_recall, view.recall.id))
        return line

    def _ended_line(self, view: RecallView) -> Line:
        language, end = self.ctx.language, view.end
        begun, last = view.recall.record.day, end.record.day if end else view.recall.record.day
        days = _("Notice of {begun}, ended on {ended}").format(
            begun=day_words(begun, language), ended=day_words(last, language)
        )
        return self._recall_line(view, days, None)

    def _expiring(self, found: _Shelf) -> list[Line]:
        today = self.ctx.acting.today()
        return [
            self._expiry_line(product, lot)
            for product, lots in found.stock
            for lot in lots
            if lot.state is LotState.IN_STOCK and (lot.expiry - today).days < found.near_days
        ]

    def _expiry_line(self, product: Product, lot: Lot) -> Line:
        past = lot.expiry < self.ctx.acting.today()
        day = day_words(lot.expiry, self.ctx.language)
        words = _("Lot {number} expired on {day}") if past else _("Lot {number} expires on {day}")
        verdict = Verdict.STOP if past else Verdict.CAUTION
        chip = Chip(_("Expired") if past else _("Expires soon"), verdict, icon=verdict.icon)
        quiet = f"{product.name} · {left_words(lot)}"
        return Line(words.format(number=lot.number, day=day), quiet, (chip,))

    def _look_up(self, text: str) -> None:
        self._scan_frame.set_error("")
        job = partial(scanning.look_up, self.ctx.acting, text)
        self.ctx.work.run(Lane.READ, self, job, self._found, self._not_read)

    def _found(self, known: Known) -> None:
        """Into the form it belongs to; what is recorded already is said."""
        note = self._scan_frame.note
        self._scan.set_text("")  # the next scan begins anew, wherever the cursor is put
        if known.product is None:
            note.set_warning(_("No product has this number yet: add it, then scan once more."))
            self._new.enter(known.scan.gtin)
        elif known.lot is not None:
            words = _("Lot {number} of {product} was taken into stock already: {left}.")
            number, product = known.lot.number, known.product.name
            left = left_words(known.lot)
            note.set_warning(words.format(number=number, product=product, left=left))
        else:
            note.set_warning("")
            self._blocks[known.product.id].new_lot.take(known.scan)

    def _not_read(self, refused: Refused) -> None:
        self._scan_frame.note.set_warning("")
        self._scan_frame.set_error(messages.sentence(refused))
        self._scan.setFocus()

    def _recalled(self, recall: Recall) -> None:
        self._changed()
        self._open_recall(recall.id)

    def _open_list(self, lot: Lot) -> None:
        """The recall of a lot; one that was recalled without its reason is asked for it."""
        known = self._shelf.recalls if self._shelf else ()
        mine = [view.recall.id for view in known if view.lot.id == lot.id]
        if mine:
            self._open_recall(mine[0])
        else:
            self._blocks[lot.product_id].lines[lot.id].open_recall()

    def _open_recall(self, recall_id: int) -> None:
        self._all.hide()
        self._error.set_error("")
        self._recall.open(recall_id)
        self._recall.show()

    def _show_all(self) -> None:
        self._recall.hide()
        self._all.show()
        self.enter()
        QTimer.singleShot(0, self._scan, self._scan.setFocus)

    def _changed(self) -> None:
        self.say_saved()
        self.enter()
        self.ctx.go.records_changed.emit()


def _read(ctx: Context) -> _Shelf:
    stock = tuple((p, products.lots(ctx.acting, p.id)) for p in products.products(ctx.acting))
    routes, sites = (options_of(role, ctx.language) for role in ("site.route", "site.area"))
    near_days = shelf.shipped().plan.near_expiry_days
    return _Shelf(stock, recalls.every(ctx.acting), routes, sites, near_days)


def attention(ctx: Context) -> str:
    """What the list of parts says of this one before it is opened; empty: nothing.

    On a lane.
    """
    waiting = recalls.waiting(ctx.acting)
    if waiting:
        words = ngettext(
            "{n} person has to be told of a recall",
            "{n} people have to be told of a recall",
            waiting,
        )
        return words.format(n=waiting)
    near = len(products.expiring(ctx.acting, shelf.shipped().plan.near_expiry_days))
    words = ngettext("{n} lot is about to expire", "{n} lots are about to expire", near)
    return words.format(n=near) if near else ""
