"""What every shipped rule says of which answers: the cases of the pack, gone through one by one."""

from __future__ import annotations

import pytest

from consult_app.domain.assess import Judge
from consult_app.domain.rules import Answered, OnUnknown, Outcome, Status
from consult_app.packs.cases import Case, holds, result
from consult_app.packs.lint_rules import lint_rules
from consult_app.packs.pack import load_pack
from tests.packs.shipped import changed, files, refusal, shipped

CAUTION = Outcome.CAUTION


@pytest.mark.parametrize("case", shipped().cases)
def test_rule_says_of_these_answers(case: Case) -> None:
    found = result(shipped(), case)
    assert found.error == ""
    assert holds(case, found)


def test_every_rule_is_seen_to_fire_to_be_clear_and_to_be_open() -> None:
    seen: dict[str, set[str]] = {}
    for case in shipped().cases:
        seen.setdefault(case.rule, set()).add(case.kind)
    assert {rule.id: {"fires", "clear", "open"} for rule in shipped().rules} == seen


def test_screen_that_is_answered_with_unknown_is_in_the_cases_of_its_rule() -> None:
    """Where a rule waits for a yes, *unknown* has its own row, and it is never clear."""
    for rule in shipped().rules:
        if isinstance(rule.when, Answered) and rule.when.values == ("yes",):
            item = rule.when.item
            rows = [
                c for c in shipped().cases if c.rule == rule.id and answered(c, item) == "unknown"
            ]
            assert rows or item.startswith("ci.minor") or item == "ci.fever", rule.id
            assert all(c.kind == "fires" for c in rows)


def test_rule_without_the_items_that_it_reads_is_in_error_and_never_clear() -> None:
    """As where a clinic's own form has lost a question."""
    found = {rule.id: Judge([], {}).result(rule).status for rule in shipped().rules}
    assert set(found.values()) == {Status.ERROR}


def test_unknown_that_no_case_answers_is_found() -> None:
    gone = changed("cases.yaml", "  - {ci/ci.skin: unknown, says: caution}\n", "")
    what = {"No case of it in cases.yaml is: unknown"}
    assert {w for where, w in rules_found(gone) if where == "rules.yaml skin"} == what


def answered(case: Case, item: str) -> str:
    return next((words for path, words in case.answers if path.endswith(item)), "")


def rules_found(files_: dict[str, str]) -> set[tuple[str, str]]:
    return {(p.where, p.what) for p in lint_rules(load_pack(files_))}


def test_rule_that_no_case_covers_is_found() -> None:
    gone = changed("cases.yaml", "  - {ci/ci.pregnancy: not-applicable, says: clear}\n", "")
    gone["cases.yaml"] = gone["cases.yaml"].replace(
        '  - {ci/ci.pregnancy: "no", says: clear}\n', ""
    )
    assert [where for where, _ in rules_found(gone)] == ["rules.yaml pregnancy"]
    none = rules_found({**files(), "cases.yaml": "{}"})
    assert {where for where, _ in none} == {f"rules.yaml {rule.id}" for rule in shipped().rules}
    assert len(none) > 3 * len(shipped().rules)  # to fire, clear, open; where it can be, unknown


def test_rule_that_does_not_say_what_its_case_expects_is_found() -> None:
    wrong = changed("rules.yaml", "when: {item: ci.skin, is: yes}", "when: {item: ci.skin, is: no}")
    assert {where for where, _ in rules_found(wrong)} == {"rules.yaml skin"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("infection:\n", "infektion:\n", "pack.unknown-rule"),
        ("{ci/ci.infection: unknown", "{ci/ci.infektion: unknown", "pack.unknown-item"),
        ("says: specialist-evaluation", "says: maybe", "pack.wrong-value"),
        ("  - {says: open}", "  - {ci/ci.infection: unknown}", "pack.missing-field"),
    ],
)
def test_case_that_is_wrong_is_refused(old: str, new: str, code: str) -> None:
    assert refusal(changed("cases.yaml", old, new)).code == code


def test_pack_that_was_stored_by_an_earlier_program_is_still_read() -> None:
    old = {name: text for name, text in files().items() if name != "cases.yaml"}
    for line in ("  language: pt.language\n", "  papers: pt.papers\n"):
        old["pack.yaml"] = old["pack.yaml"].replace(line, "")
    assert load_pack(old).cases == ()


def test_condition_of_the_source_has_the_source_as_basis_and_no_way_around() -> None:
    rules = {rule.id: rule for rule in shipped().rules}
    for name, fact in (("infection", "F26"), ("immune", "F27"), ("cancer", "F28")):
        assert fact in rules[name].sources
        assert rules[name].basis == "source-document"
        assert rules[name].condition == name


def test_no_rule_lets_two_physicians_override_what_must_not_be() -> None:
    assert not any(rule.second_physician for rule in shipped().rules)


def test_caution_offers_reasons() -> None:
    assert [r.id for r in shipped().rules if r.outcome is CAUTION and not r.reasons] == []


def test_finding_on_an_answer_that_nobody_knows_is_told_as_such() -> None:
    told = [r for r in shipped().rules if r.patient and r.on_unknown is not OnUnknown.IGNORE]
    by_choice = {"minor", "other-use", *(r.id for r in told if r.id.endswith("-unknown"))}
    untold = {r.id for r in told if not r.patient_unknown}
    assert untold <= by_choice | {"allergies-unknown", "pain-kind-unknown"}
