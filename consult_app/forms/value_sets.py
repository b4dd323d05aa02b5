"""Value sets that a form carries inside itself, as options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from consult_app.forms.extensions import listed, texts_from_json
from consult_app.forms.model import Coding, Option

Json = Mapping[str, object]


def contained_options(form: Json, language: str) -> dict[str, tuple[Option, ...]]:
    """The options of each contained value set, by `#id` and by url, where it lists its codes.

    One that names whole code systems cannot be told here and is left out.
    """
    found: dict[str, tuple[Option, ...]] = {}
    for one in listed(form, "contained"):
        if one.get("resourceType") != "ValueSet":
            continue
        options = tuple(_expanded(one, language)) or tuple(_composed(one, language))
        if options:
            found["#" + str(one.get("id", ""))] = options
            if isinstance(one.get("url"), str):
                found.setdefault(str(one["url"]), options)
    return found


def _expanded(value_set: Json, language: str) -> Iterator[Option]:
    """The codes of an expansion."""
    waiting = listed(value_set.get("expansion"), "contains")
    while waiting:
        one = waiting.pop(0)
        waiting[:0] = listed(one, "contains")
        if "code" in one and one.get("abstract") is not True:
            yield _option(one, str(one.get("system", "")), language)


def _composed(value_set: Json, language: str) -> Iterator[Option]:
    """The codes listed one by one in a definition, unless part of it is not so listed."""
    includes = listed(value_set.get("compose"), "include")
    if any(not listed(one, "concept") for one in includes):
        return
    for include in includes:
        for concept in listed(include, "concept"):
            yield _option(concept, str(include.get("system", "")), language)


def _option(data: Json, system: str, language: str) -> Option:
    display = str(data.get("display", ""))
    text = texts_from_json(data, "display", language)
    return Option(Coding(str(data.get("code", "")), system, display), text)
