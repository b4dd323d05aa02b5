"""A demonstration that did not happen whole is not called whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from consult_app.cli.headless import run_headless_demo
from consult_app.domain.documents import Kind
from consult_app.errors import Refused
from consult_app.services import copies, demo_check, documents
from tests.services.walk import Walk


@pytest.fixture
def saved(walk: Walk, tmp_path: Path) -> Path:
    """Every sheet of a treated patient with nothing in the way, saved in a folder."""
    consultation = walk.treated().consultation_id
    for kind in (Kind.INFORMATION, Kind.AFTERCARE, Kind.SUMMARY):
        documents.make(walk.acting, consultation, kind)
    folder = tmp_path / "out"
    folder.mkdir()
    for record in documents.of_consultation(walk.acting, consultation):
        pdf = documents.content(walk.acting, record.id)
        copies.save(pdf, folder / copies.file_name(record))
    return folder


def missing(walk: Walk, folder: Path) -> str:
    """What is said to be missing."""
    with pytest.raises(Refused) as refused:
        demo_check.require_whole(walk.acting, folder)
    assert refused.value.code == "demo.incomplete"
    return str(refused.value.params["what"])


def test_clinic_without_sheets_is_not_whole(walk: Walk, tmp_path: Path) -> None:
    assert missing(walk, tmp_path) == "a sheet is missing (information)"


def test_demonstration_without_a_finding_is_not_whole(walk: Walk, saved: Path) -> None:
    assert missing(walk, saved) == "nothing was found"


def test_changed_file_is_not_the_stored_document(walk: Walk, saved: Path) -> None:
    with next(saved.glob("consent-*")).open("ab") as file:
        file.write(b" ")
    assert missing(walk, saved) == "a saved file is not the stored document (consent)"


def test_headless_demo_with_nowhere_to_write_plays_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused) as refused:
        next(run_headless_demo(tmp_path / "file" / "out"))
    assert refused.value.code == "demo.out-not-writable"
