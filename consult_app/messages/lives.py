"""Sentences about a whole record: taken out, joined with another, erased."""

from __future__ import annotations

from consult_app.i18n import mark

SENTENCES: dict[str, str] = {
    # erasure
    "erasure.not-found": mark("This order to erase is not in the records."),
    "erasure.ordered-already": mark("The erasure of this record was ordered already."),
    "erasure.not-ordered": mark("No erasure of this record is ordered, or not any more."),
    "erasure.draft-open": mark(
        "A consultation of this patient is still open: finish it or abandon it first."
    ),
    "erasure.retention-not-set": mark(
        "For how long records are kept is not set: enter it under Clinic, Letterhead and rules."
    ),
    "erasure.retention-runs": mark(
        "This record has to be kept until {until}: before that day it goes only on another ground."
    ),
    "erasure.was-treated": mark(
        "Something was decided or signed in this record, so it was not only registered: choose "
        "another ground."
    ),
    "erasure.judge-missing": mark("Enter who judged that the record may go."),
    "erasure.reference-missing": mark("Enter under which number the request or order is filed."),
    "erasure.second-person": mark(
        "You gave this order yourself: a second person logs in and confirms it."
    ),
    "erasure.no-physician": mark(
        "One of the two who decide has to be a physician: let a physician confirm it."
    ),
    "erasure.ledger-unreadable": mark(
        "The list of what was erased cannot be read with the key of these records."
    ),
    # export
    "bulk.too-large": mark("The file is larger than {limit} MB: divide it."),
    "bulk.no-table": mark(
        "This is no table that can be read: save it as CSV, one patient a row, names of the "
        "columns on top."
    ),
    "bulk.cell-too-long": mark("A cell in row {row} is too long: look at the file again."),
    "bulk.column-missing": mark(
        "Say which column holds the family name and which the date of birth."
    ),
    "bulk.date-unclear": mark("This is no day on which a person was born: correct it."),
    "bulk.sex-unclear": mark("This word for the sex is not known: correct it, or leave it empty."),
    "bulk.language-unclear": mark("This language is not known: correct it, or leave it empty."),
    "bulk.nothing-to-do": mark("No row of this file is new: nothing was registered."),
    "bulk.number-unknown": mark("Nobody is registered under this record number."),
    "bulk.other-person": mark(
        "The record of this number is of somebody born on another day: look at the row."
    ),
    "bulk.twice": mark("The same person stands in the file twice: the first row was taken."),
    "bulk.stopped": mark("Stopped: rows up to {row} are in, and can be taken back."),
    "bulk.not-found": mark("This import is not here any more: look at the list again."),
    "bulk.undone-already": mark("This import was taken back already: look at the list again."),
    "fhir.too-large": mark(
        "The file is larger than {limit} MB: ask for one without pictures and papers in it."
    ),
    "fhir.not-a-bundle": mark("This is no FHIR Bundle that can be read: choose another file."),
    "fhir.no-patient": mark(
        "The Bundle does not say whom it is about: ask for one with the patient in it."
    ),
    "fhir.several-patients": mark(
        "The Bundle is about {count} patients: ask for one of this patient alone."
    ),
    "fhir.loose-reference": mark(
        "A {kind} in the Bundle is about nobody in it: nothing was taken in, ask for it again."
    ),
    "fhir.no-name": mark(
        "A {kind} in the Bundle has no words in it: nothing was taken in, ask for it again."
    ),
    "fhir.person-unclear": mark(
        "The Bundle lacks the patient's name or birth date: ask for one with both."
    ),
    "fhir.other-person": mark(
        "The Bundle is about another person: name and birth date are not this patient's."
    ),
    "incoming.source-missing": mark("Say which house or system the file comes from."),
    "incoming.nothing-new": mark("Everything in this file is here already: nothing was taken in."),
    "incoming.not-found": mark("This line is not here any more: look at the list again."),
    "incoming.settled-already": mark("Somebody has settled this line already: look at it again."),
    "incoming.reason-missing": mark("Say why this is not so: it stays beside the line."),
    "incoming.undone-already": mark("This import was taken back already: look at the list again."),
    "export.stopped": mark("Stopped: nothing was exported."),
    # settings
    "settings.retention-out-of-range": mark(
        "Enter for how many years records are kept: a whole number up to {limit}; 0 if not set."
    ),
    # merge
    "merge.same-record": mark("This is one and the same record: choose two different ones."),
    "merge.part-already": mark("One of the two is part of another record already: open that one."),
    "merge.drafts-in-both": mark(
        "Both records have an open consultation: finish or abandon one of them first."
    ),
    "merge.erasure-ordered": mark(
        "The erasure of one of these records is ordered: carry it out or take it back first."
    ),
    "merge.not-of-either": mark(
        "A fact has to be as one of the two records has it: correct it before or afterwards."
    ),
    "merge.not-found": mark("These two records are not joined."),
}
