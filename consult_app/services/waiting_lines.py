"""What each worklist tells of a line, and where it leads: steps inside its use case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from consult_app.domain.adverse_events import EventTold
from consult_app.domain.follow_ups import Due
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.domain.products import LotState
from consult_app.domain.recalls import Standing
from consult_app.i18n import _, ngettext
from consult_app.packs.regulatory import EVERYWHERE
from consult_app.services import legal_status, shelf
from consult_app.services.acting import Acting
from consult_app.services.recalls import standing_words
from consult_app.services.wording import locale_of
from consult_app.storage import codec, follow_ups, patients, products, recalls, worklists
from consult_app.storage.store import Tx
from consult_app.storage.worklists import Lying, Statement

AHEAD = timedelta(days=7)
"""So early a deferral comes up: time to call the patient in."""
PRINTED_WITHIN = timedelta(days=14)
"""Papers older than this were handed over in another way, or are of no use any more."""


TEXTS_AHEAD = timedelta(days=14)
"""So early a text comes up: time for a physician to read it."""


class Place(StrEnum):
    """Where a line leads; what `target` of the line is the id of."""

    PATIENT = "patient"
    CONSULTATION = "consultation"
    FOLLOW_UP = "follow-up"
    ADVERSE_EVENT = "adverse-event"
    DOCUMENT = "document"
    SCANS = "scans"
    SIGNED_PAPER = "signed-paper"
    CLINIC = "clinic"
    """`target` is the name of a part of the clinic's page"""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits. `patient`: None where it is nobody's; `day`: as the list calls it."""

    id: str
    patient: Patient | None
    words: str
    day: date
    place: Place
    target: int | str


Lines = Callable[[Acting, Tx, str, int], Iterator[Line]]
"""Of who acts, in a transaction, in a language, at most so many: the longest waiting first."""


def paper(acting: Acting, tx: Tx, _language: str, limit: int) -> Iterator[Line]:
    """Consents that are out for ink; a scanned one leads a physician to its signatures."""
    confirms = acting.user.may(Capability.TAKE_CONSENT)
    for one in worklists.found(tx, worklists.out_for_ink(), limit):
        scanned = bool(one.words)
        words = _("Scanned: signatures to be confirmed") if scanned else _("Printed, not back yet")
        place = Place.SIGNED_PAPER if scanned and confirms else Place.SCANS
        yield _line(tx, one, words, place, one.consultation_id)


def asked(_acting: Acting, tx: Tx, _language: str, limit: int) -> Iterator[Line]:
    """Letters to specialists that nobody has answered; not what they ask."""
    for one in worklists.found(tx, worklists.asked(), limit):
        words = _("Letter {number}").format(number=one.words)
        yield _line(tx, one, words, Place.CONSULTATION, one.consultation_id)


def deferred(acting: Acting, tx: Tx, _language: str, limit: int) -> Iterator[Line]:
    """Who may come again, or may soon; the reason is not told."""
    for one in worklists.found(tx, _deferred_soon(acting), limit):
        days = (_day(one.since) - acting.today()).days
        words = ngettext("In {n} day", "In {n} days", days).format(n=days)
        yield _of_consultation(acting, tx, one, words if days > 0 else _("The day has come"))


def reflected(acting: Acting, tx: Tx, _language: str, limit: int) -> Iterator[Line]:
    """Whose time to think it over has passed."""
    for one in worklists.found(tx, worklists.reflected(acting.now()), limit):
        yield _of_consultation(acting, tx, one, _("The consent can be talked over"))


def follow_ups_due(acting: Acting, tx: Tx, _language: str, limit: int) -> Iterator[Line]:
    """Follow-ups whose day has come; who may not ask them is led to the phone number."""
    asks = acting.user.may(Capability.READ_ANSWERS)
    for one, patient in follow_ups.asked_by(tx, acting.today(), limit):
        words = _("Overdue") if one.due(acting.today()) is Due.OVERDUE else _("Due")
        place, target = (Place.FOLLOW_UP, one.id) if asks else (Place.PATIENT, patient.id)
        yield Line(str(one.id), patient, words, one.day, place, target)


def open_events(_acting: Acting, tx: Tx, _language: str, limit: int) -> Iterator[Line]:
    """Adverse events that nobody has closed, by what they are called."""
    for one in worklists.found(tx, worklists.open_events(), limit):
        title = codec.decode(EventTold, one.words).title
        yield _line(tx, one, title, Place.ADVERSE_EVENT, one.id)


def told_elsewhere(_acting: Acting, tx: Tx, _language: str, limit: int) -> Iterator[Line]:
    """What another system told of somebody and nobody has confirmed; not what it is."""
    for one in worklists.found(tx, worklists.told_elsewhere(), limit):
        count = int(one.words)
        words = ngettext("{n} line to confirm", "{n} lines to confirm", count).format(n=count)
        yield _line(tx, one, words, Place.PATIENT, one.patient_id)


def unprinted(acting: Acting, tx: Tx, _language: str, limit: int) -> Iterator[Line]:
    """Final papers that nobody has printed, by their titles."""
    for one in worklists.found(tx, _unprinted_lately(acting), limit):
        yield _line(tx, one, one.words, Place.DOCUMENT, one.id)


def lots_expiring(acting: Acting, tx: Tx, _language: str, limit: int) -> Iterator[Line]:
    """Lots in stock that are about to expire, or have."""
    until, names = _near(acting), {one.id: one.name for one in products.every(tx)}
    held = [lot for lot in products.every_lot(tx) if lot.state is LotState.IN_STOCK]
    for lot in [lot for lot in held if lot.expiry < until][:limit]:
        words = _("Lot {lot} of {product}").format(lot=lot.number, product=names[lot.product_id])
        yield Line(str(lot.id), None, words, lot.expiry, Place.CLINIC, "products")


def recalled(_acting: Acting, tx: Tx, _language: str, limit: int) -> Iterator[Line]:
    """People who have still to be told of a recall."""
    yield from list(_to_be_told(tx))[:limit]


def texts_due(acting: Acting, tx: Tx, language: str, limit: int) -> Iterator[Line]:
    """Notes on the law to be looked up again, and texts to be looked through; some days before."""
    notes, texts = legal_status.due_by(tx, acting.today() + TEXTS_AHEAD)
    for note, due in notes[:limit]:
        country = _country(note.jurisdiction, language)
        words = _("Legal status: {country}").format(country=country)
        yield Line(note.id, None, words, due, Place.CLINIC, "status")
    if texts is not None:
        words = _("All texts are to be looked through")
        yield Line("texts", None, words, texts, Place.CLINIC, "status")


def _country(code: str, language: str) -> str:
    everywhere = _("All countries")
    return (
        everywhere if code == EVERYWHERE else str(locale_of(language).territories.get(code, code))
    )


def count_deferred(acting: Acting, tx: Tx) -> int:
    """How many deferrals come up within a week, or have."""
    return worklists.count(tx, _deferred_soon(acting))


def count_unprinted(acting: Acting, tx: Tx) -> int:
    """How many papers that the role may see were not printed."""
    return worklists.count(tx, _unprinted_lately(acting))


def _deferred_soon(acting: Acting) -> Statement:
    return worklists.deferred(acting.today() + AHEAD)


def _unprinted_lately(acting: Acting) -> Statement:
    clinical = acting.user.may(Capability.PRINT_CLINICAL)
    return worklists.unprinted(acting.now() - PRINTED_WITHIN, clinical=clinical)


def _to_be_told(tx: Tx) -> Iterator[Line]:
    for recall in reversed(recalls.every(tx)):
        lot = products.lot(tx, recall.record.lot_id)
        for one in recalls.recipients(tx, recall):
            if one.waits:
                id_ = f"{recall.id}-{one.patient.id}"
                said = standing_words(one) if one.standing is not Standing.OPEN else ""
                words = " · ".join(w for w in (_("Lot {lot}").format(lot=lot.number), said) if w)
                day = recall.record.day
                yield Line(id_, one.patient, words, day, Place.CLINIC, "products")


def _near(acting: Acting) -> date:
    return acting.today() + timedelta(days=shelf.shipped().plan.near_expiry_days)


def _of_consultation(acting: Acting, tx: Tx, one: Lying, words: str) -> Line:
    """To the consultation for those who may read it, else to what is registered of the patient."""
    if acting.user.may(Capability.READ_ANSWERS):
        return _line(tx, one, words, Place.CONSULTATION, one.consultation_id)
    return _line(tx, one, words, Place.PATIENT, one.patient_id)


def _line(tx: Tx, one: Lying, words: str, place: Place, target: int) -> Line:
    return Line(
        str(one.id), patients.get(tx, one.patient_id), words, _day(one.since), place, target
    )


def _day(since: date | datetime) -> date:
    return since.astimezone().date() if isinstance(since, datetime) else since
