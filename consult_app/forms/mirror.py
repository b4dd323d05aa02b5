"""The answers as a QuestionnaireResponse in memory, for expressions to look at."""

from __future__ import annotations

from consult_app.forms.fhirpath import ORDINALS
from consult_app.forms.model import Item, Value
from consult_app.forms.tree import Spot, Tree
from consult_app.forms.values import value_to_json

JsonObject = dict[str, object]


class Mirror:
    """What counts at this moment as FHIR objects: the whole response, and the item of each spot."""

    def __init__(self, tree: Tree) -> None:
        self._items: dict[Spot, JsonObject] = {}
        self.root: JsonObject = {"resourceType": "QuestionnaireResponse"}
        self._fill(self.root, tree.roots)

    def focus(self, spot: Spot | None) -> JsonObject:
        """The item of a spot, bare where it holds no answer; the response for None."""
        if spot is None:
            return self.root
        return self._items.get(spot) or {"linkId": spot.node.item.link_id}

    def _fill(self, into: JsonObject, spots: list[Spot]) -> None:
        found = [item for spot in spots if spot.enabled for item in [self._item(spot)] if item]
        if found:
            into["item"] = found

    def _item(self, spot: Spot) -> JsonObject | None:
        """The item of one spot, None where there is nothing answered in it."""
        item: JsonObject = {"linkId": spot.node.item.link_id}
        if spot.node.is_question:
            answers = self._answers(spot)
            if answers:
                item["answer"] = answers
        else:
            self._fill(item, spot.kids)
        if len(item) == 1:
            return None
        self._items[spot] = item
        return item

    def _answers(self, spot: Spot) -> list[JsonObject]:
        """The answers of a question, each with the items that lie under it."""
        answers = [scored(value, spot.node.item) for value in spot.values]
        for branch in spot.kids:
            nested: JsonObject = {}
            self._fill(nested, branch.kids)
            if not nested:
                continue
            if branch.answer is not None and 0 <= branch.answer < len(answers):
                answers[branch.answer] |= nested
            else:
                answers.append(nested)
        return answers


def scored(value: Value, item: Item) -> JsonObject:
    """An answer with the score of its option, if that has one, for weight() and ordinal()."""
    found = value_to_json(value, item.type)
    for option in item.options:
        if option.extensions and option.value == value:
            scores = [one for one in option.extensions if one.get("url") in ORDINALS]
            coding = found.get("valueCoding")
            if scores and isinstance(coding, dict):
                coding["extension"] = scores
    return found
