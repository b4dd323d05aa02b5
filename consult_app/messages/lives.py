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
    "follow-up.not-found": mark("This follow-up is not here any more: look at the list again."),
    "follow-up.answered-already": mark(
        "This follow-up was answered already: record what is new as a call of the patient."
    ),
    "follow-up.heard-already": mark("The very same was kept today already: it is not kept twice."),
    "follow-up.given-up-already": mark("This follow-up was given up already: answer it instead."),
    "follow-up.reason-missing": mark("Say why it is given up: it stays in the record."),
    "follow-up.incomplete": mark("{count} questions are not answered yet: answer or say unknown."),
    "follow-up.no-form": mark("The texts of this treatment have no questions for a follow-up."),
    "follow-up.too-early": mark("This follow-up is not due yet: it is asked from its day on."),
    "treatment.not-found": mark("This treatment is not this patient's: choose another one."),
    "event.no-treatment": mark("This event names no treatment: there is nothing to fill in."),
    "event.not-found": mark("This event is not here any more: look at the list again."),
    "event.forbidden-move": mark("The event does not stand where this can be done: look again."),
    "event.title-missing": mark("Say in a few words what happened."),
    "event.began-in-future": mark("It cannot have begun later than today: check the day."),
    "event.began-before-treatment": mark(
        "It began before the treatment: check the day, or say that it is of another treatment."
    ),
    "event.ended-before-began": mark("It cannot have ended before it began: check both days."),
    "event.ended-in-future": mark("It cannot have ended later than today: check the day."),
    "event.criteria-missing": mark("Say what makes it serious: choose at least one."),
    "event.criteria-without-serious": mark("Say that it is serious, or take the criteria back."),
    "event.fatal-not-serious": mark("A fatal outcome is serious: choose death as well."),
    "event.incomplete": mark("An event is closed once these are told: {fields}."),
    "event.authority-missing": mark("Say to whom it was reported."),
    "event.report-in-future": mark("It cannot have been reported later than today."),
    "event.changed-meanwhile": mark(
        "Somebody else has told more of this event meanwhile: look at it, then add yours."
    ),
    "event.reason-missing": mark("Say why it was entered in error."),
    "fhir.too-large": mark(
        "The file is larger than {limit} MB: ask for one without pictures and papers in it."
    ),
    "fhir.not-json": mark(
        "This file is no JSON in UTF-8: ask for the FHIR Bundle as JSON, or choose another file."
    ),
    "fhir.same-address": mark(
        "Two entries of the Bundle have one address: nothing was taken in, ask for it again."
    ),
    "fhir.other-version": mark(
        "A {kind} in the Bundle is not of FHIR R4: nothing was taken in, ask for it in R4."
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
    "settings.report-out-of-range": mark(
        "Enter after how many days a report is reminded of: a whole number up to {limit}; "
        "0 for never."
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
