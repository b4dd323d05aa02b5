"""What an evaluation says: the state of every item, the issues, the answers that count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from consult_app.forms.model import Answers, Item, Path, Value


class IssueCode(StrEnum):
    """What can be wrong with an answer, or with the lack of one."""

    REQUIRED = "required"
    TYPE = "type"
    FORMAT = "format"
    MIN = "min"
    MAX = "max"
    MIN_LENGTH = "min-length"
    MAX_LENGTH = "max-length"
    MAX_DECIMALS = "max-decimals"
    PATTERN = "pattern"
    OPTION = "option"
    EXCLUSIVE = "exclusive"
    MIN_OCCURS = "min-occurs"
    MAX_OCCURS = "max-occurs"
    UNIT = "unit"
    SIZE = "size"
    CONTENT_TYPE = "content-type"
    REFERENCE = "reference"
    CONSTRAINT = "constraint"
    EXPRESSION = "expression"
    UNKNOWN_ITEM = "unknown-item"
    MISPLACED = "misplaced"
    NOT_A_QUESTION = "not-a-question"
    DISABLED = "disabled"


class Issue(NamedTuple):
    """One thing that keeps a response from being complete and valid, at one place."""

    path: Path
    link_id: str
    code: IssueCode
    params: Mapping[str, object]


class ItemState(NamedTuple):
    """One item in one occurrence of the groups around it.

    A group that repeats has a state for each occurrence (`g[0]`, `g[2]`); a question has one, with
    all its answers: `places` are the paths of those answers (`q[0]`, `q[1]` where it repeats).
    `container` is the path of the group occurrence or of the answer it lies under ("" at the root).
    `undecided`: disabled only because a question it depends on, however indirectly, is itself
    unanswered; rules read that as open, never as clear.
    """

    path: Path
    item: Item
    enabled: bool
    visible: bool
    required: bool
    undecided: bool
    answers: tuple[Value, ...]
    missing: bool
    places: tuple[Path, ...]
    container: Path
    calculated: bool


@dataclass(frozen=True, slots=True)
class FormState:
    """A questionnaire with its answers, evaluated: items in document order, and what is wrong."""

    items: tuple[ItemState, ...]
    issues: tuple[Issue, ...]
    answers: Answers
    """Answers that count: calculated ones in, those of disabled items out."""
    by_path: Mapping[Path, ItemState] = field(repr=False)
    by_link_id: Mapping[str, list[ItemState]] = field(repr=False)
    by_base: Mapping[Path, tuple[Path, ...]] = field(repr=False)

    def at(self, path: Path) -> ItemState | None:
        """The item at a path; `q` and `q[1]` both name the question that repeats."""
        return self.by_path.get(path)

    def occurrences(self, path: Path) -> tuple[Path, ...]:
        """The occurrences of a repeating group, named without its own "[n]", in order."""
        return self.by_base.get(path, ())

    def with_link_id(self, link_id: str) -> tuple[ItemState, ...]:
        """Every occurrence of one item, in document order."""
        return tuple(self.by_link_id.get(link_id, ()))

    @property
    def missing(self) -> tuple[ItemState, ...]:
        """Items that are required, enabled and unanswered, in document order."""
        return tuple(state for state in self.items if state.missing)
