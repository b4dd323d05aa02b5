"""Follow-up dates: those the physician planned, else the weeks the pack asks for."""

from __future__ import annotations

from datetime import timedelta

from consult_app.services import plan
from consult_app.services.material import Material
from consult_app.services.wording import day_words


def appointments(material: Material, planned: plan.Plan, language: str) -> list[str]:
    """The appointments in words, counted from the last treatment, else from today."""
    if planned.follow_up:
        return list(planned.follow_up)
    start = material.treatments[-1].at if material.treatments else material.now
    day = start.astimezone().date()
    weeks = material.loaded.pack.plan.follow_up_weeks
    return [day_words(day + timedelta(weeks=w), language) for w in weeks]
