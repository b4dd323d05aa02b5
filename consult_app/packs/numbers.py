"""Periods, limits and days of review that a clinic may set, the same in every language.

They stand in `pack.yaml` and `rules.yaml`; the day by which the sheets are looked through again is
one for all that have the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

import yaml

from consult_app.domain.wording import Change
from consult_app.errors import Refused
from consult_app.forms.model import say
from consult_app.i18n import _, mark
from consult_app.packs.files import PackFiles
from consult_app.packs.pack import Pack, load_pack
from consult_app.packs.rules import below
from consult_app.packs.yaml_source import read_yaml

SHEETS = "templates"
HELD_IN = ("pack.yaml", "rules.yaml", SHEETS)
"""What stands before the colon of a number's place."""
_PARTS = {"pack.yaml": ("plan", "usual"), "rules.yaml": ("rules",)}
_DAYS = "review_by"
_PERIODS = {
    "evaluation_valid_days": mark("Days that a specialist's evaluation counts"),
    "review_months": mark("Months until a reference is looked up again"),
    "follow_up_weeks": mark("Weeks after a treatment until a visit"),
    "near_expiry_days": mark("Days before its end that a lot is nearly expired"),
}
_REVIEWS = {
    "assessment": mark("Questions: looked through again by"),
    "rules": mark("Rules: looked through again by"),
    "consent": mark("Statements of the consent: looked through again by"),
}
_FIGURES = {"days": mark("days to wait"), "years": mark("years of age")}
_REVIEW = re.compile(r"^review_by: *(\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Number:
    """One number or day: where it stands, in which file, what it is, and its name in words."""

    place: str
    group: str
    value: str
    name: str


def every(files: PackFiles) -> Iterator[Number]:
    """All periods and limits. Raises as `load_pack`."""
    pack = load_pack(files)
    for file, parts in _PARTS.items():
        for way, node in _scalars(read_yaml(file, files[file]).node, ()):
            if way[0] in parts and not node.style and _number(node.value) is not None:
                yield Number(f"{file}:{'/'.join(way)}", file[:-5], node.value, _named(way, pack))


def reviews(files: PackFiles) -> Iterator[Number]:
    """The days by which the texts are to be looked through again."""
    for way, node in _scalars(read_yaml("pack.yaml", files["pack.yaml"]).node, ()):
        if way[0] == _DAYS:
            name = _(_REVIEWS.get(way[-1], way[-1]))
            yield Number(f"pack.yaml:{'/'.join(way)}", "pack", node.value, name)
    days = {found[1] for text in _sheets(files).values() if (found := _REVIEW.search(text))}
    for at, day in enumerate(sorted(days), 1):
        name = _("Sheets: looked through again by")
        yield Number(f"{SHEETS}:{_DAYS}/{at}", "pack", day, name)


def put(files: dict[str, str], change: Change) -> bool:
    """Whether the place still says what the change replaces; then it is replaced.

    Raises `Refused`: wording.no-number, wording.no-day.
    """
    name, _colon, key = change.place.partition(":")
    said = change.after.strip()
    if key.startswith(_DAYS):
        _require_day(said)
    elif _number(said) is None:
        raise Refused("wording.no-number", text=change.after[:20])
    if name == SHEETS:
        return _put_sheets(files, change.before, said)
    return put_scalar(files, name, key, change)


def put_scalar(files: dict[str, str], name: str, key: str, change: Change) -> bool:
    """The same of any scalar of a YAML file, by the way to it."""
    for way, node in _scalars(read_yaml(name, files[name]).node, ()):
        if "/".join(way) == key:
            if node.value != change.before:
                return False
            start, end = node.start_mark.index, node.end_mark.index
            files[name] = files[name][:start] + change.after.strip() + files[name][end:]
            return True
    return False


def _sheets(files: PackFiles) -> dict[str, str]:
    return {name: text for name, text in files.items() if name.startswith(f"{SHEETS}/")}


def _put_sheets(files: dict[str, str], before: str, after: str) -> bool:
    """Every sheet that was to be looked through by the one day is by the other."""
    found = False
    for name, text in _sheets(files).items():
        there = _REVIEW.search(text)
        if there is not None and there[1] == before:
            files[name] = text[: there.start(1)] + after + text[there.end(1) :]
            found = True
    return found


def _require_day(words: str) -> None:
    try:
        date.fromisoformat(words)
    except ValueError:
        raise Refused("wording.no-day", text=words[:20]) from None


def _named(way: tuple[str, ...], pack: Pack) -> str:
    """What a number is, in words: a period, a limit of what is usual, a figure of a rule."""
    first = pack.languages[0]
    titles = {rule.id: rule.title[first] for rule in pack.rules}
    if way[0] == "usual":
        item = next(i for s in pack.questionnaire.items for i in below(s) if i.link_id == way[1])
        end = _("usually at least") if way[-1] == "1" else _("usually at most")
        return f"{say(item.short or item.text, first)} · {end}"
    if way[0] == "rules":
        return " · ".join((titles[way[1]], _(_FIGURES.get(way[-1], way[-1]))))
    return " · ".join((_(_PERIODS.get(way[1], way[1])), *way[2:]))


def _scalars(
    node: yaml.Node, way: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], yaml.ScalarNode]]:
    """Every scalar below a node, and the way there; elements of a list go by id, or by number."""
    if isinstance(node, yaml.ScalarNode):
        yield way, node
    elif isinstance(node, yaml.SequenceNode):
        for at, child in enumerate(node.value):
            yield from _scalars(child, (*way, _id(child) or str(at + 1)))
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(value, (*way, str(key.value)))


def _id(node: yaml.Node) -> str:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((str(value.value) for key, value in pairs if key.value == "id"), "")


def _number(words: str) -> Decimal | None:
    try:
        number = Decimal(words)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
