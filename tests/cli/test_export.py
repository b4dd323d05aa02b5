"""`consult-app export`: by record number, into what was not there, in one line where it fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from consult_app import paths
from consult_app.cli.commands import root
from consult_app.domain.audit import Event
from consult_app.storage import audit
from consult_app.storage.store import Store
from tests.clinics import open_clinic
from tests.services.walk import Walk
from tests.storage.test_erasing import erase


@pytest.fixture
def number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The record number of the one patient of this machine's clinic."""
    clinic = open_clinic(tmp_path / "clinic")
    clinic.acting.store.close()
    monkeypatch.setenv(paths.DATA_VARIABLE, str(tmp_path / "clinic"))
    return clinic.patient.record_number


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(root(), ["export", "patient", *map(str, arguments)])


def test_export_says_where_it_is_and_that_anyone_can_read_it(number: str, tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.mkdir()
    result = run(number, place)
    assert (result.exit_code, result.stderr) == (0, "")
    (made,) = place.iterdir()
    assert str(made) in result.stdout
    assert "not encrypted" in result.stdout
    assert (made / "index.html").is_file()


@pytest.mark.parametrize("typed", ["10000", "999999", "elif", "", "../x"])
def test_number_of_nobody_is_refused_in_one_line(number: str, tmp_path: Path, typed: str) -> None:
    result = run(typed, tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1


def test_folder_that_is_not_there_is_refused_in_one_line(number: str, tmp_path: Path) -> None:
    result = run(number, tmp_path / "nowhere")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)


@pytest.fixture
def treated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The record number of a patient with one consultation, treated."""
    clinic = open_clinic(tmp_path / "clinic")
    Walk(clinic).treated()
    clinic.acting.store.close()
    monkeypatch.setenv(paths.DATA_VARIABLE, str(tmp_path / "clinic"))
    return clinic.patient.record_number


def export(*arguments: str | Path) -> Result:
    return CliRunner().invoke(root(), ["export", *map(str, arguments)])


def test_consultation_goes_out_as_a_folder_and_as_fhir(treated: str, tmp_path: Path) -> None:
    assert export("consultation", treated, tmp_path).exit_code == 0
    (made,) = tmp_path.glob("consultation-*")
    assert (made / "index.html").is_file()
    assert export("fhir", treated, tmp_path / "one.json").exit_code == 0
    assert json.loads((tmp_path / "one.json").read_bytes())["resourceType"] == "Bundle"


def test_fhir_overwrites_nothing(treated: str, tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text("mine")
    result = export("fhir", treated, tmp_path / "one.json")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert (tmp_path / "one.json").read_text() == "mine"
    with Store.open(tmp_path / "clinic") as store, store.read() as tx:
        assert not [e for e in audit.entries(tx) if Event.CONSULTATION_EXPORTED in e.body]


def test_consultation_that_is_not_the_patients_is_refused(treated: str, tmp_path: Path) -> None:
    result = export("fhir", treated, tmp_path / "one.json", "--id", "99")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)


def test_patient_without_a_consultation_has_none_to_take_out(number: str, tmp_path: Path) -> None:
    result = export("fhir", number, tmp_path / "one.json")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)


def test_erasures_are_listed_with_their_hash(number: str, tmp_path: Path) -> None:
    with Store.open(tmp_path / "clinic") as store:
        tombstone = erase(store, 1)
    result = CliRunner().invoke(root(), ["audit", "erasures"])
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    assert all(words in line for words in (number, "Dr A, Dr B", tombstone.sha256))
