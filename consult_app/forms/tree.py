"""The questionnaire unfolded over the answers: one spot for each item in each occurrence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from consult_app.forms.model import Answers, Path, Value
from consult_app.forms.nodes import Node
from consult_app.forms.plan import Plan

# a condition, or an item, is on (1), off (-1), or off only until something else is answered (0)
ON, OPEN, OFF = 1, 0, -1


class Spot:
    """One item in one occurrence of its surroundings, or (`answer`) one answer items lie under.

    `given`: the answers as entered, `places` their paths; `values`: with calculated ones in.
    """

    __slots__ = (
        "answer",
        "calculated",
        "enabled",
        "given",
        "kids",
        "kleene",
        "node",
        "order",
        "path",
        "places",
        "up",
        "values",
    )  # fmt: skip

    def __init__(self, node: Node, path: Path, up: Spot | None, order: int) -> None:
        self.node = node
        self.path = path
        self.up = up
        self.order = order
        self.answer: int | None = None
        self.enabled = True
        self.kleene = ON
        self.calculated = False
        self.given: tuple[Value, ...] = ()
        self.values: tuple[Value, ...] = ()
        self.places: tuple[Path, ...] = ()
        self.kids: list[Spot] = []

    @property
    def counted(self) -> tuple[Value, ...]:
        """The answers that others may build on: none while disabled."""
        return self.values if self.enabled else ()


class Tree:
    """All spots in document order, those of one node, and the paths no item claims.

    `shape`: the occurrences of what repeats. While it stays as it is, answers need only be `given`
    anew; `home` tells to which spot, unless two claim one path: then the tree is not `plain`.
    """

    __slots__ = ("by_node", "groups", "home", "plain", "roots", "shape", "spots", "unclaimed")

    def __init__(self, plan: Plan, answers: Answers, openings: Iterable[Path]) -> None:
        self.spots: list[Spot] = []
        self.home: dict[Path, Spot] = {}
        self.plain = True
        self.by_node: list[list[Spot]] = [[] for _ in plan.nodes]
        self.groups: dict[Path, tuple[Path, ...]] = {}
        self.roots: list[Spot] = []
        self.shape = shape_of(answers, openings)
        growth = _Growth(self, answers)
        for node in plan.roots:
            growth.place(node, "", None, self.roots)
        self.unclaimed = growth.unclaimed()

    def claim(self, path: Path, spot: Spot) -> None:
        """An answer at `path` belongs to a spot; where two claim it, that can be mistaken."""
        if self.home.setdefault(path, spot) is not spot:
            self.plain = False

    def given(self, spot: Spot, answers: Answers) -> None:
        """Take the answers of one spot anew, where nothing has come or gone that repeats."""
        numbers = self.shape.get(spot.path, ()) if spot.node.is_question else ()
        paths = (spot.path, *(f"{spot.path}[{number}]" for number in numbers))
        places = [one for one in paths if one in answers and not _blank(answers[one])]
        spot.places = tuple(places)
        spot.given = spot.values = tuple(answers[one] for one in places)
        spot.calculated = False
        for branch in spot.kids:
            if branch.answer is not None:
                branch.answer = places.index(branch.path) if branch.path in places else -1

    def nearest(self, source: Spot | None, target: Node) -> Spot:
        """The occurrence of `target` nearest to `source`: first within what surrounds both most
        closely, there the last one before it, else the first one after it."""
        candidates = self.by_node[target.index]
        if len(candidates) == 1 or source is None:
            return candidates[0]
        around = list(_chain(source))
        best, best_rank = candidates[0], (len(around) + 1, 2, 0)
        for spot in candidates:
            shared = next((n for n, one in enumerate(around) if _holds(one, spot)), len(around))
            behind = spot.order > source.order
            rank = (shared, int(behind), spot.order if behind else -spot.order)
            if rank < best_rank:
                best, best_rank = spot, rank
        return best


class _Growth:
    """Unfolds nodes: knows which occurrences the answers and the openings call for."""

    def __init__(self, tree: Tree, answers: Answers) -> None:
        self.tree = tree
        self.answers = answers
        self.numbers = tree.shape
        self.claimed = 0

    def place(self, node: Node, prefix: str, up: Spot | None, into: list[Spot]) -> None:
        """Add the spots of one node below one container."""
        path = prefix + node.link_id
        numbers = self.numbers.get(path, ())
        if node.is_question:
            if numbers or node.kids or node.repeats:
                into.append(self._question(node, path, up, numbers))
            else:
                into.append(self._plain(node, path, up))
            return
        paths = _paths(path, numbers, node.repeats) if numbers or node.repeats else (path,)
        if node.repeats:
            self.tree.groups[path] = paths
        for one in paths:
            spot = self._spot(node, one, up)
            into.append(spot)
            if one in self.answers:  # an answer to something that is no question
                self._take(spot, (one,))
            for kid in node.kids:
                self.place(kid, one + "/", spot, spot.kids)

    def _plain(self, node: Node, path: Path, up: Spot | None) -> Spot:
        """The spot of a question with one answer at most and nothing under it."""
        spot = self._spot(node, path, up)
        value = self.answers.get(path)
        if value is not None:
            self.claimed += 1
            if value.__class__ is not str or not _blank(value):
                spot.places = (path,)
                spot.given = spot.values = (value,)
        return spot

    def _question(self, node: Node, path: Path, up: Spot | None, numbers: Iterable[int]) -> Spot:
        spot = self._spot(node, path, up)
        paths = _paths(path, numbers, node.repeats)
        places = dict.fromkeys((path, *paths))
        for one in places:
            self.tree.claim(one, spot)
        answered = [one for one in places if one in self.answers]
        if answered:
            self._take(spot, tuple(answered))
        if node.kids:
            for one in paths:
                self._answer(spot, one)
        return spot

    def _answer(self, question: Spot, path: Path) -> None:
        """Unfold the items that lie under one answer."""
        branch = Spot(question.node, path, question, question.order)
        branch.answer = question.places.index(path) if path in question.places else -1
        question.kids.append(branch)
        for kid in question.node.kids:
            self.place(kid, path + "/", branch, branch.kids)

    def _spot(self, node: Node, path: Path, up: Spot | None) -> Spot:
        spot = Spot(node, path, up, len(self.tree.spots))
        self.tree.spots.append(spot)
        self.tree.by_node[node.index].append(spot)
        self.tree.claim(path, spot)
        return spot

    def _take(self, spot: Spot, places: tuple[Path, ...]) -> None:
        self.claimed += len(places)
        answered = [one for one in places if not _blank(self.answers[one])]
        spot.places = tuple(answered)
        spot.given = spot.values = tuple(self.answers[one] for one in answered)

    def unclaimed(self) -> tuple[Path, ...]:
        """The paths of answers that belong to no item."""
        if self.claimed == len(self.answers):
            return ()
        known = {place for spot in self.tree.spots for place in (spot.path, *spot.places)}
        blank = {path for path, value in self.answers.items() if _blank(value)}
        return tuple(path for path in self.answers if path not in known | blank)


def _blank(value: Value) -> bool:
    """Only space is no answer."""
    return isinstance(value, str) and not value.strip()


def shape_of(answers: Iterable[Path], openings: Iterable[Path]) -> Mapping[Path, list[int]]:
    """Occurrence numbers by the path they stand behind, in order."""
    found: dict[Path, set[int]] = defaultdict(set)
    for path in (*answers, *openings):
        start = path.find("[")
        while start >= 0:
            end = path.find("]", start)
            if end > 0 and path[start + 1 : end].isdecimal():
                found[path[:start]].add(int(path[start + 1 : end]))
            start = path.find("[", start + 1)
    return {path: sorted(numbers) for path, numbers in found.items()}


def _paths(path: Path, numbers: Iterable[int], repeats: bool) -> tuple[Path, ...]:
    """The paths of an item's occurrences; one where there are none yet.

    An item that does not repeat has no "[n]": further ones a response holds against the form keep
    theirs, so that nothing given is lost and validity can name it.
    """
    if repeats:
        return tuple(f"{path}[{number}]" for number in numbers) or (f"{path}[0]",)
    return (path, *(f"{path}[{number}]" for number in numbers))


def _chain(spot: Spot | None) -> Iterable[Spot]:
    """A spot and what surrounds it, nearest first."""
    while spot is not None:
        yield spot
        spot = spot.up


def _holds(container: Spot, spot: Spot) -> bool:
    """Whether a spot is the container or lies in it."""
    return any(one is container for one in _chain(spot))
