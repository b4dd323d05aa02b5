"""Everything of one patient, or of one consultation, in a new folder that needs no program.

A person reads its pages; another program reads the rows, and each consultation as FHIR R4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from consult_app import __version__
from consult_app.domain.audit import Event
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.domain.photographs import KEPT_AS
from consult_app.errors import Refused
from consult_app.exchange import narrowing, readable, record_json
from consult_app.exchange.folder import Filling, new_folder
from consult_app.services import copies, export_pages, fhir_bundle
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
from consult_app.storage import consultations as consultation_rows
from consult_app.storage import contents, merges, ownership, packs
from consult_app.storage import patients as patient_rows
from consult_app.storage import settings as settings_rows
from consult_app.storage import users as user_rows
from consult_app.storage.store import Tx

Watch = Callable[[int, int], None]
"""Told how many files of how many are written; may raise `Refused` to stop."""

_ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
}


@dataclass(frozen=True, slots=True)
class _File:
    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class _Taken:
    """What goes out: whose it is, the rows, the files they name."""

    patient: Patient
    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    files: tuple[_File, ...]
    whole: bool
    """Everything of the patient, or one consultation alone."""


def folder_name(at: datetime, what: str = "record") -> str:
    """`record-2026-11-28-143355`: nothing of the patient, whoever sees where it lies."""
    return f"{what}-{at.astimezone():%Y-%m-%d-%H%M%S}"


@needs(Capability.EXPORT_PATIENTS)
def export(acting: Acting, patient_id: int, folder: Path, watch: Watch | None = None) -> Path:
    """Write everything of one patient into a new folder inside `folder`; where it is.

    Raises `Refused`, with nothing left behind: role.not-permitted, patient.not-found,
    store.altered, file.exists, file.no-folder, file.not-writable, file.disk-full,
    file.disk-error, and what `watch` raises.
    """
    target = folder / folder_name(acting.now())
    with acting.read() as tx, new_folder(target) as filling:
        patient = patient_rows.get(tx, patient_id)
        members = merges.members(tx, patient.id)
        tables = ownership.everything(tx, members)
        files = tuple(_files(tuple(ownership.contents(tx, members)), tables))
        _fill(acting, tx, _Taken(patient, tables, files, whole=True), filling, watch)
    _entered(acting, Event.PATIENT_EXPORTED, "patient", patient_id, target)
    return target


@needs(Capability.EXPORT_PATIENTS)
def export_consultation(
    acting: Acting, consultation_id: int, folder: Path, watch: Watch | None = None
) -> Path:
    """The same of one consultation alone. Raises as `export`, and consultation.not-found."""
    target = folder / folder_name(acting.now(), "consultation")
    with acting.read() as tx, new_folder(target) as filling:
        owner = consultation_rows.get(tx, consultation_id).patient_id
        everything = ownership.everything(tx, (owner,))
        tables = narrowing.of_consultation(everything, consultation_id)
        named = {row[c] for rows in tables.values() for row in rows for c in row if c == "sha256"}
        held = tuple(sha256 for sha256 in ownership.contents(tx, (owner,)) if sha256 in named)
        patient = patient_rows.get(tx, merges.kept(tx, owner))
        taken = _Taken(patient, tables, tuple(_files(held, tables)), whole=False)
        _fill(acting, tx, taken, filling, watch)
    _entered(acting, Event.CONSULTATION_EXPORTED, "consultation", consultation_id, target)
    return target


@needs(Capability.EXPORT_PATIENTS)
def export_bundle(
    acting: Acting,
    consultation_id: int,
    folder: Path,
    watch: Watch | None = None,
    *,
    name: str = "",
) -> Path:
    """One consultation as HL7 FHIR R4, in a new file inside `folder`; where it is.

    `name`: of the file, where a person chose one; else it says the moment and nothing of anybody.

    Raises `Refused`, with nothing left behind: as `copies.save`, and role.not-permitted,
    consultation.not-found, store.altered, and what `watch` raises.
    """
    target = folder / (name or f"{folder_name(acting.now(), 'consultation')}.json")
    with acting.read() as tx:
        bundle = fhir_bundle.of_consultation(acting, tx, consultation_id, watch)
    copies.save(bundle, target)
    _entered(acting, Event.CONSULTATION_EXPORTED, "consultation", consultation_id, target)
    return target


def _entered(acting: Acting, event: Event, subject: str, subject_id: int, target: Path) -> None:
    try:
        with acting.write() as tx:
            acting.note(tx, event, subject, subject_id)
    except BaseException:
        _take_back(target)  # an export that nobody is told of is none
        raise


def _fill(acting: Acting, tx: Tx, taken: _Taken, filling: Filling, watch: Watch | None) -> None:
    consultations = [int(row["id"]) for row in taken.tables["consultation"]]
    total = len(taken.files) + len(consultations) + 3
    for done, file in enumerate(taken.files):
        _tell(watch, done, total)
        filling.add(file.name, contents.get(tx, file.sha256))
    for done, consultation_id in enumerate(consultations, start=len(taken.files)):
        _tell(watch, done, total)
        _add_fhir(acting, tx, consultation_id, filling)
    record = _record(acting, tx, taken, filling)
    language = settings_rows.get(tx).language
    for done, add in enumerate(_pages(acting, tx, taken, record, language), start=total - 3):
        _tell(watch, done, total)
        filling.add(*add())
    _tell(watch, total, total)


def _add_fhir(acting: Acting, tx: Tx, consultation_id: int, filling: Filling) -> None:
    """As a Bundle; one whose questions cannot be read any more is left to the rows."""
    try:
        bundle = fhir_bundle.of_consultation(acting, tx, consultation_id)
    except Refused:
        return
    filling.add(f"fhir/consultation-{consultation_id}.json", bundle)


def _record(acting: Acting, tx: Tx, taken: _Taken, filling: Filling) -> record_json.Record:
    return record_json.Record(
        made_at=acting.now(),
        program=__version__,
        clinic=settings_rows.get(tx).name,
        record_numbers=(taken.patient.record_number, *taken.patient.other_numbers),
        people={user.id: user.display_name for user in user_rows.every(tx)},
        files={file.sha256: file.name for file in taken.files},
        packs=_add_packs(tx, taken.tables, filling),
        tables=taken.tables,
    )


def _pages(
    acting: Acting, tx: Tx, taken: _Taken, record: record_json.Record, language: str
) -> tuple[Callable[[], tuple[str, bytes]], ...]:
    def everything() -> tuple[str, bytes]:
        return "everything.html", readable.page(*export_pages.everything(record), "en")

    def index() -> tuple[str, bytes]:
        about = export_pages.about(whole=taken.whole)
        told = export_pages.index(acting, tx, taken.patient, record, about, language)
        return "index.html", readable.page(*told, language)

    return (lambda: ("record.json", record_json.text(record)), everything, index)


def _files(
    held: tuple[str, ...], tables: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Iterator[_File]:
    """Every stored file, named by what it is and never by whose."""
    documents = {row["sha256"]: row for row in tables["document"]}
    kinds = {row["sha256"]: KEPT_AS for row in tables["photograph"]}
    kinds |= {row["sha256"]: row["content_type"] for row in tables["attachment"]}
    for n, sha256 in enumerate(held, start=1):
        if sha256 in documents:
            row = documents[sha256]
            yield _File(sha256, f"documents/{row['kind']}-{row['number']}.pdf")
        else:
            ending = _ENDINGS.get(kinds.get(sha256, ""), ".bin")
            yield _File(sha256, f"files/file-{n:04}{ending}")


def _add_packs(
    tx: Tx, tables: Mapping[str, Sequence[Mapping[str, Any]]], filling: Filling
) -> dict[str, str]:
    """The questions as they were asked, so that the answers can be read."""
    used = {}
    for n, digest in enumerate(sorted({row["pack_hash"] for row in tables["consultation"]}), 1):
        used[digest] = f"questions/{n}"
        for path, text in (packs.get(tx, digest) or {}).items():
            filling.add(f"questions/{n}/{path}", text.encode())
    return used


def _tell(watch: Watch | None, done: int, total: int) -> None:
    if watch is not None:
        watch(done, total)


def _take_back(target: Path) -> None:
    import shutil

    if target.is_dir():
        shutil.rmtree(target, ignore_errors=True)
    else:
        target.unlink(missing_ok=True)
