"""A file or a printed page held against the records: what it is, and whether it still counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from consult_app.documents import certificate
from consult_app.domain.consent import ConsentMove, ConsentState
from consult_app.domain.documents import Kind
from consult_app.services import accounts, consents, documents, seals, verify_words, verifying
from consult_app.services.verifying import Finding
from tests.documents import tampering
from tests.documents.test_seal import TAMPERED
from tests.services.refusing import refused
from tests.services.walk import Walk
from tests.storage.made_up import raw


def said(finding: Finding) -> str:
    return verify_words.headline(finding, "en")


def facts(finding: Finding) -> dict[str, str]:
    return dict(verify_words.details(finding, "en"))


def test_final_consent_is_ours_unchanged_and_in_force(walk: Walk) -> None:
    _consent, record = walk.given()
    finding = verifying.check_file(walk.acting, documents.content(walk.acting, record.id))
    assert finding.good
    assert said(finding) == (
        f"{record.number}, Consent to exosome treatment: unchanged, sealed by this clinic and in "
        "force."
    )
    told = facts(finding)
    assert told["Signed by the patient"].startswith("Elif Demir, 23 November 2026")
    assert told["Signed by the physician"].startswith("Dr Ayşe Kaya, ")
    assert told["Made"].endswith(", Dr Ayşe Kaya")
    assert told["Sealed by"] == "Klinik Örnek"
    (held,) = seals.certificates(walk.acting)
    assert told["Fingerprint"].replace(" ", "") == held.fingerprint
    with walk.acting.read() as tx:
        rows = tx.connection.exec_driver_sql("SELECT seq, hash FROM audit").fetchall()
    seq, _colon, digits = told["Entry of the records"].partition(":")
    assert any(row[0] == int(seq) and row[1].startswith(digits) for row in rows)


@pytest.mark.parametrize("done", TAMPERED)
def test_tampered_document_is_refused_with_its_own_sentence(walk: Walk, done: str) -> None:
    tamper, standing = TAMPERED[done]
    record = documents.make(walk.acting, walk.proceed().id, Kind.INFORMATION)
    finding = verifying.check_file(walk.acting, tamper(documents.content(walk.acting, record.id)))
    assert not finding.good
    assert said(finding) == verify_words.STANDING[standing]


def test_each_sentence_is_its_own() -> None:
    assert len(set(verify_words.STANDING.values())) == len(verify_words.STANDING)


def test_consent_withdrawn_since_is_told(walk: Walk) -> None:
    consent, record = walk.given()
    walk.clinic.clock.forward(days=3)
    consents.step_back(walk.acting, consent, ConsentMove.WITHDRAW)
    finding = verifying.check_file(walk.acting, documents.content(walk.acting, record.id))
    assert not finding.good
    assert "the consent was withdrawn on 26 November 2026" in said(finding)


def test_newer_version_is_told_and_named(walk: Walk) -> None:
    consultation = walk.proceed()
    first = documents.make(walk.acting, consultation.id, Kind.SUMMARY)
    second = documents.make(walk.acting, consultation.id, Kind.SUMMARY)
    finding = verifying.check_file(walk.acting, documents.content(walk.acting, first.id))
    assert not finding.good
    assert "a newer version exists" in said(finding)
    assert facts(finding)["Newer version"] == second.number


def test_sealed_document_that_the_records_do_not_know_is_said_so(walk: Walk) -> None:
    stray = documents.draw(walk.acting, walk.proceed().id, Kind.SUMMARY).sealed.pdf
    finding = verifying.check_file(walk.acting, stray)
    assert not finding.good
    assert "these records do not know it" in said(finding)


def test_number_on_paper_says_what_is_known_and_what_is_not(walk: Walk) -> None:
    _consent, record = walk.given()
    finding = verifying.check_code(walk.acting, f"page 2: {record.number}/2")
    assert finding.good
    assert "Compare the paper with the stored document" in said(finding)
    assert "Signed by the patient" in facts(finding)
    beyond = verifying.check_code(walk.acting, f"{record.number}/99")
    assert not beyond.good
    assert "this page is not ours" in said(beyond)
    with refused("seal.no-code"):
        verifying.check_code(walk.acting, "hello")
    with refused("document.not-found"):
        verifying.check_code(walk.acting, "D-2026-99999")


def test_file_alone_is_held_against_the_saved_certificate(walk: Walk, tmp_path: Path) -> None:
    _consent, record = walk.given()
    pdf = documents.content(walk.acting, record.id)
    (held,) = seals.certificates(walk.acting)
    file = seals.save_certificate(walk.acting, held.fingerprint, tmp_path / "clinic.pem")
    finding = verifying.without_records(pdf, file.read_bytes())
    assert finding.good
    assert "sealed by the clinic and unchanged" in said(finding)
    assert facts(finding)["It calls itself"] == record.number
    alone = verifying.without_records(pdf)
    assert not alone.good
    assert "Whose seal it is only the clinic's certificate tells" in said(alone)
    stranger = certificate.pem(certificate.make("Klinik Örnek", walk.acting.now()).certificate)
    assert "not the clinic's" in said(verifying.without_records(pdf, stranger))
    assert not verifying.without_records(tampering.flipped(pdf), file.read_bytes()).good
    with refused("seal.not-a-certificate"):
        verifying.without_records(pdf, b"no certificate")


def test_strokes_changed_in_the_records_are_noticed(walk: Walk) -> None:
    _consent, record = walk.given()
    pdf = documents.content(walk.acting, record.id)
    walk.acting.store.close()
    connection = raw(walk.acting.store.folder)
    connection.execute("DROP TRIGGER consent_signature_update_refused")
    connection.execute("UPDATE consent_signature SET strokes = '[]' WHERE role = 'patient'")
    connection.commit()
    connection.close()
    acting = accounts.open_made_up(walk.acting.store.folder, walk.clinic.clock).acting
    try:
        finding = verifying.check_file(acting, pdf)
    finally:
        acting.store.close()
    assert not finding.good
    assert "is not the one signed" in said(finding)
    assert finding.known is not None
    assert finding.known.consent is ConsentState.GIVEN


def test_nothing_but_a_file_is_read(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "none.pdf"):
        with refused("document.file-unreadable"):
            verifying.read(place)
