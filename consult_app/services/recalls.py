"""Recalls: a lot out of use in one act, who received it, who was told how, and how one ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from consult_app.domain import recalls as rules
from consult_app.domain.audit import Event
from consult_app.domain.documents import DocumentRecord
from consult_app.domain.people import Capability
from consult_app.domain.products import Lot, LotState, Product
from consult_app.domain.recalls import (
    About,
    Contact,
    End,
    EndGround,
    NewContact,
    NewEnd,
    NewRecall,
    Recall,
    Recipient,
    Standing,
    Way,
)
from consult_app.errors import Refused
from consult_app.exchange import csv_table
from consult_app.i18n import _, series
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.services.wording import day_words
from consult_app.storage import documents as document_rows
from consult_app.storage import merges
from consult_app.storage import products as product_rows
from consult_app.storage import recalls as recall_rows
from consult_app.storage import users as user_rows
from consult_app.storage.store import Tx


@dataclass(frozen=True, slots=True)
class RecallView:
    """A recall with everyone who received the lot, by name.

    `letters`: the newest letter in force of each, about the recall or about its end, by id;
    `people`: who recorded something, by id; `end`: None while it goes on.
    """

    recall: Recall
    product: Product
    lot: Lot
    recipients: tuple[Recipient, ...]
    letters: Mapping[int, DocumentRecord]
    people: Mapping[int, str]
    end: End | None = None

    @property
    def waiting(self) -> int:
        """How many have still to be told."""
        return sum(one.waits for one in self.recipients)


@needs(Capability.KEEP_PRODUCTS)
def recall(acting: Acting, new: NewRecall) -> Recall:
    """Take a lot out of use for good, and begin the list of those who received it.

    Raises `Refused`: lot.not-found, recall.already-there, recall.reason-missing,
    recall.day-in-future, text.too-long.
    """
    new = rules.checked(new, acting.today())
    with acting.write() as tx:
        lot = product_rows.lot(tx, new.lot_id)
        if recall_rows.of_lot(tx, lot.id) is not None:
            raise Refused("recall.already-there")
        if lot.state is not LotState.RECALLED:  # in older records it may be, without a reason
            product_rows.set_lot_state(tx, lot.id, lot.moved(LotState.RECALLED).state)
            acting.note(tx, Event.LOT_CHANGED, "lot", lot.id, state=LotState.RECALLED.value)
        made = recall_rows.insert(tx, new, by=acting.user.id, at=acting.now())
        acting.note(tx, Event.RECALL_RECORDED, "recall", made.id, lot=lot.id)
    return made


@needs(Capability.LIFT_RECALLS)
def lift(acting: Acting, recall_id: int, new: NewEnd) -> End:
    """End a recall made in error, or that whoever made it has lifted; it stays as it was recorded.

    The lot goes into quarantine: to release it is an act of its own. Whoever was told of the
    recall has to be told of its end. Raises `Refused`: recall.not-found, recall.ended-already,
    recall.end-reason-missing, recall.end-unsaid, recall.day-in-future, recall.end-before-notice,
    text.too-long.
    """
    with acting.write() as tx:
        known = recall_rows.get(tx, recall_id)
        new = rules.checked_end(new, known, acting.today())
        if recall_rows.end_of(tx, recall_id) is not None:
            raise Refused("recall.ended-already")
        made = recall_rows.end(tx, recall_id, new, by=acting.user.id, at=acting.now())
        lot = product_rows.lot(tx, known.record.lot_id).set_aside()
        product_rows.set_lot_state(tx, lot.id, lot.state)
        acting.note(tx, Event.RECALL_ENDED, "recall", recall_id, ground=new.ground.value)
        acting.note(tx, Event.LOT_CHANGED, "lot", lot.id, state=lot.state.value)
    return made


@needs(Capability.PRINT_FOR_DESK)
def every(acting: Acting) -> tuple[RecallView, ...]:
    """Every recall with whom it is about, the newest first."""
    with acting.read() as tx:
        return tuple(_view(tx, found) for found in recall_rows.every(tx))


@needs(Capability.PRINT_FOR_DESK)
def of(acting: Acting, recall_id: int) -> RecallView:
    """One recall with whom it is about. Raises `Refused("recall.not-found")`."""
    with acting.read() as tx:
        return _view(tx, recall_rows.get(tx, recall_id))


@needs(Capability.PRINT_FOR_DESK)
def waiting(acting: Acting) -> int:
    """How many people have still to be told of a recall, or of its end."""
    with acting.read() as tx:
        return sum(
            one.waits for each in recall_rows.every(tx) for one in recall_rows.recipients(tx, each)
        )


@needs(Capability.PRINT_FOR_DESK)
def tell(acting: Acting, recall_id: int, new: NewContact) -> Contact:
    """Record that somebody was told, or could not be; an earlier record stays beside it.

    Once the recall has ended, of its end. Raises `Refused`: recall.not-found,
    recall.not-a-recipient, recall.contact-in-future, recall.contact-before-notice,
    recall.contact-before-end, recall.died-elsewhere, text.too-long.
    """
    with acting.write() as tx:
        known = recall_rows.get(tx, recall_id)
        ended = recall_rows.end_of(tx, recall_id)
        new = rules.checked_contact(new, known, ended, acting.today())
        person = merges.kept(tx, new.patient_id)
        if person not in {one.patient.id for one in recall_rows.recipients(tx, known)}:
            raise Refused("recall.not-a-recipient")
        new = replace(new, patient_id=person)
        about, by = About.RECALL if ended is None else About.END, acting.user.id
        told = recall_rows.add_contact(tx, recall_id, new, about, by=by, at=acting.now())
        way = new.way.value
        acting.note(tx, Event.RECALL_TOLD, "recall", recall_id, way=way, about=about.value)
    return told


@needs(Capability.KEEP_PRODUCTS)
def table(acting: Acting, recall_id: int, language: str) -> bytes:
    """Everyone who received the lot, as CSV that runs no formula; that it was made is audited.

    Raises `Refused("recall.not-found")`.
    """
    with acting.write() as tx:
        found = _view(tx, recall_rows.get(tx, recall_id))
        acting.note(tx, Event.RECALL_EXPORTED, "recall", recall_id)
    head = (
        *(_("Record number"), _("Name"), _("Born"), _("Phone"), _("E-mail"), _("Address")),
        *(_("Product"), _("Lot"), _("Given on"), _("Consultation")),
        *(_("Where it stands"), _("How"), _("When"), _("By"), _("Note")),
    )
    return csv_table.table(head, (_row(found, one, language) for one in found.recipients))


def _row(found: RecallView, one: Recipient, language: str) -> tuple[str, ...]:
    last = one.contacts[0] if one.contacts else None
    return (
        one.patient.record_number,
        one.patient.name,
        one.patient.birth_date.isoformat(),
        one.patient.phone,
        one.patient.email,
        one.patient.address,
        found.product.name,
        found.lot.number,
        given_words(one, language),
        ", ".join(str(n) for n in dict.fromkeys(r.consultation_id for r in one.received)),
        standing_words(one),
        way_words(last.record.way) if last else "",
        last.record.day.isoformat() if last else "",
        found.people.get(last.author_id, "") if last else "",
        last.record.note if last else "",
    )


def given_words(one: Recipient, language: str) -> str:
    """The days on which somebody had the lot."""
    days = dict.fromkeys(session.at.astimezone().date() for session in one.received)
    return series(day_words(day, language, short=True) for day in days)


def standing_words(one: Recipient) -> str:
    """Where the recall stands with somebody."""
    if one.in_error and one.waits and not one.ended:
        return _("Entered for the wrong patient: find out who received it")
    return {
        Standing.OPEN: _("To be told"),
        Standing.NOT_REACHED: _("Not reached yet"),
        Standing.REACHED: _("Told"),
        Standing.DIED: _("Has died"),
        Standing.END_UNSAID: _("To be told that it ended"),
        Standing.END_NOT_REACHED: _("Not reached about the end yet"),
        Standing.END_SAID: _("Told that it ended"),
        Standing.NEVER_TOLD: _("Ended before they were told"),
    }[one.standing]


def ground_words(ground: EndGround) -> str:
    """Why a recall ended."""
    return {
        EndGround.IN_ERROR: _("It was made in error"),
        EndGround.LIFTED: _("It was lifted by whoever had made it"),
    }[ground]


def way_words(way: Way) -> str:
    """How somebody was told, or was not."""
    return {
        Way.PHONE: _("By phone"),
        Way.IN_PERSON: _("In person"),
        Way.EMAIL: _("By e-mail"),
        Way.LETTER: _("By letter"),
        Way.NOT_REACHED: _("Not reached"),
        Way.DIED: _("Has died"),
    }[way]


def _view(tx: Tx, found: Recall) -> RecallView:
    lot = product_rows.lot(tx, found.record.lot_id)
    recipients = recall_rows.recipients(tx, found)
    ids = [id_ for one in recipients for id_ in (*one.letters[:1], *one.end_letters[:1])]
    letters = {id_: document_rows.get(tx, id_) for id_ in ids}
    people = {user.id: user.display_name for user in user_rows.every(tx)}
    product = product_rows.get(tx, lot.product_id)
    end = recall_rows.end_of(tx, found.id)
    return RecallView(found, product, lot, recipients, letters, people, end)
