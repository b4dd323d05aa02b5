"""Every template in every language with data of every sort, as sheets; and pairs of a product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any

from consult_app import paths
from consult_app.domain.blocks import Sheet
from consult_app.domain.scores import Course, Scale, Score
from consult_app.i18n import speaking
from consult_app.packs.templates import Template, read_template, render_template
from consult_app.packs.values import VALUES, blank_values
from consult_app.services.sheets import words
from tests.documents import arabic, sheets

FOLDER = paths.resources() / "packs" / "exosome" / "templates"
DATA = ("ordinary", "hostile", "empty")
PAPERS = ("A4", "Letter")
SIGNED_AT = datetime(2026, 11, 2, 10, 40)
EDITIONS = ("standard", "large")

HOSTILE = (
    "<b>&amp;</b> {{ 7*7 }} {% for x in y %} **bold** [x](y) # ::: cut | $x %s \\ </para> ",
    "N" * 500,
    "Hexakosioihexekontahexaphobia" * 9,
    *arabic.NAMES.values(),
    'O\'Neill "Red" (brackets) ',
    "a\tb\r\nc\u2028d\u202eevil\u202c",
)


def languages() -> list[str]:
    """Shipped, or still being written."""
    return sorted(folder.name for folder in FOLDER.iterdir())


def names() -> list[str]:
    """Ids of the templates of all languages."""
    return sorted({file.stem for file in FOLDER.glob("*/*.md")})


def exists(name: str, language: str) -> bool:
    return (FOLDER / language / f"{name}.md").is_file()


@cache
def template(name: str, language: str) -> Template:
    file = FOLDER / language / f"{name}.md"
    return read_template(str(Path(language) / file.name), file.read_text(encoding="utf-8"))


def sheet(name: str, language: str, data: str, edition: str, size: str) -> Sheet:
    """The template filled with data of one sort."""
    made = template(name, language)
    patient = {
        "ordinary": "Elif Demir",
        "hostile": HOSTILE[0] + arabic.NAMES["Arabic"],
        "empty": "",
    }
    with speaking(language):
        furniture = tuple(words().items())
    return sheets.sheet(
        *render_template(made, values(data)),
        kind=name,
        language=language,
        title=made.title,
        subtitle=patient[data],
        patient_name=patient[data],
        template=made.name,
        words=furniture,
        edition=edition,
        columns=made.columns,
        paper=size,
        mark="DRAFT" if data == "hostile" else "",
    )


def values(data: str) -> dict[str, object]:
    """Something for each name that a template may use."""
    if data == "empty":
        return blank_values()
    texts = _ordinary() if data == "ordinary" else _hostile()
    filled: dict[str, Any] = {name: _filled(shape, texts) for name, shape in VALUES.items()}
    signed = {"name": "Elif Demir", "signed_at": SIGNED_AT}
    strokes = sheets.strokes()
    roles = ("patient", "representative", "physician", "evaluator")
    filled["course"] = course(next(texts))
    return {**filled, "signatures": {role: {**signed, "strokes": strokes} for role in roles}}


def course(title: str) -> Course:
    """Two treatments on one day, a call, a day without an answer, both ends of the scale."""
    given = date(2026, 8, 3)
    days = [given + timedelta(weeks=weeks) for weeks in (1, 4, 6, 13)]
    scores = zip(days, (0, None, 10, 4), (False, False, True, False), strict=True)
    scale = Scale(title, title, title, tuple(Score(*one) for one in scores))
    words = tuple((day, f"{day.day} {day:%b %Y}") for day in (given, *days))
    return Course((scale, scale), (given,), words, (title,) * 4, (title,) * 3)


def _ordinary() -> Iterator[str]:
    while True:
        yield from ("2 November 2026", "Left knee", "+90 232 555 0110", "Less pain on stairs.")


def _hostile() -> Iterator[str]:
    while True:
        yield from HOSTILE


def _filled(shape: Any, texts: Iterator[str]) -> Any:
    if isinstance(shape, str):
        return next(texts)
    if isinstance(shape, Mapping):
        return {name: _filled(part, texts) for name, part in shape.items()}
    return [_filled(shape[0], texts) for _ in range(2)]


def pairwise(axes: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Few of the product of `axes`, so that each value meets each value of every other axis."""
    places = list(combinations(range(len(axes)), 2))
    open_pairs = {
        (i, a, j, b)
        for i, j in places
        for a, b in product(range(len(axes[i])), range(len(axes[j])))
    }
    everything = list(product(*(range(len(axis)) for axis in axes)))

    def covered(row: tuple[int, ...]) -> set[tuple[int, int, int, int]]:
        return {(i, row[i], j, row[j]) for i, j in places} & open_pairs

    found = []
    while open_pairs:
        best = max(everything, key=lambda row: len(covered(row)))
        open_pairs -= covered(best)
        found.append(tuple(axis[at] for axis, at in zip(axes, best, strict=True)))
    return found
