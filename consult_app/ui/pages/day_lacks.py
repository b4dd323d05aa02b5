"""What today's arrivals lack: read behind the day's list, and followed to where it is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consult_app.domain.people import Capability
from consult_app.services.acting import Acting
from consult_app.ui.context import Context
from consult_app.ui.work import Lane

if TYPE_CHECKING:  # it brings the assessment along, and the day's list waits for none of it
    from consult_app.services.arrivals import Arrival, Line


class DayLacks(QObject):
    """`read_all()` when it is known of every visit; `refused(Refused)`; `begin(visit id)` where a
    consultation is to be started, `print(visit id)` where papers are.
    """

    read_all = Signal()
    refused = Signal(object)
    begin = Signal(int)
    print = Signal(int)

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._found: dict[int, Arrival] = {}

    def read(self) -> None:
        """Anew, on the lane on which the forms are read ahead: neither is then read twice."""
        job = partial(_arrivals, self._ctx.acting, self._ctx.language)
        self._ctx.work.run(Lane.PAPER, self, job, self._arrived, self.refused.emit)

    def of(self, visit_id: int) -> Arrival | None:
        """What is known of a visit so far."""
        return self._found.get(visit_id)

    def _arrived(self, found: tuple[Arrival, ...]) -> None:
        self._found = {one.visit_id: one for one in found}
        self.read_all.emit()

    def follow(self, visit_id: int, line: Line) -> None:
        """Go to where this is done; a visit that goes on with a consultation is then about it."""
        arrival = self._found.get(visit_id)
        goes_on = arrival.goes_on if arrival is not None else None
        if goes_on is None or line.target != goes_on or not self._may_join():
            self._go(line)
            return

        def joined(_none: None) -> None:
            self._go(line)

        job = partial(_take_up, self._ctx.acting, visit_id, goes_on)
        self._ctx.work.run(Lane.WRITE, self, job, joined, self.refused.emit)

    def _may_join(self) -> bool:
        return self._ctx.acting.user.may(Capability.ASSESS)

    def _go(self, line: Line) -> None:
        go, place = self._ctx.go, line.place
        leads: dict[str, Callable[[int], None]] = {
            "start": self.begin.emit,
            "consultation": go.consultation.emit,
            "signed-paper": go.signed_paper.emit,
            "scans": lambda _id: go.scans.emit(),
            "recall": lambda _id: go.clinic_part.emit("products"),
            "products": lambda _id: go.clinic_part.emit("products"),
            "print": self.print.emit,
            "follow-up": go.follow_up.emit,
            "patient": go.patient.emit,
        }
        if place in leads:
            leads[place](line.target)
        elif place is not None:
            go.consultation_step.emit(line.target, place.value)


def _arrivals(acting: Acting, language: str) -> tuple[Arrival, ...]:
    from consult_app.services import arrivals

    return arrivals.of(acting, acting.today(), language)


def _take_up(acting: Acting, visit_id: int, consultation_id: int) -> None:
    from consult_app.services import consultations

    consultations.take_up(acting, visit_id, consultation_id)
