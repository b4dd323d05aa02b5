"""What another system tells of a patient: to be confirmed by a physician, no answer by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from consult_app.domain.names import clean, fold, tokens
from consult_app.domain.patients import Patient, Sex
from consult_app.domain.texts import LINE, bounded
from consult_app.errors import Refused


class ToldKind(StrEnum):
    """What a line is about."""

    ILLNESS = "illness"
    ALLERGY = "allergy"
    MEDICINE = "medicine"


class ToldState(StrEnum):
    """Where a line stands."""

    OPEN = "open"
    TAKEN = "taken"
    """a physician asked, and it is among the answers now"""
    DISMISSED = "dismissed"
    """a physician asked, and it is not so"""
    UNDONE = "undone"
    """the import was taken back before anybody looked at it"""


TOLD_MOVES: frozenset[tuple[ToldState, ToldState]] = frozenset(
    {
        (ToldState.OPEN, ToldState.TAKEN),
        (ToldState.OPEN, ToldState.DISMISSED),
        (ToldState.OPEN, ToldState.UNDONE),
    }
)
"""Every permitted move of a line."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line as the other system has it, in plain words.

    `since`: an R4 date, as precise as it was told; `over`: it is said to have passed; `doubted`:
    the other system itself is not sure; `detail`: reaction, dose or note; `severity`: of a
    reaction, R4's code.
    """

    kind: ToldKind
    name: str
    since: str = ""
    over: bool = False
    doubted: bool = False
    detail: str = ""
    severity: str = ""

    @property
    def sameness(self) -> tuple[str, str]:
        """Two lines that agree in this tell the same thing."""
        return self.kind.value, fold(self.name)


@dataclass(frozen=True, slots=True)
class ToldPerson:
    """Whom the lines are about, as the other system has them; an empty text: not said."""

    family_name: str
    given_name: str
    birth_date: date | None
    sex: Sex = Sex.UNKNOWN
    phone: str = ""
    email: str = ""
    address: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A stored line. `settled_by` and `settled_at`: of the move out of *open*."""

    id: int
    import_id: int
    told: Told
    state: ToldState
    reason: str = ""
    settled_by: int | None = None
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Import:
    """One act of taking in. `passed_over`: kind of resource -> how many were not read."""

    id: int
    patient_id: int
    source: str
    sha256: str
    passed_over: tuple[tuple[str, int], ...]
    author_id: int
    at: datetime
    undone_by: int | None = None
    undone_at: datetime | None = None


def require_same(person: ToldPerson, patient: Patient) -> None:
    """Raise `Refused` unless `person` is `patient` by two identifiers, birth date and a name:
    fhir.person-unclear where one of them is not told, fhir.other-person."""
    if person.birth_date is None or not (person.family_name or person.given_name):
        raise Refused("fhir.person-unclear")
    mine = set(tokens(patient.family_name, patient.given_name))
    theirs = set(tokens(person.family_name, person.given_name))
    if person.birth_date != patient.birth_date or not mine & theirs:
        raise Refused("fhir.other-person")


def settled(line: Line, target: ToldState, reason: str = "") -> ToldState:
    """`target`, if the line may go there.

    Raises `Refused`: incoming.settled-already, incoming.reason-missing, text.too-long.
    """
    bounded(LINE, reason)
    if (line.state, target) not in TOLD_MOVES:
        raise Refused("incoming.settled-already")
    if target is ToldState.DISMISSED and not clean(reason):
        raise Refused("incoming.reason-missing")
    return target
