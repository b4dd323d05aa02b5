"""Cases of the rules: answers, and what a rule is expected to say of them; part of the pack.

They come with the rules, so that a clinic's own rules are tested as the shipped ones are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from consult_app.domain.assess import UNKNOWN, Judge, items_read
from consult_app.domain.rules import OUTCOME_CODES, Facts, Result, Status
from consult_app.errors import Refused
from consult_app.forms.evaluate import evaluate
from consult_app.forms.model import Coding, Item, ItemType, Path, Questionnaire, Value
from consult_app.packs.rules import FACTS, all_items
from consult_app.packs.yaml_source import Source

if TYPE_CHECKING:
    from consult_app.packs.pack import Pack

SAYS = "says"
EXPECTED = (*OUTCOME_CODES, Status.CLEAR.value, Status.OPEN.value)
AGE, SEX = "patient.age", "patient.sex"
USUAL: Mapping[str, str] = {AGE: "47", SEX: "female"}
"""Of the patient where a case does not say otherwise; an empty age is not known."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `facts`: beside the answers; `says`: an outcome's code, `clear` or `open`."""

    rule: str
    answers: tuple[tuple[Path, str], ...]
    facts: tuple[tuple[str, str | tuple[str, ...]], ...]
    says: str

    @property
    def unknown(self) -> bool:
        """Whether *unknown* is among its answers."""
        return any(words == UNKNOWN for _path, words in self.answers)

    @property
    def kind(self) -> str:
        """Whether the rule is to fire, to be clear or to be open."""
        return Status.FIRES.value if self.says in OUTCOME_CODES else self.says


def read_cases(
    source: Source, questionnaire: Questionnaire, rules: frozenset[str]
) -> tuple[Case, ...]:
    """The cases of a file.

    Raises `Refused`: pack.unknown-item, pack.unknown-rule, and what `yaml_source` raises.
    """
    items = all_items(questionnaire)
    found = []
    for rule, cases in source.pairs():
        if rule not in rules:
            raise Refused("pack.unknown-rule", file=cases.file, line=cases.line, name=rule)
        found += [_case(rule, part, items) for part in cases.parts()]
    return tuple(found)


def _case(rule: str, source: Source, items: Mapping[str, Item]) -> Case:
    answers: list[tuple[Path, str]] = []
    facts: list[tuple[str, str | tuple[str, ...]]] = []
    says = ""
    for key, part in source.pairs():
        if key == SAYS:
            says = part.one_of(EXPECTED)
        elif key in FACTS:
            facts.append((key, part.words() if part.is_list else part.text()))
        elif _name(key) in items:
            answers.append((key, part.text()))
        else:
            raise Refused("pack.unknown-item", file=part.file, line=part.line, name=key)
    if not says:
        raise Refused("pack.missing-field", file=source.file, line=source.line, field=SAYS)
    return Case(rule, tuple(answers), tuple(facts), says)


def result(pack: Pack, case: Case) -> Result:
    """What the case's rule says of it."""
    items = all_items(pack.questionnaire)
    answers = {path: _value(items[_name(path)], words) for path, words in case.answers}
    known = {**USUAL, **dict(case.facts)}
    context: dict[str, Value] = {"sex": str(known[SEX])}
    if known[AGE]:
        context["age"] = int(str(known[AGE]))
    form = evaluate(pack.questionnaire, answers, context=context)
    rule = next(rule for rule in pack.rules if rule.id == case.rule)
    return Judge(form.items, _facts(known)).result(rule)


def holds(case: Case, found: Result) -> bool:
    """Whether the rule says what the case expects, and could be evaluated."""
    if case.kind != Status.FIRES.value:
        return not found.error and found.status.value == case.says
    return found.status is Status.FIRES and found.outcome is OUTCOME_CODES[case.says]


def untested(pack: Pack) -> Iterator[tuple[str, str]]:
    """(rule, kind) of each rule that no case sees fire, clear or open, or with *unknown* answered
    where that is an answer to what it reads."""
    seen = {(case.rule, case.kind) for case in pack.cases}
    seen |= {(case.rule, UNKNOWN) for case in pack.cases if case.unknown}
    items = all_items(pack.questionnaire)
    for rule in pack.rules:
        kinds = [Status.FIRES.value, Status.CLEAR.value, Status.OPEN.value]
        if any(_may_be_unknown(items[link_id]) for link_id in items_read(rule.when)):
            kinds.append(UNKNOWN)
        for kind in kinds:
            if (rule.id, kind) not in seen:
                yield rule.id, kind


def _may_be_unknown(item: Item) -> bool:
    codes = {o.value.code for o in item.options if isinstance(o.value, Coding)}
    return UNKNOWN in codes and not item.read_only


def _facts(known: Mapping[str, str | tuple[str, ...]]) -> Facts:
    return {fact: known.get(fact) for fact in FACTS if fact != AGE}


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1].partition("[")[0]


def _value(item: Item, words: str) -> Value:
    match item.type:
        case ItemType.CHOICE:
            return Coding(words)
        case ItemType.DECIMAL:
            return Decimal(words)
        case _:
            return words
