"""What can be wrong with a questionnaire, or with how a response was written: codes, no words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """`error`: the form cannot be trusted as it stands; `warning`: it works, but not everywhere."""

    ERROR = "error"
    WARNING = "warning"


class FaultCode(StrEnum):
    """The kinds of fault a form can have."""

    # not as R4 writes it
    NOT_R4 = "not-r4"
    MISSING_MEMBER = "missing-member"
    UNKNOWN_MEMBER = "unknown-member"
    BAD_VALUE = "bad-value"
    INVARIANT = "invariant"
    # cannot be used as it stands
    NO_LINK_ID = "no-link-id"
    UNKNOWN_TYPE = "unknown-type"
    ABSTRACT_TYPE = "abstract-type"
    UNKNOWN_OPERATOR = "unknown-operator"
    NO_CONDITION_ANSWER = "no-condition-answer"
    BEHAVIOR_NOT_STATED = "behavior-not-stated"
    EXPRESSION_LANGUAGE = "expression-language"
    VALUE_SET_NOT_HERE = "value-set-not-here"
    # does not fit together
    DUPLICATE_LINK_ID = "duplicate-link-id"
    AMBIGUOUS_LINK_ID = "ambiguous-link-id"
    UNKNOWN_QUESTION = "unknown-question"
    NOT_A_QUESTION = "not-a-question"
    CONDITION_TYPE = "condition-type"
    CONDITION_OPTION = "condition-option"
    CONDITION_OPERATOR = "condition-operator"
    NOT_EQUAL = "not-equal"
    CYCLE = "cycle"
    NO_OPTIONS = "no-options"
    DUPLICATE_OPTION = "duplicate-option"
    OPTION_TYPE = "option-type"
    NOT_FOR_TYPE = "not-for-type"
    RANGE = "range"
    PATTERN = "pattern"
    EXPRESSION = "expression"
    UNDEFINED_NAME = "undefined-name"
    EMPTY_GROUP = "empty-group"
    NO_TEXT = "no-text"
    NO_TRANSLATION = "no-translation"


class Fault(NamedTuple):
    """One fault, at the item `link_id` ("" for the form itself)."""

    code: FaultCode
    link_id: str
    severity: Severity
    params: Mapping[str, object]


def error(code: FaultCode, link_id: str = "", **params: object) -> Fault:
    """A fault for which the form cannot be trusted as it stands."""
    return Fault(code, link_id, Severity.ERROR, params)


def warning(code: FaultCode, link_id: str = "", **params: object) -> Fault:
    """A fault that the engine works around."""
    return Fault(code, link_id, Severity.WARNING, params)
