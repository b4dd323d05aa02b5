"""Who works here: users, their roles, and what each role may do, as one declared table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from consult_app.errors import Refused


class Role(StrEnum):
    """What a person does in the clinic; one person may hold several."""

    PHYSICIAN = "physician"
    ASSISTANT = "assistant"
    ADMINISTRATOR = "administrator"


class Capability(StrEnum):
    """What a use case needs."""

    FIND_PATIENTS = "find-patients"
    REGISTER_PATIENTS = "register-patients"
    RECORD_DEATHS = "record-deaths"
    RUN_DAY = "run-day"
    READ_ANSWERS = "read-answers"
    ASSESS = "assess"
    DECIDE = "decide"
    TAKE_CONSENT = "take-consent"
    TREAT = "treat"
    PRINT_FOR_DESK = "print-for-desk"
    PRINT_CLINICAL = "print-clinical"
    RELEASE_DOCUMENTS = "release-documents"
    FILE_PAPERS = "file-papers"
    KEEP_PRODUCTS = "keep-products"
    LIFT_RECALLS = "lift-recalls"
    KEEP_CLINIC = "keep-clinic"
    KEEP_TEXTS = "keep-texts"
    KEEP_OWN_PROFILE = "keep-own-profile"
    READ_CLINIC = "read-clinic"
    VERIFY = "verify"
    READ_AUDIT = "read-audit"
    BACK_UP = "back-up"
    EXPORT_PATIENTS = "export-patients"
    MERGE_PATIENTS = "merge-patients"
    ERASE_PATIENTS = "erase-patients"


_DESK = frozenset(
    {
        Capability.FIND_PATIENTS,
        Capability.REGISTER_PATIENTS,
        Capability.RECORD_DEATHS,
        Capability.RUN_DAY,
        Capability.PRINT_FOR_DESK,
        Capability.FILE_PAPERS,
        Capability.KEEP_OWN_PROFILE,
        Capability.READ_CLINIC,
        Capability.VERIFY,
    }
)

MAY: dict[Role, frozenset[Capability]] = {
    Role.PHYSICIAN: frozenset(Capability) - {Capability.KEEP_CLINIC},
    Role.ASSISTANT: _DESK,
    Role.ADMINISTRATOR: _DESK
    | {Capability.KEEP_PRODUCTS, Capability.KEEP_CLINIC, Capability.READ_AUDIT, Capability.BACK_UP}
    | {Capability.MERGE_PATIENTS, Capability.ERASE_PATIENTS, Capability.KEEP_TEXTS},
}
"""An export holds clinical answers, so only who reads them takes it out. Joining two records shows
what is registered and nothing clinical; an erasure shows counts: both are work of the house as
well, and an erasure takes two people, one of them a physician."""


@dataclass(frozen=True, slots=True)
class User:
    """A person who uses the program."""

    id: int
    name: str
    title: str
    roles: frozenset[Role]
    specialty: str = ""
    licence_number: str = ""
    active: bool = True

    @property
    def display_name(self) -> str:
        """Title and name as they are shown and printed."""
        return f"{self.title} {self.name}".strip()

    def may(self, capability: Capability) -> bool:
        """Whether one of the roles grants `capability`."""
        return self.active and any(capability in MAY[role] for role in self.roles)

    def require(self, capability: Capability) -> None:
        """Raise `Refused("role.not-permitted")` where no role grants `capability`."""
        if not self.may(capability):
            raise Refused("role.not-permitted", needs=capability.value)
