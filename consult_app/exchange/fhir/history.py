"""What is told of a person's health: Condition, AllergyIntolerance, MedicationStatement.

Only what was answered is told. A "no", an "unknown" and an unanswered question are in the
QuestionnaireResponse as they are, and are no resource of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from consult_app.exchange.fhir.basics import (
    SNOMED,
    JsonObject,
    Names,
    concept,
    filled,
    moment,
    term,
)
from consult_app.exchange.fhir.basics import note as notes


@dataclass(frozen=True, slots=True)
class Illness:
    """An illness as it was told. `since`: as precise as it was told; `over`: None, not said.

    `reason`: it is what the treatment is considered for.
    """

    name: str
    since: str = ""
    over: bool | None = None
    note: str = ""
    reason: bool = False


@dataclass(frozen=True, slots=True)
class Allergy:
    """An allergy as it was told; `severity`: mild, moderate, severe or empty.

    `none_known`: asked, and there is none.
    """

    substance: str
    reaction: str = ""
    severity: str = ""
    confirmed: date | None = None
    none_known: bool = False


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine as it was told."""

    name: str
    dose: str = ""
    since: str = ""


def condition(names: Names, patient_id: int, told: Illness, at: datetime) -> JsonObject:
    """An illness; `over` not said leaves R4 no choice but active."""
    category = "encounter-diagnosis" if told.reason else "problem-list-item"
    return filled(
        resourceType="Condition",
        clinicalStatus=term("condition-clinical", "resolved" if told.over else "active"),
        verificationStatus=term(
            "condition-ver-status", "provisional" if told.reason else "confirmed"
        ),
        category=[term("condition-category", category)],
        code=concept(told.name),
        subject=names.reference("Patient", patient_id),
        onsetDateTime=told.since,
        recordedDate=moment(at),
        note=notes(told.note),
    )


def allergy(names: Names, patient_id: int, told: Allergy, at: datetime) -> JsonObject:
    """An allergy, or that none is known."""
    if told.none_known:
        code = concept(told.substance, "716186003", SNOMED, "No known allergy")
    else:
        code = concept(told.substance)
    manifestation = {"manifestation": [concept(told.reaction)]}
    reaction = manifestation | filled(severity=told.severity) if told.reaction else {}
    return filled(
        resourceType="AllergyIntolerance",
        clinicalStatus=term("allergyintolerance-clinical", "active"),
        verificationStatus=term("allergyintolerance-verification", "confirmed"),
        code=code,
        patient=names.reference("Patient", patient_id),
        recordedDate=told.confirmed.isoformat() if told.confirmed else moment(at),
        reaction=[reaction] if reaction else [],
        note=notes(told.severity if told.severity and not told.reaction else ""),
    )


def medicine(names: Names, patient_id: int, told: Medicine, at: datetime) -> JsonObject:
    """A medicine that is taken now, as the patient says."""
    return filled(
        resourceType="MedicationStatement",
        status="active",
        medicationCodeableConcept=concept(told.name),
        subject=names.reference("Patient", patient_id),
        effectivePeriod={"start": told.since} if told.since else {},
        dateAsserted=moment(at),
        informationSource=names.reference("Patient", patient_id),
        dosage=[{"text": told.dose}] if told.dose else [],
    )
