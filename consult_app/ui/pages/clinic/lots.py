"""Taking a lot into stock: its number and the last day on which it may be used."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.products import Lot, Product
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import products
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, DateField, FieldFrame, TextField, tokens
from consult_app.ui.reading import day_parser
from consult_app.ui.work import Lane


class LotForm(QWidget):
    """One line of two fields; `added()` when the lot is in stock."""

    added = Signal()

    def __init__(self, ctx: Context, product: Product) -> None:
        super().__init__()
        self._ctx, self._product = ctx, product
        self._number = TextField(max_length=100)
        self._expiry = DateField(day_parser(ctx, future=True))
        name = product.name
        self._number_frame = FieldFrame(
            _("New lot of {product}").format(product=name), self._number
        )
        self._expiry_frame = FieldFrame(_("Use by, {product}").format(product=name), self._expiry)
        self._add = Button(_("Add the lot"), strong=False)
        self._add.setAccessibleName(_("Add the lot: {product}").format(product=name))
        self._add.clicked.connect(self._store)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.M)
        row.addWidget(self._number_frame, 1)
        row.addWidget(self._expiry_frame, 1)
        row.addWidget(self._add, 0, Qt.AlignmentFlag.AlignVCenter)

    def _store(self) -> None:
        self._number_frame.set_error("")
        self._expiry_frame.set_error("")
        expiry = self._expiry.parsed
        if not isinstance(expiry.value, date):
            self._expiry_frame.set_error(expiry.error or _("Enter the last day of use."))
            self._expiry.setFocus()
            return
        acting, number = self._ctx.acting, self._number.text
        job = partial(products.add_lot, acting, self._product.id, number, expiry.value)
        self._ctx.work.run(Lane.WRITE, self, job, self._stored, self._refused)

    def _stored(self, _lot: Lot) -> None:
        self.added.emit()

    def _refused(self, refused: Refused) -> None:
        self._number_frame.set_error(messages.sentence(refused))
        self._number.setFocus()
