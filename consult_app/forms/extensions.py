"""The extensions that this engine reads and writes: HL7's, and its own under `urn:consult:`."""

from __future__ import annotations

from collections.abc import Mapping

from consult_app.forms.model import Text

_BASE = "http://hl7.org/fhir/StructureDefinition/"
_SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"

TRANSLATION = _BASE + "translation"
URLS: Mapping[str, str] = {
    "hidden": _BASE + "questionnaire-hidden",
    "itemControl": _BASE + "questionnaire-itemControl",
    "unit": _BASE + "questionnaire-unit",
    "unitOption": _BASE + "questionnaire-unitOption",
    "minValue": _BASE + "minValue",
    "maxValue": _BASE + "maxValue",
    "minQuantity": _SDC + "minQuantity",
    "maxQuantity": _SDC + "maxQuantity",
    "minLength": _BASE + "minLength",
    "maxDecimalPlaces": _BASE + "maxDecimalPlaces",
    "maxSize": _BASE + "maxSize",
    "mimeType": _BASE + "mimeType",
    "regex": _BASE + "regex",
    "minOccurs": _BASE + "questionnaire-minOccurs",
    "maxOccurs": _BASE + "questionnaire-maxOccurs",
    "referenceResource": _BASE + "questionnaire-referenceResource",
    "optionExclusive": _BASE + "questionnaire-optionExclusive",
    "constraint": _BASE + "questionnaire-constraint",
    "targetConstraint": _BASE + "targetConstraint",
    "variable": _BASE + "variable",
    "collapsible": _SDC + "collapsible",
    "shortText": _SDC + "shortText",
    "calculatedExpression": _SDC + "calculatedExpression",
    "enableWhenExpression": _SDC + "enableWhenExpression",
    "initialExpression": _SDC + "initialExpression",
    "help": "urn:consult:item-help",
    "ask": "urn:consult:item-ask",
    "bulk": "urn:consult:item-bulk",
    "carry": "urn:consult:item-carry",
    "source": "urn:consult:item-source",
    "lookup": "urn:consult:variable-lookup",
    "language": "urn:consult:language",
    "optionText": "urn:consult:option-text",
}
_NAMES = {url: name for name, url in URLS.items()}
# earlier homes of the same extensions, still found in published forms
_NAMES |= {
    _BASE + "questionnaire-" + name: name
    for name in ("calculatedExpression", "enableWhenExpression", "initialExpression")
} | {
    _BASE + "cqif-calculatedExpression": "calculatedExpression",
    _BASE + "questionnaire-minValue": "minValue",
    _BASE + "questionnaire-maxValue": "maxValue",
    _BASE + "questionnaire-regex": "regex",
    _SDC + "regex": "regex",
}


def name_of(extension: Mapping[str, object]) -> str:
    """The short name of an extension this engine knows, "" for any other."""
    return _NAMES.get(str(extension.get("url", "")), "")


def value_of(extension: Mapping[str, object]) -> object:
    """The value of an extension, whatever its type; None where it has none."""
    return next((value for name, value in extension.items() if name.startswith("value")), None)


def texts_to_json(name: str, text: Text, languages: tuple[str, ...]) -> dict[str, object]:
    """A text as the member `name`, with its translations beside it in `_name`.

    The first of `languages` is the one that stands plain.
    """
    found: dict[str, object] = {}
    if languages and languages[0] in text:
        found[name] = text[languages[0]]
    others = [
        {
            "url": TRANSLATION,
            "extension": [
                {"url": "lang", "valueCode": language},
                {"url": "content", "valueString": text[language]},
            ],
        }
        for language in text
        if language not in languages[:1]
    ]
    if others:
        found["_" + name] = {"extension": others}
    return found


def texts_from_json(data: Mapping[str, object], name: str, language: str) -> dict[str, str]:
    """A text member with its translations; the plain one is in `language`."""
    found: dict[str, str] = {}
    plain = data.get(name)
    if isinstance(plain, str) and plain:
        found[language] = plain
    for one in listed(data.get("_" + name), "extension"):
        if one.get("url") == TRANSLATION:
            parts = {part.get("url"): value_of(part) for part in listed(one, "extension")}
            if isinstance(parts.get("content"), str):
                found.setdefault(str(parts.get("lang", "")), str(parts["content"]))
    return found


def listed(data: object, name: str) -> list[Mapping[str, object]]:
    """The objects in the array `name` of an object; whatever is none of them is passed over."""
    found = data.get(name) if isinstance(data, Mapping) else None
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []
