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
