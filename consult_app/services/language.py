"""Which language a patient is spoken to in, and which one the papers have."""

from __future__ import annotations

from consult_app.domain.patients import Patient
from consult_app.errors import Refused
from consult_app.forms.model import Coding
from consult_app.forms.state import FormState
from consult_app.packs.pack import Pack
from consult_app.services.facts import answers_to


def spoken(pack: Pack, form: FormState, patient: Patient) -> str:
    """The language of the talk: as answered, else as registered."""
    return _answered(form, pack.roles.get("language", "")) or patient.language


def heard(pack: Pack, form: FormState, patient: Patient, window: str) -> str:
    """The language in which a question is said aloud: the patient's, else that of the window."""
    language = spoken(pack, form, patient)
    return language if language in pack.languages else window


def of_papers(pack: Pack, form: FormState, patient: Patient) -> str:
    """The language that papers are made in: of the talk, or the one chosen in its place.

    Raises `Refused("document.language-missing")` where the pack does not speak it and nobody has
    chosen another: nothing is printed in a language that a patient may not read.
    """
    chosen = _answered(form, pack.roles.get("papers", ""))
    for language in (chosen, spoken(pack, form, patient)):
        if language in pack.languages:
            return language
    raise Refused("document.language-missing")


def of_preview(pack: Pack, form: FormState, patient: Patient) -> str:
    """The same for what is only looked at; the pack's first language where none is chosen."""
    try:
        return of_papers(pack, form, patient)
    except Refused:
        return pack.languages[0]


def _answered(form: FormState, link_id: str) -> str:
    found = next(iter(answers_to(form, link_id)), None)
    return found.code if isinstance(found, Coding) else ""
