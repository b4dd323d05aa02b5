"""One treated consultation taken out: as a FHIR Bundle beside fhir.resources, and as a folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from fhir.resources.R4B.bundle import Bundle

from bench.harness import Figure, compared
from consult_app.domain.people import Role
from consult_app.services import demo, fhir_bundle, patient_export, patients, products
from consult_app.services.acting import Acting
from consult_app.services.demo_stories import StoryClock, Teller
from consult_app.storage import users
from consult_app.storage.store import Store

BUDGET = 0.7
"""Of the library's time to read the same Bundle, its papers in it, and to write it again."""
FOLDER_BUDGET = 6.0
"""Of the time to write the same files by hand, each on the disk before the next."""
ROUNDS = 9


def figures() -> list[Figure]:
    """Both ways out of the same consultation, with its six papers."""
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as place:
        folder = Path(place)
        with _treated(folder / "clinic") as (acting, consultation_id):
            data = _bundle(acting, consultation_id)
            bundle = compared(
                f"a consultation as a Bundle, {len(data) // 1000:,} kB",
                lambda: _bundle(acting, consultation_id),
                "fhir.resources, read and written",
                lambda: Bundle.model_validate_json(data).model_dump_json(),
                budget=BUDGET,
                rounds=ROUNDS,
            )
            return [bundle, _to_folder(acting, consultation_id, folder)]


def _bundle(acting: Acting, consultation_id: int) -> bytes:
    with acting.read() as tx:
        return fhir_bundle.of_consultation(acting, tx, consultation_id)


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


def _to_folder(acting: Acting, consultation_id: int, room: Path) -> Figure:
    """Everything of it, for a person who has no program but a browser."""
    number = count()

    def place() -> Path:
        made = room / f"out-{next(number)}"
        made.mkdir()
        return made

    first = patient_export.export_consultation(acting, consultation_id, place())
    files = {p.relative_to(first): p.read_bytes() for p in first.rglob("*") if p.is_file()}

    def by_hand() -> None:
        target = place()
        for name, content in files.items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            with (target / name).open("wb") as opened:
                opened.write(content)
                opened.flush()
                os.fsync(opened.fileno())

    return compared(
        f"a consultation as a folder of {len(files)} files",
        lambda: patient_export.export_consultation(acting, consultation_id, place()),
        "the same files by hand",
        by_hand,
        budget=FOLDER_BUDGET,
        rounds=ROUNDS,
    )
