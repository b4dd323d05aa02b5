"""The verdict over all rules: what fired, what is settled and by what, what is still open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.decision import Barrier, Obstacle
from consult_app.domain.evaluation import Evaluation, NewEvaluation, Opinion
from consult_app.domain.rationale import NewRationale, Rationale
from consult_app.domain.rules import (
    Answered,
    Any,
    Basis,
    Comparison,
    Facts,
    Known,
    OnUnknown,
    Outcome,
    Rule,
    Status,
    Wait,
)
from consult_app.domain.suitability import Records, Suitability, judge, obstacles
from consult_app.forms.model import Coding, Item, ItemType, PartialDate, Value

TODAY = date(2025, 6, 2)
NOW = datetime(2025, 6, 2, 9, 0, tzinfo=UTC)
YES, NO, UNKNOWN = Coding("yes"), Coding("no"), Coding("unknown")
AUTHOR, COLLEAGUE = 1, 2


@dataclass(frozen=True)
class View:
    """An item as an evaluated form shows it to the rules."""

    path: str
    item: Item
    enabled: bool = True
    undecided: bool = False
    answers: tuple[Value, ...] = ()


def view(link_id: str, *answers: Value, **flags: bool) -> View:
    return View(link_id, Item(link_id, ItemType.CHOICE), answers=answers, **flags)


def rule(id_: str, outcome: Outcome, **other: object) -> Rule:
    """A rule that fires on a yes to the item of the same name."""
    when = Answered(id_, Comparison.IS, ("yes",))
    condition = id_ if outcome is Outcome.SPECIALIST else ""
    made = Rule(
        id_, "1", {}, when, outcome, {}, ("G",), Basis.GENERAL_PRACTICE, OnUnknown.SAME, condition
    )
    return replace(made, **other)  # type: ignore[arg-type]  # field names


INFECTION = rule("infection", Outcome.SPECIALIST, basis=Basis.SOURCE_DOCUMENT)
CANCER = rule("cancer", Outcome.SPECIALIST, basis=Basis.SOURCE_DOCUMENT)
PREGNANCY = rule("pregnancy", Outcome.DO_NOT_TREAT)
FEVER = rule("fever", Outcome.DEFER)
KELOID = rule("keloid", Outcome.CAUTION)
CONTRADICTION = rule("contradiction", Outcome.ASK)
NO_RECORDS = Records((), (), TODAY, 90)


def verdict(
    rules: list[Rule],
    views: list[View],
    records: Records = NO_RECORDS,
    facts: Facts | None = None,
    off: tuple[str, ...] = (),
) -> Suitability:
    return judge(rules, views, facts or {}, records, off)


def in_the_way(
    suitability: Suitability,
    missing: tuple[str, ...] = (),
    invalid: tuple[str, ...] = (),
    plan_missing: tuple[str, ...] = (),
) -> list[tuple[Barrier, str, str]]:
    found = obstacles(suitability, missing=missing, invalid=invalid, plan_missing=plan_missing)
    return [(o.barrier, o.rule_id, o.path) for o in found]


# ----------------------------------------------------------------------------- fired, clear, open


def test_no_everywhere_is_clear_and_nothing_is_in_the_way() -> None:
    found = verdict([INFECTION, FEVER], [view("infection", NO), view("fever", NO)])
    assert found.is_clear
    assert found.outcome is None
    assert in_the_way(found) == []


def test_one_unanswered_screen_is_not_clear_though_nothing_fired() -> None:
    found = verdict([INFECTION, FEVER], [view("infection", NO), view("fever")])
    assert found.outcome is None
    assert not found.is_clear
    assert found.open_paths == ("fever",)
    assert in_the_way(found) == [(Barrier.OPEN_SCREEN, "", "fever")]


def test_gravest_outcome_is_told_beside_how_many_screens_are_open() -> None:
    rules = [KELOID, INFECTION, FEVER, PREGNANCY]
    views = [view("keloid", YES), view("infection", YES), view("fever"), view("pregnancy")]
    found = verdict(rules, views)
    assert found.outcome is Outcome.SPECIALIST
    assert [f.rule.id for f in found.findings] == ["infection", "keloid"]
    assert found.open_paths == ("fever", "pregnancy")


def test_screen_read_by_a_rule_that_is_clear_without_it_is_still_open() -> None:
    both = replace(KELOID, when=FEVER.when)
    assert verdict([both, KELOID], [view("keloid"), view("fever", NO)]).open_paths == ("keloid",)


def test_disabled_item_is_no_open_screen_and_its_parked_yes_fires_nothing() -> None:
    assert verdict([FEVER], [view("fever", YES, enabled=False)]).is_clear


def test_undecided_item_is_not_clear_and_stands_in_the_way_when_nothing_else_does() -> None:
    found = verdict([FEVER], [view("fever", enabled=False, undecided=True)])
    assert found.open_paths == ()
    assert not found.is_clear
    assert in_the_way(found) == [(Barrier.OPEN_SCREEN, "fever", "fever")]
    assert in_the_way(found, missing=("gate",)) == [(Barrier.OPEN_SCREEN, "", "gate")]


def test_fact_still_missing_when_all_is_answered_stands_in_the_way() -> None:
    needs = replace(PREGNANCY, when=Known("product", Comparison.IS, ("x",), asks="tx.product"))
    found = verdict([needs], [view("tx.product", Coding("gone"))])
    assert not found.is_clear
    assert in_the_way(found) == [(Barrier.OPEN_SCREEN, "pregnancy", "tx.product")]


def test_part_not_asked_yet_stands_in_the_way_though_the_unknown_one_has_its_reason() -> None:
    either = replace(KELOID, when=Any((KELOID.when, FEVER.when)))
    views = [view("keloid", UNKNOWN), view("fever", enabled=False, undecided=True)]
    found = verdict([either], views)
    records = Records((), (rationale("keloid", found.findings[0].basis),), TODAY, 90)
    settled = verdict([either], views, records)
    assert settled.outcome is None
    assert in_the_way(settled) == [(Barrier.OPEN_SCREEN, "keloid", "fever")]


def test_rule_in_error_counts_as_open_and_blocks() -> None:
    broken = replace(FEVER, when=Answered("nowhere", Comparison.IS, ("yes",)))
    found = verdict([broken], [])
    assert not found.is_clear
    assert [r.status for r in found.errors] == [Status.ERROR]
    assert in_the_way(found) == [(Barrier.RULE_ERROR, "fever", "")]


def test_unknown_on_a_condition_of_the_source_asks_for_the_specialist_like_yes() -> None:
    found = verdict([INFECTION], [view("infection", UNKNOWN)])
    assert found.outcome is Outcome.SPECIALIST
    assert found.findings[0].unknown


# -------------------------------------------------------------------------- rules switched off


@pytest.mark.parametrize("basis", [Basis.GENERAL_PRACTICE, Basis.CLINIC])
def test_rule_of_practice_switched_off_is_told_as_off_and_asks_for_nothing(basis: Basis) -> None:
    found = verdict([replace(FEVER, basis=basis)], [view("fever")], off=("fever",))
    assert found.is_clear
    assert [r.status for r in found.results] == [Status.OFF]


@pytest.mark.parametrize("basis", [Basis.SOURCE_DOCUMENT, Basis.PRODUCT_LABEL])
def test_rule_of_the_source_or_the_label_cannot_be_switched_off(basis: Basis) -> None:
    found = verdict([replace(FEVER, basis=basis)], [view("fever", YES)], off=("fever",))
    assert found.outcome is Outcome.DEFER


# ----------------------------------------------------------------------- specialist evaluations


def evaluation(
    opinion: Opinion, basis: str, id_: int = 1, condition: str = "infection", **other: object
) -> Evaluation:
    new = NewEvaluation(condition, "Dr B. Ito", "Infectious diseases", TODAY, opinion, basis)
    return Evaluation(id_, 1, replace(new, **other), AUTHOR, NOW)  # type: ignore[arg-type]  # by name


def infected(*evaluations: Evaluation, today: date = TODAY) -> Suitability:
    records = Records(evaluations, (), today, 90)
    return verdict([INFECTION], [view("infection", YES)], records)


BASIS = infected().findings[0].basis


def test_evaluation_suitable_settles_the_finding_but_it_is_still_told() -> None:
    found = infected(evaluation(Opinion.SUITABLE, BASIS))
    assert found.outcome is None
    assert not found.is_clear
    assert [f.settled for f in found.findings] == [True]
    assert in_the_way(found) == []


def test_evaluation_not_suitable_turns_it_into_do_not_treat_that_nobody_overrides() -> None:
    found = infected(evaluation(Opinion.NOT_SUITABLE, BASIS))
    assert found.outcome is Outcome.DO_NOT_TREAT
    assert in_the_way(found) == [(Barrier.NOT_OVERRIDABLE, "infection", "infection")]


def test_evaluation_not_suitable_is_not_overridable_even_where_a_second_physician_is() -> None:
    two = replace(INFECTION, second_physician=True)
    records = Records((evaluation(Opinion.NOT_SUITABLE, BASIS),), (), TODAY, 90)
    found = verdict([two], [view("infection", YES)], records)
    assert in_the_way(found) == [(Barrier.NOT_OVERRIDABLE, "infection", "infection")]


def test_evaluation_defer_until_a_coming_day_is_defer_and_only_a_specialist_clears_it() -> None:
    until = TODAY + timedelta(days=1)
    found = infected(evaluation(Opinion.DEFER_UNTIL, BASIS, until=until))
    assert (found.outcome, found.findings[0].until) == (Outcome.DEFER, until)
    assert in_the_way(found) == [(Barrier.SPECIALIST, "infection", "infection")]


def test_rationale_does_not_settle_what_a_specialist_deferred() -> None:
    deferred = evaluation(Opinion.DEFER_UNTIL, BASIS, until=TODAY + timedelta(days=9))
    records = Records((deferred,), (rationale("infection", BASIS),), TODAY, 90)
    assert verdict([INFECTION], [view("infection", YES)], records).outcome is Outcome.DEFER


@pytest.mark.parametrize("days", [0, 1, 30])
def test_evaluation_defer_until_a_day_that_has_come_asks_for_a_new_one(days: int) -> None:
    until = TODAY - timedelta(days=days)
    earlier = evaluation(Opinion.DEFER_UNTIL, BASIS, until=until, day=until - timedelta(days=7))
    found = infected(earlier)
    assert (found.outcome, found.findings[0].evaluation) == (Outcome.SPECIALIST, None)


@pytest.mark.parametrize(
    ("age", "outcome"), [(0, None), (89, None), (90, Outcome.SPECIALIST), (91, Outcome.SPECIALIST)]
)
def test_evaluation_counts_only_while_younger_than_the_packs_validity(
    age: int, outcome: Outcome | None
) -> None:
    day = TODAY - timedelta(days=age)
    assert infected(evaluation(Opinion.SUITABLE, BASIS, day=day)).outcome is outcome


@pytest.mark.parametrize("opinion", Opinion)
def test_evaluation_lapses_when_the_answers_change(opinion: Opinion) -> None:
    until = TODAY + timedelta(days=9)
    records = Records((evaluation(opinion, BASIS, until=until),), (), TODAY, 90)
    found = verdict([INFECTION], [view("infection", UNKNOWN)], records)
    assert found.outcome is Outcome.SPECIALIST
    assert not found.findings[0].settled


def test_evaluation_of_another_condition_settles_nothing() -> None:
    found = infected(evaluation(Opinion.SUITABLE, BASIS, condition="cancer"))
    assert found.outcome is Outcome.SPECIALIST


def test_each_condition_needs_its_own_evaluation() -> None:
    records = Records((evaluation(Opinion.SUITABLE, BASIS),), (), TODAY, 90)
    found = verdict([INFECTION, CANCER], [view("infection", YES), view("cancer", YES)], records)
    assert found.outcome is Outcome.SPECIALIST
    assert in_the_way(found) == [(Barrier.SPECIALIST, "cancer", "cancer")]


def test_newest_evaluation_holds_also_when_an_earlier_one_was_kinder() -> None:
    kind = evaluation(Opinion.SUITABLE, BASIS, 1)
    stern = evaluation(Opinion.NOT_SUITABLE, BASIS, 2)
    assert infected(stern, kind).outcome is Outcome.DO_NOT_TREAT
    assert infected(replace(stern, id=1), replace(kind, id=2)).outcome is None


def test_rationale_never_settles_a_specialist_finding() -> None:
    records = Records((), (rationale("infection", BASIS),), TODAY, 90)
    found = verdict([INFECTION], [view("infection", YES)], records)
    assert found.outcome is Outcome.SPECIALIST


# ------------------------------------------------------------------------------------ rationales


def rationale(rule: str, basis: str, id_: int = 1, /, **other: object) -> Rationale:
    new = NewRationale(rule, "1", basis, "benefit", "mitigation", COLLEAGUE)
    return Rationale(id_, 1, replace(new, **other), AUTHOR, NOW)  # type: ignore[arg-type]  # by name


def with_rationale(rule_: Rule, *answers: Value, **other: object) -> Suitability:
    """The verdict on a yes (or `answers`) with a rationale for the yes."""
    basis = verdict([rule_], [view(rule_.id, YES)]).findings[0].basis
    records = Records((), (rationale(rule_.id, basis, **other),), TODAY, 90)
    return verdict([rule_], [view(rule_.id, *(answers or (YES,)))], records)


@pytest.mark.parametrize("rule_", [KELOID, CONTRADICTION, FEVER], ids=lambda r: r.id)
def test_rationale_settles_caution_contradiction_and_defer(rule_: Rule) -> None:
    found = with_rationale(rule_)
    assert found.outcome is None
    assert not found.is_clear
    assert in_the_way(found) == []


def test_rationale_lapses_when_the_rules_version_changes() -> None:
    assert with_rationale(KELOID, rule_version="0").outcome is Outcome.CAUTION


def test_rationale_lapses_when_the_answers_change() -> None:
    assert with_rationale(KELOID, UNKNOWN).outcome is Outcome.CAUTION


def test_rationale_of_another_rule_settles_nothing() -> None:
    assert with_rationale(KELOID, rule_id="fever").outcome is Outcome.CAUTION


def test_newest_rationale_holds_also_when_it_lapsed() -> None:
    basis = verdict([KELOID], [view("keloid", YES)]).findings[0].basis
    records = Records(
        (), (rationale("keloid", "other", 2), rationale("keloid", basis, 1)), TODAY, 90
    )
    assert verdict([KELOID], [view("keloid", YES)], records).outcome is Outcome.CAUTION


@pytest.mark.parametrize(
    ("rule_", "weak"),
    [
        (KELOID, {"text": " "}),
        (FEVER, {"mitigation": ""}),
        (PREGNANCY, {}),
        (replace(PREGNANCY, second_physician=True), {"second_physician_id": None}),
        (replace(PREGNANCY, second_physician=True), {"second_physician_id": AUTHOR}),
        (replace(FEVER, override=False), {}),
    ],
)
def test_rationale_that_does_not_suffice_settles_nothing_even_if_it_is_stored(
    rule_: Rule, weak: dict[str, object]
) -> None:
    assert with_rationale(rule_, **weak).outcome is rule_.outcome


def test_do_not_treat_with_a_named_second_physician_may_be_settled() -> None:
    assert with_rationale(replace(PREGNANCY, second_physician=True)).outcome is None


def test_finding_from_a_fact_has_a_new_basis_when_the_answer_behind_the_fact_changes() -> None:
    allergy = replace(KELOID, when=Known("listed", Comparison.IS_NOT, (), asks="product"))
    facts: Facts = {"listed": ("gelatin",)}
    one, two = (
        verdict([allergy], [view("product", Coding(p))], facts=facts).findings[0].basis
        for p in ("1", "2")
    )
    assert one != two


# ------------------------------------------------------------------------------------- the gate


@pytest.mark.parametrize(
    ("rule_", "barrier"),
    [
        (KELOID, Barrier.RATIONALE_MISSING),
        (CONTRADICTION, Barrier.RATIONALE_MISSING),
        (FEVER, Barrier.MITIGATION_MISSING),
        (INFECTION, Barrier.SPECIALIST),
        (replace(INFECTION, override=False), Barrier.SPECIALIST),
        (PREGNANCY, Barrier.NOT_OVERRIDABLE),
        (replace(PREGNANCY, second_physician=True), Barrier.SECOND_PHYSICIAN),
        (replace(KELOID, override=False), Barrier.NOT_OVERRIDABLE),
    ],
)
def test_finding_not_settled_stands_in_the_way_by_its_outcome(
    rule_: Rule, barrier: Barrier
) -> None:
    assert in_the_way(verdict([rule_], [view(rule_.id, YES)])) == [(barrier, rule_.id, rule_.id)]


def test_gate_names_missing_plan_and_invalid_items_once_each() -> None:
    found = verdict([FEVER], [view("fever")])
    assert in_the_way(
        found,
        missing=("fever", "pt.name", "tx.site"),
        invalid=("hs.temp",),
        plan_missing=("tx.site",),
    ) == [
        (Barrier.OPEN_SCREEN, "", "fever"),
        (Barrier.OPEN_SCREEN, "", "pt.name"),
        (Barrier.PLAN_MISSING, "", "tx.site"),
        (Barrier.INVALID_ANSWER, "", "hs.temp"),
    ]


def test_gate_can_name_every_barrier() -> None:
    broken = replace(FEVER, id="broken", when=Answered("x", Comparison.IS, ("yes",)))
    rules = [
        broken, KELOID, FEVER, INFECTION, PREGNANCY,
        replace(CANCER, outcome=Outcome.DO_NOT_TREAT, second_physician=True),
    ]  # fmt: skip
    views = [view(r.id, YES) for r in rules[1:]]
    found = obstacles(
        verdict(rules, views), missing=("a", "b"), invalid=("c",), plan_missing=("b",)
    )
    assert {o.barrier for o in found} == set(Barrier)
    assert len(set(found)) == len(found) == len(Barrier)
    assert Obstacle(Barrier.RULE_ERROR, "broken") in found


# ------------------------------------------------------------------------------------ properties

RULES = [KELOID, CONTRADICTION, FEVER, INFECTION, PREGNANCY]
answers = st.sampled_from([None, YES, NO, UNKNOWN])
forms = st.tuples(*(answers for _ in RULES))


def of_form(given_: tuple[Value | None, ...]) -> Suitability:
    views = [view(r.id, *(() if a is None else (a,))) for r, a in zip(RULES, given_, strict=True)]
    return verdict(RULES, views)


@given(forms, st.integers(0, len(RULES) - 1))
def test_one_more_unanswered_never_makes_the_verdict_clearer(
    given_: tuple[Value | None, ...], index: int
) -> None:
    before = of_form(given_)
    after = of_form((*given_[:index], None, *given_[index + 1 :]))
    assert not after.is_clear
    assert RULES[index].id in after.open_paths
    assert in_the_way(after)
    if not in_the_way(before):
        assert len(in_the_way(after)) == 1


@given(forms)
def test_clear_only_when_each_rule_was_answered_with_no(given_: tuple[Value | None, ...]) -> None:
    assert of_form(given_).is_clear is all(a == NO for a in given_)


@given(forms)
def test_outcome_is_the_gravest_of_what_was_answered_yes_or_unknown(
    given_: tuple[Value | None, ...],
) -> None:
    fired = [r.outcome for r, a in zip(RULES, given_, strict=True) if a in (YES, UNKNOWN)]
    assert of_form(given_).outcome == max(fired, default=None)


# ----------------------------------------------------------------------- days that are worked out

ENDS = Item("fever.ends", ItemType.DATE)
WAITING = replace(FEVER, detail=("fever.ends",), waits=(Wait("fever.ends", 2, {}, ("G",)),))


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ((), None),
        (("2025-06-04",), date(2025, 6, 6)),
        (("2025-06-01",), date(2025, 6, 3)),
        (("2025-05-31",), None),  # the day has come: only the answers say if it still holds back
        (("2025-06",), None),
        (("2025",), None),
        (("2025-06-04", "2025-06-08"), date(2025, 6, 10)),
    ],
)
def test_day_is_worked_out_only_from_a_whole_date_still_to_come(
    ends: tuple[str, ...], expected: date | None
) -> None:
    dates = tuple(PartialDate(text) for text in ends)
    views = [view("fever", YES), View("fever.ends", ENDS, answers=dates)]
    found = verdict([WAITING], views)
    assert (found.until, found.findings[0].until) == (expected, expected)


def test_latest_day_of_all_findings_is_the_one_to_wait_for_but_not_of_a_settled_one() -> None:
    dates = (PartialDate("2025-06-04"),)
    other = replace(
        WAITING, id="keloid", outcome=Outcome.CAUTION, waits=(Wait(ENDS.link_id, 9, {}),)
    )
    views = [view("fever", YES), View("fever.ends", ENDS, answers=dates)]
    found = verdict([WAITING, other], views)
    assert found.until == date(2025, 6, 13)
    basis = next(f.basis for f in found.findings if f.rule.id == "keloid")
    records = Records((), (rationale("keloid", basis),), TODAY, 90)
    assert verdict([WAITING, other], views, records).until == date(2025, 6, 6)
