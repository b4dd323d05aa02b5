"""A clinic of which forty people had one lot, and what became of their letters."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from consult_app.domain.patients import NewPatient, Sex
from consult_app.services import clinic, products, recalls, shelf
from consult_app.services.acting import Acting
from consult_app.storage import users
from consult_app.storage.store import Store
from tests.clinics import open_clinic, took_lot

PEOPLE = 40
LANGUAGES = ("en", "tr", "de", "ar")


def forty_had_one_lot(folder: Path) -> Path:
    """Each fourth person reads the same language."""
    made = open_clinic(folder)
    made.clock.at = datetime.now(UTC)
    for language in LANGUAGES[1:]:
        clinic.approve_texts(made.acting, shelf.shipped().hash, language)
    lot = products.lots(made.acting, made.product.id)[0]
    for n in range(PEOPLE):
        person = NewPatient(
            *(f"Family{n:02}", "Given", date(1950 + n, 3, 12), Sex.FEMALE, LANGUAGES[n % 4]),
            phone=f"+90 232 555 01{n:02}",
        )
        took_lot(made.acting, lot, person)
    made.acting.store.close()
    return folder


def letters_printed(folder: Path, copy: Path) -> dict[str, int]:
    """How many letters that are printed each language has, read from a copy."""
    shutil.copytree(folder, copy)
    with Store.open(copy, create=False) as store:
        with store.read() as tx:
            user = users.every(tx)[0]
        (view,) = recalls.every(Acting(user, store))
        letters = [letter for letter in view.letters.values() if letter.printed == 1]
    return {language: sum(x.language == language for x in letters) for language in LANGUAGES}
