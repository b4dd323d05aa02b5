"""YAML -> rules, each linkId and option code checked against the questionnaire.

A condition is `{item: ci.infection, is: yes}`, `{fact: patient.sex, is: male, asks: …}`, or
`{all: […]}`, `{any: […]}`, `{not: …}`; several values are a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from consult_app.domain.rules import (
    BORN,
    OUTCOME_CODES,
    All,
    Answered,
    Any,
    Basis,
    Comparison,
    Condition,
    Known,
    Not,
    OnUnknown,
    Outcome,
    Rule,
    Wait,
)
from consult_app.errors import Refused
from consult_app.forms.model import Coding, Item, ItemType, Questionnaire, Text, Value
from consult_app.packs.sources import read_sources
from consult_app.packs.wording import Words
from consult_app.packs.yaml_source import Source

FACTS = (
    *("patient.age", "patient.sex", "product.allergens_listed", "product.routes_off_label"),
    *("product.sites_off_label", "product.lots", "product.standing"),
)
"""Facts beside the answers that a rule may ask for; `services` supplies them."""

NEEDED = ("id", "version", "title", "when", "outcome", "explanation", "sources", "basis")
OPTIONAL = ("on_unknown", "condition", "clears", "detail", "noted", "reasons", "waits")
WAIT = ("item", "fact", "years", "days", "why", "sources")
DATES = (BORN,)
"""Facts that are a day, from which a wait may be worked out."""
ANSWER = "{answer}"
"""Where the answer stands in the words under `noted`."""

PATIENT = ("patient", "patient_unknown")
FIELDS = (*NEEDED, *OPTIONAL, *PATIENT, "second_physician", "override")
_COMPARISONS = tuple(c.value for c in Comparison)
_NUMBERS = (Comparison.BELOW, Comparison.AT_LEAST)


@dataclass(frozen=True, slots=True)
class _Reader:
    items: Mapping[str, Item]
    words: Words


def read_rules(source: Source, questionnaire: Questionnaire, words: Words) -> tuple[Rule, ...]:
    """The rules of a file.

    Raises `Refused`: pack.duplicate-id, pack.unknown-item, pack.unknown-option, pack.unknown-fact,
    pack.no-condition-name, and what `yaml_source` and `words` raise.
    """
    reader = _Reader(all_items(questionnaire), words)
    found: dict[str, Rule] = {}
    for part in source.fields(("rules",), ("rules",))["rules"].parts():
        rule = _rule(part, reader)
        if rule.id in found:
            raise Refused("pack.duplicate-id", file=part.file, line=part.line, name=rule.id)
        found[rule.id] = rule
    return tuple(found.values())


def all_items(questionnaire: Questionnaire) -> dict[str, Item]:
    """Every item by its linkId, in the order of the form."""
    return {item.link_id: item for top in questionnaire.items for item in below(top)}


def below(item: Item) -> Iterator[Item]:
    """The item, and every item in it."""
    yield item
    for child in item.items:
        yield from below(child)


def _rule(source: Source, reader: _Reader) -> Rule:
    fields = source.fields(FIELDS, NEEDED)
    outcome = OUTCOME_CODES[fields["outcome"].one_of(tuple(OUTCOME_CODES))]
    condition = fields["condition"].text() if "condition" in fields else ""
    if (outcome is Outcome.SPECIALIST) != bool(condition):
        raise Refused("pack.no-condition-name", file=source.file, line=source.line)
    name, words = fields["id"].text(), reader.words
    return Rule(
        id=name,
        version=fields["version"].text(),
        title=words.text(fields["title"], name, "title"),
        when=_condition(fields["when"], reader),
        outcome=outcome,
        explanation=words.text(fields["explanation"], name, "explanation"),
        sources=read_sources(fields),
        basis=Basis(fields["basis"].one_of([b.value for b in Basis])),
        on_unknown=_on_unknown(fields),
        condition=condition,
        patient=words.optional(fields, name, "patient"),
        patient_unknown=words.optional(fields, name, "patient_unknown"),
        clears=words.optional(fields, name, "clears"),
        detail=_detail(fields, reader),
        noted=_noted(fields, reader),
        reasons=tuple(
            words.text(part, name, "reasons", str(number))
            for number, part in enumerate(_reasons(fields), 1)
        ),
        second_physician="second_physician" in fields and fields["second_physician"].flag(),
        override="override" not in fields or fields["override"].flag(),
        waits=_waits(fields, reader),
    )


def _on_unknown(fields: Mapping[str, Source]) -> OnUnknown:
    if "on_unknown" not in fields:
        return OnUnknown.CAUTION
    return OnUnknown(fields["on_unknown"].one_of([u.value for u in OnUnknown]))


def _reasons(fields: Mapping[str, Source]) -> list[Source]:
    return fields["reasons"].parts() if "reasons" in fields else []


def _detail(fields: Mapping[str, Source], reader: _Reader) -> tuple[str, ...]:
    if "detail" not in fields:
        return ()
    return tuple(
        _known_item(fields["detail"], name, reader).link_id for name in fields["detail"].words()
    )


def _noted(fields: Mapping[str, Source], reader: _Reader) -> dict[str, Text]:
    """How the answers of `detail` are put in words; each names where the answer stands."""
    if "noted" not in fields:
        return {}
    found, rule = {}, fields["id"].text()
    for name, part in fields["noted"].fields(_detail(fields, reader)).items():
        found[name] = reader.words.text(part, rule, "noted", name)
        if not all(ANSWER in words for words in found[name].values()):
            raise part.wrong(f"words with {ANSWER}")
    return found


def _waits(fields: Mapping[str, Source], reader: _Reader) -> tuple[Wait, ...]:
    """From which days a day is worked out; each says why, and on what it rests."""
    return tuple(
        _wait(part, fields, reader)
        for part in (fields["waits"].parts() if "waits" in fields else [])
    )


def _wait(part: Source, fields: Mapping[str, Source], reader: _Reader) -> Wait:
    """A wait after a date of `detail`, or after a day that is known beside the answers."""
    wait = part.fields(WAIT, ("why", "sources"))
    item = fact = ""
    if "fact" in wait:
        name = fact = wait["fact"].one_of(DATES)
    elif "item" in wait:
        name = item = wait["item"].text()
        date_ = _known_item(wait["item"], name, reader).type is ItemType.DATE
        if name not in _detail(fields, reader) or not date_:
            raise wait["item"].wrong("a date that stands under detail")
    else:
        raise part.wrong("item or fact")
    why = reader.words.text(wait["why"], fields["id"].text(), "waits", name)
    days, years = (_span(wait, unit) for unit in ("days", "years"))
    return Wait(item, days, why, read_sources(wait), fact, years)


def _span(wait: Mapping[str, Source], unit: str) -> int:
    length = wait[unit].whole() if unit in wait else 0
    if length < 0:
        raise wait[unit].wrong(f"no {unit} or more")
    return length


def _known_item(source: Source, link_id: str, reader: _Reader) -> Item:
    if link_id not in reader.items:
        raise Refused("pack.unknown-item", file=source.file, line=source.line, name=link_id)
    return reader.items[link_id]


def _condition(source: Source, reader: _Reader) -> Condition:
    fields = source.fields(("item", "fact", "asks", "all", "any", "not", *_COMPARISONS))
    if "item" in fields:
        return _answered(source, fields, reader)
    if "fact" in fields:
        return _known(source, fields, reader)
    if len(fields) != 1:
        raise source.wrong("item, fact, all, any or not")
    ((key, inner),) = fields.items()
    match key:
        case "all":
            return All(tuple(_condition(part, reader) for part in inner.parts()))
        case "any":
            return Any(tuple(_condition(part, reader) for part in inner.parts()))
        case "not":
            return Not(_condition(inner, reader))
        case _:
            raise source.wrong("item, fact, all, any or not")


def _comparison(source: Source, fields: Mapping[str, Source]) -> tuple[Comparison, Source]:
    found = [key for key in fields if key in _COMPARISONS]
    if len(found) != 1 or set(fields) - {"item", "fact", "asks", found[0]}:
        raise source.wrong("exactly one comparison")
    return Comparison(found[0]), fields[found[0]]


def _answered(source: Source, fields: Mapping[str, Source], reader: _Reader) -> Answered:
    item = _known_item(fields["item"], fields["item"].text(), reader)
    comparison, against = _comparison(source, fields)
    values = tuple(_value(part, comparison, item) for part in against.parts())
    return Answered(item.link_id, comparison, values)


def _value(source: Source, comparison: Comparison, item: Item) -> Value:
    """A value of a comparison; for a choice its code must be an option of the item."""
    if comparison in _NUMBERS:
        return source.number()
    if comparison is Comparison.MENTIONS:
        return source.text()
    if item.type is ItemType.BOOLEAN:
        return source.flag()
    if item.type in (ItemType.INTEGER, ItemType.DECIMAL):
        return source.number()
    code = source.text()
    if item.options and not any(
        isinstance(o.value, Coding) and o.value.code == code for o in item.options
    ):
        raise Refused("pack.unknown-option", file=source.file, line=source.line, option=code)
    return code


def _known(source: Source, fields: Mapping[str, Source], reader: _Reader) -> Known:
    fact = fields["fact"].text()
    if fact not in FACTS:
        raise Refused("pack.unknown-fact", file=source.file, line=source.line, name=fact)
    comparison, against = _comparison(source, fields)
    asks = fields["asks"].text() if "asks" in fields else ""
    if asks:
        _known_item(fields["asks"], asks, reader)
    number = comparison in _NUMBERS
    values: tuple[Value, ...] = tuple(
        part.number() if number else part.text() for part in against.parts()
    )
    return Known(fact, comparison, values, asks)
