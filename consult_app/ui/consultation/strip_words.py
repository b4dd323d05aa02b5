"""What the strip says of an assessment: verdict, findings, what is open; words, no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consult_app.domain.rules import Outcome, Result
from consult_app.domain.suitability import Finding, Suitability
from consult_app.forms.model import Path, say
from consult_app.forms.state import FormState
from consult_app.i18n import _, ngettext, series
from consult_app.services.finding_words import (
    Items,
    asked_words,
    item_words,
    lapsed_words,
    outcome_words,
    settled_words,
    short_evidence,
    source_words,
    waited_words,
)
from consult_app.ui.kit import Finding as Card
from consult_app.ui.kit import Verdict
from consult_app.ui.verdicts import VERDICTS

EVALUATE, REASON, REFER, LETTER = "evaluate", "reason", "refer", "letter"
"""What can be done about a finding."""


@dataclass(frozen=True, slots=True)
class Banner:
    """The largest words of the strip."""

    verdict: Verdict | None
    title: str
    sentence: str


def question_rows(form: FormState, goals: Sequence[Path], language: str) -> list[tuple[Path, str]]:
    """(where to go, the question in few words)."""
    views = [(goal, form.at(goal)) for goal in goals]
    return [(goal, item_words(v.item, language) if v else goal) for goal, v in views]


def banner(suitability: Suitability, open_count: int) -> Banner:
    """The verdict in one line. *Clear* only where nothing fired and nothing is open."""
    counts = _counts(suitability, open_count)
    if suitability.outcome is not None:
        verdict = VERDICTS[suitability.outcome]
        return Banner(verdict, outcome_words(suitability.outcome), counts)
    if suitability.errors or suitability.open_paths or suitability.open_results:
        return Banner(None, _("Not assessed yet"), counts)
    if suitability.is_clear:
        title = outcome_words(None)
        rest = counts or _("Every question that decides is answered.")
        return Banner(Verdict.CLEAR, title, rest)
    return Banner(None, _("What was found is settled"), counts)


def _counts(suitability: Suitability, open_count: int) -> str:
    found, errors = len(suitability.findings), len(suitability.errors)
    parts = []
    if found:
        parts.append(ngettext("{n} finding", "{n} findings", found).format(n=found))
    if open_count:
        words = ngettext("{n} question open", "{n} questions open", open_count)
        parts.append(words.format(n=open_count))
    if errors:
        words = ngettext("{n} rule in error", "{n} rules in error", errors)
        parts.append(words.format(n=errors))
    return series(parts, " · ")


def cards(
    suitability: Suitability, items: Items, language: str, *, editable: bool, acting: bool
) -> list[tuple[str, Card]]:
    """Every finding as a card, by its rule, the gravest first; then rules that are in error."""
    found = [
        (f.rule.id, card(f, items, language, actions(f, editable=editable) if acting else ()))
        for f in suitability.findings
    ]
    return found + [(r.rule.id, _error(r, language)) for r in suitability.errors]


def card(
    finding: Finding, items: Items, language: str, offered: tuple[tuple[str, str], ...]
) -> Card:
    """One finding: what, which answer, where it comes from, what would clear it or did."""
    rule = finding.rule
    settled = settled_words(finding, language)
    told = (settled,) if finding.settled else _open_words(finding, language)
    return Card(
        title=say(rule.title, language),
        answer=short_evidence(items, finding, language),
        source=source_words(rule),
        why="" if finding.settled else say(rule.explanation, language),
        clears=tuple(words for words in told if words),
        verdict=None if finding.settled else VERDICTS[finding.outcome],
        actions=offered,
    )


def _open_words(finding: Finding, language: str) -> tuple[str, ...]:
    """What stands of a finding that still stands in the way, and what would clear it."""
    clears = say(finding.rule.clears, language)
    return (
        settled_words(finding, language),
        asked_words(finding, language),
        lapsed_words(finding, language),
        waited_words(finding, language),
        _("Clears it: {what}").format(what=clears) if clears else "",
    )


def actions(finding: Finding, *, editable: bool) -> tuple[tuple[str, str], ...]:
    """What can be done about a finding now."""
    asked = finding.rule.outcome is Outcome.SPECIALIST and bool(finding.rule.condition)
    refer = (_letter(finding),) if asked else ()
    if not editable:
        return refer
    if asked and (finding.evaluation is not None or finding.outcome is Outcome.SPECIALIST):
        again = finding.evaluation is not None
        words = _("Record another evaluation") if again else _("Record evaluation")
        return ((EVALUATE, words), *refer)
    if can_reason(finding):
        return ((REASON, _("Change the reason") if finding.rationale else _("Give a reason")),)
    return refer


def _letter(finding: Finding) -> tuple[str, str]:
    """The letter to the specialist: the one that is awaited, or one that is still to be made."""
    if finding.asked is None or finding.told_otherwise or finding.settled:
        return REFER, _("Referral letter")
    return LETTER, _("Show the letter")


def specialist_asked(suitability: Suitability) -> bool:
    """Whether any finding asks for a specialist: then there is a letter to refer with."""
    return any(f.rule.outcome is Outcome.SPECIALIST for f in suitability.findings)


def can_reason(finding: Finding) -> bool:
    """Whether a reason may settle it; what the specialist found, it never does."""
    if finding.evaluation is not None or not finding.rule.override:
        return False
    if finding.outcome is Outcome.DO_NOT_TREAT:
        return finding.rule.second_physician
    return finding.outcome is not Outcome.SPECIALIST


def _error(result: Result, language: str) -> Card:
    return Card(
        title=say(result.rule.title, language),
        answer=_("This rule could not be evaluated. It counts as not assessed."),
        source=source_words(result.rule),
        verdict=Verdict.STOP,
    )


def more_words(count: int) -> str:
    """How many questions there are beyond those that are listed."""
    return ngettext("{n} more", "{n} more", count).format(n=count)
