"""Lint of what must be there: elements of consent and sheets, languages, dates, safe short cuts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from consult_app.domain.assess import items_read
from consult_app.domain.rules import Outcome
from consult_app.forms.model import Item
from consult_app.i18n import _
from consult_app.packs.consent import ELEMENTS
from consult_app.packs.lint import Problem
from consult_app.packs.markdown import Piece
from consult_app.packs.pack import Pack
from consult_app.packs.rules import all_items
from consult_app.packs.templates import Template, read_pieces

SHEETS: Mapping[str, tuple[str, ...]] = {
    "information": (
        *("product.biological_source", "regulatory", "own_findings", "::: write"),
        *("{what}", "{difference}", "{studied}", "{hopes}", "{unknown}", "{risks}", "{status}"),
        *("{suit}", "{choices}", "{before}", "{day}", "{after}", "{cost}", "{ask}", "hope"),
    ),
    "consent": (
        *("plan.sites_words", "plan.product", "plan.sessions", "own_findings", "regulatory"),
        *("statements", "questions", "teach_back", "consent.interpreter", "consent.witness"),
        *("::: signature patient", "::: signature representative", "::: signature physician"),
    ),
    "aftercare": (
        *("treatment.date", "treatment.physician", "treatment.site", "treatment.product"),
        *("treatment.lot", "treatment.expiry", "clinic.phone_day", "clinic.phone_night"),
        *("clinic.emergency", "plan.advice", "followups", "{normal}", "::: do ", "::: do-not"),
        *("::: same-day", "::: emergency", "::: write", "::: cut", "::: body-map"),
    ),
    "summary": (
        *("findings", "finding.sources", "open_screens", "evaluations", "rationales"),
        *("rules_off", "decision.reason", "decided_before", "answers", "consent.state"),
        *("judged_by", "finding.lapsed"),
    ),
    "referral": ("findings", "clinic.phone_day", "::: signature physician"),
    "deferral": ("own_findings", "decision.until", "clinic.phone_day", "clinic.emergency"),
    "recall": (
        *("recall.product", "recall.lot", "recall.day", "recall.received", "recall.reason"),
        *("clinic.phone_day", "clinic.phone_night", "clinic.emergency", "{happened}"),
        *("::: do ", "::: do-not", "::: same-day", "::: emergency"),
    ),
    "recall-end": (
        *("recall.product", "recall.lot", "recall.day", "recall.received", "recall.ended"),
        *("recall.end", "recall.end_reason", "clinic.phone_day", "clinic.phone_night"),
        *("clinic.emergency", "{ended}", "::: do ", "::: do-not", "::: same-day"),
        "::: emergency",
    ),
    "adverse-event": (
        *("event.title", "event.description", "event.began", "event.ended", "event.serious"),
        *("event.criteria", "event.outcome", "event.causality", "event.lot", "event.expiry"),
        *("event.dose", "event.route", "event.indication", "event.other_medicines"),
        *("event.reporter", "event.reports", "event.product", "event.treated", "patient.age"),
    ),
    "scores": (
        *("::: scores", "scores.rows", "row.day", "row.what", "row.pain", "row.function"),
        *("row.satisfaction", "scores.events", "event.serious", "today"),
    ),
    "intake": ("::: questionnaire", "::: signature physician"),
    "decline": ("own_findings", "clinic.phone_day"),
}
"""Template -> what its text must name: values, directives, keys of sections."""

NEVER_ON = {
    "aftercare": ("findings", "own_findings"),
    **dict.fromkeys(
        ("recall", "recall-end"), ("findings", "own_findings", "answers", "treatment.site")
    ),
}
"""Template -> values that must not stand on it: others at home read it too."""


def lint_duties(pack: Pack, today: date) -> Iterator[Problem]:
    """Every problem with what must be there, in all languages."""
    yield from _consent(pack)
    for language in pack.languages:
        for name, needed in SHEETS.items():
            template = pack.templates.get((name, language))
            if template is None and language == pack.languages[0]:
                yield Problem("element", f"templates/{language}/{name}.md", _("It is missing."))
            elif template is not None:
                yield from _sheet(template, needed)
    yield from lint_dates(pack, today)
    yield from _short_cuts(pack)


def _consent(pack: Pack) -> Iterator[Problem]:
    covered = {element for s in pack.consent.statements if s.core for element in s.covers}
    for element in ELEMENTS:
        if element not in covered:
            yield Problem(
                "element", "consent.yaml", _("No core statement covers {what}").format(what=element)
            )
    for language in pack.languages:
        template = pack.templates.get(("consent", language))
        keys = _sections(read_pieces(template)) if template else set()
        for statement in pack.consent.statements:
            if statement.section not in keys:
                what = _("The consent template has no section {what}").format(
                    what=statement.section
                )
                yield Problem("element", f"consent.yaml {statement.id}", what)


def _sections(pieces: tuple[Piece, ...]) -> set[str]:
    return {piece.section for piece in pieces if piece.section}


def _sheet(template: Template, needed: tuple[str, ...]) -> Iterator[Problem]:
    for part in needed:
        if not _names(template, part):
            yield Problem("element", template.file, _("It does not name {what}").format(what=part))
    for part in NEVER_ON.get(template.id, ()):
        if _names(template, part):
            yield Problem("element", template.file, _("It must not name {what}").format(what=part))


def _names(template: Template, part: str) -> bool:
    if part.startswith((":::", "{")):
        return part in template.body
    return re.search(rf"\{{[%{{][^}}]*(?<![\w.]){re.escape(part)}(?!\w)", template.body) is not None


def lint_dates(pack: Pack, today: date) -> Iterator[Problem]:
    """Texts past their review, and notes on the law that were looked up too long ago."""
    for template in pack.templates.values():
        if template.review_by < today:
            yield Problem(
                "date",
                template.file,
                _("Its review was due on {day}").format(day=template.review_by),
            )
    for name, due in pack.review_by.items():
        if due < today:
            yield Problem("date", f"{name}.yaml", _("Its review was due on {day}").format(day=due))
    for entry in pack.regulatory:
        if entry.is_overdue(today, pack.plan.review_months):
            what = _("It was last checked on {day}").format(day=entry.checked_on)
            yield Problem("date", f"regulatory.yaml {entry.id}", what)


def _short_cuts(pack: Pack) -> Iterator[Problem]:
    """What can hold a treatment back is asked each time, and never answered in bulk."""
    items = all_items(pack.questionnaire)
    for link_id in sorted(_asked_afresh(pack, items)):
        if items[link_id].bulk or items[link_id].carry:
            what = _("A rule that can hold back reads it: neither bulk nor carry.")
            yield Problem("short cut", f"assessment.yaml {link_id}", what)


def _asked_afresh(pack: Pack, items: Mapping[str, Item]) -> set[str]:
    found = {
        link_id
        for rule in pack.rules
        if rule.outcome is not Outcome.CAUTION
        for link_id in items_read(rule.when)
    }
    for link_id in list(found):
        found |= {*items[link_id].variables.values()} & items.keys()
    return found
