"""What the clinic says of the law: notes by country, dated and sourced, looked up again in time.

A part of the clinic's own wording: a change opens a draft, and is in force once a physician has
approved it. The shipped notes stay as they are under it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from consult_app.domain.people import Capability
from consult_app.domain.status import NewNote, checked
from consult_app.domain.wording import STATUS, Change, Version
from consult_app.errors import Refused
from consult_app.packs import status
from consult_app.packs.numbers import reviews
from consult_app.packs.pack import Pack, load_pack
from consult_app.packs.regulatory import EVERYWHERE, RegulatoryEntry
from consult_app.services import own_words, shelf
from consult_app.services.acting import Acting
from consult_app.services.own_pack import composed, current_version
from consult_app.services.own_words import Desk
from consult_app.services.permission import needs
from consult_app.services.wording import locale_of
from consult_app.storage import settings as settings_rows
from consult_app.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Line:
    """A note as it stands in the version that is worked on.

    `changed`: it is not as shipped; `overdue`: it was looked up too long ago.
    """

    note: RegulatoryEntry
    changed: bool
    overdue: bool


@dataclass(frozen=True, slots=True)
class Board:
    """All notes, those of the clinic's own country first. `country`: empty where none is set.

    `review_by`: the first day by which texts are to be looked through again; `review_due`: it is
    over.
    """

    desk: Desk
    country: str
    lines: tuple[Line, ...]
    languages: tuple[str, ...]
    review_by: date
    review_due: bool

    @property
    def recorded(self) -> bool:
        """Whether anything is said of the clinic's country."""
        return any(line.note.jurisdiction == self.country for line in self.lines)

    @property
    def overdue(self) -> int:
        """How many notes wait to be looked up again."""
        return sum(line.overdue for line in self.lines)


@needs(Capability.READ_CLINIC)
def board(acting: Acting) -> Board:
    """Every note as it is worked on, or as it is in force."""
    return _board(acting, own_words.desk(acting, STATUS))


@needs(Capability.READ_CLINIC)
def overdue(acting: Acting) -> int:
    """How many notes wait to be looked up again, and texts to be looked through, as worked on."""
    with acting.read() as tx:
        notes, texts = to_look_up(tx, acting.today())
    return len(notes) + (texts is not None)


def to_look_up(tx: Tx, today: date) -> tuple[tuple[RegulatoryEntry, ...], date | None]:
    """The notes that were looked up too long ago, and the day by which texts were to be looked
    through, where it is over; as worked on."""
    pack = load_pack(composed(tx, STATUS, current_version(tx, STATUS))[0])
    months, due = pack.plan.review_months, _first_review(pack)
    notes = tuple(note for note in pack.regulatory if note.is_overdue(today, months))
    return notes, due if due < today else None


def due_by(tx: Tx, day: date) -> tuple[tuple[tuple[RegulatoryEntry, date], ...], date | None]:
    """As `to_look_up`, what is due before a day, the notes with the day on which each is."""
    pack = load_pack(composed(tx, STATUS, current_version(tx, STATUS))[0])
    months, texts = pack.plan.review_months, _first_review(pack)
    notes = [
        (note, _months_on(note.checked_on, months))
        for note in pack.regulatory
        if note.is_overdue(day, months)
    ]
    notes.sort(key=lambda pair: pair[1])
    return tuple(notes), texts if texts < day else None


@needs(Capability.KEEP_TEXTS)
def look_up_again(acting: Acting, note_id: str) -> Board:
    """A note was looked up today and still holds. Raises as `correct`."""
    note = _note(acting, note_id)
    return correct(acting, note_id, replace(_told(note), checked_on=acting.today()))


@needs(Capability.KEEP_TEXTS)
def look_through(acting: Acting) -> Board:
    """All texts were looked through today and still hold: again in as many months as references.

    Raises `Refused` as `own_words.change`.
    """
    files = shelf.shipped_files()
    months = shelf.shipped().plan.review_months
    until = _months_on(acting.today(), months).isoformat()

    def edit(version: Version) -> tuple[Change, ...]:
        said = version
        for one in reviews(files):
            said = replace(said, changes=said.said(Change(one.place, one.value, until)))
        return said.changes

    return _keep(acting, edit)


@needs(Capability.KEEP_TEXTS)
def add(acting: Acting, new: NewNote) -> Board:
    """One more note. Raises `Refused` as `domain.status.checked` and `own_words.change`."""
    languages = shelf.shipped().languages
    new = checked(new, languages, _countries(), acting.today())

    def edit(version: Version) -> tuple[Change, ...]:
        taken = [status.own_id(change.place) for change in version.changes]
        return version.said(_own(status.next_id([one for one in taken if one]), new))

    return _keep(acting, edit)


