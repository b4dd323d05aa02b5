"""The guards inside the database: one declaration, made again after each migration.

With UPDATE and DELETE refused, `REPLACE INTO` still overwrites rows, so an insert that meets an
existing key is refused as well. The domain's tables of moves are the source of the state guards.
"""

# ruff: noqa: S608 - every name here comes from the models, none from a person
from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Table, UniqueConstraint

from consult_app.domain.adverse_events import EVENT_MOVES
from consult_app.domain.audit import BEGINNING
from consult_app.domain.bulk import BULK_MOVES
from consult_app.domain.consent import BEFORE_GIVEN, CONSENT_MOVES, ConsentState
from consult_app.domain.consultation import MOVES, State
from consult_app.domain.documents import DOCUMENT_MOVES
from consult_app.domain.erasure import EARLY, ERASURE_MOVES, ErasureState
from consult_app.domain.follow_ups import FOLLOW_UP_MOVES
from consult_app.domain.incoming import TOLD_MOVES, ToldState
from consult_app.domain.products import LOT_MOVES, LotState
from consult_app.domain.scanning import PAPER_MOVES, PaperState
from consult_app.domain.wording import OPEN, VERSION_MOVES, VersionState
from consult_app.storage import consent_guards, ownership
from consult_app.storage.guard_state import stored
from consult_app.storage.models import Base
from consult_app.storage.refusals import listed, not_in, refusing

APPEND_ONLY = (
    "audit",
    "patient_version",
    "pack",
    "consultation_event",
    "answer",
    "snapshot",
    "decision",
    "evaluation",
    "rationale",
    "consent_event",
    "consent_conversation",
    "consent_signature",
    "consent_place",
    "consent_certificate",
    "treatment",
    "photograph",
    "stock_move",
    "recall",
    "recall_end",
    *("patient_death", "patient_death_error"),
    "recall_contact",
    "recall_letter",
    "addendum",
    "content",
    "attachment",
    "document_event",
    "referral",
    "seal_certificate",
    "document_seal",
    "signature_binding",
    "bulk_row",
    "consent_withdrawal",
    "blank_form",
    *("follow_up_event", "follow_up_answer", "adverse_event_version", "adverse_event_report"),
)
KEPT = (
    *("patient", "patient_merge", "erasure", "user_account", "visit"),
    *("consultation", "consent", "document", "product", "lot", "text_version"),
    *("import", "import_line", "bulk_import", "signed_paper", "follow_up", "adverse_event"),
)
"""Rows that change but never go."""
ERASED = f"SELECT patient_id FROM erasure WHERE state = '{ErasureState.DONE}'"
"""Whose rows may go, signed ones as well: an erasure is the one exception."""

_PREPARED = (
    ConsentState.PREPARING,
    ConsentState.INFORMED,
    ConsentState.REFLECTING,
    ConsentState.OPEN,
)
_CONSENT_TEXT = ("template", "language", "scope")
_CONSENT_FACTS = (
    *("informed_at", "informed_by", "earliest", "valid_until", "information_id", "identity"),
)
_DOCUMENT_FACTS = (
    *("title", "audience", "language", "edition", "template", "sha256", "pages"),
    *("made_at", "made_by"),
)
FOREVER = {
    "consultation": ("patient_id", "physician_id", "pack_hash", "started_at"),
    "consent": ("consultation_id", "patient_id"),
    "document": ("patient_id", "consultation_id", "kind"),
    "lot": ("product_id",),
    "text_version": ("author_id", "made_at"),
    "import": ("patient_id", "source", "sha256", "passed_over", "author_id", "at"),
    "import_line": ("import_id", "told"),
    "bulk_import": ("sha256", "author_id", "at"),
    "follow_up": ("treatment_id", "consultation_id", "patient_id", "day", "until", "called"),
    "adverse_event": (
        *("patient_id", "consultation_id", "treatment_id", "follow_up_id"),
        *("opened_by", "opened_at"),
    ),
    "erasure": (
        *("patient_id", "record_number", "ground", "judged_by", "reference", "last_entry"),
        *("kept_until", "ordered_by", "ordered_name", "ordered_at"),
    ),
    "patient_merge": ("kept_id", "merged_id", "before", "after", "author_id", "at"),
    "signed_paper": (
        *("consent_id", "document_id", "original_id", "blank", "pages", "filed_by", "filed_at"),
    ),
}
"""Columns of kept tables that never change, beside their keys."""


