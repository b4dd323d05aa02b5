"""After a whole consultation nothing of the patient stands in plain anywhere on the disk.

Words that occur nowhere else are looked for, in every spelling and encoding a file may have, in all
that the program wrote (records and their log, backups, the program's log, temporary files), and in
what exceptions say.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from consult_app import log
from consult_app.domain.names import fold
from consult_app.errors import Refused
from consult_app.forms.model import Path as FormPath
from consult_app.forms.model import Value
from consult_app.services import backup, consultations, patients
from consult_app.storage import answers, aside, files, keyfile
from consult_app.storage.answers import Conflict
from consult_app.storage.models import Base
from tests.clinics import ELIF, Clinic, open_clinic
from tests.faults.figures import Figures
from tests.services.walk import Walk
from tests.storage.made_up import raw

PERSON = replace(
    ELIF,
    family_name="Işıltan-Zwölfender",
    given_name="Gülbeyaz",
    phone="0555 987 65 43",
    email="gulbeyaz@zwoelfender.invalid",
    address="Kırlangıçyuvası Sokağı 77",
)
FREE_TEXT = "Schlüsselblumenallergie"
IN_THE_PATIENTS_WORDS = "nobody knows if it helps"
"""Of what `Walk` lets the patient say."""
MARKS = (
    PERSON.family_name,
    PERSON.given_name,
    PERSON.phone,
    PERSON.email,
    PERSON.address,
    FREE_TEXT,
    IN_THE_PATIENTS_WORDS,
)
ENCODINGS = ("utf-8", "utf-16-le", "iso8859-9")


def found_in(content: bytes) -> set[str]:
    """The marks that some bytes give away."""
    return {mark for mark, spelling in SPELLINGS if spelling in content}


def _spellings() -> Iterator[tuple[str, bytes]]:
    for mark in MARKS:
        escaped = mark.encode("unicode_escape").decode()
        for text in (mark, fold(mark), mark.upper(), escaped):
            for encoding in ENCODINGS:
                yield mark, text.encode(encoding, "replace")


SPELLINGS = tuple(_spellings())


def leaks(folder: Path) -> dict[str, set[str]]:
    """Every file below `folder` that gives something away, by its name or by its bytes."""
    found = {}
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        if marks := found_in(content) | found_in(path.name.encode()):
            found[str(path.relative_to(folder))] = marks
    return found


class Told(Walk):
    """A consultation in which a free text is answered as well."""

    def answers(self) -> dict[FormPath, Value]:
        given = super().answers()
        words = next(path for path, value in given.items() if isinstance(value, str))
        return given | {words: FREE_TEXT}


@pytest.fixture(autouse=True)
def _places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everything the program may write lies below tmp_path, and nothing masks file modes."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    before = os.umask(0)
    yield
    os.umask(before)
    log.end()


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    """A clinic in which a patient was treated, with the records and the log still open."""
    folder = tmp_path / "clinic"
    opened = open_clinic(folder)
    log.begin(folder)
    made = replace(opened, patient=patients.register(opened.acting, PERSON))
    with written_outside(folder) as elsewhere:
        Told(made).treated()
    assert elsewhere == []
    yield made
    made.acting.store.close()


class written_outside:  # noqa: N801 - used as a statement
    """Names of files that Python opened for writing in another folder."""

    _watched: list[tuple[Path, list[str]]] = []  # noqa: RUF012 - a hook cannot be taken back
    _hooked = False

    def __init__(self, folder: Path) -> None:
        self._place = (folder, list[str]())

    def __enter__(self) -> list[str]:
        if not written_outside._hooked:
            written_outside._hooked = True
            sys.addaudithook(written_outside._opened)
        self._watched.append(self._place)
        return self._place[1]

    def __exit__(self, *_exception: object) -> None:
        self._watched.remove(self._place)

    @staticmethod
    def _opened(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or not isinstance(arguments[0], str) or not written_outside._watched:
            return
        flags = arguments[2] or 0
        if flags & (os.O_WRONLY | os.O_RDWR):
            for folder, names in written_outside._watched:
                if not Path(arguments[0]).is_relative_to(folder):
                    names.append(arguments[0])


def test_consultation_leaves_nothing_in_plain(clinic: Clinic, tmp_path: Path) -> None:
    folder = clinic.acting.store.folder
    made = backup.create(clinic.acting)
    key = keyfile.load(folder) or b""
    (tmp_path / "aside").mkdir()
    aside.unpack(made.path, key, tmp_path / "aside")
    assert leaks(tmp_path) == {}, "while the records are open"
    assert (folder / f"{files.DATABASE}-wal").stat().st_size > 0
    clinic.acting.store.close()
    backup.restore(made.path, folder, backup.key_by_file(folder))
    found = set().union(*leaks(tmp_path).values())
    Figures("leak", len(MARKS), len(MARKS) - len(found), len(found)).tell()


def test_consultation_in_a_plain_file_is_found(clinic: Clinic, tmp_path: Path) -> None:
    """The broken twin: every mark was entered, and is found where it stands in plain."""
    folder = clinic.acting.store.folder
    clinic.acting.store.close()
    connection = raw(folder)
    connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(tmp_path / "plain.db"),))
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.close()
    found = leaks(tmp_path)
    assert set(found) == {"plain.db"}
    assert found["plain.db"] == set(MARKS)
    Figures("leak", len(MARKS), 0, len(found["plain.db"]), twin=True).tell()


def test_everything_written_is_for_this_user_alone(clinic: Clinic) -> None:
    folder = clinic.acting.store.folder
    made = backup.create(clinic.acting)
    clinic.acting.store.close()
    backup.restore(made.path, folder, backup.key_by_file(folder))
    for path in (folder, *folder.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def not_null(clinic: Clinic) -> None:
    with clinic.acting.store.write() as tx:
        values = {"family_name": PERSON.family_name, "phone": PERSON.phone, "sex": None}
        tx.connection.execute(insert(Base.metadata.tables["patient"]).values(**values))


def answer_after_the_decision(clinic: Clinic) -> None:
    line = consultations.of_patient(clinic.acting, clinic.patient.id)[0]
    with clinic.acting.store.write() as tx:
        answers.record(tx, line.consultation.id, "z", FREE_TEXT, 1, clinic.clock.at, None)


def answer_that_is_not_expected(clinic: Clinic) -> None:
    line = consultations.of_patient(clinic.acting, clinic.patient.id)[0]
    with clinic.acting.store.write() as tx:
        path = next(iter(answers.newest(tx, line.consultation.id)))
        answers.record(tx, line.consultation.id, path, FREE_TEXT, 1, clinic.clock.at, None)


def patient_of_tomorrow(clinic: Clinic) -> None:
    born = clinic.clock.at.date().replace(year=clinic.clock.at.year + 1)
    patients.register(clinic.acting, replace(PERSON, birth_date=born))


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (not_null, IntegrityError),
        (answer_after_the_decision, IntegrityError),
        (answer_that_is_not_expected, Conflict),
        (patient_of_tomorrow, Refused),
    ],
)
def test_exception_says_nothing_of_the_patient(
    clinic: Clinic, trouble: Callable[[Clinic], None], kind: type[BaseException]
) -> None:
    with pytest.raises(kind) as raised:
        trouble(clinic)
    error: Any = raised.value
    said = "".join(traceback.format_exception(error))
    said += f"{error!r} {error} {error.args} {error.params if kind is Refused else ''}"
    assert found_in(said.encode()) == set()


def test_bug_that_speaks_of_the_patient_is_logged_without_its_words(clinic: Clinic) -> None:
    log.bug(ValueError(PERSON.family_name))
    log.note(log.Entry.REFUSED, code=FREE_TEXT)
    log.end()
    content = (clinic.acting.store.folder / log.FILE).read_bytes()
    assert b"ValueError" in content
    assert found_in(content) == set()


def test_engine_keeps_its_temporary_tables_in_memory(clinic: Clinic) -> None:
    with clinic.acting.store.read() as tx:
        options = set(tx.connection.exec_driver_sql("PRAGMA compile_options").scalars())
        setting = tx.connection.exec_driver_sql("PRAGMA temp_store").scalar()
    always, by_default, file = "TEMP_STORE=3", "TEMP_STORE=2", 1
    assert always in options or (by_default in options and setting != file)


PROBE = """
import ctypes, os, resource, sys
from consult_app.cli import main
sys.argv = ["consult-app", "--version"]
try:
    main()
except SystemExit:
    pass
print(oct(os.umask(0)), resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="as Linux says it")
def test_program_begins_with_files_for_its_user_and_no_dumps() -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0o77 (0, 0) 0"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="as Linux says it")
def test_window_closes_the_memory_before_the_records_open(tmp_path: Path) -> None:
    probe = """
import ctypes, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from consult_app.app import Desk
app = QApplication([])
desk = Desk(app, Path(sys.argv[1]))
desk.ready.connect(app.quit)
desk.show()
app.exec()
desk.close()
print(ctypes.CDLL(None).prctl(3))
"""
    command = [sys.executable, "-c", probe, str(tmp_path / "clinic")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0"
