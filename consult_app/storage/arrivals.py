"""How far each visit of a day is: one statement for the whole list, however long it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Row, Select, and_, case, func, or_, select

from consult_app.domain.arrivals import ConsentStanding, Standing
from consult_app.domain.consent import ConsentState, Scope
from consult_app.domain.consultation import State, VisitState
from consult_app.domain.conversation import Conversation
from consult_app.domain.decision import Choice
from consult_app.domain.follow_ups import FollowUpState
from consult_app.domain.scanning import PaperState
from consult_app.storage import codec, deaths
from consult_app.storage.models.aftermath import FollowUp
from consult_app.storage.models.base import table_of
from consult_app.storage.models.consents import (
    Consent,
    ConsentConversation,
    Treatment,
)
from consult_app.storage.models.consultations import Consultation, Decision
from consult_app.storage.models.lives import PatientMerge
from consult_app.storage.models.patients import Visit
from consult_app.storage.models.scans import SignedPaper
from consult_app.storage.tx import Tx

_V = table_of(Visit)
_M = table_of(PatientMerge)
_C = table_of(Consultation)
_DECISION = table_of(Decision)
_CONSENT = table_of(Consent)
_SAID = table_of(ConsentConversation)
_T = table_of(Treatment)
_PAPER = table_of(SignedPaper)
_F = table_of(FollowUp)


def of_day(tx: Tx, day: date) -> tuple[Standing, ...]:
    """The visits of a day that are not done, by time, each with how far it is."""
    found = tx.connection.execute(standing(day)).all()
    members: dict[int, set[int]] = {row.visit_id: set() for row in found}
    for visit_id, patient_id in tx.connection.execute(records(day)):
        members.setdefault(visit_id, set()).add(patient_id)
    return tuple(_standing(row, frozenset(members[row.visit_id])) for row in found)


def records(day: date) -> Select[Any]:
    """(visit, record of a patient) for every record that is read as the person's who comes."""
    person = _person(day)
    return select(person.c.visit_id, person.c.patient_id)


def _comes(day: date) -> tuple[Any, ...]:
    """The visits that are looked at: nobody who has died is asked for anything."""
    mine = _V.c.day == day, _V.c.state != VisitState.DONE.value
    return *mine, ~deaths.is_dead(_V.c.patient_id)


def _person(day: date) -> Any:
    """Joined records, whichever of them the visit was made for: walked along every merge."""
    begin = select(_V.c.id.label("visit_id"), _V.c.patient_id.label("patient_id")).where(
        *_comes(day)
    )
    person = begin.cte("person", recursive=True)
    touching = or_(_M.c.kept_id == person.c.patient_id, _M.c.merged_id == person.c.patient_id)
    other = case((_M.c.kept_id == person.c.patient_id, _M.c.merged_id), else_=_M.c.kept_id)
    further = select(person.c.visit_id, other).join(_M, and_(touching, _M.c.undone_at.is_(None)))
    return person.union(further)


def standing(day: date) -> Select[Any]:
    """The statement behind `of_day`: a row for each visit."""
    person = _person(day)
    mine = person.c.visit_id == _V.c.id
    under_way = (
        select(func.max(_C.c.id))
        .join(person, person.c.patient_id == _C.c.patient_id)
        .where(mine, _C.c.state.in_([State.DRAFT.value, State.DECIDED.value]))
        .correlate(_V)
        .scalar_subquery()
    )
    due = (
        select(func.min(_F.c.id))
        .join(person, person.c.patient_id == _F.c.patient_id)
        .where(mine, _F.c.state == FollowUpState.PLANNED.value, _F.c.day <= day)
        .correlate(_V)
        .scalar_subquery()
    )
    line = (
        select(_V, func.coalesce(_V.c.consultation_id, under_way).label("about"), due.label("due"))
        .where(*_comes(day))
        .cte("line")
    )
    return _with_all(line)


def _with_all(line: Any) -> Select[Any]:
    """Each line with its consultation, the decision and the consent in force, and what was done."""
    decided = _newest(_DECISION, _DECISION.c.consultation_id == line.c.about, line)
    consented = _newest(_CONSENT, _CONSENT.c.consultation_id == line.c.about, line)
    said = _newest(_SAID, _SAID.c.consent_id == _CONSENT.c.id, _CONSENT)
    scanned = select(_PAPER.c.id).where(
        _PAPER.c.consent_id == _CONSENT.c.id, _PAPER.c.state == PaperState.FILED.value
    )
    given = _T.c.consultation_id == line.c.about
    sessions = select(func.count(_T.c.id)).where(given).correlate(line).scalar_subquery()
    treated = select(func.max(_T.c.at)).where(given).correlate(line).scalar_subquery()
    return (
        select(
            *(line.c.id.label("visit_id"), line.c.patient_id, line.c.state.label("visit_state")),
            *(line.c.time, line.c.about, line.c.consultation_id.label("own"), line.c.due),
            line.c.intake_at,
            *(_C.c.state.label("state"), _DECISION.c.choice, _DECISION.c.until),
            *(_CONSENT.c.id.label("consent_id"), _CONSENT.c.state.label("consent_state")),
            *(_CONSENT.c.earliest, _CONSENT.c.valid_until, _CONSENT.c.scope),
            *(_CONSENT.c.document_id, _SAID.c.said),
            scanned.correlate(_CONSENT).exists().label("scanned"),
            sessions.label("sessions"),
            treated.label("treated_at"),
        )
        .select_from(line)
        .outerjoin(_C, _C.c.id == line.c.about)
        .outerjoin(_DECISION, _DECISION.c.id == decided)
        .outerjoin(_CONSENT, _CONSENT.c.id == consented)
        .outerjoin(_SAID, _SAID.c.id == said)
        .order_by(line.c.time == "", line.c.time, line.c.id)
    )


def _newest(table: Any, condition: Any, of: Any) -> Any:
    again = select(func.max(table.c.id)).where(condition)
    return again.correlate(of).scalar_subquery()


def _standing(row: Row[Any], members: frozenset[int]) -> Standing:
    return Standing(
        visit_id=row.visit_id,
        patient_id=row.patient_id,
        members=members,
        visit_state=VisitState(row.visit_state),
        time=row.time,
        intake_at=row.intake_at,
        consultation_id=row.about,
        own=row.own is not None,
        state=State(row.state) if row.state else None,
        choice=Choice(row.choice) if row.choice else None,
        until=row.until,
        consent=_consent(row) if row.consent_id is not None else None,
        sessions=row.sessions,
        treated_at=row.treated_at,
        follow_up_id=row.due,
    )


def _consent(row: Row[Any]) -> ConsentStanding:
    said = codec.decode(Conversation, row.said) if row.said is not None else Conversation()
    return ConsentStanding(
        row.consent_id,
        ConsentState(row.consent_state),
        row.earliest,
        row.valid_until,
        codec.decode(Scope, row.scope),
        dict(said.replies),
        bool(row.scanned),
        row.document_id,
    )
