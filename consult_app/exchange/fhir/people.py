"""The people and the house: Patient, RelatedPerson, Practitioner, Organization."""

from __future__ import annotations

from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.conversation import Guardian
from consult_app.domain.patients import Patient
from consult_app.domain.people import User
from consult_app.exchange.fhir.basics import JsonObject, Names, filled


def patient(names: Names, one: Patient, kept_id: int | None = None) -> JsonObject:
    """The person as registered; record numbers of joined records stand beside the own one.

    `kept_id`: the record that is read in the place of this one.
    """
    numbers = [
        {"use": "usual", "system": names.of("record-numbers", ""), "value": one.record_number},
        *(
            {"use": "old", "system": names.of("record-numbers", ""), "value": number}
            for number in one.other_numbers
        ),
    ]
    contact = [
        {"system": system, "value": value}
        for system, value in (("phone", one.phone), ("email", one.email))
        if value
    ]
    kept = kept_id if kept_id is not None and kept_id != one.id else None
    link = {"other": names.reference("Patient", kept), "type": "replaced-by"}
    called = filled(use="official", family=one.family_name, text=one.name)
    return filled(
        resourceType="Patient",
        identifier=numbers,
        active=kept is None,
        name=[called | filled(given=[one.given_name] if one.given_name else [])],
        telecom=contact,
        gender=one.sex.value,
        birthDate=one.birth_date.isoformat(),
        deceasedDateTime=one.died or "",
        **({"deceasedBoolean": True} if one.died == "" else {}),
        address=[{"text": one.address}] if one.address else [],
        communication=[{"language": _language(one.language), "preferred": True}],
        managingOrganization=names.reference("Organization", "clinic"),
        link=[link] if kept is not None else [],
    )


def _language(code: str) -> JsonObject:
    return {"coding": [{"system": "urn:ietf:bcp:47", "code": code}]}


def practitioner(names: Names, user: User) -> JsonObject:
    """A person of the clinic; the licence number as it was entered."""
    licence = filled(system=names.of("licence-numbers", ""), value=user.licence_number)
    named = filled(text=user.display_name, prefix=[user.title] if user.title else [])
    return filled(
        resourceType="Practitioner",
        identifier=[licence] if user.licence_number else [],
        active=user.active,
        name=[named],
        qualification=[{"code": {"text": user.specialty}}] if user.specialty else [],
    )


def organization(settings: ClinicSettings) -> JsonObject:
    """The clinic."""
    return filled(
        resourceType="Organization",
        active=True,
        name=settings.name or "—",
        telecom=[{"system": "phone", "value": settings.phone_day}] if settings.phone_day else [],
        address=[{"text": settings.address}] if settings.address else [],
    )


def related_person(names: Names, patient_id: int, one: Guardian) -> JsonObject:
    """Who consents in the place of the patient, by what right."""
    right = one.words.strip() or (one.authority.value if one.authority is not None else "")
    return filled(
        resourceType="RelatedPerson",
        active=True,
        patient=names.reference("Patient", patient_id),
        relationship=[{"text": right}] if right else [],
        name=[{"text": one.name}] if one.name.strip() else [],
    )
