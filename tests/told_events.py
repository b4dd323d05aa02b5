"""What a journey about adverse events may know of the records, asked behind the window's back."""

from __future__ import annotations

from consult_app.documents.pages import page_count, page_text
from consult_app.domain.adverse_events import AdverseEvent
from consult_app.domain.documents import Kind
from consult_app.domain.treatment import Treatment
from consult_app.services import adverse_events, documents, follow_ups
from consult_app.ui.context import Context


def paper(ctx: Context, treated: Treatment, kind: Kind) -> str:
    """What stands on the newest paper of the kind."""
    found = documents.of_patient(ctx.acting, treated.patient_id)
    pdf = documents.content(ctx.acting, next(p.id for p in found if p.kind is kind))
    return " ".join(" ".join(page_text(pdf, n) for n in range(page_count(pdf))).split())


def planned(ctx: Context) -> tuple[object, ...]:
    """The follow-ups that are asked, each in its week."""
    return tuple(follow_ups.due(ctx.acting))


def events(ctx: Context, treated: Treatment) -> tuple[AdverseEvent, ...]:
    """The adverse events of the patient."""
    return tuple(adverse_events.of_patient(ctx.acting, treated.patient_id))


def lot_number(ctx: Context, event_id: int) -> str:
    """The number of the lot that an event names."""
    lot = adverse_events.view(ctx.acting, event_id).lot
    assert lot is not None
    return lot.number
