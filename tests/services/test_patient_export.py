"""A whole record taken out: complete, byte for byte, named without the patient, whole or not."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from consult_app.domain.documents import Kind
from consult_app.errors import Refused
from consult_app.exchange import folder as folders
from consult_app.services import attachments, documents, patient_export
from tests import kept
from tests.services.refusing import refused
from tests.services.test_roles import events
from tests.services.walk import Walk

SCAN = b"%PDF-1.7 a letter that was brought along"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    place = tmp_path / "out"
    place.mkdir()
    return place


@pytest.fixture
def full(walk: Walk) -> Walk:
    kept.stepped(walk.acting.store, __name__, lambda: fill(walk))
    return walk


def fill(walk: Walk) -> None:
    draft = walk.begin()
    attachments.keep(walk.acting, draft.id, "Elif Demir.pdf", SCAN)
    consent, _paper = walk.given()
    documents.make(walk.acting, consent.consultation_id, Kind.SUMMARY)


def export(walk: Walk, out: Path) -> Path:
    return patient_export.export(walk.acting, walk.clinic.patient.id, out)


class Links(HTMLParser):
    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        self.found += [value for name, value in attrs if name in {"href", "src"}]


def test_export_holds_every_paper_and_file_byte_for_byte(full: Walk, out: Path) -> None:
    made = export(full, out)
    record = json.loads((made / "record.json").read_bytes())
    for sha256, name in record["files"].items():
        assert hashlib.sha256((made / name).read_bytes()).hexdigest() == sha256
    papers = documents.of_patient(full.acting, full.clinic.patient.id)
    stored = {documents.content(full.acting, paper.id) for paper in papers}
    assert {p.read_bytes() for p in (made / "documents").iterdir()} == stored
    assert [p.read_bytes() for p in (made / "files").iterdir()] == [SCAN]


def test_index_reads_without_the_program_and_every_link_leads_somewhere(
    full: Walk, out: Path
) -> None:
    made = export(full, out)
    page = Links(made / "index.html")
    assert page.found
    assert all((made / link).is_file() for link in page.found)
    assert not page.tags & {"script", "img", "link", "iframe"}
    text = (made / "index.html").read_text("utf-8")
    for words in ("Elif Demir", "12 March 1979", "Dr Ayşe Kaya", "Meniscus tear"):
        assert words in text


def test_machine_readable_part_has_every_row_of_the_patient(full: Walk, out: Path) -> None:
    record = json.loads((export(full, out) / "record.json").read_bytes())
    assert (record["format"], record["version"]) == ("consult-record", 1)
    assert record["record_numbers"] == [full.clinic.patient.record_number]
    for table in ("patient", "answer", "consent", "consent_signature", "decision", "document"):
        assert record["tables"][table], table
    assert set(record["packs"]) == {c["pack_hash"] for c in record["tables"]["consultation"]}
    assert {a["author_id"] for a in record["tables"]["answer"]} <= set(map(int, record["people"]))


def test_every_table_of_the_format_is_documented(full: Walk, out: Path) -> None:
    record = json.loads((export(full, out) / "record.json").read_bytes())
    told = Path("docs/export.md").read_text("utf-8")
    assert [key for key in record if f"`{key}`" not in told] == []
    assert [name for name in record["tables"] if f"`{name}`" not in told] == []


def test_names_of_files_say_nothing_of_the_patient_and_are_private(full: Walk, out: Path) -> None:
    export(full, out)
    for path in out.rglob("*"):
        told = path.relative_to(out).as_posix().casefold()
        assert not re.search(r"elif|demir|1979|100001", told)
        if path.is_file():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_is_overwritten(full: Walk, out: Path) -> None:
    made = export(full, out)
    before = {p: p.read_bytes() for p in made.rglob("*") if p.is_file()}
    with refused("file.exists"):
        export(full, out)
    assert {p: p.read_bytes() for p in made.rglob("*") if p.is_file()} == before
    assert list(out.iterdir()) == [made]


def test_export_that_is_stopped_leaves_nothing(full: Walk, out: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == 2:
            raise Refused("export.stopped")

    with refused("export.stopped"):
        patient_export.export(full.acting, full.clinic.patient.id, out, stop)
    assert list(out.iterdir()) == []


def test_folder_that_cannot_take_it_is_refused_with_nothing_left(full: Walk, out: Path) -> None:
    with refused("file.no-folder"):
        export(full, out / "not there")
    (out / "a file").write_text("x")
    with refused("file.no-folder"):
        export(full, out / "a file")
    assert [p.name for p in out.iterdir()] == ["a file"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (28, "file.disk-full"),
        (13, "file.not-writable"),
        (30, "file.not-writable"),
        (5, "file.disk-error"),
    ],
)
def test_disk_that_says_no_halfway_leaves_nothing(out: Path, number: int, code: str) -> None:
    with refused(code), folders.new_folder(out / "record") as filling:
        filling.add("one", b"1")
        raise OSError(number, "as the system says it")
    assert list(out.iterdir()) == []


def test_consultation_alone_holds_nothing_of_another(full: Walk, out: Path) -> None:
    papers = documents.of_patient(full.acting, full.clinic.patient.id)
    (first,) = {paper.consultation_id for paper in papers if paper.kind is Kind.SUMMARY}
    other = full.begin()
    made = patient_export.export_consultation(full.acting, other.id, out)
    record = json.loads((made / "record.json").read_bytes())
    assert [row["id"] for row in record["tables"]["consultation"]] == [other.id]
    assert not record["tables"]["document"] + record["tables"]["consent_signature"]
    assert [p.name for p in (made / "fhir").iterdir()] == [f"consultation-{other.id}.json"]
    assert not (made / "documents").exists()
    out = out / "again"
    out.mkdir()
    whole = patient_export.export_consultation(full.acting, first, out)
    told = json.loads((whole / "record.json").read_bytes())["tables"]
    assert [row["id"] for row in told["consultation"]] == [first]
    assert told["document"]
    assert told["consent_signature"]
    assert told["consent_event"]
    assert all((whole / name).is_file() for name in Links(whole / "index.html").found)
    assert events(full, "consultation")[-1] == "consultation.exported"


def test_every_consultation_is_there_as_fhir(full: Walk, out: Path) -> None:
    full.begin()
    made = export(full, out)
    assert len(list((made / "fhir").iterdir())) == 2


def test_export_is_entered(full: Walk, out: Path) -> None:
    export(full, out)
    assert events(full, "patient")[-1] == "patient.exported"


def consulted(walk: Walk) -> int:
    papers = documents.of_patient(walk.acting, walk.clinic.patient.id)
    return next(p.consultation_id for p in papers if p.kind is Kind.SUMMARY)


def bundle(walk: Walk, out: Path, watch: patient_export.Watch | None = None) -> Path:
    return patient_export.export_bundle(walk.acting, consulted(walk), out, watch)


def test_bundle_is_a_private_file_of_no_ones_name_and_is_entered(full: Walk, out: Path) -> None:
    made = bundle(full, out)
    assert json.loads(made.read_bytes())["resourceType"] == "Bundle"
    assert re.fullmatch(r"consultation-[\d-]+\.json", made.name)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert events(full, "consultation")[-1] == "consultation.exported"


def test_bundle_tells_how_many_papers_are_in_it(full: Walk, out: Path) -> None:
    walked: list[tuple[int, int]] = []
    bundle(full, out, lambda done, total: walked.append((done, total)))
    papers = len(documents.of_patient(full.acting, full.clinic.patient.id))
    assert walked == [(n, papers) for n in range(papers + 1)]


def test_bundle_that_is_stopped_or_finds_no_room_leaves_nothing_and_is_not_entered(
    full: Walk, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Refused("export.stopped")

    def full_disk(_descriptor: int) -> None:
        raise OSError(28, "as the system says it")

    with refused("export.stopped"):
        bundle(full, out, stop)
    with refused("file.no-folder"):
        bundle(full, out / "not there")
    monkeypatch.setattr(os, "fsync", full_disk)
    with refused("file.disk-full"):
        bundle(full, out)
    assert list(out.iterdir()) == []
    assert "consultation.exported" not in events(full, "consultation")


def test_first_page_says_whether_it_tells_of_everything(full: Walk, out: Path) -> None:
    whole = export(full, out) / "index.html"
    alone = patient_export.export_consultation(full.acting, consulted(full), out) / "index.html"
    everything = "Everything that the clinic keeps of this person"
    assert everything in whole.read_text("utf-8")
    assert everything not in alone.read_text("utf-8")
    assert "One consultation of this person and nothing of the others" in alone.read_text("utf-8")
