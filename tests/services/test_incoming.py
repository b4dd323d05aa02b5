"""What another system tells: to be confirmed, of the right person, all of it or nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from consult_app.domain.incoming import Line, ToldKind, ToldState
from consult_app.domain.patients import NewPatient, Sex
from consult_app.domain.people import Role, User
from consult_app.domain.suitability import Suitability
from consult_app.forms.model import Coding, PartialDate
from consult_app.services import fhir_bundle, incoming, patients, told_answers
from consult_app.storage import users
from tests.services.refusing import refused
from tests.services.test_roles import events
from tests.services.walk import Walk

ME = "urn:uuid:0b1d2c3e-0000-4000-8000-000000000001"


def told(kind: str, words: str, **more: Any) -> dict[str, Any]:
    whose = "patient" if kind == "AllergyIntolerance" else "subject"
    coded = "medicationCodeableConcept" if kind == "MedicationStatement" else "code"
    return {"resourceType": kind, whose: {"reference": ME}, coded: {"text": words}} | more


def bundle(*resources: dict[str, Any], **person: Any) -> bytes:
    elif_ = {
        "resourceType": "Patient",
        "id": "9",
        "name": [{"family": "DEMİR", "given": ["Elif"]}],
        "birthDate": "1979-03-12",
    }
    entries = [{"fullUrl": ME, "resource": elif_ | person}]
    entries += [{"resource": resource} for resource in resources]
    body = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    return json.dumps(body, ensure_ascii=False).encode()


LATEX = told(
    "AllergyIntolerance",
    "Latex",
    reaction=[{"manifestation": [{"text": "Hives"}], "severity": "moderate"}],
)
GOUT = told("Condition", "Gout", onsetDateTime="2014-05")
ASPIRIN = told("MedicationStatement", "Aspirin", status="active", dosage=[{"text": "100 mg"}])


def take(walk: Walk, *resources: dict[str, Any], **person: Any) -> tuple[Line, ...]:
    data = bundle(*resources, **person)
    return incoming.take_in(walk.acting, walk.clinic.patient.id, data, "City hospital").lines


def test_lines_wait_and_answer_nothing_by_themselves(walk: Walk) -> None:
    draft = walk.begin()
    before = walk.session(draft).state
    lines = take(walk, LATEX, GOUT, ASPIRIN)
    assert [line.told.kind for line in lines] == [
        *(ToldKind.ALLERGY, ToldKind.ILLNESS, ToldKind.MEDICINE)
    ]
    after = walk.session(draft).state
    assert (after.form.answers, _told_apart(after.suitability)) == (
        before.form.answers,
        _told_apart(before.suitability),
    )
    assert incoming.waiting(walk.acting, walk.clinic.patient.id) == lines


def _told_apart(suitability: Suitability) -> tuple[object, ...]:
    return (suitability.outcome, suitability.open_paths)


def test_confirmed_line_becomes_the_answer_of_its_question(walk: Walk) -> None:
    session = walk.session(walk.begin())
    for line in take(walk, LATEX, GOUT, ASPIRIN):
        changes = session.put_all(told_answers.answers(session, line.told))
        session.save(walk.acting, changes)
        assert incoming.confirm(walk.acting, line.id).state is ToldState.TAKEN
    form = session.state.form

    def answer(link_id: str) -> object:
        (view,) = form.with_link_id(link_id)
        assert view.enabled
        return view.answers[0]

    latex = answer("all.substance")
    assert isinstance(latex, Coding)
    assert latex.code == "latex"
    severity = answer("all.severity")
    assert isinstance(severity, Coding)
    assert (answer("all.reaction"), severity.code) == ("Hives", "moderate")
    assert (answer("mh.cond.name"), answer("mh.cond.since")) == ("Gout", PartialDate("2014-05"))
    assert (answer("med.name"), answer("med.dose")) == ("Aspirin", "100 mg")
    assert not incoming.waiting(walk.acting, walk.clinic.patient.id)


def test_second_line_of_a_kind_takes_an_occurrence_of_its_own(walk: Walk) -> None:
    session = walk.session(walk.begin())
    for line in take(walk, GOUT, told("Condition", "Diabetes")):
        session.put_all(told_answers.answers(session, line.told))
    names = [v.answers[0] for v in session.state.form.with_link_id("mh.cond.name")]
    assert names[0] == "Gout"
    assert isinstance(names[1], Coding)
    assert names[1].code == "diabetes"


def test_dismissed_line_keeps_its_reason_and_is_settled_once(walk: Walk) -> None:
    (line,) = take(walk, LATEX)
    with refused("incoming.reason-missing"):
        incoming.dismiss(walk.acting, line.id, " ")
    incoming.dismiss(walk.acting, line.id, "She wears latex gloves at work.")
    with refused("incoming.settled-already"):
        incoming.confirm(walk.acting, line.id)


def test_same_file_again_takes_nothing_in(walk: Walk) -> None:
    take(walk, LATEX)
    with refused("incoming.nothing-new"):
        take(walk, LATEX)
    found = incoming.preview(walk.acting, walk.clinic.patient.id, bundle(LATEX, GOUT))
    assert [t.name for t in found.fresh] == ["Gout"]
    assert [t.name for t in found.known] == ["Latex"]


def test_import_is_taken_back_but_what_was_settled_stays(walk: Walk) -> None:
    first, _second = take(walk, LATEX, GOUT)
    incoming.confirm(walk.acting, first.id)
    assert incoming.undo(walk.acting, first.import_id) == 1
    (act,) = incoming.of_patient(walk.acting, walk.clinic.patient.id)
    assert [line.state for line in act.lines] == [ToldState.TAKEN, ToldState.UNDONE]
    with refused("incoming.undone-already"):
        incoming.undo(walk.acting, first.import_id)
    assert len(take(walk, GOUT)) == 1


@pytest.mark.parametrize(
    ("person", "code"),
    [
        ({"birthDate": "1979-12-03"}, "fhir.other-person"),
        ({"name": [{"family": "Yılmaz", "given": ["Ayşe"]}]}, "fhir.other-person"),
        ({"birthDate": "1979"}, "fhir.person-unclear"),
        ({"name": []}, "fhir.person-unclear"),
    ],
)
def test_bundle_of_somebody_else_is_refused(walk: Walk, person: dict[str, Any], code: str) -> None:
    with refused(code):
        take(walk, LATEX, **person)


@pytest.mark.parametrize(
    ("resource", "code"),
    [
        (GOUT | {"subject": {"reference": "Patient/77"}}, "fhir.loose-reference"),
        ({k: v for k, v in GOUT.items() if k != "subject"}, "fhir.loose-reference"),
        (GOUT | {"code": {}}, "fhir.no-name"),
        (
            told("MedicationStatement", "") | {"medicationReference": {"reference": "#lost"}},
            "fhir.loose-reference",
        ),
        ({"resourceType": "Patient", "id": "10"}, "fhir.several-patients"),
        (
            {
                "resourceType": "Patient",
                "id": "10",
                "link": [{"type": "seealso", "other": {"reference": ME}}],
            },
            "fhir.several-patients",
        ),
        (
            {k: v for k, v in ASPIRIN.items() if k != "medicationCodeableConcept"}
            | {"status": "recorded", "medication": {"concept": {"text": "Aspirin"}}},
            "fhir.other-version",
        ),
        (GOUT | {"verificationStatus": "refuted"}, "fhir.other-version"),
        (LATEX | {"clinicalStatus": "resolved"}, "fhir.other-version"),
    ],
)
def test_bundle_with_one_wrong_part_takes_in_nothing_at_all(
    walk: Walk, resource: dict[str, Any], code: str
) -> None:
    with refused(code):
        take(walk, LATEX, resource)
    assert not incoming.of_patient(walk.acting, walk.clinic.patient.id)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        *(
            (b"", "fhir.not-json"),
            (b"\xff\xfe", "fhir.not-json"),
            (b"[" * 100_000, "fhir.not-json"),
        ),
        (b"<Bundle xmlns='http://hl7.org/fhir'/>", "fhir.not-json"),
        (bundle(GOUT).decode().encode("utf-16"), "fhir.not-json"),
        (bundle(GOUT).decode().encode("iso-8859-9"), "fhir.not-json"),
        *((b"[]", "fhir.not-a-bundle"), (b'{"resourceType": "Patient"}', "fhir.not-a-bundle")),
        (b'{"resourceType": "Bundle", "entry": [1]}', "fhir.not-a-bundle"),
        (b'{"resourceType": "Bundle", "entry": {}}', "fhir.not-a-bundle"),
        (b'{"resourceType": "Bundle"}', "fhir.not-a-bundle"),
    ],
)
def test_file_that_is_no_bundle_is_refused(walk: Walk, data: bytes, code: str) -> None:
    with refused(code):
        incoming.preview(walk.acting, walk.clinic.patient.id, data)


def test_bundle_without_a_patient_is_refused(walk: Walk) -> None:
    with refused("fhir.no-patient"):
        incoming.preview(
            walk.acting, walk.clinic.patient.id, b'{"resourceType": "Bundle", "entry": []}'
        )


def test_file_that_is_too_large_is_refused(walk: Walk) -> None:
    with refused("fhir.too-large"):
        incoming.preview(walk.acting, walk.clinic.patient.id, b" " * 20_000_001)


def test_what_is_refuted_is_no_line_and_what_is_not_read_is_counted(walk: Walk) -> None:
    refuted = GOUT | {"verificationStatus": {"coding": [{"code": "refuted"}]}}
    script = "<div><script>alert(1)</script></div>"
    narrated = LATEX | {"text": {"status": "generated", "div": script}}
    other = {"resourceType": "Observation", "subject": {"reference": ME}}
    found = incoming.preview(
        walk.acting, walk.clinic.patient.id, bundle(refuted, narrated, other, other)
    )
    assert [t.name for t in found.fresh] == ["Latex"]
    assert found.passed_over == (("Condition", 1), ("Observation", 2))
    assert "script" not in repr(found)


def test_line_of_a_record_that_the_patients_has_replaced_is_theirs(walk: Walk) -> None:
    link = [{"type": "replaced-by", "other": {"reference": "Patient/9"}}]
    old = {"resourceType": "Patient", "id": "10", "link": link}
    (line,) = take(walk, old, GOUT | {"subject": {"reference": "Patient/10"}})
    assert line.told.name == "Gout"


def test_script_in_a_name_is_words_and_in_a_narrative_is_nothing(walk: Walk) -> None:
    script = "<script>alert(1)</script>"
    shown = GOUT | {"code": {"text": f"Gout {script}"}, "text": {"div": f"<div>{script}</div>"}}
    (line,) = take(walk, shown)
    assert line.told.name == f"Gout {script}"
    assert line.told.detail == ""


def test_medicine_in_a_resource_of_its_own_is_read(walk: Walk) -> None:
    inside = told("MedicationStatement", "", status="stopped") | {
        "contained": [{"resourceType": "Medication", "id": "m", "code": {"text": "Ibuprofen"}}],
        "medicationReference": {"reference": "#m"},
    }
    (line,) = take(walk, {k: v for k, v in inside.items() if k != "medicationCodeableConcept"})
    assert (line.told.name, line.told.over) == ("Ibuprofen", True)


def test_own_export_can_be_read_back(walk: Walk) -> None:
    consultation = walk.suitable()
    with walk.acting.read() as tx:
        data = fhir_bundle.of_consultation(walk.acting, tx, consultation.id)
    found = incoming.preview(walk.acting, walk.clinic.patient.id, data)
    assert {t.kind for t in found.fresh} >= {ToldKind.ILLNESS}


def test_two_entries_of_one_address_are_refused_so_that_none_is_lost(walk: Walk) -> None:
    whole = json.loads(bundle(GOUT, LATEX))
    for entry in whole["entry"][1:]:
        entry["fullUrl"] = "urn:uuid:0b1d2c3e-0000-4000-8000-000000000002"
    with refused("fhir.same-address"):
        incoming.preview(walk.acting, walk.clinic.patient.id, json.dumps(whole).encode())


def test_same_name_told_twice_with_another_state_is_two_lines(walk: Walk) -> None:
    over = GOUT | {"clinicalStatus": {"coding": [{"code": "resolved"}]}}
    assert [line.told.over for line in take(walk, over, GOUT, GOUT)] == [True, False]


def test_no_known_allergy_is_no_line_and_is_said_to_be_passed_over(walk: Walk) -> None:
    snomed = [{"system": "http://snomed.info/sct", "code": "716186003"}]
    absent = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
    summary = [{"system": absent, "code": "no-known-medications"}]
    none = told("AllergyIntolerance", "No known allergy")
    none["code"]["coding"] = snomed
    drugs = told("MedicationStatement", "No known medications")
    drugs["medicationCodeableConcept"]["coding"] = summary
    found = incoming.preview(walk.acting, walk.clinic.patient.id, bundle(none, drugs, GOUT))
    assert [t.name for t in found.fresh] == ["Gout"]
    assert found.passed_over == (("AllergyIntolerance", 1), ("MedicationStatement", 1))


def test_person_of_a_bundle_is_proposed_as_they_are_called_now(walk: Walk) -> None:
    called = [
        {"use": "maiden", "family": "Aksoy", "given": ["Elif"]},
        {"use": "official", "family": "DEMİR", "given": ["Elif", "Su"]},
    ]
    reached = [
        {"system": "phone", "use": "old", "value": "1"},
        {"system": "phone", "value": "0555 000 0002"},
        {"system": "phone", "value": "3"},
    ]
    lives = [
        {"use": "old", "text": "Ankara"},
        {"line": ["Bahar 12"], "postalCode": "35000", "city": "İzmir", "country": "TR"},
    ]
    data = bundle(GOUT, gender="female", name=called, telecom=reached, address=lives)
    found = incoming.proposal(walk.acting, data)
    person = found.person
    assert (person.family_name, person.given_name) == ("DEMİR", "Elif Su")
    assert (person.birth_date, person.sex) == (date(1979, 3, 12), Sex.FEMALE)
    assert (person.phone, person.address) == ("0555 000 0002", "Bahar 12, 35000 İzmir, TR")
    assert person.language == "en"
    assert [t.name for t in found.lines] == ["Gout"]
    with refused("fhir.person-unclear"):
        incoming.proposal(walk.acting, bundle(birthDate=""))


def test_name_in_one_text_is_proposed_in_two_parts(walk: Walk) -> None:
    person = incoming.proposal(walk.acting, bundle(name=[{"text": "Elif Su Demir"}])).person
    assert (person.given_name, person.family_name) == ("Elif Su", "Demir")


def test_who_reads_no_answers_is_told_how_many_lines_wait_and_not_which(walk: Walk) -> None:
    found = incoming.proposal(walk.clinic.desk(), bundle(GOUT, LATEX))
    assert (found.count, found.lines, found.passed_over) == (2, (), ())


NEW = NewPatient("Yılmaz", "Ada", date(1990, 4, 3))
ADA: dict[str, Any] = {"name": [{"family": "Yılmaz", "given": ["Ada"]}], "birthDate": "1990-04-03"}


def test_person_is_registered_with_the_lines_in_one_act(walk: Walk) -> None:
    desk = User(0, "Deniz Ay", "", frozenset({Role.ASSISTANT}))
    with walk.acting.store.write() as tx:
        desk = users.insert(tx, desk)
    at_desk = replace(walk.acting, user=desk)
    ada = incoming.register(at_desk, NEW, bundle(GOUT, LATEX, **ADA), " City hospital ")
    (act,) = incoming.of_patient(walk.acting, ada.id)
    assert (act.act.source, [line.state for line in act.lines]) == (
        *("City hospital", [ToldState.OPEN, ToldState.OPEN]),
    )
    assert events(walk, "import")[-1] == "import.taken-in"
    assert events(walk, "patient")[-1] == "patient.registered"
    assert incoming.undo(walk.acting, act.act.id) == 0
    assert not incoming.waiting(walk.acting, ada.id)


@pytest.mark.parametrize(
    ("data", "source", "code"),
    [
        (bundle(GOUT, **ADA), " ", "incoming.source-missing"),
        (bundle(GOUT), "City hospital", "fhir.other-person"),
        (bundle(GOUT, GOUT | {"subject": {}}, **ADA), "City hospital", "fhir.loose-reference"),
        (bundle(**ADA), "City hospital", "incoming.nothing-new"),
        (b"{", "City hospital", "fhir.not-json"),
    ],
)
def test_bundle_that_is_refused_registers_nobody(
    walk: Walk, data: bytes, source: str, code: str
) -> None:
    with refused(code):
        incoming.register(walk.acting, NEW, data, source)
    assert patients.search(walk.acting, "Ada") == ()
    assert "patient.registered" not in events(walk, "patient")[1:]


def test_every_act_is_entered(walk: Walk) -> None:
    first, second = take(walk, LATEX, GOUT)
    incoming.confirm(walk.acting, first.id)
    incoming.dismiss(walk.acting, second.id, "Never had it.")
    incoming.undo(walk.acting, first.import_id)
    assert events(walk, "import") == [
        *("import.taken-in", "import.line-taken", "import.line-dismissed", "import.undone")
    ]
