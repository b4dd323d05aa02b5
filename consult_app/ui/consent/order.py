"""The order of the patient's pages, and where one goes on after an interruption; pure."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.consent_form import Prompt
from consult_app.domain.conversation import Conversation
from consult_app.domain.teach_back import last_said
from consult_app.services.reading import Part, Reading


@dataclass(frozen=True, slots=True)
class Summary:
    """What was said, page by page, with a way back to each."""


@dataclass(frozen=True, slots=True)
class Sign:
    """The pad."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The finished document, to be confirmed."""


Place = Part | Prompt | Summary | Sign | Finished


def places(reading: Reading) -> tuple[Place, ...]:
    """The parts with their statements, the prompts, the summary, the signature, the document."""
    return (*reading.parts, *reading.prompts, Summary(), Sign(), Finished())


def name_of(place: Place) -> str:
    """What the page is called in the records: `part:risks`, `prompt:say-risks`, `sign`."""
    match place:
        case Part():
            return f"part:{place.key}"
        case Prompt():
            return f"prompt:{place.id}"
    return type(place).__name__.lower()


def resumed(order: tuple[Place, ...], said: Conversation, last: str, *, signed: bool) -> int:
    """Where one goes on: at the page that was open last, else at the first that waits.

    Once it is signed, at the finished document; before, never there.
    """
    if signed:
        return order.index(Finished())
    names = {name_of(place): i for i, place in enumerate(order) if place != Finished()}
    return names.get(last, next_open(order, said))


def is_answered(place: Place, said: Conversation) -> bool:
    """Whether a page has all its answers; the last three are never behind the patient."""
    if isinstance(place, Part):
        replies = dict(said.replies)
        return all(statement.id in replies for statement in place.statements)
    if isinstance(place, Prompt):
        last = last_said(said, place.id)
        return last is not None and last.understood
    return False


def next_open(order: tuple[Place, ...], said: Conversation) -> int:
    """The first page that waits for an answer: where one goes on after an interruption."""
    return next(i for i, place in enumerate(order) if not is_answered(place, said))
