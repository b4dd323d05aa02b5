"""Informed consent: its states, the moves between them, and what holds a signature back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from consult_app.domain.blocks import Stroke
from consult_app.domain.texts import NOTE, bounded
from consult_app.errors import Refused


class ConsentState(StrEnum):
    """Where a consent stands."""

    PREPARING = "preparing"
    INFORMED = "informed"
    REFLECTING = "reflecting"
    OPEN = "open"
    OUT_FOR_INK = "out-for-ink"
    PATIENT_SIGNED = "patient-signed"
    GIVEN = "given"
    SUSPENDED = "suspended"
    DECLINED = "declined"
    VOID = "void"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    USED_UP = "used-up"


class ConsentMove(StrEnum):
    """What can happen to a consent."""

    INFORM = "inform"
    REFLECT = "reflect"
    OPEN = "open"
    NOT_TODAY = "not-today"
    PATIENT_SIGNS = "patient-signs"
    PHYSICIAN_SIGNS = "physician-signs"
    PRINT_FOR_INK = "print-for-ink"
    CONFIRM_SCAN = "confirm-scan"
    VOID = "void"
    DECLINE = "decline"
    SUSPEND = "suspend"
    RECONFIRM = "reconfirm"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    USE_UP = "use-up"


_S, _M = ConsentState, ConsentMove

CONSENT_MOVES: dict[tuple[ConsentState, ConsentMove], ConsentState] = {
    (_S.PREPARING, _M.INFORM): _S.INFORMED,
    (_S.INFORMED, _M.REFLECT): _S.REFLECTING,
    (_S.REFLECTING, _M.OPEN): _S.OPEN,
    (_S.REFLECTING, _M.NOT_TODAY): _S.INFORMED,
    (_S.OPEN, _M.NOT_TODAY): _S.INFORMED,
    (_S.OPEN, _M.PATIENT_SIGNS): _S.PATIENT_SIGNED,
    (_S.OPEN, _M.PRINT_FOR_INK): _S.OUT_FOR_INK,
    (_S.OUT_FOR_INK, _M.CONFIRM_SCAN): _S.GIVEN,
    (_S.OUT_FOR_INK, _M.VOID): _S.VOID,
    (_S.PATIENT_SIGNED, _M.PHYSICIAN_SIGNS): _S.GIVEN,
    (_S.PREPARING, _M.DECLINE): _S.DECLINED,
    (_S.INFORMED, _M.DECLINE): _S.DECLINED,
    (_S.REFLECTING, _M.DECLINE): _S.DECLINED,
    (_S.OPEN, _M.DECLINE): _S.DECLINED,
    (_S.OUT_FOR_INK, _M.DECLINE): _S.DECLINED,
    (_S.PATIENT_SIGNED, _M.DECLINE): _S.DECLINED,
    (_S.GIVEN, _M.SUSPEND): _S.SUSPENDED,
    (_S.SUSPENDED, _M.RECONFIRM): _S.GIVEN,
    (_S.SUSPENDED, _M.SUPERSEDE): _S.SUPERSEDED,
    (_S.GIVEN, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.SUSPENDED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.GIVEN, _M.EXPIRE): _S.EXPIRED,
    (_S.SUSPENDED, _M.EXPIRE): _S.EXPIRED,
    (_S.GIVEN, _M.USE_UP): _S.USED_UP,
    (_S.SUSPENDED, _M.USE_UP): _S.USED_UP,
}
"""Every permitted move; a pair that is not here is refused."""

NEEDS_REASON = frozenset({_M.VOID, _M.SUSPEND})
"""What the clinic does needs one; a patient declines and withdraws as easily as they consent."""
BEFORE_GIVEN = frozenset(
    {_S.PREPARING, _S.INFORMED, _S.REFLECTING, _S.OPEN, _S.OUT_FOR_INK, _S.PATIENT_SIGNED}
)
"""States in which the answers of the conversation may still be recorded."""


class Reply(StrEnum):
    """The answer to one statement."""

    YES = "yes"
    NO = "no"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Question:
    """A question the patient asked; without an answer it is still to be talked about."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class TeachBack:
    """What the patient said in their own words."""

    prompt_id: str
    words: str
    understood: bool


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything said and answered before signing.

    `consenter`: patient or representative, with `authority` for the latter; `capacity` is the
    physician's note of its ground; `replies`: statement id -> reply.
    """

    replies: tuple[tuple[str, Reply], ...] = ()
    questions: tuple[Question, ...] = ()
    teach_back: tuple[TeachBack, ...] = ()
    consenter: str = "patient"
    representative: str = ""
    authority: str = ""
    capacity: bool | None = None
    capacity_note: str = ""
    interpreter: str = ""
    witness: str = ""
    matters: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything in it that was typed."""
        asked = (text for q in self.questions for text in (q.question, q.answer))
        return (
            *asked,
            *(t.words for t in self.teach_back),
            self.representative,
            self.authority,
            self.capacity_note,
            self.interpreter,
            self.witness,
            self.matters,
        )


