"""Every refusal has a sentence, every sentence a refusal, and their parameters match."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import consult_app
from consult_app.errors import Refused
from consult_app.messages import SENTENCES, sentence

PACKAGE = Path(consult_app.__file__).parent


class Raised(NamedTuple):
    place: str
    code: str | None
    params: set[str] | None  # None: handed on as **params


def refusals(source: str, place: str) -> Iterator[Raised]:
    """Every call of `Refused` in a module's source."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and "Refused" in {ast.unparse(b) for b in node.bases}:
            yield from (_raised(call, f"{place}:{call.lineno}") for call in _parent_made(node))
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name == "Refused":
            yield _raised(node, f"{place}:{node.lineno}")


def _parent_made(kind: ast.ClassDef) -> Iterator[ast.Call]:
    """The calls by which a refusal of its own kind hands its code to `Refused`."""
    for node in ast.walk(kind):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "super().__init__":
            yield node


def _raised(node: ast.Call, place: str) -> Raised:
    first = node.args[0] if node.args else None
    literal = isinstance(first, ast.Constant) and isinstance(first.value, str)
    code = first.value if literal else None  # type: ignore[union-attr]  # literal says so
    names = [keyword.arg for keyword in node.keywords]
    given = {name for name in names if name is not None}
    return Raised(place, str(code) if code else None, None if None in names else given)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def everywhere() -> list[Raised]:
    return [
        raised
        for path in sorted(PACKAGE.rglob("*.py"))
        for raised in refusals(path.read_text(encoding="utf-8"), str(path.relative_to(PACKAGE)))
    ]


def test_refusal_anywhere_has_a_literal_code_with_a_sentence() -> None:
    wrong = [f"{r.place} {r.code}" for r in everywhere() if r.code not in SENTENCES]
    assert wrong == []


def test_refusal_anywhere_gives_what_its_sentence_asks_for() -> None:
    wrong = [
        f"{r.place} {r.code}: {sorted(fields(SENTENCES[r.code]) - r.params)}"
        for r in everywhere()
        if r.code in SENTENCES and r.params is not None and fields(SENTENCES[r.code]) - r.params
    ]
    assert wrong == []


def test_sentence_without_a_refusal_is_dead() -> None:
    assert sorted(SENTENCES.keys() - {r.code for r in everywhere()}) == []


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_sentence_tells_calmly_and_ends(code: str) -> None:
    text = SENTENCES[code]
    assert text[0].isupper() or text[0] == "{"
    assert text.endswith(".")
    assert "!" not in text
    assert all(name.isidentifier() for name in fields(text)), "name each parameter"


def test_sentence_with_params_formats_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SENTENCES, "x.y", "No {thing} here.")
    assert sentence(Refused("x.y", thing="{lamp}")) == "No {lamp} here."


def test_finder_sees_missing_and_computed_codes() -> None:
    found = list(refusals('Refused("a.b", n=1)\nerrors.Refused(code, **more)', "m"))
    assert found == [Raised("m:1", "a.b", {"n"}), Raised("m:2", None, None)]
