"""The members and types of an R4 (4.0.1) Questionnaire, as tables."""

from __future__ import annotations

import re
from collections.abc import Mapping

# name:type, "!" behind what is required, "*" behind what is a list, [x] for a choice of types
TYPES: Mapping[str, str] = {
    "Questionnaire": """resourceType:code! id:id meta:Meta implicitRules:uri language:code
        text:Narrative contained:Resource* extension:Extension* modifierExtension:Extension*
        url:uri identifier:Identifier* version:string name:string title:string
        derivedFrom:canonical* status:code! experimental:boolean subjectType:code* date:dateTime
        publisher:string contact:ContactDetail* description:markdown useContext:UsageContext*
        jurisdiction:CodeableConcept* purpose:markdown copyright:markdown approvalDate:date
        lastReviewDate:date effectivePeriod:Period code:Coding* item:Item*""",
    "Item": """modifierExtension:Extension* linkId:string! definition:uri code:Coding*
        prefix:string text:string type:code! enableWhen:EnableWhen* enableBehavior:code
        required:boolean repeats:boolean readOnly:boolean maxLength:integer
        answerValueSet:canonical answerOption:AnswerOption* initial:Initial* item:Item*""",
    "EnableWhen": "modifierExtension:Extension* question:string! operator:code! answer[x]!",
    "AnswerOption": "modifierExtension:Extension* value[x]! initialSelected:boolean",
    "Initial": "modifierExtension:Extension* value[x]!",
    "Extension": "url:uri! value[x]",
    "Element": "",
    "Meta": """versionId:id lastUpdated:instant source:uri profile:canonical* security:Coding*
        tag:Coding*""",
    "Narrative": "status:code! div:xhtml!",
    "Coding": "system:uri version:string code:code display:string userSelected:boolean",
    "CodeableConcept": "coding:Coding* text:string",
    "Quantity": "value:decimal comparator:code unit:string system:uri code:code",
    "Range": "low:Quantity high:Quantity",
    "Period": "start:dateTime end:dateTime",
    "Identifier": """use:code type:CodeableConcept system:uri value:string period:Period
        assigner:Reference""",
    "Reference": "reference:string type:uri identifier:Identifier display:string",
    "Attachment": """contentType:code language:code data:base64Binary url:url size:integer
        hash:base64Binary title:string creation:dateTime""",
    "ContactDetail": "name:string telecom:ContactPoint*",
    "ContactPoint": "system:code value:string use:code rank:integer period:Period",
    "UsageContext": "code:Coding! value[x]!",
    "Expression": """description:string name:id language:code! expression:string reference:uri""",
}
ALIASES = {"Duration": "Quantity", "Age": "Quantity", "SimpleQuantity": "Quantity"}
_ITEM_TYPES = """group display question boolean decimal integer date dateTime time string text url
    choice open-choice attachment reference quantity"""
CODES: Mapping[tuple[str, str], frozenset[str]] = {
    ("Questionnaire", "status"): frozenset({"draft", "active", "retired", "unknown"}),
    ("Item", "type"): frozenset(_ITEM_TYPES.split()),
    ("Item", "enableBehavior"): frozenset({"all", "any"}),
    ("EnableWhen", "operator"): frozenset({"exists", "=", "!=", ">", "<", ">=", "<="}),
    ("Quantity", "comparator"): frozenset({"<", "<=", ">=", ">"}),
    ("Narrative", "status"): frozenset({"generated", "extensions", "additional", "empty"}),
}
_DAY = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?"
_ZONE = r"(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00))"
TEXTS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(text, re.DOTALL)
    for name, text in {
        "string": r"[ \r\n\t\S]*\S[ \r\n\t\S]*",
        "markdown": r".*\S.*",
        "xhtml": r".*\S.*",
        "id": r"[A-Za-z0-9\-.]{1,64}",
        "code": r"\S+(\s\S+)*",
        "uri": r"\S+",
        "url": r"\S+",
        "canonical": r"\S+",
        "oid": r"urn:oid:[0-2](\.(0|[1-9]\d*))+",
        "uuid": r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        "date": _DAY,
        "dateTime": rf"{_DAY}|\d{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T{_CLOCK}{_ZONE}",
        "instant": rf"\d{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T{_CLOCK}{_ZONE}",
        "time": _CLOCK,
        "base64Binary": r"[A-Za-z0-9+/=\s]+",
    }.items()
}
NUMBERS = frozenset({"decimal", "integer", "unsignedInt", "positiveInt", "boolean"})
# the types of items whose answers have a length
SIMPLE = frozenset(_ITEM_TYPES.split()) - frozenset(
    {"group", "display", "question", "attachment", "reference", "quantity"}
)
