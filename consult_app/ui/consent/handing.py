"""Handing the screen over to the patient, on the display that is chosen, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QWidget

from consult_app.domain.consent import Consent, ConsentState
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import consents, finishing, reading
from consult_app.services.acting import Acting
from consult_app.services.consent_view import ConsentView
from consult_app.services.reading import Reading
from consult_app.ui.consent import displays
from consult_app.ui.consent.bar import Bar
from consult_app.ui.consent.patient_view import PatientView
from consult_app.ui.consent.talk import Talk
from consult_app.ui.context import Context
from consult_app.ui.work import Lane


@dataclass(frozen=True, slots=True)
class Opened:
    """What the patient's view begins with: the text, and the page that was open last."""

    consent: Consent
    text: Reading
    last: str


class Handing(QObject):
    """`taken_back()` when the patient's view was left; `refused(Refused)`: it was not opened.

    `offer` brings the buttons of the bar back after the question about displays.
    """

    taken_back = Signal()
    refused = Signal(object)

    def __init__(self, ctx: Context, bar: Bar, offer: Callable[[], object], page: QWidget) -> None:
        super().__init__(page)
        self._ctx, self._bar, self._offer, self._page = ctx, bar, offer, page
        self._patient: PatientView | None = None

    @property
    def handed_over(self) -> bool:
        """Whether the patient has the screen."""
        return self._patient is not None

    def begin(self, view: ConsentView, talk: Talk) -> None:
        """Ask on which display, where there are several; then open the consent for the patient."""
        done = partial(self._open, view, talk)
        displays.choose(self._bar, self._page.window(), done, self._offer)

    def _open(self, view: ConsentView, talk: Talk, screen: QScreen | None) -> None:
        self._offer()
        self._bar.set_busy(_("One moment"))
        job = partial(_opened, self._ctx.acting, talk.consent.consultation_id)
        done = partial(self._show, view, talk, screen)
        self._ctx.work.run(Lane.WRITE, self, job, done, self._refuse)

    def _show(self, view: ConsentView, talk: Talk, screen: QScreen | None, opened: Opened) -> None:
        talk.renew(opened.consent)
        shown = replace(view, consent=opened.consent)
        self._patient = PatientView(self._ctx, self._page.window(), shown, opened.text, talk)
        self._patient.left.connect(self._left)
        self._patient.open(screen, opened.last)

    def _left(self) -> None:
        self._patient = None
        self.taken_back.emit()

    def _refuse(self, refused: Refused) -> None:
        self.refused.emit(refused)


def _opened(acting: Acting, consultation_id: int) -> Opened:
    """On a lane: the consent open for its answers, or signed and not yet confirmed."""
    consent = consents.current(acting, consultation_id)
    if consent is None or consent.state is not ConsentState.PATIENT_SIGNED:
        consent = consents.open_for_signature(acting, consultation_id)
    last = finishing.place(acting, consent.id)
    return Opened(consent, reading.of_consent(acting, consent), last)
