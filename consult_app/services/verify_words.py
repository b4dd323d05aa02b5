"""What was found of a paper or file, in words: one sentence, then the facts behind it."""

from __future__ import annotations

from collections.abc import Iterator

from consult_app.documents.judge import Standing
from consult_app.domain.consent import ConsentState
from consult_app.domain.documents import DocumentState, Edition
from consult_app.i18n import _, mark, series
from consult_app.services.verifying import Finding, Known
from consult_app.services.wording import day_words, moment_words

STANDING = {
    Standing.SEALED: mark(
        "This file is sealed by the clinic and unchanged since {day}. The records were not asked "
        "whether it is still in force."
    ),
    Standing.UNKNOWN_SEALER: mark(
        "The seal on this file is unbroken, so nothing was changed since {day}. Whose seal it is "
        "only the clinic's certificate tells: compare the fingerprint."
    ),
    Standing.OTHER_SEALER: mark(
        "This file is sealed, but with a certificate that is not the clinic's: it is not ours, "
        "whatever it says."
    ),
    Standing.SEALER_NOT_VALID: mark(
        "This file is sealed with the clinic's certificate, but at a time when that did not hold."
    ),
    Standing.NO_SEAL: mark(
        "This file bears no seal: it is not a final document of this clinic, or its seal was taken "
        "off."
    ),
    Standing.CONTENT_CHANGED: mark(
        "This file was changed after it was sealed: its content is not what the clinic made."
    ),
    Standing.SAVED_ANEW: mark(
        "This file was saved anew by another program, which broke its seal: trust only the stored "
        "one."
    ),
    Standing.PAGES_REMOVED: mark("Pages were taken out of this file after it was sealed."),
    Standing.PAGES_ADDED: mark("Pages were put into this file after it was sealed."),
    Standing.CATALOG_CHANGED: mark(
        "The frame of this file was written anew after it was sealed: its language, its order or "
        "what it opens with may be another."
    ),
    Standing.ADDED_AFTERWARDS: mark("Something was added to this file after it was sealed."),
    Standing.CUT_SHORT: mark("This file is cut short: its end is missing."),
    Standing.UNREADABLE: mark("This file is damaged: it cannot be read to its end."),
    Standing.NOT_A_PDF: mark("This file is not a PDF, so it is not a document of this clinic."),
}
_NOT_IN_RECORDS = mark(
    "This file is sealed by the clinic and unchanged, but these records do not know it: they may "
    "be older than the document."
)
_OTHER_BYTES = mark(
    "{what}: sealed by this clinic, but not the very bytes that are stored: trust only those."
)
_STATE = {
    DocumentState.AWAITING_SIGNATURE: mark("{what}: unchanged, not signed yet."),
    DocumentState.VOID: mark("{what}: unchanged, but void."),
    DocumentState.SUPERSEDED: mark("{what}: unchanged, but a newer version exists."),
}
_CONSENT = {
    ConsentState.WITHDRAWN: mark("{what}: unchanged, but the consent was withdrawn on {day}."),
    ConsentState.SUSPENDED: mark("{what}: unchanged, but the consent is suspended since {day}."),
    ConsentState.SUPERSEDED: mark("{what}: unchanged, but a newer consent replaced it on {day}."),
    ConsentState.EXPIRED: mark("{what}: unchanged, but the consent ran out on {day}."),
    ConsentState.USED_UP: mark("{what}: unchanged; all sessions it covers were given by {day}."),
}
_CHAIN = mark(
    "{what}: unchanged, but the history of the records is not whole: check it under Who did what."
)
_STROKES = mark("{what}: unchanged, but a drawn signature in the records is not the one signed.")
_BEFORE_SEALS = mark("{what}: unchanged; it was made before documents were sealed.")
_GOOD = mark("{what}: unchanged, sealed by this clinic and in force.")
_BROKEN_SEAL = mark("{what}: unchanged, but its seal does not hold.")
_PAPER = mark(
    "{what}: in the records and in force. Compare the paper with the stored document: a number "
    "alone does not show that the words are the same."
)
_NO_SUCH_PAGE = mark("{what} has only {pages} pages: this page is not ours.")
ROLE = {
    "patient": mark("Signed by the patient"),
    "representative": mark("Signed by the representative"),
    "physician": mark("Signed by the physician"),
}
GROUP = 4


