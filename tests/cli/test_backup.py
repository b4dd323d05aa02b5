"""`consult-app backup` at the terminal: says what it did, asks twice, ends with the right code."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from consult_app import paths
from consult_app.cli.commands import root
from consult_app.services import accounts, patients
from consult_app.services.acting import Acting
from consult_app.services.first_start import first_user
from consult_app.storage import keyfile
from consult_app.storage import patients as rows
from consult_app.storage.kdf import FLOOR
from consult_app.storage.store import Store
from tests.clinics import ELIF, KAYA, SETTINGS, open_clinic
from tests.storage.test_erasing import erase

PASSWORD = "a plum under the third bridge"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clinic's records, closed, as this machine's own."""
    open_clinic(tmp_path / "clinic").acting.store.close()
    monkeypatch.setenv(paths.DATA_VARIABLE, str(tmp_path / "clinic"))
    return tmp_path / "clinic"


def run(*arguments: str | Path, typed: str = "") -> Result:
    return CliRunner().invoke(root(), ["backup", *map(str, arguments)], input=typed)


@pytest.fixture
def file(folder: Path, tmp_path: Path) -> Path:
    place = tmp_path / "disk"
    place.mkdir()
    assert run("create", place).exit_code == 0
    (made,) = place.iterdir()
    return made


def add_a_patient(folder: Path) -> None:
    with Store.open(folder, create=False) as store:
        user = first_user(store)
        assert user is not None
        patients.register(Acting(user, store), ELIF)


def people(folder: Path) -> int:
    with Store.open(folder, create=False) as store, store.read() as tx:
        return rows.count(tx)


def test_create_names_the_file_and_what_to_do_with_it(folder: Path) -> None:
    result = run("create")
    assert result.exit_code == 0
    (made,) = (folder / "backups").iterdir()
    assert str(made) in result.stdout
    assert "another disk" in result.stdout


def test_verify_whole_says_so(file: Path) -> None:
    result = run("verify", file)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("Whole.\n")


@pytest.mark.parametrize("command", ["verify", "restore"])
def test_damaged_is_refused_in_one_line(file: Path, folder: Path, command: str) -> None:
    content = bytearray(file.read_bytes())
    content[5_000] ^= 4
    file.write_bytes(content)
    result = run(command, file, typed="y\ny\n")
    assert result.exit_code == 1
    assert result.stderr == "Error: This backup is damaged: use another one.\n"
    assert result.stdout == ""


@pytest.mark.parametrize("typed", ["", "n\n", "y\n", "y\nn\n"])
def test_restore_without_two_times_yes_changes_nothing(
    file: Path, folder: Path, typed: str
) -> None:
    add_a_patient(folder)
    assert run("restore", file, typed=typed).exit_code == 1
    assert people(folder) == 2


def test_restore_after_two_times_yes_says_where_the_old_records_are(
    file: Path, folder: Path
) -> None:
    add_a_patient(folder)
    result = run("restore", file, typed="y\ny\n")
    assert result.exit_code == 0
    assert people(folder) == 1
    (kept,) = folder.glob("before-restore-*")
    assert str(kept) in result.stdout
    assert people(kept) == 2


def test_restore_with_yes_asks_nothing_and_takes_a_key_file(
    file: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(paths.DATA_VARIABLE, str(tmp_path / "new"))
    assert run("restore", "--yes", file).exit_code == 1
    result = run("restore", "--yes", "--key", folder / keyfile.NAME, file)
    assert result.exit_code == 0
    assert "?" not in result.stdout
    assert people(tmp_path / "new") == 1


@pytest.fixture
def behind_vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clinic to which one person logs in, closed, as this machine's own."""
    place = tmp_path / "vault"
    accounts.set_up(place, KAYA, SETTINGS, PASSWORD, FLOOR).acting.store.close()
    monkeypatch.setenv(paths.DATA_VARIABLE, str(place))
    return place


def test_commands_ask_for_the_password_where_there_is_a_vault(
    behind_vault: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    assert run("create", disk, typed="not this one\n").exit_code == 1
    assert run("create", disk, typed=f"{PASSWORD}\n").exit_code == 0
    (file,) = disk.iterdir()
    secret = tmp_path / "secret"
    secret.write_text(f"{PASSWORD}\n")
    by_file = ("--password-file", secret)
    verified = run("verify", *by_file, file)
    assert (verified.exit_code, verified.stderr) == (0, "")
    assert run("verify", "--user", "nobody", *by_file, file).exit_code == 1
    assert run("restore", "--yes", "--user", "Dr Ayşe Kaya", *by_file, file).exit_code == 0
    (kept,) = behind_vault.glob("before-restore-*")
    assert (kept / "vault.json").exists()
    checked = CliRunner().invoke(root(), ["audit", "verify", *map(str, by_file)])
    assert checked.exit_code == 0


def test_password_file_that_is_not_there_is_refused(behind_vault: Path, tmp_path: Path) -> None:
    result = run("create", "--password-file", tmp_path / "none")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_restore_says_what_is_erased_again(file: Path, folder: Path) -> None:
    with Store.open(folder) as store:
        erase(store, 1)
    result = run("restore", "--yes", file)
    assert "1 record that was erased since is erased again." in result.stdout
    assert people(folder) == 0
