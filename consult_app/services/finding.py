"""One box for everything: patients by name or number, papers and lots by their numbers."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.documents import DocumentRecord
from consult_app.domain.names import clean
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.domain.products import Lot, Product
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.services.sight import visible
from consult_app.storage import documents as document_rows
from consult_app.storage import patients as patient_rows
from consult_app.storage import products as product_rows

SHORTEST = 3
"""Characters of a number before papers and lots are looked through."""
FEW = 4
"""Of papers and of lots, so that patients stay in sight."""


@dataclass(frozen=True, slots=True)
class Found:
    """What fits, each kind in its order: people by name, papers and lots by number."""

    patients: tuple[Patient, ...] = ()
    papers: tuple[DocumentRecord, ...] = ()
    lots: tuple[tuple[Lot, Product], ...] = ()

    @property
    def all(self) -> tuple[Patient | DocumentRecord | tuple[Lot, Product], ...]:
        """Everything in the order in which it is shown."""
        return (*self.patients, *self.papers, *self.lots)


@needs(Capability.FIND_PATIENTS)
def search(acting: Acting, text: str, limit: int) -> Found:
    """What begins with `text`, as the role may see it: patients first, at most `limit` of them."""
    number = clean(text)
    with acting.read() as tx:
        people = patient_rows.search(tx, text, limit)
        if len(number) < SHORTEST or not any(c.isdigit() for c in number):
            return Found(people)
        papers = visible(acting.user, document_rows.numbered(tx, number, FEW))
        lots = product_rows.numbered(tx, number, FEW)
    return Found(people, papers, lots)
