"""What came after treatments: of one patient, and counted for the clinic. Claims no effect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from consult_app.domain import outcomes as domain
from consult_app.domain.adverse_events import AdverseEvent
from consult_app.domain.audit import Event
from consult_app.domain.follow_ups import Answered, FollowUp
from consult_app.domain.outcomes import Asked, By, Case, Group, Middle
from consult_app.domain.people import Capability
from consult_app.exchange.csv_table import table
from consult_app.forms.model import Coding, say
from consult_app.forms.values import value_from_text
from consult_app.i18n import _
from consult_app.packs.followup import FollowUpForm
from consult_app.packs.rules import all_items
from consult_app.services import shelf
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.services.wording import number_words
from consult_app.storage import adverse_events as event_rows
from consult_app.storage import follow_ups as follow_up_rows
from consult_app.storage import merges
from consult_app.storage import outcomes as rows
from consult_app.storage import settings as settings_rows
from consult_app.storage.outcomes import Given as Given
from consult_app.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Aftermath:
    """A patient's treatments by time, follow-ups with what was answered, events newest first.

    `form`: what was asked, as the newest answer has it; None while nothing is answered.
    """

    treated: tuple[Given, ...]
    follow_ups: tuple[tuple[FollowUp, Answered | None], ...]
    events: tuple[AdverseEvent, ...]
    form: FollowUpForm | None


@dataclass(frozen=True, slots=True)
class Counts:
    """The clinic's treatments in groups; `unnamed`: events that name no treatment; `days`: of the
    first and the last treatment, None where there is none."""

    by: By
    groups: tuple[Group, ...]
    unnamed: int
    days: tuple[date, date] | None = None


@needs(Capability.READ_ANSWERS)
def of_patient(acting: Acting, patient_id: int) -> Aftermath:
    """Everything that came after a patient's treatments."""
    with acting.read() as tx:
        return of_patient_in(tx, patient_id)


def of_patient_in(tx: Tx, patient_id: int) -> Aftermath:
    """The same inside a transaction that is already open."""
    members = tuple(merges.members(tx, patient_id))
    found = follow_up_rows.of_patients(tx, members)
    told = follow_up_rows.answered(tx, [one.id for one in found])
    newest = max(told.values(), key=lambda one: one.at, default=None)
    return Aftermath(
        rows.treatments(tx, members),
        tuple((one, told.get(one.id)) for one in found),
        event_rows.of_patients(tx, members),
        shelf.by_hash(tx, newest.pack_hash).followup if newest else None,
    )


@needs(Capability.READ_ANSWERS)
def counts(acting: Acting, by: By) -> Counts:
    """Treatments counted by indication, product or lot; nobody is named."""
    with acting.read() as tx:
        return counts_in(acting, tx, by)


@needs(Capability.EXPORT_PATIENTS)
def exported(acting: Acting, by: By) -> bytes:
    """The same as CSV, a line for each follow-up week; that it left is entered."""
    with acting.write() as tx:
        found = counts_in(acting, tx, by)
        language = settings_rows.get(tx).language
        acting.note(tx, Event.OUTCOMES_EXPORTED, "treatment", 0)
    return table(_head(), [line for group in found.groups for line in _lines(group, language)])


def middle_words(one: Middle, language: str) -> str:
    """`4 (n = 12)`; few values are said to be few, and fewer than five have no median."""
    if one.median is None:
        return _("too few to state (n = {n})").format(n=one.n)
    shown = int(one.median) if one.median == int(one.median) else one.median
    words = _("{median} (n = {n}, a small number)") if one.small else _("{median} (n = {n})")
    return words.format(median=_figure(shown, language), n=one.n)


def _figure(value: float, language: str) -> str:
    return number_words(Decimal(str(value)), language)


