"""Writes a questionnaire as R4 JSON: what R4 has no member for goes into extensions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from consult_app.forms.compare import UCUM
from consult_app.forms.extensions import URLS, texts_to_json
from consult_app.forms.model import (
    Coding,
    Constraint,
    EnableWhen,
    Item,
    Option,
    Quantity,
    Questionnaire,
    Text,
    say,
)
from consult_app.forms.value_sets import contained_options
from consult_app.forms.values import coding_to_json, value_to_json

JsonObject = dict[str, object]


def questionnaire_to_json(form: Questionnaire, language: str | None = None) -> JsonObject:
    """The form as an R4 Questionnaire, with all its languages, or in one alone.

    Decimals stay `Decimal`: write the result with `jsontext.dumps`.
    """
    return _Writer(form, language).form()


class _Writer:
    """One writing of one form: in all its languages, the first of them plain, or in one alone."""

    def __init__(self, form: Questionnaire, language: str | None) -> None:
        self._form = form
        self._languages = form.languages if language is None else (language,)
        self._alone = language is not None
        # options that come from a value set inside the form are not written twice
        self._contained = contained_options(form.extra, "")
        self._link_ids = frozenset(_link_ids(form.items))

    def form(self) -> JsonObject:
        """The whole form."""
        form = self._form
        extensions: list[object] = []
        if len(self._languages) > 1 or not self._languages:
            extensions += [_extension("language", "valueCode", one) for one in self._languages]
        extensions += self._variables(form.variables)
        extensions += [self._constraint(one) for one in form.constraints]
        found: JsonObject = {"resourceType": "Questionnaire"}
        found |= _filled(id=form.id, language=self._languages[0] if self._languages else "")
        found |= _filled(extension=[*extensions, *form.extensions])
        found |= _filled(url=form.url, version=form.version)
        found |= self._text("title", form.title)
        found |= {"status": form.status, **form.extra}
        return found | _filled(item=[self._item(one) for one in form.items])

    def _item(self, item: Item) -> JsonObject:
        found: JsonObject = _filled(extension=list(self._extensions(item)))
        found |= {"linkId": item.link_id}
        found |= _filled(definition=item.definition, prefix=item.prefix)
        found |= _filled(code=[coding_to_json(one) for one in item.codes])
        found |= self._text("text", item.text)
        found["type"] = item.type.value
        found |= _filled(enableWhen=[_condition(one) for one in item.enable_when])
        if item.enable_any or len(item.enable_when) > 1:
            found["enableBehavior"] = "any" if item.enable_any else "all"
        found |= _filled(required=item.required, repeats=item.repeats, readOnly=item.read_only)
        if item.max_length is not None:
            found["maxLength"] = item.max_length
        found |= _filled(answerValueSet=item.answer_value_set)
        if item.answer_value_set not in self._contained:
            found |= _filled(answerOption=[self._option(one) for one in item.options])
        found |= _filled(initial=[value_to_json(one, item.type) for one in item.initial])
        return found | _filled(item=[self._item(one) for one in item.items])

    def _option(self, option: Option) -> JsonObject:
        extensions: list[object] = []
        found = value_to_json(option.value)
        coding = found.get("valueCoding")
        if isinstance(coding, dict):
            coding |= self._text("display", option.text)
        elif option.text:
            extensions.append({"url": URLS["optionText"], **self._text("valueString", option.text)})
        if option.exclusive:
            extensions.append(_extension("optionExclusive", "valueBoolean", True))
        found = _filled(extension=[*extensions, *option.extensions]) | found
        return found | _filled(initialSelected=option.initial)

    def _extensions(self, item: Item) -> Iterator[object]:
        """Everything of an item that R4 has no member for."""
        yield from self._wording(item)
        yield from self._control(item)
        yield from _limits(item)
        yield from self._variables(item.variables)
        for name, text in (
            ("calculatedExpression", item.calculated),
            ("enableWhenExpression", item.enable_expression),
            ("initialExpression", item.initial_expression),
        ):
            if text:
                expression = {"language": "text/fhirpath", "expression": text}
                yield _extension(name, "valueExpression", expression)
        yield from (self._constraint(one) for one in item.constraints)
        yield from item.extensions

    def _wording(self, item: Item) -> Iterator[object]:
        for name, text in (("shortText", item.short), ("help", item.help), ("ask", item.ask)):
            if text:
                yield {"url": URLS[name], **self._text("valueString", text)}

    def _control(self, item: Item) -> Iterator[object]:
        """How an item is shown and may be answered."""
        for name, flag in (("hidden", item.hidden), ("bulk", item.bulk), ("carry", item.carry)):
            if flag:
                yield _extension(name, "valueBoolean", True)
        for source in item.sources:
            yield _extension("source", "valueString", source)
        if item.collapsed:
            yield _extension("collapsible", "valueCode", "default-closed")
        if item.widget:
            system = "http://hl7.org/fhir/questionnaire-item-control"
            concept = {"coding": [{"system": system, "code": item.widget}]}
            yield _extension("itemControl", "valueCodeableConcept", concept)
        if item.unit or item.unit_code:
            unit = Coding(item.unit_code, UCUM if item.unit_code else "", item.unit)
            yield _extension("unit", "valueCoding", coding_to_json(unit))
        for option in item.unit_options:
            yield _extension("unitOption", "valueCoding", coding_to_json(option))

    def _variables(self, variables: Mapping[str, str]) -> list[object]:
        """Variables as FHIRPath; one that looks up an item says so beside it."""
        found: list[object] = []
        for name, text in variables.items():
            expression: JsonObject = {"name": name, "language": "text/fhirpath", "expression": text}
            if text in self._link_ids:
                quoted = text.replace("\\", "\\\\").replace("'", "\\'")
                expression["expression"] = (
                    f"%resource.repeat(item).where(linkId='{quoted}').answer.value"
                )
                expression["extension"] = [_extension("lookup", "valueString", text)]
            found.append(_extension("variable", "valueExpression", expression))
        return found

    def _constraint(self, constraint: Constraint) -> JsonObject:
        parts: list[object] = [
            {"url": "key", "valueId": constraint.key},
            {"url": "severity", "valueCode": constraint.severity},
            {"url": "expression", "valueString": constraint.expression},
            {"url": "human", **self._text("valueString", constraint.human)},
        ]
        if constraint.location:
            parts.append({"url": "location", "valueString": constraint.location})
        return {"url": URLS["constraint"], "extension": parts}

    def _text(self, name: str, text: Text) -> JsonObject:
        if self._alone:
            return _filled(**{name: say(text, self._languages[0])})
        return texts_to_json(name, text, self._languages)


def _limits(item: Item) -> Iterator[object]:
    """The bounds of an answer."""
    for side, limit in (("min", item.min_value), ("max", item.max_value)):
        if isinstance(limit, Quantity):
            yield {"url": URLS[side + "Quantity"], **value_to_json(limit)}
        elif limit is not None:
            yield {"url": URLS[side + "Value"], **value_to_json(limit, item.type)}
    for name, member, number in (
        ("minLength", "valueInteger", item.min_length),
        ("maxDecimalPlaces", "valueInteger", item.max_decimal_places),
        ("minOccurs", "valueInteger", item.min_occurs),
        ("maxOccurs", "valueInteger", item.max_occurs),
        ("maxSize", "valueDecimal", item.max_size),
    ):
        if number is not None:
            yield _extension(name, member, number)
    if item.pattern:
        yield _extension("regex", "valueString", item.pattern)
    yield from (_extension("mimeType", "valueCode", one) for one in item.mime_types)
    yield from (_extension("referenceResource", "valueCode", one) for one in item.reference_types)


def _condition(condition: EnableWhen) -> JsonObject:
    answer = value_to_json(condition.answer)
    found: JsonObject = {"question": condition.question, "operator": condition.operator.value}
    return found | {"answer" + name.removeprefix("value"): one for name, one in answer.items()}


def _extension(name: str, member: str, value: object) -> JsonObject:
    return {"url": URLS[name], member: value}


def _filled(**members: object) -> JsonObject:
    """The members that hold something."""
    return {name: value for name, value in members.items() if value}


def _link_ids(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield item.link_id
        yield from _link_ids(item.items)
