"""One form evaluated again and again while it is filled in: only what follows from a change.

What comes out is what `evaluate` gives for the same answers, in the same order. The state of an
item that stays as it was stays the same object, so that whoever draws it can tell by `is`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heappop, heappush

from consult_app.forms.calculation import Calculator
from consult_app.forms.enablement import enable_one
from consult_app.forms.evaluate import counted_answers, frozen, item_state, seen, settle
from consult_app.forms.links import Links
from consult_app.forms.model import Answers, Path, Questionnaire, Value
from consult_app.forms.nodes import Node
from consult_app.forms.plan import plan_of
from consult_app.forms.state import FormState
from consult_app.forms.tree import Spot, Tree, shape_of
from consult_app.forms.validity import judge, judge_again

_NOTHING: Mapping[str, Value] = {}
_NONE: frozenset[Path] = frozenset()


class LiveForm:
    """A questionnaire and what its expressions see as %name; `evaluate` as often as answers change.

    A form that is not steady (see `Links`), answers that no item claims and expressions that cannot
    be evaluated are worked out anew each time.
    """

    def __init__(
        self, questionnaire: Questionnaire, context: Mapping[str, Value] = _NOTHING
    ) -> None:
        self.questionnaire, self.context = questionnaire, context
        self._plan = plan_of(questionnaire)
        self._links = Links(self._plan)
        self._answers: Answers = {}
        self._settled: _Settled | None = None

    def evaluate(self, answers: Answers, openings: frozenset[Path] = _NONE) -> FormState:
        """The state for these answers; what the parameters are, `forms.evaluate` tells."""
        settled, self._settled = self._settled, None  # half a change is never built upon
        before, self._answers = self._answers, dict(answers)
        changed = [p for p in before.keys() | answers.keys() if before.get(p) is not answers.get(p)]
        if settled is not None and settled.takes(changed, answers, openings):
            if changed:
                settled.change(changed, answers)
        else:
            settled = None
        if settled is None or settled.calculator.errors:
            settled = _Settled(self, Tree(self._plan, answers, openings), self._links)
        self._settled = settled
        return settled.state


class _Settled:
    """A tree that has come to rest, and all that was found in it."""

    def __init__(self, form: LiveForm, tree: Tree, links: Links) -> None:
        plan = plan_of(form.questionnaire)
        self._questionnaire, self._tree, self._links = form.questionnaire, tree, links
        self.calculator = Calculator(form.questionnaire, plan, tree, form.context)
        settle(plan, tree, self.calculator)
        self._found = judge(form.questionnaire, tree, self.calculator)
        self.state = frozen(tree, self._found)
        self._unseen = {
            s for s, v in zip(tree.spots, self.state.items, strict=True) if not v.visible
        }
        self._always = [spot for spot in tree.spots if _judged_by_more(spot)]

    def takes(self, changed: Iterable[Path], answers: Answers, openings: frozenset[Path]) -> bool:
        """Whether these answers fit into the tree as it stands."""
        tree = self._tree
        return (
            self._links.steady
            and tree.plain
            and not tree.unclaimed
            and not self.calculator.errors
            and all(path in tree.home for path in changed)
            and shape_of(answers, openings) == tree.shape
        )

    def change(self, changed: Iterable[Path], answers: Answers) -> None:
        """Take the answers at these paths and work out what follows."""
        tree, calculator = self._tree, self.calculator
        given = {tree.home[path] for path in changed}
        for spot in given:
            tree.given(spot, answers)
        calculator.refresh()
        moved = given | self._follow(given)
        below = {kid for spot in moved for branch in spot.kids for kid in _all_below(branch)}
        doubtful = moved | below | set(self._always)
        turned = judge_again(self._found, doubtful, self._questionnaire, tree, calculator)
        self._freeze(moved | turned)

    def _follow(self, given: set[Spot]) -> set[Spot]:
        """Enable and calculate from causes to effects; the spots that are not as they were."""
        rank, readers = self._links.rank, self._links.readers
        waiting: list[tuple[int, Node]] = []
        queued: set[int] = set()

        def wake(nodes: Iterable[Node]) -> None:
            for node in nodes:
                if node.index not in queued:
                    queued.add(node.index)
                    heappush(waiting, (rank[node.index], node))

        for spot in given:
            wake((spot.node,) if spot.node.item.calculated else ())
            wake(readers[spot.node.index])
        moved: set[Spot] = set()
        while waiting:
            _rank, node = heappop(waiting)
            now = {spot for spot in self._tree.by_node[node.index] if self._again(spot)}
            if now:
                moved |= now
                self.calculator.refresh()
                wake((*readers[node.index], *node.kids))
        return moved

    def _again(self, spot: Spot) -> bool:
        """Enable and calculate one spot; whether it is another now."""
        turned = enable_one(self._tree, spot, self.calculator.enabled_by)
        if not (spot.node.item.calculated and spot.node.is_question):
            return turned
        before = spot.values, spot.calculated
        spot.values, spot.calculated = spot.given, False
        if spot.enabled:
            self.calculator.settle(spot)
        return turned or repr((spot.values, spot.calculated)) != repr(before)

    def _freeze(self, spots: set[Spot]) -> None:
        """The new state: that of these spots made anew, all else as it is."""
        before = self.state
        items, by_path, by_link_id = list(before.items), {**before.by_path}, {**before.by_link_id}
        for spot in sorted(spots, key=lambda one: one.order):
            visible = seen(spot, self._unseen)
            (self._unseen.discard if visible else self._unseen.add)(spot)
            state = item_state(spot, visible, spot in self._found.missing)
            for place in items[spot.order].places:
                by_path.pop(place, None)
            items[spot.order] = state
            by_path.update(dict.fromkeys((spot.path, *state.places), state))
        for node in {spot.node for spot in spots}:
            by_link_id[node.link_id] = [items[one.order] for one in self._tree.by_node[node.index]]
        self.state = FormState(
            tuple(items),
            self._found.issues,
            counted_answers(items),
            by_path,
            by_link_id,
            before.by_base,
        )


def _judged_by_more(spot: Spot) -> bool:
    """Whether what is wrong with a spot depends on more than itself and what surrounds it."""
    item = spot.node.item
    if item.constraints or (item.required and not spot.node.is_question):
        return True
    return any(
        node.repeats and not node.is_question for node in (spot.node, *spot.node.ancestors())
    )


def _all_below(spot: Spot) -> Iterable[Spot]:
    for kid in spot.kids:
        if kid.answer is None:
            yield kid
        yield from _all_below(kid)
