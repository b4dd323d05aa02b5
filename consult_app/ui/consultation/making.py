"""Which control serves which question: one place decides, by type, options and declared widget."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from consult_app.domain.products import Product
from consult_app.forms.model import Item, ItemType, say
from consult_app.i18n import _, series
from consult_app.services.answer_words import value_words
from consult_app.services.assessment import Loaded
from consult_app.services.facts import product_reference
from consult_app.ui.consultation.areas import AreaControl
from consult_app.ui.consultation.attach import AttachControl
from consult_app.ui.consultation.choices import (
    DIGITS,
    LETTERS,
    ListControl,
    Offer,
    PickControl,
    SegmentedControl,
)
from consult_app.ui.consultation.control import Control, Values
from consult_app.ui.consultation.fields import (
    QuantityControl,
    TextControl,
    date_control,
    number_control,
    time_control,
)
from consult_app.ui.consultation.reading import Usual
from consult_app.ui.consultation.repeated import RepeatedControl
from consult_app.ui.context import Context
from consult_app.ui.kit import Token, WrapLabel

BODY_MAP, PRODUCT = "body-map", "product"
SHORT = 20
"""Characters of an option that still stands beside others when there are many."""


class ShownControl(Control):
    """What is worked out from other answers: read, not answered."""

    def __init__(self, item: Item, language: str) -> None:
        self._item, self._language = item, language
        self._label = WrapLabel("", token=Token.QUIET)
        super().__init__(self._label)

    @property
    def values(self) -> Values:
        return ()

    def show(self, values: Values) -> None:
        words = series(value_words(self._item, v, self._language) for v in values)
        self._label.set_text(words or _("Not known yet"))

    def stops(self) -> tuple[QWidget, ...]:
        return ()


def control_for(ctx: Context, item: Item, loaded: Loaded) -> Control:
    """The control for a question of an open consultation."""
    if item.read_only or item.calculated:
        return ShownControl(item, ctx.language)
    if item.type is ItemType.REFERENCE and item.widget == PRODUCT:
        return ListControl([_product(p) for p in loaded.products if p.active])
    if item.options:
        return _with_options(item, _offers(item, ctx.language))
    if item.type is ItemType.BOOLEAN:
        return SegmentedControl([Offer(True, _("Yes")), Offer(False, _("No"))])
    if item.type is ItemType.ATTACHMENT:
        return AttachControl(ctx, loaded.consultation.id)
    make = _typed(ctx, item, loaded.pack.usual.get(item.link_id))
    return RepeatedControl(make, item.max_occurs) if item.repeats else make()


def _with_options(item: Item, offers: list[Offer]) -> Control:
    if item.widget == BODY_MAP:
        return AreaControl(offers)
    if item.repeats:
        return ListControl(offers, multiple=True)
    if item.type is ItemType.OPEN_CHOICE:
        return PickControl(offers, open_text=True)
    if len(offers) <= LETTERS:
        return SegmentedControl(offers)
    if len(offers) > DIGITS:
        return PickControl(offers)
    short = all(len(offer.words) <= SHORT for offer in offers)
    return SegmentedControl(offers) if short else ListControl(offers)


def _typed(ctx: Context, item: Item, usual: Usual | None) -> Callable[[], Control]:
    match item.type:
        case ItemType.DATE | ItemType.DATE_TIME:
            return lambda: date_control(ctx)
        case ItemType.TIME:
            return lambda: time_control(ctx)
        case ItemType.INTEGER | ItemType.DECIMAL:
            return lambda: number_control(ctx, item, usual)
        case ItemType.QUANTITY:
            return lambda: QuantityControl(ctx, item)
        case _:
            return lambda: TextControl(item)


def _offers(item: Item, language: str) -> list[Offer]:
    return [
        Offer(
            o.value, say(o.text, language) or value_words(item, o.value, language), "", o.exclusive
        )
        for o in item.options
    ]


def _product(product: Product) -> Offer:
    return Offer(product_reference(product), product.name, product.manufacturer)
