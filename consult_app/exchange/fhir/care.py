"""What was given and done: BiologicallyDerivedProduct, Device for a lot of it, Procedure.

R4's BiologicallyDerivedProduct has no lot number and no expiry; Device has both.
"""

from __future__ import annotations

from consult_app.domain.products import BiologicalSource, Lot, LotState, Product
from consult_app.domain.treatment import Treatment
from consult_app.exchange.fhir.basics import JsonObject, Names, concept, filled, moment
from consult_app.exchange.fhir.basics import note as notes

_GS1 = "http://hl7.org/fhir/NamingSystem/gs1-di"
"""Who issues the number of a package, as R4's definition of the issuer names GS1."""


def product(names: Names, one: Product) -> JsonObject:
    """A product that is planned or given."""
    return filled(
        resourceType="BiologicallyDerivedProduct",
        identifier=[_of_product(names, one)],
        productCategory="biologicalAgent",
        productCode=concept(one.name),
        collection=(
            {"source": {"display": one.source.value}}
            if one.source is not BiologicalSource.UNKNOWN
            else {}
        ),
    )


def _of_product(names: Names, one: Product) -> JsonObject:
    """What a product and its lots have in common; R4 has no reference between the two."""
    return {"system": names.of("products", ""), "value": str(one.id)}


def device(names: Names, product: Product, lot: Lot) -> JsonObject:
    """One lot of a product, with the number on its package where one is known."""
    usable = lot.state in {LotState.IN_STOCK, LotState.USED_UP}
    return filled(
        resourceType="Device",
        identifier=[_of_product(names, product)],
        udiCarrier=([{"deviceIdentifier": product.gtin, "issuer": _GS1}] if product.gtin else []),
        status="active" if usable else "inactive",
        manufacturer=product.manufacturer,
        expirationDate=lot.expiry.isoformat(),
        lotNumber=lot.number,
        deviceName=[{"name": product.name, "type": "user-friendly-name"}],
        note=notes(f"Biological source: {product.source.value}"),
    )


def procedure(names: Names, treatment: Treatment, title: str, reason: str) -> JsonObject:
    """One session as it was recorded. `title`: what the treatment is called; `reason`: what for."""
    record = treatment.record
    found = filled(
        resourceType="Procedure",
        status="completed",
        code=concept(title),
        subject=names.reference("Patient", treatment.patient_id),
        **_performed(treatment),
        recorder=names.reference("Practitioner", treatment.author_id),
        performer=[{"actor": names.reference("Practitioner", record.supervisor_id)}],
        reasonCode=[concept(reason)] if reason else [],
        bodySite=[concept(place.words) for place in record.places],
        usedReference=[names.reference("Device", record.lot_id)],
    )
    observed = f"Reaction observed: {record.reaction}" if record.reaction_observed else ""
    told = (f"Session {record.session} of {treatment.sessions}", record.dose, observed)
    return found | filled(note=notes(*told))


def _performed(treatment: Treatment) -> JsonObject:
    """From when to when, else when it was recorded."""
    begun, ended = treatment.record.started_at, treatment.record.ended_at
    if begun is None:
        return {"performedDateTime": moment(treatment.at)}
    return {"performedPeriod": filled(start=moment(begun), end=moment(ended) if ended else "")}
