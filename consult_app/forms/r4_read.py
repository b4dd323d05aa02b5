"""Reads an R4 Questionnaire, tolerantly: what is wrong with it is reported, and the rest loads."""

from __future__ import annotations

from collections.abc import Mapping

from consult_app.errors import Refused
from consult_app.forms import strict
from consult_app.forms.extensions import listed, name_of, texts_from_json, value_of
from consult_app.forms.faults import Fault, FaultCode, error, warning
from consult_app.forms.item_extensions import ItemExtensions, whole
from consult_app.forms.model import (
    EnableWhen,
    Item,
    ItemType,
    Operator,
    Option,
    Questionnaire,
    Value,
)
from consult_app.forms.value_sets import contained_options
from consult_app.forms.values import NotAValueError, coding_from_json, value_from_json

Json = Mapping[str, object]

_DEEPEST = 100
_MODELLED = {"resourceType", "id", "version", "url", "title", "_title", "language", "status"}
_MODELLED |= {"item", "extension"}
_ITEM_TYPES = frozenset(one.value for one in ItemType)
_OPERATORS = frozenset(one.value for one in Operator)
# types of other versions of FHIR
_OTHER_TYPES = {"coding": ItemType.CHOICE, "uri": ItemType.URL, "email": ItemType.STRING}


def questionnaire_from_json(data: object) -> tuple[Questionnaire, tuple[Fault, ...]]:
    """The form in R4 JSON (as `jsontext.loads` reads it), and its faults as R4.

    Refuses only what is no Questionnaire at all. What is wrong between its items is for `lint`.
    """
    kind = data.get("resourceType") if isinstance(data, Mapping) else None
    bare = kind is None and isinstance(data, Mapping) and isinstance(data.get("item"), list)
    if not isinstance(data, Mapping) or not (bare or kind == "Questionnaire"):
        raise Refused("form.not-a-questionnaire")
    reader = _Reader(data)
    try:
        form = reader.form()
        return form, (*strict.check(data), *reader.faults)
    except RecursionError as nested:
        raise Refused("form.too-deep") from nested


