"""What was asked after a treatment: a QuestionnaireResponse as it was answered, scores apart."""

from __future__ import annotations

from collections.abc import Mapping

from consult_app.domain.follow_ups import Answered, Contact, FollowUp
from consult_app.exchange.fhir.basics import LOINC, JsonObject, Names, concept, filled, moment, term

_UCUM = "http://unitsofmeasure.org"
_LOINC = {"pain": ("72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")}
"""Score -> its LOINC code, where one fits; any other is told in the words it was asked in."""

_METHOD = {Contact.IN_PERSON: "Asked in person", Contact.PHONE: "Asked by phone"}

Scores = Mapping[str, tuple[int | None, str]]
"""Score -> its value, None where it was not asked, and the words it was asked in."""


def told_after(names: Names, one: FollowUp, told: Answered, response: JsonObject) -> JsonObject:
    """The answers of a follow-up, with who asked and after which treatment."""
    return response | {
        "partOf": [names.reference("Procedure", one.treatment_id)],
        "author": names.reference("Practitioner", told.author_id),
        "source": names.reference("Patient", one.patient_id),
    }


def observations(
    names: Names, one: FollowUp, told: Answered, scores: Scores
) -> dict[str, JsonObject]:
    """Each score that was asked, by its name: from 0 to 10, nothing made of it."""
    return {
        name: _observation(names, one, told, name, (value, words))
        for name, (value, words) in scores.items()
        if value is not None
    }


def _observation(
    names: Names, one: FollowUp, told: Answered, name: str, asked: tuple[int, str]
) -> JsonObject:
    value, words = asked
    code, display = _LOINC.get(name, ("", ""))
    return filled(
        resourceType="Observation",
        status="final",
        category=[term("observation-category", "survey", "Survey")],
        code=concept(words, code, LOINC, display),
        subject=names.reference("Patient", one.patient_id),
        partOf=[names.reference("Procedure", one.treatment_id)],
        effectiveDateTime=moment(told.at),
        performer=[names.reference("Practitioner", told.author_id)],
        valueQuantity={"value": value, "unit": "{score}", "system": _UCUM, "code": "{score}"},
        method=concept(_METHOD[told.way]),
        derivedFrom=[names.reference("QuestionnaireResponse", f"follow-up/{one.id}")],
    )
