"""The audit chain as a use case: is it whole, and if not, where it was broken."""

from __future__ import annotations

from collections.abc import Sequence

from consult_app.domain.audit import Anchor, Report
from consult_app.domain.people import Capability
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import audit as audit_rows


@needs(Capability.VERIFY)
def verify(acting: Acting, anchors: Sequence[Anchor] = ()) -> Report:
    """Every entry checked against the one before it, and the chain against `anchors`.

    A cut-off end and a chain that was hashed anew show against an anchor alone: one that stands on
    a printed document or in a backup.
    """
    with acting.read() as tx:
        return audit_rows.verify(tx, anchors)
