"""Sentences about documents: made, printed, saved, looked at."""

from __future__ import annotations

from consult_app.i18n import mark

SENTENCES: dict[str, str] = {
    # documents
    "document.logo-broken": mark(
        "The logo cannot be read: choose a PNG or JPEG picture in the clinic's settings."
    ),
    "document.missing-glyph": mark(
        "The paper's fonts cannot draw the character {character} ({name}): "
        "change it where it was typed, then print again."
    ),
    "document.font-missing": mark(
        "The font {file} is missing or damaged: install the program again, then print. "
        "Nothing was printed."
    ),
    "document.unknown-paper": mark("There is no paper size {paper} here: choose A4 or Letter."),
    "document.unreadable": mark("This file cannot be read as a PDF."),
    "document.forbidden-move": mark(
        "This cannot be done now ({move}): the document is in the state {state}."
    ),
    "document.reason-missing": mark("Say in a few words why: the reason is kept."),
    # made documents, the demonstration
    "document.not-released": mark(
        "This document is for the physicians: ask one of them to release it to the desk."
    ),
    "document.not-releasable": mark(
        "Only a final document that the desk does not have yet can be released to it."
    ),
    "document.consent-by-signature": mark(
        "A consent becomes final by its signatures: sign it on the consent page."
    ),
    "document.in-error": mark(
        "This consultation was entered for the wrong patient: no document can be made of it."
    ),
    "document.decision-missing": mark("This document needs the decision it tells: decide first."),
    "document.no-specialist-finding": mark(
        "Nothing here asks for a specialist, so there is nothing to refer for."
    ),
    "document.treatment-missing": mark(
        "The aftercare sheet tells what was done: record the treatment first."
    ),
    "document.numbers-missing": mark(
        "The sheet needs the clinic's name and its day, night and emergency numbers: enter them "
        "under Clinic."
    ),
    "document.overtaken": mark("Another document was made at the same moment: do it once more."),
    "document.not-ours": mark(
        "This file is not a document of this clinic, or it was changed: trust only the stored one."
    ),
    "document.file-unreadable": mark("{file} cannot be read: check that the file is there."),
    "demo.out-missing": mark("Say where the documents go: add --out and a folder."),
    "demo.out-not-writable": mark(
        "Nothing can be written into {folder}: choose another folder with --out."
    ),
    "demo.stuck": mark("The demonstration could not go on: {why}."),
    "demo.incomplete": mark("The demonstration was played, but {what}."),
    # print
    "print.no-answer": mark("The printer does not answer: check that it is on, then print again."),
    # a copy saved outside
    "file.name-missing": mark("The file needs a name: enter where it is to be saved."),
    "file.unreadable": mark("This file cannot be read: choose another one."),
    "file.exists": mark("There is another file of that name already: change the name."),
    "file.no-folder": mark("There is no such folder: choose another one."),
    "file.not-writable": mark("Nothing can be saved in this folder: choose another one."),
    "file.disk-full": mark(
        "The disk is full and no copy was saved: free some space, or choose another disk."
    ),
    "file.disk-error": mark(
        "The disk reported an error and no copy was saved: choose another one."
    ),
}
