"""QuestionnaireResponses: what counts goes out, everything comes in, verdicts on foreign ones."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from consult_app.errors import Refused
from consult_app.forms import jsontext
from consult_app.forms.conformance import check_response
from consult_app.forms.evaluate import evaluate
from consult_app.forms.initial import initial_answers, initial_in
from consult_app.forms.model import Coding, ItemType, Option, Questionnaire, Value
from consult_app.forms.r4 import questionnaire_from_json
from consult_app.forms.report import report
from consult_app.forms.response import answers_from_response, response_to_json
from tests.forms.inline import NO, YES, choice, form, group, question, state, when

T = ItemType
MIXED = form(
    group(
        "g",
        choice("a"),
        question("t", enable_when=when("a")),
        group("i", question("n", T.INTEGER), repeats=True),
        repeats=True,
    ),
    choice("q", question("why"), repeats=True),
    question("twice", T.INTEGER, calculated="%n * 2", variables={"n": "m"}),
    question("m", T.INTEGER),
)
ANSWERS: dict[str, Value] = {
    "g[0]/a": NO,
    "g[0]/t": "parked",
    "g[2]/a": YES,
    "g[2]/t": "counts",
    "g[2]/i[5]/n": 7,
    "q[0]": YES,
    "q[3]": NO,
    "q[3]/why": "because",
    "m": 4,
}


def response(*items: dict[str, Any], status: str = "completed") -> dict[str, Any]:
    return {"resourceType": "QuestionnaireResponse", "status": status, "item": list(items)}


def answer(link_id: str, *values: dict[str, Any]) -> dict[str, Any]:
    return {"linkId": link_id, "answer": list(values)}


def verdict(made: Questionnaire, data: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one.path, one.code.value) for one in check_response(made, data)]


def test_response_holds_what_counts_nested_as_r4_nests_it() -> None:
    data = response_to_json(MIXED, state(MIXED, ANSWERS), status="completed", subject="Patient/7")
    assert data["subject"] == {"reference": "Patient/7"}
    yes, no = {"valueCoding": {"code": "yes"}}, {"valueCoding": {"code": "no"}}
    why = {"linkId": "why", "answer": [{"valueString": "because"}]}
    assert data["item"] == [
        {"linkId": "g", "item": [answer("a", no)]},
        {
            "linkId": "g",
            "item": [
                answer("a", yes),
                answer("t", {"valueString": "counts"}),
                {"linkId": "i", "item": [answer("n", {"valueInteger": 7})]},
            ],
        },
        answer("q", yes, no | {"item": [why]}),
        answer("twice", {"valueInteger": 8}),
        answer("m", {"valueInteger": 4}),
    ]


def test_response_read_back_is_dense_and_evaluates_alike() -> None:
    first = state(MIXED, ANSWERS)
    answers, issues = answers_from_response(MIXED, response_to_json(MIXED, first))
    assert issues == ()
    again = evaluate(MIXED, answers)
    assert set(answers) == {
        "g[0]/a", "g[1]/a", "g[1]/t", "g[1]/i[0]/n", "q[0]", "q[1]", "q[1]/why", "twice", "m",
    }  # fmt: skip
    assert list(again.answers.values()) == list(first.answers.values())


def test_response_in_a_language_carries_its_words_and_canonical() -> None:
    item = question("t", text={"en": "Name", "tr": "Ad"})
    made = form(item, url="urn:example:form", version="2")
    data = response_to_json(made, state(made, {"t": "a"}), language="tr", authored="2024-05-06")
    assert data["questionnaire"] == "urn:example:form|2"
    assert data["item"] == [{"linkId": "t", "text": "Ad", "answer": [{"valueString": "a"}]}]


def test_answer_under_an_unanswered_question_is_not_lost() -> None:
    made = form(choice("q", question("why")), choice("r", question("how"), repeats=True))
    answers: dict[str, Value] = {"q/why": "a", "r[2]/how": "b"}
    data = response_to_json(made, state(made, answers))
    again, issues = answers_from_response(made, data)
    assert again == {"q/why": "a", "r[0]/how": "b"}
    assert issues == ()


def test_types_of_answers_survive_the_way_out_and_back() -> None:
    made = form(
        question("u", T.URL), question("d", T.DECIMAL), question("p", T.DATE_TIME), choice("c")
    )
    data = response(
        answer("u", {"valueUri": "urn:x"}),
        answer("d", {"valueDecimal": Decimal("1.50")}),
        answer("p", {"valueDateTime": "2024-05"}),
    )
    answers, _ = answers_from_response(made, data)
    out = response_to_json(made, state(made, answers), status="completed")
    assert jsontext.dumps(out["item"]) == jsontext.dumps(data["item"])


def test_inline_attachment_survives_with_its_bytes() -> None:
    made = form(question("f", T.ATTACHMENT))
    inner = {"contentType": "text/plain", "data": "aGVsbG8=", "size": 5, "title": "a.txt"}
    answers, _ = answers_from_response(made, response(answer("f", {"valueAttachment": inner})))
    out = response_to_json(made, state(made, answers))
    items: Any = out["item"]
    assert items[0]["answer"][0]["valueAttachment"].items() >= inner.items()


@pytest.mark.parametrize("data", [None, [], {"resourceType": "Questionnaire"}])
def test_what_is_no_response_is_refused(data: object) -> None:
    with pytest.raises(Refused):
        answers_from_response(MIXED, data)


def test_unreadable_and_misplaced_answers_are_named_and_the_rest_is_read() -> None:
    made = form(group("g", question("t")), question("d", T.DATE), question("n", T.INTEGER))
    data = response(
        answer("t", {"valueString": "outside its group"}),
        answer("nowhere", {"valueString": "a"}),
        answer("n", {"valueInteger": "many"}),
        answer("d", {"valueDate": "2024-05-06"}),
    )
    answers, issues = answers_from_response(made, data)
    assert list(answers) == ["d"]
    assert [one.code.value for one in issues] == ["misplaced", "unknown-item", "format"]


def test_verdict_asks_for_required_answers_of_a_completed_response_only() -> None:
    made = form(question("t", required=True))
    assert verdict(made, response()) == [("t", "required")]
    assert verdict(made, response(status="in-progress")) == []


def test_verdict_leaves_out_what_an_absent_optional_group_requires() -> None:
    made = form(group("g", question("t", required=True), question("n")))
    assert verdict(made, response()) == []
    present = {"linkId": "g", "item": [answer("n", {"valueString": "a"})]}
    assert verdict(made, response(present)) == [("g/t", "required")]


def test_verdict_on_an_answer_to_a_disabled_question_is_an_issue() -> None:
    made = form(choice("a"), question("t", enable_when=when("a")))
    given = answer("t", {"valueString": "x"})
    assert verdict(made, response(given)) == [("t", "disabled")]
    yes = answer("a", {"valueCoding": {"code": "yes"}})
    assert verdict(made, response(yes, given)) == []


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        (T.STRING, {"valueUri": "a"}, "type"),
        (T.URL, {"valueString": "a"}, "type"),
        (T.DATE, {"valueDateTime": "2024-05-06"}, "type"),
        (T.DECIMAL, {"valueInteger": 1}, "type"),
        (T.TIME, {"valueTime": "10h"}, "format"),
        (T.GROUP, {"valueString": "a"}, "not-a-question"),
    ],
)
def test_verdict_on_a_value_of_the_wrong_member(
    kind: ItemType, value: dict[str, Any], code: str
) -> None:
    assert code in [
        one for _, one in verdict(form(question("q", kind)), response(answer("q", value)))
    ]


def test_verdicts_agree_with_two_validators(shared: Path) -> None:
    for file in sorted((shared / "fhir" / "validity").glob("*.json")):
        case = jsontext.loads(file.read_text("utf-8"))
        assert isinstance(case, dict)
        made, _ = questionnaire_from_json(case["questionnaire"])
        issues = check_response(made, case["response"])
        assert (not issues) is case["valid"], f"{file.name}: {issues}"


def test_responses_of_other_engines_come_back_as_they_were(shared: Path) -> None:
    folder = shared / "fhir"
    manifest = jsontext.loads((folder / "manifest.json").read_text("utf-8"))
    assert isinstance(manifest, list)
    for one in manifest:
        for about in one["responses"]:
            made, _ = questionnaire_from_json(
                jsontext.loads((folder / one["file"]).read_text("utf-8"))
            )
            data = jsontext.loads((folder / about["file"]).read_text("utf-8"))
            assert isinstance(data, dict)
            answers, issues = answers_from_response(made, data)
            assert issues == ()
            out = response_to_json(made, evaluate(made, answers))
            assert bare(out["item"]) == bare(data["item"]), about["file"]


def bare(found: Any) -> Any:
    """Items without their texts, in one order: engines differ in both."""
    if isinstance(found, dict):
        return {name: bare(value) for name, value in found.items() if name != "text"}
    if isinstance(found, list):
        rest = [bare(one) for one in found]
        return sorted(rest, key=lambda one: one["linkId"]) if "linkId" in str(rest[:1]) and all(
            isinstance(one, dict) and "linkId" in one for one in rest
        ) else rest  # fmt: skip
    return found


def test_report_numbers_occurrences_without_gaps_and_tells_everything() -> None:
    told = report(MIXED, state(MIXED, ANSWERS | {"lost": "x"}))
    rows: Any = told["items"]
    assert set(rows[0]) == {"path", "linkId", "enabled", "visible", "required", "answers"}
    assert [row["path"] for row in rows] == [
        "g[0]", "g[0]/a", "g[0]/t", "g[0]/i[0]", "g[0]/i[0]/n",
        "g[1]", "g[1]/a", "g[1]/t", "g[1]/i[0]", "g[1]/i[0]/n",
        "q", "q[0]/why", "q[1]/why", "twice", "m",
    ]  # fmt: skip
    by_path = {row["path"]: row for row in rows}
    assert by_path["g[0]/t"]["enabled"] is False
    assert by_path["g[0]/t"]["answers"] == []
    assert by_path["q"]["answers"] == [{"valueCoding": {"code": c}} for c in ("yes", "no")]
    issues: Any = told["issues"]
    assert [(one["path"], one["code"]) for one in issues] == [("lost", "unknown-item")]
    assert issues[0]["message"]
    assert told["response"] == response_to_json(MIXED, state(MIXED, ANSWERS))


def test_new_response_starts_with_initial_values_of_every_kind() -> None:
    options = (Option(Coding("a")), Option(Coding("b"), initial=True))
    made = form(
        question("t", initial=("x",)),
        question(
            "many", T.CHOICE, repeats=True, initial=(Coding("a"), Coding("b")), options=options
        ),
        question("c", T.CHOICE, options=options),
        group("g", question("n", T.INTEGER, initial=(3,)), repeats=True),
        question("old", T.BOOLEAN, initial_expression="%age > 65"),
    )
    assert initial_answers(made, context={"age": 70}) == {
        "t": "x",
        "many[0]": Coding("a"),
        "many[1]": Coding("b"),
        "c": Coding("b"),
        "g[0]/n": 3,
        "old": True,
    }
    assert initial_in(made.items[3], "g[4]") == {"g[4]/n": 3}


def test_resumed_response_does_not_get_initial_values_again() -> None:
    made = form(question("t", initial=("x",)))
    assert dict(evaluate(made, {}).answers) == {}
