"""What is looked after once a day while the day's list is read: consents whose last day is over."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from consult_app.domain.people import Capability
from consult_app.errors import Refused
from consult_app.services.acting import Acting
from consult_app.ui.context import Context
from consult_app.ui.work import Lane


class Upkeep(QObject):
    """Begun whenever the day's list has been shown; does its work on the first of them that day."""

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._day: date | None = None

    def begin(self) -> None:
        """On a lane; who may not touch consents leaves it to the next who may."""
        acting = self._ctx.acting
        if acting.user.may(Capability.TAKE_CONSENT) and self._day != acting.today():
            self._day = acting.today()
            job = partial(_end_overdue, acting)
            self._ctx.work.run(Lane.WRITE, self, job, self._ended, self._refused)

    def _ended(self, how_many: int) -> None:
        if how_many:
            self._ctx.go.records_changed.emit()

    def _refused(self, _refused: Refused) -> None:
        """The gate of a treatment looks at the day itself: the next showing tries again."""
        self._day = None


def _end_overdue(acting: Acting) -> int:
    """On a lane; how many consents ended. Consents are brought in behind the day's list."""
    from consult_app.services import withdrawals

    return withdrawals.end_overdue(acting)
