"""What each arrival of a day still lacks: read for the whole list at once, told in calm words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from consult_app.domain.arrivals import Judged, Known, Lack, Lacking, Standing, lacking
from consult_app.domain.consultation import State
from consult_app.domain.documents import DocumentRecord
from consult_app.domain.people import Capability, User
from consult_app.domain.products import Lot, Product
from consult_app.i18n import _, mark, ngettext
from consult_app.services.acting import Acting
from consult_app.services.finding_words import outcome_words
from consult_app.services.permission import needs
from consult_app.services.sight import visible
from consult_app.services.wording import clock_words, day_words, moment_words
from consult_app.storage import arrivals as arrival_rows
from consult_app.storage import documents as document_rows
from consult_app.storage import products as product_rows
from consult_app.storage import recalls as recall_rows
from consult_app.storage.store import Tx


class Where(StrEnum):
    """Where a thing that lacks is done; what the target of a line is the id of."""

    START = "start"
    """a visit: its consultation is begun"""
    CONSULTATION = "consultation"
    DECISION = "decision"
    CONSENT = "consent"
    TREATMENT = "treatment"
    AFTERCARE = "aftercare"
    SIGNED_PAPER = "signed-paper"
    SCANS = "scans"
    PRODUCTS = "products"
    RECALL = "recall"
    PRINT = "print"
    """a visit: the papers that it needs"""
    FOLLOW_UP = "follow-up"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that lacks, in words. `place`: None where the role does nothing about it."""

    what: Lack
    words: str
    place: Where | None
    target: int
    about: Lacking


@dataclass(frozen=True, slots=True)
class Arrival:
    """A visit that is not done, what lacks of it, and the consultation that it takes up again.

    `goes_on`: id of a consultation under way that the visit does not name yet.
    """

    visit_id: int
    lines: tuple[Line, ...]
    goes_on: int | None
    state: State | None


@needs(Capability.RUN_DAY)
def of(acting: Acting, day: date, language: str) -> tuple[Arrival, ...]:
    """Every visit of a day that is not done, with what it lacks, as the role may know it."""
    clinical = acting.user.may(Capability.READ_ANSWERS)
    with acting.read() as tx:
        visits = arrival_rows.of_day(tx, day)
        papers = papers_of(tx, acting.user, visits)
        stock = product_rows.every(tx), product_rows.every_lot(tx)
        judged = _judged(acting, tx, visits, stock, language) if clinical else {}
        untold = _untold(tx) if acting.user.may(Capability.PRINT_FOR_DESK) else frozenset()
    usable = frozenset(lot.product_id for lot in stock[1] if not lot.refusal(acting.today()))
    found = []
    for visit in visits:
        mine = papers.get(visit.consultation_id or 0, ())
        known = Known(
            *(acting.today(), acting.now(), mine, judged.get(visit.visit_id), usable),
            recalled=not visit.members.isdisjoint(untold),
        )
        lacks = lacking(visit, known, clinical=clinical)
        lines = tuple(_line(acting.user, visit, one, language, day) for one in lacks)
        new = visit.goes_on and not visit.own
        goes_on = visit.consultation_id if new else None
        found.append(Arrival(visit.visit_id, lines, goes_on, visit.state if new else None))
    return tuple(found)


@needs(Capability.ASSESS)
def going_on(acting: Acting, day: date, visit_id: int) -> int | None:
    """Id of the consultation that a visit of that day goes on with; None: one is to be begun."""
    with acting.read() as tx:
        visits = arrival_rows.of_day(tx, day)
    mine = next((v for v in visits if v.visit_id == visit_id), None)
    return mine.consultation_id if mine is not None and mine.goes_on else None


def papers_of(
    tx: Tx, user: User, visits: tuple[Standing, ...]
) -> dict[int, tuple[DocumentRecord, ...]]:
    """By consultation the papers of these visits that the role may see."""
    ids = [v.consultation_id for v in visits if v.goes_on and v.consultation_id is not None]
    found: dict[int, list[DocumentRecord]] = defaultdict(list)
    for record in visible(user, document_rows.of_consultations(tx, ids)) if ids else ():
        found[record.consultation_id].append(record)
    return {id_: tuple(records) for id_, records in found.items()}


def _untold(tx: Tx) -> frozenset[int]:
    """Who received a recalled lot and has not been told: of each recall, of which there are few."""
    return frozenset(
        one.patient.id
        for recall in recall_rows.every(tx)
        for one in recall_rows.recipients(tx, recall)
        if one.waits
    )


def _judged(
    acting: Acting,
    tx: Tx,
    visits: tuple[Standing, ...],
    stock: tuple[tuple[Product, ...], tuple[Lot, ...]],
    language: str,
) -> dict[int, Judged]:
    drafts = [v for v in visits if v.goes_on and v.state is State.DRAFT]
    if not drafts:
        return {}
    # imported with the first draft: it brings the forms and the packs along
    from consult_app.services.drafts import judge

    return judge(acting, tx, drafts, stock, language)


def _line(
    user: User,
    visit: Standing,
    one: Lacking,
    language: str,
    day: date,
) -> Line:
    usual = _PLACES[one.what]
    place = usual if user.may(_MAY[usual]) else _ELSE.get(one.what)
    target = visit.consultation_id or 0
    if place in {Where.START, Where.PRINT}:
        target = visit.visit_id
    elif place is Where.PATIENT:
        target = visit.patient_id
    elif place is Where.FOLLOW_UP:
        target = visit.follow_up_id or 0
    return Line(one.what, words(one, language, day), place, target, one)


