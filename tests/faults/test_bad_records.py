"""Records that cannot be opened or written: one sentence from command and window, no change."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult_app import paths
from consult_app.app import Desk
from consult_app.cli.commands import root
from consult_app.domain.documents import Kind
from consult_app.errors import Refused
from consult_app.messages import sentence
from consult_app.services import attachments, audit, consultations, documents, patients
from consult_app.services.acting import Acting
from consult_app.services.first_start import first_user
from consult_app.storage import files, keyfile
from consult_app.storage.store import Store
from consult_app.ui.hands import Hands
from tests.clinics import ELIF, open_clinic
from tests.everything import content, rows
from tests.services.walk import Walk
from tests.storage.made_up import raw

NOBODY = 65534
PAPER = "paper.txt"
COMMANDS = (["audit", "verify"], ["document", "verify", __file__])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The records of a clinic with a decided consultation, closed."""
    opened = open_clinic(tmp_path / "clinic")
    Walk(opened).proceed()
    opened.acting.store.close()
    return tmp_path / "clinic"


def _newer(folder: Path) -> None:
    connection = raw(folder)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def _damaged(folder: Path) -> None:
    data = bytearray((folder / files.DATABASE).read_bytes())
    for page in range(1, len(data) // 4096):
        data[page * 4096 + 100] ^= 1
    (folder / files.DATABASE).write_bytes(data)


def _cut_off(folder: Path) -> None:
    os.truncate(folder / files.DATABASE, 40_000)


def _emptied(folder: Path) -> None:
    os.truncate(folder / files.DATABASE, 0)


def _other_file(folder: Path) -> None:
    (folder / files.DATABASE).write_bytes(b"SQLite format 3\x00" + bytes(8176))


def _keyless(folder: Path) -> None:
    (folder / keyfile.NAME).unlink()


def _wrong_key(folder: Path) -> None:
    (folder / keyfile.NAME).write_text("ab" * 32)


TROUBLES = {
    _newer: "The records were written by a newer version of the program: install that version.",
    _damaged: "The records are damaged and were left as they are: restore the last backup.",
    _cut_off: "The records are damaged and were left as they are: restore the last backup.",
    _emptied: "The records are damaged and were left as they are: restore the last backup.",
    _other_file: "The key file does not belong to these records: put the right records.key back.",
    _keyless: "The key file records.key is missing beside the records: put it back from your copy.",
    _wrong_key: "The key file does not belong to these records: put the right records.key back.",
}
spoil = pytest.mark.parametrize(
    ("spoiled", "told"), TROUBLES.items(), ids=[t.__name__ for t in TROUBLES]
)


def told_by_command(monkeypatch: pytest.MonkeyPatch, folder: Path, command: list[str]) -> str:
    """What a command says of the records in `folder`: one line, exit code 1.

    A document is then looked at without them: what that tells stands in a line of its own.
    """
    monkeypatch.setenv(paths.DATA_VARIABLE, str(folder))
    result = CliRunner().invoke(root(), command)
    assert result.exit_code == 1
    if result.stdout:
        (line,) = result.stdout.splitlines()
        of_the_file = "Error: This file is not a PDF, so it is not a document of this clinic."
        assert result.stderr.splitlines() == [of_the_file]
        return line.removeprefix("Records: ")
    (line,) = result.stderr.splitlines()
    return line.removeprefix("Error: ")


@spoil
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_command_on_bad_records_says_so_and_changes_nothing(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoiled: Callable[[Path], None],
    told: str,
    command: list[str],
) -> None:
    spoiled(folder)
    before = content(folder)
    assert told_by_command(monkeypatch, folder, command) == told
    assert content(folder) == before


@spoil
def test_window_on_bad_records_says_so_and_changes_nothing(
    folder: Path,
    qapp: QApplication,
    qtbot: QtBot,
    spoiled: Callable[[Path], None],
    told: str,
) -> None:
    spoiled(folder)
    before = content(folder)
    desk = Desk(qapp, folder)
    desk.show()
    try:
        qtbot.waitUntil(lambda: desk.code != 0, timeout=20_000)
        hands = Hands(desk.window, lambda: desk.work.busy)
        hands.settle()
        assert hands.sees(told)
    finally:
        desk.window.close()
        desk.close()
    assert content(folder) == before


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_command_beside_an_open_window_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    with Store.open(folder, create=False) as store:
        before = rows(store)
        told = told_by_command(monkeypatch, folder, command)
        assert rows(store) == before
    assert told == "The records are already open: use the window that is open, or close it."


def test_command_without_records_makes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = told_by_command(monkeypatch, tmp_path / "none", COMMANDS[0])
    assert told == "There are no records in this folder yet: start the program once."
    assert list(tmp_path.iterdir()) == []


# a folder that cannot be written


@pytest.fixture
def powerless(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Records that this process may read but not change, also where the tests run as root."""
    place = Path(tempfile.mkdtemp(prefix="consult-read-only-"))
    folder = place / "clinic"
    open_clinic(folder).acting.store.close()
    monkeypatch.setenv(paths.DATA_VARIABLE, str(folder))
    for command in COMMANDS:  # whatever they import is read before the rights are given up
        CliRunner().invoke(root(), command)
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    (place / PAPER).write_text("no PDF", encoding="utf-8")
    (place / "hidden").mkdir(mode=0o700)
    (place / "hidden" / PAPER).write_text("no PDF", encoding="utf-8")
    if os.geteuid() != 0:
        (place / "hidden").chmod(0)
    place.chmod(0o755)
    root_user = os.geteuid() == 0
    if root_user:
        os.seteuid(NOBODY)
    yield folder
    if root_user:
        os.seteuid(0)
    folder.chmod(0o700)
    (place / "hidden").chmod(0o700)
    shutil.rmtree(place)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_command_on_a_read_only_folder_says_so(
    powerless: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    before = content(powerless)
    # where the project lies others may have no right to look
    command = [str(powerless.parent / PAPER) if part == __file__ else part for part in command]
    told = told_by_command(monkeypatch, powerless, command)
    assert told.startswith("The folder of the records cannot be written")
    assert content(powerless) == before


def test_command_on_a_file_that_may_not_be_looked_at_says_so(
    powerless: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = powerless.parent / "hidden" / PAPER
    told = told_by_command(monkeypatch, powerless, ["document", "verify", str(hidden)])
    assert told == "paper.txt cannot be read: check that the file is there."


# a disk without room


def use_without_room(folder: Path) -> list[tuple[str, bool]]:
    """In a process of its own, whose files may not grow: what each use says, and if all stayed."""
    import resource

    unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    told = []
    with Store.open(folder, create=False) as store:
        user = first_user(store)
        assert user is not None
        acting = Acting(user, store)
        held = consultations.start(acting, patients.register(acting, ELIF).id)
        paper = consultations.of_patient(acting, 1)[0].consultation.id
        uses: dict[str, Callable[[], object]] = {
            "register": lambda: patients.register(acting, ELIF),
            "correct": lambda: patients.correct(acting, patients.search(acting, "")[0], ELIF),
            "start": lambda: consultations.start(acting, 1),
            "attach": lambda: attachments.keep(acting, held.id, "a.pdf", b"%PDF-" + b"x" * 99_999),
            "paper": lambda: documents.make(acting, paper, Kind.SUMMARY),
        }
        before = rows(store)
        for use in uses.values():
            resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
            try:
                use()
                words = "done"
            except Refused as refused:
                words = sentence(refused)
            resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
            told.append((words, rows(store) == before))
        for use in uses.values():  # and with room again each of them goes
            use()
        assert rows(store) != before
        assert audit.verify(acting).sound
    return told


def test_use_on_a_disk_without_room_says_so_and_changes_nothing(folder: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        told = pool.apply(use_without_room, (folder,))
    assert len(told) == 5
    for words, stayed in told:
        assert words.startswith(("The disk is full", "The disk reported an error"))
        assert stayed


def start_without_room(folder: Path) -> str:
    """In a process of its own: the first start where nothing can be written."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    try:
        Store.open(folder, create=True)
    except Refused as refused:
        return sentence(refused)
    finally:
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    return "opened"


def test_first_start_without_room_says_so_and_starts_over(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        told = pool.apply(start_without_room, (tmp_path / "clinic",))
    assert told.startswith(("The disk is full", "The disk reported an error"))
    open_clinic(tmp_path / "clinic").acting.store.close()
