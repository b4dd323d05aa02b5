"""The demonstration: a made-up clinic with consultations in every state, in a folder of its own."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from consult_app import paths
from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.consultation import VisitState
from consult_app.domain.patients import NewPatient, Patient, Sex
from consult_app.domain.people import Role, User
from consult_app.domain.products import BiologicalSource, Label, Product, Standing, Status
from consult_app.services import (
    clinic,
    day,
    patients,
    products,
    shelf,
)
from consult_app.services.acting import Acting
from consult_app.services.demo_stories import STORIES, StoryClock, Teller
from consult_app.services.first_start import set_up
from consult_app.storage.store import Store

EXPECTED = 12
"""So many patients are on today's list."""
Progress = Callable[[int, int], None]
"""Called with how many patients are done, of how many."""

_OPEN_SINCE = 120
"""Days ago."""


def build(
    folder: Path, progress: Progress = lambda _done, _of: None, *, stories: bool = True
) -> None:
    """Make the clinic in `folder`, which must hold no records yet. Raises the store's codes.

    Without `stories` it is quick: only who is expected today, all of them newly registered.
    """
    clock = StoryClock()
    with Store.open(folder, create=True) as store:
        now = clock.at
        clock.at = now - timedelta(days=_OPEN_SINCE)  # before the first story: documents are sealed
        acting = _people_and_settings(store, clock)
        clock.at = now
        product = _stock(acting)
        people = list(_made_up_patients())[: None if stories else EXPECTED]
        for number, new in enumerate(people):
            patient = patients.register(acting, new)
            story = STORIES[number % len(STORIES)] if number and stories else None
            if story is not None:
                clock.at = now - timedelta(days=3 + number, hours=number % 5)
                story(Teller(acting, clock, patient, product))
                clock.at = now
            _expect(acting, patient, number)
            progress(number + 1, len(people))


def _people_and_settings(store: Store, clock: StoryClock) -> Acting:
    demo = shelf.shipped().demo
    names = demo.clinic
    user = User(
        id=0,
        name=demo.physician["name"],
        title=demo.physician.get("title", ""),
        roles=frozenset({Role.PHYSICIAN, Role.ADMINISTRATOR}),
        specialty=demo.physician.get("specialty", ""),
        licence_number=demo.physician.get("licence_number", ""),
    )
    settings = ClinicSettings(
        name=names["name"],
        address=names.get("address", ""),
        jurisdiction=names.get("jurisdiction", ""),
        phone_day=names.get("phone_day", ""),
        phone_night=names.get("phone_night", ""),
        emergency=names.get("emergency", ""),
        reflection_hours=0,
        demonstration=True,
    )
    acting = Acting(set_up(store, user, settings, clock), store, clock)
    pack = shelf.shipped()
    for language in pack.languages:
        clinic.approve_texts(acting, pack.hash, language)
    return acting


def _stock(acting: Acting) -> Product:
    script = shelf.shipped().demo.product
    product = products.add_product(
        acting,
        Product(
            id=0,
            name=script["name"],
            manufacturer=script.get("manufacturer", ""),
            source=BiologicalSource(script.get("source", "unknown")),
            components=_listed(script.get("components", "")),
            label=_label(script, acting.today()),
        ),
    )
    usable = acting.today() + timedelta(days=365)  # the demonstration never runs out of its lot
    expiry = max(usable, date.fromisoformat(script["expiry"]))
    products.add_lot(acting, product.id, script["lot"], expiry)
    return product


def _listed(words: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in words.split(",") if part.strip())


def _label(script: Mapping[str, str], today: date) -> Label:
    status = Status(
        shelf.shipped().demo.clinic.get("jurisdiction", ""),
        Standing(script.get("standing", "unknown")),
        script.get("standing_source", ""),
        date.fromisoformat(script["standing_date"]) if "standing_date" in script else None,
        today,
    )
    return Label(routes=_listed(script.get("routes", "")), statuses=(status,))


def _made_up_patients() -> Iterator[NewPatient]:
    source = paths.resources() / "demo" / "patients.csv"
    with source.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield NewPatient(
                family_name=row["family"],
                given_name=row["given"],
                birth_date=date.fromisoformat(row["born"]),
                sex=Sex(row["sex"]),
                language=row["language"],
                phone=row["phone"],
                address=row["address"],
            )


def _expect(acting: Acting, patient: Patient, number: int) -> None:
    """The first are on today's list, some of them here already."""
    if number < EXPECTED:
        time = f"{9 + number // 3:02d}:{20 * (number % 3):02d}"
        visit = day.add(acting, patient.id, acting.today(), time)
        if number in {1, 2, 5}:
            day.move(acting, visit, VisitState.ARRIVED)
