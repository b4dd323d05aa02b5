"""`document verify`: exit 0 only for what is ours, whole and in force; else one line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from consult_app.cli.commands import root
from consult_app.domain.consent import ConsentMove
from consult_app.services import consents, documents, seals
from tests.clinics import open_clinic
from tests.documents import tampering
from tests.services.walk import Walk


@pytest.fixture
def walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Walk]:
    folder = tmp_path / "data"
    monkeypatch.setenv("CONSULT_DATA", str(folder))
    opened = open_clinic(folder)
    yield Walk(opened)
    opened.acting.store.close()


@pytest.fixture
def file(walk: Walk, tmp_path: Path) -> Path:
    """A final consent, saved; the records are still open, as in a window."""
    _consent, record = walk.given()
    file = tmp_path / f"{record.number}.pdf"
    file.write_bytes(documents.content(walk.acting, record.id))
    return file


def verify(*arguments: object) -> Result:
    return CliRunner().invoke(root(), ["document", "verify", *map(str, arguments)])


def refused(result: Result) -> str:
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    return line


def test_final_document_is_good_and_told_whole(walk: Walk, file: Path) -> None:
    walk.acting.store.close()
    result = verify(file)
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[-1].endswith("unchanged, sealed by this clinic and in force.")
    assert [line for line in lines if line.startswith("Signed by the patient: Elif Demir, ")]
    assert [line for line in lines if line.startswith("Entry of the records: ")]


def test_tampered_document_is_refused(walk: Walk, file: Path) -> None:
    walk.acting.store.close()
    file.write_bytes(tampering.flipped(file.read_bytes()))
    assert "was changed after it was sealed" in refused(verify(file))


def test_consent_withdrawn_since_is_no_success(walk: Walk, file: Path) -> None:
    with walk.acting.read() as tx:
        consent = consents.newest(tx, 1)
    assert consent is not None
    consents.step_back(walk.acting, consent, ConsentMove.WITHDRAW)
    walk.acting.store.close()
    assert "the consent was withdrawn on 23 November 2026" in refused(verify(file))


def test_number_of_a_printed_page_is_enough(walk: Walk, file: Path) -> None:
    walk.acting.store.close()
    assert verify(file.stem).exit_code == 0
    assert verify(f"{file.stem}/1").exit_code == 0
    assert "this page is not ours" in refused(verify(f"{file.stem}/99"))
    assert "not in the records" in refused(verify("D-2026-99999"))


def test_records_open_elsewhere_leave_what_the_file_tells(file: Path) -> None:
    result = verify(file)
    assert "The seal on this file is unbroken" in refused(result)
    assert result.stdout.startswith("Records: ")
    assert f"It calls itself: {file.stem}" in result.stdout


def test_saved_certificate_is_enough_without_records(walk: Walk, file: Path) -> None:
    (held,) = seals.certificates(walk.acting)
    certificate = seals.save_certificate(walk.acting, held.fingerprint, file.with_suffix(".pem"))
    result = verify("--certificate", certificate, file)
    assert result.exit_code == 0, result.stderr
    assert "The records were not asked" in result.stdout
    assert "Whose seal it is" in refused(verify("--without-records", file))
    changed = file.with_name("changed.pdf")
    changed.write_bytes(tampering.page_removed(file.read_bytes()))
    assert "Pages were taken out" in refused(verify("--certificate", certificate, changed))


def test_file_that_is_not_there_is_refused(walk: Walk) -> None:
    assert "cannot be read" in refused(verify("none.pdf"))
