"""Sentences about the records themselves: the machine, the file, backups, the audit chain."""

from __future__ import annotations

from consult_app.i18n import mark

SENTENCES: dict[str, str] = {
    # machine
    "machine.incomplete": mark("This machine is not ready yet: follow the lines above."),
    # store
    "store.missing": mark("There are no records in this folder yet: start the program once."),
    "store.in-use": mark("The records are already open: use the window that is open, or close it."),
    "store.key-missing": mark(
        "The key file records.key is missing beside the records: put it back from your copy."
    ),
    "store.key-unreadable": mark(
        "The key file records.key does not hold a key: put it back from your copy."
    ),
    "store.wrong-key": mark(
        "The key file does not belong to these records: put the right records.key back."
    ),
    "store.damaged": mark(
        "The records are damaged and were left as they are: restore the last backup."
    ),
    "store.newer": mark(
        "The records were written by a newer version of the program: install that version."
    ),
    "store.read-only": mark(
        "The folder of the records cannot be written: give your account the right to change it."
    ),
    "store.disk-full": mark(
        "The disk is full and the last change was not saved: free some space and do it again."
    ),
    "store.disk-error": mark(
        "The disk reported an error and the last change was not saved: check the disk, then do "
        "it again."
    ),
    "store.busy": mark("Another program is holding the records: wait a moment and do it again."),
    "store.broken-character": mark(
        "A text holds half a character, often the rest of an emoji at its end: delete it, then "
        "do it again."
    ),
    "store.closed": mark("The records are closed: open the program again."),
    "store.backup-failed": mark(
        "The backup before the update could not be verified, so nothing was changed: free some "
        "space and start again."
    ),
    "store.engine-too-old": mark(
        "The database engine {version} may damage records: install the program anew."
    ),
    # backup
    "backup.not-one": mark(
        "This file is no backup of this program, or it was cut short: choose another one."
    ),
    "backup.newer": mark(
        "This backup was made by a newer version of the program: install that version."
    ),
    "backup.damaged": mark("This backup is damaged: use another one."),
    "backup.other-key": mark(
        "This backup was made with another key: name the key file that belongs to it with --key."
    ),
    "backup.key-missing": mark(
        "A backup opens only together with the key file records.key: name it with --key."
    ),
    "backup.no-vault": mark(
        "Nobody logs in to the records of this backup, so it cannot take the place of records with "
        "passwords: name another folder in CONSULT_DATA."
    ),
    "backup.stopped": mark("The backup was stopped before its end: no file was left."),
    "backup.chain-broken": mark(
        "The backup is as whole as the records, but their list of who did what is not: check it "
        "under Clinic, and keep every older backup."
    ),
    "backup.plan-out-of-range": mark(
        "How many backups are kept is a number from 0 to {limit}: correct it."
    ),
    "backup.not-sound": mark(
        "The copy does not hold what the records hold, so no backup was made: choose another disk."
    ),
    # audit
    "audit.no-anchor": mark(
        "This is no anchor: type it as it stands on the document, a number, a colon and letters "
        "and digits."
    ),
    # records
    "user.not-found": mark("This user is not in the records any more: go back and choose again."),
    "patient.not-found": mark("This patient is not in the records: search again."),
    "patient.changed-meanwhile": mark(
        "Someone else has corrected this patient meanwhile: open the patient again and repeat "
        "your change."
    ),
    "visit.not-found": mark("This line is not in the day's list any more: look at the list again."),
    "consultation.not-found": mark(
        "This consultation is not in the records: open it from the patient."
    ),
    "snapshot.not-found": mark(
        "The assessment behind this decision is missing from the records: restore the last backup."
    ),
    "store.altered": mark(
        "A stored record was altered outside the program: do not use it, and verify the audit "
        "chain."
    ),
    "rule.not-found": mark("This rule is not in the texts any more: look at the list again."),
    "product.not-found": mark("This product is not in the records: choose another."),
    "lot.not-found": mark("This lot is not in the records: choose another."),
    "consent.not-found": mark("This consent is not in the records: open it from the consultation."),
    "consent.changed-meanwhile": mark(
        "This consent has changed meanwhile: look at it again, then repeat the step."
    ),
    "consent.already-given": mark(
        "This consent is no longer open, so nothing can be added to it: prepare a new one."
    ),
    "document.not-found": mark("This document is not in the records: look at the list again."),
    "pack.not-stored": mark(
        "The texts this consultation was made with are missing from the records: restore the last "
        "backup."
    ),
}
