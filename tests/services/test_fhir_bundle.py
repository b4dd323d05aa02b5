"""One consultation as FHIR: valid by two readers, whole, and nothing told that was not answered."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from jsonschema import Draft6Validator

from consult_app.domain.adverse_events import (
    Causality,
    EventTold,
    Outcome,
    Serious,
    Severity,
)
from consult_app.domain.conversation import Authority, Guardian
from consult_app.domain.follow_ups import Contact
from consult_app.domain.treatment import Treatment
from consult_app.exchange.fhir.bundle import references
from consult_app.services import (
    adverse_events,
    clinic,
    consents,
    documents,
    event_worksheet,
    fhir_bundle,
    follow_ups,
    incoming,
    ink,
    merging,
    patient_export,
    patients,
    products,
    shelf,
)
from consult_app.services.acting import Acting
from consult_app.services.scripted import scripted_answers
from tests.services.paper import filed
from tests.services.paper import found as seen
from tests.services.test_consent_record import MOTHER, of_a_child, put
from tests.services.test_follow_ups import said
from tests.services.test_roles import events
from tests.services.walk import KNOWN, SCRAWL, Walk

SCHEMA = Path(__file__).parents[1] / "data" / "fhir" / "r4.schema.json"


@cache
def schema() -> Draft6Validator:
    return Draft6Validator(json.loads(SCHEMA.read_text("utf-8")))


def bundle_of(walk: Walk, consultation_id: int) -> dict[str, Any]:
    with walk.acting.read() as tx:
        data = fhir_bundle.of_consultation(walk.acting, tx, consultation_id)
    found: dict[str, Any] = json.loads(data)
    return found


def told(bundle: Mapping[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    for entry in bundle["entry"]:
        if entry["resource"]["resourceType"] == kind:
            yield entry["resource"]


def require_valid(bundle: Mapping[str, Any]) -> None:
    Bundle.model_validate_json(json.dumps(bundle))
    assert [e.message for e in schema().iter_errors(bundle)] == []
    names = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(set(names)) == len(names)
    assert set(references(bundle["entry"])) <= set(names)


@pytest.fixture
def treated(walk: Walk) -> dict[str, Any]:
    return bundle_of(walk, walk.treated().consultation_id)


def test_treated_consultation_is_valid_by_both_readers(treated: dict[str, Any]) -> None:
    require_valid(treated)


def test_every_kind_of_resource_is_there(treated: dict[str, Any]) -> None:
    kinds = {entry["resource"]["resourceType"] for entry in treated["entry"]}
    assert kinds >= {
        *("Patient", "Practitioner", "Organization", "Questionnaire", "QuestionnaireResponse"),
        *("Condition", "AllergyIntolerance", "Consent", "Procedure", "Device"),
        *("BiologicallyDerivedProduct", "DocumentReference", "Provenance"),
    }


def test_draft_is_valid_and_tells_of_no_consent_and_no_treatment(walk: Walk) -> None:
    draft = bundle_of(walk, walk.begin().id)
    require_valid(draft)
    assert not list(told(draft, "Consent")) + list(told(draft, "Procedure"))
    assert next(told(draft, "QuestionnaireResponse"))["status"] == "in-progress"


def test_unanswered_is_no_condition_and_no_allergy(walk: Walk) -> None:
    draft = bundle_of(walk, walk.begin().id)
    assert not list(told(draft, "Condition")) + list(told(draft, "AllergyIntolerance"))


def test_unknown_is_no_condition_and_no_allergy(walk: Walk) -> None:
    unknown = walk.with_answer("ci/ci.cancer", "unknown")
    walk.change(unknown, "med/all.state", "unknown")
    again = bundle_of(walk, unknown.id)
    require_valid(again)
    words = [one["code"]["text"] for one in told(again, "Condition")]
    assert not any("ancer" in text for text in words)
    assert not list(told(again, "AllergyIntolerance"))


def test_finding_answered_with_yes_is_a_condition_with_its_day(walk: Walk) -> None:
    consultation = walk.begin()
    walk.put(consultation, scripted_answers(shelf.shipped(), walk.clinic.product))
    found = list(told(bundle_of(walk, consultation.id), "Condition"))
    cancer = next(one for one in found if "Cancer" in one["code"]["text"])
    assert cancer["clinicalStatus"]["coding"][0]["code"] == "resolved"
    assert cancer["onsetDateTime"].startswith("2019")


def test_consent_names_its_answers_signatures_and_paper(walk: Walk) -> None:
    consent, record = walk.given()
    found = bundle_of(walk, consent.consultation_id)
    one = next(told(found, "Consent"))
    assert one["status"] == "active"
    assert len(one["provision"]["provision"]) == len(consent.conversation.replies)
    signed = [p["signature"] for p in told(found, "Provenance") if "signature" in p]
    assert [len(s) for s in signed] == [2]
    paper = next(
        d
        for d in told(found, "DocumentReference")
        if d["masterIdentifier"]["value"] == record.number
    )
    data = base64.b64decode(paper["content"][0]["attachment"]["data"])
    assert data == documents.content(walk.acting, record.id)
    sha1 = hashlib.sha1(data, usedforsecurity=False).digest()
    assert base64.b64decode(paper["content"][0]["attachment"]["hash"]) == sha1
    assert one["sourceReference"]["reference"].endswith(paper["id"])


def test_consent_signed_on_paper_leads_to_its_scan_and_makes_up_no_instant(walk: Walk) -> None:
    _record, paper = filed(walk)
    consent = ink.confirm(walk.acting, paper.id, seen(walk.acting, paper))
    found = bundle_of(walk, consent.consultation_id)
    require_valid(found)
    assert not [p for p in told(found, "Provenance") if "signature" in p]
    scan = next(told(found, "Consent"))["sourceReference"]["reference"]
    assert scan.endswith(tuple(d["id"] for d in told(found, "DocumentReference")))


def test_procedure_leads_to_the_lot_that_was_given(treated: dict[str, Any]) -> None:
    session = next(told(treated, "Procedure"))
    lot = next(told(treated, "Device"))
    assert session["usedReference"][0]["reference"].endswith(lot["id"])
    assert lot["lotNumber"]
    assert lot["expirationDate"]


def asked_later(walk: Walk, given: Treatment, **codes: str) -> None:
    """The first follow-up of a treatment is answered four weeks on."""
    later = Acting(walk.acting.user, walk.acting.store, lambda: given.at + timedelta(weeks=4))
    first = follow_ups.of_patient(walk.acting, given.patient_id)[0][0]
    follow_ups.answer(later, first.id, said(**codes), Contact.PHONE)


def test_scores_of_a_follow_up_are_observations_of_their_treatment(walk: Walk) -> None:
    given = walk.treated()
    asked_later(walk, given)
    found = bundle_of(walk, given.consultation_id)
    require_valid(found)
    scores = {o["code"]["text"]: o for o in told(found, "Observation")}
    assert sorted(o["valueQuantity"]["value"] for o in scores.values()) == [2, 7, 8]
    pain = next(o for o in scores.values() if o["valueQuantity"]["value"] == 2)
    (coding,) = pain["code"]["coding"]
    assert (coding["system"], coding["code"]) == ("http://loinc.org", "72514-3")
    assert [o for o in scores.values() if "coding" in o["code"]] == [pain]
    treated_at = next(told(found, "Procedure"))["id"]
    assert pain["partOf"][0]["reference"].endswith(treated_at)
    assert pain["method"]["text"] == "Asked by phone"
    responses = {r["id"]: r for r in told(found, "QuestionnaireResponse")}
    response = responses[pain["derivedFrom"][0]["reference"].removeprefix("urn:uuid:")]
    assert response["partOf"] == pain["partOf"]


def test_sign_that_nobody_knows_of_is_told_as_unknown_and_as_nothing_else(walk: Walk) -> None:
    given = walk.treated()
    asked_later(walk, given, fever="unknown")
    found = bundle_of(walk, given.consultation_id)
    require_valid(found)
    assert not list(told(found, "AdverseEvent"))
    (response,) = (r for r in told(found, "QuestionnaireResponse") if "partOf" in r)
    signs = {i["linkId"]: i["answer"] for part in response["item"] for i in part["item"]}
    assert signs["fu.fever"][0]["valueCoding"]["code"] == "unknown"


def test_follow_up_that_was_not_answered_tells_nothing(walk: Walk) -> None:
    given = walk.treated()
    first = follow_ups.of_patient(walk.acting, given.patient_id)[0][0]
    follow_ups.give_up(walk.acting, first.id, "Moved away.")
    found = bundle_of(walk, given.consultation_id)
    assert not list(told(found, "Observation"))
    assert len(list(told(found, "QuestionnaireResponse"))) == 1


def test_sign_of_a_follow_up_is_an_event_of_the_lot_that_was_given(walk: Walk) -> None:
    given = walk.treated()
    asked_later(walk, given, fever="yes")
    found = bundle_of(walk, given.consultation_id)
    require_valid(found)
    (event,) = told(found, "AdverseEvent")
    (lot,) = told(found, "Device")
    (product,) = told(found, "BiologicallyDerivedProduct")
    assert event["suspectEntity"][0]["instance"]["reference"].endswith(lot["id"])
    assert lot["lotNumber"]
    assert lot["identifier"] == product["identifier"]


def test_number_on_the_package_is_told_with_the_lot(walk: Walk) -> None:
    product = walk.clinic.product
    products.change_product(walk.acting, replace(product, gtin="04012345678901"))
    found = bundle_of(walk, walk.treated().consultation_id)
    require_valid(found)
    assert next(told(found, "Device"))["udiCarrier"][0]["deviceIdentifier"] == "04012345678901"


def test_two_guardians_are_two_people_and_each_signed(walk: Walk) -> None:
    settings = clinic.settings(walk.acting)
    clinic.change_settings(walk.acting, replace(settings, both_guardians=True))
    consent = put(walk, of_a_child(walk), **MOTHER)
    father = Guardian("Ali Demir", Authority.PARENT, document="Birth certificate 7")
    consent = put(walk, consent, second=father)
    consent = consents.sign_patient(walk.acting, consent, "Can Demir", SCRAWL, second=SCRAWL)
    walk.confirm(consent)
    consents.sign_physician(walk.acting, consent, SCRAWL, KNOWN)
    found = bundle_of(walk, consent.consultation_id)
    require_valid(found)
    people = {f"urn:uuid:{r['id']}": r["name"][0]["text"] for r in told(found, "RelatedPerson")}
    assert sorted(people.values()) == ["Ali Demir", "Can Demir"]
    (one,) = told(found, "Consent")
    assert [people[p["reference"]] for p in one["performer"]] == ["Can Demir", "Ali Demir"]
    assert "type" not in one["provision"]
    (signed,) = (p["signature"] for p in told(found, "Provenance") if "signature" in p)
    signers = [s["who"] for s in signed if s["who"]["reference"] in people]
    assert [people[who["reference"]] for who in signers] == ["Can Demir", "Ali Demir"]


def judged(walk: Walk) -> EventTold:
    """An event of today of which everything is told."""
    return EventTold(
        title="Lump",
        description="Firm, the size of a pea.",
        began=walk.acting.today(),
        serious=True,
        criteria=(Serious.HOSPITAL, Serious.OTHER),
        severity=Severity.MODERATE,
        causality=Causality.PROBABLE,
        causality_reason="At the place, nothing else explains it.",
        outcome=Outcome.SEQUELAE,
    )


def test_adverse_event_leads_to_the_lot_with_what_the_physician_judged(walk: Walk) -> None:
    given = walk.treated()
    adverse_events.open_event(walk.acting, given.patient_id, judged(walk), given.id)
    found = bundle_of(walk, given.consultation_id)
    require_valid(found)
    (event,) = told(found, "AdverseEvent")
    assert event["actuality"] == "actual"
    assert event["event"]["text"] == "Lump: Firm, the size of a pea."
    codes = [one["code"] for one in event["seriousness"]["coding"]]
    assert codes == ["Serious", "SeriousResultsInHospitalization"]
    assert event["severity"]["coding"][0]["code"] == "moderate"
    assert event["outcome"]["coding"][0]["code"] == "resolvedWithSequelae"
    (suspected,) = event["suspectEntity"]
    assert suspected["instance"]["reference"].endswith(next(told(found, "Device"))["id"])
    (causality,) = suspected["causality"]
    assert causality["assessment"]["coding"][0]["code"] == "Probably-Likely"


def test_what_nobody_judged_of_an_event_is_left_out(walk: Walk) -> None:
    given = walk.treated()
    adverse_events.open_event(walk.acting, given.patient_id, EventTold(title="Fever"), given.id)
    (event,) = told(bundle_of(walk, given.consultation_id), "AdverseEvent")
    assert not {"seriousness", "severity", "outcome", "date"} & event.keys()
    assert "causality" not in event["suspectEntity"][0]


def test_reporters_worksheet_is_a_final_paper_like_every_other(walk: Walk) -> None:
    given = walk.treated()
    one = adverse_events.open_event(walk.acting, given.patient_id, judged(walk), given.id)
    record = event_worksheet.make(walk.acting, one.id)
    found = bundle_of(walk, given.consultation_id)
    require_valid(found)
    papers = {d["masterIdentifier"]["value"]: d for d in told(found, "DocumentReference")}
    paper = papers[record.number]
    assert (paper["status"], paper["docStatus"]) == ("current", "final")


def test_event_entered_in_error_is_not_told_as_one(walk: Walk) -> None:
    given = walk.treated()
    one = adverse_events.open_event(walk.acting, given.patient_id, judged(walk), given.id)
    adverse_events.enter_in_error(walk.acting, one.id, "Another patient's.")
    found = bundle_of(walk, given.consultation_id)
    require_valid(found)
    assert not list(told(found, "AdverseEvent"))


def test_names_of_resources_stay_the_same_in_the_next_export(walk: Walk) -> None:
    consultation = walk.suitable()

    def names(bundle: Mapping[str, Any]) -> list[str]:
        return [entry["fullUrl"] for entry in bundle["entry"]]

    first, second = (bundle_of(walk, consultation.id) for _ in range(2))
    assert names(first) == names(second)


def test_export_is_entered(walk: Walk, tmp_path: Path) -> None:
    patient_export.export_bundle(walk.acting, walk.begin().id, tmp_path)
    assert events(walk, "consultation")[-1] == "consultation.exported"


def test_joined_record_is_told_as_replaced_by_the_one_that_is_kept(walk: Walk) -> None:
    treated = walk.treated()
    twin = patients.register(walk.acting, replace(walk.clinic.patient.registered, phone="1"))
    kept = merging.merge(walk.acting, twin, walk.clinic.patient, twin.registered)
    found = bundle_of(walk, treated.consultation_id)
    require_valid(found)
    (one,) = (p for p in told(found, "Patient") if p["active"])
    (other,) = (p for p in told(found, "Patient") if not p["active"])
    assert one["identifier"][0]["value"] == kept.record_number
    assert other["link"] == [
        {"other": {"reference": f"urn:uuid:{one['id']}"}, "type": "replaced-by"}
    ]
    assert next(told(found, "Procedure"))["subject"]["reference"].endswith(other["id"])
    assert incoming.proposal(walk.acting, json.dumps(found).encode()).person.phone == "1"
