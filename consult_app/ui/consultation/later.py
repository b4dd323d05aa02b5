"""The steps behind the decision: pages of other rooms, made when they are first shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from consult_app.ui.consultation.steps import AFTERCARE, CONSENT, TREATMENT
from consult_app.ui.context import Context

STEPS = (CONSENT, TREATMENT, AFTERCARE)


class LaterPage(Protocol):
    """What the consultation knows of such a page."""

    changed: SignalInstance
    next_step: SignalInstance

    def enter(self) -> None: ...


def read_ahead() -> None:
    """Import the pages, from a lane, before one of them is asked for."""
    import consult_app.ui.consent.page
    import consult_app.ui.treatment.aftercare
    import consult_app.ui.treatment.page  # noqa: F401 - read ahead, to be there when it is opened


def make(
    place: str, ctx: Context, consultation_id: int, go: Callable[[str], None]
) -> tuple[QWidget, LaterPage]:
    """The page of a step, as a widget and as what it can do; `go` leads to another step."""
    page: QWidget
    if place == CONSENT:
        from consult_app.ui.consent.page import ConsentPage

        page = ConsentPage(ctx, consultation_id)
    elif place == TREATMENT:
        from consult_app.ui.treatment.page import TreatmentPage

        page = treatment = TreatmentPage(ctx, consultation_id)
        treatment.wanted.connect(go)
    else:
        from consult_app.ui.treatment.aftercare import AftercarePage

        page = aftercare = AftercarePage(ctx, consultation_id)
        aftercare.wanted.connect(go)
    return page, cast(LaterPage, page)
