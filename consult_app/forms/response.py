"""QuestionnaireResponses in and out.

Out: answers that count, calculated ones in, disabled ones out, occurrences numbered from 0 without
gaps. In: everything the response holds, also what the form does not allow; what is wrong with the
way it is written is named beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from consult_app.errors import Refused
from consult_app.forms.extensions import listed
from consult_app.forms.model import (
    Item,
    ItemType,
    PartialDate,
    Path,
    Questionnaire,
    Text,
    Value,
    say,
)
from consult_app.forms.state import FormState, Issue, IssueCode, ItemState
from consult_app.forms.values import (
    NotAValueError,
    member_of,
    value_from_json,
    value_to_json,
)

Json = Mapping[str, object]
JsonObject = dict[str, object]


def response_to_json(
    questionnaire: Questionnaire,
    state: FormState,
    *,
    status: str = "in-progress",
    language: str = "",
    authored: str = "",
    subject: str = "",
) -> JsonObject:
    """The R4 QuestionnaireResponse of an evaluated form; item texts in `language`.

    `status` is R4's (in-progress, completed, amended …), `authored` a dateTime, `subject` a
    reference such as `Patient/12`. Decimals stay `Decimal`: write with `jsontext.dumps`.
    """
    response: JsonObject = {"resourceType": "QuestionnaireResponse"}
    if questionnaire.url:
        version = f"|{questionnaire.version}" if questionnaire.version else ""
        response["questionnaire"] = questionnaire.url + version
    response["status"] = status
    if subject:
        response["subject"] = {"reference": subject}
    if authored:
        response["authored"] = authored
    items = _items(_by_container(state), "", language)
    return response | ({"item": items} if items else {})


def answers_from_response(
    questionnaire: Questionnaire, data: object
) -> tuple[dict[Path, Value], tuple[Issue, ...]]:
    """The answers in a QuestionnaireResponse, and what is wrong with how they are written."""
    reading = read_response(questionnaire, data)
    return reading.answers, tuple(reading.issues)


@dataclass(slots=True)
class Reading:
    """What a response holds: its answers, where it has items, and what is wrong with them."""

    answers: dict[Path, Value] = field(default_factory=dict)
    present: set[Path] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)


def read_response(questionnaire: Questionnaire, data: object) -> Reading:
    """Everything a response says, against the form it answers."""
    if not isinstance(data, Mapping) or data.get("resourceType") != "QuestionnaireResponse":
        raise Refused("form.not-a-response")
    reader = _Reader(questionnaire)
    try:
        reader.items(listed(data, "item"), questionnaire.items, "")
    except RecursionError as nested:
        raise Refused("form.too-deep") from nested
    return reader.reading


def _by_container(state: FormState) -> Mapping[Path, list[ItemState]]:
    found: dict[Path, list[ItemState]] = {}
    for one in state.items:
        if one.enabled:
            found.setdefault(one.container, []).append(one)
    return found


def _items(states: Mapping[Path, list[ItemState]], container: Path, language: str) -> list[object]:
    """The items of one container that hold an answer."""
    found: list[object] = []
    for state in states.get(container, ()):
        item: JsonObject = {"linkId": state.item.link_id} | _words(state.item.text, language)
        if state.item.type in {ItemType.GROUP, ItemType.DISPLAY}:
            inner = _items(states, state.path, language)
            content: JsonObject = {"item": inner} if inner else {}
        else:
            answers = _answers(states, state, language)
            content = {"answer": answers} if answers else {}
        if content:
            found.append(item | content)
    return found


def _answers(
    states: Mapping[Path, list[ItemState]], state: ItemState, language: str
) -> list[JsonObject]:
    """The answers of a question, each with the items under it; those under no answer come last."""
    answers = [value_to_json(value, state.item.type) for value in state.answers]
    for number, place in enumerate(state.places):
        if inner := _items(states, place, language):
            answers[number]["item"] = inner
    if state.item.items:
        for container in _branches(states, state):
            if container not in state.places and (inner := _items(states, container, language)):
                answers.append({"item": inner})
    return answers


def _branches(states: Mapping[Path, list[ItemState]], state: ItemState) -> Iterator[Path]:
    """The containers that lie under a question, answered or not."""
    if state.path in states:
        yield state.path
    yield from (path for path in states if path.startswith(state.path + "[") and path[-1] == "]"
                and "/" not in path[len(state.path):])  # fmt: skip


def _words(text: Text, language: str) -> JsonObject:
    words = say(text, language)
    return {"text": words} if words else {}


class _Reader:
    """One reading of one response."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.known = frozenset(_link_ids(questionnaire.items))
        self.reading = Reading()

    def items(self, found: list[Json], allowed: tuple[Item, ...], prefix: Path) -> None:
        """The items of one container, in the order of the response."""
        by_link_id = {item.link_id: item for item in allowed}
        counts: dict[str, int] = {}
        for data in found:
            link_id = str(data.get("linkId", ""))
            item = by_link_id.get(link_id)
            path = prefix + link_id
            if item is None:
                elsewhere = link_id in self.known
                self.issue(path, link_id, "MISPLACED" if elsewhere else "UNKNOWN_ITEM")
                continue
            number = counts.get(link_id, 0)
            if item.type in {ItemType.GROUP, ItemType.DISPLAY}:
                counts[link_id] = number + 1
                self.group(data, item, _numbered(path, number, item.repeats))
            else:
                counts[link_id] = self.question(data, item, path, number)

    def group(self, data: Json, item: Item, path: Path) -> None:
        """A group, or a display item, which hold items but no answers."""
        self.reading.present.add(path)
        answers = listed(data, "answer")
        if answers:
            self.issue(path, item.link_id, "NOT_A_QUESTION")
        self.items(listed(data, "item"), item.items, path + "/")
        for answer in answers:
            self.items(listed(answer, "item"), item.items, path + "/")

    def question(self, data: Json, item: Item, path: Path, number: int) -> int:
        """A question with its answers from `number` on; the number after the last one."""
        self.reading.present.add(path)
        if listed(data, "item"):
            self.issue(path, item.link_id, "MISPLACED")
            self.items(
                listed(data, "item"), item.items, _numbered(path, number, item.repeats) + "/"
            )
        for answer in listed(data, "answer"):
            place = _numbered(path, number, item.repeats)
            self.reading.present.add(place)
            self.answer(answer, item, place)
            self.items(listed(answer, "item"), item.items, place + "/")
            number += 1
        return number

    def answer(self, data: Json, item: Item, place: Path) -> None:
        """One answer; what cannot be read is named and left out."""
        member = next((name for name in data if name.startswith("value")), None)
        if member is None:
            return
        try:
            value = value_from_json(data)
        except NotAValueError:
            self.issue(place, item.link_id, "FORMAT")
            return
        self.reading.answers[place] = value
        if member != _member(value, item, member):
            self.issue(place, item.link_id, "TYPE", type=item.type.value)

    def issue(self, path: Path, link_id: str, code: str, **params: object) -> None:
        """Note what is wrong at a place."""
        self.reading.issues.append(Issue(path, link_id, IssueCode[code], params))


def _member(value: Value, item: Item, member: str) -> str:
    """How this answer must be spelt where its kind alone does not tell: texts and dates."""
    if isinstance(value, str):
        return "valueUri" if item.type is ItemType.URL else "valueString"
    if item.type in {ItemType.DATE, ItemType.DATE_TIME} and isinstance(value, PartialDate):
        return member_of(item.type)
    return member


def _numbered(path: Path, number: int, repeats: bool) -> Path:
    """The path of an occurrence; further ones of what does not repeat are numbered from 1."""
    return f"{path}[{number}]" if repeats or number else path


def _link_ids(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield item.link_id
        yield from _link_ids(item.items)
