"""The audit chain in plain values: what may be entered, how an entry is hashed, what is broken.

A body holds pseudonymous ids and short facts, never clinical text and never a name, so that a
lawful erasure does not break the chain.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, TypeAlias

Details: TypeAlias = Mapping[str, str | int]

BEGINNING = "0" * 64
"""What stands where the first entry names the hash before it."""
DETAIL_LIMIT = 100
"""The longest text in a detail: room for ids, codes and hashes; prose has blanks."""


class Event(StrEnum):
    """Everything that is audited, as subject.action; closed, so that no free text slips in."""

    PATIENT_REGISTERED = "patient.registered"
    PATIENT_CORRECTED = "patient.corrected"
    PATIENT_VIEWED = "patient.viewed"
    PATIENT_EXPORTED = "patient.exported"
    BULK_STARTED = "bulk.started"
    BULK_CLOSED = "bulk.closed"
    BULK_UNDONE = "bulk.undone"
    PATIENT_DIED = "patient.died"
    PATIENT_DEATH_TAKEN_BACK = "patient.death-taken-back"
    PATIENT_WITHDRAWN = "patient.withdrawn"
    IMPORT_TAKEN_IN = "import.taken-in"
    IMPORT_UNDONE = "import.undone"
    IMPORT_LINE_TAKEN = "import.line-taken"
    IMPORT_LINE_DISMISSED = "import.line-dismissed"
    PATIENTS_MERGED = "patient.merged"
    PATIENTS_SEPARATED = "patient.separated"
    ERASURE_ORDERED = "erasure.ordered"
    ERASURE_WITHDRAWN = "erasure.withdrawn"
    ERASURE_DONE = "erasure.done"
    ERASURE_REPEATED = "erasure.repeated"
    VISIT_ADDED = "visit.added"
    VISIT_CHANGED = "visit.changed"
    CONSULTATION_STARTED = "consultation.started"
    CONSULTATION_DECIDED = "consultation.decided"
    CONSULTATION_REOPENED = "consultation.reopened"
    CONSULTATION_RESUMED = "consultation.resumed"
    CONSULTATION_ABANDONED = "consultation.abandoned"
    CONSULTATION_CLOSED = "consultation.closed"
    CONSULTATION_EXPORTED = "consultation.exported"
    CONSULTATION_IN_ERROR = "consultation.entered-in-error"
    ADDENDUM_ADDED = "addendum.added"
    ANSWER_RECORDED = "answer.recorded"
    ATTACHMENT_KEPT = "attachment.kept"
    ATTACHMENT_VIEWED = "attachment.viewed"
    EVALUATION_RECORDED = "evaluation.recorded"
    RATIONALE_RECORDED = "rationale.recorded"
    CONSENT_STARTED = "consent.started"
    CONSENT_INFORMED = "consent.informed"
    CONSENT_REFLECTING = "consent.reflecting"
    CONSENT_OPENED = "consent.opened"
    CONSENT_NOT_TODAY = "consent.not-today"
    CONSENT_STATEMENT_ANSWERED = "consent.statement-answered"
    CONSENT_DETAILS_RECORDED = "consent.details-recorded"
    CONSENT_PATIENT_SIGNED = "consent.patient-signed"
    CONSENT_CERTIFIED = "consent.certified"
    CONSENT_OUT_FOR_INK = "consent.out-for-ink"
    CONSENT_VOIDED = "consent.voided"
    CONSENT_GIVEN = "consent.given"
    CONSENT_DECLINED = "consent.declined"
    CONSENT_SUSPENDED = "consent.suspended"
    CONSENT_RECONFIRMED = "consent.reconfirmed"
    CONSENT_SUPERSEDED = "consent.superseded"
    CONSENT_WITHDRAWN = "consent.withdrawn"
    CONSENT_EXPIRED = "consent.expired"
    CONSENT_USED_UP = "consent.used-up"
    SIGNATURE_MADE = "signature.made"
    TREATMENT_RECORDED = "treatment.recorded"
    PHOTOGRAPH_KEPT = "photograph.kept"
    PHOTOGRAPH_VIEWED = "photograph.viewed"
    FOLLOW_UP_PLANNED = "follow-up.planned"
    FOLLOW_UP_TRIED = "follow-up.tried"
    FOLLOW_UP_ANSWERED = "follow-up.answered"
    FOLLOW_UP_MISSED = "follow-up.missed"
    ADVERSE_EVENT_OPENED = "adverse-event.opened"
    ADVERSE_EVENT_TOLD = "adverse-event.told"
    ADVERSE_EVENT_REPORTED = "adverse-event.reported"
    ADVERSE_EVENT_CLOSED = "adverse-event.closed"
    ADVERSE_EVENT_REOPENED = "adverse-event.reopened"
    ADVERSE_EVENT_IN_ERROR = "adverse-event.entered-in-error"
    DOCUMENT_MADE = "document.made"
    DOCUMENT_SIGNED = "document.signed"
    DOCUMENT_PRINTED = "document.printed"
    DOCUMENT_SAVED = "document.saved"
    DOCUMENT_VIEWED = "document.viewed"
    DOCUMENT_RELEASED = "document.released"
    DOCUMENT_HANDED_OVER = "document.handed-over"
    DOCUMENT_VOIDED = "document.voided"
    DOCUMENT_SUPERSEDED = "document.superseded"
    BLANK_MADE = "blank.made"
    INTAKE_PRINTED = "intake.printed"
    SCAN_TAKEN = "scan.taken"
    SCAN_BROKEN = "scan.broken"
    SCAN_PLACED = "scan.placed"
    SCAN_SET_ASIDE = "scan.set-aside"
    SCAN_PUT_BACK = "scan.put-back"
    SCAN_FILED = "scan.filed"
    SCAN_CONFIRMED = "scan.confirmed"
    SCAN_REJECTED = "scan.rejected"
    CERTIFICATE_MADE = "certificate.made"
    CERTIFICATE_IMPORTED = "certificate.imported"
    PRODUCT_ADDED = "product.added"
    PRODUCT_CHANGED = "product.changed"
    LOT_ADDED = "lot.added"
    LOT_CHANGED = "lot.changed"
    LOT_COUNTED = "lot.counted"
    RECALL_RECORDED = "recall.recorded"
    RECALL_ENDED = "recall.ended"
    RECALL_TOLD = "recall.told"
    RECALL_EXPORTED = "recall.exported"
    WORDING_CHANGED = "wording.changed"
    WORDING_SENT = "wording.sent"
    WORDING_TAKEN_BACK = "wording.taken-back"
    WORDING_APPROVED = "wording.approved"
    WORDING_RETIRED = "wording.retired"
    WORDING_DISCARDED = "wording.discarded"
    SETTINGS_CHANGED = "settings.changed"
    RULE_SWITCHED_OFF = "rule.switched-off"
    RULE_SWITCHED_ON = "rule.switched-on"
    USER_ADDED = "user.added"
    USER_CHANGED = "user.changed"
    USER_LEFT = "user.left"
    USER_UNLOCKED = "user.unlocked"
    USER_LOCKED = "user.locked"
    USER_REFUSED = "user.refused"
    MISSED_UNKNOWN = "missed.unknown"
    PASSWORD_CHANGED = "password.changed"  # noqa: S105 - an event, not a password
    RECOVERY_RENEWED = "recovery.renewed"
    KEYS_RENEWED = "keys.renewed"
    PACK_STORED = "pack.stored"
    STORE_MIGRATED = "store.migrated"
    GUARDS_RENEWED = "store.guards-renewed"
    AUDIT_VERIFIED = "audit.verified"
    AUDIT_EXPORTED = "audit.exported"
    WORKLIST_EXPORTED = "worklist.exported"
    OUTCOMES_EXPORTED = "outcomes.exported"
    BACKUP_MADE = "backup.made"
    BACKUP_FAILED = "backup.failed"
    BACKUP_REMOVED = "backup.removed"
    BACKUP_RESTORED = "backup.restored"


@dataclass(frozen=True, slots=True)
class Anchor:
    """One place in the chain, to be kept outside it: on paper, in a document, in a backup.

    `hash` may be only the beginning of one, as it is on paper.
    """

    seq: int
    hash: str

    def __str__(self) -> str:
        """As it is printed: `seq:hash`."""
        return f"{self.seq}:{self.hash}"


class Entry(NamedTuple):
    """One row of the chain as it is stored; `body` is canonical JSON."""

    seq: int
    previous: str
    hash: str
    body: str


class Damage(StrEnum):
    """What was done to an entry."""

    CHANGED = "changed"
    REMOVED = "removed"
    SWAPPED = "swapped"
    CUT_OFF = "cut-off"
    REWRITTEN = "rewritten"
    RECORD_CHANGED = "record-changed"
    RECORD_REMOVED = "record-removed"
    RECORD_ADDED = "record-added"


@dataclass(frozen=True, slots=True)
class Fault:
    """Entries `first` to `last` and what was done to them.

    REWRITTEN: the chain is sound in itself, but differs from an anchor somewhere up to `last`.
    RECORD_…: the chain is sound, but the record that the entry tells of is not as it was; an added
    one, of which no entry tells, was stored behind entry `last`.
    """

    damage: Damage
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a verification; `head` is None where the chain is empty."""

    entries: int
    head: Anchor | None
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def body(
    seq: int,
    event: Event,
    at: datetime,
    actor: int | None,
    subject: tuple[str, int | str],
    details: Details,
) -> str:
    """The canonical JSON of an entry. Raises ValueError for a detail that reads like prose."""
    for key, value in details.items():
        if isinstance(value, str) and (len(value) > DETAIL_LIMIT or len(value.split()) > 1):
            raise ValueError(f"audit detail {key!r} is no id and no code")
    content = {
        "actor": actor,
        "at": at.isoformat(),
        "details": dict(details),
        "event": event.value,
        "kind": subject[0],
        "seq": seq,
        "subject": subject[1],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chained(previous: str, text: str) -> str:
    """The hash of an entry: SHA-256 over the hash before it and its body, as hex."""
    return hashlib.sha256((previous + text).encode()).hexdigest()


def verify(entries: Iterable[Entry], anchors: Sequence[Anchor] = ()) -> Report:
    """Walk the chain in order of `seq` and hold it against `anchors` that were kept outside it.

    An entry damaged once is reported once: the walk goes on from what is stored.
    """
    walk = _Walk({anchor.seq: anchor.hash for anchor in anchors})
    for entry in entries:
        walk.step(entry)
    return walk.report()


class _Walk:
    """The state of one verification."""

    def __init__(self, anchors: Mapping[int, str]) -> None:
        self._anchors = anchors
        self._faults: list[Fault] = []
        self._entries = 0
        self._seq = 0
        self._hash = BEGINNING

    def step(self, entry: Entry) -> None:
        expected = self._seq + 1
        if entry.seq != expected:
            self._faults.append(Fault(Damage.REMOVED, expected, entry.seq - 1))
        if chained(entry.previous, entry.body) != entry.hash:
            self._own_fault(entry)
        elif entry.seq == expected and entry.previous != self._hash:
            self._link_fault(entry)
        self._anchor(entry)
        self._entries += 1
        self._seq, self._hash = entry.seq, entry.hash

    def _own_fault(self, entry: Entry) -> None:
        """Body and hash of this entry do not belong together."""
        moved = _stated_seq(entry.body) not in {None, entry.seq}
        damage = Damage.SWAPPED if moved else Damage.CHANGED
        self._faults.append(Fault(damage, entry.seq, entry.seq))

    def _link_fault(self, entry: Entry) -> None:
        """The entry is sound in itself but follows another hash than the one before it."""
        stated = _stated_seq(entry.body)
        if stated is not None and stated != entry.seq:
            self._faults.append(Fault(Damage.SWAPPED, entry.seq, entry.seq))
        elif not any(f.last == self._seq for f in self._faults):
            # the one before was changed and hashed anew
            before = max(self._seq, 1)
            self._faults.append(Fault(Damage.CHANGED, before, before))

    def _anchor(self, entry: Entry) -> None:
        known = self._anchors.get(entry.seq)
        if known is not None and not entry.hash.startswith(known) and not self._faults:
            self._faults.append(Fault(Damage.REWRITTEN, 1, entry.seq))

    def report(self) -> Report:
        last = max(self._anchors, default=0)
        if last > self._seq:
            self._faults.append(Fault(Damage.CUT_OFF, self._seq + 1, last))
        head = Anchor(self._seq, self._hash) if self._entries else None
        return Report(self._entries, head, tuple(self._faults))


def _stated_seq(text: str) -> int | None:
    """The number that a body itself names; None where it cannot be read."""
    try:
        stated = json.loads(text)["seq"]
    except (ValueError, KeyError, TypeError):
        return None
    return stated if isinstance(stated, int) else None
