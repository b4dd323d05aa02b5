"""One treated consultation taken out: as a FHIR Bundle beside fhir.resources, and as a folder."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from fhir.resources.R4B.bundle import Bundle

from bench.harness import Figure, compared, limited
from consult_app.domain.people import Role
from consult_app.services import demo, fhir_bundle, patient_export, patients, products
from consult_app.services.acting import Acting
from consult_app.services.demo_stories import StoryClock, Teller
from consult_app.storage import users
from consult_app.storage.store import Store

BUDGET = 0.7
"""Of the library's time to read the same Bundle, its papers in it, and to write it again."""
LIMIT_MS = 1_000.0
"""A folder with every paper, each on the disk before the next: a person who waits still watches."""
ROUNDS = 9


def figures() -> list[Figure]:
    """Both ways out of the same consultation, with its six papers."""
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as place:
        folder = Path(place)
        with _treated(folder / "clinic") as (acting, consultation_id):
            data = fhir_bundle.export(acting, consultation_id)
            bundle = compared(
                f"a consultation as a Bundle, {len(data) // 1000:,} kB",
                lambda: fhir_bundle.export(acting, consultation_id),
                "fhir.resources, read and written",
                lambda: Bundle.model_validate_json(data).model_dump_json(),
                budget=BUDGET,
                rounds=ROUNDS,
            )
            took = _folders(acting, consultation_id, folder)
    return [bundle, limited("a consultation as a folder to read", took, "the limit", LIMIT_MS)]


@contextmanager
def _treated(folder: Path) -> Iterator[tuple[Acting, int]]:
    """The demonstration's clinic, in which one patient went all the way."""
    demo.build(folder, stories=False)
    with Store.open(folder) as store:
        with store.read() as tx:
            user = next(u for u in users.every(tx) if Role.PHYSICIAN in u.roles)
        clock = StoryClock()
        acting = Acting(user, store, clock)
        patient, product = patients.search(acting, "")[0], products.products(acting)[0]
        yield acting, Teller(acting, clock, patient, product).treat().id


def _folders(acting: Acting, consultation_id: int, room: Path) -> float:
    """Milliseconds; the median of several."""
    took = []
    for number in range(ROUNDS):
        place = room / f"out-{number}"
        place.mkdir()
        begun = time.perf_counter()
        patient_export.export_consultation(acting, consultation_id, place)
        took.append((time.perf_counter() - begun) * 1000)
    return median(took)
