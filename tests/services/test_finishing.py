"""The finished document in the patient's hands: drawn once, confirmed by its hash, replaced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from consult_app.documents.check import sha256
from consult_app.documents.pages import page_count, page_text
from consult_app.domain.audit import Event
from consult_app.domain.blocks import Stroke
from consult_app.domain.consent import BY_HAND, Consent, ConsentMove, Hand, Manner
from consult_app.domain.documents import DocumentRecord, DocumentState, Kind
from consult_app.services import consents, documents, finishing
from consult_app.storage import audit as audit_rows
from tests.clinics import open_clinic
from tests.services.refusing import refused
from tests.services.walk import KNOWN, SCRAWL, Walk


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    clinic = open_clinic(tmp_path / "clinic")
    yield Walk(clinic)
    clinic.acting.store.close()


@pytest.fixture
def signed(walk: Walk) -> Consent:
    return consents.sign_patient(walk.acting, walk.opened(), "Elif Demir", SCRAWL)


def papers(walk: Walk, consent: Consent) -> list[DocumentRecord]:
    kept = documents.of_consultation(walk.acting, consent.consultation_id)
    return [d for d in kept if d.kind is Kind.CONSENT]


def chain(walk: Walk, event: Event) -> list[str]:
    with walk.acting.store.read() as tx:
        return [e.body for e in audit_rows.entries(tx) if f'"{event}"' in e.body]


def test_finished_document_shows_the_signature_and_is_drawn_once(
    walk: Walk, signed: Consent
) -> None:
    first = finishing.finished(walk.acting, signed.id)
    again = finishing.finished(walk.acting, signed.id)
    assert first.pdf == again.pdf
    assert sha256(first.pdf) == first.record.sha256
    assert first.record.state is DocumentState.AWAITING_SIGNATURE
    text = " ".join(page_text(first.pdf, i) for i in range(page_count(first.pdf)))
    assert "Elif Demir" in text
    kept = documents.of_consultation(walk.acting, signed.consultation_id)
    assert [d.kind for d in kept].count(Kind.CONSENT) == 1


def test_confirmation_holds_hash_and_time_and_is_in_the_chain(walk: Walk, signed: Consent) -> None:
    shown = finishing.finished(walk.acting, signed.id)
    walk.clinic.clock.forward(minutes=3)
    certificate = finishing.certify(walk.acting, signed.id, shown.record.sha256)
    assert certificate.sha256 == sha256(shown.pdf)
    assert certificate.at == walk.acting.now()
    assert finishing.confirmed(walk.acting, signed.id) == certificate
    (entry,) = chain(walk, Event.CONSENT_CERTIFIED)
    assert certificate.sha256 in entry


def test_drawn_lines_are_bound_to_the_document_in_the_chain(walk: Walk, signed: Consent) -> None:
    shown = finishing.finished(walk.acting, signed.id)
    certificate = finishing.certify(walk.acting, signed.id, shown.record.sha256)
    (entry,) = chain(walk, Event.DOCUMENT_SIGNED)
    assert certificate.strokes_sha256 in entry


def test_confirmed_twice_is_confirmed_once(walk: Walk, signed: Consent) -> None:
    shown = finishing.finished(walk.acting, signed.id)
    first = finishing.certify(walk.acting, signed.id, shown.record.sha256)
    walk.clinic.clock.forward(minutes=1)
    assert finishing.certify(walk.acting, signed.id, shown.record.sha256) == first
    assert len(chain(walk, Event.CONSENT_CERTIFIED)) == 1


def test_another_document_is_not_confirmed(walk: Walk, signed: Consent) -> None:
    finishing.finished(walk.acting, signed.id)
    with refused("consent.finished-changed"):
        finishing.certify(walk.acting, signed.id, "0" * 64)
    assert finishing.confirmed(walk.acting, signed.id) is None


def test_unsigned_consent_has_no_finished_document(walk: Walk) -> None:
    consent = walk.opened()
    with refused("consent.not-signed"):
        finishing.finished(walk.acting, consent.id)
    with refused("consent.not-signed"):
        finishing.certify(walk.acting, consent.id, "0" * 64)


def test_declined_after_all_its_document_gives_way(walk: Walk, signed: Consent) -> None:
    finishing.finished(walk.acting, signed.id)
    consents.step_back(walk.acting, signed, ConsentMove.DECLINE)
    kept = papers(walk, signed)[0]
    assert kept.state is DocumentState.SUPERSEDED


def test_given_the_confirmed_one_gives_way_and_its_bytes_stay(walk: Walk, signed: Consent) -> None:
    shown = finishing.finished(walk.acting, signed.id)
    finishing.certify(walk.acting, signed.id, shown.record.sha256)
    _given, final = consents.sign_physician(walk.acting, signed, SCRAWL, KNOWN)
    states = {d.id: d.state for d in papers(walk, signed)}
    assert states == {
        shown.record.id: DocumentState.SUPERSEDED,
        final.id: DocumentState.FINAL,
    }
    assert documents.content(walk.acting, shown.record.id) == shown.pdf


def test_not_confirmed_is_not_given(walk: Walk, signed: Consent) -> None:
    with refused("consent.not-confirmed"):
        consents.sign_physician(walk.acting, signed, SCRAWL, KNOWN)
    finishing.finished(walk.acting, signed.id)
    with refused("consent.not-confirmed"):
        consents.sign_physician(walk.acting, signed, SCRAWL, KNOWN)


CROSS = (Stroke(((0.2, 0.2, 0.5, 0), (0.3, 0.3, 0.5, 9))),)
MARK = Hand(Manner.MARK, witness="Can Ay", seen=SCRAWL)
TYPED = Hand(Manner.TYPED, reason="Both hands in plaster", typed="elif demir")


@pytest.mark.parametrize(
    ("strokes", "hand", "words"),
    [
        (CROSS, MARK, "by a mark that Can Ay saw being made"),
        ((), TYPED, "typed and not signed by hand: Both hands in plaster"),
    ],
)
def test_who_cannot_write_signs_in_another_way_and_the_paper_says_how(
    walk: Walk, strokes: tuple[Stroke, ...], hand: Hand, words: str
) -> None:
    consent = walk.opened()
    signed = consents.sign_patient(walk.acting, consent, "Elif Demir", strokes, hand=hand)
    assert signed.signatures[0].manner is hand.manner
    pdf = finishing.finished(walk.acting, signed.id).pdf
    text = " ".join(" ".join(page_text(pdf, i) for i in range(page_count(pdf))).split())
    assert words in text
    assert ("I saw this mark being made" in text) is (hand is MARK)


@pytest.mark.parametrize(
    ("strokes", "hand", "code"),
    [
        (CROSS, BY_HAND, "consent.signature-too-short"),
        ((), MARK, "consent.mark-missing"),
        (CROSS, replace(MARK, witness=" "), "consent.witness-missing"),
        (CROSS, replace(MARK, witness="ELIF DEMIR"), "consent.witness-missing"),
        (CROSS, replace(MARK, seen=CROSS), "consent.witness-signature-missing"),
        ((), replace(TYPED, typed="Elif"), "consent.typed-otherwise"),
        ((), replace(TYPED, reason=""), "consent.typed-reason-missing"),
    ],
)
def test_half_a_signature_is_none(
    walk: Walk, strokes: tuple[Stroke, ...], hand: Hand, code: str
) -> None:
    consent = walk.opened()
    with refused(code):
        consents.sign_patient(walk.acting, consent, "Elif Demir", strokes, hand=hand)
    kept = consents.current(walk.acting, consent.consultation_id)
    assert kept is not None
    assert kept.signatures == ()


def test_confirmation_is_neither_changed_nor_taken_back(walk: Walk, signed: Consent) -> None:
    shown = finishing.finished(walk.acting, signed.id)
    finishing.certify(walk.acting, signed.id, shown.record.sha256)
    for sql in ("UPDATE consent_certificate SET sha256 = 'x'", "DELETE FROM consent_certificate"):
        with pytest.raises(DatabaseError), walk.acting.store.write() as tx:
            tx.connection.exec_driver_sql(sql)


def test_page_that_was_open_last_is_known(walk: Walk) -> None:
    consent = walk.opened()
    assert finishing.place(walk.acting, consent.id) == ""
    for place in ("part:risks", "summary"):
        finishing.turn_to(walk.acting, consent.id, place)
    assert finishing.place(walk.acting, consent.id) == "summary"
