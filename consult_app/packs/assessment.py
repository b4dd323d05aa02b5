"""Compact YAML -> Questionnaire: items, option sets, conditions, follow-ups under an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from consult_app.errors import Refused
from consult_app.forms.model import (
    Coding,
    EnableWhen,
    Item,
    ItemType,
    Operator,
    Option,
    PartialDate,
    Questionnaire,
    Text,
    Value,
)
from consult_app.packs.sources import read_sources
from consult_app.packs.wording import Words
from consult_app.packs.yaml_source import Source

FLAGS = ("required", "repeats", "read_only", "hidden", "collapsed", "bulk", "carry")
WORDS = ("pattern", "unit", "unit_code", "widget", "calculated", "prefix")
COUNTS = ("max_length", "max_decimal_places", "min_occurs", "max_occurs")
TEXTS = ("text", "help", "ask", "short")
FIELDS = frozenset(
    {"id", "type", "options", "exclusive", "when", "when_any", "then", "items", "min", "max"}
    | {"initial", "variables", "sources", *FLAGS, *WORDS, *COUNTS, *TEXTS}
)
"""Every field that an item may have; `then` maps an answer's code to the items it opens."""

CHOICES = (ItemType.CHOICE, ItemType.OPEN_CHOICE)
_OPERATORS = {o.value: o for o in Operator if o is not Operator.NOT_EQUAL}
"""Without `!=`: against an unanswered question it enables, which nobody expects."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What a condition must know of the item it asks about."""

    type: ItemType
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class _Context:
    words: Words
    option_sets: Mapping[str, tuple[Option, ...]]
    known: dict[str, _Known]


FIELDS_OF_FORM = ("id", "version", "title", "option_sets", "items")


def read_questionnaire(source: Source, words: Words, also: tuple[str, ...] = ()) -> Questionnaire:
    """The questionnaire of a file; `also`: fields that stand beside it and are read elsewhere.

    Raises `Refused`: pack.duplicate-id, pack.unknown-item, pack.unknown-option, pack.condition,
    pack.unknown-options, and what `yaml_source` and `words` raise.
    """
    needed = tuple(name for name in FIELDS_OF_FORM if name != "option_sets")
    top = source.fields((*FIELDS_OF_FORM, *also), needed)
    sets: dict[str, tuple[Option, ...]] = {}
    if "option_sets" in top:
        for name, options in top["option_sets"].pairs():
            sets[name] = _options(options, words, "option_sets", name)
    context = _Context(words, sets, {})
    for part in top["items"].parts():
        _register(part, context)
    return Questionnaire(
        id=top["id"].text(),
        items=tuple(_item(part, context) for part in top["items"].parts()),
        version=top["version"].text(),
        title=words.text(top["title"], "title"),
        languages=words.languages,
    )


def _register(source: Source, context: _Context) -> None:
    """Note every linkId with its type and options, so that conditions may look ahead."""
    fields = source.fields(FIELDS, ("id",))
    link_id = fields["id"].text()
    if link_id in context.known:
        raise Refused("pack.duplicate-id", file=source.file, line=fields["id"].line, name=link_id)
    context.known[link_id] = _Known(_type(fields), _item_options(fields, context))
    for children, _code in _below(fields):
        for child in children.parts():
            _register(child, context)


def _below(fields: Mapping[str, Source]) -> list[tuple[Source, str]]:
    """The lists of children, each with the answer's code that opens them, or nothing."""
    found = [(fields["items"], "")] if "items" in fields else []
    if "then" in fields:
        found += [(children, code) for code, children in fields["then"].pairs()]
    return found


def _type(fields: Mapping[str, Source]) -> ItemType:
    if "type" not in fields:
        return ItemType.CHOICE if "options" in fields else ItemType.GROUP
    return ItemType(fields["type"].one_of([t.value for t in ItemType]))


def _item_options(fields: Mapping[str, Source], context: _Context) -> tuple[Option, ...]:
    if "options" not in fields:
        return ()
    source = fields["options"]
    if source.is_text:
        name = source.text()
        if name not in context.option_sets:
            raise Refused("pack.unknown-options", file=source.file, line=source.line, name=name)
        options = context.option_sets[name]
    else:
        options = _options(source, context.words, "items", fields["id"].text(), "options")
    exclusive = fields["exclusive"].words() if "exclusive" in fields else ()
    for code in exclusive:
        _check_option(fields["exclusive"], code, options)
    return tuple(
        Option(o.value, o.text, exclusive=isinstance(o.value, Coding) and o.value.code in exclusive)
        for o in options
    )


def _options(source: Source, words: Words, *way: str) -> tuple[Option, ...]:
    """Options as a mapping from code to words."""
    found = []
    for code, told in source.pairs():
        text = words.text(told, *way, code)
        found.append(Option(Coding(code, display=next(iter(text.values()))), text))
    return tuple(found)


def _check_option(source: Source, code: str, options: tuple[Option, ...]) -> None:
    if not any(isinstance(o.value, Coding) and o.value.code == code for o in options):
        raise Refused("pack.unknown-option", file=source.file, line=source.line, option=code)


