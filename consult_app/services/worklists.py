"""Worklists: what waits at the desk, each a saved query with a count, for those it concerns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from consult_app.domain.audit import Event
from consult_app.domain.people import Capability
from consult_app.exchange import csv_table
from consult_app.i18n import _, mark
from consult_app.services import waiting_lines as told
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.services.waiting_lines import Line, Lines
from consult_app.storage import follow_ups
from consult_app.storage import worklists as rows
from consult_app.storage.store import Tx

LIMIT = 500
"""So many lines are shown of one list; the count is of all."""


class Wait(StrEnum):
    """What is waited for."""

    RECALL = "recall"
    PAPER = "paper"
    SPECIALIST = "specialist"
    EVENTS = "events"
    TOLD = "told"
    REFLECTION = "reflection"
    DEFERRED = "deferred"
    FOLLOW_UP = "follow-up"
    PRINT = "print"
    LOTS = "lots"
    TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class Worklist:
    """One list: what it is called, what its day means, who may see it, how it is asked for.

    `people`: whether what waits is somebody's.
    """

    which: Wait
    title: str
    about: str
    day: str
    needs: Capability
    count: Callable[[Acting, Tx], int]
    lines: Lines
    people: bool = True


WORKLISTS: tuple[Worklist, ...] = (
    Worklist(
        Wait.RECALL,
        mark("To be told of a recall"),
        mark("Who received a recalled lot and has not been told, of the recall or of its end."),
        mark("Day of the notice"),
        Capability.PRINT_FOR_DESK,
        lambda acting, tx: _many(told.recalled, acting, tx),
        told.recalled,
    ),
    Worklist(
        Wait.PAPER,
        mark("Waiting for paper"),
        mark("Consents that were printed to be signed and are not filed or confirmed yet."),
        mark("Printed on"),
        Capability.FILE_PAPERS,
        lambda _acting, tx: rows.count(tx, rows.out_for_ink()),
        told.paper,
    ),
    Worklist(
        Wait.SPECIALIST,
        mark("Specialist's evaluation awaited"),
        mark("Letters that asked a specialist and were not answered."),
        mark("Asked on"),
        Capability.READ_ANSWERS,
        lambda _acting, tx: rows.count(tx, rows.asked()),
        told.asked,
    ),
    Worklist(
        Wait.EVENTS,
        mark("Open adverse events"),
        mark("What was reported after a treatment and is not closed."),
        mark("Opened on"),
        Capability.READ_ANSWERS,
        lambda _acting, tx: rows.count(tx, rows.open_events()),
        told.open_events,
    ),
    Worklist(
        Wait.TOLD,
        mark("From another system, to be confirmed"),
        mark("Lines about patients that were taken in and that nobody has asked about yet."),
        mark("Taken in on"),
        Capability.READ_ANSWERS,
        lambda _acting, tx: rows.count(tx, rows.told_elsewhere()),
        told.told_elsewhere,
    ),
    Worklist(
        Wait.REFLECTION,
        mark("Time to think it over has passed"),
        mark("Informed patients who can be asked for their decision."),
        mark("Since"),
        Capability.RUN_DAY,
        lambda acting, tx: rows.count(tx, rows.reflected(acting.now())),
        told.reflected,
    ),
    Worklist(
        Wait.DEFERRED,
        mark("Deferred until now"),
        mark("Whose day has come, or comes within a week."),
        mark("Deferred until"),
        Capability.RUN_DAY,
        told.count_deferred,
        told.deferred,
    ),
    Worklist(
        Wait.FOLLOW_UP,
        mark("Follow-up due"),
        mark("Patients to be asked how they are."),
        mark("Due on"),
        Capability.RUN_DAY,
        lambda acting, tx: follow_ups.count_asked_by(tx, acting.today()),
        told.follow_ups_due,
    ),
    Worklist(
        Wait.PRINT,
        mark("Documents to print"),
        mark("Made within two weeks, final, and not printed by anybody."),
        mark("Made on"),
        Capability.PRINT_FOR_DESK,
        told.count_unprinted,
        told.unprinted,
    ),
    Worklist(
        Wait.LOTS,
        mark("Lots about to expire"),
        mark("In stock, and soon or already past their day."),
        mark("Use by"),
        Capability.KEEP_PRODUCTS,
        lambda acting, tx: _many(told.lots_expiring, acting, tx),
        told.lots_expiring,
        people=False,
    ),
    Worklist(
        Wait.TEXTS,
        mark("Texts to look through"),
        mark("Texts and notes on the law that are to be checked again, or soon are."),
        mark("Due by"),
        Capability.KEEP_TEXTS,
        lambda acting, tx: _many(told.texts_due, acting, tx),
        told.texts_due,
        people=False,
    ),
)
"""In the order in which they are read in the morning: what cannot wait first."""

_BY_NAME = {one.which: one for one in WORKLISTS}
_ENOUGH = 1_000_000
"""For lists that are counted by going through them: none is that long."""


def of(which: Wait) -> Worklist:
    """One of the lists."""
    return _BY_NAME[which]


@needs(Capability.RUN_DAY)
def counts(acting: Acting) -> dict[Wait, int]:
    """How many wait on each list that the role may see."""
    mine = [one for one in WORKLISTS if acting.user.may(one.needs)]
    with acting.read() as tx:
        return {one.which: one.count(acting, tx) for one in mine}


@needs(Capability.RUN_DAY)
def lines(acting: Acting, which: Wait, language: str) -> tuple[Line, ...]:
    """The first of a list, the longest waiting on top. Raises `Refused("role.not-permitted")`."""
    wanted = of(which)
    acting.user.require(wanted.needs)
    with acting.read() as tx:
        return tuple(wanted.lines(acting, tx, language, LIMIT))


@needs(Capability.RUN_DAY)
def table(acting: Acting, which: Wait, language: str) -> bytes:
    """A whole list as CSV that runs no formula; that it was made is audited.

    Raises `Refused("role.not-permitted")`.
    """
    wanted = of(which)
    acting.user.require(wanted.needs)
    with acting.write() as tx:
        found = tuple(wanted.lines(acting, tx, language, _ENOUGH))
        acting.note(tx, Event.WORKLIST_EXPORTED, "worklist", 0, list=which.value)
    head = (_(wanted.day), _("Name"), _("Record number"), _("Born"), _("Phone"), _("What waits"))
    return csv_table.table(head, (_row(one) for one in found))


def _row(one: Line) -> tuple[str, ...]:
    who = one.patient
    born = who.birth_date.isoformat() if who else ""
    person = (who.name, who.record_number, born, who.phone) if who else ("", "", "", "")
    return (one.day.isoformat(), *person, one.words)


def _many(lines_: Lines, acting: Acting, tx: Tx) -> int:
    """How many there are of a list that is no statement: lots, notes, those of a recall."""
    return sum(1 for _line in lines_(acting, tx, "en", _ENOUGH))
