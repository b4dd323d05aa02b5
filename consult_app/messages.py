"""The words of every refusal: what is wrong and what to do, one sentence a code."""

from __future__ import annotations

from consult_app.errors import Refused
from consult_app.i18n import _, mark

SENTENCES: dict[str, str] = {
    # The code's first part is the room or the thing it speaks of; keep each group together.
    # any text
    "text.too-long": mark("A text is too long: {limit} characters fit here. Shorten it."),
    # people
    "role.not-permitted": mark(
        "Your role does not include this ({needs}): ask a colleague whose role does."
    ),
    "user.name-missing": mark("Your name is missing: enter it as it is to be printed."),
    "staff.name-missing": mark("The name is missing: enter it as it is to be printed."),
    "staff.role-missing": mark("Nobody works here without a role: choose one or more."),
    "staff.own-role": mark(
        "You would lose the page that you are on: let another administrator change your role."
    ),
    "staff.self": mark("You cannot end your own access: let another administrator do it."),
    "staff.has-left": mark("This person has left: add them again under Clinic."),
    # passwords, PIN and recovery code
    "password.too-short": mark(
        "A password has at least {least} characters, this one has {length}: three or four words "
        "that do not belong together are easy to keep in mind."
    ),
    "password.too-long": mark("A password holds {limit} characters at most: shorten it."),
    "password.guessable": mark(
        "This password would be guessed early, as it is made of common words, names from here or "
        "runs of keys: add words of your own."
    ),
    "pin.not-digits": mark("A PIN has {least} to {most} digits and nothing else: enter it again."),
    "pin.guessable": mark(
        "This PIN would be tried first, as it is a year, a run or a repetition: choose another."
    ),
    "pin.wrong": mark(
        "This is not the PIN: type it again, or use the password. Tries left: {left}."
    ),
    "pin.spent": mark("The PIN is no longer in force: enter your password."),
    "recovery.mistyped": mark(
        "The recovery code holds a typing mistake: compare it with the sheet, group by group."
    ),
    "recovery.wrong": mark(
        "This is not the recovery code of these records: look for the newest sheet."
    ),
    # vault
    "vault.wrong-password": mark(
        "This password is not the right one: look at Caps Lock and the keyboard's language, then "
        "type it again."
    ),
    "vault.wait": mark(
        "Too many wrong passwords in a row: wait {seconds} seconds, then type it again."
    ),
    "vault.no-such-user": mark(
        "This user can no longer log in here: choose a name from the list, or ask an administrator."
    ),
    "vault.login-needed": mark("These records open by a password: log in."),
    "vault.missing": mark(
        "The file vault.json is missing beside the records: put it back from the last backup."
    ),
    "vault.damaged": mark(
        "The file vault.json was damaged or changed outside the program: put it back from the "
        "last backup."
    ),
    "vault.newer": mark(
        "The file vault.json was written by a newer version of the program: install that version."
    ),
    "vault.exists": mark(
        "There are records in this folder already: log in, or put their vault.json back from the "
        "last backup if it is missing."
    ),
    "vault.records-missing": mark(
        "The records that belong to vault.json are missing: put both back from the last backup."
    ),
    "vault.other-records": mark(
        "These records and vault.json do not belong together: put both back from the same backup."
    ),
    "vault.renewed-meanwhile": mark("The keys were renewed meanwhile: log in again."),
    "vault.last-user": mark(
        "This is the last user who can log in: let someone else log in first, then take this one "
        "away."
    ),
    "vault.copy-failed": mark(
        "The copy under the new key does not hold what the records hold, so the old key stays: "
        "check the disk, then do it again."
    ),
    "vault.no-memory": mark(
        "There are not {memory} MB of memory free to check the password: close other programs, "
        "then do it again."
    ),
    # forms
    "form.unreadable": mark("The file {name} cannot be read: check its name and its rights."),
    "form.too-large": mark("The file {name} is too large to be a questionnaire or a response."),
    "form.not-json": mark("The file {name} is not JSON: check that the right file was given."),
    "form.not-a-questionnaire": mark(
        "This is not a FHIR Questionnaire: check that the right file was given."
    ),
    "form.not-a-response": mark(
        "This is not a FHIR QuestionnaireResponse: check that the right file was given."
    ),
    "form.too-deep": mark("The items are nested too deeply to be read: check the file."),
    # clinic
    "clinic.already-set-up": mark("This clinic has been set up already: open the program again."),
    "settings.name-missing": mark("The clinic needs a name: enter it as it is to be printed."),
    "settings.logo-too-large": mark(
        "The logo is larger than {limit} MB: choose a smaller picture."
    ),
    "settings.logo-no-picture": mark("This is no PNG or JPEG picture: choose another file."),
    "settings.lock-out-of-range": mark("The window locks after 1 to {limit} minutes: correct it."),
    "settings.reflection-out-of-range": mark(
        "Time to think it over runs from 0 hours to 90 days: enter it again."
    ),
    "product.name-missing": mark("A product needs a name: enter it as it stands on the package."),
    "lot.number-missing": mark("A lot needs a number: enter it as it stands on the package."),
    "lot.already-there": mark("This product has a lot of that number already: check the number."),
    # day
    "visit.already-there": mark("This patient is on the day's list already: look at the list."),
    "visit.forbidden-move": mark(
        "Someone changed this line meanwhile: look at the list again and choose what to do."
    ),
    # patients
    "patient.name-missing": mark("A patient needs a name: enter the family or the given name."),
    "patient.name-too-long": mark("A name holds {limit} characters at most: shorten it."),
    "patient.contact-too-long": mark(
        "Telephone, e-mail and address hold {limit} characters each: shorten the long one."
    ),
    "patient.born-in-future": mark("The date of birth is in the future: enter it again."),
    "patient.born-too-long-ago": mark(
        "The date of birth is more than {limit} years ago: enter it again."
    ),
    "patient.born-after-consultation": mark(
        "The date of birth lies after a consultation of this patient: enter it again."
    ),
    # consultations
    "consultation.forbidden-move": mark(
        "This cannot be done now ({move}): the consultation is in the state {state}."
    ),
    "consultation.reason-missing": mark("Say in a few words why: the reason is kept."),
    # answers
    "answer.changed-elsewhere": mark(
        "Someone else has answered this meanwhile: choose which answer holds."
    ),
    # evaluations
    "evaluation.evaluator-missing": mark("Enter who evaluated the patient, and the specialty."),
    "evaluation.in-future": mark("The day of the evaluation is in the future: enter it again."),
    "evaluation.until-missing": mark("Enter the date until which the specialist defers."),
    "evaluation.until-past": mark("The date to defer until must lie after the evaluation."),
    "evaluation.own-not-allowed": mark(
        "In this clinic the treating physician may not be the evaluating specialist: "
        "name a colleague."
    ),
    # rationales
    "rationale.not-overridable": mark(
        "A reason is not enough for this finding: what would clear it stands beside it."
    ),
    "rationale.text-missing": mark("Enter the reason, or the benefit that is expected."),
    "rationale.mitigation-missing": mark("Enter how the risk is kept small."),
    "rationale.second-physician-missing": mark(
        "This needs a second physician: name a colleague who agrees."
    ),
    # decisions
    "decision.obstacles": mark(
        "To proceed is not possible yet; still in the way: {count}. Open the list and settle each."
    ),
    "decision.reason-missing": mark("Enter the reason for this decision."),
    "decision.until-missing": mark("Enter the date until which the treatment is deferred."),
    "decision.until-past": mark("The date to defer until must lie after today."),
    # consents
    "consent.forbidden-move": mark(
        "This cannot be done now ({move}): the consent is in the state {state}."
    ),
    "consent.reason-missing": mark("Say in a few words why: the reason stays with the consent."),
    # addenda
    "addendum.not-closed": mark(
        "A note can be added once the consultation is closed: until then, change what is there."
    ),
    "addendum.text-missing": mark("The note is empty: write what is to be added."),
    "addendum.too-long": mark("A note holds {limit} characters at most: shorten it, or add two."),
    "addendum.other-treatment": mark(
        "This session belongs to another consultation: open that one and add the note there."
    ),
    # attached files
    "attachment.empty": mark("There is nothing in this file: choose another one."),
    "attachment.too-large": mark(
        "The file is larger than {limit} MB: choose a smaller one, or scan it more coarsely."
    ),
    "attachment.wrong-kind": mark(
        "This is no PDF, JPEG, PNG or TIFF file: save it as one of these, then choose it again."
    ),
    "attachment.not-found": mark(
        "This file is not with the consultation any more: open the consultation again."
    ),
    # lots
    "lot.recalled": mark("This lot was recalled: take another one."),
    "lot.not-in-stock": mark("This lot is not in stock: take another one."),
    "lot.expired": mark("This lot is past its last day of use: take another one."),
    "lot.other-product": mark("This lot is of another product than the consent: take another one."),
    # treatments
    "treatment.decision-missing": mark("A treatment needs the decision to proceed: take it first."),
    "treatment.consent-missing": mark("There is no consent in force: ask for it first."),
    "treatment.consent-other-scope": mark(
        "The plan has changed since the consent: ask the patient to confirm it anew."
    ),
    "treatment.consent-expired": mark("The consent has run out: ask for a new one."),
    "treatment.reflection-not-over": mark(
        "The time to think it over is not over yet: the consent says when it is."
    ),
    "treatment.changed-not-asked": mark("Ask today if anything has changed, and tick the answer."),
    "treatment.changed": mark(
        "Something has changed since the consent: reopen the consultation and look at it."
    ),
    "treatment.sterile-missing": mark("Confirm that the conditions were sterile."),
    "treatment.reaction-missing": mark(
        "Say if there was a reaction right away, and if so, which one."
    ),
    "treatment.site-not-covered": mark("The consent does not cover this place: choose another."),
    "treatment.session-out-of-order": mark(
        "The next session is number {expected} of {sessions}: enter that one."
    ),
    # documents
    "document.logo-broken": mark(
        "The logo cannot be read: choose a PNG or JPEG picture in the clinic's settings."
    ),
    "document.missing-glyph": mark(
        "The paper's fonts cannot draw the character {character} ({name}): "
        "change it where it was typed, then print again."
    ),
    "document.unknown-paper": mark("There is no paper size {paper} here: choose A4 or Letter."),
    "document.unreadable": mark("This file cannot be read as a PDF."),
    "document.forbidden-move": mark(
        "This cannot be done now ({move}): the document is in the state {state}."
    ),
    "document.reason-missing": mark("Say in a few words why: the reason is kept."),
    # machine
    "machine.incomplete": mark("This machine is not ready yet: follow the lines above."),
    # packs
    "pack.no-folder": mark("There is no treatment pack in {folder}: name a folder with pack.yaml."),
    "pack.unreadable": mark("{file} cannot be read as UTF-8 text: save it again."),
    "pack.too-large": mark("{file} is larger than {limit} bytes: shorten it."),
    "pack.syntax": mark("{file}, line {line}: this is not valid YAML."),
    "pack.empty": mark("{file} is empty."),
    "pack.alias": mark("{file}, line {line}: aliases are not used here; write the words out."),
    "pack.duplicate-key": mark("{file}, line {line}: {field} stands here twice."),
    "pack.wrong-field": mark("{file}, line {line}: there is no field {field} here."),
    "pack.missing-field": mark("{file}, line {line}: the field {field} is missing."),
    "pack.wrong-value": mark("{file}, line {line}: this should be {expected}."),
    "pack.wrong-source": mark("{file}, line {line}: {source} is not the id of a source."),
    "pack.duplicate-id": mark("{file}, line {line}: the id {name} is used twice."),
    "pack.unknown-item": mark("{file}, line {line}: there is no item {name}."),
    "pack.unknown-option": mark("{file}, line {line}: {option} is not one of the options."),
    "pack.unknown-options": mark("{file}, line {line}: there is no set of options {name}."),
    "pack.unknown-fact": mark("{file}, line {line}: there is no fact {name} to ask for."),
    "pack.missing-file": mark("The pack has no file {file}."),
    "pack.not-clean": mark("The check found {count} problems: mend them, then check again."),
    "pack.no-reading-grade": mark("There is no reading grade for the language {language} here."),
    "pack.no-template": mark("The pack has no template {name}."),
    "pack.front-matter": mark("{file} does not begin with front matter between two lines ---."),
    "pack.template-syntax": mark("{file}, line {line}: this is not valid template text."),
    "pack.template-construct": mark(
        "{file}, line {line}: templates may only name values, and use if, for, join, length, first."
    ),
    "pack.template-markup": mark(
        "{file}, line {line}: only headings ## and ###, paragraphs, flat lists and tables here."
    ),
    "pack.directive": mark(
        "{file}, line {line}: this ::: part is not known, not ended or not full."
    ),
    "pack.unknown-value": mark("{file}, line {line}: there is no value {name} to print."),
    "pack.value-missing": mark(
        "{file} cannot be filled: the value {name} is missing or not words."
    ),
    "pack.value-too-much": mark(
        "A text is too long to be printed ({file}): shorten it where it was typed, then try again."
    ),
    "pack.condition": mark(
        "{file}, line {line}: write a condition as item, operator (=, >, <, >=, <=, exists), value."
    ),
    "pack.no-condition-name": mark(
        "{file}, line {line}: specialist-evaluation, and nothing else, needs a condition's name."
    ),
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
    "backup.not-sound": mark(
        "The copy does not hold what the records hold, so no backup was made: choose another disk."
    ),
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
    # use cases
    "clinic.not-set-up": mark("No clinic is set up on this machine: open the window first."),
    "consultation.not-draft": mark(
        "This consultation is decided, so its answers stand: reopen it with a reason to change one."
    ),
    "rationale.not-firing": mark(
        "The answers behind this finding have changed: look at the finding again."
    ),
    "consent.not-informed": mark("Give the patient the information first, and say so here."),
    "consent.text-not-approved": mark(
        "A physician has not approved this text yet: approve it under Clinic, then go on."
    ),
    "consent.decision-missing": mark(
        "A consent needs the decision to proceed: take the decision first."
    ),
    "consent.reflection-not-over": mark(
        "The time to think it over is not up yet: go on at the time shown here."
    ),
    "consent.held-back": mark(
        "Not everything has been said and answered yet ({count} left): look at the list."
    ),
    "consent.signature-too-short": mark("This is too short for a signature: please sign again."),
    "audit.check-stopped": mark("The check was stopped before its end: nothing can be said of it."),
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
}


def sentence(error: Refused) -> str:
    """What happened and what to do, in the language in use; raises KeyError for an unknown code."""
    return _(SENTENCES[error.code]).format(**error.params)
