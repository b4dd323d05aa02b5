"""Documents as records: kinds, states, and the moves between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consult_app.errors import Refused


class Kind(StrEnum):
    """What a document is; the value is also its template's id in a pack."""

    INFORMATION = "information"
    CONSENT = "consent"
    AFTERCARE = "aftercare"
    SUMMARY = "summary"
    REFERRAL = "referral"
    DEFERRAL = "deferral"
    DECLINE = "decline"
    RECALL = "recall"
    RECALL_END = "recall-end"
    ADVERSE_EVENT = "adverse-event"
    SCORES = "scores"


class Edition(StrEnum):
    """How large a document is printed; the value is the sheet's."""

    STANDARD = "standard"
    LARGE = "large"


class DocumentState(StrEnum):
    """Where a stored document stands. A preview is never stored."""

    AWAITING_SIGNATURE = "awaiting-signature"
    FINAL = "final"
    SUPERSEDED = "superseded"
    VOID = "void"


class DocumentMove(StrEnum):
    """What can happen to a stored document."""

    FINISH = "finish"
    SUPERSEDE = "supersede"
    VOID = "void"


DOCUMENT_MOVES: dict[tuple[DocumentState, DocumentMove], DocumentState] = {
    (DocumentState.AWAITING_SIGNATURE, DocumentMove.FINISH): DocumentState.FINAL,
    (DocumentState.AWAITING_SIGNATURE, DocumentMove.VOID): DocumentState.VOID,
    (DocumentState.AWAITING_SIGNATURE, DocumentMove.SUPERSEDE): DocumentState.SUPERSEDED,
    (DocumentState.FINAL, DocumentMove.SUPERSEDE): DocumentState.SUPERSEDED,
    (DocumentState.FINAL, DocumentMove.VOID): DocumentState.VOID,
}


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A stored document without its bytes.

    `audience` is desk or clinical; a physician may have `released` a clinical one to the desk.
    """

    id: int
    number: str
    patient_id: int
    consultation_id: int
    kind: Kind
    title: str
    state: DocumentState
    audience: str
    language: str
    template: str
    sha256: str
    pages: int
    made_at: datetime
    made_by: int
    printed: int = 0
    void_reason: str = ""
    released: bool = False
    edition: Edition = Edition.STANDARD

    @property
    def for_desk(self) -> bool:
        """Whether those who do not read clinical answers may see and print it."""
        return self.audience == "desk" or self.released

    @property
    def releasable(self) -> bool:
        """Whether it is final and the desk does not have it yet."""
        return self.state is DocumentState.FINAL and not self.for_desk


def after(state: DocumentState, move: DocumentMove, *, reason: str = "") -> DocumentState:
    """The state that `move` leads to.

    Raises `Refused`: document.forbidden-move, document.reason-missing (void needs one).
    """
    target = DOCUMENT_MOVES.get((state, move))
    if target is None:
        raise Refused("document.forbidden-move", move=move.value, state=state.value)
    if move is DocumentMove.VOID and not reason.strip():
        raise Refused("document.reason-missing")
    return target
