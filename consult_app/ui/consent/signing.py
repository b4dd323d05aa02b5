"""The patient's signature: what holds it back, who signs, and what is done with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from consult_app.domain.consent import Consent
from consult_app.domain.holding import HeldBack
from consult_app.i18n import _
from consult_app.services import consents
from consult_app.ui.consent.end_pages import SignPage
from consult_app.ui.consent.words import TO_PATIENT, held_words
from consult_app.ui.work import Lane

if TYPE_CHECKING:
    from consult_app.ui.consent.patient_view import PatientView


class Signing:
    """From the summary of one view to its thank you."""

    def __init__(self, over: PatientView) -> None:
        self._over = over

    def held(self) -> tuple[HeldBack, ...]:
        """Everything that keeps the patient from signing now."""
        over = self._over
        return consents.held_back(over.ctx.acting, over.view.loaded, over.talk.consent)

    def waits_for(self) -> list[str]:
        """What the patient reads of it."""
        over = self._over
        return [
            held_words(held, over.view, over.language, TO_PATIENT)
            for held in self.held()
            if held.reason in TO_PATIENT
        ]

    def signer(self) -> str:
        """Whose signature it is."""
        said = self._over.talk.said
        patient = self._over.reading.patient_name
        return patient if said.consenter == "patient" else said.representative

    def sign(self) -> None:
        """Store what was drawn."""
        over = self._over
        page = over.page
        if not isinstance(page, SignPage):
            return
        if not page.strokes:
            page.set_error(_("Please sign in the box first."))
            page.enter()
            return
        over.bar.set_busy(_("One moment"))
        job = partial(
            consents.sign_patient,
            over.ctx.acting,
            over.talk.consent,
            self.signer(),
            page.strokes,
        )
        over.ctx.work.run(Lane.WRITE, over, job, self._signed, over.refuse)

    def _signed(self, consent: Consent) -> None:
        self._over.talk.renew(consent)
        self._over.end(_("Thank you"), _("You have signed. You can still say no at any time."))
