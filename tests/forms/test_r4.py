"""R4 JSON in and out: nothing is lost, what is broken loads and is named."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from consult_app.errors import Refused
from consult_app.forms import jsontext
from consult_app.forms.conformance import check_response
from consult_app.forms.evaluate import evaluate
from consult_app.forms.faults import Severity
from consult_app.forms.lint import check
from consult_app.forms.model import Coding, Item, ItemType, Option, Questionnaire, Value
from consult_app.forms.r4 import questionnaire_from_json, questionnaire_to_json
from consult_app.forms.report import report
from consult_app.forms.response import answers_from_response
from consult_app.forms.values import (
    NotAValueError,
    value_from_json,
    value_from_text,
    value_to_json,
    value_to_text,
)
from consult_app.forms.words import fault_message, issue_message
from tests.forms.inline import YNU, choice, form, group, question, when
from tests.forms.made import exact, questionnaires, values

# shrinking a whole questionnaire takes minutes
unshrunk = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=40,
    phases=[Phase.explicit, Phase.generate],
)

JUNK: list[object] = [None, True, -1, 1.5, "", "x", [], {}, [{}], [None], {"url": 1}, [[1]]]


def read(data: dict[str, Any]) -> Questionnaire:
    return questionnaire_from_json({"resourceType": "Questionnaire", "status": "draft", **data})[0]


def faults(data: dict[str, Any]) -> list[str]:
    whole = {"resourceType": "Questionnaire", "status": "draft", **data}
    return [one.code.value for one in questionnaire_from_json(whole)[1]]


def item(**members: Any) -> dict[str, Any]:
    return {"item": [{"linkId": "q", "type": "string", **members}]}


@given(values)
def test_value_through_text_comes_back_exactly(value: Value) -> None:
    again = value_from_text(value_to_text(value))
    assert again == value
    assert exact(again) == exact(value)


@pytest.mark.parametrize("digits", ["1.50", "100", "0.000", "1E+3", "-0.10", "123456789.987654321"])
def test_decimal_keeps_its_digits(digits: str) -> None:
    again = value_from_text(value_to_text(Decimal(digits)))
    assert str(again) == digits


@pytest.mark.parametrize("data", [{}, {"valueInteger": 1.5}, {"valueTime": "25:00:00"}, {"x": 1}])
def test_value_that_cannot_be_read_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(NotAValueError):
        value_from_json(data)


def test_value_from_plain_json_float_is_the_decimal_that_was_written() -> None:
    assert value_from_json({"valueDecimal": 5.1}) == Decimal("5.1")


def test_text_of_a_url_and_a_partial_date_time_take_their_members() -> None:
    assert value_to_json("a", ItemType.URL) == {"valueUri": "a"}
    partial = value_from_json({"valueDateTime": "2024-05"})
    assert value_to_json(partial, ItemType.DATE_TIME) == {"valueDateTime": "2024-05"}


@unshrunk
@given(questionnaires)
def test_questionnaire_through_json_comes_back_whole(made: Questionnaire) -> None:
    text = jsontext.dumps(questionnaire_to_json(made))
    again, _ = questionnaire_from_json(jsontext.loads(text))
    assert again == made
    assert [o.value for o in all_options(again)] == [o.value for o in all_options(made)]


def all_options(made: Questionnaire) -> list[Option]:
    waiting = list(made.items)
    found: list[Option] = []
    while waiting:
        one = waiting.pop()
        found += one.options
        waiting += one.items
    return found


def test_questionnaire_in_one_language_has_no_translations() -> None:
    made = form(
        Item("q", ItemType.CHOICE, {"en": "Name", "tr": "Ad"}, options=YNU),
        languages=("en", "tr"),
    )
    data = questionnaire_to_json(made, "tr")
    assert data["language"] == "tr"
    assert jsontext.dumps(data).count("Name") == 0
    assert read(data).items[0].text == {"tr": "Ad"}


def test_variable_that_looks_up_an_item_is_fhirpath_for_others() -> None:
    made = form(question("w", ItemType.DECIMAL), question("x", variables={"w": "w"}))
    text = jsontext.dumps(questionnaire_to_json(made))
    assert "%resource.repeat(item).where(linkId='w').answer.value" in text
    assert read(jsontext.loads(text)).items[1].variables == {"w": "w"}  # type: ignore[arg-type]  # text is what is tested


def test_our_own_form_is_strict_r4() -> None:
    made = form(
        group(
            "g",
            choice("a", required=True, bulk=True, sources=("F26",)),
            question("t", ask={"en": "Say?"}, enable_when=when("a") + when("a")),
            repeats=True,
            collapsed=True,
        ),
        question("d", ItemType.DECIMAL, min_value=Decimal("0.5"), unit="kg", unit_code="kg"),
        url="urn:example:form",
        languages=("en", "tr"),
    )
    assert questionnaire_from_json(questionnaire_to_json(made))[1] == ()


@pytest.mark.parametrize("data", [None, [], "x", {}, {"resourceType": "Patient"}, {"item": 1}])
def test_what_is_no_questionnaire_is_refused(data: object) -> None:
    with pytest.raises(Refused) as refused:
        questionnaire_from_json(data)
    assert refused.value.code == "form.not-a-questionnaire"


def test_questionnaire_nested_beyond_reason_is_refused() -> None:
    inner: dict[str, Any] = {"linkId": "q", "type": "group"}
    for _ in range(3000):
        inner = {"linkId": "q", "type": "group", "item": [inner]}
    with pytest.raises(Refused) as refused:
        read({"item": [inner]})
    assert refused.value.code == "form.too-deep"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"status": None}, "bad-value"),
        (item(type="question"), "abstract-type"),
        (item(type="coding"), "unknown-type"),
        (item(linkId=None), "no-link-id"),
        (item(colour="red"), "unknown-member"),
        (item(required="true"), "bad-value"),
        (item(text=""), "bad-value"),
        (item(item=[]), "not-r4"),
        (item(type="group"), "invariant"),
        (item(enableWhen={"question": "a"}), "not-r4"),
        (item(enableWhen=[{"question": "a", "operator": "~", "answerTime": "1"}]),
         "unknown-operator"),
        (item(enableWhen=[{"question": "a", "operator": "="}]), "no-condition-answer"),
        (item(enableWhen=[{"question": "a", "operator": "exists", "answerBoolean": True}] * 2),
         "behavior-not-stated"),
        (item(type="choice", answerValueSet="urn:x"), "value-set-not-here"),
        (item(initial=[{"valueInteger": "3"}]), "bad-value"),
        (item(extension=[{"url": "urn:x"}]), "invariant"),
        ({"name": "not a name"}, "invariant"),
    ],
)  # fmt: skip
def test_departure_from_r4_is_named_and_the_form_still_loads(
    data: dict[str, Any], code: str
) -> None:
    assert code in faults(data)
    evaluate(read(data), {})


def test_every_fault_has_its_sentence() -> None:
    broken = item(type="coding", colour="red", enableWhen=[{"question": "a", "operator": "~"}])
    _, found = questionnaire_from_json({"resourceType": "Questionnaire", **broken})
    assert len(found) >= 4
    assert all(fault_message(one).strip() for one in found)


def test_contained_value_set_becomes_options() -> None:
    concepts = [{"code": "y", "display": "Yes"}, {"code": "n"}]
    value_set = {
        "resourceType": "ValueSet",
        "id": "yn",
        "compose": {"include": [{"system": "urn:s", "concept": concepts}]},
    }
    data = {"contained": [value_set], **item(type="choice", answerValueSet="#yn")}
    made = read(data)
    assert [one.value for one in made.items[0].options] == [
        Coding("y", "urn:s"),
        Coding("n", "urn:s"),
    ]
    assert read(questionnaire_to_json(made)) == made


def test_pattern_inside_matches_is_unwrapped() -> None:
    url = "http://hl7.org/fhir/StructureDefinition/regex"
    extension = [{"url": url, "valueString": "matches('^[0-9]{4}$')"}]
    assert read(item(extension=extension)).items[0].pattern == "^[0-9]{4}$"


def test_foreign_extension_and_member_stay_as_they_came() -> None:
    extension = [{"url": "urn:other", "valueString": "kept"}]
    data = {"publisher": "Somebody", "extension": extension, **item(extension=extension)}
    made = read(data)
    again = questionnaire_to_json(made)
    assert again["publisher"] == "Somebody"
    assert again["extension"] == extension
    assert made.items[0].extensions == tuple(extension)


def shared_forms(shared: Path) -> list[tuple[dict[str, Any], Any]]:
    folder = shared / "fhir"
    manifest = jsontext.loads((folder / "manifest.json").read_text("utf-8"))
    assert isinstance(manifest, list)
    return [(one, jsontext.loads((folder / one["file"]).read_text("utf-8"))) for one in manifest]


def test_forms_of_other_engines_load_evaluate_and_come_back_whole(shared: Path) -> None:
    for about, data in shared_forms(shared):
        made, found = questionnaire_from_json(data)
        assert len(evaluate(made, {}).items) == about["items"], about["file"]
        again, _ = questionnaire_from_json(
            jsontext.loads(jsontext.dumps(questionnaire_to_json(made)))
        )
        assert again == made, about["file"]
        strict = not any(one.severity is Severity.ERROR for one in found)
        assert strict is (about["strict_r4"] is True), about["file"]
        check(made)


def places(data: Any, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Every member of a JSON tree, as (container, key)."""
    for key, value in list(data.items() if isinstance(data, dict) else enumerate(data)):
        found.append((data, key))
        if isinstance(value, dict | list):
            places(value, found)
    return found


