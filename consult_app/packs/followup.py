"""What is asked after a treatment: a short form, its scores, and the warning signs in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consult_app.errors import Refused
from consult_app.forms.model import Questionnaire, Text
from consult_app.packs.assessment import FIELDS_OF_FORM, read_questionnaire
from consult_app.packs.rules import all_items
from consult_app.packs.wording import Words
from consult_app.packs.yaml_source import Source

FILE = "followup.yaml"
"""A pack without it has dates for a follow-up and nothing to ask."""

SCORES = ("pain", "function", "satisfaction")
ENDS = ("lowest", "highest")
TIERS = ("same-day", "emergency")
"""How soon a warning sign is acted upon, the calmer first."""


@dataclass(frozen=True, slots=True)
class FollowUpForm:
    """`late_days`: so long after its day a follow-up is still the same one; `scores`: name -> the
    linkId of a whole number from 0 to 10; `ends`: name -> what 0 and what 10 mean, for whoever
    reads the scores (texts from before they were drawn have none); `warning`: tier -> the linkIds
    whose *yes* is a sign."""

    questionnaire: Questionnaire
    late_days: int
    scores: Mapping[str, str]
    ends: Mapping[str, tuple[Text, Text]]
    warning: Mapping[str, tuple[str, ...]]

    def signs(self) -> tuple[str, ...]:
        """Every question for a warning sign, the most urgent first."""
        return tuple(one for tier in reversed(TIERS) for one in self.warning.get(tier, ()))


def read_followup(source: Source, words: Words) -> FollowUpForm:
    """The form of a file.

    Raises `Refused`: pack.unknown-item, what `read_questionnaire` raises.
    """
    needed = ("late_days", "scores", "warning")
    own = (*needed, "ends")
    fields = source.fields((*own, *FIELDS_OF_FORM), needed)
    form = read_questionnaire(source, words, also=own)
    return FollowUpForm(
        form,
        fields["late_days"].whole(),
        {
            name: _known(part, form, part.text())
            for name, part in fields["scores"].fields(SCORES, SCORES).items()
        },
        _ends(fields["ends"], words) if "ends" in fields else {},
        {
            tier: tuple(_known(part, form, one) for one in part.words())
            for tier, part in fields["warning"].fields(TIERS, TIERS).items()
        },
    )


def _ends(source: Source, words: Words) -> dict[str, tuple[Text, Text]]:
    """What the ends of each scale mean."""
    found = {}
    for name, part in source.fields(SCORES, SCORES).items():
        lowest, highest = (part.fields(ENDS, ENDS)[end] for end in ENDS)
        found[name] = (
            words.text(lowest, "ends", name, ENDS[0]),
            words.text(highest, "ends", name, ENDS[1]),
        )
    return found


def _known(source: Source, form: Questionnaire, name: str) -> str:
    if name not in all_items(form):
        raise Refused("pack.unknown-item", file=source.file, line=source.line, name=name)
    return name
