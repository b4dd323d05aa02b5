"""Files beside answers: in the encrypted records byte for byte, or refused with nothing kept."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from consult_app.domain.attachments import LARGEST
from consult_app.domain.decision import Choice
from consult_app.forms.model import Attachment
from consult_app.services import attachments, audit
from consult_app.storage import audit as audit_rows
from consult_app.storage.models import Base
from tests.clinics import Clinic
from tests.services.refusing import refused
from tests.services.walk import Walk

PDF = b"%PDF-1.7 made up " + bytes(range(256)) * 40
LAB = "ci/ci.infection/ci.infection.lab"


def kept(walk: Walk) -> int:
    """How many bytes and files are stored."""
    with walk.acting.store.read() as tx:
        tables = [Base.metadata.tables[name] for name in ("attachment", "content")]
        return sum(len(tx.connection.execute(table.select()).all()) for table in tables)


def events(walk: Walk) -> list[str]:
    with walk.acting.store.read() as tx:
        return [e.body for e in audit_rows.entries(tx) if '"kind":"attachment"' in e.body]


def test_file_kept_is_an_answer_and_comes_back_byte_for_byte(walk: Walk) -> None:
    consultation = walk.begin()
    file = attachments.keep(walk.acting, consultation.id, "Kan sayımı <1>.pdf", PDF)
    digest = hashlib.sha256(PDF).hexdigest()
    assert file == Attachment("Kan sayımı <1>.pdf", "application/pdf", len(PDF), digest)
    walk.put(consultation, {LAB: file})
    assert walk.session(consultation).value(LAB) == file
    assert attachments.content(walk.acting, consultation.id, digest) == PDF
    first, second = events(walk)
    assert "attachment.kept" in first
    assert "attachment.viewed" in second
    assert "Kan" not in first + second
    assert audit.verify(walk.acting).sound


def test_file_in_the_folder_of_the_records_shows_nothing(walk: Walk) -> None:
    attachments.keep(walk.acting, walk.begin().id, "a.pdf", PDF)
    for path in walk.acting.store.folder.iterdir():
        assert b"made up" not in path.read_bytes()


def test_same_file_twice_is_stored_once(walk: Walk) -> None:
    consultation = walk.begin()
    first = attachments.keep(walk.acting, consultation.id, "a.pdf", PDF)
    assert attachments.keep(walk.acting, consultation.id, "a.pdf", PDF) == first
    assert kept(walk) == 2
    assert len(events(walk)) == 1


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("result.pdf", b"MZ\x90 a program", "attachment.wrong-kind"),
        ("result.pdf", b"", "attachment.empty"),
        ("result.pdf", b"%PDF-" + bytes(LARGEST), "attachment.too-large"),
    ],
)
def test_file_that_is_none_of_ours_is_refused_and_not_kept(
    walk: Walk, name: str, data: bytes, code: str
) -> None:
    consultation = walk.begin()
    with refused(code):
        attachments.keep(walk.acting, consultation.id, name, data)
    assert kept(walk) == 0
    assert events(walk) == []


def test_file_beside_a_decided_consultation_is_refused(walk: Walk) -> None:
    consultation = walk.begin()
    walk.decide(consultation, Choice.DO_NOT_TREAT)
    with refused("consultation.not-draft"):
        attachments.keep(walk.acting, consultation.id, "a.pdf", PDF)
    assert kept(walk) == 0


def test_content_of_another_consultation_or_for_the_desk_is_refused(
    clinic: Clinic, walk: Walk
) -> None:
    consultation = walk.begin()
    file = attachments.keep(walk.acting, consultation.id, "a.pdf", PDF)
    with refused("attachment.not-found"):
        attachments.content(walk.acting, consultation.id + 1, file.sha256)
    with refused("role.not-permitted"):
        attachments.content(clinic.desk(), consultation.id, file.sha256)
    with refused("role.not-permitted"):
        attachments.keep(clinic.desk(), consultation.id, "a.pdf", PDF)


def test_file_on_disk_is_read_and_kept(walk: Walk, tmp_path: Path) -> None:
    place = tmp_path / "Ölçüm.pdf"
    place.write_bytes(PDF)
    file = attachments.keep_file(walk.acting, walk.begin().id, place)
    assert (file.title, file.size) == ("Ölçüm.pdf", len(PDF))


def test_file_that_is_gone_or_a_folder_or_a_device_is_refused(walk: Walk, tmp_path: Path) -> None:
    consultation = walk.begin()
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "gone.pdf", tmp_path, tmp_path / "pipe", Path(os.devnull)):
        with refused("file.unreadable"):
            attachments.keep_file(walk.acting, consultation.id, place)
    assert kept(walk) == 0


def test_file_too_large_is_not_read_to_its_end(walk: Walk, tmp_path: Path) -> None:
    place = tmp_path / "film.pdf"
    with place.open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(1 << 32)  # a hole: it takes no room on the disk
    with refused("attachment.too-large"):
        attachments.keep_file(walk.acting, walk.begin().id, place)
