"""Why a patient was treated, or was not: everything behind one decision, with times and authors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consult_app.domain.audit import Event
from consult_app.domain.consent import Consent, ConsentMove
from consult_app.domain.decision import Decision
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.domain.rules import Outcome
from consult_app.domain.suitability import Finding
from consult_app.forms.model import say
from consult_app.forms.state import ItemState
from consult_app.i18n import _, series
from consult_app.services import answer_table, finding_words
from consult_app.services.acting import Acting
from consult_app.services.answer_words import value_words
from consult_app.services.consent_values import consent_lines
from consult_app.services.consent_words import withdrawn_words
from consult_app.services.material import Material, gather
from consult_app.services.permission import needs
from consult_app.services.record_words import (
    choice_words,
    consent_move_words,
    consent_state_words,
    pack_words,
)
from consult_app.services.wording import day_words, moment_words
from consult_app.storage import consents as consent_rows
from consult_app.storage import withdrawals as withdrawal_rows
from consult_app.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is told: what, in full, and by whom and when. `outcome`: of a finding."""

    what: str
    words: tuple[str, ...] = ()
    signed: str = ""
    outcome: Outcome | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer with its author and the moment it was given."""

    question: str
    answer: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Why:
    """One page: the decision in force and those before it, and everything they rest on."""

    patient: Patient
    decision: Decision | None
    decisions: tuple[Told, ...]
    findings: tuple[Told, ...]
    evaluations: tuple[Told, ...]
    rationales: tuple[Told, ...]
    consents: tuple[Told, ...]
    treatments: tuple[Told, ...]
    answers: tuple[tuple[str, tuple[Answered, ...]], ...]
    rules_off: tuple[Told, ...]
    judged_by: str


@needs(Capability.READ_ANSWERS)
def why(acting: Acting, consultation_id: int, language: str) -> Why:
    """The page about one consultation, in `language`; that it was read is audited.

    Raises `Refused`: consultation.not-found.
    """
    with acting.write() as tx:
        material = gather(acting, tx, consultation_id, None)
        found = Why(
            material.loaded.patient,
            material.loaded.decision,
            tuple(_decided(material, d, language) for d in material.decisions),
            tuple(_found(material, f, language) for f in material.state.suitability.findings),
            tuple(_evaluated(material, language)),
            tuple(_reasoned(material, language)),
            tuple(_consented(material, tx, consultation_id, language)),
            tuple(_treated(material, language)),
            tuple(_answered(material, language)),
            tuple(_off(material, language)),
            pack_words(material.loaded, language),
        )
        acting.note(tx, Event.PATIENT_VIEWED, "consultation", consultation_id)
    return found


def _decided(material: Material, decision: Decision, language: str) -> Told:
    words = choice_words(decision.record.choice)
    if decision.record.until is not None:
        until = day_words(decision.record.until, language)
        words = _("{decision}, until {day}").format(decision=words, day=until)
    reason = (decision.record.reason,) if decision.record.reason else ()
    signed = _signed(material.person(decision.author_id), moment_words(decision.at, language))
    return Told(words, reason, signed)


def _found(material: Material, finding: Finding, language: str) -> Told:
    items = finding_words.items_of(material.state.form.items)
    words = (
        finding_words.short_evidence(items, finding, language),
        say(finding.rule.explanation, language),
        finding_words.settled_words(finding, language),
        finding_words.lapsed_words(finding, language),
        finding_words.waited_words(finding, language),
        finding_words.source_words(finding.rule),
    )
    by = [material.authors[e.path] for e in finding.evidence if e.path in material.authors]
    last = max(by, key=lambda row: row.at, default=None)
    signed = (
        _signed(material.person(last.author_id), moment_words(last.at, language)) if last else ""
    )
    told = tuple(w for w in words if w)
    return Told(say(finding.rule.title, language), told, signed, finding.outcome, finding.settled)


def _evaluated(material: Material, language: str) -> Iterator[Told]:
    titles = {r.condition: say(r.title, language) for r in material.loaded.pack.rules}
    counted = {f.evaluation.id for f in material.state.suitability.findings if f.evaluation}
    for evaluation in material.loaded.evaluations:
        record = evaluation.record
        opinion = finding_words.opinion_words(record.opinion)
        if record.until is not None:
            opinion = f"{opinion} {day_words(record.until, language)}"
        title = titles.get(record.condition, record.condition)
        words = (
            _("{evaluator}, {specialty}, {day}").format(
                evaluator=record.evaluator,
                specialty=record.specialty,
                day=day_words(record.day, language),
            ),
            record.note,
            "" if evaluation.id in counted else _("It did not count."),
        )
        yield Told(
            _("{condition}: {opinion}").format(condition=title, opinion=opinion),
            tuple(w for w in words if w),
            _signed(material.person(evaluation.author_id), moment_words(evaluation.at, language)),
        )


def _reasoned(material: Material, language: str) -> Iterator[Told]:
    titles = {r.id: say(r.title, language) for r in material.loaded.pack.rules}
    holding = {f.rationale.id for f in material.state.suitability.findings if f.rationale}
    for rationale in material.loaded.rationales:
        record = rationale.record
        mitigation = (
            _("Risk kept small by: {words}").format(words=record.mitigation)
            if record.mitigation
            else ""
        )
        second = material.person(record.second_physician_id)
        words = (
            record.text,
            mitigation,
            _("Second physician: {name}").format(name=second) if second else "",
            "" if rationale.id in holding else _("It did not hold any more."),
        )
        yield Told(
            titles.get(record.rule_id, record.rule_id),
            tuple(w for w in words if w),
            _signed(material.person(rationale.author_id), moment_words(rationale.at, language)),
        )


def _consented(material: Material, tx: Tx, consultation_id: int, language: str) -> Iterator[Told]:
    for consent in consent_rows.of_consultation(tx, consultation_id):
        withdrawal = withdrawal_rows.of_consent(tx, consent.id)
        how = withdrawn_words(withdrawal, language) if withdrawal is not None else ""
        steps = [
            _signed(
                consent_move_words(step.move),
                moment_words(step.at, language),
                material.person(step.author_id),
                how if step.move is ConsentMove.WITHDRAW else "",
                step.reason,
            )
            for step in consent_rows.events(tx, consent.id)
        ]
        yield Told(
            consent_state_words(consent.state),
            tuple(w for w in (*_said(material, consent, language), *steps) if w),
            _("Text: {template}").format(template=consent.template),
        )


def _said(material: Material, consent: Consent, language: str) -> list[str]:
    told = [
        _("{what}: {words}").format(what=what, words=words)
        for what, words in consent_lines(material, consent, language)
    ]
    return told + [
        _("Signed by {name}, {moment}").format(name=s.name, moment=moment_words(s.at, language))
        for s in consent.signatures
    ]


def _treated(material: Material, language: str) -> Iterator[Told]:
    products = {p.id: p.name for p in material.loaded.products}
    for treatment in material.treatments:
        record, lot = treatment.record, material.lots[treatment.record.lot_id]
        words = _("{product}, lot {lot}, use by {day}").format(
            product=products.get(treatment.product_id, ""),
            lot=lot.number,
            day=day_words(lot.expiry, language),
        )
        yield Told(
            _("Session {n} of {all}: {place}").format(
                n=record.session, all=treatment.sessions, place=record.where
            ),
            tuple(w for w in (words, record.dose, record.reaction) if w),
            _signed(material.person(treatment.author_id), moment_words(treatment.at, language)),
        )


def _answered(material: Material, language: str) -> Iterator[tuple[str, tuple[Answered, ...]]]:
    for section in material.loaded.pack.questionnaire.items:
        rows = []
        for view in answer_table.told(material, section):
            author = material.authors.get(view.places[0] if view.places else view.path)
            words = series(value_words(view.item, v, language) for v in view.answers)
            rows.append(
                Answered(
                    finding_words.item_words(view.item, language),
                    words or _("Not answered"),
                    material.person(author.author_id) if author else _worked_out(view),
                    moment_words(author.at, language) if author else "",
                )
            )
        if rows:
            yield say(section.text, language), tuple(rows)


def _worked_out(view: ItemState) -> str:
    return _("Worked out") if view.calculated else ""


def _off(material: Material, language: str) -> Iterator[Told]:
    titles = {r.id: say(r.title, language) for r in material.loaded.pack.rules}
    for one in material.loaded.settings.rules_off:
        words = (one.reason,)
        yield Told(titles.get(one.rule_id, one.rule_id), words, material.person(one.by))


def _signed(*parts: str) -> str:
    return series((part for part in parts if part), " · ")
