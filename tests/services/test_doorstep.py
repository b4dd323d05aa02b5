"""Wrong passwords stand in the chain after the next log-in, whatever is done to their list."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from consult_app.domain import recovery
from consult_app.domain.audit import Event
from consult_app.errors import Refused
from consult_app.services import accounts, backup, staff
from consult_app.storage import audit as audit_rows
from consult_app.storage import missed
from consult_app.storage.kdf import FLOOR
from tests.clinics import DESK, KAYA, SETTINGS
from tests.services.refusing import refused

PASSWORD = "lantern orbit walnut"
OTHER = "seven quiet harbours"
WRONG = "not the password at all"


class House:
    """A clinic with two who can log in, closed."""

    def __init__(self, folder: Path, code: str) -> None:
        self.folder, self.code = folder, code

    @property
    def file(self) -> Path:
        return self.folder / missed.NAME

    def wrong(self, user: int = 1) -> None:
        with pytest.raises(Refused):
            accounts.unlock(self.folder, user, WRONG)

    def enter(self) -> list[dict[str, Any]]:
        """Log in; what the chain holds since of who was refused, and of the list."""
        session = accounts.unlock(self.folder, 1, PASSWORD)
        with session.acting.store as store, store.read() as tx:
            bodies = [json.loads(entry.body) for entry in audit_rows.entries(tx)]
        told = {Event.USER_REFUSED, Event.MISSED_UNKNOWN}
        return [body for body in bodies if body["event"] in told]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Made once: its keys take a second to derive."""
    folder = tmp_path_factory.mktemp("house") / "clinic"
    session = accounts.set_up(folder, KAYA, SETTINGS, PASSWORD, FLOOR)
    staff.add(session.acting, DESK, OTHER)
    session.acting.store.close()
    return House(folder, session.code)


@pytest.fixture
def house(built: House, tmp_path: Path) -> House:
    return House(Path(shutil.copytree(built.folder, tmp_path / "clinic")), built.code)


def test_wrong_passwords_are_entered_with_who_and_when_once(house: House) -> None:
    house.wrong(2)
    house.wrong(1)
    one, two = house.enter()
    assert [one["subject"], two["subject"]] == [2, 1]
    assert {one["event"], two["event"]} == {Event.USER_REFUSED}
    assert one["actor"] is None
    assert one["details"]["by"] == "password"
    assert one["details"]["tried"] <= two["details"]["tried"] <= two["at"]
    assert len(house.enter()) == 2, "entered twice"


def test_wrong_recovery_code_is_entered_too(house: House) -> None:
    with refused("recovery.wrong"):
        accounts.recover(house.folder, recovery.new(), 1, OTHER)
    (entry,) = house.enter()
    assert (entry["subject"], entry["details"]["by"]) == (0, "recovery")


def test_right_ones_are_not_entered_as_wrong(house: House) -> None:
    assert house.enter() == []
    assert house.enter() == []


def test_try_that_was_killed_before_its_end_counts(house: House) -> None:
    missed.add(house.folder, missed.TRIED, "2", 1_700_000_000.0)
    (entry,) = house.enter()
    assert entry["details"]["tried"] == "2023-11-14T22:13:20+00:00"


def removed(house: House) -> None:
    house.file.unlink()


def emptied(house: House) -> None:
    house.file.write_text("[]")


def ruined(house: House) -> None:
    house.file.write_bytes(b"\0" * 40)


def cut(house: House) -> None:
    parts = json.loads(house.file.read_text())
    del parts[-1]["lines"][-1]
    house.file.write_text(json.dumps(parts))


def told_otherwise(house: House) -> None:
    parts = json.loads(house.file.read_text())
    parts[-1]["lines"][-1][0] = missed.RIGHT
    house.file.write_text(json.dumps(parts))


def written_anew_with_the_key_that_lies_there(house: House) -> None:
    parts = json.loads(house.file.read_text())
    house.file.write_text(json.dumps([{"key": parts[-1]["key"], "lines": []}]))


@pytest.mark.parametrize(
    "tamper",
    [removed, emptied, ruined, cut, told_otherwise, written_anew_with_the_key_that_lies_there],
    ids=lambda tamper: tamper.__name__,
)
def test_list_that_was_tampered_with_is_entered_as_such(
    house: House, tamper: Callable[[House], None]
) -> None:
    house.wrong()
    house.wrong(2)
    tamper(house)
    events = [entry["event"] for entry in house.enter()]
    assert events[0] == Event.MISSED_UNKNOWN
    assert [e["event"] for e in house.enter()] == events, "the next list is whole again"


def test_older_list_put_back_is_entered_as_such(house: House, tmp_path: Path) -> None:
    house.enter()
    shutil.copy(house.file, tmp_path / "older")
    house.enter()
    house.wrong()
    shutil.copy(tmp_path / "older", house.file)
    assert [e["event"] for e in house.enter()] == [Event.MISSED_UNKNOWN]


def test_log_in_that_was_killed_before_its_entry_loses_no_try(house: House) -> None:
    house.wrong(2)
    missed.begin(house.folder, missed.new_key())  # and then it was killed
    house.wrong(1)
    assert [e["subject"] for e in house.enter()] == [2, 1]


def test_log_in_that_was_killed_after_its_entry_enters_no_try_twice(house: House) -> None:
    house.wrong(2)
    before = house.file.read_bytes()
    assert len(house.enter()) == 1
    parts = json.loads(before) + json.loads(house.file.read_text())
    house.file.write_text(json.dumps(parts))  # what `settle` would have removed
    assert len(house.enter()) == 1


def test_restored_backup_brings_no_false_alarm_and_loses_no_try(
    house: House, tmp_path: Path
) -> None:
    session = accounts.unlock(house.folder, 1, PASSWORD)
    file = backup.create(session.acting, tmp_path).path
    session.acting.store.close()
    house.enter()
    house.wrong()
    backup.restore(file, house.folder, backup.key_by_password(file, 1, PASSWORD))
    assert [e["event"] for e in house.enter()] == [Event.USER_REFUSED]


def test_keys_renewed_for_a_leaver_keep_the_list(house: House) -> None:
    session = accounts.unlock(house.folder, 1, PASSWORD)
    staff.leave(session.acting, 2).acting.store.close()
    house.wrong()
    assert [e["event"] for e in house.enter()] == [Event.USER_REFUSED]


def test_very_many_tries_are_told_by_their_number(house: House) -> None:
    for n in range(230):
        missed.add(house.folder, missed.TRIED, "2", float(n))
    entered = house.enter()
    assert len(entered) == 201
    assert entered[-1]["details"] == {"more": 30}


def test_wrong_password_while_the_records_are_open_is_entered_at_the_next_log_in(
    house: House,
) -> None:
    session = accounts.unlock(house.folder, 1, PASSWORD)
    with refused("vault.wrong-password"):
        accounts.confirm(session.acting, WRONG)
    session.acting.store.close()
    assert [e["event"] for e in house.enter()] == [Event.USER_REFUSED]
