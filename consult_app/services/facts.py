"""Facts beside the answers that rules may ask for: age, sex, the planned product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from consult_app.domain.assess import UNKNOWN
from consult_app.domain.names import fold
from consult_app.domain.patients import Patient
from consult_app.domain.products import Lot, Product, stock
from consult_app.domain.rules import BORN, Facts
from consult_app.forms.model import Coding, Item, PartialDate, Reference, Value
from consult_app.forms.state import FormState

Roles = Mapping[str, str]
"""What an item is to the program -> its linkId, as the pack declares it."""


def context(patient: Patient, day: date) -> Mapping[str, Value]:
    """What calculations of the form may use: `%age` in full years on `day`, `%sex`."""
    return {"age": patient.age_on(day), "sex": patient.sex.value}


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the clinic has: its products and their lots, and where it is."""

    products: tuple[Product, ...]
    lots: tuple[Lot, ...]
    jurisdiction: str
    near_days: int


def of(patient: Patient, shelf: Shelf, form: FormState, roles: Roles, today: date) -> Facts:
    """The facts as they are known now; None: not known yet, which is *open*."""
    product = planned_product(shelf.products, form, roles)
    facts: dict[str, Value | tuple[Value, ...] | None] = {
        "patient.age": Decimal(patient.age_on(today)),
        "patient.sex": patient.sex.value,
        BORN: PartialDate(patient.birth_date.isoformat()),
        "product.allergens_listed": _allergens(product, form, roles),
        "product.routes_off_label": None,
        "product.sites_off_label": None,
        "product.lots": None,
        "product.standing": None,
    }
    if product is None:
        return facts
    label, lots = product.label, tuple(lot for lot in shelf.lots if lot.product_id == product.id)
    status = label.status_in(shelf.jurisdiction)
    return facts | {
        "product.routes_off_label": (
            _off_label(label.routes, form, roles.get("site.route", ""))
            if label.routes
            else (UNKNOWN,)
        ),
        "product.sites_off_label": (
            _off_label(label.sites, form, roles.get("site.area", "")) if label.sites else ()
        ),
        "product.lots": stock(lots, today, shelf.near_days).value,
        "product.standing": status.standing.value if status else UNKNOWN,
    }


def _off_label(
    permitted: tuple[str, ...], form: FormState, link_id: str
) -> tuple[Value, ...] | None:
    """What is planned and the label does not name; None while something is not planned yet."""
    asked = [view for view in form.with_link_id(link_id) if view.enabled]
    if not asked or any(not view.answers for view in asked):
        return None
    planned = [v.code if isinstance(v, Coding) else str(v) for a in asked for v in a.answers]
    return tuple(code for code in dict.fromkeys(planned) if code not in permitted)


def planned_product(products: tuple[Product, ...], form: FormState, roles: Roles) -> Product | None:
    """The product the plan names, if it names one that is here."""
    planned = answers_to(form, roles.get("product", ""))
    return next((p for p in products if product_reference(p) in planned), None)


def product_reference(product: Product) -> Reference:
    """How an answer names a product; the display is what is read."""
    return Reference(f"BiologicallyDerivedProduct/{product.id}", product.name)


def answers_to(form: FormState, link_id: str) -> tuple[Value, ...]:
    """Every answer to an item that counts now, over all its occurrences."""
    return tuple(
        value for view in form.with_link_id(link_id) if view.enabled for value in view.answers
    )


def _allergens(product: Product | None, form: FormState, roles: Roles) -> tuple[Value, ...] | None:
    """Components of the planned product that a recorded allergy names; None: cannot be told yet.

    *Unknown* where the allergies are, or where nobody recorded what the product consists of.
    """
    state = next(iter(answers_to(form, roles.get("allergy.state", ""))), None)
    if product is None or not isinstance(state, Coding):
        return None
    if state.code == UNKNOWN:
        return (UNKNOWN,)
    asked = [v for v in form.with_link_id(roles.get("allergy.substance", "")) if v.enabled]
    if any(not view.answers for view in asked):
        return None
    if asked and not product.components:
        return (UNKNOWN,)
    substances = [fold(n) for view in asked for v in view.answers for n in _names(view.item, v)]
    return tuple(
        component
        for component in product.components
        if any(_same(fold(component), substance) for substance in substances)
    )


def _names(item: Item, value: Value) -> tuple[str, ...]:
    """What an answer may be called on a label: its code, and its words in every language."""
    if not isinstance(value, Coding):
        return (str(value),)
    words = [w for o in item.options if o.value == value for w in o.text.values()]
    return tuple(name for name in (value.code, value.display, *words) if name)


def _same(component: str, substance: str) -> bool:
    return bool(substance) and (component in substance or substance in component)