@dataclass(frozen=True, slots=True)
class Signature:
    """A drawn signature: whose, what it means, when, and the strokes."""

    role: str
    name: str
    meaning: str
    at: datetime
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a consent covers; a change of any of it suspends the consent."""

    sites: tuple[str, ...]
    product_id: int
    sessions: int


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent. `template` names id, version and language of the text the patient was given."""

    id: int
    consultation_id: int
    patient_id: int
    state: ConsentState
    template: str
    language: str
    scope: Scope
    conversation: Conversation
    informed_at: datetime | None = None
    informed_by: int | None = None
    earliest: datetime | None = None
    valid_until: date | None = None
    signatures: tuple[Signature, ...] = ()
    document_id: int | None = None
    revision: int = 1


def after(state: ConsentState, move: ConsentMove, *, reason: str = "") -> ConsentState:
    """The state that `move` leads to.

    Raises `Refused`: consent.forbidden-move, consent.reason-missing, text.too-long.
    """
    target = CONSENT_MOVES.get((state, move))
    if target is None:
        raise Refused("consent.forbidden-move", move=move.value, state=state.value)
    bounded(NOTE, reason)
    if move in NEEDS_REASON and not reason.strip():
        raise Refused("consent.reason-missing")
    return target


def earliest_signature(informed_at: datetime, reflection_hours: int) -> datetime:
    """The first moment at which the patient may sign: the clinic's reflection period is over."""
    return informed_at + timedelta(hours=reflection_hours)


class Held(StrEnum):
    """Why a signature is held back."""

    REFLECTION = "reflection"
    STATEMENT_OPEN = "statement-open"
    STATEMENT_NO = "statement-no"
    STATEMENT_TALK = "statement-talk"
    QUESTION_OPEN = "question-open"
    TEACH_BACK_MISSING = "teach-back-missing"
    CAPACITY = "capacity"
    AUTHORITY = "authority"
    GUARDIAN = "guardian"


@dataclass(frozen=True, slots=True)
class HeldBack:
    """One thing that holds the signature back; `about` is the statement's or prompt's id."""

    reason: Held
    about: str = ""


@dataclass(frozen=True, slots=True)
class Required:
    """What this consent form asks for, and of whom."""

    core: tuple[str, ...]
    optional: tuple[str, ...]
    prompts: tuple[str, ...]
    minor: bool


def held_back(consent: Consent, required: Required, now: datetime) -> tuple[HeldBack, ...]:
    """Everything that keeps the patient from signing; empty means that the pad may open.

    A "no" to an optional statement is an answer; to a core one it holds the signature back, and
    "I want to talk about this" does so for either, until it is resolved.
    """
    said = consent.conversation
    held: list[HeldBack] = []
    if consent.earliest is None or now < consent.earliest:
        held.append(HeldBack(Held.REFLECTION))
    held += _statements(dict(said.replies), required)
    held += [
        HeldBack(Held.QUESTION_OPEN, q.question) for q in said.questions if not q.answer.strip()
    ]
    last = {t.prompt_id: t for t in said.teach_back}
    told = {p for p, t in last.items() if t.understood and t.words.strip()}
    held += [HeldBack(Held.TEACH_BACK_MISSING, p) for p in required.prompts if p not in told]
    if said.capacity is not True and said.consenter == "patient":
        held.append(HeldBack(Held.CAPACITY))
    if said.consenter != "patient" and not (said.representative.strip() and said.authority.strip()):
        held.append(HeldBack(Held.AUTHORITY))
    if required.minor and said.consenter == "patient":
        held.append(HeldBack(Held.GUARDIAN))
    return tuple(held)


def _statements(replies: dict[str, Reply], required: Required) -> list[HeldBack]:
    held = []
    for statement in required.core + required.optional:
        reply = replies.get(statement)
        if reply is None:
            held.append(HeldBack(Held.STATEMENT_OPEN, statement))
        elif reply is Reply.TALK:
            held.append(HeldBack(Held.STATEMENT_TALK, statement))
        elif reply is Reply.NO and statement in required.core:
            held.append(HeldBack(Held.STATEMENT_NO, statement))
    return held


MINIMUM_LENGTH = 0.5
"""Length of all strokes together, in heights of the pad, below which nothing was signed."""


def is_signature(strokes: tuple[Stroke, ...]) -> bool:
    """Whether the strokes are long enough to be a signature and not a slip of the pen."""
    length = 0.0
    for stroke in strokes:
        for (x1, y1, *_), (x2, y2, *_) in zip(stroke.points, stroke.points[1:], strict=False):
            length += ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    return length >= MINIMUM_LENGTH
