"""Questionnaires and values for property tests: anything the model can hold."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone
from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st

from consult_app.forms.model import (
    Attachment,
    Coding,
    Constraint,
    EnableWhen,
    Item,
    ItemType,
    Operator,
    Option,
    PartialDate,
    Quantity,
    Questionnaire,
    Reference,
    Value,
)

words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
codes = st.from_regex(r"[a-z]{1,6}", fullmatch=True)
maybe = st.one_of(st.just(""), words)
flags = st.booleans()
numbers = st.decimals(allow_nan=False, allow_infinity=False)
zones = st.one_of(
    st.none(),
    st.just(UTC),
    st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
dates = st.dates().map(lambda day: day.isoformat())
partial_dates = st.builds(PartialDate, st.one_of(dates, dates.map(lambda d: d[:7])))
times = st.times().map(lambda clock: clock.replace(fold=0))
codings = st.builds(Coding, codes, maybe, maybe)
quantities = st.builds(
    Quantity, numbers, maybe, maybe, maybe, st.sampled_from(["", "<", "<=", ">=", ">"])
)
attachments = st.builds(
    Attachment, maybe, maybe, st.integers(0, 10**9), maybe, st.just("https://example.org/a")
)
values: st.SearchStrategy[Value] = st.one_of(
    flags,
    st.integers(),
    numbers,
    words,
    partial_dates,
    st.datetimes(timezones=zones).map(lambda moment: moment.replace(fold=0)),
    times,
    codings,
    quantities,
    attachments,
    st.builds(Reference, words, maybe),
)
texts: st.SearchStrategy[dict[str, str]] = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"en": words}),
    st.fixed_dictionaries({"en": words, "tr": words}),
)
link_ids = st.from_regex(r"[a-z]{1,4}(\.[a-z]{1,3})?", fullmatch=True)
options = st.builds(
    Option,
    st.one_of(st.builds(Coding, codes, maybe), words, st.integers(-99, 99), partial_dates, times),
    texts,
    flags,
    flags,
)
constraints = st.builds(
    Constraint, codes, words, texts, st.sampled_from(["error", "warning"]), maybe
)
few = st.integers(0, 5)


T = TypeVar("T")


def tuples(of: st.SearchStrategy[T], most: int = 2) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(of, max_size=most).map(tuple)


def _items(inner: st.SearchStrategy[tuple[Item, ...]]) -> st.SearchStrategy[tuple[Item, ...]]:
    return tuples(
        st.builds(
            Item,
            link_id=link_ids,
            type=st.sampled_from(ItemType),
            text=texts,
            help=texts,
            ask=texts,
            short=texts,
            prefix=maybe,
            required=flags,
            repeats=flags,
            read_only=flags,
            hidden=flags,
            collapsed=flags,
            options=tuples(options, 3),
            enable_when=tuples(st.builds(EnableWhen, link_ids, st.sampled_from(Operator), values)),
            initial=tuples(values),
            max_length=st.one_of(st.none(), few),
            min_value=st.one_of(st.none(), numbers, quantities, partial_dates),
            max_decimal_places=st.one_of(st.none(), few),
            min_occurs=st.one_of(st.none(), few),
            max_occurs=st.one_of(st.none(), few),
            pattern=maybe,
            unit=maybe,
            unit_code=maybe,
            unit_options=tuples(codings),
            widget=st.one_of(st.just(""), codes),
            calculated=maybe,
            variables=st.dictionaries(codes, st.one_of(words, link_ids), max_size=2),
            enable_expression=maybe,
            bulk=flags,
            carry=flags,
            sources=tuples(codes),
            items=inner,
            codes=tuples(codings),
            definition=maybe,
            min_length=st.one_of(st.none(), few),
            max_size=st.one_of(st.none(), few),
            mime_types=tuples(codes),
            reference_types=tuples(codes),
            constraints=tuples(constraints),
            initial_expression=maybe,
        ),
        3,
    )


items = st.recursive(st.just(()), _items, max_leaves=4)
questionnaires = st.builds(
    Questionnaire,
    id=codes,
    items=items,
    version=maybe,
    url=maybe,
    title=texts,
    languages=st.sampled_from([("en", "tr"), ("en", "tr", "de")]),
    status=st.sampled_from(["draft", "active", "retired"]),
    variables=st.dictionaries(codes, words, max_size=2),
    constraints=tuples(constraints),
)


def exact(value: Value) -> tuple[type, str]:
    """What equality alone would miss: the type, the digits of a number, the offset of a time."""
    number = value.value if isinstance(value, Quantity) else value
    # JSON has no negative zero
    digits = str(abs(number) if number == 0 else number) if isinstance(number, Decimal) else ""
    return type(value), digits or repr(value)
