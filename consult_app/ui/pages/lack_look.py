"""How each thing that lacks is shown: its icon, and a verdict where it warns."""

from __future__ import annotations

from consult_app.domain.arrivals import Lack
from consult_app.services.arrivals import Line
from consult_app.ui.kit.tokens import Verdict
from consult_app.ui.verdicts import VERDICTS

ICONS = {
    Lack.ASSESSMENT: "clipboard-list",
    Lack.UNFINISHED: "clipboard-list",
    Lack.QUESTIONS: "circle-question-mark",
    Lack.DECISION: "pencil",
    Lack.DEFERRED: "calendar-clock",
    Lack.DEFERRAL_OVER: "calendar-clock",
    Lack.SPECIALIST: "stethoscope",
    Lack.INFORMATION: "info",
    Lack.REFLECTION: "hourglass",
    Lack.CONSENT: "pen-line",
    Lack.PUT_OFF: "pen-line",
    Lack.UNSIGNED: "pen-line",
    Lack.COUNTERSIGN: "pen-line",
    Lack.PAPER: "file",
    Lack.UNCONFIRMED: "eye",
    Lack.DECLINED: "circle-x",
    Lack.WITHDRAWN: "circle-x",
    Lack.EXPIRED: "clock",
    Lack.SUSPENDED: "rotate-cw",
    Lack.RECONFIRM: "message-circle",
    Lack.NO_LOT: "package",
    Lack.LOT: "package",
    Lack.PHOTOGRAPHS: "pen-line",
    Lack.AFTERCARE: "file-text",
    Lack.PRINT: "printer",
    Lack.RECALL: "triangle-alert",
    Lack.FOLLOW_UP: "phone",
}
"""Of each thing but a finding, which has that of its outcome."""
_WARNED = frozenset(
    {Lack.RECALL, Lack.DECLINED, Lack.WITHDRAWN, Lack.EXPIRED, Lack.SUSPENDED, Lack.NO_LOT}
)
"""What stands in the way of a treatment today though something was there before, and a recall."""


def look(line: Line) -> tuple[str, Verdict | None]:
    """Icon and verdict."""
    if line.what is Lack.FINDING:
        verdict = VERDICTS[line.about.about[0][0]]
        return verdict.icon, verdict
    return ICONS[line.what], Verdict.CAUTION if line.what in _WARNED else None
