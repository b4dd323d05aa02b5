"""Findings in words, for the screen and for paper alike: outcome, answers, source, settlement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from consult_app.domain.evaluation import Evaluation, Opinion
from consult_app.domain.lapse import Lapse
from consult_app.domain.rules import Basis, Evidence, Outcome, Rule
from consult_app.domain.suitability import Finding
from consult_app.forms.model import Item, Path, say
from consult_app.forms.paths import parent
from consult_app.forms.state import ItemState
from consult_app.i18n import _, series
from consult_app.services.answer_words import value_words
from consult_app.services.wording import day_words

Items = Mapping[Path, Item]
"""The item at each path of a form."""


def items_of(form_items: Iterable[ItemState]) -> Items:
    """The item at each path of an evaluated form."""
    return {view.path: view.item for view in form_items}


def outcome_words(outcome: Outcome | None) -> str:
    """An outcome as it is shown and printed."""
    words = {
        None: _("Nothing stands in the way"),
        Outcome.CAUTION: _("Caution"),
        Outcome.ASK: _("Ask before deciding"),
        Outcome.DEFER: _("Wait"),
        Outcome.SPECIALIST: _("A specialist evaluates first"),
        Outcome.DO_NOT_TREAT: _("Do not treat"),
    }
    return words[outcome]


def opinion_words(opinion: Opinion) -> str:
    """A specialist's opinion as it is shown and printed."""
    return {
        Opinion.SUITABLE: _("Suitable"),
        Opinion.NOT_SUITABLE: _("Not suitable"),
        Opinion.DEFER_UNTIL: _("Wait until"),
    }[opinion]


def item_words(item: Item, language: str) -> str:
    """What an item asks, in few words."""
    return (say(item.short, language) or say(item.text, language)).rstrip("?:. ")


def evidence_words(items: Items, evidence: tuple[Evidence, ...], language: str) -> str:
    """`Cancer: Yes; Cancer status: In the past`: each answer behind a finding with what it
    answers."""
    words = [
        f"{item_words(items[e.path], language)}: {value_words(items[e.path], e.value, language)}"
        for e in evidence
        if e.path in items
    ]
    return series(dict.fromkeys(words), "; ", language)


def short_evidence(items: Items, finding: Finding, language: str) -> str:
    """The answers that say more, where there are any: the finding's title says the rest."""
    return noted_words(items, finding, language) or evidence_words(
        items, finding.evidence, language
    )


def noted_words(items: Items, finding: Finding, language: str) -> str:
    """`Breast, left. In the past. Diagnosed May 2019.`: the answers that say more, as sentences.

    What belongs to one entry of a list stays together; empty where nothing more was answered.
    """
    detail = finding.rule.detail
    more = [e for e in finding.evidence if e.item in detail and e.path in items]
    entries = list(dict.fromkeys(parent(e.path) for e in more))
    more.sort(key=lambda e: (entries.index(parent(e.path)), detail.index(e.item)))
    said = (_noted(items[e.path], e, finding.rule, language) for e in more)
    return " ".join(_ended(words) for words in dict.fromkeys(said))


def _noted(item: Item, evidence: Evidence, rule: Rule, language: str) -> str:
    answer = value_words(item, evidence.value, language)
    pattern = say(rule.noted.get(evidence.item, {}), language)
    if not pattern:
        return f"{item_words(item, language)}: {answer}"
    return pattern.replace("{answer}", answer)


def evidence_sentence(items: Items, finding: Finding, language: str) -> str:
    """`Cancer: Unknown.`: the answers behind a finding, as one sentence below its title."""
    words = evidence_words(items, finding.evidence, language)
    words = words.removeprefix(f"{say(finding.rule.title, language)}: ")
    return _ended(words) if words else ""


def _ended(words: str) -> str:
    """The words with a full stop, where they do not end in a mark of their own."""
    words = words.rstrip()
    return words if words.endswith((".", "!", "?")) else f"{words}."


def source_words(rule: Rule) -> str:
    """`Source document, F28 · rule 1.0`: what the rule rests on, and its version."""
    basis = {
        Basis.SOURCE_DOCUMENT: _("Source document"),
        Basis.GENERAL_PRACTICE: _("General practice"),
        Basis.PRODUCT_LABEL: _("Product label"),
        Basis.CLINIC: _("This clinic"),
    }[rule.basis]
    named = [s for s in rule.sources if s != _GENERAL]
    version = _("rule {version}").format(version=rule.version)
    return series((series((basis, *named)), version), " · ")


_GENERAL = "G"
"""The source id that says no more than *general practice*, which the basis says in words."""


def waited_words(finding: Finding, language: str) -> str:
    """From when to look at it again, the answer it is worked out from and why; empty: unknown."""
    waited = finding.waited
    if waited is None:
        return ""
    return _("From {until}. {why} Worked out from {day}.").format(
        until=day_words(waited.until, language),
        why=_ended(say(waited.wait.why, language)),
        day=day_words(waited.day, language),
    )


def asked_words(finding: Finding, language: str) -> str:
    """By which letter a specialist was asked, and that the answer is awaited; empty: by none."""
    asked = finding.asked
    if asked is None or finding.settled:
        return ""
    day = day_words(asked.at.astimezone().date(), language)
    if finding.told_otherwise:
        what = _("Letter {number} of {day} told of answers that have changed since.")
    else:
        what = _("Asked for by letter {number} of {day}; the answer is awaited.")
    return what.format(number=asked.number, day=day)


def lapsed_words(finding: Finding, language: str) -> str:
    """What was recorded and does not count any more, and why; empty where nothing lapsed."""
    if finding.lapsed is None:
        return ""
    record, why = finding.lapsed.record, finding.lapsed.why
    if isinstance(record, Evaluation):
        day = day_words(record.record.day, language)
        what = _("The evaluation by {evaluator} of {day} does not count any more: {why}")
        return what.format(evaluator=record.record.evaluator, day=day, why=lapse_words(why))
    day = day_words(record.at.astimezone().date(), language)
    what = _("The reason given on {day} does not hold any more: {why}")
    return what.format(day=day, why=lapse_words(why))


def lapse_words(why: Lapse) -> str:
    """What has changed, as the end of a sentence."""
    return {
        Lapse.ANSWERS: _("the answers behind it have changed."),
        Lapse.RULE: _("the rule has changed."),
        Lapse.EXPIRED: _("it is too old."),
        Lapse.DAY_REACHED: _("the day it asked to wait for has come."),
    }[why]


def settled_words(finding: Finding, language: str) -> str:
    """How a finding was settled, by whom and when; empty where it is not."""
    if finding.evaluation is not None:
        record = finding.evaluation.record
        return _("{opinion}: {evaluator}, {specialty}, {day}").format(
            opinion=opinion_words(record.opinion),
            evaluator=record.evaluator,
            specialty=record.specialty,
            day=day_words(record.day, language),
        )
    if finding.rationale is not None:
        parts = (finding.rationale.record.text, finding.rationale.record.mitigation)
        return _("Reason: {reason}").format(reason=series((p for p in parts if p), "; "))
    return ""
