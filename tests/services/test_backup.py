"""Backups as use cases: who may make one, what is entered of it, what a restore brings back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from consult_app import __version__
from consult_app.domain.people import Role
from consult_app.errors import Refused
from consult_app.services import audit, backup, consultations, patients
from consult_app.services.acting import Acting
from consult_app.storage import audit as audit_rows
from consult_app.storage.archive import Archive
from consult_app.storage.store import Store
from tests.clinics import ELIF, Clinic
from tests.services.walk import Walk


def bodies(acting: Acting) -> list[str]:
    with acting.store.read() as tx:
        return [entry.body for entry in audit_rows.entries(tx)]


@pytest.fixture
def made(clinic: Clinic, walk: Walk) -> Archive:
    """A backup of a clinic where a patient has been treated."""
    walk.treated()
    return backup.create(clinic.acting)


def test_create_puts_it_beside_the_records_and_enters_it(clinic: Clinic, made: Archive) -> None:
    assert made.path.parent == clinic.acting.store.folder / "backups"
    assert made.path.name == "consult-2026-11-23-120000.backup"
    assert made.manifest.program == __version__
    entry = bodies(clinic.acting)[-1]
    assert '"backup.made"' in entry
    assert made.sha256 in entry
    assert made.manifest.anchor is not None
    assert audit.verify(clinic.acting, [made.manifest.anchor]).sound


def test_create_at_the_desk_is_refused(clinic: Clinic) -> None:
    with pytest.raises(Refused, match=r"role\.not-permitted"):
        backup.create(clinic.desk())
    assert not (clinic.acting.store.folder / "backups").exists()


@pytest.mark.parametrize("role", [Role.PHYSICIAN, Role.ADMINISTRATOR])
def test_create_by_those_who_keep_the_clinic_is_possible(
    clinic: Clinic, tmp_path: Path, role: Role
) -> None:
    user = replace(clinic.acting.user, roles=frozenset({role}))
    made = backup.create(Acting(user, clinic.acting.store, clinic.clock), tmp_path)
    assert made.path.parent == tmp_path


def test_verify_of_a_whole_consultation_is_sound(clinic: Clinic, made: Archive) -> None:
    folder = clinic.acting.store.folder
    checked = backup.verify(made.path, folder, backup.key_by_file(folder))
    assert checked.report.sound
    assert checked.report.entries == made.manifest.counts["audit"]


def test_key_of_a_file_that_is_not_there_is_refused(clinic: Clinic, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"backup\.key-missing"):
        backup.key_by_file(tmp_path / "nowhere")
    with pytest.raises(Refused, match=r"backup\.key-missing"):
        backup.key_by_file(clinic.acting.store.folder, tmp_path / "no.key")


def test_backup_without_passwords_asks_for_its_key_file(made: Archive) -> None:
    assert backup.people(made.path) == ()
    with pytest.raises(Refused, match=r"backup\.key-missing"):
        backup.key_by_password(made.path, 1, "whatever it may be")


def test_restore_elsewhere_goes_on_where_the_backup_was(
    clinic: Clinic, made: Archive, tmp_path: Path
) -> None:
    patients.register(clinic.acting, replace(ELIF, family_name="Aydın"))
    key = backup.key_by_file(clinic.acting.store.folder)
    restored = backup.restore(made.path, tmp_path / "new", key)
    assert restored.kept is None
    with Store.open(tmp_path / "new", create=False) as store:
        acting = Acting(clinic.acting.user, store, clinic.clock)
        assert audit.verify(acting).sound
        assert '"backup.restored"' in bodies(acting)[-1]
        assert patients.search(acting, "Aydın") == ()
        assert len(consultations.of_patient(acting, clinic.patient.id)) == 1
        patients.register(acting, replace(ELIF, family_name="Aydın"))
