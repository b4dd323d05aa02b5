"""The guards of consent and treatment: none of them comes about with nothing in it.

JSON is read with SQLite's own functions; PostgreSQL has `jsonb_array_length` for the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from consult_app.domain.consent import (
    CONSENT_MOVES,
    FORWARD,
    IDENTIFIERS,
    ConsentState,
)
from consult_app.domain.consultation import State
from consult_app.storage.refusals import listed, not_in, refusing

_SIGNED, _GIVEN = ConsentState.PATIENT_SIGNED, ConsentState.GIVEN


def all_of() -> Iterator[tuple[str, str]]:
    """Name and SQL of each."""
    begun = f"NEW.state <> '{ConsentState.PREPARING}'"
    yield refusing("consent", "INSERT", begun, "begins")
    yield refusing("consent", "UPDATE", f"{_becomes(_SIGNED)} AND ({_unsaid()})", "unsaid")
    yield refusing("consent", "UPDATE", f"{_becomes(_GIVEN)} AND ({_unfinished()})", "unfinished")
    yield from _events()
    yield from _treatments()


def _becomes(state: ConsentState) -> str:
    return f"NEW.state = '{state}' AND OLD.state <> NEW.state"


def _unsaid() -> str:
    """Signed by the patient's side without information, answers, or ink after the time to think."""
    said = "(SELECT said FROM consent_conversation WHERE consent_id = NEW.id ORDER BY id DESC"
    answered = f"coalesce(json_array_length({said} LIMIT 1), '$.replies'), 0)"
    ink = (
        "EXISTS (SELECT 1 FROM consent_signature WHERE consent_id = NEW.id"
        " AND role IN ('patient', 'representative') AND at >= NEW.earliest)"
    )
    return (
        "NEW.informed_at IS NULL OR NEW.earliest IS NULL OR NEW.earliest < NEW.informed_at"
        f" OR {answered} = 0 OR NOT {ink}"
    )


def _unfinished() -> str:
    """Given without its document or its last day; on the screen, without the physician."""
    owner = "(SELECT patient_id FROM document WHERE id = NEW.document_id)"
    known = f"coalesce(json_array_length(NEW.identity, '$.identifiers'), 0) >= {IDENTIFIERS}"
    physician = (
        "EXISTS (SELECT 1 FROM consent_signature WHERE consent_id = NEW.id AND role = 'physician')"
    )
    return (
        "NEW.informed_at IS NULL OR NEW.document_id IS NULL OR NEW.valid_until IS NULL"
        f" OR {owner} IS NOT NEW.patient_id"
        f" OR (OLD.state = '{_SIGNED}' AND NOT ({known} AND {physician}))"
    )


def _events() -> Iterator[tuple[str, str]]:
    """What is told of a move is a move there is, and where it led is where the consent stands."""
    table = "consent_event"
    pairs = listed({f"{move}>{target}" for (_, move), target in CONSENT_MOVES.items()})
    now = "(SELECT state FROM consent WHERE id = NEW.consent_id)"
    untrue = f"NEW.move || '>' || NEW.state NOT IN ({pairs}) OR NEW.state IS NOT {now}"
    yield refusing(table, "INSERT", untrue, "untrue")
    last = "(SELECT max(at) FROM consent_event WHERE consent_id = NEW.consent_id)"
    early = f"NEW.move IN ({listed(FORWARD)}) AND coalesce(NEW.at < {last}, 0)"
    yield refusing(table, "INSERT", early, "clock")


def _treatments() -> Iterator[tuple[str, str]]:
    gate = f"{not_in('consent', (_GIVEN,))} OR {not_in('consultation', (State.DECIDED,))}"
    yield refusing("treatment", "INSERT", gate, "gate")
    theirs = (
        "SELECT 1 FROM consent WHERE id = NEW.consent_id AND patient_id = NEW.patient_id"
        " AND consultation_id = NEW.consultation_id"
        " AND json_extract(scope, '$.product_id') = NEW.product_id"
    )
    yield refusing("treatment", "INSERT", f"NOT EXISTS ({theirs})", "foreign")
    # a day's grace: the last day is the clinic's, the moment is Greenwich's
    holds = (
        "SELECT 1 FROM consent WHERE id = NEW.consent_id AND NEW.at >= earliest"
        " AND date(NEW.at, '-1 day') <= valid_until"
    )
    yield refusing("treatment", "INSERT", f"NOT EXISTS ({holds})", "out_of_time")
