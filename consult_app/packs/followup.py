"""What is asked after a treatment: a short form, its scores, and the warning signs in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consult_app.errors import Refused
from consult_app.forms.model import Questionnaire
from consult_app.packs.assessment import FIELDS_OF_FORM, read_questionnaire
from consult_app.packs.rules import all_items
from consult_app.packs.wording import Words
from consult_app.packs.yaml_source import Source

FILE = "followup.yaml"
"""A pack without it has dates for a follow-up and nothing to ask."""

SCORES = ("pain", "function", "satisfaction")
TIERS = ("same-day", "emergency")
"""How soon a warning sign is acted upon, the calmer first."""


@dataclass(frozen=True, slots=True)
class FollowUpForm:
    """`late_days`: so long after its day a follow-up is still the same one; `scores`: name -> the
    linkId of a whole number from 0 to 10; `warning`: tier -> the linkIds whose *yes* is a sign."""

    questionnaire: Questionnaire
    late_days: int
    scores: Mapping[str, str]
    warning: Mapping[str, tuple[str, ...]]

    def signs(self) -> tuple[str, ...]:
        """Every question for a warning sign, the most urgent first."""
        return tuple(one for tier in reversed(TIERS) for one in self.warning.get(tier, ()))


def read_followup(source: Source, words: Words) -> FollowUpForm:
    """The form of a file.

    Raises `Refused`: pack.unknown-item, what `read_questionnaire` raises.
    """
    own = ("late_days", "scores", "warning")
    fields = source.fields((*own, *FIELDS_OF_FORM), own)
    form = read_questionnaire(source, words, also=own)
    return FollowUpForm(
        form,
        fields["late_days"].whole(),
        {
            name: _known(part, form, part.text())
            for name, part in fields["scores"].fields(SCORES, SCORES).items()
        },
        {
            tier: tuple(_known(part, form, one) for one in part.words())
            for tier, part in fields["warning"].fields(TIERS, TIERS).items()
        },
    )


def _known(source: Source, form: Questionnaire, name: str) -> str:
    if name not in all_items(form):
        raise Refused("pack.unknown-item", file=source.file, line=source.line, name=name)
    return name
