"""A consent with nothing in it, or a treatment without one, is refused by the database itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from consult_app.domain.consent import CONSENT_MOVES, FORWARD, ConsentMove, ConsentState
from consult_app.domain.conversation import Conversation, Reply
from consult_app.storage import consents
from consult_app.storage.store import Store
from tests import kept
from tests.storage.made_up import (
    NOW,
    SIGNED,
    clinic,
    consent_preparing,
    decide,
    moved,
    product_with_lot,
    raw,
)

TOLD = {(move.value, target.value) for (_start, move), target in CONSENT_MOVES.items()}
EVENT = (
    "INSERT INTO consent_event (consent_id, move, state, reason, author_id, at)"
    " VALUES (?, ?, ?, 'why', 1, ?)"
)
LATER, EARLIER = "2027-01-01 10:00:00.000000", "2020-01-01 10:00:00.000000"
TREATMENT = (
    "INSERT INTO treatment (consultation_id, patient_id, consent_id, product_id, lot_id, session,"
    " sessions, dose, site, site_words, route, sterile, supervisor_id, unchanged, reaction,"
    " reaction_observed, author_id, at) VALUES"
    " ({consultation}, {patient}, {consent}, {product}, 1, 1, 3, '', '{{}}', '', '', 1, 1, 1, '',"
    " 0, 1, '{at}')"
)


class Attack:
    """A bare connection, as a stranger's program has it, to records with one consent."""

    def __init__(self, connection: Any, consent_id: int) -> None:
        self.connection, self.consent_id = connection, consent_id

    def move(self, state: ConsentState) -> None:
        self.connection.execute(
            "UPDATE consent SET state = ? WHERE id = ?", (state.value, self.consent_id)
        )

    def event(self, move: str, state: str, at: str = LATER) -> None:
        self.connection.execute(EVENT, (self.consent_id, move, state, at))


@pytest.fixture
def attacks(folder: Path) -> Iterator[dict[ConsentState, Attack]]:
    """A consent as it stands in each state of the plain way."""
    store, made_here = kept.begun(folder, __name__, consents_of_each)
    store.close()
    connection = raw(folder)
    yield {state: Attack(connection, id_) for state, id_ in made_here.items()}
    connection.close()


def consents_of_each(store: Store) -> dict[ConsentState, int]:
    made_here: dict[ConsentState, int] = {}
    with store.write() as tx:
        made = clinic(tx)
        made_product, _lot = product_with_lot(tx)
        decide(tx, made)
        for state in (ConsentState.OPEN, ConsentState.PATIENT_SIGNED, ConsentState.GIVEN):
            consent = consent_preparing(tx, made, made_product.id)
            made_here[state] = moved(tx, consent, state, made.physician.id).id
    return made_here


@pytest.mark.parametrize("state", [s for s in ConsentState if s is not ConsentState.PREPARING])
def test_consent_cannot_be_born_further_on(
    attacks: dict[ConsentState, Attack], state: ConsentState
) -> None:
    with pytest.raises(dbapi2.IntegrityError, match="consent_insert_begins"):
        attacks[ConsentState.OPEN].connection.execute(
            "INSERT INTO consent (consultation_id, patient_id, state, template, language, scope,"
            " revision) VALUES (1, 1, ?, 'x', 'en', '{}', 1)",
            (state.value,),
        )


def test_event_that_is_no_move_or_led_elsewhere_is_refused(
    attacks: dict[ConsentState, Attack],
) -> None:
    attack = attacks[ConsentState.OPEN]
    for move, state in product(ConsentMove, ConsentState):
        if (move.value, state.value) in TOLD and state is ConsentState.OPEN:
            continue
        with pytest.raises(dbapi2.IntegrityError, match="consent_event_insert_untrue"):
            attack.event(move.value, state.value)


def test_patient_has_not_signed_where_nothing_was_said_or_signed(
    attacks: dict[ConsentState, Attack],
) -> None:
    with pytest.raises(dbapi2.IntegrityError, match="consent_update_unsaid"):
        attacks[ConsentState.OPEN].move(ConsentState.PATIENT_SIGNED)


