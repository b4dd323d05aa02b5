"""What is said of scanned pages and of forms that wait for paper."""

from __future__ import annotations

from collections.abc import Sequence

from consult_app.domain.scanning import Pile, ScanPage, Standing
from consult_app.i18n import _, mark, series
from consult_app.services.forms_out import Waiting
from consult_app.services.scans import Known
from consult_app.services.wording import day_words
from consult_app.ui.kit import Verdict

ENDED = {
    Standing.SCANNED: mark("Filed already"),
    Standing.GIVEN: mark("Filed and confirmed already"),
    Standing.DECLINED: mark("Declined meanwhile"),
    Standing.VOID: mark("This form is void"),
    Standing.OTHER_VERSION: mark("An older version"),
    Standing.NOT_FOR_INK: mark("Not a form to sign"),
    Standing.NOT_OURS: mark("Not of these records"),
}
WHY_ENDED = {
    Standing.SCANNED: mark("The signed form waits for a physician. Set these pages aside."),
    Standing.GIVEN: mark("There is nothing left to file. Set these pages aside."),
    Standing.DECLINED: mark("It is no consent any more. Tell the physician."),
    Standing.VOID: mark("It was taken back after it was printed. Tell the physician."),
    Standing.OTHER_VERSION: mark("{newer} was handed out in its place: scan that one."),
    Standing.NOT_FOR_INK: mark("Nobody signs this paper in ink. Set its pages aside."),
    Standing.NOT_OURS: mark("The code is one of ours, but the number is not known here."),
}


def verdict(pile: Pile) -> tuple[Verdict, str]:
    """How a pile stands, in a chip."""
    standing = pile.form.standing
    if standing in ENDED:
        return Verdict.STOP, _(ENDED[standing])
    if pile.complete:
        words = _("Complete: {count} pages") if len(pile.pages) > 1 else _("Complete: 1 page")
        return Verdict.CLEAR, words.format(count=len(pile.pages))
    if pile.twice:
        return Verdict.CAUTION, _("Page {page} twice").format(page=listed(pile.twice))
    there = len(pile.form_pages)
    words = _("{there} of {count} pages").format(there=there, count=pile.form.pages)
    return Verdict.CAUTION, words


def detail(pile: Pile) -> str:
    """The next thing to do about it; empty where it is whole."""
    standing = pile.form.standing
    if standing in WHY_ENDED:
        return _(WHY_ENDED[standing]).format(newer=pile.form.newer)
    if pile.foreign:
        words = _("A page {page} does not belong to this form: look at it.")
        return words.format(page=pile.foreign[0])
    if pile.missing:
        one = _("Page {page} is missing: scan it.")
        more = _("Pages {page} are missing: scan them.")
        return (more if len(pile.missing) > 1 else one).format(page=listed(pile.missing))
    if pile.twice:
        return _("Look at both and set one aside.")
    return ""


def listed(pages: Sequence[int]) -> str:
    """`2, 4`."""
    return series(map(str, pages))


def title(known: Known) -> str:
    """Whose it is."""
    if known.patient is not None:
        return known.patient.name
    if known.pile.form.standing is Standing.BLANK:
        return _("Blank form, copy {copy}").format(copy=known.pile.copy)
    return known.pile.form.number


def about(known: Known) -> str:
    """Which paper it is."""
    return series(filter(None, (known.title, known.pile.form.number)), " · ")


def page_name(known: Known, page: ScanPage) -> str:
    """A scanned page, said whole for a screen reader."""
    words = _("Page {page} of {whose}")
    return words.format(page=page.page, whose=title(known))


def scanned_as(page: ScanPage) -> str:
    """A page that nobody knows yet, by its place in the scan."""
    return _("Scan {batch}, page {place}").format(batch=page.batch_id, place=page.place)


def waiting_words(waiting: Waiting, language: str) -> str:
    """Since when, which paper, how many pages, who printed it."""
    record = waiting.record
    since = day_words(waiting.since.astimezone().date(), language, short=True)
    pages = record.pages if record is not None else 0
    count = _("{count} pages").format(count=pages) if pages > 1 else _("1 page")
    number = record.number if record is not None else _("Blank form")
    return series((_("since {day}").format(day=since), number, *((count,) if pages else ())), " · ")


def waiting_verdict(waiting: Waiting) -> tuple[Verdict | None, str]:
    """Where the paper is."""
    if waiting.paper is not None:
        return Verdict.DEFER, _("Filed: a physician confirms")
    if waiting.lying and waiting.record is not None:
        words = _("{there} of {count} pages scanned")
        return None, words.format(there=waiting.lying, count=waiting.record.pages)
    return None, _("Out to be signed")
