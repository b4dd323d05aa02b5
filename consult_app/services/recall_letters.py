"""The letters of a recall, or of its end: one for each who has to know, each in their language."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace

from consult_app.documents import batch
from consult_app.documents.drawing import check, render
from consult_app.domain.documents import DocumentRecord, Kind
from consult_app.domain.people import Capability
from consult_app.domain.recalls import Recipient
from consult_app.errors import Refused
from consult_app.i18n import speaking
from consult_app.packs.pack import Pack
from consult_app.packs.templates import render_template
from consult_app.packs.values import blank_values
from consult_app.services import documents, recalls, seals, sheets, shelf
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.services.recalls import RecallView
from consult_app.services.seals import InForce
from consult_app.services.values import Values, clinic_values
from consult_app.services.wording import day_words
from consult_app.storage import consultations as consultation_rows
from consult_app.storage import documents as document_rows
from consult_app.storage import recalls as recall_rows
from consult_app.storage import settings as settings_rows
from consult_app.storage.store import Tx

_TRIES = 5
"""Times that a letter is drawn anew because others kept documents meanwhile."""


@dataclass(frozen=True, slots=True)
class Letters:
    """What became of a batch: letters by name of the person, and whom there is none for, and why.

    `cancelled`: somebody stopped it; what is in `made` was kept all the same.
    """

    made: tuple[DocumentRecord, ...]
    refused: tuple[tuple[Recipient, Refused], ...]
    cancelled: bool


def _watch_nothing(done: int, of: int) -> None:
    del done, of


def _never() -> bool:
    return False


@needs(Capability.PRINT_FOR_DESK)
def make(
    acting: Acting,
    recall_id: int,
    *,
    progress: Callable[[int, int], None] = _watch_nothing,
    cancelled: Callable[[], bool] = _never,
) -> Letters:
    """Draw, seal and store the letters of all who have none yet and have still to be told.

    Once the recall has ended they say so. Those made before stay as they are.

    Who died, or was named by mistake, is written to by nobody. `progress(done, of)` is called
    after each; `cancelled` is asked before each, and leaves nothing half done.
    Raises `Refused`: recall.not-found, document.numbers-missing, document.batch-broken.
    """
    found = recalls.of(acting, recall_id)
    wanted = [one for one in found.recipients if wants_letter(one)]
    sealer = _sealer(acting)
    told: list[tuple[Recipient, Refused]] = []
    plans: list[tuple[Recipient, documents.Plan]] = []
    for one in wanted:
        try:
            plans.append((one, _plan(acting, found, one, sealer, len(plans))))
        except Refused as refusal:
            if refusal.code == "document.numbers-missing":
                raise
            told.append((one, refusal))
    kept: list[DocumentRecord] = []
    papers = batch.draw_each([p.sheet for _, p in plans], os.cpu_count() or 1, cancelled)
    done = 0
    for (one, plan), paper in zip(plans, papers, strict=False):
        try:
            kept.append(_kept(acting, found, one, plan, paper))
        except Refused as refusal:
            told.append((one, refusal))
        done += 1
        progress(done + len(told), len(wanted))
    return Letters(tuple(kept), tuple(told), done < len(plans))


def wants_letter(one: Recipient) -> bool:
    """Whether a letter is to be made: alive, still to be told, and none is there."""
    there = one.end_letters if one.ended else one.letters
    return one.waits and not there and not one.in_error


def kind_of(found: RecallView) -> Kind:
    """Which letters are made now."""
    return Kind.RECALL if found.end is None else Kind.RECALL_END


def _sealer(acting: Acting) -> InForce:
    with acting.read() as tx:
        sealer = seals.in_force(acting, tx)
    if sealer is None:
        with acting.write() as tx:
            sealer = seals.in_force_from_now(acting, tx)
    return sealer


def _plan(
    acting: Acting, found: RecallView, one: Recipient, sealer: InForce, after: int
) -> documents.Plan:
    """The letter with the number that it will have `after` others are kept."""
    with acting.write() as tx:  # the texts in force are stored with their first use
        number = document_rows.upcoming_number(tx, acting.today().year, after)
        clinic = settings_rows.get(tx)
        if clinic.missing_for_aftercare():
            raise Refused("document.numbers-missing")
        language = one.patient.language
        kind = kind_of(found)
        pack = _texts(acting, tx, kind, language)
        template = pack.template(kind.value, language)
        with speaking(language):
            filled = _values(found, one, language, clinic.language)
            filled["clinic"] = clinic_values(clinic)
            sheet = sheets.lay_out(
                tx,
                one.patient,
                clinic,
                template,
                language,
                tuple(render_template(template, filled)),
                number=number,
                at=acting.now(),
                mark=sheets.final_mark(clinic, pack.hash, language),
            )
    sheet = replace(sheet, edition=one.patient.edition.value)
    check(sheet)
    last = [session for session in one.received if not session.in_error][-1].consultation_id
    with acting.read() as tx:  # of the record the session is in, also where that was joined
        owner = consultation_rows.get(tx, last).patient_id
    return documents.Plan(sheet, kind, owner, last, template.audience, sealer, ())


def _texts(acting: Acting, tx: Tx, kind: Kind, language: str) -> Pack:
    """The texts in force; the shipped ones where those in force are older than this letter."""
    pack = shelf.by_hash(tx, shelf.in_force(acting, tx, language))
    if (kind.value, language) not in pack.templates:
        pack = shelf.shipped()
    if language not in pack.languages:
        raise Refused("document.language-missing")
    return pack


def _values(found: RecallView, one: Recipient, language: str, ours: str) -> Values:
    record, end = found.recall.record, found.end
    return blank_values() | {
        "patient": {
            "name": one.patient.name,
            "birth_date": day_words(one.patient.birth_date, language),
            **dict.fromkeys(("age", "sex"), ""),
            "record_number": one.patient.record_number,
        },
        "recall": {
            "product": found.product.name,
            "manufacturer": found.product.manufacturer,
            "lot": found.lot.number,
            "day": day_words(record.day, language),
            # typed by a person in the clinic's language: nobody reads another's half understood
            "reason": record.reason if language == ours else "",
            "reference": record.reference,
            "received": recalls.given_words(one, language),
            "ended": day_words(end.record.day, language) if end else "",
            "end": end.record.ground.value if end else "",
            "end_reason": end.record.reason if end and language == ours else "",
        },
    }


def _kept(
    acting: Acting, found: RecallView, one: Recipient, plan: documents.Plan, paper: batch.Drawn
) -> DocumentRecord:
    """Seal and store; drawn anew where another document has taken the number meanwhile."""
    if isinstance(paper, Refused):
        raise paper
    for _again in range(_TRIES):
        try:
            drawn = documents.sealed(plan, paper, acting.now())
            with acting.write() as tx:
                return _keep(acting, tx, found, drawn)
        except Refused as refusal:
            if refusal.code != "document.overtaken":
                raise
        plan = _plan(acting, found, one, plan.sealer, 0)
        paper = render(plan.sheet)
    raise Refused("document.overtaken")


def _keep(acting: Acting, tx: Tx, found: RecallView, drawn: documents.Drawn) -> DocumentRecord:
    record = documents.keep(acting, tx, drawn)
    recall_rows.add_letter(tx, found.recall.id, record.id)
    return record
