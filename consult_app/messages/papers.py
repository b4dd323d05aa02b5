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
    "document.logo-too-large": mark(
        "The logo is too large: choose a PNG or JPEG picture of at most {limit} MB and 50 million "
        "dots in the clinic's settings."
    ),
    "document.batch-broken": mark(
        "Drawing the papers stopped by itself. Those that were finished are kept; "
        "make the others once more."
    ),
    "document.font-missing": mark(
        "The font {file} is missing or damaged: install the program again, then print. "
        "Nothing was printed."
    ),
    "document.no-room": mark(
        "A page cannot hold this paper: a name or a title on it is longer than a page. Shorten it "
        "where it was typed, then print again; nothing was printed."
    ),
    "document.unknown-paper": mark("There is no paper size {paper} here: choose A4 or Letter."),
    "document.unknown-edition": mark("There is no edition {edition}: choose standard or large."),
    "document.unreadable": mark("This file cannot be read as a PDF."),
    "document.nothing-answered": mark(
        "Nothing has been answered after a treatment yet: there is nothing to draw."
    ),
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
    "document.sheet-by-event": mark(
        "A worksheet is made from its adverse event: open it under Follow-up."
    ),
    "document.letter-by-recall": mark(
        "A recall letter is made from the list of the recall: open it under Products and lots."
    ),
    "document.consent-by-signature": mark(
        "A consent becomes final by its signatures: sign it on the consent page."
    ),
    "document.not-final": mark(
        "This document is not in force any more: open the newest of its kind."
    ),
    "document.signed-in-one-edition": mark(
        "A signed paper stays as it was signed: it is in one size of print. The next consent "
        "follows what is registered for the patient."
    ),
    "document.in-error": mark(
        "This consultation was entered for the wrong patient: no document can be made of it."
    ),
    "document.decision-missing": mark("This document needs the decision it tells: decide first."),
    "document.no-specialist-finding": mark(
        "Nothing here asks for a specialist, so there is nothing to refer for."
    ),
    "document.language-missing": mark(
        "There are no papers in this patient's language: answer, under Patient, the language of "
        "the talk and that of the papers."
    ),
    "document.treatment-missing": mark(
        "The aftercare sheet tells what was done: record the treatment first."
    ),
    "document.numbers-missing": mark(
        "The sheet needs the clinic's name and its day, night and emergency numbers: enter them "
        "under Clinic."
    ),
    "document.overtaken": mark("Another document was made at the same moment: do it once more."),
    "document.file-unreadable": mark("{file} cannot be read: check that the file is there."),
    "demo.out-missing": mark("Say where the documents go: add --out and a folder."),
    "demo.out-not-writable": mark(
        "Nothing can be written into {folder}: choose another folder with --out."
    ),
    "demo.stuck": mark("The demonstration could not go on: {why}."),
    "demo.incomplete": mark("The demonstration was played, but {what}."),
    # print
    "print.nothing": mark(
        "No paper of this consultation is final yet, so there is nothing to print: make one first."
    ),
    "print.nothing-left": mark("Everything of this day is printed already."),
    "print.gone": mark(
        "The printer {name} is no longer there: choose another, or switch it on and look again."
    ),
    "print.trouble": mark(
        "The printer {name} reports a fault: look for paper, toner or an open lid, then print "
        "again."
    ),
    "print.interrupted": mark(
        "The printer stopped after page {page}: look at it, then print again what is missing."
    ),
    "print.refused": mark(
        "The printer {name} did not take the job, and nothing was counted as printed: look at it, "
        "then print again."
    ),
    "print.no-answer": mark("The printer does not answer: check that it is on, then print again."),
    # a copy saved outside
    "file.name-missing": mark("The file needs a name: enter where it is to be saved."),
    "file.unreadable": mark("This file cannot be read: choose another one."),
    "file.exists": mark(
        "There is another file of that name already: replace it, or change the name."
    ),
    "file.no-folder": mark("There is no such folder: choose another one."),
    "file.not-writable": mark("Nothing can be saved in this folder: choose another one."),
    "file.disk-full": mark(
        "The disk is full and no copy was saved: free some space, or choose another disk."
    ),
    "file.disk-error": mark(
        "The disk reported an error and no copy was saved: choose another one."
    ),
    "seal.not-pkcs12": mark(
        "This is not a certificate file with its key: ask its issuer for a .p12 or .pfx file."
    ),
    "seal.wrong-password": mark(
        "The password does not open this file: type the one that came with it."
    ),
    "seal.key-missing": mark(
        "The file holds no certificate together with its private key: ask its issuer for one that "
        "does."
    ),
    "seal.expired": mark("This certificate ran out on {day}: ask its issuer for a new one."),
    "seal.not-yet-valid": mark("This certificate holds only from {day}: import it then."),
    "seal.not-for-signing": mark(
        "This certificate is not meant for signing: ask its issuer for one that is."
    ),
    "seal.weak-key": mark(
        "The key of this certificate is too weak or of a kind that cannot seal documents: ask its "
        "issuer for EC or for RSA with 2048 bits or more."
    ),
    "seal.already-here": mark(
        "The clinic has had this certificate before: choose another, or go on with the one it has."
    ),
    "seal.key-lost": mark(
        "The private key of the clinic's certificate cannot be read: renew the certificate on the "
        "clinic's page, then make the document again."
    ),
    "seal.not-found": mark("This certificate is not in the records: look at the list again."),
    "seal.not-a-certificate": mark(
        "This file holds no certificate: choose the one saved from the clinic's page."
    ),
    "seal.no-code": mark(
        "This is neither a file nor a document's number: type it as it is printed, "
        "D-2026-00001 for example."
    ),
}