def declared() -> dict[str, str]:
    """Every trigger by name, as the SQL that makes it."""
    found = dict(_all())
    return {name: found[name] for name in sorted(found)}


def drop(connection: Connection) -> None:
    """Take every guard away, for a migration, inside its transaction."""
    for name in stored(connection):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def make(connection: Connection) -> None:
    """Make every guard."""
    for sql in declared().values():
        connection.exec_driver_sql(sql)


def _all() -> Iterator[tuple[str, str]]:
    for name in APPEND_ONLY:
        yield refusing(name, "UPDATE", "")
    for name in (*APPEND_ONLY, *KEPT):
        table = Base.metadata.tables[name]
        yield refusing(name, "DELETE", _not_erased(table))
        yield refusing(name, "INSERT", _key_taken(table), "key_taken")
    for name in KEPT:
        columns = (*_key_columns(Base.metadata.tables[name]), *FOREVER.get(name, ()))
        yield _frozen(name, columns, "1", "identity")
    yield from _states()
    yield from _inserts()
    yield from consent_guards.all_of()
    yield from _lives()


def _states() -> Iterator[tuple[str, str]]:
    yield _moves("consultation", ((s, t) for (s, _), t in MOVES.items()))
    yield _moves("consent", ((s, t) for (s, _), t in CONSENT_MOVES.items()))
    yield _moves("document", ((s, t) for (s, _), t in DOCUMENT_MOVES.items()))
    yield _frozen("consent", _CONSENT_TEXT, f"OLD.state NOT IN ({listed(_PREPARED)})", "text")
    given = f"OLD.state NOT IN ({listed(BEFORE_GIVEN)})"
    yield _frozen("consent", _CONSENT_FACTS, given, "facts")
    attached = f"{given} AND OLD.document_id IS NOT NULL"
    yield _frozen("consent", ("document_id",), attached, "document")
    yield _frozen("document", _DOCUMENT_FACTS, "1", "facts")
    yield from _ink()
    yield _frozen("document", ("void_reason",), "NEW.state = OLD.state", "reason")
    yield _moves("text_version", ((s, t) for (s, _), t in VERSION_MOVES.items()))
    yield _moves("lot", LOT_MOVES)
    yield _moves("import_line", TOLD_MOVES)
    yield _moves("bulk_import", BULK_MOVES)
    yield _moves("follow_up", FOLLOW_UP_MOVES)
    yield _moves("adverse_event", EVENT_MOVES)
    yield _frozen("patient", ("withdrawn_at",), "OLD.withdrawn_at IS NOT NULL", "withdrawn")
    settled = f"OLD.state <> '{ToldState.OPEN}'"
    yield _frozen("import_line", ("reason", "settled_by", "settled_at"), settled, "settled")
    yield _frozen("import", ("undone_by", "undone_at"), "OLD.undone_at IS NOT NULL", "undone")
    yield refusing("lot", "UPDATE", "NEW.units < 0", "below_zero")
    written = f"OLD.state <> '{VersionState.DRAFT}'"
    yield _frozen("text_version", ("base", "changes"), written, "words")
    judged = f"OLD.state NOT IN ({listed(OPEN)})"
    yield _frozen("text_version", ("decided_by", "decided_at"), judged, "judged")


