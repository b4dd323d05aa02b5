"""Taking a lot into stock: its number, last day of use, how many units, and when they came."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.products import Lot, Product
from consult_app.domain.scan import Scan
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import products
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, DateField, FieldFrame, NoteLine, TextField, tokens
from consult_app.ui.pages.head import at_the_end
from consult_app.ui.reading import day_parser, units_of
from consult_app.ui.work import Lane


class LotForm(QWidget):
    """Two lines of two fields; `added()` when the lot is in stock."""

    added = Signal()

    def __init__(self, ctx: Context, product: Product) -> None:
        super().__init__()
        self._ctx, self._product = ctx, product
        self._scanned = ""
        self._number = TextField(max_length=100)
        self._expiry = DateField(day_parser(ctx, future=True))
        self._units = TextField(max_length=10)
        self._arrived = DateField(day_parser(ctx, future=False), placeholder=_("Today"))
        self._note = NoteLine(keeps_space=False)
        name = product.name
        self._number_frame = FieldFrame(
            _("New lot of {product}").format(product=name), self._number
        )
        self._expiry_frame = FieldFrame(_("Use by, {product}").format(product=name), self._expiry)
        self._units_frame = FieldFrame(
            _("Units, {product}").format(product=name),
            self._units,
            help_text=_("Leave it empty where they are not counted"),
        )
        self._arrived_frame = FieldFrame(
            _("Arrived, {product}").format(product=name), self._arrived
        )
        self._add = Button(_("Add the lot"), strong=False)
        self._add.setAccessibleName(_("Add the lot: {product}").format(product=name))
        self._add.clicked.connect(self._store)
        self._lay_out()

    def _lay_out(self) -> None:
        fields = QGridLayout()
        fields.setHorizontalSpacing(tokens.M)
        fields.setVerticalSpacing(tokens.XS)
        fields.addWidget(self._number_frame, 0, 0)
        fields.addWidget(self._expiry_frame, 0, 1)
        fields.addWidget(self._units_frame, 1, 0)
        fields.addWidget(self._arrived_frame, 1, 1)
        fields.setColumnStretch(0, 1)
        fields.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.XS)
        column.addWidget(self._note)
        column.addLayout(fields)
        column.addWidget(at_the_end(self._add))

    def take(self, scan: Scan) -> None:
        """Fill in what a package says; the same package again is said, and changes nothing."""
        if self._scanned == scan.lot:
            self._note.set_warning(_("This package was scanned already: look and add the lot."))
            return
        self._scanned = scan.lot
        self._number.set_text(scan.lot)
        if scan.expiry is not None:
            self._expiry.set_text(day_words(scan.expiry, self._ctx.language))
        if scan.units is not None:
            self._units.set_text(str(scan.units))
        self._note.set_warning("")
        self._note.set_echo(_("From the package: look whether it is right, then add the lot."))
        (self._add if scan.expiry is not None else self._expiry).setFocus()

    def _store(self) -> None:
        for frame in (
            *(self._number_frame, self._expiry_frame),
            *(self._units_frame, self._arrived_frame),
        ):
            frame.set_error("")
        expiry, arrived = self._expiry.parsed, self._arrived.parsed
        if not isinstance(expiry.value, date):
            self._expiry_frame.set_error(expiry.error or _("Enter the last day of use."))
            self._expiry.setFocus()
            return
        if self._arrived.text.strip() and not isinstance(arrived.value, date):
            self._arrived_frame.set_error(arrived.error or _("Enter the day it arrived."))
            self._arrived.setFocus()
            return
        try:
            units = units_of(self._units.text)
        except Refused as refused:
            self._units_frame.set_error(messages.sentence(refused))
            self._units.setFocus()
            return
        job = partial(
            products.add_lot,
            self._ctx.acting,
            self._product.id,
            self._number.text,
            expiry.value,
            units=units,
            arrived=arrived.value if isinstance(arrived.value, date) else None,
        )
        self._ctx.work.run(Lane.WRITE, self, job, self._stored, self._refused)

    def _stored(self, _lot: Lot) -> None:
        self.added.emit()

    def _refused(self, refused: Refused) -> None:
        units = refused.code.startswith("lot.units")
        frame, field = (
            (self._units_frame, self._units) if units else (self._number_frame, self._number)
        )
        frame.set_error(messages.sentence(refused))
        field.setFocus()
