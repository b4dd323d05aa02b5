"""Sentences about paper that comes back: scans taken in, sorted, filed, confirmed."""

from __future__ import annotations

from consult_app.i18n import mark

SENTENCES: dict[str, str] = {
    # a file from the scanner
    "scan.wrong-kind": mark("This is no scan: choose a PDF, TIFF, JPEG or PNG file."),
    "scan.encrypted": mark(
        "This PDF is locked with a password, so its pages cannot be read: scan the paper again "
        "without one."
    ),
    "scan.broken": mark("This file is damaged and no page of it can be read: scan it again."),
    "scan.broken-page": mark(
        "Page {page} of this file is damaged, so none of it was taken in: scan it again."
    ),
    "scan.page-too-large": mark(
        "Page {page} has far more dots than a sheet of paper needs: scan it at 300 dpi."
    ),
    "scan.too-many-pages": mark(
        "This file has {pages} pages and at most {limit} are taken in at once: scan it in parts."
    ),
    "scan.no-pages": mark("There is no page in this file: scan it again."),
    "scan.known": mark("This very file was taken in before: there is nothing to do."),
    # pages
    "scan.not-found": mark("This page is no longer there: look at the list again."),
    "scan.changed-meanwhile": mark(
        "Somebody else has just worked on these pages: look at the list again."
    ),
    "scan.page-filed": mark("This page is filed already, with its consent."),
    "scan.foreign-page": mark("The form has no page {page}: look at the paper again."),
    "scan.reason-missing": mark("Say in a few words why: the reason is kept."),
    "scan.whose": mark("Choose whose consent this blank form is."),
    # forms
    "scan.pages-missing": mark("Missing of {of} pages: {pages}. Scan them, then file the form."),
    "scan.page-twice": mark("Page {page} was scanned twice: set one of the two aside."),
    "scan.form-scanned": mark(
        "The signed form {number} is filed already and waits for a physician: set these pages "
        "aside, or have the physician send that scan back."
    ),
    "scan.form-given": mark(
        "The signed form {number} is filed and confirmed already: set these pages aside."
    ),
    "scan.form-declined": mark(
        "The patient has declined meanwhile, so {number} is no consent: set these pages aside and "
        "tell the physician."
    ),
    "scan.form-void": mark(
        "The form {number} was declared void: set these pages aside and tell the physician."
    ),
    "scan.form-other-version": mark(
        "{number} is an older version; {newer} was handed out in its place. Set these pages aside "
        "and scan that one."
    ),
    "scan.form-not-for-ink": mark(
        "{number} is a paper of the clinic that nobody signs in ink: set it aside."
    ),
    "scan.form-not-ours": mark(
        "There is no form {number} in these records: type the number at the foot of the page."
    ),
    # confirming
    "ink.not-open": mark(
        "This consent is not open for a signature: inform the patient and decide first."
    ),
    "ink.paper-not-found": mark("This scan is no longer there: look at the list again."),
    "ink.paper-closed": mark("This scan was confirmed or sent back already."),
    "ink.page-not-looked-at": mark("Page {page} was not looked at yet: look at it first."),
    "ink.no-signature": mark(
        "No page is marked as signed: without a signature on the paper it is no consent."
    ),
    "ink.day-missing": mark("Enter the day that stands beside the patient's signature."),
    "ink.day-to-come": mark("That day has not come yet: look at the paper again."),
    "ink.day-too-early": mark(
        "On that day the time to think it over was not over: a signature of then does not count."
    ),
}