@pytest.mark.parametrize(
    ("replies", "role", "late"),
    [
        ((), "patient", True),
        ((("s1", Reply.YES),), "physician", True),
        ((("s1", Reply.YES),), "patient", False),
    ],
    ids=["no answers", "no patient", "before the time to think was over"],
)
def test_half_of_a_signed_consent_is_none(
    store: Store, replies: Any, role: str, late: bool
) -> None:
    with store.write() as tx:
        made = clinic(tx)
        by = made.physician.id
        made_product, _lot = product_with_lot(tx)
        consent = moved(tx, consent_preparing(tx, made, made_product.id), ConsentState.OPEN, by)
        consents.put_conversation(tx, consent, Conversation(replies=replies), by=by, at=NOW)
        at = NOW if late else NOW - timedelta(seconds=1)
        ink = SIGNED.__class__(role, "n", "m", at, ())
        consent = consents.add_signature(tx, consent, ink)
        step, target = ConsentMove.PATIENT_SIGNS, ConsentState.PATIENT_SIGNED
        with pytest.raises(Exception, match="consent_update_unsaid"):
            consents.set_state(tx, consent, target, step, reason="", by=by, at=NOW)


@pytest.mark.parametrize(
    "spoilt",
    [
        "",
        "document_id = 1, valid_until = '2027-01-01'",
        """identity = '{"identifiers":["name"]}', document_id = 1, valid_until = '2027-01-01'""",
        """identity = '{"identifiers":["name","birth-date"]}', document_id = 1""",
        """identity = '{"identifiers":["name","birth-date"]}', valid_until = '2027-01-01'""",
        """identity = '{"identifiers":["name","birth-date"]}', document_id = 1,"""
        " valid_until = '2027-01-01'",
    ],
    ids=["nothing", "unknown person", "one identifier", "no end", "no paper", "no physician"],
)
def test_given_is_never_half_a_consent(attacks: dict[ConsentState, Attack], spoilt: str) -> None:
    attack = attacks[ConsentState.PATIENT_SIGNED]
    if spoilt:
        attack.connection.execute(f"UPDATE consent SET {spoilt} WHERE id = {attack.consent_id}")
    with pytest.raises(dbapi2.IntegrityError, match="consent_update_unfinished"):
        attack.move(ConsentState.GIVEN)


@pytest.mark.parametrize("move", sorted(FORWARD))
def test_clock_set_back_makes_no_consent(
    attacks: dict[ConsentState, Attack], move: ConsentMove
) -> None:
    target = next(t for (_s, m), t in CONSENT_MOVES.items() if m is move)
    attack = attacks.get(target)
    if attack is None:
        pytest.fail(f"no consent stands in {target}")
    with pytest.raises(dbapi2.IntegrityError, match="consent_event_insert_clock"):
        attack.event(move.value, target.value, EARLIER)


def test_no_is_recorded_by_whatever_clock_there_is(attacks: dict[ConsentState, Attack]) -> None:
    attack = attacks[ConsentState.OPEN]
    attack.move(ConsentState.DECLINED)
    attack.event(ConsentMove.DECLINE.value, ConsentState.DECLINED.value, EARLIER)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"patient": 99}, "foreign"),
        ({"consultation": 99}, "foreign"),
        ({"product": 99}, "foreign"),
        ({"at": "2026-09-07 00:00:01.000000"}, "out_of_time"),
        ({"at": EARLIER}, "out_of_time"),
    ],
)
def test_treatment_beside_its_consent_is_refused(
    attacks: dict[ConsentState, Attack], change: dict[str, Any], why: str
) -> None:
    attack = attacks[ConsentState.GIVEN]
    attack.connection.execute("PRAGMA foreign_keys=OFF")  # the guards do not lean on them
    fitting = {
        "consultation": 1,
        "patient": 1,
        "consent": attack.consent_id,
        "product": 1,
        "at": "2026-03-10 10:00:00.000000",
    }
    with pytest.raises(dbapi2.IntegrityError, match=f"treatment_insert_({why}|gate)"):
        attack.connection.execute(TREATMENT.format(**{**fitting, **change}))
    attack.connection.execute(TREATMENT.format(**fitting))


@pytest.mark.parametrize("state", [ConsentState.OPEN, ConsentState.PATIENT_SIGNED])
def test_treatment_without_a_given_consent_is_refused(
    attacks: dict[ConsentState, Attack], state: ConsentState
) -> None:
    attack = attacks[state]
    with pytest.raises(dbapi2.IntegrityError, match=r"treatment_insert_(gate|out_of_time)"):
        attack.connection.execute(
            TREATMENT.format(
                consultation=1, patient=1, consent=attack.consent_id, product=1, at=LATER
            )
        )
