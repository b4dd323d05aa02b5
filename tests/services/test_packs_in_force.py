"""Which texts a new consultation begins with; old records keep theirs, whatever is shipped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from consult_app import paths
from consult_app.domain.documents import Kind
from consult_app.domain.patients import NewPatient
from consult_app.errors import Refused
from consult_app.messages import sentence
from consult_app.packs import pack as pack_module
from consult_app.services import clinic as clinic_service
from consult_app.services import (
    consent_view,
    consultations,
    documents,
    loading,
    patients,
    shelf,
)
from consult_app.storage import settings as settings_rows
from tests.clinics import Clinic
from tests.services.walk import Walk

INFORMATION = "templates/en/information.md"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The pack of a program that can be changed, as an update changes it."""
    copy = tmp_path / "resources"
    copy.mkdir()
    for part in paths.resources().iterdir():
        if part.name == "packs":
            shutil.copytree(part, copy / part.name)
        else:
            (copy / part.name).symlink_to(part)
    monkeypatch.setattr(paths, "resources", lambda: copy)
    (folder,) = (copy / "packs").iterdir()
    shelf.shipped_files.cache_clear()
    yield folder
    shelf.shipped_files.cache_clear()


def update(folder: Path, file: str, old: str, new: str) -> str:
    """Ship other words; the hash of the pack then."""
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    shelf.shipped_files.cache_clear()
    return shelf.shipped().hash


def begun_with(opened: Clinic, language: str = "en") -> str:
    """The hash of the pack that a new patient's consultation begins with."""
    number = len(patients.search(opened.acting, "Ak"))
    new = NewPatient("Ak", f"Can {number}", date(1980, 1, 2 + number), language=language)
    someone = patients.register(opened.acting, new)
    return consultations.start(opened.acting, someone.id).pack_hash


def test_approved_texts_go_on_until_the_next_are_approved(clinic: Clinic, program: Path) -> None:
    old = shelf.shipped().hash
    new = update(program, INFORMATION, "Take your time.", "Take your own time.")
    assert begun_with(clinic) == old
    clinic_service.approve_texts(clinic.acting, new, "en")
    assert begun_with(clinic) == new


def test_texts_that_fail_their_check_are_not_approved_and_the_last_go_on(
    clinic: Clinic, program: Path
) -> None:
    old = shelf.shipped().hash
    new = update(program, INFORMATION, "Take your time.", "It is safe. Take your time.")
    before = clinic_service.settings(clinic.acting)
    with pytest.raises(Refused) as refused:
        clinic_service.approve_texts(clinic.acting, new, "en")
    assert INFORMATION in sentence(refused.value)
    assert "promises too much" in sentence(refused.value)
    assert clinic_service.settings(clinic.acting) == before
    assert begun_with(clinic) == old


def test_report_is_the_one_of_the_command(clinic: Clinic, program: Path) -> None:
    assert clinic_service.texts_report(clinic.acting, "en").clean
    update(program, INFORMATION, "Take your time.", "It is safe. Take your time.")
    found = clinic_service.texts_report(clinic.acting, "en")
    assert [(p.check, p.where) for p in found.problems] == [("promise", INFORMATION)]
    assert found.languages[0].grades


def test_language_that_the_pack_does_not_speak_is_not_approved(clinic: Clinic) -> None:
    with pytest.raises(Refused, match="no-such-language"):
        clinic_service.approve_texts(clinic.acting, shelf.shipped().hash, "xx")


def test_where_nobody_has_approved_anything_the_shipped_texts_are_drafts(clinic: Clinic) -> None:
    with clinic.acting.write() as tx:
        settings_rows.put(tx, replace(settings_rows.get(tx), approvals=()))
    assert begun_with(clinic) == shelf.shipped().hash


def test_signed_consultation_opens_when_the_shipped_pack_is_gone(walk: Walk, program: Path) -> None:
    consent, signed = walk.given()
    pdf = documents.content(walk.acting, signed.id)
    words = loading.load(walk.acting, consent.consultation_id).pack.consent
    shutil.rmtree(program)
    shelf.shipped_files.cache_clear()
    load_pack_again()
    with pytest.raises(Refused):
        shelf.shipped()
    assert documents.content(walk.acting, signed.id) == pdf
    opened = consent_view.view(walk.acting, consent.consultation_id)
    assert opened.consent == consent
    assert opened.loaded.pack.consent == words
    assert documents.make(walk.acting, consent.consultation_id, Kind.SUMMARY).pages > 0
    assert begun_with(walk.clinic) == opened.loaded.pack.hash


def load_pack_again() -> None:
    """Nothing that was read of a pack is remembered."""
    pack_module._load.cache_clear()
