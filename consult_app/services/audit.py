"""The audit chain as a use case: is it whole, and if not, where it was broken."""

from __future__ import annotations

from consult_app.domain.audit import Report
from consult_app.domain.people import Capability
from consult_app.services.acting import Acting
from consult_app.storage import audit as audit_rows


def verify(acting: Acting) -> Report:
    """Every entry checked against the one before it."""
    with acting.read(Capability.VERIFY) as tx:
        return audit_rows.verify(tx)
