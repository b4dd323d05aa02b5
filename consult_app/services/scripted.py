"""A pack's scripted answers as typed values, for the made-up clinic."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from consult_app.domain.products import Product
from consult_app.forms import paths
from consult_app.forms.model import (
    Coding,
    Item,
    ItemType,
    PartialDate,
    Path,
    Questionnaire,
    Value,
)
from consult_app.packs.pack import Pack
from consult_app.services.facts import product_reference


def scripted_answers(pack: Pack, product: Product) -> dict[Path, Value]:
    """Every answer of the script; the product it plans is `product`."""
    items = _items(pack.questionnaire)
    answers: dict[Path, Value] = {}
    for path, words in pack.demo.answers:
        item = items[paths.link_id(path)]
        answers[path] = typed(item, words, product)
    return answers


def typed(item: Item, words: str, product: Product) -> Value:
    """What typing `words` into `item` would answer."""
    match item.type:
        case ItemType.CHOICE | ItemType.OPEN_CHOICE:
            return next((o.value for o in item.options if _code(o.value) == words), words)
        case ItemType.INTEGER:
            return int(words)
        case ItemType.DECIMAL:
            return Decimal(words)
        case ItemType.DATE:
            return PartialDate(words)
        case ItemType.REFERENCE:
            return product_reference(product)
        case _:
            return words


def _code(value: Value) -> str:
    return value.code if isinstance(value, Coding) else str(value)


def _items(questionnaire: Questionnaire) -> Mapping[str, Item]:
    found: dict[str, Item] = {}

    def walk(items: tuple[Item, ...]) -> None:
        for item in items:
            found[item.link_id] = item
            walk(item.items)

    walk(questionnaire.items)
    return found
