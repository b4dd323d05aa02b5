"""What can be filled into a line of a template, by name, with what each name gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from consult_app.packs.files import PackFiles
from consult_app.packs.pieces import TEMPLATES, line_number
from consult_app.packs.values import VALUES, Shape

_TAG = re.compile(r"\{%-?\s*(for|if|else|endfor|endif)\b(?:\s+(\w+)\s+in\s+([\w.]+))?")
_UNSEEN = re.compile(r"\(a code|for the body map")
"""What a description says that is for conditions and drawings, and never printed as words."""


@dataclass(frozen=True, slots=True)
class Field:
    """A name that is filled in: `insert` as it is written, `gives` as it is described."""

    name: str
    gives: str

    @property
    def insert(self) -> str:
        """What is put into the text."""
        return f"{{{{ {self.name} }}}}"


def fields(files: PackFiles, place: str) -> tuple[Field, ...]:
    """What may stand in the piece at `place`, what is of its own list first.

    Nothing for a piece of which nothing is filled in: a question, a statement, a number.
    """
    name, _colon, key = place.partition(":")
    if not name.startswith(TEMPLATES) or name not in files or not key.isdecimal():
        return ()
    at = line_number(files[name], int(key))
    if at is None:
        return ()
    before = "\n".join(files[name].replace("\r\n", "\n").split("\n")[:at])
    own = _around(before)
    inner = [one for name, shape in reversed(own.items()) for one in _leaves(name, shape)]
    return (*inner, *(one for name, shape in VALUES.items() for one in _leaves(name, shape)))


def _around(before: str) -> dict[str, Shape]:
    """The names of the lists that a line stands in, outermost first, with what they hold."""
    scope: list[tuple[str, Shape]] = []
    for tag in _TAG.finditer(before):
        match tag[1]:
            case "for":
                listed = _shape(tag[3], dict(scope))
                element = listed[0] if not isinstance(listed, str | Mapping) and listed else ""
                scope.append((tag[2], element))
            case "if":
                scope.append(("", ""))
            case "else" if scope:  # of a list: what is said where it is empty
                scope[-1] = ("", "")
            case "endfor" | "endif" if scope:
                scope.pop()
    return {name: shape for name, shape in scope if name}


def _shape(path: str, scope: Mapping[str, Shape]) -> Shape:
    first, *rest = path.split(".")
    shape: Shape = scope.get(first, VALUES.get(first, ""))
    for name in rest:
        shape = shape.get(name, "") if isinstance(shape, Mapping) else ""
    return shape


def _leaves(name: str, shape: Shape) -> Iterator[Field]:
    """What is words; what is a list has names of its own within it."""
    if isinstance(shape, str):
        if shape and not _UNSEEN.search(shape):
            yield Field(name, shape)
    elif isinstance(shape, Mapping):
        for part, inner in shape.items():
            yield from _leaves(f"{name}.{part}", inner)
