"""Everything of one patient in a new folder: to be read by a person, and by another program."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from consult_app import __version__
from consult_app.domain.audit import Event
from consult_app.domain.patients import Patient
from consult_app.domain.people import Capability
from consult_app.domain.photographs import KEPT_AS
from consult_app.exchange import readable, record_json
from consult_app.exchange.folder import Filling, new_folder
from consult_app.services import export_pages
from consult_app.services.acting import Acting
from consult_app.services.permission import needs
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


def folder_name(at: datetime) -> str:
    """`record-2026-11-28-143355`: nothing of the patient, whoever sees where it lies."""
    return f"record-{at.astimezone():%Y-%m-%d-%H%M%S}"


@needs(Capability.EXPORT_PATIENTS)
def export(acting: Acting, patient_id: int, folder: Path, watch: Watch | None = None) -> Path:
    """Write everything of one patient into a new folder inside `folder`; where it is.

    Raises `Refused`, with nothing left behind: role.not-permitted, patient.not-found,
    store.altered, file.exists, file.no-folder, file.not-writable, file.disk-full,
    file.disk-error, and what `watch` raises.
    """
    target = folder / folder_name(acting.now())
    with acting.read() as tx, new_folder(target) as filling:
        _fill(acting, tx, patient_rows.get(tx, patient_id), filling, watch)
    try:
        with acting.write() as tx:
            acting.note(tx, Event.PATIENT_EXPORTED, "patient", patient_id)
    except BaseException:
        _take_back(target)  # an export that nobody is told of is none
        raise
    return target


def _fill(acting: Acting, tx: Tx, patient: Patient, filling: Filling, watch: Watch | None) -> None:
    members = merges.members(tx, patient.id)
    tables = ownership.everything(tx, members)
    files = tuple(_files(tx, members, tables))
    total = len(files) + 3
    for done, file in enumerate(files):
        _tell(watch, done, total)
        filling.add(file.name, contents.get(tx, file.sha256))
    named = {file.sha256: file.name for file in files}
    _tell(watch, len(files), total)
    packs_used = _add_packs(tx, tables, filling)
    people = {user.id: user.display_name for user in user_rows.every(tx)}
    record = record_json.Record(
        made_at=acting.now(),
        program=__version__,
        clinic=settings_rows.get(tx).name,
        record_numbers=(patient.record_number, *patient.other_numbers),
        people=people,
        files=named,
        packs=packs_used,
        tables=tables,
    )
    filling.add("record.json", record_json.text(record))
    _tell(watch, len(files) + 1, total)
    title, parts = export_pages.everything(record)
    filling.add("everything.html", readable.page(title, parts, "en"))
    _tell(watch, len(files) + 2, total)
    language = settings_rows.get(tx).language
    title, parts = export_pages.index(acting, tx, patient, record, language)
    filling.add("index.html", readable.page(title, parts, language))
    _tell(watch, total, total)


def _files(
    tx: Tx, members: tuple[int, ...], tables: Mapping[str, list[dict[str, Any]]]
) -> Iterator[_File]:
    """Every stored file, named by what it is and never by whose."""
    documents = {row["sha256"]: row for row in tables["document"]}
    kinds = {row["sha256"]: KEPT_AS for row in tables["photograph"]}
    kinds |= {row["sha256"]: row["content_type"] for row in tables["attachment"]}
    for n, sha256 in enumerate(ownership.contents(tx, members), start=1):
        if sha256 in documents:
            row = documents[sha256]
            yield _File(sha256, f"documents/{row['kind']}-{row['number']}.pdf")
        else:
            ending = _ENDINGS.get(kinds.get(sha256, ""), ".bin")
            yield _File(sha256, f"files/file-{n:04}{ending}")


def _add_packs(
    tx: Tx, tables: Mapping[str, list[dict[str, Any]]], filling: Filling
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

    shutil.rmtree(target, ignore_errors=True)
