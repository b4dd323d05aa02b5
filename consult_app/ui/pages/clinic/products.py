"""The products the clinic works with and their lots: added, set aside, recalled."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from consult_app.domain.people import Capability
from consult_app.domain.products import BiologicalSource, Lot, LotState, Product
from consult_app.errors import Refused
from consult_app.i18n import _, mark
from consult_app.services import products
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Chip,
    FieldFrame,
    Kind,
    Segmented,
    TextField,
    Verdict,
    tokens,
    with_keys,
)
from consult_app.ui.pages.clinic.label import LabelLine, Options, options_of
from consult_app.ui.pages.clinic.lots import LotForm
from consult_app.ui.pages.clinic.part import Part
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.words import SOURCE, lot_words
from consult_app.ui.work import Lane

Stock = tuple[tuple[Product, tuple[Lot, ...]], ...]
_QUARANTINE = (mark("Quarantine"), LotState.QUARANTINED)
_RELEASE = (mark("Release"), LotState.IN_STOCK)
_RECALL = (mark("Recall"), LotState.RECALLED)
_NEXT = {
    LotState.IN_STOCK: (_QUARANTINE, _RECALL),
    LotState.QUARANTINED: (_RELEASE, _RECALL),
    LotState.USED_UP: (_RECALL,),
    LotState.RECALLED: (),
}
"""What may be done to a lot in the page; a recall is not taken back here."""


class ProductsPart(Part):
    """A section a product, a line a lot; below, the form for a new product."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._sections = QVBoxLayout()
        self._sections.setSpacing(tokens.XL)
        self._column.addLayout(self._sections)
        self._name, self._maker, self._components = TextField(), TextField(), TextField()
        self._source = Segmented(with_keys([(s.value, _(SOURCE[s])) for s in BiologicalSource]))
        self._source.set_value(BiologicalSource.UNKNOWN.value)
        card = self.add_card(_("Add a product"), _("As it stands on the package."))
        card.add(FieldFrame(_("Product"), self._name))
        card.add(FieldFrame(_("Manufacturer"), self._maker))
        card.add(FieldFrame(_("What it comes from"), self._source))
        card.add(
            FieldFrame(
                _("Components"),
                self._components,
                help_text=_("Substances a patient may be allergic to, with commas between"),
            )
        )
        self._add = Button(_("Add the product"), Kind.PRIMARY)
        self._add.clicked.connect(self._store)
        self.add_foot(self._add)

    def enter(self) -> None:
        """Read what is in stock."""
        self._add.setEnabled(self.ctx.acting.user.may(Capability.KEEP_PRODUCTS))
        job = partial(_read, self.ctx)
        self.ctx.work.run(Lane.READ, self, job, self._arrived, self.say_refused)

    def _arrived(self, found: tuple[Stock, Options, Options]) -> None:
        stock, routes, sites = found
        while self._sections.count():
            item = self._sections.takeAt(0)
            section = item.widget() if item is not None else None
            if section is not None:
                section.hide()
                section.deleteLater()
        for product, lots in stock:
            section = Section(product.name, _("No lot yet."))
            section.show_lines([self._line(product, lot) for lot in lots])
            label = LabelLine(self.ctx, product, routes, sites)
            label.changed.connect(self._changed)
            section.add_below(label)
            form = LotForm(self.ctx, product)
            form.added.connect(self._changed)
            section.add_below(form)
            self._sections.addWidget(section)

    def _line(self, product: Product, lot: Lot) -> Line:
        today = self.ctx.acting.today()
        usable = not lot.refusal(today)
        chip = Chip(
            lot_words(lot, today),
            None if usable else Verdict.STOP,
            icon=None if usable else "triangle-alert",
        )
        words = _("Lot {number}").format(number=lot.number)
        until = _("Use by {day}").format(day=day_words(lot.expiry, self.ctx.language))
        line = Line(words, until, (chip,))
        for label, state in _NEXT[lot.state]:
            name = _("{action}: lot {number} of {product}").format(
                action=_(label), number=lot.number, product=product.name
            )
            line.add_button(_(label), name, partial(self._move, lot, state))
        return line

    def _move(self, lot: Lot, state: LotState) -> None:
        job = partial(products.set_lot_state, self.ctx.acting, lot, state)
        self.ctx.work.run(Lane.WRITE, self, job, lambda _lot: self._changed(), self.say_refused)

    def _changed(self) -> None:
        self.say_saved()
        self.enter()
        self.ctx.go.records_changed.emit()

    def _store(self) -> None:
        components = (c.strip() for c in self._components.text.split(","))
        new = Product(
            id=0,
            name=self._name.text,
            manufacturer=self._maker.text,
            source=BiologicalSource(self._source.value or BiologicalSource.UNKNOWN.value),
            components=tuple(c for c in components if c),
        )
        self._add.set_busy(_("Saving"))
        job = partial(products.add_product, self.ctx.acting, new)
        self.ctx.work.run(Lane.WRITE, self, job, self._stored, self._refused)

    def _stored(self, _product: Product) -> None:
        self._add.set_busy(None)
        for field in (self._name, self._maker, self._components):
            field.set_text("")
        self._changed()

    def _refused(self, refused: Refused) -> None:
        self._add.set_busy(None)
        self.say_refused(refused)


def _read(ctx: Context) -> tuple[Stock, Options, Options]:
    stock = tuple((p, products.lots(ctx.acting, p.id)) for p in products.products(ctx.acting))
    routes, sites = (options_of(role, ctx.language) for role in ("site.route", "site.area"))
    return stock, routes, sites
