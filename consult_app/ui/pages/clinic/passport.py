"""A product's passport as it is typed: what stands on its package, its barcode's number too."""

from __future__ import annotations

import re
from functools import partial

from PySide6.QtCore import Signal

from consult_app import messages
from consult_app.domain.products import BiologicalSource, Product
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import products
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    FieldFrame,
    InlineError,
    Kind,
    Segmented,
    TextField,
    tokens,
    with_keys,
)
from consult_app.ui.pages.head import at_the_end
from consult_app.ui.product_words import SOURCE
from consult_app.ui.work import Lane

_COMMA = re.compile("[,،]")
"""Between components, as a Latin or an Arabic keyboard writes it."""


class PassportForm(Card):
    """`stored()` when it is on the disk, `left()` when put away; `product` None: a new one."""

    stored = Signal()
    left = Signal()

    def __init__(self, ctx: Context, product: Product | None = None) -> None:
        super().__init__(padding=tokens.XL)
        self._ctx, self._product = ctx, product
        known = product or Product(0, "")
        self._name = TextField(known.name)
        self._maker = TextField(known.manufacturer)
        self._components = TextField(", ".join(known.components))
        self._gtin = TextField(known.gtin, max_length=40)
        self._keeping = TextField(known.keeping)
        self._source = Segmented(with_keys([(s.value, _(SOURCE[s])) for s in BiologicalSource]))
        self._source.set_value(known.source.value)
        self._error = InlineError()
        words = _("Add the product") if product is None else _("Save the product")
        self._save = Button(words, Kind.PRIMARY)
        self._save.clicked.connect(self._store)
        self._lay_out()

    def _lay_out(self) -> None:
        allergies = _("Substances a patient may be allergic to, with commas between")
        number = _("8, 12, 13 or 14 digits below the barcode; a scan finds the product by them")
        for label, field, explained in (
            (_("Product"), self._name, ""),
            (_("Manufacturer"), self._maker, ""),
            (_("What it comes from"), self._source, ""),
            (_("Components"), self._components, allergies),
            (_("Storage"), self._keeping, _("As the package says: 2 to 8 °C, dark")),
            (_("Product number (GTIN)"), self._gtin, number),
        ):
            words = label
            if self._product is not None:  # beside it stand the same fields for a new product
                words = _("{field}, {product}").format(field=label, product=self._product.name)
            self.add(FieldFrame(words, field, help_text=explained))
        self.add(self._error)
        foot = [self._save]
        if self._product is not None:
            close = Button(_("Close the product"), Kind.QUIET)
            close.clicked.connect(self.left)
            foot.insert(0, close)
        self.add(at_the_end(*foot))

    def enter(self, gtin: str = "") -> None:
        """The keyboard goes to the name; `gtin`: the number that was scanned."""
        if gtin:
            self._gtin.set_text(gtin)
        self._name.setFocus()

    def set_allowed(self, allowed: bool) -> None:
        """Whether the role may keep products."""
        self._save.setEnabled(allowed)

    def _store(self) -> None:
        components = (c.strip() for c in _COMMA.split(self._components.text))
        old = self._product
        new = Product(
            id=old.id if old else 0,
            name=self._name.text,
            manufacturer=self._maker.text,
            source=BiologicalSource(self._source.value or BiologicalSource.UNKNOWN.value),
            components=tuple(c for c in components if c),
            gtin=self._gtin.text,
            keeping=self._keeping.text,
        )
        self._save.set_busy(_("Saving"))
        use = products.add_product if old is None else products.change_product
        job = partial(use, self._ctx.acting, new)
        self._ctx.work.run(Lane.WRITE, self, job, self._done, self._refused)

    def _done(self, _product: Product) -> None:
        self._save.set_busy(None)
        self._error.set_error("")
        if self._product is None:
            for field in (self._name, self._maker, self._components, self._gtin, self._keeping):
                field.set_text("")
        self.stored.emit()

    def _refused(self, refused: Refused) -> None:
        self._save.set_busy(None)
        self._error.set_error(messages.sentence(refused))
