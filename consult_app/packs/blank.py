"""The questionnaire on paper, for a day without power: made from it, so that they never differ."""

from __future__ import annotations

from collections.abc import Iterator

from consult_app.domain.blocks import Block, Choices, Facts, Heading, Inline, Run, Table
from consult_app.forms.model import Coding, Item, ItemType, Operator, Option, Questionnaire, say
from consult_app.i18n import _
from consult_app.packs.rules import below

ROWS = 3
"""Of a table for what may be there several times."""
MOST_LISTED = 6
"""Answers that a column of a table names; more are known to who asks."""
_ROOM = "\u00a0\n\u00a0"
"""Two lines: the height of a row in which a hand writes."""
_NOT_ON_PAPER = (ItemType.ATTACHMENT, ItemType.DISPLAY)


def questions(questionnaire: Questionnaire, language: str) -> tuple[Block, ...]:
    """Every question with its answers or room for one, in the order of the form.

    What the program works out or keeps hidden is not asked. Called while `i18n.speaking` the
    language of the paper.
    """
    found: list[Block] = []
    for section in questionnaire.items:
        found.append(Heading(2, _line(say(section.text, language))))
        found += _written(section.items, questionnaire, language)
    return tuple(found)


def _written(
    items: tuple[Item, ...], questionnaire: Questionnaire, language: str
) -> Iterator[Block]:
    """Answers to write stand together, a row each, between the questions with boxes."""
    rows: list[tuple[str, Inline]] = []
    for item in items:
        if item.hidden or item.read_only or item.type in _NOT_ON_PAPER:
            continue
        words = _question(item, questionnaire, language)
        if not item.options and item.type is not ItemType.GROUP:
            rows.append((words, ()))
        else:
            if rows:
                yield Facts(tuple(rows))
            rows = []
            yield from _asked(item, words, questionnaire, language)
            if item.type is ItemType.GROUP and item.repeats:
                continue
        if rows and item.items:
            yield Facts(tuple(rows))
            rows = []
        yield from _written(item.items, questionnaire, language)
    if rows:
        yield Facts(tuple(rows))


def _asked(item: Item, words: str, questionnaire: Questionnaire, language: str) -> Iterator[Block]:
    if item.type is not ItemType.GROUP:
        options = tuple(_line(say(option.text, language)) for option in item.options)
        other = (_line(_("Other:")),) if item.type is ItemType.OPEN_CHOICE else ()
        yield Choices(_line(words), options + other)
    elif item.repeats:
        asked = [part for inner in item.items for part in below(inner) if not part.hidden]
        header = tuple(_line(_column(part, language)) for part in asked)
        yield Heading(3, _line(words))
        yield Table(header, (tuple(_line(_ROOM) for _part in asked),) * ROWS)
    elif words:
        yield Heading(3, _line(words))


def _question(item: Item, questionnaire: Questionnaire, language: str) -> str:
    words = say(item.text, language)
    if item.unit:
        words = f"{words} ({item.unit})"
    answer = _opened_by(item, questionnaire, language)
    return _("If “{answer}”: {question}").format(answer=answer, question=words) if answer else words


def _opened_by(item: Item, questionnaire: Questionnaire, language: str) -> str:
    """The one answer that opens the question; empty where it is always asked."""
    if len(item.enable_when) != 1 or item.enable_when[0].operator is not Operator.EQUAL:
        return ""
    condition = item.enable_when[0]
    for option in _find(questionnaire.items, condition.question):
        if isinstance(option.value, Coding) and option.value == condition.answer:
            return say(option.text, language)
    return ""


def _find(items: tuple[Item, ...], link_id: str) -> tuple[Option, ...]:
    for item in items:
        if item.link_id == link_id:
            return item.options
        if found := _find(item.items, link_id):
            return found
    return ()


def _column(item: Item, language: str) -> str:
    words = say(item.text, language)
    options = [say(option.text, language) for option in item.options]
    if options and len(options) <= MOST_LISTED:
        words = f"{words} ({' / '.join(options)})"
    return words


def _line(words: str) -> Inline:
    return (Run(words),) if words else ()
