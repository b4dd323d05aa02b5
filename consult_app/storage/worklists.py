"""What waits at the desk, as statements over the records: a row for each thing that lies there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, literal, or_, select

from consult_app.domain.adverse_events import EventState
from consult_app.domain.consent import ConsentMove, ConsentState
from consult_app.domain.consultation import State
from consult_app.domain.decision import Choice
from consult_app.domain.documents import DocumentState, Kind
from consult_app.domain.incoming import ToldState
from consult_app.domain.scanning import PaperState
from consult_app.storage import deaths
from consult_app.storage.documents import PRINTED, RELEASED
from consult_app.storage.models.aftermath import AdverseEvent, AdverseEventVersion
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consents import Consent, ConsentEvent
from consult_app.storage.models.consultations import Consultation, Decision, Evaluation
from consult_app.storage.models.documents import Document, DocumentEvent, Referral
from consult_app.storage.models.incoming import Import, ImportLine
from consult_app.storage.models.scans import SignedPaper
from consult_app.storage.tx import Tx

_C = table_of(Consultation)
_CONSENT = table_of(Consent)
_STEP = table_of(ConsentEvent)
_PAPER = table_of(SignedPaper)
_DECISION = table_of(Decision)
_EVALUATION = table_of(Evaluation)
_D = table_of(Document)
_HANDLED = table_of(DocumentEvent)
_R = table_of(Referral)
_EVENT = table_of(AdverseEvent)
_TOLD = table_of(AdverseEventVersion)
_IMPORT = table_of(Import)
_LINE = table_of(ImportLine)
Statement = Select[Any]
"""A list as it is asked for; only this room looks into it."""
_UNDER_WAY = _C.c.state.in_([State.DRAFT.value, State.DECIDED.value])


@dataclass(frozen=True, slots=True)
class Lying:
    """Something that waits: its own id, whose it is, in which consultation, since when.

    `words` is what the statement says of it: a title, a number, a state.
    """

    id: int
    patient_id: int
    consultation_id: int
    since: date | datetime
    words: str


def count(tx: Tx, wanted: Statement) -> int:
    """How many a statement finds."""
    counted = select(func.count()).select_from(wanted.order_by(None).subquery())
    return int(tx.connection.execute(counted).scalar_one())


def found(tx: Tx, wanted: Statement, limit: int) -> tuple[Lying, ...]:
    """At most `limit` of what a statement finds, the longest waiting first."""
    rows: list[tuple[Any, ...]] = [tuple(r) for r in tx.connection.execute(wanted.limit(limit))]
    return tuple(Lying(*row) for row in rows)


def out_for_ink() -> Statement:
    """Consents out on paper, since they were printed; the words are there once it is scanned."""
    printed = select(func.max(_STEP.c.at)).where(
        _STEP.c.consent_id == _CONSENT.c.id, _STEP.c.move == ConsentMove.PRINT_FOR_INK.value
    )
    since = printed.correlate(_CONSENT).scalar_subquery().label("since")
    filed = select(func.coalesce(func.max(_PAPER.c.state), "")).where(
        _PAPER.c.consent_id == _CONSENT.c.id, _PAPER.c.state == PaperState.FILED.value
    )
    words = filed.correlate(_CONSENT).scalar_subquery().label("words")
    return (
        select(_CONSENT.c.id, _CONSENT.c.patient_id, _CONSENT.c.consultation_id, since, words)
        .where(
            _CONSENT.c.state == ConsentState.OUT_FOR_INK.value,
            ~deaths.is_dead(_CONSENT.c.patient_id),
        )
        .order_by(since, _CONSENT.c.id)
    )


def reflected(now: datetime) -> Statement:
    """Consents whose time to think it over has passed, and which nobody has taken up again."""
    return (
        select(
            _CONSENT.c.id,
            _CONSENT.c.patient_id,
            _CONSENT.c.consultation_id,
            _CONSENT.c.earliest,
            literal(""),
        )
        .join(_C, _C.c.id == _CONSENT.c.consultation_id)
        .where(
            _CONSENT.c.state == ConsentState.REFLECTING.value,
            _CONSENT.c.earliest <= now,
            _UNDER_WAY,
            ~deaths.is_dead(_CONSENT.c.patient_id),
        )
        .order_by(_CONSENT.c.earliest, _CONSENT.c.id)
    )


def deferred(until: date) -> Statement:
    """Decisions in force to defer until a day that is not behind `until`."""
    later, again = _DECISION.alias(), _C.alias()
    newer = select(later.c.id).where(
        later.c.consultation_id == _DECISION.c.consultation_id, later.c.id > _DECISION.c.id
    )
    returned = select(again.c.id).where(
        again.c.patient_id == _C.c.patient_id,
        again.c.id > _C.c.id,
        again.c.state != State.IN_ERROR.value,
    )
    return (
        select(_DECISION.c.id, _C.c.patient_id, _C.c.id, _DECISION.c.until, literal(""))
        .join(_C, _C.c.id == _DECISION.c.consultation_id)
        .where(
            _DECISION.c.choice == Choice.DEFER.value,
            _DECISION.c.until <= until,
            _C.c.state == State.DECIDED.value,
            ~newer.exists(),
            ~returned.exists(),
            ~deaths.is_dead(_C.c.patient_id),
        )
        .order_by(_DECISION.c.until, _DECISION.c.id)
    )


def asked() -> Statement:
    """Letters to specialists that ask about something nobody has recorded an evaluation of since.

    Of consultations under way. An evaluation that was recorded with another record of the same
    person does not answer here; the finding itself says that it does.
    """
    other = _C.alias()
    answered = (
        select(_EVALUATION.c.id)
        .join(other, other.c.id == _EVALUATION.c.consultation_id)
        .where(
            other.c.patient_id == _D.c.patient_id,
            other.c.state != State.IN_ERROR.value,
            _EVALUATION.c.condition == _R.c.condition,
            _EVALUATION.c.at >= _D.c.made_at,
        )
        .correlate(_R, _D)
    )
    again, letter = _R.alias(), _D.alias()
    repeated = (
        select(again.c.id)
        .join(letter, letter.c.id == again.c.document_id)
        .where(
            letter.c.consultation_id == _D.c.consultation_id,
            letter.c.state != DocumentState.VOID.value,
            again.c.condition == _R.c.condition,
            again.c.id > _R.c.id,
        )
        .correlate(_R, _D)
    )
    unanswered = select(_R.c.id).where(
        _R.c.document_id == _D.c.id, ~answered.exists(), ~repeated.exists()
    )
    return (
        select(_D.c.id, _D.c.patient_id, _D.c.consultation_id, _D.c.made_at, _D.c.number)
        .join(_C, _C.c.id == _D.c.consultation_id)
        .where(
            _D.c.id.in_(select(_R.c.document_id)),  # few: found by them, not by going through all
            _D.c.state != DocumentState.VOID.value,
            _UNDER_WAY,
            unanswered.exists(),
            ~deaths.is_dead(_D.c.patient_id),
        )
        .order_by(_D.c.made_at, _D.c.id)
    )


def open_events() -> Statement:
    """Adverse events that are not closed, with what they are called now."""
    newest = select(func.max(_TOLD.c.id)).where(_TOLD.c.adverse_event_id == _EVENT.c.id)
    return (
        select(
            _EVENT.c.id,
            _EVENT.c.patient_id,
            func.coalesce(_EVENT.c.consultation_id, 0),
            _EVENT.c.opened_at,
            _TOLD.c.told,
        )
        .join(_TOLD, _TOLD.c.id == newest.correlate(_EVENT).scalar_subquery())
        .where(_EVENT.c.state == EventState.OPEN.value)
        .order_by(_EVENT.c.opened_at, _EVENT.c.id)
    )


def told_elsewhere() -> Statement:
    """Acts of taking in of which lines are still to be confirmed, with how many."""
    return (
        select(_IMPORT.c.id, _IMPORT.c.patient_id, literal(0), _IMPORT.c.at, func.count(_LINE.c.id))
        .select_from(_LINE)
        .join(_IMPORT, _IMPORT.c.id == _LINE.c.import_id)
        .where(_LINE.c.state == ToldState.OPEN.value, ~deaths.is_dead(_IMPORT.c.patient_id))
        .group_by(_IMPORT.c.id, _IMPORT.c.patient_id, _IMPORT.c.at)
        .order_by(_IMPORT.c.at, _IMPORT.c.id)
    )


def unprinted(since: datetime, *, clinical: bool) -> Statement:
    """Final documents made from `since` on that nobody has printed.

    Of somebody who has died only what is told of an adverse event: that is worked on.
    Without `clinical` those alone that are for the desk, or were released to it.
    """

    def handled(what: str) -> Any:
        same = and_(_HANDLED.c.document_id == _D.c.id, _HANDLED.c.what == what)
        return select(_HANDLED.c.id).where(same).correlate(_D).exists()

    wanted = (
        select(_D.c.id, _D.c.patient_id, _D.c.consultation_id, _D.c.made_at, _D.c.title)
        .where(
            _D.c.made_at >= since,
            _D.c.state == DocumentState.FINAL.value,
            ~handled(PRINTED),
            or_(_D.c.kind == Kind.ADVERSE_EVENT.value, ~deaths.is_dead(_D.c.patient_id)),
        )
        .order_by(_D.c.made_at, _D.c.id)
    )
    if clinical:
        return wanted
    return wanted.where(or_(_D.c.audience == "desk", handled(RELEASED)))