_PLACES: dict[Lack, Where] = {
    Lack.ASSESSMENT: Where.START,
    Lack.UNFINISHED: Where.CONSULTATION,
    Lack.QUESTIONS: Where.CONSULTATION,
    Lack.FINDING: Where.DECISION,
    Lack.DECISION: Where.DECISION,
    Lack.DEFERRED: Where.DECISION,
    Lack.DEFERRAL_OVER: Where.DECISION,
    Lack.SPECIALIST: Where.DECISION,
    Lack.INFORMATION: Where.CONSENT,
    Lack.REFLECTION: Where.CONSENT,
    Lack.CONSENT: Where.CONSENT,
    Lack.PUT_OFF: Where.CONSENT,
    Lack.UNSIGNED: Where.CONSENT,
    Lack.COUNTERSIGN: Where.CONSENT,
    Lack.PAPER: Where.SCANS,
    Lack.UNCONFIRMED: Where.SIGNED_PAPER,
    Lack.DECLINED: Where.CONSENT,
    Lack.WITHDRAWN: Where.CONSENT,
    Lack.EXPIRED: Where.CONSENT,
    Lack.SUSPENDED: Where.CONSENT,
    Lack.RECONFIRM: Where.TREATMENT,
    Lack.NO_LOT: Where.PRODUCTS,
    Lack.LOT: Where.TREATMENT,
    Lack.PHOTOGRAPHS: Where.CONSENT,
    Lack.AFTERCARE: Where.AFTERCARE,
    Lack.PRINT: Where.PRINT,
    Lack.RECALL: Where.RECALL,
    Lack.FOLLOW_UP: Where.FOLLOW_UP,
}
_MAY = {
    Where.START: Capability.ASSESS,
    Where.CONSULTATION: Capability.READ_ANSWERS,
    Where.DECISION: Capability.READ_ANSWERS,
    Where.CONSENT: Capability.READ_ANSWERS,
    Where.TREATMENT: Capability.TREAT,
    Where.AFTERCARE: Capability.TREAT,
    Where.SIGNED_PAPER: Capability.TAKE_CONSENT,
    Where.SCANS: Capability.FILE_PAPERS,
    Where.PRODUCTS: Capability.KEEP_PRODUCTS,
    Where.PRINT: Capability.PRINT_FOR_DESK,
    Where.RECALL: Capability.PRINT_FOR_DESK,
    Where.FOLLOW_UP: Capability.READ_ANSWERS,
    Where.PATIENT: Capability.FIND_PATIENTS,
}
_ELSE = {Lack.UNCONFIRMED: Where.SCANS, Lack.FOLLOW_UP: Where.PATIENT}
"""Where another role sees to it: the desk files the paper, and calls by the number it has."""


_WORDS = {
    Lack.ASSESSMENT: mark("Assessment not begun"),
    Lack.UNFINISHED: mark("Assessment not finished"),
    Lack.DECISION: mark("Decision to be made"),
    Lack.DEFERRAL_OVER: mark("Deferral is over: take it up again"),
    Lack.SPECIALIST: mark("Specialist's evaluation awaited"),
    Lack.INFORMATION: mark("Information sheet not handed over"),
    Lack.CONSENT: mark("Consent missing"),
    Lack.PUT_OFF: mark("Consent put off until another day"),
    Lack.UNSIGNED: mark("Consent not signed"),
    Lack.COUNTERSIGN: mark("Physician's signature missing"),
    Lack.PAPER: mark("Waiting for the signed paper"),
    Lack.UNCONFIRMED: mark("Signatures on paper to be confirmed"),
    Lack.DECLINED: mark("Consent declined"),
    Lack.WITHDRAWN: mark("Consent withdrawn"),
    Lack.EXPIRED: mark("Consent no longer valid"),
    Lack.SUSPENDED: mark("Consent suspended: confirm it anew"),
    Lack.RECONFIRM: mark("Ask today whether anything has changed"),
    Lack.NO_LOT: mark("No lot in stock that may be used"),
    Lack.LOT: mark("Lot to choose"),
    Lack.PHOTOGRAPHS: mark("Photographs: consent not asked"),
    Lack.AFTERCARE: mark("Aftercare sheet to be made"),
    Lack.RECALL: mark("To be told of a recall"),
    Lack.FOLLOW_UP: mark("Follow-up due"),
}


def words(one: Lacking, language: str, day: date) -> str:
    """What lacks, in a few words; `day`: today, of which only the hour is told."""
    match one.what:
        case Lack.QUESTIONS:
            return ngettext("{n} question open", "{n} questions open", one.n).format(n=one.n)
        case Lack.FINDING:
            return _finding_words(one)
        case Lack.PRINT:
            return ngettext("{n} paper to print", "{n} papers to print", one.n).format(n=one.n)
        case Lack.DEFERRED | Lack.REFLECTION:
            return _until_words(one, language, day)
        case _:
            return _(_WORDS[one.what])


def _finding_words(one: Lacking) -> str:
    """`A specialist evaluates first: History of cancer`, and how many more there are."""
    outcome, title = one.about[0]
    told = _("{outcome}: {finding}").format(outcome=outcome_words(outcome), finding=title)
    if one.n == 1:
        return told
    more = ngettext("{finding} and {n} more", "{finding} and {n} more", one.n - 1)
    return more.format(finding=told, n=one.n - 1)


def _until_words(one: Lacking, language: str, day: date) -> str:
    if one.what is Lack.DEFERRED:
        if one.until is None:
            return _("Deferred")
        return _("Deferred until {day}").format(day=day_words(one.until, language, short=True))
    if not isinstance(one.until, datetime):
        return _("Time to think it over")
    if one.until.astimezone().date() == day:
        return _("Time to think it over until {time}").format(time=clock_words(one.until, language))
    return _("Time to think it over until {time}").format(time=moment_words(one.until, language))
