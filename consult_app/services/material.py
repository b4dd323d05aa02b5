"""Everything that a document may speak of, read in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from consult_app.domain.consent import Consent
from consult_app.domain.people import User
from consult_app.domain.products import Lot
from consult_app.domain.treatment import Treatment
from consult_app.forms.model import Path
from consult_app.services.assessment import AssessmentState, Loaded


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
    now: datetime

    def person(self, user_id: int | None) -> str:
        """Title and name of a user; empty for nobody."""
        user = self.people.get(user_id) if user_id is not None else None
        return user.display_name if user else ""
