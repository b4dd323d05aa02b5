"""What each arrival of a day still lacks, worked out from how far everything is; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from consult_app.domain.consent import ConsentState, Scope
from consult_app.domain.consultation import State, VisitState
from consult_app.domain.conversation import Reply
from consult_app.domain.decision import Choice
from consult_app.domain.documents import DocumentRecord, DocumentState, Kind
from consult_app.domain.photographs import STATEMENT
from consult_app.domain.rules import Outcome


class Lack(StrEnum):
    """What somebody who comes today still lacks; in the order in which it is done."""

    ASSESSMENT = "assessment"
    UNFINISHED = "unfinished"
    """an assessment that is begun, as the desk is told it: not what is open in it, nor why"""
    QUESTIONS = "questions"
    FINDING = "finding"
    DECISION = "decision"
    DEFERRED = "deferred"
    DEFERRAL_OVER = "deferral-over"
    SPECIALIST = "specialist"
    INFORMATION = "information"
    REFLECTION = "reflection"
    CONSENT = "consent"
    PUT_OFF = "put-off"
    UNSIGNED = "unsigned"
    COUNTERSIGN = "countersign"
    PAPER = "paper"
    UNCONFIRMED = "unconfirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    RECONFIRM = "reconfirm"
    NO_LOT = "no-lot"
    LOT = "lot"
    PHOTOGRAPHS = "photographs"
    AFTERCARE = "aftercare"
    PRINT = "print"
    RECALL = "recall"
    FOLLOW_UP = "follow-up"


FOR_PHYSICIANS = frozenset(
    {
        *(Lack.QUESTIONS, Lack.FINDING, Lack.DECISION, Lack.SPECIALIST, Lack.PUT_OFF),
        *(Lack.DECLINED, Lack.WITHDRAWN, Lack.EXPIRED, Lack.SUSPENDED),
        *(Lack.RECONFIRM, Lack.LOT, Lack.PHOTOGRAPHS),
    }
)
"""What says something clinical, or of a talk: the desk is not told it."""
_AT_THE_DESK = {
    Lack.QUESTIONS: Lack.UNFINISHED,
    Lack.DECISION: Lack.UNFINISHED,
    Lack.FINDING: Lack.UNFINISHED,
    Lack.PUT_OFF: Lack.CONSENT,
    Lack.DECLINED: Lack.CONSENT,
    Lack.WITHDRAWN: Lack.CONSENT,
    Lack.EXPIRED: Lack.CONSENT,
    Lack.SUSPENDED: Lack.CONSENT,
}
"""What the desk is told in its place: that it lacks, without the reason."""


@dataclass(frozen=True, slots=True)
class ConsentStanding:
    """The newest consent of a consultation; `scanned`: its paper is filed and not confirmed."""

    id: int
    state: ConsentState
    earliest: datetime | None
    valid_until: date | None
    scope: Scope
    replies: Mapping[str, Reply]
    scanned: bool
    document_id: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A visit that is not done, and the consultation it is about: its own, or the one under way.

    `own`: the visit names the consultation; `members`: every record of the person; `sessions`: how
    many treatments were recorded in it, the last one at `treated_at`; `follow_up_id`: one whose day
    has come; `intake_at`: when blank questions were printed for the visit.
    """

    visit_id: int
    patient_id: int
    members: frozenset[int]
    visit_state: VisitState
    time: str
    intake_at: datetime | None
    consultation_id: int | None
    own: bool
    state: State | None
    choice: Choice | None
    until: date | None
    consent: ConsentStanding | None
    sessions: int
    treated_at: datetime | None
    follow_up_id: int | None

    @property
    def goes_on(self) -> bool:
        """Whether there is a consultation that this visit is about.

        One that ended without a treatment, or with its last, is over unless the visit names it.
        """
        if self.state in {None, State.ABANDONED, State.IN_ERROR}:
            return False
        used_up = self.consent is not None and self.consent.state is ConsentState.USED_UP
        return self.own or not (self.choice is Choice.DO_NOT_TREAT or used_up)


