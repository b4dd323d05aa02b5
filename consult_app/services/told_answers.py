"""A line of another system as answers of the open assessment, once the patient was asked.

Which question takes it, the pack says; nothing is answered that the line does not tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from consult_app.domain.incoming import Told, ToldKind
from consult_app.domain.names import fold
from consult_app.forms.model import Coding, Item, ItemType, PartialDate, Path, Questionnaire, Value
from consult_app.forms.paths import join
from consult_app.packs.pack import Pack
from consult_app.services.assessment import AssessmentSession


def answers(session: AssessmentSession, told: Told) -> Mapping[Path, Value]:
    """The answers that take the line in; empty where the pack has no question for it."""
    asked = _asked(session.loaded.pack, told)
    name = next(iter(asked), "")
    chain = _chain(session.loaded.pack.questionnaire, name)
    group = next((n for n, item in enumerate(chain) if item.repeats), None)
    if group is None:
        return {}
    found: dict[Path, Value] = {}
    path = ""
    for item in chain[: group + 1]:
        path = join(path, item.link_id)
        if item.type is ItemType.CHOICE and (yes := _opening(session.loaded.pack, item, told)):
            found[path] = yes
    occurrence = session.next_occurrence(path)
    beside = {item.link_id: item for item in chain[group].items}
    for link_id, words in asked.items():
        value = _value(beside[link_id], words) if words and link_id in beside else None
        if value is not None:
            found[join(occurrence, link_id)] = value
    return found


def section(pack: Pack, told: Told) -> str:
    """The section of the form whose question takes the line; empty: none does."""
    chain = _chain(pack.questionnaire, next(iter(_asked(pack, told)), ""))
    return chain[0].link_id if chain else ""


def _asked(pack: Pack, told: Told) -> dict[str, str]:
    """linkId -> what the line tells for it; the name stands first."""
    outside = pack.exchange
    if told.kind is ToldKind.ILLNESS and outside.illness:
        ill = outside.illness
        over = ill.over[0] if told.over and ill.over else ""
        found = {ill.name: told.name, ill.since: told.since, ill.status: over}
        return _named(found | {ill.note: told.detail})
    if told.kind is ToldKind.ALLERGY and outside.allergies:
        all_ = outside.allergies
        found = {all_.substance: told.name, all_.reaction: told.detail}
        return _named(found | {all_.severity: told.severity})
    if told.kind is ToldKind.MEDICINE and outside.medicines:
        med = outside.medicines
        return _named({med.name: told.name, med.dose: told.detail, med.since: told.since})
    return {}


def _named(found: Mapping[str, str]) -> dict[str, str]:
    return {link_id: words for link_id, words in found.items() if link_id}


def _opening(pack: Pack, item: Item, told: Told) -> Coding | None:
    """The answer to the question over a list that says that there is something to list."""
    outside = pack.exchange
    codes = {"yes"}
    if told.kind is ToldKind.ALLERGY and outside.allergies:
        codes = {outside.allergies.some}
    elif told.kind is ToldKind.MEDICINE and outside.medicines:
        codes = {outside.medicines.some}
    return next(
        (o.value for o in item.options if isinstance(o.value, Coding) and o.value.code in codes),
        None,
    )


def _value(item: Item, words: str) -> Value | None:
    """The words as an answer of this question; None where it has no place for them."""
    if item.type is ItemType.DATE:
        return PartialDate(words)
    if item.type in {ItemType.CHOICE, ItemType.OPEN_CHOICE}:
        chosen = next(_options(item, words), None)
        return chosen or (words if item.type is ItemType.OPEN_CHOICE else None)
    return words[: item.max_length] if item.max_length else words


def _options(item: Item, words: str) -> Iterator[Coding]:
    wanted = fold(words)
    for option in item.options:
        if isinstance(option.value, Coding):
            spoken = {fold(text) for text in option.text.values()}
            if wanted in spoken | {fold(option.value.code)}:
                yield option.value


def _chain(form: Questionnaire, link_id: str) -> tuple[Item, ...]:
    """The items from the root down to `link_id`."""

    def down(items: tuple[Item, ...]) -> tuple[Item, ...]:
        for item in items:
            if item.link_id == link_id:
                return (item,)
            if below := down(item.items):
                return (item, *below)
        return ()

    return down(form.items) if link_id else ()
