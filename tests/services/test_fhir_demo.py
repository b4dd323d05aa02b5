"""Every consultation of the demonstration's clinic as FHIR: valid by two readers, and whole."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from jsonschema import Draft6Validator

from consult_app.domain.consultation import State
from consult_app.domain.people import Role
from consult_app.exchange.fhir.bundle import references
from consult_app.services import consultations, demo, fhir_bundle, patients
from consult_app.services.acting import Acting
from consult_app.services.demo_stories import StoryClock
from consult_app.storage import users
from consult_app.storage.store import Store
from tests.services.test_fhir_bundle import schema


@cache
def of_kind(kind: str) -> Draft6Validator:
    """The R4 schema of one kind of resource: to try all of them at each entry takes long."""
    whole: Mapping[str, Any] = schema().schema
    return Draft6Validator(
        {"definitions": whole["definitions"], "$ref": f"#/definitions/{kind}"},
    )


def faults(bundle: Mapping[str, Any], seen: set[bytes]) -> Iterator[str]:
    """What the R4 schema and the references of a Bundle have against it; a resource that was
    looked at before, such as the Questionnaire of all of them, is not looked at again."""
    names = [entry["fullUrl"] for entry in bundle["entry"]]
    yield from (f"twice: {name}" for name, n in Counter(names).items() if n > 1)
    yield from (f"loose: {one}" for one in set(references(bundle["entry"])) - set(names))
    shell = dict(bundle) | {"entry": [{"fullUrl": name} for name in names]}
    for resource in (shell, *(entry["resource"] for entry in bundle["entry"])):
        digest = hashlib.sha256(json.dumps(resource, sort_keys=True).encode()).digest()
        if digest not in seen:
            seen.add(digest)
            kind = of_kind(resource["resourceType"])
            yield from (error.message for error in kind.iter_errors(resource))


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Acting]:
    """The whole demonstration: everyone in it, with everything that has happened to them."""
    folder = tmp_path_factory.mktemp("demo") / "clinic"
    demo.build(folder)
    with Store.open(folder) as store:
        with store.read() as tx:
            physician = next(u for u in users.every(tx) if Role.PHYSICIAN in u.roles)
        yield Acting(physician, store, StoryClock())


def test_every_consultation_of_the_demonstration_is_valid_by_both_readers(clinic: Acting) -> None:
    seen: set[bytes] = set()
    states: set[State] = set()
    kinds: set[str] = set()
    for patient in patients.search(clinic, "", 1000):
        for line in consultations.of_patient(clinic, patient.id):
            with clinic.read() as tx:
                data = fhir_bundle.of_consultation(clinic, tx, line.consultation.id)
            Bundle.model_validate_json(data)
            bundle = json.loads(data)
            assert list(faults(bundle, seen)) == []
            (whose,) = (e for e in bundle["entry"] if e["resource"]["resourceType"] == "Patient")
            assert whose["resource"]["identifier"][0]["value"] == patient.record_number
            states.add(line.consultation.state)
            kinds |= {entry["resource"]["resourceType"] for entry in bundle["entry"]}
    assert states == set(State)
    assert kinds >= {"Consent", "Procedure", "Device", "DocumentReference", "Provenance"}


def test_fault_in_a_bundle_is_seen() -> None:
    """What the one test above would say of a Bundle that is not as it should be."""
    wrong = {"resourceType": "Patient", "id": "1", "gender": "f", "birthDate": "12.3.1979"}
    about = {"resourceType": "Consent", "id": "2", "patient": {"reference": "urn:uuid:3"}}
    entries = [{"fullUrl": "urn:uuid:1", "resource": r} for r in (wrong, about)]
    said = list(faults({"resourceType": "Bundle", "type": "what", "entry": entries}, set()))
    assert said[:2] == ["twice: urn:uuid:1", "loose: urn:uuid:3"]
    for words in ("'what' is not one of", "'f' is not one of", "does not match", "'scope' is a"):
        assert any(words in one for one in said), words
