"""What is known of a patient's allergies, in the few words that stand beside the name."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.assess import UNKNOWN
from consult_app.forms.model import Coding
from consult_app.forms.paths import parent
from consult_app.forms.state import FormState, ItemState
from consult_app.i18n import _
from consult_app.packs.pack import Pack
from consult_app.services.answer_words import value_words

NONE_KNOWN = "none"
"""The option code that means: asked, and there is none."""


@dataclass(frozen=True, slots=True)
class AllergyNote:
    """A few words; `recorded` only where an allergy is: nothing else may look like one."""

    words: str
    recorded: bool


def allergy_notes(pack: Pack, form: FormState, language: str) -> tuple[AllergyNote, ...]:
    """Each recorded allergy, else what is known; not asked is never *none*."""
    state = _first(form, pack.roles["allergy.state"])
    if state is None:
        return (AllergyNote(_("Allergies not asked"), recorded=False),)
    answer = state.answers[0]
    code = answer.code if isinstance(answer, Coding) else str(answer)
    if code == UNKNOWN:
        return (AllergyNote(_("Allergies unknown"), recorded=False),)
    words = value_words(state.item, answer, language)
    if code == NONE_KNOWN:
        return (AllergyNote(words, recorded=False),)
    listed = tuple(
        AllergyNote(_with_reaction(form, view, pack.roles["allergy.reaction"], language), True)
        for view in form.with_link_id(pack.roles["allergy.substance"])
        if view.enabled and view.answers
    )
    return listed or (AllergyNote(words, recorded=True),)


def _first(form: FormState, link_id: str) -> ItemState | None:
    return next((v for v in form.with_link_id(link_id) if v.enabled and v.answers), None)


def _with_reaction(form: FormState, view: ItemState, reaction: str, language: str) -> str:
    substance = value_words(view.item, view.answers[0], language)
    beside = form.at(f"{parent(view.path)}/{reaction}")
    if beside is None or not (beside.enabled and beside.answers):
        return substance
    return f"{substance}: {value_words(beside.item, beside.answers[0], language)}"
