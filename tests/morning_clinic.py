"""A clinic as it was left in the evening: what the desk and the physician find in the morning.

For journeys, which see the program from outside: what they need made is done here.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from consult_app.domain.decision import Choice
from consult_app.domain.documents import Kind
from consult_app.services import day, documents
from tests.clinics import open_clinic
from tests.services.paper import another, out
from tests.services.walk import Walk

DEFERRED, INFORMED, ON_PAPER, TREATED = ("Ada Berg", "Berta Berg", "Cleo Berg", "Elif Demir")
TO_INFORM, NEW = "Dora Berg", "Emma Berg"
WEEKS = 2
"""Since everything that waits was begun."""


def left_in_the_evening(folder: Path) -> Path:
    """One of each that waits: treated, deferred, informed, out for ink; a sheet to be printed.

    Three come in the morning: somebody new, somebody to be informed, and the one with the paper.
    """
    clinic = open_clinic(folder)
    clinic.clock.at = datetime.now(UTC) - timedelta(weeks=WEEKS)
    walk = Walk(clinic)
    walk.treated()
    deferred = another(walk, "Ada")
    consultation = deferred.suitable()
    deferred.decide(consultation, Choice.DEFER, clinic.acting.today() + timedelta(days=3))
    informed = another(walk, "Berta")
    begun = informed.proceed()
    informed.inform(begun)
    on_paper = another(walk, "Cleo")
    out(on_paper)
    to_inform = another(walk, "Dora")
    to_inform.proceed()
    clinic.clock.at = datetime.now(UTC)
    documents.make(clinic.acting, begun.id, Kind.INFORMATION)
    coming = (another(walk, "Emma"), to_inform, on_paper)
    for time, one in zip(("09:00", "09:20", "10:00"), coming, strict=True):
        day.add(clinic.acting, one.clinic.patient.id, clinic.acting.today(), time)
    clinic.acting.store.close()
    return folder