@needs(Capability.KEEP_TEXTS)
def correct(acting: Acting, note_id: str, new: NewNote) -> Board:
    """Say a note in other words or with other days; the country of a shipped one stays.

    Raises `Refused`: status.no-such-note, and as `add`.
    """
    old = _note(acting, note_id)
    countries = _countries() if old.is_own else {old.jurisdiction}
    new = checked(new, shelf.shipped().languages, countries, acting.today())

    def edit(version: Version) -> tuple[Change, ...]:
        if old.is_own:
            return version.said(_own(note_id, new))
        said = version
        for change in _differences(_shipped(note_id), new):
            said = replace(said, changes=said.said(change))
        return said.changes

    return _keep(acting, edit)


@needs(Capability.KEEP_TEXTS)
def put_back(acting: Acting, note_id: str) -> Board:
    """A shipped note as it is shipped; one of the clinic's own is taken away.

    Raises `Refused`: status.no-such-note, and as `own_words.change`.
    """
    _note(acting, note_id)
    own = status.own_place(note_id)
    marks = (f":{note_id}/", f"/{note_id}/")

    def edit(version: Version) -> tuple[Change, ...]:
        return tuple(
            one
            for one in version.changes
            if one.place != own and not any(mark in one.place for mark in marks)
        )

    return _keep(acting, edit)


def _keep(acting: Acting, edit: Callable[[Version], tuple[Change, ...]]) -> Board:
    return _board(acting, own_words.edited(acting, STATUS, edit))


def _board(acting: Acting, desk: Desk) -> Board:
    with acting.read() as tx:
        pack = load_pack(composed(tx, STATUS, desk.version)[0])
        country = settings_rows.get(tx).jurisdiction
    as_shipped = {note.id: note for note in shelf.shipped().regulatory}
    months, today = pack.plan.review_months, acting.today()
    lines = [
        Line(note, as_shipped.get(note.id) != note, note.is_overdue(today, months))
        for note in pack.regulatory
    ]
    lines.sort(key=lambda line: _rank(line.note, country))
    due = _first_review(pack)
    return Board(desk, country, tuple(lines), pack.languages, due, due < today)


def _first_review(pack: Pack) -> date:
    sheets = (template.review_by for template in pack.templates.values())
    return min((*sheets, *pack.review_by.values()))


def _months_on(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _rank(note: RegulatoryEntry, country: str) -> int:
    return 0 if note.jurisdiction == country else 2 if note.jurisdiction == EVERYWHERE else 1


def _note(acting: Acting, note_id: str) -> RegulatoryEntry:
    with acting.read() as tx:
        pack: Pack = load_pack(composed(tx, STATUS, current_version(tx, STATUS))[0])
    return _of(pack, note_id)


def _shipped(note_id: str) -> RegulatoryEntry:
    return _of(shelf.shipped(), note_id)


def _of(pack: Pack, note_id: str) -> RegulatoryEntry:
    found = next((note for note in pack.regulatory if note.id == note_id), None)
    if found is None:
        raise Refused("status.no-such-note")
    return found


def _told(note: RegulatoryEntry) -> NewNote:
    return NewNote(note.jurisdiction, note.text, note.source, note.source_date, note.checked_on)


def _entry(note_id: str, new: NewNote) -> RegulatoryEntry:
    if new.source_date is None or new.checked_on is None:
        raise ValueError(new)  # `checked` has refused it
    return RegulatoryEntry(
        note_id, new.jurisdiction, new.text, new.source, new.source_date, new.checked_on
    )


def _own(note_id: str, new: NewNote) -> Change:
    return Change(status.own_place(note_id), "", status.written(_entry(note_id, new)))


def _differences(old: RegulatoryEntry, new: NewNote) -> list[Change]:
    """Every piece of a shipped note as the clinic says it; what is said as shipped is no change."""
    entry = _entry(old.id, new)
    days = {
        "source_date": (old.source_date.text, entry.source_date.text),
        "checked_on": (old.checked_on.isoformat(), entry.checked_on.isoformat()),
    }
    found = [Change(status.date_place(old.id, name), *pair) for name, pair in days.items()]
    for language, words in old.text.items():
        place = status.words_place(old.id, "text", language)
        found.append(Change(place, words, entry.text[language]))
    for language, words in old.source.items():
        place = status.words_place(old.id, "source", language)
        found.append(Change(place, words, entry.source[language]))
    return found


def _countries() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes that have a name."""
    codes = (str(code) for code in locale_of("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha())
