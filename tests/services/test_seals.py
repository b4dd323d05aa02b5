"""Every final document is sealed; the clinic's key is never in plain, its old seals stay good."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import page as page_validation
import pytest

from consult_app.documents import certificate
from consult_app.documents.judge import Standing, judge
from consult_app.domain.audit import Event
from consult_app.domain.documents import Kind
from consult_app.domain.seals import Origin
from consult_app.services import clinic as clinic_service
from consult_app.services import documents, seals
from consult_app.storage import audit as audit_rows
from consult_app.storage import seals as seal_rows
from tests.clinics import Clinic
from tests.documents.test_certificate import AT, bundle, issued
from tests.services.refusing import refused
from tests.services.walk import Walk


def known(walk: Walk) -> list[bytes]:
    return [one.certificate for one in seals.certificates(walk.acting)]


def test_set_up_makes_the_clinics_own_certificate(clinic: Clinic) -> None:
    (made,) = seals.certificates(clinic.acting)
    assert made.holder == "Klinik Örnek"
    assert made.origin is Origin.MADE
    assert made.current


@pytest.mark.parametrize("kind", [Kind.INFORMATION, Kind.SUMMARY])
def test_final_document_is_sealed_and_a_preview_is_not(walk: Walk, kind: Kind) -> None:
    consultation = walk.proceed()
    record = documents.make(walk.acting, consultation.id, kind)
    pdf = documents.content(walk.acting, record.id)
    found = judge(pdf, known(walk))
    assert (found.standing, found.number) == (Standing.SEALED, record.number)
    preview = documents.preview(walk.acting, consultation.id, kind)
    assert judge(preview, known(walk)).standing is Standing.NO_SEAL


def test_sealed_consent_meets_both_standards_and_shows_both_signatures(walk: Walk) -> None:
    _consent, record = walk.given()
    pdf = documents.content(walk.acting, record.id)
    for profile in ("ua1", "2a"):
        report = page_validation.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, list(report.failures)[:3]


def test_strokes_are_bound_to_the_document_before_its_seal(walk: Walk) -> None:
    consent, record = walk.given()
    pdf = documents.content(walk.acting, record.id)
    with walk.acting.read() as tx:
        seal = seal_rows.of_document(tx, record.id)
        bound = seal_rows.bindings(tx, record.id)
        signed = [e.body for e in audit_rows.entries(tx) if Event.DOCUMENT_SIGNED in e.body]
    assert seal is not None
    entries = [body for body in signed if f'"subject":{record.id}' in body]
    unsigned = pdf[: seal.unsigned_size]
    assert hashlib.sha256(unsigned).hexdigest() == seal.unsigned_sha256
    assert judge(unsigned, None).standing is Standing.NO_SEAL
    strokes = [seal_rows.strokes_sha256(signature) for signature in consent.signatures]
    assert [b.strokes_sha256 for b in bound] == strokes
    assert {b.unsigned_sha256 for b in bound} == {seal.unsigned_sha256}
    for body, hashed in zip(entries, strokes, strict=True):
        assert hashed in body
        assert seal.unsigned_sha256 in body


def test_private_key_is_nowhere_in_the_clinics_files(walk: Walk) -> None:
    walk.given()
    with walk.acting.read() as tx:
        held = seal_rows.current(tx)
        assert held is not None
        key = seal_rows.key_of(tx, held, walk.acting.store.data_key)
        wrapped = tx.connection.exec_driver_sql("SELECT wrapped FROM seal_key").scalar()
        with refused("seal.key-lost"):
            seal_rows.key_of(tx, held, b"x" * 32)
    assert isinstance(wrapped, bytes)
    assert key not in wrapped
    for file in walk.acting.store.folder.rglob("*"):
        if file.is_file():
            assert key not in file.read_bytes()


def test_renewed_certificate_seals_from_now_on_and_old_seals_stay_good(walk: Walk) -> None:
    consultation = walk.proceed()
    first = documents.make(walk.acting, consultation.id, Kind.SUMMARY)
    old = documents.content(walk.acting, first.id)
    renewed = seals.renew(walk.acting)
    new = documents.content(
        walk.acting, documents.make(walk.acting, consultation.id, Kind.SUMMARY).id
    )
    assert [c.current for c in seals.certificates(walk.acting)] == [True, False]
    found = judge(new, known(walk)).sealer
    assert found is not None
    assert found.fingerprint == renewed.fingerprint
    assert judge(old, known(walk)).standing is Standing.SEALED
    assert judge(old, [renewed.certificate]).standing is Standing.OTHER_SEALER


def test_records_from_before_seals_get_a_certificate_at_the_first_document(walk: Walk) -> None:
    consultation = walk.proceed()
    with walk.acting.write() as tx:
        tx.connection.exec_driver_sql("DELETE FROM seal_key")
    record = documents.make(walk.acting, consultation.id, Kind.INFORMATION)
    pdf = documents.content(walk.acting, record.id)
    assert judge(pdf, known(walk)).standing is Standing.SEALED
    assert len(seals.certificates(walk.acting)) == 2


def test_certificate_that_has_run_out_is_followed_by_the_clinics_own(
    walk: Walk, tmp_path: Path
) -> None:
    file = tmp_path / "clinic.p12"
    file.write_bytes(bundle(issued(start=AT - timedelta(days=1), days=30)))
    imported = seals.import_file(walk.acting, file, "made up words")
    assert imported.origin is Origin.IMPORTED
    consultation = walk.proceed()
    first = documents.make(walk.acting, consultation.id, Kind.INFORMATION)
    walk.clinic.clock.forward(days=60)
    second = documents.make(walk.acting, consultation.id, Kind.INFORMATION)
    sealers = [
        judge(documents.content(walk.acting, record.id), known(walk)) for record in (first, second)
    ]
    assert [found.standing for found in sealers] == [Standing.SEALED] * 2
    newest = seals.certificates(walk.acting)[0]
    assert newest.origin is Origin.MADE
    assert [f.sealer.fingerprint for f in sealers if f.sealer] == [
        imported.fingerprint,
        newest.fingerprint,
    ]


def test_certificate_is_imported_once_and_a_refused_one_changes_nothing(
    walk: Walk, tmp_path: Path
) -> None:
    file = tmp_path / "clinic.p12"
    before = seals.certificates(walk.acting)
    with refused("file.unreadable"):
        seals.import_file(walk.acting, file, "")
    file.write_bytes(bundle(issued()))
    with refused("seal.wrong-password"):
        seals.import_file(walk.acting, file, "no")
    assert seals.certificates(walk.acting) == before
    seals.import_file(walk.acting, file, "made up words")
    with refused("seal.already-here"):
        seals.import_file(walk.acting, file, "made up words")


def test_public_part_is_saved_for_others(walk: Walk, tmp_path: Path) -> None:
    (made,) = seals.certificates(walk.acting)
    target = seals.save_certificate(walk.acting, made.fingerprint, tmp_path / "clinic.pem")
    assert certificate.from_pem(target.read_bytes()) == (made.certificate,)
    assert b"PRIVATE" not in target.read_bytes()
    with refused("seal.not-found"):
        seals.save_certificate(walk.acting, "none", tmp_path / "other.pem")


def test_same_moment_draws_the_same_bytes_before_the_seal(walk: Walk) -> None:
    consultation = walk.proceed()
    first = documents.draw(walk.acting, consultation.id, Kind.SUMMARY).sealed
    again = documents.draw(walk.acting, consultation.id, Kind.SUMMARY).sealed
    assert first.unsigned_sha256 == again.unsigned_sha256


def test_clinic_that_is_renamed_keeps_its_certificate(walk: Walk) -> None:
    settings = replace(clinic_service.settings(walk.acting), name="Klinik Yeni")
    clinic_service.change_settings(walk.acting, settings)
    _consent, record = walk.given()
    pdf = documents.content(walk.acting, record.id)
    assert judge(pdf, known(walk)).standing is Standing.SEALED
