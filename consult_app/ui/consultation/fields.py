"""Controls for what is typed: words, numbers, dates, amounts."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consult_app.forms.model import Coding, Item, ItemType, Quantity, Value
from consult_app.i18n import _, ngettext
from consult_app.ui.consultation import reading
from consult_app.ui.consultation.control import Control, Holder, Values
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    DateField,
    NumberField,
    Parsed,
    ParsedField,
    Segmented,
    TextArea,
    TextField,
    tokens,
    with_keys,
)
from consult_app.ui.kit.fields import LONGEST_LINE, LONGEST_TEXT

PAUSE_MS = 800
"""Who pauses this long while typing has what stands there put on the disk."""


class TextControl(Control):
    """Words, on one line or several; kept at every pause, on Enter and on leaving."""

    def __init__(self, item: Item) -> None:
        self.wide = item.type is ItemType.TEXT
        self.compact = not self.wide
        self._part: TextArea | TextField
        if self.wide:
            self._part = TextArea(max_length=item.max_length or LONGEST_TEXT)
            self._part.trimmed.connect(self._trimmed)
        else:
            self._part = TextField(max_length=item.max_length or LONGEST_LINE)
            self._part.edit.returnPressed.connect(self._entered)
            self._part.too_long.connect(self._full)
        super().__init__(self._part)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._hand_over)
        self._part.changed.connect(self._typed)
        self._part.committed.connect(self.flush)

    @property
    def values(self) -> Values:
        text = self._part.text.strip()
        return (text,) if text else ()

    def show(self, values: Values) -> None:
        if values != self.values:
            self._part.set_text(str(values[0]) if values else "")

    def stops(self) -> tuple[QWidget, ...]:
        return (self._part.edit,)

    def flush(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._hand_over()

    def _typed(self) -> None:
        self.trouble.emit("")
        self._pause.start()

    def _hand_over(self) -> None:
        self.answered.emit(self.values)

    def _entered(self) -> None:
        self.flush()
        self.passed.emit()

    def _trimmed(self, count: int) -> None:
        words = ngettext(
            "{n} character did not fit and was left out.",
            "{n} characters did not fit and were left out.",
            count,
        )
        self.trouble.emit(words.format(n=count))

    def _full(self) -> None:
        self.trouble.emit(_("No more characters fit here."))


class ParsedControl(Control):
    """A number, a date or a time; what cannot be read is no answer, and stays to be mended."""

    compact = True

    def __init__(self, part: ParsedField, ctx: Context) -> None:
        self._part, self._ctx = part, ctx
        super().__init__(part)
        part.committed.connect(lambda _parsed: self.answered.emit(self.values))
        part.field.edit.returnPressed.connect(self._entered)

    @property
    def values(self) -> Values:
        value: Value | None = self._part.parsed.value  # type: ignore[assignment]  # our own reader
        return () if value is None else (value,)

    def show(self, values: Values) -> None:
        typing = self._part.field.edit.hasFocus()
        if values == self.values or (not values and typing and self._unread()):
            return
        self._part.set_text(reading.shown(values[0], self._ctx) if values else "")

    def _unread(self) -> bool:
        return self._part.parsed.value is None and bool(self._part.text.strip())

    def stops(self) -> tuple[QWidget, ...]:
        return (self._part.field.edit,)

    def flush(self) -> None:
        edit = self._part.field.edit
        if edit.hasFocus():
            edit.editingFinished.emit()

    def _entered(self) -> None:
        """Goes on once the answer is in, and stays where it was not understood."""
        parsed: Parsed = self._part.parsed
        if not parsed.error and not parsed.choices:
            QTimer.singleShot(0, self, self.passed.emit)


def date_control(ctx: Context) -> ParsedControl:
    """A day, a month of a year, or a year."""
    return ParsedControl(DateField(reading.date_parser(ctx)), ctx)


def time_control(ctx: Context) -> ParsedControl:
    """A time of day."""
    return ParsedControl(ParsedField(reading.time_parser(), icon="clock"), ctx)


def number_control(ctx: Context, item: Item, usual: reading.Usual | None = None) -> ParsedControl:
    """A number with its unit beside it; outside `usual` it is asked about, and taken."""
    return ParsedControl(NumberField(reading.number_parser(ctx, item, usual), unit=item.unit), ctx)


class QuantityControl(Control):
    """A number and its unit: fixed, or chosen beside it."""

    def __init__(self, ctx: Context, item: Item) -> None:
        self._units = item.unit_options or (Coding(item.unit_code, display=item.unit),)
        fixed = self._units[0].display or self._units[0].code
        single = len(self._units) == 1
        self._number = number_control(ctx, item)
        holder = Holder()
        super().__init__(holder)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.S)
        line.addWidget(self._number.widget, 1)
        options = [(str(i), unit.display or unit.code) for i, unit in enumerate(self._units)]
        self._unit = Segmented(with_keys(options), name=_("Unit"))
        self._unit.set_value("0")
        self._unit.setVisible(not single)
        line.addWidget(self._unit)
        if single and isinstance(self._number.widget, NumberField):
            self._number.widget.field.set_unit(fixed)
        holder.lead(self._number.widget)
        self._number.answered.connect(lambda _values: self.answered.emit(self.values))
        self._number.passed.connect(self.passed)
        self._unit.chosen.connect(lambda _value: self.answered.emit(self.values))

    @property
    def values(self) -> Values:
        unit = self._units[int(self._unit.value or "0")]
        return tuple(
            Quantity(Decimal(str(v)), unit.display, unit.code, unit.system)
            for v in self._number.values
        )

    def show(self, values: Values) -> None:
        quantity = values[0] if values else None
        if not isinstance(quantity, Quantity):
            self._number.show(())
            return
        known = [i for i, u in enumerate(self._units) if u.code == quantity.code]
        self._unit.set_value(str(known[0]) if known else "0")
        self._number.show((quantity.value,))

    def stops(self) -> tuple[QWidget, ...]:
        return (*self._number.stops(), self._unit) if len(self._units) > 1 else self._number.stops()

    def flush(self) -> None:
        self._number.flush()
