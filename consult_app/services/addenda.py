"""Notes added to a closed consultation, or to a treatment: beside the record, never into it."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.addendum import Addendum, NewAddendum, checked, takes
from consult_app.domain.audit import Event
from consult_app.domain.people import Capability
from consult_app.domain.treatment import Treatment
from consult_app.errors import Refused
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import addenda as addendum_rows
from consult_app.storage import consultations as consultation_rows
from consult_app.storage import treatments as treatment_rows
from consult_app.storage import users as user_rows


@dataclass(frozen=True, slots=True)
class AddendumLine:
    """An addendum with the name of who wrote it; `session` is 0 for the whole consultation."""

    addendum: Addendum
    author: str
    session: int


@dataclass(frozen=True, slots=True)
class Addenda:
    """What was added, oldest first, and what can be added to now.

    `whole`: the consultation itself takes one. `sessions`: the treatments that take one.
    """

    lines: tuple[AddendumLine, ...]
    whole: bool
    sessions: tuple[Treatment, ...]


@needs(Capability.READ_ANSWERS)
def of_consultation(acting: Acting, consultation_id: int) -> Addenda:
    """The addenda of a consultation and of its treatments. Raises consultation.not-found."""
    with acting.read() as tx:
        state = consultation_rows.get(tx, consultation_id).state
        treatments = treatment_rows.of_consultation(tx, consultation_id)
        sessions = {t.id: t.record.session for t in treatments}
        names = {u.id: u.display_name for u in user_rows.every(tx)}
        lines = tuple(
            AddendumLine(a, names[a.author_id], sessions.get(a.record.treatment_id or 0, 0))
            for a in addendum_rows.of_consultation(tx, consultation_id)
        )
    return Addenda(
        lines,
        takes(state, treatment=False),
        treatments if takes(state, treatment=True) else (),
    )


@needs(Capability.ASSESS)
def add(
    acting: Acting, consultation_id: int, text: str, treatment_id: int | None = None
) -> Addendum:
    """Add a note to a closed consultation, or to one of its treatments.

    Raises `Refused`: role.not-permitted, consultation.not-found, addendum.not-closed,
    addendum.text-missing, addendum.too-long, addendum.other-treatment.
    """
    with acting.write() as tx:
        state = consultation_rows.get(tx, consultation_id).state
        new = checked(NewAddendum(text, treatment_id), state)
        own = {t.id for t in treatment_rows.of_consultation(tx, consultation_id)}
        if treatment_id is not None and treatment_id not in own:
            raise Refused("addendum.other-treatment")
        addendum = addendum_rows.insert(
            tx, consultation_id, new, author_id=acting.user.id, at=acting.now()
        )
        acting.note(tx, Event.ADDENDUM_ADDED, "addendum", addendum.id, consultation=consultation_id)
    return addendum
