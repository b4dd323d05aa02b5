"""What the consent page shows of a consultation, read in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consult_app.domain.consent import Consent
from consult_app.domain.consultation import State
from consult_app.domain.decision import Choice
from consult_app.domain.documents import DocumentRecord, DocumentState, Kind
from consult_app.domain.holding import Required
from consult_app.domain.people import Capability
from consult_app.domain.withdrawal import Withdrawal
from consult_app.i18n import ngettext, series
from consult_app.services import consents, forms_out, loading, plan
from consult_app.services import language as languages
from consult_app.services.acting import Acting
from consult_app.services.assessment import Loaded, judged
from consult_app.services.permission import needs
from consult_app.storage import consents as consent_rows
from consult_app.storage import documents as document_rows
from consult_app.storage import patient_view
from consult_app.storage import users as user_rows
from consult_app.storage import withdrawals as withdrawal_rows
from consult_app.storage.consents import ConsentStep
from consult_app.storage.store import Tx


@dataclass(frozen=True, slots=True)
class ConsentView:
    """Where the consent of a consultation stands.

    `last`: the last move and its reason; `documents`: the final sheets by kind; `people`: user id
    to name; `approved`: a physician approved this text; `decided`: the decision is to proceed;
    `covered`: the consent covers what is planned now; `replaced`: a newer text has been approved
    than the one the patient was given; `covers`: places, product and sessions in words; `scanned`:
    a signed form was filed and waits for a physician;
    `confirmed`: the patient has confirmed the finished document that waits for the physician;
    `withdrawal`: how it was taken back.
    """

    loaded: Loaded
    consent: Consent | None
    required: Required
    last: ConsentStep | None
    documents: Mapping[Kind, DocumentRecord]
    people: Mapping[int, str]
    approved: bool
    decided: bool
    covered: bool
    replaced: bool
    covers: str
    scanned: bool
    confirmed: bool = False
    withdrawal: Withdrawal | None = None

    def person(self, user_id: int | None) -> str:
        """The name of a user; empty for nobody."""
        return self.people.get(user_id, "") if user_id is not None else ""


@needs(Capability.TAKE_CONSENT)
def view(acting: Acting, consultation_id: int) -> ConsentView:
    """The standing of the consent of a consultation. Raises consultation.not-found."""
    with acting.read() as tx:
        loaded = loading.read(acting, tx, consultation_id)
        consent = consents.newest(tx, consultation_id)
        language = consent.language if consent else _to_be(loaded)
        steps = consent_rows.events(tx, consent.id) if consent else ()
        choice = loaded.decision.record.choice if loaded.decision else None
        planned = _planned(loaded, language)
        return ConsentView(
            loaded=loaded,
            consent=consent,
            required=consents.required(loaded),
            last=steps[-1] if steps else None,
            documents=_final(tx, consultation_id, consent),
            people={u.id: u.display_name for u in user_rows.every(tx)},
            approved=loaded.settings.approved(loaded.pack.hash, language),
            decided=loaded.consultation.state is State.DECIDED and choice is Choice.PROCEED,
            covered=consent is not None and consent.scope == planned.scope,
            replaced=consents.replaced(loaded, language),
            covers=_covers(planned),
            scanned=consent is not None and forms_out.pending(tx, consent.id) is not None,
            confirmed=consent is not None and patient_view.confirmed(tx, consent) is not None,
            withdrawal=withdrawal_rows.of_consent(tx, consent.id) if consent else None,
        )


def _to_be(loaded: Loaded) -> str:
    form = judged(loaded, loaded.answers).form
    return languages.of_preview(loaded.pack, form, loaded.patient)


def _planned(loaded: Loaded, language: str) -> plan.Plan:
    form = judged(loaded, loaded.answers).form
    return plan.read(form, loaded.pack.roles, loaded.products, language)


def _covers(planned: plan.Plan) -> str:
    sessions = ngettext("{n} session", "{n} sessions", planned.sessions).format(n=planned.sessions)
    product = planned.product.name if planned.product else ""
    places = series((site.words for site in planned.sites), "; ")
    return " · ".join(words for words in (places, product, sessions) if words)


def _final(tx: Tx, consultation_id: int, consent: Consent | None) -> dict[Kind, DocumentRecord]:
    """The final documents; for the consent its own: the form that is out, the signed scan."""
    kept = document_rows.of_consultation(tx, consultation_id)
    found = {d.kind: d for d in kept if d.state is DocumentState.FINAL}
    own = consent.document_id if consent is not None else None
    return {**found, **{d.kind: d for d in kept if d.id == own}}