def _item(source: Source, context: _Context, opened_by: tuple[EnableWhen, ...] = ()) -> Item:
    fields = source.fields(FIELDS, ("id",))
    link_id, kind = fields["id"].text(), _type(fields)
    texts: dict[str, Text] = {k: context.words.optional(fields, "items", link_id, k) for k in TEXTS}
    conditions, enable_any = _conditions(fields, context)
    if opened_by and enable_any:
        raise Refused("pack.condition", file=source.file, line=source.line)
    return Item(
        link_id=link_id,
        type=kind,
        text=texts["text"],
        help=texts["help"],
        ask=texts["ask"],
        short=texts["short"],
        # keyed by name: the three tables hold the fields of their kind
        **{key: fields[key].flag() for key in FLAGS if key in fields},  # type: ignore[arg-type]
        **{key: fields[key].text() for key in WORDS if key in fields},  # type: ignore[arg-type]
        **{key: fields[key].whole() for key in COUNTS if key in fields},  # type: ignore[arg-type]
        options=context.known[link_id].options,
        enable_when=opened_by + conditions,
        enable_any=enable_any,
        initial=_initial(fields, context.known[link_id]),
        min_value=_bound(fields, "min", kind),
        max_value=_bound(fields, "max", kind),
        variables=_variables(fields, context),
        sources=read_sources(fields),
        items=_children(fields, link_id, context),
    )


def _children(fields: Mapping[str, Source], link_id: str, context: _Context) -> tuple[Item, ...]:
    found: list[Item] = []
    for children, code in _below(fields):
        opened_by: tuple[EnableWhen, ...] = ()
        if code:
            answer = _answer(children, code, context.known[link_id])
            opened_by = (EnableWhen(link_id, Operator.EQUAL, answer),)
        found += [_item(child, context, opened_by) for child in children.parts()]
    return tuple(found)


def _conditions(
    fields: Mapping[str, Source], context: _Context
) -> tuple[tuple[EnableWhen, ...], bool]:
    """`when`: all of its lines; `when_any`: any of them."""
    if "when" in fields and "when_any" in fields:
        source = fields["when_any"]
        raise Refused("pack.condition", file=source.file, line=source.line)
    key = "when_any" if "when_any" in fields else "when"
    parts = fields[key].parts() if key in fields else []
    return tuple(_condition(part, context) for part in parts), key == "when_any"


def _condition(source: Source, context: _Context) -> EnableWhen:
    """One line such as `ci.cancer.status = past` or `hs.temp exists true`."""
    words = source.text().split(maxsplit=2)
    if len(words) != 3 or words[1] not in _OPERATORS:
        raise Refused("pack.condition", file=source.file, line=source.line)
    question, operator, raw = words[0], _OPERATORS[words[1]], words[2]
    if question not in context.known:
        raise Refused("pack.unknown-item", file=source.file, line=source.line, name=question)
    if operator is Operator.EXISTS:
        return EnableWhen(question, operator, raw == "true")
    return EnableWhen(question, operator, _answer(source, raw, context.known[question]))


def _answer(source: Source, raw: str, known: _Known) -> Value:
    """A word of the file as an answer to an item of this kind."""
    match known.type:
        case ItemType.CHOICE:
            _check_option(source, raw, known.options)
            return next(
                o.value
                for o in known.options
                if isinstance(o.value, Coding) and o.value.code == raw
            )
        case ItemType.OPEN_CHOICE:
            return Coding(raw)
        case ItemType.BOOLEAN:
            return raw == "true"
        case ItemType.INTEGER | ItemType.DECIMAL:
            return _number(source, raw, known.type)
        case ItemType.DATE:
            return PartialDate(raw)
        case _:
            return raw


def _number(source: Source, raw: str, kind: ItemType) -> Value:
    try:
        return int(raw) if kind is ItemType.INTEGER else Decimal(raw)
    except (ValueError, InvalidOperation):
        raise source.wrong("a number") from None


def _initial(fields: Mapping[str, Source], known: _Known) -> tuple[Value, ...]:
    if "initial" not in fields:
        return ()
    return tuple(_answer(fields["initial"], raw, known) for raw in fields["initial"].words())


def _bound(fields: Mapping[str, Source], key: str, kind: ItemType) -> Value | None:
    if key not in fields:
        return None
    match kind:
        case ItemType.INTEGER:
            return fields[key].whole()
        case ItemType.DATE:
            return PartialDate(fields[key].day().isoformat())
        case _:
            return fields[key].number()


def _variables(fields: Mapping[str, Source], context: _Context) -> dict[str, str]:
    """Name -> linkId, each checked."""
    if "variables" not in fields:
        return {}
    found = {}
    for name, source in fields["variables"].pairs():
        link_id = source.text()
        if link_id not in context.known:
            raise Refused("pack.unknown-item", file=source.file, line=source.line, name=link_id)
        found[name] = link_id
    return found