def _ink() -> Iterator[tuple[str, str]]:
    """Out for ink, a consent is given by a scan in which a person found the signatures."""
    yield _moves("signed_paper", PAPER_MOVES)
    closing = ("signed_on", "closed_by", "closed_at", "reason")
    yield _frozen("signed_paper", closing, f"OLD.state <> '{PaperState.FILED}'", "closing")
    nobody = (
        f"NEW.state <> '{PaperState.FILED}' AND (NEW.closed_by IS NULL OR NEW.closed_at IS NULL)"
        f" OR NEW.state = '{PaperState.CONFIRMED}' AND NEW.signed_on IS NULL"
    )
    yield refusing("signed_paper", "INSERT", nobody, "nobody")
    yield refusing("signed_paper", "UPDATE", nobody, "nobody")
    unconfirmed = (
        f"OLD.state = '{ConsentState.OUT_FOR_INK}' AND NEW.state = '{ConsentState.GIVEN}'"
        " AND NOT EXISTS (SELECT 1 FROM signed_paper WHERE consent_id = NEW.id"
        f" AND state = '{PaperState.CONFIRMED}')"
    )
    yield refusing("consent", "UPDATE", unconfirmed, "unconfirmed")


def _inserts() -> Iterator[tuple[str, str]]:
    head = "(SELECT hash FROM audit ORDER BY seq DESC LIMIT 1)"
    yield refusing(
        "audit",
        "INSERT",
        "NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)"
        f" OR NEW.previous IS NOT coalesce({head}, '{BEGINNING}')",
        "out_of_order",
    )
    yield refusing("answer", "INSERT", not_in("consultation", (State.DRAFT,)), "not_draft")
    yield refusing(
        "answer",
        "INSERT",
        "NEW.supersedes IS NOT (SELECT max(id) FROM answer"
        " WHERE consultation_id = NEW.consultation_id AND path = NEW.path)",
        "not_newest",
    )
    for name in ("consent_conversation", "consent_signature"):
        yield refusing(name, "INSERT", not_in("consent", BEFORE_GIVEN), "after_given")
    yield refusing("treatment", "INSERT", not_in("lot", (LotState.IN_STOCK,)), "lot")
    yield from _recalls()
    yield from _deaths()
    decided = not_in("consultation", (State.DECIDED, State.CLOSED))
    yield refusing("photograph", "INSERT", decided, "gate")
    draft_only = not_in("consultation", (State.DRAFT,))
    yield refusing("attachment", "INSERT", draft_only, "not_draft")
    yield from _addenda()


def _recalls() -> Iterator[tuple[str, str]]:
    """A lot is recalled once at a time, and comes back only with the end of its recall."""
    ended = "SELECT recall_id FROM recall_end"
    unended = f"EXISTS (SELECT 1 FROM recall WHERE lot_id = NEW.{{}} AND id NOT IN ({ended}))"
    yield refusing("recall", "INSERT", unended.format("lot_id"), "begun")
    unsaid = f"NOT EXISTS (SELECT 1 FROM recall WHERE lot_id = NEW.id AND id IN ({ended}))"
    leaves = f"OLD.state = '{LotState.RECALLED}' AND NEW.state <> OLD.state"
    yield refusing(
        "lot", "UPDATE", f"{leaves} AND ({unsaid} OR {unended.format('id')})", "recalled"
    )
    before = "NEW.about = 'end' AND NEW.recall_id NOT IN (SELECT recall_id FROM recall_end)"
    yield refusing("recall_contact", "INSERT", before, "before_end")


def _deaths() -> Iterator[tuple[str, str]]:
    """What a patient's row says of a death is what was recorded; nothing begins after it."""
    held = "id NOT IN (SELECT patient_death_id FROM patient_death_error)"
    stands = f"EXISTS (SELECT 1 FROM patient_death WHERE patient_id = NEW.{{}} AND {held}{{}})"
    yield refusing("patient_death", "INSERT", stands.format("patient_id", ""), "begun")
    unsaid = f"NOT {stands.format('id', ' AND day = NEW.died')}"
    wrong = f"CASE WHEN NEW.died IS NULL THEN {stands.format('id', '')} ELSE {unsaid} END"
    yield refusing("patient", "UPDATE", f"NEW.died IS NOT OLD.died AND {wrong}", "died")
    yield refusing("patient", "INSERT", "NEW.died IS NOT NULL", "died")
    dead = "(SELECT died FROM patient WHERE id = NEW.patient_id) IS NOT NULL"
    for name in ("consultation", "consent", "treatment"):
        yield refusing(name, "INSERT", dead, "died")


