"""A real clinic for tests: an encrypted file in a temporary folder, a clock that can be steered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from consult_app.domain.blocks import BodyMark
from consult_app.domain.clinic import ClinicSettings
from consult_app.domain.consent import Consent, ConsentState, Scope
from consult_app.domain.consultation import State
from consult_app.domain.conversation import Conversation
from consult_app.domain.patients import NewPatient, Patient, Sex
from consult_app.domain.people import Role, User
from consult_app.domain.products import BiologicalSource, Label, Lot, Product, Standing, Status
from consult_app.domain.recalls import NewRecall, Recall
from consult_app.domain.treatment import NewTreatment
from consult_app.services import clinic, patients, products, recalls, shelf
from consult_app.services.acting import Acting
from consult_app.services.first_start import set_up
from consult_app.storage import consents as consent_rows
from consult_app.storage import consultations as consultation_rows
from consult_app.storage import treatments as treatment_rows
from consult_app.storage.store import Store
from tests import kept
from tests.storage.made_up import moved

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

KAYA = User(0, "Ayşe Kaya", "Dr", frozenset({Role.PHYSICIAN, Role.ADMINISTRATOR}), "Orthopaedics")
DESK = User(0, "Deniz Ay", "", frozenset({Role.ASSISTANT}))
ELIF = NewPatient("Demir", "Elif", date(1979, 3, 12), Sex.FEMALE, "en")

SETTINGS = ClinicSettings(
    name="Klinik Örnek",
    address="Bahar Caddesi 12, İzmir",
    jurisdiction="TR",
    phone_day="+90 232 555 0110",
    phone_night="+90 232 555 0199",
    emergency="112",
    reflection_hours=0,
)

LABEL = Label(
    routes=("intra-articular", "intramuscular"),
    statuses=(Status("TR", Standing.CONDITIONAL, "Made up for tests", date(2026, 1, 1)),),
)


@dataclass
class SteeredClock:
    """A clock that stands still until a test moves it."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **delta: float) -> None:
        """Move on, as `timedelta` counts: hours=25, days=3."""
        self.at += timedelta(**delta)


@dataclass(frozen=True)
class Clinic:
    """An open clinic with one physician, one product in stock and one patient."""

    acting: Acting
    clock: SteeredClock
    product: Product
    patient: Patient

    def desk(self) -> Acting:
        """The same clinic with an assistant at the desk."""
        return Acting(DESK, self.acting.store, self.clock)


def open_clinic(
    folder: Path, settings: ClinicSettings = SETTINGS, *, another: bool = False
) -> Clinic:
    """A new clinic in `folder`; the caller closes `acting.store`.

    `another`: with a key and a number of its own, beside the one that a test has already.
    """
    clock = SteeredClock()
    store, (user, product, patient) = kept.begun(
        folder,
        (settings, shelf.shipped().hash, another),
        lambda store: _made(store, settings, clock),
    )
    return Clinic(Acting(user, store, clock), clock, product, patient)


def _made(
    store: Store, settings: ClinicSettings, clock: SteeredClock
) -> tuple[User, Product, Patient]:
    acting = Acting(set_up(store, KAYA, settings, clock), store, clock)
    pack = shelf.shipped()
    clinic.approve_texts(acting, pack.hash, pack.languages[0])
    product = products.add_product(
        acting,
        Product(
            *(0, "Example-EX 5 ml", "Example Biologics", BiologicalSource.STEM_CELLS, ("Latex",)),
            label=LABEL,
        ),
    )
    products.add_lot(acting, product.id, "A7731", date(2027, 8, 31))
    return acting.user, product, patients.register(acting, ELIF)


def recall_lot(acting: Acting, lot: Lot) -> Recall:
    """Recall a lot on a notice of today."""
    return recalls.recall(acting, NewRecall(lot.id, "Particles seen", "FSN-12", acting.today()))


def took_lot(
    acting: Acting, lot: Lot, new: NewPatient, *, days_ago: int = 30, sessions: int = 1
) -> Patient:
    """A patient who received a lot some days ago, in a consultation of its own for each session."""
    patient = patients.register(acting, new)
    by, at = acting.user.id, acting.now() - timedelta(days=days_ago)
    with acting.store.write() as tx:
        pack = shelf.keep_shipped(acting, tx)
        for _each in range(sessions):
            id_ = consultation_rows.insert(
                tx, patient.id, physician_id=by, pack_hash=pack, at=at
            ).id
            consultation_rows.set_state(tx, id_, State.DECIDED, reason="", by=by, at=at)
            consent = consent_rows.insert(
                tx,
                Consent(
                    *(0, id_, patient.id, ConsentState.PREPARING, "consent 1 en", "en"),
                    *(Scope(("Knee, left",), lot.product_id, 1), Conversation()),
                ),
            )
            consent = moved(tx, consent, ConsentState.GIVEN, by, date(2029, 1, 1))
            treatment_rows.insert(
                tx,
                NewTreatment(
                    *(lot.id, 1, "5 ml", BodyMark("knee", "left"), "Knee, left", "ia", True, by),
                    *(True, "", False),
                ),
                consultation_id=id_,
                patient_id=patient.id,
                consent_id=consent.id,
                product_id=lot.product_id,
                sessions=1,
                author_id=by,
                at=at,
            )
    return patient
