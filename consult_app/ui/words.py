"""What the program's own values are called on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from consult_app.domain.consultation import State, VisitState
from consult_app.domain.decision import Choice
from consult_app.domain.documents import DocumentRecord, DocumentState, Edition, Kind
from consult_app.domain.names import fold
from consult_app.domain.patients import Patient, Sex, years_between
from consult_app.i18n import _, mark, ngettext, series
from consult_app.services.alive import died_words
from consult_app.services.wording import day_words, locale_of, moment_words

if TYPE_CHECKING:  # it brings along what draws documents, and the day's list needs none
    from consult_app.services.printing import Handled

SEX = {
    Sex.FEMALE: mark("Female"),
    Sex.MALE: mark("Male"),
    Sex.OTHER: mark("Other"),
    Sex.UNKNOWN: mark("Sex not recorded"),
}
VISIT = {
    VisitState.EXPECTED: mark("Expected"),
    VisitState.ARRIVED: mark("Arrived"),
    VisitState.DONE: mark("Done"),
}
CONSULTATION = {
    State.DRAFT: mark("In progress"),
    State.DECIDED: mark("Decided"),
    State.CLOSED: mark("Closed"),
    State.ABANDONED: mark("Abandoned"),
    State.IN_ERROR: mark("Entered in error"),
}
CHOICE = {
    Choice.PROCEED: mark("Proceed"),
    Choice.DEFER: mark("Defer"),
    Choice.REFER: mark("Refer"),
    Choice.DO_NOT_TREAT: mark("Do not treat"),
}
KIND = {
    Kind.INFORMATION: mark("Patient information"),
    Kind.CONSENT: mark("Consent"),
    Kind.AFTERCARE: mark("Aftercare sheet"),
    Kind.SUMMARY: mark("Assessment summary"),
    Kind.REFERRAL: mark("Referral letter"),
    Kind.DEFERRAL: mark("Deferral letter"),
    Kind.DECLINE: mark("Letter that declines"),
    Kind.RECALL: mark("Recall letter"),
    Kind.RECALL_END: mark("Letter that a recall has ended"),
    Kind.ADVERSE_EVENT: mark("Adverse event worksheet"),
    Kind.SCORES: mark("Scores after the treatments"),
}
EDITION = {
    Edition.STANDARD: mark("Ordinary"),
    Edition.LARGE: mark("Large"),
}
DOCUMENT = {
    DocumentState.AWAITING_SIGNATURE: mark("Awaiting signature"),
    DocumentState.FINAL: mark("Final"),
    DocumentState.SUPERSEDED: mark("Superseded"),
    DocumentState.VOID: mark("Void"),
}


def age_words(patient: Patient, today: date) -> str:
    """`47 years`."""
    return years_words(patient.birth_date, today)


def years_words(born: date, today: date) -> str:
    """`47 years`, of who was born on that day."""
    years = years_between(born, today)
    return ngettext("{n} year", "{n} years", years).format(n=years)


def patient_facts(patient: Patient, today: date, language: str) -> str:
    """`Female · 47 years (12 Mar 1979) · No. 100234`; of the dead no age, but that they died."""
    born = day_words(patient.birth_date, language, short=True)
    lives: tuple[str, ...] = (f"{age_words(patient, today)} ({born})",)
    if patient.died is not None:
        lives = (_("born {day}").format(day=born), died_words(patient.died, language))
    return series((_(SEX[patient.sex]), *lives, number_words(patient)), " · ")


def number_words(patient: Patient) -> str:
    """`No. 100234`, and those of records that are read as part of it."""
    words = _("No. {number}").format(number=patient.record_number)
    if not patient.other_numbers:
        return words
    others = series(patient.other_numbers)
    return _("{number}, also {others}").format(number=words, others=others)


def document_words(record: DocumentRecord) -> str:
    """`Final`, and whether the desk was given what was made for the physicians."""
    state = _(DOCUMENT[record.state])
    return _("{state}, released to the desk").format(state=state) if record.released else state


def reads_words(language: str, edition: Edition, window: str) -> str:
    """`Turkish`, `Turkish, large print`: how a paper is to be read, or a patient reads."""
    name = language_name(language, window)
    if edition is Edition.STANDARD:
        return name
    return _("{language}, large print").format(language=name)


def copy_words(day: date, language: str) -> str:
    """What stands over the printed image of a reprint."""
    return _("Copy, printed {day}").format(day=day_words(day, language))


def history_words(done: Sequence[Handled], language: str) -> str:
    """`Printed 2 times, last by Dr A. Kaya on 23 November 2026, 10:42`; empty if it never was."""
    printed = [one for one in done if one.printed]
    if not printed:
        return ""
    times = ngettext("Printed once", "Printed {n} times", len(printed)).format(n=len(printed))
    return _("{times}, last by {who} on {moment}").format(
        times=times, who=printed[0].who, moment=moment_words(printed[0].at, language)
    )


def handled_words(what: str) -> str:
    """`Printed`: what was done with a document."""
    known = {
        "printed": _("Printed"),
        "saved": _("Saved as PDF"),
        "released": _("Released to the desk"),
        "handed-over": _("Copy handed over"),
    }
    return known.get(what, what)


def pack_words(records: Sequence[DocumentRecord], language: str) -> str:
    """`3 documents, 5 pages, Turkish, large print`: what one press would print."""
    pages = sum(record.pages for record in records)
    spoken = dict.fromkeys(language_name(record.language, language) for record in records)
    return series(
        (
            ngettext("{n} document", "{n} documents", len(records)).format(n=len(records)),
            ngettext("{n} page", "{n} pages", pages).format(n=pages),
            *spoken,
            *_large_words(records),
        )
    )


def _large_words(records: Sequence[DocumentRecord]) -> tuple[str, ...]:
    large = sum(record.edition is Edition.LARGE for record in records)
    if not large:
        return ()
    if large == len(records):
        return (_("large print"),)
    return (ngettext("{n} in large print", "{n} in large print", large).format(n=large),)


@cache
def language_names(language: str) -> tuple[tuple[str, str], ...]:
    """(ISO 639-1 code, name) of the languages people speak, by name, in the window's language."""
    names = {c: str(n) for c, n in locale_of(language).languages.items() if len(c) == 2}
    return tuple(sorted(names.items(), key=lambda pair: fold(pair[1])))


def language_name(code: str, language: str) -> str:
    """The name of one language; the code itself where there is none."""
    return str(locale_of(language).languages.get(code, code))


@cache
def country_names(language: str) -> tuple[tuple[str, str], ...]:
    """(ISO 3166-1 alpha-2, name) of every country, by name, in the window's language."""
    found = locale_of(language).territories.items()
    names = {code: str(name) for code, name in found if len(code) == 2 and code.isalpha()}
    return tuple(sorted(names.items(), key=lambda pair: fold(pair[1])))
