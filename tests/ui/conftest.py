"""A real clinic in a folder of its own, for the pages: encrypted file, real services, a clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.patients import NewPatient, Patient, Sex
from consult_app.domain.people import Role, User
from consult_app.domain.products import BiologicalSource, Product
from consult_app.services import clinic, patients, products
from consult_app.services.acting import Acting
from consult_app.services.first_start import set_up
from consult_app.storage.store import Store
from consult_app.ui.context import Context, Navigator
from consult_app.ui.kit.theme import install
from consult_app.ui.work import Work
from tests import kept
from tests.clinics import LABEL

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that a test sets; each look at it is a second later, so that times keep order."""

    at: datetime = START

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def acting(tmp_path: Path, clock: Clock) -> Iterator[Acting]:
    """A physician who also keeps the clinic, with a product and a lot in stock."""
    store, (user, at) = kept.begun(tmp_path / "clinic", __name__, lambda new: _made(new, clock))
    clock.at = at
    with store:
        yield Acting(user, store, clock)


def _made(store: Store, clock: Clock) -> tuple[User, datetime]:
    """Who works there, and the time when all is made."""
    roles = frozenset({Role.PHYSICIAN, Role.ADMINISTRATOR})
    settings = ClinicSettings(
        name="Klinik Örnek",
        address="Bahar Caddesi 12, İzmir",
        jurisdiction="TR",
        phone_day="+90 232 555 0110",
        phone_night="+90 232 555 0199",
        emergency="112",
        reflection_hours=0,
    )
    acting = Acting(set_up(store, User(0, "Ayşe Kaya", "Dr", roles), settings, clock), store, clock)
    product = products.add_product(
        acting,
        Product(
            *(0, "Example-EX", "Example Labs", BiologicalSource.STEM_CELLS, ("trehalose",)),
            label=LABEL,
        ),
    )
    products.add_lot(acting, product.id, "A7731", date(2027, 8, 31))
    return acting.user, clock.at


@pytest.fixture
def work(qapp: QApplication) -> Iterator[Work]:
    """The lanes; ended before the records are closed."""
    made = Work()
    yield made
    made.close()


@pytest.fixture
def ctx(qapp: QApplication, acting: Acting, work: Work) -> Context:
    """What every page is given, in the light theme at 100 %."""
    theme = install(qapp)
    theme.set_dark(False)
    theme.set_scale(100)
    return Context(acting, work, theme, Navigator(), settings=clinic.settings(acting))


@pytest.fixture
def settled(qtbot: QtBot, work: Work) -> Callable[[], None]:
    """Waits until nothing is under way any more."""
    return lambda: qtbot.waitUntil(lambda: not work.busy, timeout=20_000)


@pytest.fixture
def elif_demir(acting: Acting) -> Patient:
    """A patient who is registered."""
    return patients.register(
        acting, NewPatient("Demir", "Elif", date(1979, 3, 12), Sex.FEMALE, "en", "0555 000 0001")
    )
