"""What is wrong with the answers of enabled items: one issue for each fault, codes and no words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from consult_app.forms.calculation import Calculator
from consult_app.forms.checks import of_all, of_value
from consult_app.forms.model import Questionnaire
from consult_app.forms.state import Issue, IssueCode
from consult_app.forms.tree import Spot, Tree


@dataclass(slots=True)
class Findings:
    """`of_spots`: what is wrong with each spot, by its order; `of_rest`: with groups, the form.

    `missing`: the spots that lack an answer.
    """

    of_spots: list[tuple[Issue, ...]]
    of_rest: tuple[Issue, ...]
    missing: set[Spot]

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All of them: those of items in document order first."""
        return (*chain.from_iterable(self.of_spots), *self.of_rest)


def judge(questionnaire: Questionnaire, tree: Tree, calculator: Calculator) -> Findings:
    """Check every enabled item; what is disabled is neither missing nor wrong."""
    filled = _filled(tree)
    missing: set[Spot] = set()
    for spot in reversed(tree.spots):
        if _lacks(spot, tree, filled, missing):
            missing.add(spot)
    of_spots = [_of_spot(spot, spot in missing, calculator) for spot in tree.spots]
    return Findings(of_spots, _of_rest(questionnaire, tree, filled, calculator), missing)


def judge_again(
    found: Findings,
    spots: Iterable[Spot],
    questionnaire: Questionnaire,
    tree: Tree,
    calculator: Calculator,
) -> set[Spot]:
    """Check these spots again; those that lack an answer only now, or no more.

    `spots` has all that changed, and whatever is judged by more than itself.
    """
    filled, missing, turned = _filled(tree), found.missing, set()
    for spot in sorted(spots, key=lambda one: one.order, reverse=True):
        lacks = _lacks(spot, tree, filled, missing)
        if lacks is not (spot in missing):
            missing ^= {spot}
            turned.add(spot)
        found.of_spots[spot.order] = _of_spot(spot, lacks, calculator)
    found.of_rest = _of_rest(questionnaire, tree, filled, calculator)
    return turned


def _of_spot(spot: Spot, lacks: bool, calculator: Calculator) -> tuple[Issue, ...]:
    """What is wrong with the answers of one item, or with the lack of one."""
    if not spot.enabled:
        return ()
    found = [_issue(spot, IssueCode.REQUIRED)] if lacks else []
    if spot.values:
        found += _wrong(spot)
    if spot.node.item.constraints or spot in calculator.errors:
        found += _expressed(spot, calculator)
    return tuple(found)


def _of_rest(
    questionnaire: Questionnaire, tree: Tree, filled: frozenset[Spot], calculator: Calculator
) -> tuple[Issue, ...]:
    return (*_of_groups(tree, filled), *_of_form(questionnaire, tree, calculator))


def _issue(spot: Spot, code: IssueCode, params: Mapping[str, object] | None = None) -> Issue:
    return Issue(spot.path, spot.node.item.link_id, code, params or {})


def _around(spot: Spot) -> Iterator[Spot]:
    """What surrounds a spot, nearest first: group occurrences, questions and their answers."""
    up = spot.up
    while up is not None:
        yield up
        up = up.up


def _filled(tree: Tree) -> frozenset[Spot]:
    """Spots that hold an entered answer that counts, in themselves or below."""
    found: set[Spot] = set()
    for spot in tree.spots:
        if spot.values and spot.enabled and not spot.calculated:
            one: Spot | None = spot
            while one is not None and one not in found:
                found.add(one)
                one = one.up
    return frozenset(found)


def _lacks(spot: Spot, tree: Tree, filled: frozenset[Spot], missing: Collection[Spot]) -> bool:
    """Whether a required item is without an answer. A group only if no item in it is missing too:
    `missing` already tells of all that comes behind it."""
    if not (spot.node.item.required and spot.enabled):
        return False
    if spot.node.is_question:
        lacks = not spot.values
    else:
        lacks = spot not in filled and _asks(spot) and not _any_below(spot, missing)
    return lacks and not _excused(spot, tree, filled)


def _any_below(spot: Spot, of: Collection[Spot]) -> bool:
    return any(kid in of or _any_below(kid, of) for kid in spot.kids)


def _asks(spot: Spot) -> bool:
    """Whether a group has a question that can be answered now."""
    return any(kid.enabled and (kid.node.is_question or _asks(kid)) for kid in spot.kids)


def _excused(spot: Spot, tree: Tree, filled: frozenset[Spot]) -> bool:
    """Whether a lack does not count: below an answer not given, or in an empty occurrence of a
    repeating group that the form does not ask for."""
    for one in (spot, *_around(spot)):
        if one.answer is not None:
            question = one.up
            if one.answer < 0 and not (question and question.calculated and question.values):
                return True
        elif not one.node.is_question and one.node.item.repeats and one not in filled:
            others = [other for other in tree.by_node[one.node.index] if other.up is one.up]
            if not one.node.item.required or one is not others[0] or filled & set(others):
                return True
    return False


def _wrong(spot: Spot) -> list[Issue]:
    """What the answers of one item break: each for itself, then together."""
    node, values = spot.node, spot.values
    if not node.is_question:
        return [_issue(spot, IssueCode.NOT_A_QUESTION)]
    places = (spot.path,) * len(values) if spot.calculated else spot.places
    found = [
        Issue(place, node.link_id, code, params)
        for place, value in zip(places, values, strict=True)
        for code, params in of_value(node.item, value, node.checks)
    ]
    if len(values) > 1 or node.repeats:
        found += [_issue(spot, code, params) for code, params in of_all(node.item, values)]
    return found


def _expressed(spot: Spot, calculator: Calculator) -> Iterator[Issue]:
    """Expressions that cannot be evaluated, and constraints that are false."""
    if spot in calculator.errors:
        yield _issue(spot, IssueCode.EXPRESSION, {"expression": calculator.errors[spot]})
    for constraint in spot.node.item.constraints:
        if constraint.severity == "error" and calculator.violates(constraint, spot):
            yield _issue(
                spot, IssueCode.CONSTRAINT, {"key": constraint.key, "human": constraint.human}
            )


def _of_groups(tree: Tree, filled: frozenset[Spot]) -> Iterator[Issue]:
    """Groups with more or fewer filled occurrences than the form allows."""
    for spots in tree.by_node:
        if (
            not spots
            or spots[0].node.is_question
            or (len(spots) == 1 and not spots[0].node.repeats)
        ):
            continue
        item = spots[0].node.item
        by_container: dict[Spot | None, list[Spot]] = {}
        for spot in spots:
            if spot in filled:
                by_container.setdefault(spot.up, []).append(spot)
        limit = item.max_occurs if item.repeats else 1
        for found in by_container.values():
            count = len(found)
            if limit is not None and count > limit:
                params = {"max": limit, "count": count}
                yield _issue(found[limit], IssueCode.MAX_OCCURS, params)
            if item.repeats and item.min_occurs is not None and count < item.min_occurs:
                yield _issue(
                    found[0], IssueCode.MIN_OCCURS, {"min": item.min_occurs, "count": count}
                )


def _of_form(questionnaire: Questionnaire, tree: Tree, calculator: Calculator) -> Iterator[Issue]:
    """Answers that no item claims, and the constraints of the form itself."""
    for path in tree.unclaimed:
        yield Issue(path, "", IssueCode.UNKNOWN_ITEM, {})
    for constraint in questionnaire.constraints:
        if constraint.severity == "error" and calculator.violates(constraint, None):
            params = {"key": constraint.key, "human": constraint.human}
            yield Issue("", "", IssueCode.CONSTRAINT, params)
