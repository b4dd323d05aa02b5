"""The Questionnaire as frozen values, shaped like HL7 FHIR R4: items, options, conditions, answers.

Texts are maps from language code to words, so that one questionnaire serves every language of a
pack. A `Path` names one place in a response: linkIds joined by "/", with "[n]" behind each
occurrence of an item that repeats: `mh/mh.cond[0]/mh.cond.name`, `ind/ind.group[1]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

Path: TypeAlias = str
Text: TypeAlias = Mapping[str, str]
"""Language code -> words. The empty code holds a text whose language is not stated."""


class ItemType(StrEnum):
    """R4 item types, spelt as in R4."""

    GROUP = "group"
    DISPLAY = "display"
    BOOLEAN = "boolean"
    DECIMAL = "decimal"
    INTEGER = "integer"
    DATE = "date"
    DATE_TIME = "dateTime"
    TIME = "time"
    STRING = "string"
    TEXT = "text"
    URL = "url"
    CHOICE = "choice"
    OPEN_CHOICE = "open-choice"
    ATTACHMENT = "attachment"
    REFERENCE = "reference"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True)
class Coding:
    """A code in a system. Equality ignores `display`, as R4 asks."""

    code: str
    system: str = ""
    display: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """An R4 date: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, kept as precise as it was given."""

    text: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; `code` is the UCUM code, `comparator` one of `<`, `<=`, `>=`, `>`."""

    value: Decimal
    unit: str = ""
    code: str = ""
    system: str = ""
    comparator: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file: its bytes live in storage under `sha256`; here only what identifies it.

    Bytes that came inside a foreign response stay in `url`, as a `data:` address.
    """

    title: str
    content_type: str
    size: int
    sha256: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to another resource, as `Type/id`."""

    reference: str
    display: str = field(default="", compare=False)


Value: TypeAlias = (
    bool
    | int
    | Decimal
    | str
    | PartialDate
    | datetime
    | time
    | Coding
    | Quantity
    | Attachment
    | Reference
)
"""One answer. `integer` -> int, `decimal` -> Decimal, `string`/`text`/`url` -> str, `date` ->
PartialDate, `choice` -> Coding, `open-choice` -> Coding or str, the rest by their names."""

Answers: TypeAlias = Mapping[Path, Value]
"""Every answer given, also of items that are disabled now (parked). No entry: unanswered."""


class Operator(StrEnum):
    """R4 enableWhen operators."""

    EXISTS = "exists"
    EQUAL = "="
    NOT_EQUAL = "!="
    GREATER = ">"
    LESS = "<"
    GREATER_OR_EQUAL = ">="
    LESS_OR_EQUAL = "<="


@dataclass(frozen=True, slots=True)
class EnableWhen:
    """One condition on the nearest occurrence of `question`. For EXISTS the answer is a bool."""

    question: str
    operator: Operator
    answer: Value


@dataclass(frozen=True, slots=True)
class Option:
    """One permitted answer. `exclusive`: choosing it takes the others back."""

    value: Value
    text: Text = field(default_factory=dict)
    exclusive: bool = False
    initial: bool = False
    extensions: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Constraint:
    """A FHIRPath invariant over the answers; `human` says what is wrong when it is false."""

    key: str
    expression: str
    human: Text = field(default_factory=dict)
    severity: str = "error"
    location: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One node of the questionnaire.

    `bulk`: may be answered by "none of these"; `carry`: may be carried forward by *confirm
    unchanged*; `sources`: ids of facts or of practice behind the item; `calculated`: a FHIRPath
    expression; `variables`: name -> FHIRPath expression or linkId it looks up; `hidden`: counted
    but not shown; `ask`: how to say it to a patient; `extensions`: what a foreign form carries
    beyond this model, kept as it came.
    """

    link_id: str
    type: ItemType
    text: Text = field(default_factory=dict)
    help: Text = field(default_factory=dict)
    ask: Text = field(default_factory=dict)
    short: Text = field(default_factory=dict)
    prefix: str = ""
    required: bool = False
    repeats: bool = False
    read_only: bool = False
    hidden: bool = False
    collapsed: bool = False
    options: tuple[Option, ...] = ()
    enable_when: tuple[EnableWhen, ...] = ()
    enable_any: bool = False
    initial: tuple[Value, ...] = ()
    max_length: int | None = None
    min_value: Value | None = None
    max_value: Value | None = None
    max_decimal_places: int | None = None
    min_occurs: int | None = None
    max_occurs: int | None = None
    pattern: str = ""
    unit: str = ""
    unit_code: str = ""
    unit_options: tuple[Coding, ...] = ()
    widget: str = ""
    calculated: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    enable_expression: str = ""
    bulk: bool = False
    carry: bool = False
    sources: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    extensions: tuple[Mapping[str, object], ...] = ()
    codes: tuple[Coding, ...] = ()
    definition: str = ""
    answer_value_set: str = ""
    min_length: int | None = None
    max_size: int | None = None
    mime_types: tuple[str, ...] = ()
    reference_types: tuple[str, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    initial_expression: str = ""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Questionnaire:
    """A whole form. `languages[0]` is the language it was written in."""

    id: str
    items: tuple[Item, ...]
    version: str = ""
    url: str = ""
    title: Text = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    status: str = "active"
    variables: Mapping[str, str] = field(default_factory=dict)
    constraints: tuple[Constraint, ...] = ()
    extensions: tuple[Mapping[str, object], ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    """Members of a foreign Questionnaire beyond this model (publisher, contact, contained …)."""


def say(text: Text, language: str) -> str:
    """The words in `language`, else in the first language there is, else nothing."""
    return text.get(language) or next(iter(text.values()), "")
