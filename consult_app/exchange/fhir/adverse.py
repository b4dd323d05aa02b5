"""Adverse events as AdverseEvent: what somebody has judged is told, what nobody has is left out.

Codes are those of the R4 code systems adverse-event-seriousness, -severity, -outcome and
-causality-assess (the WHO-UMC's terms).
"""

from __future__ import annotations

from consult_app.domain.adverse_events import (
    AdverseEvent,
    Causality,
    EventTold,
    Outcome,
    Serious,
)
from consult_app.exchange.fhir.basics import TERMS, JsonObject, Names, concept, filled, moment, term

_SERIOUS = {
    Serious.DEATH: ("SeriousResultsInDeath", "Results in death"),
    Serious.LIFE_THREATENING: ("SeriousIsLifeThreatening", "Is Life-threatening"),
    Serious.HOSPITAL: (
        "SeriousResultsInHospitalization",
        "Requires inpatient hospitalization or causes prolongation of existing hospitalization",
    ),
    Serious.DISABILITY: (
        "SeriousResultsInDisability",
        "Results in persistent or significant disability/incapacity",
    ),
    Serious.BIRTH_DEFECT: ("SeriousIsBirthDefect", "Is a congenital anomaly/birth defect"),
    Serious.INTERVENTION: (
        "SeriousRequiresPreventImpairment",
        "Requires intervention to prevent permanent impairment",
    ),
}
"""Criterion -> code and display; what a physician finds important has none but Serious."""

_OUTCOME = {
    Outcome.RECOVERED: ("resolved", "Resolved"),
    Outcome.RECOVERING: ("recovering", "Recovering"),
    Outcome.NOT_RECOVERED: ("ongoing", "Ongoing"),
    Outcome.SEQUELAE: ("resolvedWithSequelae", "Resolved with Sequelae"),
    Outcome.FATAL: ("fatal", "Fatal"),
    Outcome.UNKNOWN: ("unknown", "Unknown"),
}

_CAUSALITY = {
    Causality.CERTAIN: ("Certain", "Certain"),
    Causality.PROBABLE: ("Probably-Likely", "Probably/Likely"),
    Causality.POSSIBLE: ("Possible", "Possible"),
    Causality.UNLIKELY: ("Unlikely", "Unlikely"),
    Causality.UNCLASSIFIED: ("Conditional-Classified", "Conditional/Classified"),
    Causality.UNASSESSABLE: ("Unassessable-Unclassifiable", "Unassessable/Unclassifiable"),
}


def adverse_event(names: Names, one: AdverseEvent, lot_id: int | None) -> JsonObject:
    """An event. `lot_id`: of its treatment, which is what is suspected; None: none is named.

    R4 gives AdverseEvent no status: one entered in error is not to be handed in here.
    """
    told = one.told
    return filled(
        resourceType="AdverseEvent",
        identifier={"system": names.of("adverse-events", ""), "value": str(one.id)},
        actuality="actual",
        event=concept(": ".join(filter(None, (told.title.strip(), told.description.strip())))),
        subject=names.reference("Patient", one.patient_id),
        date=told.began.isoformat() if told.began else "",
        recordedDate=moment(one.opened_at),
        seriousness=_seriousness(told),
        severity=(
            term("adverse-event-severity", told.severity.value, told.severity.value.capitalize())
            if told.severity
            else {}
        ),
        outcome=term("adverse-event-outcome", *_OUTCOME[told.outcome]) if told.outcome else {},
        recorder=names.reference("Practitioner", one.opened_by),
        suspectEntity=[_suspected(names, told, lot_id)] if lot_id is not None else [],
    )


def _seriousness(told: EventTold) -> JsonObject:
    if told.serious is None:
        return {}
    system = TERMS + "adverse-event-seriousness"
    if not told.serious:
        return {"coding": [{"system": system, "code": "Non-serious", "display": "Non-serious"}]}
    known = [("Serious", "Serious"), *(_SERIOUS[c] for c in told.criteria if c in _SERIOUS)]
    return {"coding": [{"system": system, "code": c, "display": d} for c, d in known]}


def _suspected(names: Names, told: EventTold, lot_id: int) -> JsonObject:
    causality: list[JsonObject] = []
    if told.causality is not None:
        assessed = term("adverse-event-causality-assess", *_CAUSALITY[told.causality])
        causality = [filled(assessment=assessed, productRelatedness=told.causality_reason.strip())]
    return filled(instance=names.reference("Device", lot_id), causality=causality)
