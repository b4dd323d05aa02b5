"""Which papers a role may see: those for the desk, those released to it, else the physicians'."""

from __future__ import annotations

from consult_app.domain.documents import DocumentRecord
from consult_app.domain.people import Capability, User


def may_see(user: User, record: DocumentRecord) -> bool:
    """Whether this one is for the role."""
    return record.for_desk or user.may(Capability.PRINT_CLINICAL)


def visible(user: User, records: tuple[DocumentRecord, ...]) -> tuple[DocumentRecord, ...]:
    """Those of them that the role may see."""
    return tuple(r for r in records if may_see(user, r))
