"""The tables, by family; importing this package fills `Base.metadata` with all of them."""

from consult_app.storage.models import (
    aftermath,
    bulk,
    chain,
    clinic,
    consents,
    consultations,
    documents,
    incoming,
    lives,
    patient_view,
    patients,
    recalls,
    scans,
    seals,
    wordings,
)
from consult_app.storage.models.base import Base

__all__ = [
    "Base",
    "aftermath",
    "bulk",
    "chain",
    "clinic",
    "consents",
    "consultations",
    "documents",
    "incoming",
    "lives",
    "patient_view",
    "patients",
    "recalls",
    "scans",
    "seals",
    "wordings",
]