def _lives() -> Iterator[tuple[str, str]]:
    """Two people end a record, not before its time but on the grounds that say so."""
    yield _moves("erasure", ERASURE_MOVES)
    closing = ("closed_by", "closed_name", "closed_at", "salt", "sha256", "erased", "repeats")
    yield _frozen("erasure", closing, f"OLD.state <> '{ErasureState.ORDERED}'", "closing")
    early = f"NEW.ground IN ({listed(EARLY)})"
    kept = "coalesce(NEW.kept_until <= date(NEW.closed_at), 0)"
    groundless = (
        f"NEW.state = '{ErasureState.DONE}' AND (NEW.closed_by IS NULL"
        " OR NEW.closed_by = NEW.ordered_by OR NEW.closed_at IS NULL OR NEW.sha256 = ''"
        f" OR NOT ({early} OR {kept}))"
    )
    yield refusing("erasure", "INSERT", groundless, "groundless")
    yield refusing("erasure", "UPDATE", groundless, "groundless")
    undone = "OLD.undone_at IS NOT NULL"
    yield _frozen("patient_merge", ("undone_by", "undone_at"), undone, "undone")
    taken = (
        "NEW.kept_id = NEW.merged_id OR EXISTS (SELECT 1 FROM patient_merge"
        " WHERE undone_at IS NULL AND merged_id IN (NEW.kept_id, NEW.merged_id))"
    )
    yield refusing("patient_merge", "INSERT", taken, "taken")


def _not_erased(table: Table) -> str:
    """When a row may not go: always, or unless all whom it is about were erased."""
    if table is ownership.CONTENT:
        held = [
            f'EXISTS (SELECT 1 FROM "{c.table.name}" WHERE "{c.name}" = OLD.sha256)'
            for c in ownership.holding_content()
        ]
        return " OR ".join([*held, f"NOT EXISTS ({ERASED})"])
    return ownership.unowned_sql(table, ERASED) if table in ownership.owned() else ""


def _addenda() -> Iterator[tuple[str, str]]:
    """A closed consultation takes them; one that is decided only beside a treatment of its own."""
    closed, standing = (State.CLOSED,), (State.CLOSED, State.DECIDED)
    too_early = (
        f"NEW.treatment_id IS NULL AND {not_in('consultation', closed)}"
        f" OR {not_in('consultation', standing)}"
    )
    yield refusing("addendum", "INSERT", too_early, "too_early")
    owner = "(SELECT consultation_id FROM treatment WHERE id = NEW.treatment_id)"
    foreign = f"NEW.treatment_id IS NOT NULL AND {owner} IS NOT NEW.consultation_id"
    yield refusing("addendum", "INSERT", foreign, "foreign")


def _frozen(table: str, columns: Iterable[str], when: str, why: str) -> tuple[str, str]:
    changed = " OR ".join(f'NEW."{c}" IS NOT OLD."{c}"' for c in columns)
    return refusing(table, "UPDATE", f"{when} AND ({changed})", why)


def _moves(table: str, pairs: Iterable[tuple[str, str]]) -> tuple[str, str]:
    allowed = listed({f"{a}>{b}" for a, b in pairs})
    condition = f"NEW.state <> OLD.state AND OLD.state || '>' || NEW.state NOT IN ({allowed})"
    return refusing(table, "UPDATE", condition, "move")


def _key_taken(table: Table) -> str:
    keys = [[c.name for c in table.primary_key.columns]]
    keys += [
        [c.name for c in constraint.columns]
        for constraint in sorted(table.constraints, key=lambda c: str(c.name))
        if isinstance(constraint, UniqueConstraint)
    ]
    matches = (" AND ".join(f'"{c}" = NEW."{c}"' for c in key) for key in keys)
    return " OR ".join(f'EXISTS (SELECT 1 FROM "{table.name}" WHERE {m})' for m in matches)


def _key_columns(table: Table) -> list[str]:
    unique = [
        column.name
        for constraint in sorted(table.constraints, key=lambda c: str(c.name))
        if isinstance(constraint, UniqueConstraint)
        for column in constraint.columns
    ]
    return list(dict.fromkeys([*(c.name for c in table.primary_key.columns), *unique]))
