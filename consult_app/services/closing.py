"""The end of a consultation: what is done, what is still open, when the patient comes again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consult_app.domain.consent import ConsentState
from consult_app.domain.consultation import State
from consult_app.domain.decision import Choice
from consult_app.domain.documents import DocumentRecord, DocumentState, Edition, Kind
from consult_app.domain.people import Capability
from consult_app.services import follow_up, plan
from consult_app.services.acting import Acting
from consult_app.services.material import gather
from consult_app.services.permission import needs
from consult_app.storage import documents as document_rows


@dataclass(frozen=True, slots=True)
class Closing:
    """Where everything stands. `numbers_missing`: fields of the clinic the aftercare sheet needs.

    `papers`: the documents in force; `last_change`: the decision or the treatment that they have
    to tell of, whichever came last.
    """

    state: State
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
    loaded = material.loaded
    planned = plan.read(material.state.form, loaded.pack.roles, loaded.products, language)
    decision = loaded.decision
    return Closing(
        state=loaded.consultation.state,
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
