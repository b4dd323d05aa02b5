"""What has happened to a patient, newest first: visits, findings, treatments, consents, papers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consult_app.domain.consent import ConsentMove
from consult_app.domain.consultation import Consultation, State
from consult_app.domain.decision import Decision
from consult_app.domain.people import Capability
from consult_app.domain.rules import Outcome
from consult_app.forms.model import say
from consult_app.i18n import _
from consult_app.services import finding_words, shelf
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.services.record_words import choice_words, consent_move_words
from consult_app.services.wording import day_words
from consult_app.storage import addenda as addendum_rows
from consult_app.storage import consents as consent_rows
from consult_app.storage import consultations as consultation_rows
from consult_app.storage import decisions as decision_rows
from consult_app.storage import documents as document_rows
from consult_app.storage import evaluations as evaluation_rows
from consult_app.storage import products as product_rows
from consult_app.storage import snapshots as snapshot_rows
from consult_app.storage import treatments as treatment_rows
from consult_app.storage.store import Tx


class Kind(StrEnum):
    """What an entry is; the list can be narrowed to one of them."""

    CONSULTATION = "consultation"
    FINDING = "finding"
    TREATMENT = "treatment"
    CONSENT = "consent"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `outcome` is set for a finding.

    `consultation_id`, or for a document `document_id`, is where more of it is read.
    """

    kind: Kind
    at: datetime
    what: str
    detail: str
    consultation_id: int
    document_id: int = 0
    outcome: Outcome | None = None


TOLD = frozenset(
    {
        *(ConsentMove.INFORM, ConsentMove.PHYSICIAN_SIGNS, ConsentMove.CONFIRM_SCAN),
        *(ConsentMove.DECLINE, ConsentMove.SUSPEND, ConsentMove.RECONFIRM, ConsentMove.WITHDRAW),
        *(ConsentMove.EXPIRE, ConsentMove.VOID, ConsentMove.SUPERSEDE),
    }
)
"""Moves of a consent that are told; the steps between them say nothing more."""


@needs(Capability.READ_ANSWERS)
def of_patient(acting: Acting, patient_id: int, language: str) -> tuple[Entry, ...]:
    """Everything about a patient, in `language`; what was entered in error is told as such."""
    with acting.read() as tx:
        found = [
            entry
            for consultation in consultation_rows.of_patient(tx, patient_id)
            for entry in _of_consultation(tx, consultation, language)
        ]
        found += _documents(tx, patient_id)
    return tuple(sorted(found, key=lambda e: e.at, reverse=True))


def _of_consultation(tx: Tx, consultation: Consultation, language: str) -> Iterator[Entry]:
    wrong = consultation.state is State.IN_ERROR
    begun = _("Consultation begun, entered in error") if wrong else _("Consultation begun")
    yield Entry(Kind.CONSULTATION, consultation.started_at, begun, "", consultation.id)
    if wrong:
        return
    decisions = decision_rows.of_consultation(tx, consultation.id)
    for decision in decisions:
        yield _decided(decision, language)
    if decisions:
        yield from _findings(tx, consultation, decisions[0], language)
    for addendum in addendum_rows.of_consultation(tx, consultation.id):
        yield Entry(Kind.CONSULTATION, addendum.at, _("Note added"), "", consultation.id)
    yield from _evaluations(tx, consultation, language)
    yield from _treatments(tx, consultation.id)
    yield from _consents(tx, consultation.id)


def _decided(decision: Decision, language: str) -> Entry:
    words = choice_words(decision.record.choice)
    if decision.record.until is not None:
        until = day_words(decision.record.until, language)
        words = _("{decision}, until {day}").format(decision=words, day=until)
    what = _("Decided: {decision}").format(decision=words)
    reason = decision.record.reason
    return Entry(Kind.CONSULTATION, decision.at, what, reason, decision.consultation_id)


def _findings(
    tx: Tx, consultation: Consultation, decision: Decision, language: str
) -> Iterator[Entry]:
    """The findings that the decision in force rests on, as they were frozen."""
    pack = shelf.by_hash(tx, consultation.pack_hash)
    titles = {rule.id: say(rule.title, language) for rule in pack.rules}
    snapshot = json.loads(snapshot_rows.get(tx, decision.snapshot_hash))
    for finding in snapshot["findings"]:
        outcome = Outcome[finding["outcome"].upper()]
        words = _("Settled") if finding["settled"] else finding_words.outcome_words(outcome)
        title = titles.get(finding["rule"], finding["rule"])
        shown = None if finding["settled"] else outcome
        yield Entry(Kind.FINDING, decision.at, title, words, consultation.id, outcome=shown)


def _evaluations(tx: Tx, consultation: Consultation, language: str) -> Iterator[Entry]:
    pack = shelf.by_hash(tx, consultation.pack_hash)
    titles = {rule.condition: say(rule.title, language) for rule in pack.rules}
    for evaluation in evaluation_rows.of_consultation(tx, consultation.id):
        record = evaluation.record
        what = _("Specialist evaluation: {opinion}").format(
            opinion=finding_words.opinion_words(record.opinion)
        )
        detail = f"{titles.get(record.condition, record.condition)} · {record.evaluator}"
        yield Entry(Kind.FINDING, evaluation.at, what, detail, consultation.id)


def _treatments(tx: Tx, consultation_id: int) -> Iterator[Entry]:
    for treatment in treatment_rows.of_consultation(tx, consultation_id):
        lot = product_rows.lot(tx, treatment.record.lot_id)
        product = product_rows.get(tx, treatment.product_id)
        what = _("Treated: {place}").format(place=treatment.record.where)
        detail = _("{product}, lot {lot}").format(product=product.name, lot=lot.number)
        yield Entry(Kind.TREATMENT, treatment.at, what, detail, consultation_id)


def _consents(tx: Tx, consultation_id: int) -> Iterator[Entry]:
    for consent in consent_rows.of_consultation(tx, consultation_id):
        for step in consent_rows.events(tx, consent.id):
            if step.move in TOLD:
                what = _("Consent: {step}").format(step=consent_move_words(step.move))
                yield Entry(Kind.CONSENT, step.at, what, step.reason, consultation_id)


def _documents(tx: Tx, patient_id: int) -> Iterator[Entry]:
    for record in document_rows.of_patient(tx, patient_id):
        yield Entry(
            Kind.DOCUMENT,
            record.made_at,
            record.title,
            record.number,
            record.consultation_id,
            record.id,
        )
