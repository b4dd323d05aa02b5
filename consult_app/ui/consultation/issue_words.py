"""What is wrong with an answer, in one sentence that says how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from consult_app.forms.model import Item, PartialDate, Quantity, say
from consult_app.forms.state import Issue, IssueCode
from consult_app.i18n import _, mark, ngettext
from consult_app.services.wording import number_words, partial_words

_SENTENCES: Mapping[IssueCode, str] = {
    IssueCode.REQUIRED: mark("This is still to be answered."),
    IssueCode.TYPE: mark("This answer does not fit the question: enter it again."),
    IssueCode.FORMAT: mark("This cannot be read: enter it again."),
    IssueCode.MIN: mark("The least that can be entered is {min}: check it."),
    IssueCode.MAX: mark("The most that can be entered is {max}: check it."),
    IssueCode.PATTERN: mark("This is not written the way it is asked for: check it."),
    IssueCode.OPTION: mark("This is none of the options: choose one of them."),
    IssueCode.EXCLUSIVE: mark("One of these answers rules out the others: take one back."),
    IssueCode.UNIT: mark("This unit is not one of those offered: choose one of them."),
    IssueCode.SIZE: mark("This file is larger than the form allows: choose a smaller one."),
    IssueCode.CONTENT_TYPE: mark("This kind of file is not asked for: choose another."),
    IssueCode.REFERENCE: mark("This is not in the records any more: choose again."),
    IssueCode.CONSTRAINT: mark("This does not go together with the other answers: check them."),
    IssueCode.EXPRESSION: mark("This could not be worked out from the other answers."),
    IssueCode.UNKNOWN_ITEM: mark("The form does not ask for this."),
    IssueCode.MISPLACED: mark("This does not belong here."),
    IssueCode.NOT_A_QUESTION: mark("This is no question: there is nothing to answer."),
    IssueCode.DISABLED: mark("This is not asked now."),
}

_DATES: Mapping[IssueCode, str] = {
    IssueCode.MIN: mark("This lies before {limit}, the earliest day it can be: check the date."),
    IssueCode.MAX: mark("This lies after {limit}, the latest day it can be: check the date."),
}


def issue_words(issue: Issue, item: Item, language: str) -> str:
    """The sentence for one issue; limits as the clinic reads numbers and dates."""
    params = issue.params
    count = params.get("max", params.get("min"))
    if issue.code is IssueCode.CONSTRAINT:
        human = params.get("human")
        told = say(human, language) if isinstance(human, Mapping) else ""
        return told or _(_SENTENCES[issue.code])
    if isinstance(count, int) and issue.code in _COUNTED:
        return _counted(issue.code, count)
    if isinstance(params.get("limit"), PartialDate) and issue.code in _DATES:
        limit = _limit(params["limit"], item, language)
        if "after" in params:
            words = _("This lies before {limit}, which has to come first: check both dates.")
            return words.format(limit=limit)
        return _(_DATES[issue.code]).format(limit=limit)
    shown = {
        name: _limit(params.get(name, value), item, language)
        for name, value in (("min", item.min_value), ("max", item.max_value))
    }
    return _(_SENTENCES.get(issue.code, _SENTENCES[IssueCode.TYPE])).format(**shown)


_COUNTED = frozenset(
    {
        IssueCode.MIN_LENGTH,
        IssueCode.MAX_LENGTH,
        IssueCode.MAX_DECIMALS,
        IssueCode.MIN_OCCURS,
        IssueCode.MAX_OCCURS,
    }
)


def _counted(code: IssueCode, n: int) -> str:
    match code:
        case IssueCode.MIN_LENGTH:
            words = ngettext("At least {n} character.", "At least {n} characters.", n)
        case IssueCode.MAX_LENGTH:
            words = ngettext(
                "At most {n} character: shorten it.", "At most {n} characters: shorten it.", n
            )
        case IssueCode.MAX_DECIMALS:
            words = ngettext(
                "At most {n} figure behind the point.", "At most {n} figures behind the point.", n
            )
        case IssueCode.MIN_OCCURS:
            words = ngettext("At least {n} answer.", "At least {n} answers.", n)
        case _:
            words = ngettext(
                "At most {n} answer: take the others back.",
                "At most {n} answers: take the others back.",
                n,
            )
    return words.format(n=n)


def _limit(value: object, item: Item, language: str) -> str:
    match value:
        case bool() | None:
            return ""
        case int() | Decimal():
            return f"{number_words(value, language)} {item.unit}".strip()
        case Quantity():
            return f"{number_words(value.value, language)} {value.unit}".strip()
        case PartialDate():
            return partial_words(value, language)
        case _:
            return str(value)
