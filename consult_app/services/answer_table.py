"""The answers of an assessment as rows of question and answer, for the summary."""

from __future__ import annotations

from consult_app.forms.model import Item, ItemType, say
from consult_app.forms.state import ItemState
from consult_app.i18n import _, series
from consult_app.services.answer_words import value_words
from consult_app.services.material import Material
from consult_app.services.wording import clock_words, moment_words


def sections(material: Material, language: str) -> list[dict[str, object]]:
    """Every section with the questions that count: answered, or required and not answered."""
    found: list[dict[str, object]] = []
    for item in material.loaded.pack.questionnaire.items:
        rows = [_row(material, view, language) for view in told(material, item)]
        if rows:
            found.append({"title": say(item.text, language), "rows": rows})
    return found


def told(material: Material, section: Item) -> list[ItemState]:
    """The questions of a section that count: answered, or required and not answered."""
    return [
        view
        for view in material.state.form.items
        if view.path.startswith(section.link_id + "/")
        and view.item.type not in {ItemType.GROUP, ItemType.DISPLAY}
        and view.enabled
        and (view.answers or view.missing)
    ]


def _row(material: Material, view: ItemState, language: str) -> dict[str, object]:
    answer = series(value_words(view.item, v, language) for v in view.answers)
    author = material.authors.get(view.places[0] if view.places else view.path)
    return {
        "question": say(view.item.short, language) or say(view.item.text, language),
        "answer": answer or _("Not answered"),
        "by": _initials(material.people[author.author_id].name) if author else "",
        "at": clock_words(author.at, language) if author else "",
        "author": material.person(author.author_id) if author else "",
        "moment": moment_words(author.at, language) if author else "",
    }


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[:1].isalpha())


def open_screens(material: Material, language: str) -> list[str]:
    """The screens that are not answered, in short words."""
    items = {v.path: v.item for v in material.state.form.items}
    return [
        say(items[p].short, language) or say(items[p].text, language)
        for p in material.state.suitability.open_paths
    ]
