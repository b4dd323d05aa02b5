"""Every no of the patient: on each page, two presses, no reason asked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from consult_app.domain.consent import Consent, ConsentMove, ConsentState
from consult_app.i18n import _
from consult_app.services import consents
from consult_app.ui.consent.bar import Action, Asked
from consult_app.ui.work import Lane

if TYPE_CHECKING:
    from consult_app.ui.consent.patient_view import PatientView


class Exits:
    """What "I do not want this" and "not today" do on the pages of one view."""

    def __init__(self, over: PatientView) -> None:
        self._over = over

    def actions(self) -> tuple[Action, ...]:
        """The two buttons that stand on every page."""
        return (
            Action(_("I do not want this"), self._ask_decline),
            Action(_("Not today"), self._ask_not_today),
        )

    def at_the_end(self) -> tuple[Action, ...]:
        """Beside the thank you: signed, one may still say no; after a no there is none to say."""
        signed = self._over.talk.consent.state is ConsentState.PATIENT_SIGNED
        return self.actions()[:1] if signed else ()

    def _ask_decline(self) -> None:
        self._over.bar.ask(
            Asked(
                _("You do not want this treatment. That is all right; we go on caring for you."),
                _("I do not want it"),
                _("Go back"),
                lambda: self._step_back(ConsentMove.DECLINE),
            )
        )

    def _ask_not_today(self) -> None:
        self._over.bar.ask(
            Asked(
                _("You would rather not decide today. What you answered is kept."),
                _("Not today, please"),
                _("Go back"),
                lambda: self._step_back(ConsentMove.NOT_TODAY),
            )
        )

    def _step_back(self, step: ConsentMove) -> None:
        over = self._over
        over.page.leave()
        signed = over.talk.consent.state is ConsentState.PATIENT_SIGNED
        if signed and step is ConsentMove.NOT_TODAY:
            self._put_off()  # it is signed and not confirmed: without that nothing is given
            return
        job = partial(consents.step_back, over.ctx.acting, over.talk.consent, step)
        over.ctx.work.run(Lane.WRITE, over, job, partial(self._stepped, step), over.refuse)

    def _stepped(self, step: ConsentMove, consent: Consent) -> None:
        self._over.talk.renew(consent)
        if step is not ConsentMove.DECLINE:
            self._put_off()
            return
        self._over.end(_("Thank you for telling us"), _("You have said no. Nothing will be done."))

    def _put_off(self) -> None:
        self._over.end(_("That is fine"), _("Nothing will be done today. Come back when you like."))
