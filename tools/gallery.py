"""Pictures of every paper in every language, for docs/: `python -m tools.gallery [FOLDER]`.

Each template gets one small picture: its first page in each language beside the others, from
made-up values. What is told in sentences is filled in English only; the others show their own text.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PIL import Image

from consult_app import paths
from consult_app.documents import pages
from consult_app.documents.render import render
from consult_app.domain.blocks import Letterhead, Sheet
from consult_app.domain.scores import Course, Scale, Score
from consult_app.i18n import speaking
from consult_app.packs.templates import Template, read_template, render_template
from consult_app.packs.values import VALUES, Shape, Value
from consult_app.services.sheets import words
from consult_app.services.wording import day_words

FOLDER = Path(__file__).resolve().parent.parent / "docs"
DPI = 42
GAP = 8
DESK = (214, 218, 223)
COLOURS = 128
LARGE = "aftercare"
"""What is shown in large print too."""

DAY, BORN = date(2026, 11, 23), date(1979, 3, 12)
FIGURES: dict[str, str] = {
    "name": "Elif Demir",
    "display": "Dr Ayşe Kaya",
    "physician": "Dr Ayşe Kaya",
    "author": "Dr Ayşe Kaya",
    "informed_by": "Dr Ayşe Kaya",
    "evaluator": "Dr Mehmet Şahin",
    "phone_day": "+90 232 555 0110",
    "phone_night": "+90 232 555 0199",
    "emergency": "112",
    "product": "Example-EX 5 ml",
    "clinic.name": "Klinik Örnek",
    "clinic.address": "Bahar Caddesi 12, İzmir",
    "product.name": "Example-EX 5 ml",
    "lot": "A7731",
    "expiry": "08/2027",
    "dose": "5 ml",
    "session": "1",
    "sessions": "3",
    "age": "47",
    "record_number": "100234",
    "region": "knee",
    "laterality": "left",
    "kind": "proceed",
    "reader": "",
    "jurisdiction": "TR",
}
SENTENCES: dict[str, str] = {
    "reason": "Pain in the knee on stairs, since a fall in March.",
    "hope": "To climb the stairs at home without a rest.",
    "indication": "Worn cartilage of the left knee",
    "question": "Does it hurt?",
    "answer": "It may, for a short time.",
    "title": "History of cancer",
    "patient_words": "You told us that you had breast cancer in 2019.",
    "explanation": "A specialist looks at it first.",
    "outcome": "specialist evaluation first",
    "text": "I was told what is not known.",
    "prompt": "What may happen afterwards?",
    "note": "Suits the treatment.",
}
SITE = {
    "en": "Left knee, inner side",
    "tr": "Sol diz, iç taraf",
    "de": "Linkes Knie, Innenseite",
    "ar": "الركبة اليسرى، الجهة الداخلية",
}
SITED = frozenset({"site", "sites_words", "plan.sites.words"})
DATES = frozenset(
    {"today", "review_by", "date", "day", "until", "informed_on", "earliest",
     "valid_until", "evaluated_on", "source_date", "received", "recall.ended"}
)  # fmt: skip
ALWAYS = frozenset({"sites", "followups", "rows"})
LISTED = ALWAYS | {"statements", "questions", "teach_back", "findings"}


def main() -> None:
    """Draw all of them, and the page that shows them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    pictures = folder / "gallery"
    pictures.mkdir(parents=True, exist_ok=True)
    shown = ["# Every paper, in every language", ""]
    for name, templates in _templates().items():
        _beside([_page(_sheet(template)) for template in templates], pictures / f"{name}.png")
        spoken = ", ".join(template.language for template in templates)
        shown += [f"## {templates[0].title}", "", f"![{name}: {spoken}](gallery/{name}.png)", ""]
        if name == LARGE:
            sheets = [_sheet(template, edition="large") for template in templates]
            _beside(list(map(_page, sheets)), pictures / f"{name}-large.png")
            shown += ["In large print:", "", f"![{name}: {spoken}](gallery/{name}-large.png)", ""]
    (folder / "gallery.md").write_text("\n".join(shown), encoding="utf-8")


