"""The sentences for issues and faults: the one place where their codes get words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from decimal import Decimal

from consult_app.forms.faults import Fault, FaultCode
from consult_app.forms.model import (
    Attachment,
    Coding,
    PartialDate,
    Quantity,
    Reference,
    say,
)
from consult_app.forms.state import Issue, IssueCode
from consult_app.i18n import _, mark

ISSUES: Mapping[IssueCode, str] = {
    IssueCode.REQUIRED: mark("This needs an answer."),
    IssueCode.TYPE: mark("This is not an answer of the kind asked for ({type})."),
    IssueCode.FORMAT: mark("This cannot be read: check how it is written."),
    IssueCode.MIN: mark("This is below the smallest value allowed, {limit}."),
    IssueCode.MAX: mark("This is above the largest value allowed, {limit}."),
    IssueCode.MIN_LENGTH: mark("This is too short: at least {min} characters are needed."),
    IssueCode.MAX_LENGTH: mark("This is too long: at most {max} characters fit."),
    IssueCode.MAX_DECIMALS: mark("This has too many decimals: at most {max} are allowed."),
    IssueCode.PATTERN: mark("This is not written in the form asked for."),
    IssueCode.OPTION: mark("This is not one of the answers to choose from."),
    IssueCode.EXCLUSIVE: mark("“{option}” cannot be chosen together with another answer."),
    IssueCode.MIN_OCCURS: mark("There are {count} answers; at least {min} are needed."),
    IssueCode.MAX_OCCURS: mark("There are {count} answers; at most {max} are allowed."),
    IssueCode.UNIT: mark("The unit does not fit: “{unit}”."),
    IssueCode.SIZE: mark("The size of the file, {size} bytes, does not fit."),
    IssueCode.CONTENT_TYPE: mark("Files of this kind are not accepted here; allowed: {types}."),
    IssueCode.REFERENCE: mark("This reference does not name a record of a known kind."),
    IssueCode.CONSTRAINT: mark("The answers do not agree: {human}"),
    IssueCode.EXPRESSION: mark("The form cannot work this out: its expression has a fault."),
    IssueCode.UNKNOWN_ITEM: mark("The form has no such question."),
    IssueCode.MISPLACED: mark("This answer stands in the wrong place of the form."),
    IssueCode.NOT_A_QUESTION: mark("This item takes no answer."),
    IssueCode.DISABLED: mark("This question does not apply, yet it has an answer."),
}

FAULTS: Mapping[FaultCode, str] = {
    FaultCode.NOT_R4: mark("{at} is not shaped as FHIR R4 asks."),
    FaultCode.MISSING_MEMBER: mark("{at} is missing."),
    FaultCode.UNKNOWN_MEMBER: mark("{at} is not part of FHIR R4."),
    FaultCode.BAD_VALUE: mark("{member} has a value that FHIR R4 does not allow."),
    FaultCode.INVARIANT: mark("The rule {key} of FHIR R4 is broken."),
    FaultCode.NO_LINK_ID: mark("An item has no linkId: “{text}”."),
    FaultCode.UNKNOWN_TYPE: mark("The item type “{type}” is not known."),
    FaultCode.ABSTRACT_TYPE: mark("The item type “{type}” is abstract: it takes no answers."),
    FaultCode.UNKNOWN_OPERATOR: mark("The enableWhen operator “{operator}” is not known."),
    FaultCode.NO_CONDITION_ANSWER: mark("An enableWhen has no answer to compare with."),
    FaultCode.BEHAVIOR_NOT_STATED: mark(
        "Several enableWhen without enableBehavior: read as “all”."
    ),
    FaultCode.EXPRESSION_LANGUAGE: mark("An expression in {language} is not evaluated here."),
    FaultCode.VALUE_SET_NOT_HERE: mark("The form does not hold the value set {url}."),
    FaultCode.DUPLICATE_LINK_ID: mark("The linkId is used more than once."),
    FaultCode.AMBIGUOUS_LINK_ID: mark("A linkId should hold neither “/” nor “[”."),
    FaultCode.UNKNOWN_QUESTION: mark("enableWhen names “{question}”, which is not in the form."),
    FaultCode.NOT_A_QUESTION: mark("enableWhen names “{question}”, which takes no answer."),
    FaultCode.CONDITION_TYPE: mark("enableWhen compares “{question}” with another type of answer."),
    FaultCode.CONDITION_OPTION: mark("enableWhen waits for an answer “{question}” does not offer."),
    FaultCode.CONDITION_OPERATOR: mark("“{operator}” cannot compare answers of “{question}”."),
    FaultCode.NOT_EQUAL: mark("enableWhen with “!=” also holds without an answer: use “=”."),
    FaultCode.CYCLE: mark("These items depend on each other in a circle: {items}."),
    FaultCode.NO_OPTIONS: mark("A choice has nothing to choose from."),
    FaultCode.DUPLICATE_OPTION: mark("The option “{option}” is there twice."),
    FaultCode.OPTION_TYPE: mark("The option “{option}” is not an answer of the item's type."),
    FaultCode.NOT_FOR_TYPE: mark("“{member}” means nothing for an item of type {type}."),
    FaultCode.RANGE: mark("The smallest value allowed is above the largest."),
    FaultCode.PATTERN: mark("The regular expression cannot be read."),
    FaultCode.EXPRESSION: mark("The expression cannot be read: {expression}"),
    FaultCode.UNDEFINED_NAME: mark("Nothing defines %{name}."),
    FaultCode.EMPTY_GROUP: mark("The group has no items."),
    FaultCode.NO_TEXT: mark("The item has no text."),
    FaultCode.NO_TRANSLATION: mark("The text “{member}” is missing in {language}."),
}


def issue_message(issue: Issue, language: str = "") -> str:
    """What is wrong with an answer, in one sentence; the form's own words in `language`."""
    if issue.code is IssueCode.CONSTRAINT:
        human = issue.params.get("human")
        words = say(human, language) if isinstance(human, Mapping) else ""
        return words or _(ISSUES[issue.code]).format(human=issue.params.get("key", ""))
    return _(ISSUES[issue.code]).format(**_spoken(issue.params))


def fault_message(fault: Fault) -> str:
    """What is wrong with a form, in one sentence."""
    return _(FAULTS[fault.code]).format(**_spoken(fault.params))


def spoken(value: object) -> str:
    """A value as a person reads it in a sentence."""
    if isinstance(value, Coding):
        return value.display or value.code
    if isinstance(value, Quantity):
        return f"{value.comparator}{value.value:f} {value.unit or value.code}".strip()
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, datetime | time):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, Attachment):
        return value.title
    if isinstance(value, Reference):
        return value.display or value.reference
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _spoken(params: Mapping[str, object]) -> dict[str, str]:
    return {name: spoken(value) for name, value in params.items()}