def headline(finding: Finding, language: str) -> str:
    """The one sentence that matters most."""
    known, judgement = finding.known, finding.judgement
    if known is not None and judgement is None:
        return _of_paper(finding, known, language)
    if known is not None and known.exact:
        return _of_ours(finding, known, language)
    assert judgement is not None  # noqa: S101 - a finding is of a file or of a known number
    if judgement.standing is Standing.SEALED and finding.records:
        return _in_words(_OTHER_BYTES, known, language) if known else _(_NOT_IN_RECORDS)
    at = judgement.sealed_at
    day = day_words(at.astimezone().date(), language) if at else ""
    return _(STANDING[judgement.standing]).format(day=day)


def details(finding: Finding, language: str) -> tuple[tuple[str, str], ...]:
    """Label and value, a line each; nothing that is not known."""
    return tuple((label, value) for label, value in _details(finding, language) if value)


def grouped(fingerprint: str) -> str:
    """A fingerprint as one compares it: `98 83 c9 69 …`, four digits at a time."""
    return " ".join(fingerprint[i : i + GROUP] for i in range(0, len(fingerprint), GROUP))


def _of_ours(finding: Finding, known: Known, language: str) -> str:
    if finding.good and known.sealed:
        return _in_words(_GOOD, known, language)
    if known.sealed and (found := finding.judgement) and found.standing is not Standing.SEALED:
        return _in_words(_BROKEN_SEAL, known, language)
    return _standing(known, language) or _in_words(_BEFORE_SEALS, known, language)


def _of_paper(finding: Finding, known: Known, language: str) -> str:
    if finding.page > known.record.pages:
        return _in_words(_NO_SUCH_PAGE, known, language)
    return _standing(known, language) or _in_words(_PAPER, known, language)


def _standing(known: Known, language: str) -> str:
    """What speaks against relying on it; empty where nothing does."""
    if known.record.state in _STATE:
        return _in_words(_STATE[known.record.state], known, language)
    if known.consent in _CONSENT:
        return _in_words(_CONSENT[known.consent], known, language)
    if known.place is None or not known.place.sound:
        return _in_words(_CHAIN, known, language)
    if not all(one.bound for one in known.signed):
        return _in_words(_STROKES, known, language)
    return ""


def _in_words(sentence: str, known: Known, language: str) -> str:
    since = known.consent_since
    return _(sentence).format(
        what=series((known.record.number, known.record.title)),
        day=day_words(since.astimezone().date(), language) if since else "",
        pages=known.record.pages,
    )


def _details(finding: Finding, language: str) -> Iterator[tuple[str, str]]:
    judgement, known = finding.judgement, finding.known
    if known is not None:
        yield from _of_record(finding, known, language)
    elif judgement is not None and judgement.number:
        yield _("It calls itself"), judgement.number
    if judgement is not None and judgement.sealer is not None:
        at = judgement.sealed_at
        yield _("Sealed on"), moment_words(at, language) if at else ""
        yield _("Sealed by"), judgement.sealer.holder
        yield _("Fingerprint"), grouped(judgement.sealer.fingerprint)


def _of_record(finding: Finding, known: Known, language: str) -> Iterator[tuple[str, str]]:
    record = known.record
    label = _("Document") if known.exact or finding.judgement is None else _("It calls itself")
    yield label, series((record.number, record.title))
    yield _("Made"), series((moment_words(record.made_at, language), known.made_by))
    yield _("Pages"), str(record.pages)
    yield _("Size of print"), _("Large") if record.edition is Edition.LARGE else ""
    for one in known.signed:
        who = _(ROLE.get(one.role, ROLE["representative"]))
        yield who, series((one.name, moment_words(one.at, language)))
    if known.place is not None:
        yield _("Entry of the records"), f"{known.place.seq}:{known.place.hash[:16]}"
    yield _("Newer version"), known.newer