@dataclass(frozen=True, slots=True)
class Judged:
    """How far a draft is: questions open, and what stands in the way, the gravest first."""

    open: int
    findings: tuple[tuple[Outcome, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Lacking:
    """One thing that lacks. `n`: how many; `until`: the day or moment; `about`: findings."""

    what: Lack
    n: int = 0
    until: date | datetime | None = None
    about: tuple[tuple[Outcome, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the visit itself.

    `papers`: of its consultation, those the role may see; `judged`: None for who may not read
    answers; `usable`: the products of which there is a lot that may be used; `recalled`: the person
    received a lot of a recall and has not been told.
    """

    today: date
    now: datetime
    papers: tuple[DocumentRecord, ...] = ()
    judged: Judged | None = None
    usable: Collection[int] = ()
    recalled: bool = False


def lacking(visit: Standing, known: Known, *, clinical: bool) -> tuple[Lacking, ...]:
    """Everything that lacks, the next thing first; without `clinical` as the desk may know it."""
    found = [*_steps(visit, known)] if visit.goes_on else [Lacking(Lack.ASSESSMENT)]
    if visit.goes_on and (unprinted := to_print(visit, known.papers)):
        found.append(Lacking(Lack.PRINT, len(unprinted)))
    if known.recalled:
        found.insert(0, Lacking(Lack.RECALL))  # before anything that is done with a product again
    if visit.follow_up_id is not None:
        found.append(Lacking(Lack.FOLLOW_UP))
    return tuple(found) if clinical else _for_desk(found)


def _for_desk(found: list[Lacking]) -> tuple[Lacking, ...]:
    told = [
        Lacking(_AT_THE_DESK[one.what]) if one.what in _AT_THE_DESK else one
        for one in found
        if one.what not in FOR_PHYSICIANS or one.what in _AT_THE_DESK
    ]
    return tuple(dict.fromkeys(told))


def to_print(visit: Standing, papers: tuple[DocumentRecord, ...]) -> tuple[DocumentRecord, ...]:
    """The papers that can be handed out, or signed, and that nobody has printed."""
    form = visit.consent.document_id if waits_for_ink(visit) and visit.consent else None
    return tuple(
        paper
        for paper in papers
        if not paper.printed and (paper.state is DocumentState.FINAL or paper.id == form)
    )


def waits_for_ink(visit: Standing) -> bool:
    """Whether the consent is out to be signed on paper, and is not back."""
    consent = visit.consent
    return consent is not None and consent.state is ConsentState.OUT_FOR_INK and not consent.scanned


def informed(visit: Standing) -> bool:
    """Whether the patient was given the information in this consultation."""
    return visit.consent is not None and visit.consent.state is not ConsentState.PREPARING


def _steps(visit: Standing, known: Known) -> Iterator[Lacking]:
    if visit.state is State.DRAFT:
        yield from _draft(visit, known.judged)
    elif visit.state is State.DECIDED:
        match visit.choice:
            case Choice.DEFER:
                over = visit.until is not None and visit.until <= known.today
                yield Lacking(Lack.DEFERRAL_OVER if over else Lack.DEFERRED, until=visit.until)
            case Choice.REFER:
                yield Lacking(Lack.SPECIALIST)
            case Choice.PROCEED:
                yield from _proceed(visit, known)


def _draft(visit: Standing, judged: Judged | None) -> Iterator[Lacking]:
    if judged is None:
        yield Lacking(Lack.UNFINISHED)
        return
    if judged.open:
        yield Lacking(Lack.QUESTIONS, judged.open)
    if judged.findings:
        yield Lacking(Lack.FINDING, len(judged.findings), about=judged.findings)
    if not (judged.open or judged.findings):
        yield Lacking(Lack.DECISION)
    if visit.consent is not None and visit.consent.state is ConsentState.SUSPENDED:
        yield Lacking(Lack.SUSPENDED)


_CONSENTS = {
    ConsentState.INFORMED: Lack.PUT_OFF,
    ConsentState.OPEN: Lack.UNSIGNED,
    ConsentState.PATIENT_SIGNED: Lack.COUNTERSIGN,
    ConsentState.SUSPENDED: Lack.SUSPENDED,
    ConsentState.DECLINED: Lack.DECLINED,
    ConsentState.WITHDRAWN: Lack.WITHDRAWN,
    ConsentState.EXPIRED: Lack.EXPIRED,
    ConsentState.VOID: Lack.CONSENT,
    ConsentState.SUPERSEDED: Lack.CONSENT,
}


def _proceed(visit: Standing, known: Known) -> Iterator[Lacking]:
    consent = visit.consent
    if consent is None or consent.state is ConsentState.PREPARING:
        yield Lacking(Lack.INFORMATION)
        yield Lacking(Lack.CONSENT)
        return
    match consent.state:
        case ConsentState.REFLECTING:
            over = consent.earliest is not None and consent.earliest <= known.now
            until = None if over else consent.earliest
            yield Lacking(Lack.CONSENT if over else Lack.REFLECTION, until=until)
        case ConsentState.OUT_FOR_INK:
            yield Lacking(Lack.UNCONFIRMED if consent.scanned else Lack.PAPER)
        case ConsentState.GIVEN:
            yield from _given(visit, consent, known)
        case state if state in _CONSENTS:
            yield Lacking(_CONSENTS[state])
    if aftercare_missing(visit, known.papers):
        yield Lacking(Lack.AFTERCARE)


def _given(visit: Standing, consent: ConsentStanding, known: Known) -> Iterator[Lacking]:
    treated = visit.treated_at.astimezone().date() if visit.treated_at else None
    if consent.valid_until is not None and consent.valid_until < known.today:
        yield Lacking(Lack.EXPIRED)
    elif consent.earliest is not None and known.now < consent.earliest:
        yield Lacking(Lack.REFLECTION, until=consent.earliest)
    elif treated != known.today and visit.sessions < consent.scope.sessions:
        yield Lacking(Lack.RECONFIRM)
        there = consent.scope.product_id in known.usable
        yield Lacking(Lack.LOT if there else Lack.NO_LOT)
        if consent.replies.get(STATEMENT) not in {Reply.YES, Reply.NO}:
            yield Lacking(Lack.PHOTOGRAPHS)


def aftercare_missing(visit: Standing, papers: tuple[DocumentRecord, ...]) -> bool:
    """Whether the last treatment has no aftercare sheet that was made after it."""
    since = visit.treated_at
    return since is not None and not any(
        paper.kind is Kind.AFTERCARE
        and paper.state is DocumentState.FINAL
        and paper.made_at >= since
        for paper in papers
    )
