"""Scanned pages: where each belongs, what a form still lacks, what keeps it from being filed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from consult_app.errors import Refused

MOST_PAGES = 200
"""Of one file: more is not one scan of a clinic's day."""
LARGEST_FILE = 100_000_000
"""Bytes of one file."""
MOST_PIXELS = 60_000_000
"""Of one page, which no scan of a letter exceeds: A4 at 600 dpi has 35 million."""
BLANK_PREFIX = "B-"
"""How the number of a blank form begins, which is nobody's yet."""


class PageState(StrEnum):
    """Where a scanned page stands."""

    FOUND = "found"
    UNKNOWN = "unknown"
    ASIDE = "aside"
    FILED = "filed"


class Standing(StrEnum):
    """What the records say of the form that a page names."""

    OUT = "out"
    BLANK = "blank"
    SCANNED = "scanned"
    GIVEN = "given"
    DECLINED = "declined"
    VOID = "void"
    OTHER_VERSION = "other-version"
    NOT_FOR_INK = "not-for-ink"
    NOT_OURS = "not-ours"


FILEABLE = frozenset({Standing.OUT, Standing.BLANK})
"""Only these wait for paper."""


@dataclass(frozen=True, slots=True)
class ScanPage:
    """A scanned page as it stands: which page of which form, said by its code or by a person.

    `turn`: degrees counter-clockwise that bring the picture upright; `page` 0: not known yet;
    `paper_id`: the scan it was filed in, 0 for none.
    """

    id: int
    batch_id: int
    place: int
    state: PageState
    turn: int = 0
    number: str = ""
    page: int = 0
    pages: int = 0
    by_person: bool = False
    reason: str = ""
    paper_id: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """A form as the records know it; `newer`: the number of the one that was handed out instead."""

    number: str
    standing: Standing
    pages: int = 0
    newer: str = ""

    def refused(self) -> Refused:
        """Why nothing is filed to a form that waits for no paper."""
        number = self.number
        match self.standing:
            case Standing.SCANNED:
                return Refused("scan.form-scanned", number=number)
            case Standing.GIVEN:
                return Refused("scan.form-given", number=number)
            case Standing.DECLINED:
                return Refused("scan.form-declined", number=number)
            case Standing.VOID:
                return Refused("scan.form-void", number=number)
            case Standing.OTHER_VERSION:
                return Refused("scan.form-other-version", number=number, newer=self.newer)
            case Standing.NOT_FOR_INK:
                return Refused("scan.form-not-for-ink", number=number)
        return Refused("scan.form-not-ours", number=number)


@dataclass(frozen=True, slots=True)
class Pile:
    """The pages of one form that were scanned, in their order.

    `copy` counts from 1 where a blank form was scanned more than once: photocopies share a number.
    """

    form: Form
    pages: tuple[ScanPage, ...]
    copy: int = 1

    @property
    def key(self) -> str:
        """What tells it from every other pile."""
        return f"{self.form.number}/{self.copy}"

    @property
    def form_pages(self) -> frozenset[int]:
        """The pages of the form that are there."""
        return frozenset(page.page for page in self.pages if page.page <= self.form.pages)

    @property
    def missing(self) -> tuple[int, ...]:
        """The pages of the form that were not scanned."""
        there = {page.page for page in self.pages}
        return tuple(n for n in range(1, self.form.pages + 1) if n not in there)

    @property
    def twice(self) -> tuple[int, ...]:
        """The pages that were scanned more than once."""
        seen = [page.page for page in self.pages]
        return tuple(sorted({n for n in seen if seen.count(n) > 1}))

    @property
    def foreign(self) -> tuple[int, ...]:
        """Pages that the form does not have: its code names another number of pages."""
        odd = (p for p in self.pages if p.page > self.form.pages or p.pages != self.form.pages)
        return tuple(page.page for page in odd) if self.form.pages else ()

    @property
    def complete(self) -> bool:
        """Whether every page is there, once."""
        whole = bool(self.form.pages) and not (self.missing or self.twice or self.foreign)
        return whole and self.form.standing in FILEABLE

    def require_complete(self) -> None:
        """Raise `Refused` for the first thing that keeps it from being filed.

        Codes: scan.form-<standing>, scan.foreign-page, scan.pages-missing, scan.page-twice.
        """
        if self.form.standing not in FILEABLE:
            raise self.form.refused()
        if self.foreign:
            raise Refused("scan.foreign-page", page=self.foreign[0])
        if self.missing:
            listed = ", ".join(map(str, self.missing))
            raise Refused("scan.pages-missing", pages=listed, of=self.form.pages)
        if self.twice:
            raise Refused("scan.page-twice", page=self.twice[0])


def piles(pages: Sequence[ScanPage], forms: Mapping[str, Form]) -> tuple[Pile, ...]:
    """The pages that are known, form by form in the order they came; those of a form in its order.

    Pages of a blank form part into copies: the next begins where a page comes again.
    """
    grouped: dict[str, list[ScanPage]] = {}
    for page in pages:
        if page.state is PageState.FOUND:
            grouped.setdefault(page.number, []).append(page)
    made = []
    for number, group in grouped.items():
        form = forms.get(number, Form(number, Standing.NOT_OURS))
        parts = _copies(group) if form.standing is Standing.BLANK else [group]
        for copy, part in enumerate(parts, 1):
            ordered = tuple(sorted(part, key=lambda p: (p.page, p.id)))
            made.append(Pile(form, ordered, copy))
    return tuple(made)


def _copies(group: Sequence[ScanPage]) -> list[list[ScanPage]]:
    copies: list[list[ScanPage]] = []
    for page in group:
        if not copies or page.page in {p.page for p in copies[-1]}:
            copies.append([])
        copies[-1].append(page)
    return copies


class PaperState(StrEnum):
    """Where a filed scan stands."""

    FILED = "filed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


PAPER_MOVES = (
    (PaperState.FILED, PaperState.CONFIRMED),
    (PaperState.FILED, PaperState.REJECTED),
)


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """A consent signed on paper, as it was scanned.

    `document_id`: the scan; `original_id`: what was printed, None for a blank form, which
    `blank` names; `signed_on`: the day that stands on the paper, once it is confirmed.
    """

    id: int
    consent_id: int
    document_id: int
    original_id: int | None
    blank: str
    pages: int
    state: PaperState
    filed_by: int
    filed_at: datetime
    signed_on: date | None = None
    closed_by: int | None = None
    closed_at: datetime | None = None
    reason: str = ""


def require_looked_at(paper: SignedPaper, seen: Sequence[int], signed: Sequence[int]) -> None:
    """Raise `Refused` unless each page was looked at, and a signature found on one at least.

    Codes: ink.page-not-looked-at, ink.no-signature.
    """
    for page in range(1, paper.pages + 1):
        if page not in seen:
            raise Refused("ink.page-not-looked-at", page=page)
    if not any(1 <= page <= paper.pages for page in signed):
        raise Refused("ink.no-signature")


def require_day(signed_on: date | None, earliest: date | None, today: date) -> date:
    """The day on the paper, if the patient could have signed then.

    Raises `Refused`: ink.day-missing, ink.day-to-come, ink.day-too-early (the time to think it over
    was not over).
    """
    if signed_on is None:
        raise Refused("ink.day-missing")
    if signed_on > today:
        raise Refused("ink.day-to-come")
    if earliest is not None and signed_on < earliest:
        raise Refused("ink.day-too-early")
    return signed_on
