"""The patient's signature: what holds it back, who signs, and what is done with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from consult_app import messages
from consult_app.domain.consent import Consent
from consult_app.domain.finished import Certificate
from consult_app.domain.holding import HeldBack
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import consents, finishing
from consult_app.ui.consent.finished_page import FinishedPage
from consult_app.ui.consent.sign_page import SignPage
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

    def signers(self) -> tuple[str, ...]:
        """Whose signatures they are: the patient's, or those of who consents for them."""
        guardians = tuple(one.name for one in self._over.talk.said.guardians)
        return guardians or (self._over.reading.patient_name,)

    def sign(self) -> None:
        """Store what was drawn."""
        over = self._over
        page = over.page
        if not isinstance(page, SignPage):
            return
        if page.is_empty:
            page.set_error(_("Please sign in the box first."))
            page.enter()
            return
        over.bar.set_busy(_("One moment"))
        job = partial(
            consents.sign_patient,
            over.ctx.acting,
            over.talk.consent,
            self.signers()[0],
            page.strokes,
            second=page.second,
            hand=page.hand,
        )
        over.ctx.work.run(Lane.WRITE, over, job, self._signed, over.refuse)

    def _signed(self, consent: Consent) -> None:
        self._over.talk.renew(consent)
        self._over.bar.set_busy(None)
        self._over.go_on()

    # the finished document

    def fetch(self, page: FinishedPage) -> None:
        """Draw or read the document for this page; the confirmation waits for it."""
        over = self._over
        job = partial(finishing.finished, over.ctx.acting, over.talk.consent.id)
        refused = partial(self._not_there, page)
        over.ctx.work.run(Lane.PAPER, page, job, page.show_document, refused)

    def _not_there(self, page: FinishedPage, refused: Refused) -> None:
        page.set_error(messages.sentence(refused))

    def certify(self) -> None:
        """The patient confirms the document that is shown."""
        over = self._over
        page = over.page
        if not isinstance(page, FinishedPage) or page.finished is None:
            return
        over.bar.set_busy(_("One moment"))
        sha256 = page.finished.record.sha256
        job = partial(finishing.certify, over.ctx.acting, over.talk.consent.id, sha256)
        over.ctx.work.run(Lane.WRITE, over, job, self._certified, over.refuse)

    def not_mine(self) -> None:
        """Something in it is not right: the physician hears of it before anything is given."""
        self._over.end(
            _("Thank you for telling us"),
            _("Nothing is done until we have talked about it with you."),
        )

    def _certified(self, _certificate: Certificate) -> None:
        self._over.end(_("Thank you"), _("You have signed. You can still say no at any time."))