def _templates() -> dict[str, list[Template]]:
    """By id, English first."""
    found: dict[str, list[Template]] = {}
    for pack in sorted((paths.resources() / "packs").iterdir()):
        files = sorted(
            (pack / "templates").glob("*/*.md"), key=lambda f: (f.parent.name != "en", f)
        )
        for file in files:
            template = read_template(file.name, file.read_text(encoding="utf-8"))
            found.setdefault(template.id, []).append(template)
    return found


def _sheet(template: Template, edition: str = "standard") -> Sheet:
    language = template.language
    with speaking(language):
        furniture = tuple(words().items())
    return Sheet(
        kind=template.id,
        title=template.title,
        subtitle=f"Elif Demir · {day_words(BORN, language)}",
        language=language,
        letterhead=Letterhead(
            "Klinik Örnek", "Bahar Caddesi 12, İzmir", "+90 232 555 0110", "+90 232 555 0199", "112"
        ),
        patient_name="Elif Demir",
        birth_date=BORN,
        birth_words=day_words(BORN, language, short=True),
        number="D-2026-00417",
        template=f"{template.title} {template.version} {language}",
        issued_words=day_words(template.issued, language, short=True),
        anchor="8812:9f3ac1d2e4f50617",
        composed_at=datetime(2026, 11, 23, 10, 42, tzinfo=UTC),
        blocks=render_template(
            template, {**_values(language), "signatures": {}, "course": _course(language)}
        ),
        words=furniture,
        edition=edition,
        columns=template.columns,
    )


def _course(language: str) -> Course:
    """One scale over a quarter of a year."""
    days = [DAY + timedelta(weeks=weeks) for weeks in (1, 4, 6, 13)]
    told = zip(days, (3, None, 7, 4), (False, False, True, False), strict=True)
    scale = Scale({"en": "Pain"}.get(language, ""), "", "", tuple(Score(*one) for one in told))
    words = tuple((day, day_words(day, language, short=True)) for day in (DAY, *days))
    return Course((scale,), (DAY,), words, told=("", ""))


def _values(language: str) -> dict[str, object]:
    return {name: _value(name, shape, language) for name, shape in VALUES.items()}


def _value(name: str, shape: Shape, language: str) -> Value:
    if isinstance(shape, str):
        return _leaf(name, language)
    if isinstance(shape, Mapping):
        return {key: _value(f"{name}.{key}", part, language) for key, part in shape.items()}
    told = _last(name) in LISTED and (language == "en" or _last(name) in ALWAYS)
    return [_value(name, part, language) for part in shape] if told else []


def _leaf(name: str, language: str) -> str:
    last = _last(name)
    if last == "birth_date":
        return day_words(BORN, language)
    if {last, name} & DATES or last == "followups":
        return day_words(DAY, language)
    if last in SITED or name in SITED:
        return SITE.get(language, SITE["en"])
    figure = FIGURES.get(name, FIGURES.get(last, ""))
    return figure or (SENTENCES.get(last, "") if language == "en" else "")


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _page(sheet: Sheet) -> Image.Image:
    image = pages.page_image(render(sheet), 0, DPI)
    size = (image.width, image.height)
    return Image.frombytes("RGB", size, image.data, "raw", "BGRX", image.stride)


def _beside(images: list[Image.Image], target: Path) -> None:
    wide = sum(image.width + GAP for image in images) + GAP
    desk = Image.new("RGB", (wide, max(image.height for image in images) + 2 * GAP), DESK)
    for image, left in zip(images, _lefts(images), strict=True):
        desk.paste(image, (left, GAP))
    few = desk.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(target, optimize=True)


def _lefts(images: list[Image.Image]) -> Iterator[int]:
    at = GAP
    for image in images:
        yield at
        at += image.width + GAP


if __name__ == "__main__":
    main()
