"""What the treatment is considered for, in words, from the answers that the pack's role names."""

from __future__ import annotations

from collections.abc import Mapping

from consult_app.forms import paths
from consult_app.forms.model import Coding, Path
from consult_app.forms.state import FormState
from consult_app.i18n import series
from consult_app.services.answer_words import value_words


def words(form: FormState, roles: Mapping[str, str], language: str) -> str:
    """`Injury of muscle, joint or tendon: Meniscus tear`; several with `; `, empty: not answered.

    Dates below it are left out: they say since when, not what for.
    """
    said = (
        ": ".join([value_words(view.item, value, language), *_below(form, place, language)])
        for view in form.with_link_id(roles.get("indication", ""))
        if view.enabled
        for place, value in zip(view.places, view.answers, strict=False)
    )
    return series(said, "; ", language)


def _below(form: FormState, place: Path, language: str) -> list[str]:
    more = [
        value_words(view.item, value, language)
        for view in form.items
        if view.enabled and view.path != place and paths.within(view.path, place)
        for value in view.answers
        if isinstance(value, Coding | str)
    ]
    return [series(more, language=language)] if more else []
