"""The end of a consultation: what is done, what is still open, when the patient comes again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consult_app.domain.consent import ConsentState
from consult_app.domain.consultation import State, Visit
from consult_app.domain.decision import Choice
from consult_app.domain.documents import DocumentRecord, DocumentState, Edition, Kind
from consult_app.domain.people import Capability
from consult_app.services import follow_up, plan
from consult_app.services.acting import Acting
from consult_app.services.material import gather
from consult_app.services.permission import needs
from consult_app.storage import documents as document_rows
from consult_app.storage import merges
from consult_app.storage import visits as visit_rows


class Point(StrEnum):
    """What is ticked before a patient leaves."""

    DECISION = "decision"
    CONSENT = "consent"
    TREATMENT = "treatment"
    PAPERS = "papers"
    HANDED = "handed-over"
    NEXT_VISIT = "next-visit"


@dataclass(frozen=True, slots=True)
class Closing:
    """Where everything stands. `numbers_missing`: fields of the clinic the aftercare sheet needs.

    `papers`: the documents in force; `last_change`: the decision or the treatment that they have
    to tell of, whichever came last; `next_visit`: the next day on which the patient is expected.
    """

    state: State
    patient_id: int
    choice: Choice | None
    consent: ConsentState | None
    sessions: int
    sessions_done: int
    papers: tuple[DocumentRecord, ...]
    last_change: datetime | None
    numbers_missing: tuple[str, ...]
    follow_up: tuple[str, ...]
    edition: Edition = Edition.STANDARD
    """How large this patient's papers are registered to be printed."""
    next_visit: Visit | None = None

    @property
    def more_sessions(self) -> bool:
        """Whether the patient comes back for a further session of this plan."""
        return self.choice is Choice.PROCEED and 0 < self.sessions_done < self.sessions

    @property
    def missing(self) -> tuple[Kind, ...]:
        """What the decision asks for on paper and is not there yet, the next one first."""
        since = self.last_change
        if self.choice is None or since is None:
            return ()
        there = {paper.kind for paper in self.papers if paper.made_at >= since}
        return tuple(kind for kind in _LETTERS[self.choice] if kind not in there)

    @property
    def to_hand_over(self) -> DocumentRecord | None:
        """The paper the patient takes home, as it is in force; None: it is not made yet."""
        if self.choice is None or self.last_change is None:
            return None
        first = _LETTERS[self.choice][0]
        since = self.last_change
        mine = (p for p in self.papers if p.kind is first and p.made_at >= since)
        return next(mine, None)

    @property
    def ticks(self) -> dict[Point, bool]:
        """Everything that there is to do here, in order, and whether it is done."""
        paper = self.to_hand_over
        printed = paper is not None and paper.printed > 0
        ticks = {Point.DECISION: self.choice is not None}
        if self.choice is Choice.PROCEED:
            ticks[Point.CONSENT] = self.consent in {ConsentState.GIVEN, ConsentState.USED_UP}
            ticks[Point.TREATMENT] = 0 < self.sessions <= self.sessions_done
        ticks[Point.PAPERS] = self.choice is not None and not self.missing
        ticks[Point.HANDED] = printed
        if self.choice is Choice.PROCEED:
            ticks[Point.NEXT_VISIT] = self.next_visit is not None
        return ticks

    @property
    def open(self) -> tuple[Point, ...]:
        """What is left, in order; empty: nothing."""
        return tuple(point for point, done in self.ticks.items() if not done)


_LETTERS = {
    Choice.PROCEED: (Kind.AFTERCARE, Kind.SUMMARY),
    Choice.DEFER: (Kind.DEFERRAL, Kind.SUMMARY),
    Choice.REFER: (Kind.REFERRAL, Kind.SUMMARY),
    Choice.DO_NOT_TREAT: (Kind.DECLINE, Kind.SUMMARY),
}


@needs(Capability.TREAT)
def of(acting: Acting, consultation_id: int, language: str) -> Closing:
    """Where a consultation stands; dates in the words of `language`."""
    with acting.read() as tx:
        material = gather(acting, tx, consultation_id, None)
        papers = document_rows.of_consultation(tx, consultation_id)
        patient_id = material.loaded.patient.id
        coming = visit_rows.coming(tx, merges.members(tx, patient_id), acting.today())
    loaded = material.loaded
    planned = plan.read(material.state.form, loaded.pack.roles, loaded.products, language)
    decision = loaded.decision
    return Closing(
        state=loaded.consultation.state,
        patient_id=patient_id,
        next_visit=coming,
        choice=decision.record.choice if decision else None,
        consent=material.consent.state if material.consent else None,
        sessions=planned.sessions,
        sessions_done=len(material.treatments),
        papers=tuple(p for p in papers if p.state is DocumentState.FINAL),
        last_change=max(
            (*(t.at for t in material.treatments), *((decision.at,) if decision else ())),
            default=None,
        ),
        numbers_missing=loaded.settings.missing_for_aftercare(),
        follow_up=tuple(follow_up.appointments(material, planned, language)),
        edition=loaded.patient.edition,
    )