@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(JUNK), min_size=1, max_size=4))
def test_junk_anywhere_in_form_or_response_is_refused_or_named_but_never_breaks(
    dice: Random, junk: list[object]
) -> None:
    url = "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption"
    unit = {"url": url, "valueCoding": {"code": "kg"}}
    text = {"linkId": "t", "type": "choice", "answerOption": [{"valueCoding": {"code": "a"}}]}
    ask = [{"question": "n", "operator": ">", "answerInteger": 2}]
    number = {"linkId": "n", "type": "integer", "repeats": True, "extension": [unit]}
    whole: Any = {
        "form": {
            "resourceType": "Questionnaire",
            "status": "draft",
            "item": [number, {"linkId": "g", "type": "group", "enableWhen": ask, "item": [text]}],
        },
        "response": {
            "resourceType": "QuestionnaireResponse",
            "status": "completed",
            "item": [{"linkId": "n", "answer": [{"valueInteger": 3}]}],
        },
    }
    for one in junk:
        container, key = dice.choice(places(whole, []))
        container[key] = deepcopy(one)
    try:
        made, found = questionnaire_from_json(whole["form"])
        answers, issues = answers_from_response(made, whole["response"])
    except (Refused, KeyError):
        return
    assert all(fault_message(one) for one in (*found, *check(made)))
    assert jsontext.dumps(report(made, evaluate(made, answers), reading=issues))
    assert all(issue_message(one) for one in check_response(made, whole["response"]))
