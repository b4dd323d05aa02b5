"""Reads a consultation with everything it is judged by, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from consult_app.domain.audit import Event
from consult_app.domain.consultation import Consultation, State
from consult_app.domain.decision import Decision
from consult_app.domain.people import Capability
from consult_app.forms.model import Answers, Path
from consult_app.forms.values import value_from_text
from consult_app.services import shelf, snapshots
from consult_app.services.acting import Acting
from consult_app.services.assessment import Loaded
from consult_app.services.permission import needs
from consult_app.storage import answers as answer_rows
from consult_app.storage import consultations as consultation_rows
from consult_app.storage import decisions as decision_rows
from consult_app.storage import evaluations as evaluation_rows
from consult_app.storage import patients as patient_rows
from consult_app.storage import products as product_rows
from consult_app.storage import rationales as rationale_rows
from consult_app.storage import referrals as referral_rows
from consult_app.storage import settings as settings_rows
from consult_app.storage import snapshots as snapshot_rows
from consult_app.storage.store import Tx


@needs(Capability.READ_ANSWERS)
def load(acting: Acting, consultation_id: int) -> Loaded:
    """Everything of a consultation; that it was read is audited. Raises consultation.not-found."""
    with acting.write() as tx:
        loaded = read(acting, tx, consultation_id)
        acting.note(tx, Event.PATIENT_VIEWED, "consultation", consultation_id)
    return loaded


@needs(Capability.READ_ANSWERS)
def again(acting: Acting, loaded: Loaded) -> Loaded:
    """What is open already, as it is on the disk now: not a further reading."""
    with acting.read() as tx:
        return read(acting, tx, loaded.consultation.id)


def read(acting: Acting, tx: Tx, consultation_id: int) -> Loaded:
    """The same inside a transaction that is already open.

    A decided consultation is read from the snapshot its decision rests on, a draft from its rows.
    """
    consultation = consultation_rows.get(tx, consultation_id)
    decision = decision_rows.newest(tx, consultation_id)
    rows = answer_rows.newest(tx, consultation_id)
    carried, carried_on, carried_from = _carried(tx, consultation)
    loaded = Loaded(
        consultation=consultation,
        patient=patient_rows.get(tx, consultation.patient_id),
        pack=shelf.by_hash(tx, consultation.pack_hash),
        settings=settings_rows.get(tx),
        products=product_rows.every(tx),
        answers={p: value_from_text(r.value) for p, r in rows.items() if r.value is not None},
        row_ids={path: row.id for path, row in rows.items()},
        carried=carried,
        carried_from=carried_from,
        carried_on=carried_on,
        evaluations=evaluation_rows.of_patient(tx, consultation.patient_id),
        rationales=rationale_rows.of_consultation(tx, consultation_id),
        decision=decision,
        today=acting.today(),
        lots=product_rows.every_lot(tx),
        asked=referral_rows.of_patient(tx, consultation.patient_id),
    )
    if consultation.state in {State.DECIDED, State.CLOSED} and decision is not None:
        return _as_decided(loaded, decision, snapshot_rows.get(tx, decision.snapshot_hash))
    return loaded


def _as_decided(loaded: Loaded, decision: Decision, text: str) -> Loaded:
    """As it was when it was decided: nothing recorded or changed since then is judged with."""
    frozen = snapshots.read(text)
    return replace(
        loaded,
        settings=replace(loaded.settings, rules_off=frozen.rules_off),
        answers=frozen.answers,
        evaluations=tuple(e for e in loaded.evaluations if e.id in frozen.evaluations),
        rationales=tuple(r for r in loaded.rationales if r.id in frozen.rationales),
        today=decision.at.astimezone().date(),
        frozen_facts=frozen.facts,
    )


def _carried(
    tx: Tx, consultation: Consultation
) -> tuple[Answers, Mapping[Path, date], date | None]:
    """The answers of the last decided consultation of the same patient, when each of them was
    given or confirmed, and the day it began."""
    last = consultation_rows.last_decided(tx, consultation.patient_id, before=consultation.id)
    if last is None:
        return {}, {}, None
    rows = {p: r for p, r in answer_rows.newest(tx, last.id).items() if r.value is not None}
    answers = {p: value_from_text(r.value) for p, r in rows.items() if r.value is not None}
    days = {p: r.at.astimezone().date() for p, r in rows.items()}
    return answers, days, last.started_at.astimezone().date()
