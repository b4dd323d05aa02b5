"""Everything that a document may speak of, read in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from consult_app.domain.consent import Consent
from consult_app.domain.decision import Decision
from consult_app.domain.documents import DocumentState
from consult_app.domain.finished import Certificate
from consult_app.domain.people import User
from consult_app.domain.products import Lot
from consult_app.domain.treatment import Treatment
from consult_app.forms.model import Path
from consult_app.services import loading
from consult_app.services.acting import Acting
from consult_app.services.assessment import AssessmentState, Loaded, judged
from consult_app.storage import answers as answer_rows
from consult_app.storage import consents as consent_rows
from consult_app.storage import decisions as decision_rows
from consult_app.storage import documents as document_rows
from consult_app.storage import patient_view
from consult_app.storage import products as product_rows
from consult_app.storage import treatments as treatment_rows
from consult_app.storage import users as user_rows
from consult_app.storage.consents import ConsentStep
from consult_app.storage.store import Tx


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """Who entered an answer, and when."""

    author_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a document may speak of, read in one transaction."""

    loaded: Loaded
    state: AssessmentState
    consent: Consent | None
    treatments: tuple[Treatment, ...]
    lots: Mapping[int, Lot]
    physician: User
    people: Mapping[int, User]
    authors: Mapping[Path, AnswerRow]
    documents: tuple[tuple[str, str], ...]
    decisions: tuple[Decision, ...]
    now: datetime
    consent_steps: tuple[ConsentStep, ...] = ()
    certificates: tuple[Certificate, ...] = ()

    def person(self, user_id: int | None) -> str:
        """Title and name of a user; empty for nobody."""
        user = self.people.get(user_id) if user_id is not None else None
        return user.display_name if user else ""


def gather(acting: Acting, tx: Tx, consultation_id: int, consent: Consent | None) -> Material:
    """Read it all; `consent`: one that is not stored as it is told, else the newest."""
    loaded = loading.read(acting, tx, consultation_id)
    if consent is None:
        consent = next(iter(consent_rows.of_consultation(tx, consultation_id)), None)
    people = {u.id: u for u in user_rows.every(tx)}
    treatments = treatment_rows.of_consultation(tx, consultation_id)
    rows = answer_rows.newest(tx, consultation_id)
    kept = document_rows.of_consultation(tx, consultation_id)
    return Material(
        loaded=loaded,
        state=judged(loaded, loaded.answers),
        consent=consent,
        treatments=treatments,
        lots={t.record.lot_id: product_rows.lot(tx, t.record.lot_id) for t in treatments},
        physician=people.get(loaded.consultation.physician_id, acting.user),
        people=people,
        authors={path: AnswerRow(row.author_id, row.at) for path, row in rows.items()},
        documents=tuple((d.title, d.number) for d in kept if d.state is DocumentState.FINAL),
        decisions=decision_rows.of_consultation(tx, consultation_id),
        now=acting.now(),
        consent_steps=consent_rows.events(tx, consent.id) if consent else (),
        certificates=patient_view.certificates(tx, consent.id) if consent else (),
    )