class _Reader:
    """One reading of one form: its language, its contained value sets, the faults met."""

    def __init__(self, data: Json) -> None:
        self.data = data
        self.language = _string(data, "language")
        self.faults: list[Fault] = []
        self.languages: dict[str, None] = {self.language: None}
        self.value_sets = contained_options(data, self.language)
        self.unnamed = 0
        self.depth = 0

    def form(self) -> Questionnaire:
        """The whole form."""
        data = self.data
        own = ItemExtensions(listed(data, "extension"), "", self.language, self.faults)
        items = self.items(data)
        title = self.text(data, "title")
        stated = tuple(str(value_of(one)) for one in own.all("language"))
        return Questionnaire(
            id=_string(data, "id"),
            items=items,
            version=_string(data, "version"),
            url=_string(data, "url"),
            title=title,
            languages=stated or tuple(self.languages),
            status=_string(data, "status") or "unknown",
            variables=own.variables(),
            constraints=own.constraints(),
            extensions=own.rest(),
            extra={name: value for name, value in data.items() if name not in _MODELLED},
        )

    def items(self, data: Json) -> tuple[Item, ...]:
        """The items in an object."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Refused("form.too-deep")
        found = tuple(self.item(one) for one in listed(data, "item"))
        self.depth -= 1
        return found

    def item(self, data: Json) -> Item:
        """One item with all below it."""
        link_id = self.link_id(data)
        own = ItemExtensions(listed(data, "extension"), link_id, self.language, self.faults)
        item = own.applied(
            Item(
                link_id=link_id,
                type=self.kind(data, link_id),
                text=self.text(data, "text"),
                prefix=_string(data, "prefix"),
                required=_flag(data, "required"),
                repeats=_flag(data, "repeats"),
                read_only=_flag(data, "readOnly"),
                options=self.options(data),
                enable_when=self.enable_when(data, link_id),
                enable_any=data.get("enableBehavior") == "any",
                initial=self.initial(data, link_id),
                max_length=whole(data.get("maxLength")),
                codes=tuple(coding_from_json(one) for one in listed(data, "code")),
                definition=_string(data, "definition"),
                answer_value_set=self.value_set(data, link_id),
                items=self.items(data),
            )
        )
        for text in (item.help, item.ask, item.short):
            self.languages.update(dict.fromkeys(text))
        return item

    def link_id(self, data: Json) -> str:
        """The linkId; an item without one gets a made-up one, so that it can be shown."""
        found = data.get("linkId")
        if isinstance(found, str | int) and not isinstance(found, bool) and str(found):
            return str(found)
        self.unnamed += 1
        self.faults.append(error(FaultCode.NO_LINK_ID, text=_string(data, "text")))
        return f"unnamed-{self.unnamed}"

    def kind(self, data: Json, link_id: str) -> ItemType:
        """The type; an abstract question becomes a group, so that no answer fits it."""
        found = _string(data, "type")
        if found in _ITEM_TYPES:
            return ItemType(found)
        if found == "question":
            self.faults.append(error(FaultCode.ABSTRACT_TYPE, link_id, type=found))
            return ItemType.GROUP
        self.faults.append(error(FaultCode.UNKNOWN_TYPE, link_id, type=found))
        if found == "coding" and str(data.get("answerConstraint", "")).startswith("optionsOr"):
            return ItemType.OPEN_CHOICE
        fallback = ItemType.GROUP if data.get("item") and not found else ItemType.STRING
        return _OTHER_TYPES.get(found, fallback)

    def text(self, data: Json, name: str) -> dict[str, str]:
        """A text with its translations; notes which languages there are."""
        found = texts_from_json(data, name, self.language)
        self.languages.update(dict.fromkeys(found))
        return found

    def options(self, data: Json) -> tuple[Option, ...]:
        """The permitted answers, also those of a value set that the form carries inside."""
        inner = self.value_sets.get(_string(data, "answerValueSet"), ())
        return inner + tuple(
            option for one in listed(data, "answerOption") for option in self.option(one)
        )

    def option(self, data: Json) -> tuple[Option, ...]:
        """One option, none where its value cannot be read (strict R4 has named it)."""
        try:
            value = value_from_json(data)
        except NotAValueError:
            return ()
        coding = data.get("valueCoding")
        if isinstance(coding, Mapping):
            text = self.text(coding, "display")
        else:
            text = self.text(data, "valueString") if "_valueString" in data else {}
        exclusive = initial = False
        rest = []
        for one in listed(data, "extension"):
            name = name_of(one)
            if name == "optionExclusive":
                exclusive = value_of(one) is True
            elif name == "optionText":
                text = self.text(one, "valueString")
            else:
                rest.append(one)
        if isinstance(coding, Mapping):
            rest += listed(coding, "extension")
        initial = data.get("initialSelected") is True
        return (Option(value, text, exclusive, initial, tuple(rest)),)

    def enable_when(self, data: Json, link_id: str) -> tuple[EnableWhen, ...]:
        """The conditions; one that cannot be read is left out: better shown than lost."""
        found = listed(data, "enableWhen")
        if len(found) > 1 and "enableBehavior" not in data:
            self.faults.append(warning(FaultCode.BEHAVIOR_NOT_STATED, link_id))
        return tuple(one for raw in found for one in self.condition(raw, link_id))

    def condition(self, data: Json, link_id: str) -> tuple[EnableWhen, ...]:
        """One enableWhen."""
        spelt = _string(data, "operator")
        answers = {"value" + k.removeprefix("answer"): v for k, v in data.items() if "answer" in k}
        if spelt not in _OPERATORS:
            self.faults.append(error(FaultCode.UNKNOWN_OPERATOR, link_id, operator=spelt))
            return ()
        operator = Operator(spelt)
        try:
            answer = value_from_json(answers)
        except NotAValueError:
            self.faults.append(error(FaultCode.NO_CONDITION_ANSWER, link_id))
            if operator is not Operator.EXISTS:
                return ()
            answer = True
        return (EnableWhen(_string(data, "question"), operator, answer),)

    def initial(self, data: Json, link_id: str) -> tuple[Value, ...]:
        """The answers a new response starts with; a unit without a number is none."""
        found: list[Value] = []
        for one in listed(data, "initial"):
            try:
                found.append(value_from_json(one))
            except NotAValueError:
                if not isinstance(one.get("valueQuantity"), Mapping):
                    self.faults.append(error(FaultCode.BAD_VALUE, link_id, member="initial"))
        return tuple(found)

    def value_set(self, data: Json, link_id: str) -> str:
        """The value set that the answers come from, reported where this form does not hold it."""
        found = _string(data, "answerValueSet")
        if found and found not in self.value_sets:
            self.faults.append(warning(FaultCode.VALUE_SET_NOT_HERE, link_id, url=found))
        return found


def _string(data: Json, name: str) -> str:
    found = data.get(name)
    return found if isinstance(found, str) else ""


def _flag(data: Json, name: str) -> bool:
    """A boolean; the text "true", which is not R4 but found in forms, is meant as one."""
    return data.get(name) is True or data.get(name) == "true"