def counts_in(acting: Acting, tx: Tx, by: By) -> Counts:
    """The same inside a transaction that is already open."""
    asked, events = rows.follow_ups(tx), rows.events(tx)
    given = rows.treatments(tx)
    keys, before = _keys(tx, given, by), _before(tx, given)
    today = acting.today()
    cases = [
        Case(
            keys[one.id],
            before.get(one.consultation_id),
            tuple(_asked(one, follow_up, pain, today) for follow_up, pain in asked.get(one.id, ())),
            tuple(events.get(one.id, ())),
        )
        for one in given
    ]
    days = (given[0].day, given[-1].day) if given else None
    return Counts(by, domain.groups(cases), len(events.get(None, ())), days)


def _asked(given: Given, one: FollowUp, pain: int | None, today: date) -> Asked:
    return Asked(domain.week_of(given.day, one.day), one.due(today), pain, one.called)


def _keys(tx: Tx, given: tuple[Given, ...], by: By) -> dict[int, tuple[str, ...]]:
    """Treatment -> the words of every group that it counts in."""
    if by is By.PRODUCT:
        return {one.id: (one.product,) for one in given}
    if by is By.LOT:
        return {one.id: (f"{one.product} · {one.lot}",) for one in given}
    said = _by_role(tx, given, "indication")
    words = _indications(tx, given)
    return {
        one.id: tuple(
            dict.fromkeys(
                words.get(value.code, value.code)
                for value in map(value_from_text, said.get(one.consultation_id, ()))
                if isinstance(value, Coding)
            )
        )
        or (_("Not answered"),)
        for one in given
    }


def _indications(tx: Tx, given: tuple[Given, ...]) -> Mapping[str, str]:
    """Code -> its words, in the clinic's language, of the newest texts that have it."""
    spoken, words = settings_rows.get(tx).language, {}
    for digest in dict.fromkeys(one.pack_hash for one in given):
        pack = shelf.by_hash(tx, digest)
        language = spoken if spoken in pack.languages else pack.languages[0]
        item = all_items(pack.questionnaire)[pack.roles["indication"]]
        for option in item.options:
            if isinstance(option.value, Coding):
                words[option.value.code] = say(option.text, language)
    return words


def _before(tx: Tx, given: tuple[Given, ...]) -> dict[int, int]:
    """Consultation -> how bad it was before, where that was answered."""
    found = {}
    for consultation_id, texts in _by_role(tx, given, "severity").items():
        value = value_from_text(texts[-1])
        if isinstance(value, int):
            found[consultation_id] = value
    return found


def _by_role(tx: Tx, given: tuple[Given, ...], role: str) -> dict[int, list[str]]:
    """Consultation -> answers to the item that its own pack says has this role."""
    packs = {one.pack_hash: shelf.by_hash(tx, one.pack_hash) for one in given}
    items = {digest: pack.roles.get(role, "") for digest, pack in packs.items()}
    told = {item: rows.answers(tx, item) for item in set(items.values()) if item}
    return {
        one.consultation_id: told[items[one.pack_hash]][one.consultation_id]
        for one in given
        if one.consultation_id in told.get(items[one.pack_hash], {})
    }


def _head() -> list[str]:
    return [
        _("Group"),
        _("Treatments"),
        _("Follow-ups due"),
        _("Answered"),
        _("Missed"),
        _("Adverse events"),
        _("Serious"),
        _("Not judged yet"),
        _("Asked"),
        _("n"),
        _("Median"),
        _("Note"),
    ]


def _lines(group: Group, language: str) -> Iterator[list[str | int]]:
    """What was asked before, then each week; the counts of the group stand in each line."""
    told = (group.treatments, group.due, group.answered, group.missed)
    events = (group.events, group.serious, group.not_judged)
    weeks = ((_("Pain, week {week}").format(week=week), one) for week, one in group.after)
    for asked, one in ((_("How bad it was before"), group.before), *weeks):
        shown = "" if one.median is None else _figure(one.median, language)
        note = _("too few to state") if one.median is None else ""
        note = _("a small number") if one.small and not note else note
        yield [group.key, *told, *events, asked, one.n, shown, note]
