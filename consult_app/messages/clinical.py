"""Sentences about the clinic's work: patients, answers, decisions, consents, treatments."""

from __future__ import annotations

from consult_app.i18n import mark

SENTENCES: dict[str, str] = {
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
    "settings.country-unknown": mark(
        "This is no country on the list: choose one from it, or leave the field empty."
    ),
    "settings.phone-day-unclear": mark(
        "The phone by day has no number in it: enter digits that can be called."
    ),
    "settings.phone-night-unclear": mark(
        "The phone at night has no number in it: enter digits that can be called."
    ),
    "settings.emergency-unclear": mark(
        "The emergency number has no digits in it: enter what can be called."
    ),
    "settings.logo-too-large": mark(
        "The logo is larger than {limit} MB: choose a smaller picture."
    ),
    "settings.logo-no-picture": mark("This is no PNG or JPEG picture: choose another file."),
    "settings.lock-out-of-range": mark("The window locks after 1 to {limit} minutes: correct it."),
    "settings.reflection-out-of-range": mark(
        "Time to think it over runs from 0 hours to 90 days: enter it again."
    ),
    "rule.not-switchable": mark(
        "This rule rests on the source document or a product's label: it cannot be switched off."
    ),
    "rule.reason-missing": mark("Say why this rule is not needed here: the summary prints it."),
    "rule.already-off": mark("This rule is switched off already: look at the list again."),
    "product.name-missing": mark("A product needs a name: enter it as it stands on the package."),
    "product.not-permitted": mark(
        "The law of this country does not permit this product, as recorded: do not give it."
    ),
    "product.route-off-label": mark(
        "The product's label does not name this route: do not give it like that."
    ),
    "product.site-off-label": mark(
        "The product's label does not name this area: do not give it there."
    ),
    "product.status-unsourced": mark(
        "A status needs the source it was read in, and the day of that source: enter both."
    ),
    "product.status-in-future": mark("The source cannot be dated later than today: check the day."),
    "lot.number-missing": mark("A lot needs a number: enter it as it stands on the package."),
    "lot.already-there": mark("This product has a lot of that number already: check the number."),
    "lot.arrived-in-future": mark("A lot cannot have arrived later than today: check the day."),
    "lot.units-impossible": mark("Units run from 1 to {most}: enter how many there are."),
    "lot.reason-missing": mark("Say why the count differs: it stays beside the lot."),
    "lot.units-left": mark("{left} units of this lot are left, as recorded: count them first."),
    "lot.none-left": mark("No unit of this lot is left, as recorded: count it first."),
    "lot.too-few-left": mark("Only {left} units of this lot are left, as recorded: take another."),
    "lot.forbidden-move": mark("Someone changed this lot meanwhile: look at the list again."),
    "product.gtin-taken": mark("Another product has this number already: check both packages."),
    "gtin.unreadable": mark("A product's number has 8, 12, 13 or 14 digits: enter it again."),
    "gtin.check-digit": mark("A digit of this product number is wrong: enter or scan it again."),
    # barcodes
    "barcode.unreadable": mark("This barcode cannot be read: scan it again, or type what it says."),
    "barcode.check-digit": mark(
        "A digit of the product number in this barcode is wrong: scan it again."
    ),
    "barcode.impossible-date": mark(
        "The last day of use in this barcode is no day of any month: type it from the package."
    ),
    "barcode.no-lot": mark("This barcode names no lot: scan the one that does, or type the lot."),
    "barcode.no-product": mark("This barcode names no product: type the lot under its product."),
    "scan.other-product": mark("This package is of another product: take the one of the consent."),
    "scan.lot-unknown": mark("Lot {lot} has not been taken into stock: add it first."),
    "scan.other-expiry": mark(
        "The package of lot {lot} has another last day than the records: find out which is right."
    ),
    # deaths
    "patient.died": mark(
        "This patient has died: nothing new can be begun. Where that is an error, take it back on"
        " the patient's page."
    ),
    "death.already-there": mark("It is recorded already that this patient has died."),
    "death.not-there": mark("Nobody has recorded that this patient has died."),
    "death.reporter-missing": mark("Write down who told the clinic of the death."),
    "death.reason-missing": mark("Say why the recorded death is taken back."),
    "death.day-unreadable": mark("This is not read as a day, a month or a year."),
    "death.day-in-future": mark("The day of death has not come yet: check the year."),
    "death.before-birth": mark("The day of death lies before the birth: check both."),
    "death.before-treatment": mark(
        "This patient was treated after that day: check the day and whose record it is."
    ),
    "follow-up.patient-died": mark("This patient has died: the follow-up is closed."),
    # recalls
    "recall.reason-missing": mark("Say why the lot is recalled: the letters and the list say it."),
    "recall.day-in-future": mark("A notice cannot be dated later than today: check the day."),
    "recall.already-there": mark("This lot was recalled already: open its list."),
    "recall.died-elsewhere": mark(
        "A death is recorded with the patient, where every list knows of it."
    ),
    "recall.ended-already": mark("This recall has ended already: look at it again."),
    "recall.end-reason-missing": mark("Say why the recall ends: it stays beside the recall."),
    "recall.end-unsaid": mark("Write down who said that the recall ends."),
    "recall.end-before-notice": mark("A recall cannot end before its notice: check the day."),
    "recall.contact-before-end": mark("Nobody was told of the end before it: check the day."),
    "recall.not-found": mark("This recall is not in the records: look at the list again."),
    "recall.not-a-recipient": mark("This patient did not receive the lot: look at the list again."),
    "recall.contact-in-future": mark("Nobody was told later than today: check the day."),
    "recall.contact-before-notice": mark("Nobody was told before the notice: check the day."),
    # photographs
    "photograph.no-consent": mark(
        "The patient has not agreed to photographs: ask, and record it with the consent."
    ),
    "photograph.empty": mark("There is nothing in this file: choose another."),
    "photograph.too-large": mark("This file is larger than {limit} MB: choose a smaller picture."),
    "photograph.too-many-pixels": mark(
        "This picture has more than {limit} million pixels: choose a smaller one."
    ),
    "photograph.heic": mark(
        "This is a HEIC picture, which is not read here: share it from the phone as JPEG, or set "
        "the phone's camera to JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible)."
    ),
    "photograph.unreadable": mark("This is no picture that can be read: save it as JPEG or PNG."),
    "photograph.already-there": mark("This very photograph is kept already: nothing was added."),
    "photograph.not-found": mark("This photograph is not in the records: look at the page again."),
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
    "withdrawal.who-missing": mark("Say who takes the consent back: the patient, or for them."),
    "withdrawal.day-in-future": mark("It cannot have been taken back later than today."),
    "withdrawal.before-given": mark("It was given later than that day: check the day."),
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
    "attachment.unreadable": mark(
        "This picture cannot be shown: it may be damaged. The file itself is kept as it came."
    ),
    # lots
    "lot.why-corrected": mark("Say why the lot is corrected: what was recorded stays beside it."),
    "lot.recalled": mark("This lot was recalled: take another one."),
    "treatment.time-in-future": mark("A treatment cannot begin or end later than now: correct it."),
    "treatment.ended-before-it-began": mark("It ended before it began: correct one of the times."),
    "treatment.times-apart": mark("A session of more than 12 hours: correct one of the times."),
    "treatment.began-before-consent": mark(
        "It began before the consent was signed: correct the time, or look at the consent."
    ),
    "lot.not-in-stock": mark("This lot is not in stock: take another one."),
    "lot.expired": mark("This lot is past its last day of use: take another one."),
    "lot.other-product": mark("This lot is of another product than the consent: take another one."),
    # treatments
    "treatment.decision-missing": mark("A treatment needs the decision to proceed: take it first."),
    "treatment.consent-missing": mark("There is no consent in force: ask for it first."),
    "treatment.consent-suspended": mark(
        "The consent is suspended: ask the patient whether it still stands, and confirm it."
    ),
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
    "treatment.site-twice": mark("The same place stands there twice: choose each once."),
    "treatment.supervisor-no-physician": mark("Choose a physician of this clinic who supervises."),
    "treatment.fit-no-more": mark(
        "What has been recorded since the decision says not to treat, as a component does to which"
        " the patient is allergic: reopen the decision and look at it again."
    ),
    "treatment.site-not-covered": mark("The consent does not cover this place: choose another."),
    "treatment.session-out-of-order": mark(
        "The next session is number {expected} of {sessions}: enter that one."
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
    "consent.sheet-missing": mark(
        "No information sheet in the language of this consent has been made: make it first."
    ),
    "consent.text-replaced": mark(
        "A newer text has been approved since the patient was informed: say here which one holds."
    ),
    "consent.said-elsewhere": mark(
        "Another window has entered something else here. Yours is not lost: keep it with Retry, "
        "or take the other."
    ),
    "consent.already-signed": mark("The patient has signed this: what was said stands as it is."),
    "consent.clock-set-back": mark(
        "The clock of this machine runs behind what is recorded already: set it right, then go on."
    ),
    "consent.identity-missing": mark("Say by which two things you know the patient: then sign."),
    "consent.second-signature-missing": mark(
        "Both guardians sign, or neither: the other signature is missing."
    ),
    "consent.until-past": mark("The last day of the consent is over already: enter a later one."),
    "consent.until-too-late": mark(
        "The clinic's period ends on {latest}: enter that day or a sooner one."
    ),
    "consent.not-signed": mark("The patient has not signed yet, or the consent has moved on."),
    "consent.finished-changed": mark(
        "The document that was shown is not the one that is kept. Please look at it again."
    ),
    "consent.not-confirmed": mark(
        "The patient has not confirmed the finished document yet: hand the screen over again."
    ),
    "consent.mark-missing": mark("Please make your mark in the box first."),
    "consent.witness-missing": mark(
        "Write the name of somebody else who sees the mark being made."
    ),
    "consent.witness-signature-missing": mark("Whoever sees the mark being made signs below it."),
    "consent.typed-otherwise": mark("Please type the name as it stands above: {name}."),
    "consent.typed-reason-missing": mark("Say in a few words why you do not sign by hand."),
    "consent.signature-too-short": mark("This is too short for a signature: please sign again."),
    "audit.check-stopped": mark("The check was stopped before its end: nothing can be said of it."),
}
