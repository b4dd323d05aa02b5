"""What each audited event is called, and the families in which they are looked for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from consult_app.domain.audit import Damage, Event, Fault
from consult_app.i18n import _, mark, series

EVENT = {
    Event.PATIENT_REGISTERED: mark("Patient registered"),
    Event.PATIENT_CORRECTED: mark("Patient corrected"),
    Event.PATIENT_VIEWED: mark("Record read"),
    Event.PATIENT_EXPORTED: mark("Whole record exported"),
    Event.BULK_STARTED: mark("Registering from a file begun"),
    Event.BULK_CLOSED: mark("Registering from a file ended"),
    Event.BULK_UNDONE: mark("Registering from a file taken back"),
    Event.PATIENT_DIED: mark("Death recorded"),
    Event.PATIENT_DEATH_TAKEN_BACK: mark("Recorded death taken back"),
    Event.PATIENT_WITHDRAWN: mark("Registration taken back"),
    Event.IMPORT_TAKEN_IN: mark("Taken in from another system"),
    Event.IMPORT_UNDONE: mark("Import taken back"),
    Event.IMPORT_LINE_TAKEN: mark("Line of another system confirmed"),
    Event.IMPORT_LINE_DISMISSED: mark("Line of another system dismissed"),
    Event.PATIENTS_MERGED: mark("Two records joined"),
    Event.PATIENTS_SEPARATED: mark("Joined records separated"),
    Event.ERASURE_ORDERED: mark("Erasure ordered"),
    Event.ERASURE_WITHDRAWN: mark("Order to erase taken back"),
    Event.ERASURE_DONE: mark("Record erased"),
    Event.ERASURE_REPEATED: mark("Erasure repeated in a restored backup"),
    Event.VISIT_ADDED: mark("Put on the day's list"),
    Event.VISIT_CHANGED: mark("Moved on the day's list"),
    Event.CONSULTATION_STARTED: mark("Consultation started"),
    Event.CONSULTATION_DECIDED: mark("Decision taken"),
    Event.CONSULTATION_REOPENED: mark("Consultation reopened"),
    Event.CONSULTATION_RESUMED: mark("Consultation resumed"),
    Event.CONSULTATION_ABANDONED: mark("Consultation abandoned"),
    Event.CONSULTATION_CLOSED: mark("Consultation closed"),
    Event.CONSULTATION_EXPORTED: mark("Consultation taken out"),
    Event.CONSULTATION_IN_ERROR: mark("Marked as entered for the wrong patient"),
    Event.ADDENDUM_ADDED: mark("Note added afterwards"),
    Event.ANSWER_RECORDED: mark("Answer recorded"),
    Event.ATTACHMENT_KEPT: mark("File kept"),
    Event.ATTACHMENT_VIEWED: mark("File looked at"),
    Event.EVALUATION_RECORDED: mark("Evaluation recorded"),
    Event.RATIONALE_RECORDED: mark("Rationale recorded"),
    Event.CONSENT_STARTED: mark("Consent begun"),
    Event.CONSENT_INFORMED: mark("Patient informed"),
    Event.CONSENT_REFLECTING: mark("Time to think it over begun"),
    Event.CONSENT_OPENED: mark("Consent opened for signing"),
    Event.CONSENT_NOT_TODAY: mark("Consent put off"),
    Event.CONSENT_STATEMENT_ANSWERED: mark("Consent statements answered"),
    Event.CONSENT_DETAILS_RECORDED: mark("Consent details recorded"),
    Event.CONSENT_PATIENT_SIGNED: mark("Consent signed by the patient"),
    Event.CONSENT_CERTIFIED: mark("Finished consent confirmed by the patient"),
    Event.CONSENT_OUT_FOR_INK: mark("Consent printed for ink"),
    Event.CONSENT_VOIDED: mark("Consent voided"),
    Event.CONSENT_GIVEN: mark("Consent given"),
    Event.CONSENT_DECLINED: mark("Consent declined"),
    Event.CONSENT_SUSPENDED: mark("Consent suspended"),
    Event.CONSENT_RECONFIRMED: mark("Consent confirmed again"),
    Event.CONSENT_SUPERSEDED: mark("Consent superseded"),
    Event.CONSENT_WITHDRAWN: mark("Consent withdrawn"),
    Event.CONSENT_EXPIRED: mark("Consent expired"),
    Event.CONSENT_USED_UP: mark("Consent used up"),
    Event.SIGNATURE_MADE: mark("Signature made"),
    Event.TREATMENT_RECORDED: mark("Treatment recorded"),
    Event.PHOTOGRAPH_KEPT: mark("Photograph kept"),
    Event.PHOTOGRAPH_VIEWED: mark("Photograph looked at"),
    Event.FOLLOW_UP_PLANNED: mark("Follow-up planned"),
    Event.FOLLOW_UP_TRIED: mark("Patient not reached for a follow-up"),
    Event.FOLLOW_UP_ANSWERED: mark("Follow-up answered"),
    Event.FOLLOW_UP_MISSED: mark("Follow-up given up"),
    Event.ADVERSE_EVENT_OPENED: mark("Adverse event opened"),
    Event.ADVERSE_EVENT_TOLD: mark("Adverse event brought up to date"),
    Event.ADVERSE_EVENT_REPORTED: mark("Adverse event reported"),
    Event.ADVERSE_EVENT_CLOSED: mark("Adverse event closed"),
    Event.ADVERSE_EVENT_REOPENED: mark("Adverse event opened again"),
    Event.ADVERSE_EVENT_IN_ERROR: mark("Adverse event entered in error"),
    Event.DOCUMENT_MADE: mark("Document made"),
    Event.DOCUMENT_SIGNED: mark("Document signed"),
    Event.DOCUMENT_PRINTED: mark("Document printed"),
    Event.DOCUMENT_SAVED: mark("Copy of a document saved"),
    Event.DOCUMENT_VIEWED: mark("Document looked at"),
    Event.DOCUMENT_RELEASED: mark("Document released to the desk"),
    Event.DOCUMENT_HANDED_OVER: mark("Document handed over"),
    Event.DOCUMENT_VOIDED: mark("Document voided"),
    Event.DOCUMENT_SUPERSEDED: mark("Document superseded"),
    Event.BLANK_MADE: mark("Blank consent made"),
    Event.INTAKE_PRINTED: mark("Blank questions printed for a visit"),
    Event.SCAN_TAKEN: mark("Scanned pages taken in"),
    Event.SCAN_BROKEN: mark("Scan that could not be read sent back"),
    Event.SCAN_PLACED: mark("Scanned page said to belong to a form"),
    Event.SCAN_SET_ASIDE: mark("Scanned page set aside"),
    Event.SCAN_PUT_BACK: mark("Scanned page put back"),
    Event.SCAN_FILED: mark("Signed paper filed"),
    Event.SCAN_CONFIRMED: mark("Signatures on paper confirmed"),
    Event.SCAN_REJECTED: mark("Signed paper sent back"),
    Event.CERTIFICATE_MADE: mark("Certificate of the clinic made"),
    Event.CERTIFICATE_IMPORTED: mark("Certificate of the clinic imported"),
    Event.PRODUCT_ADDED: mark("Product added"),
    Event.PRODUCT_CHANGED: mark("Product changed"),
    Event.LOT_ADDED: mark("Lot added"),
    Event.LOT_CHANGED: mark("Lot changed"),
    Event.LOT_COUNTED: mark("Lot counted"),
    Event.RECALL_RECORDED: mark("Lot recalled"),
    Event.RECALL_ENDED: mark("Recall ended"),
    Event.RECALL_TOLD: mark("Told of a recall, or not reached"),
    Event.RECALL_EXPORTED: mark("List of a recall saved"),
    Event.WORDING_CHANGED: mark("Wording changed"),
    Event.WORDING_SENT: mark("Wording sent for review"),
    Event.WORDING_TAKEN_BACK: mark("Wording taken back from review"),
    Event.WORDING_APPROVED: mark("Wording approved"),
    Event.WORDING_RETIRED: mark("Wording retired"),
    Event.WORDING_DISCARDED: mark("Changes of wording discarded"),
    Event.SETTINGS_CHANGED: mark("Settings changed"),
    Event.RULE_SWITCHED_OFF: mark("Rule switched off"),
    Event.RULE_SWITCHED_ON: mark("Rule switched on again"),
    Event.USER_ADDED: mark("Person added"),
    Event.USER_CHANGED: mark("Person changed"),
    Event.USER_LEFT: mark("Person left"),
    Event.USER_UNLOCKED: mark("Logged in"),
    Event.USER_LOCKED: mark("Locked"),
    Event.USER_REFUSED: mark("Wrong password"),
    Event.MISSED_UNKNOWN: mark("List of wrong passwords removed or changed"),
    Event.PASSWORD_CHANGED: mark("Password set"),
    Event.RECOVERY_RENEWED: mark("Recovery code made anew"),
    Event.KEYS_RENEWED: mark("Keys renewed"),
    Event.PACK_STORED: mark("Texts and questions stored"),
    Event.STORE_MIGRATED: mark("Records brought to a new version"),
    Event.GUARDS_RENEWED: mark("Guards of the records made again"),
    Event.AUDIT_VERIFIED: mark("Chain checked"),
    Event.AUDIT_EXPORTED: mark("List of who did what exported"),
    Event.WORKLIST_EXPORTED: mark("Worklist saved"),
    Event.OUTCOMES_EXPORTED: mark("Counts of treatments exported"),
    Event.BACKUP_MADE: mark("Backup made"),
    Event.BACKUP_FAILED: mark("Backup not made"),
    Event.BACKUP_REMOVED: mark("Old backup removed"),
    Event.BACKUP_RESTORED: mark("Backup restored"),
}
CLINICAL = frozenset(
    {
        *("consultation", "answer", "attachment", "evaluation", "rationale", "addendum"),
        *("consent", "signature", "treatment", "photograph", "document", "scan"),
    }
)
"""Families whose details can tell of a patient's health."""
_NAMED = {
    "patients": (mark("Patients and visits"), {"patient", "visit", "erasure", "worklist"}),
    "consultations": (
        mark("Consultations"),
        {"consultation", "answer", "attachment", "evaluation", "rationale", "addendum"},
    ),
    "consents": (
        mark("Consents and treatments"),
        {"consent", "signature", "treatment", "photograph"},
    ),
    "documents": (mark("Documents"), {"document", "scan", "blank"}),
    "products": (mark("Products and lots"), {"product", "lot", "recall"}),
}
_ONE = {
    Damage.CHANGED: mark("Entry {first} was changed."),
    Damage.REMOVED: mark("Entry {first} was removed."),
    Damage.SWAPPED: mark("Entry {first} stands in another's place."),
    Damage.CUT_OFF: mark("Entry {first}, the last, was cut off."),
    Damage.REWRITTEN: mark("Entry {first} was written anew."),
    Damage.RECORD_CHANGED: mark("The record behind entry {first} was changed."),
    Damage.RECORD_REMOVED: mark("The record behind entry {first} was removed."),
    Damage.RECORD_ADDED: mark("A record after entry {first} has no entry."),
}
_SPAN = _ONE | {
    Damage.CHANGED: mark("Entries {first} to {last} were changed."),
    Damage.REMOVED: mark("Entries {first} to {last} were removed."),
    Damage.CUT_OFF: mark("Entries {first} to {last}, the end, were cut off."),
    Damage.REWRITTEN: mark("Somewhere up to entry {last} the chain was written anew."),
}
_HASH = re.compile(r"[0-9a-f]{32,}")


def event_words(event: str) -> str:
    """What happened; an event of a newer version by its own name, nothing as unreadable."""
    known = EVENT.get(event)  # type: ignore[call-overload]  # a StrEnum is found by its text
    return _(known) if known else event or _("This entry cannot be read")


def groups() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """(id, words, families): every family of events stands in exactly one."""
    named = [(id_, _(words), frozenset(kinds)) for id_, (words, kinds) in _NAMED.items()]
    held = frozenset().union(*(kinds for _id, _words, kinds in named))
    others = frozenset(event.partition(".")[0] for event in Event) - held
    return (*named, ("clinic", _("The clinic and its records"), others))


def detail_words(details: Mapping[str, str | int]) -> str:
    """`state: recalled`; without the hashes, which only the check of the chain reads."""
    return series(f"{k}: {v}" for k, v in details.items() if not _HASH.fullmatch(str(v)))


def fault_words(fault: Fault) -> str:
    """What was done to which entries."""
    words = _(_SPAN[fault.damage]) if fault.last > fault.first else _(_ONE[fault.damage])
    return words.format(first=fault.first, last=fault.last)
