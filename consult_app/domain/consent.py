"""Informed consent: its states, the moves between them, what it covers and who signed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from consult_app.domain.blocks import Stroke
from consult_app.domain.conversation import Conversation, Noted
from consult_app.domain.names import fold
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
FORWARD = frozenset({_M.OPEN, _M.PATIENT_SIGNS, _M.PHYSICIAN_SIGNS, _M.CONFIRM_SCAN, _M.RECONFIRM})
"""Moves that a clock set back may not make look earlier than what came before. A no, and what
stops a treatment, are recorded by whatever clock there is."""
BEFORE_GIVEN = frozenset(
    {_S.PREPARING, _S.INFORMED, _S.REFLECTING, _S.OPEN, _S.OUT_FOR_INK, _S.PATIENT_SIGNED}
)
"""States in which the answers of the conversation may still be recorded."""


class Manner(StrEnum):
    """How somebody signs; who cannot write makes a mark before a witness, or types their name."""

    DRAWN = "drawn"
    MARK = "mark"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Hand:
    """How a signature came about, beside its strokes.

    `reason`: why it is typed; `typed`: the name as it was typed; `witness` and `seen`: the name and
    the signature of who saw a mark being made.
    """

    manner: Manner = Manner.DRAWN
    reason: str = ""
    typed: str = ""
    witness: str = ""
    seen: tuple[Stroke, ...] = ()


BY_HAND = Hand()
"""The usual one: drawn."""
WITNESS = "witness"
"""Role of who saw a mark being made."""
SECOND = "representative-2"
"""Role of the other guardian."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature: whose, what it means, when, and the strokes; none where it was typed.

    `note`: why it was typed, or who saw the mark.
    """

    role: str
    name: str
    meaning: str
    at: datetime
    strokes: tuple[Stroke, ...]
    manner: Manner = Manner.DRAWN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a consent covers; a change of any of it suspends the consent."""

    sites: tuple[str, ...]
    product_id: int
    sessions: int


class Identifier(StrEnum):
    """By what a physician knows that it is this patient."""

    NAME = "name"
    BIRTH_DATE = "birth-date"
    RECORD_NUMBER = "record-number"
    ID_DOCUMENT = "id-document"
    PHOTOGRAPH = "photograph"


IDENTIFIERS = 2
"""How many are needed; one and the same person is known by two."""


@dataclass(frozen=True, slots=True)
class Identity:
    """By which identifiers the physician made sure of the patient before signing, and when."""

    identifiers: tuple[Identifier, ...]
    noted: Noted

    def __post_init__(self) -> None:
        """Raise `Refused("consent.identity-missing")` for fewer than two different ones."""
        if len(set(self.identifiers)) < IDENTIFIERS:
            raise Refused("consent.identity-missing")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The information that was handed over: which document, of which text, in which bytes."""

    document_id: int
    number: str
    template: str
    language: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent. `template` names id, version and language of the text the patient was given.

    `sheet`: the information handed over when the patient was informed; `identity`: by what the
    physician who signs knows the patient.
    """

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
    sheet: Sheet | None = None
    identity: Identity | None = None


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


def last_day(today: date, days: int, chosen: date | None) -> date:
    """The last day on which the consent holds: the clinic's period, or a sooner day.

    Raises `Refused`: consent.until-past, consent.until-too-late.
    """
    latest = today + timedelta(days=days)
    if chosen is None:
        return latest
    if chosen < today:
        raise Refused("consent.until-past")
    if chosen > latest:
        raise Refused("consent.until-too-late", latest=latest.isoformat())
    return chosen


def earliest_signature(informed_at: datetime, reflection_hours: int) -> datetime:
    """The first moment at which the patient may sign: the clinic's reflection period is over."""
    return informed_at + timedelta(hours=reflection_hours)


MINIMUM_LENGTH = 0.5
"""Length of all strokes together, in heights of the pad, below which nothing was signed."""


MARK_LENGTH = 0.05
"""The same of a mark: a cross or a line, but no touch by mistake."""


def length(strokes: tuple[Stroke, ...]) -> float:
    """Of all strokes together, in heights of the pad."""
    total = 0.0
    for stroke in strokes:
        for (x1, y1, *_), (x2, y2, *_) in zip(stroke.points, stroke.points[1:], strict=False):
            total += ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    return total


def is_signature(strokes: tuple[Stroke, ...]) -> bool:
    """Whether the strokes are long enough to be a signature and not a slip of the pen."""
    return length(strokes) >= MINIMUM_LENGTH


def require_hand(name: str, strokes: tuple[Stroke, ...], hand: Hand) -> None:
    """Whether this is a signature of `name` in its manner.

    Raises `Refused`: consent.signature-too-short, consent.mark-missing, consent.witness-missing,
    consent.witness-signature-missing, consent.typed-otherwise, consent.typed-reason-missing.
    """
    match hand.manner:
        case Manner.DRAWN if not is_signature(strokes):
            raise Refused("consent.signature-too-short")
        case Manner.MARK if length(strokes) < MARK_LENGTH:
            raise Refused("consent.mark-missing")
        case Manner.MARK if not hand.witness.strip() or fold(hand.witness) == fold(name):
            raise Refused("consent.witness-missing")
        case Manner.MARK if not is_signature(hand.seen):
            raise Refused("consent.witness-signature-missing")
        case Manner.TYPED if fold(hand.typed) != fold(name):
            raise Refused("consent.typed-otherwise", name=name)
        case Manner.TYPED if not hand.reason.strip():
            raise Refused("consent.typed-reason-missing")
