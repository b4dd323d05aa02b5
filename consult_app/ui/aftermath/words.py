"""Follow-ups and adverse events in words."""

from __future__ import annotations

from consult_app.domain.adverse_events import Causality, EventState, Outcome, Serious, Severity
from consult_app.domain.follow_ups import Contact, Due
from consult_app.i18n import mark
from consult_app.ui.kit.tokens import Verdict

DUE = {
    Due.LATER: mark("Later"),
    Due.DUE: mark("Due"),
    Due.OVERDUE: mark("Overdue"),
    Due.DONE: mark("Answered"),
    Due.MISSED: mark("Given up"),
    Due.REPLACED: mark("Planned anew"),
    Due.DIED: mark("The patient has died"),
}
DUE_VERDICT = {Due.OVERDUE: Verdict.DEFER, Due.DUE: Verdict.CAUTION}
CONTACT = {Contact.IN_PERSON: mark("In person"), Contact.PHONE: mark("By phone")}
STATE = {
    EventState.OPEN: mark("Still open"),
    EventState.CLOSED: mark("Closed"),
    EventState.ERROR: mark("Entered in error"),
}
SERIOUS = {
    Serious.DEATH: mark("Death"),
    Serious.LIFE_THREATENING: mark("Life was in danger"),
    Serious.HOSPITAL: mark("Taken into hospital, or kept there longer"),
    Serious.DISABILITY: mark("Lasting harm or disability"),
    Serious.BIRTH_DEFECT: mark("Birth defect"),
    Serious.INTERVENTION: mark("Had to be treated to prevent lasting harm"),
    Serious.OTHER: mark("Other event that a physician finds important"),
}
SEVERITY = {
    Severity.MILD: mark("Mild"),
    Severity.MODERATE: mark("Moderate"),
    Severity.SEVERE: mark("Severe"),
}
CAUSALITY = {
    Causality.CERTAIN: mark("Certain"),
    Causality.PROBABLE: mark("Probable"),
    Causality.POSSIBLE: mark("Possible"),
    Causality.UNLIKELY: mark("Unlikely"),
    Causality.UNCLASSIFIED: mark("More must be known first"),
    Causality.UNASSESSABLE: mark("Cannot be judged"),
}
OUTCOME = {
    Outcome.RECOVERED: mark("Recovered"),
    Outcome.RECOVERING: mark("Recovering"),
    Outcome.NOT_RECOVERED: mark("Not recovered"),
    Outcome.SEQUELAE: mark("Recovered with lasting effects"),
    Outcome.FATAL: mark("Fatal"),
    Outcome.UNKNOWN: mark("Unknown"),
}
FIELD = {
    "description": mark("what happened"),
    "began": mark("when it began"),
    "serious": mark("whether it is serious"),
    "causality": mark("what caused it"),
    "outcome": mark("how it went on"),
}
