"""Accounts: logging in, recovery, passwords, the people who work here; what each leaves behind."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from consult_app.domain.people import Role, User
from consult_app.errors import Refused
from consult_app.services import accounts, clinic, staff
from consult_app.services.accounts import Door, Session
from consult_app.storage import audit as audit_rows
from consult_app.storage import keyfile
from consult_app.storage.kdf import FLOOR
from consult_app.storage.store import Store
from tests.clinics import DESK, KAYA, SETTINGS
from tests.services.refusing import refused

PASSWORD = "lantern orbit walnut"
OTHER = "seven quiet harbours"

Enter = Callable[..., Session]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "clinic"


@pytest.fixture
def first(folder: Path) -> Iterator[Session]:
    """A clinic that was just set up."""
    session = accounts.set_up(folder, KAYA, SETTINGS, PASSWORD, FLOOR)
    yield session
    session.acting.store.close()


@pytest.fixture
def enter(folder: Path, first: Session) -> Iterator[Enter]:
    """Logs in, with whoever was in before out."""
    open_now = [first.acting.store]

    def entered(user_id: int = 1, password: str = PASSWORD) -> Session:
        open_now[-1].close()
        session = accounts.unlock(folder, user_id, password)
        open_now.append(session.acting.store)
        return session

    yield entered
    for store in open_now:
        store.close()


def events(session: Session) -> list[str]:
    with session.acting.store.read() as tx:
        return [json.loads(entry.body)["event"] for entry in audit_rows.entries(tx)]


def test_set_up_makes_a_vault_and_no_key_beside_the_records(folder: Path, first: Session) -> None:
    assert accounts.door(folder) is Door.VAULT
    assert not (folder / keyfile.NAME).exists()
    assert [p.name for p in accounts.people(folder)] == ["Dr Ayşe Kaya"]
    assert first.acting.user.id == accounts.FIRST_USER
    assert first.code
    assert first.code not in repr(first)


@pytest.mark.parametrize(
    ("user", "password", "code"),
    [
        (KAYA, "short", "password.too-short"),
        (KAYA, "Ayşe Kaya Klinik Örnek", "password.guessable"),
        (replace(KAYA, name=" "), PASSWORD, "user.name-missing"),
    ],
)
def test_set_up_refused_leaves_nothing(folder: Path, user: User, password: str, code: str) -> None:
    with refused(code):
        accounts.set_up(folder, user, SETTINGS, password, FLOOR)
    assert accounts.door(folder) is Door.NOTHING


def test_set_up_that_fails_behind_the_vault_can_begin_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_named: object) -> Store:
        raise Refused("store.disk-full")

    with monkeypatch.context() as patched, refused("store.disk-full"):
        patched.setattr(Store, "open", full)
        accounts.set_up(folder, KAYA, SETTINGS, PASSWORD, FLOOR)
    accounts.set_up(folder, KAYA, SETTINGS, PASSWORD, FLOOR).acting.store.close()


def test_unlock_with_the_password_opens_and_is_audited(enter: Enter) -> None:
    session = enter()
    assert session.acting.user.name == KAYA.name
    assert events(session)[-1] == "user.unlocked"


def test_unlock_with_a_wrong_password_waits_longer_each_time(folder: Path, first: Session) -> None:
    first.acting.store.close()
    for wait in (0, 0, 2):
        with pytest.raises(Refused) as told:
            accounts.unlock(folder, 1, "not the password at all")
        assert (told.value.code, told.value.params["wait"]) == ("vault.wrong-password", wait)
    with refused("vault.wait"):
        accounts.unlock(folder, 1, PASSWORD)


def test_resume_by_the_kept_key_needs_no_password(folder: Path, first: Session) -> None:
    key = first.acting.store.data_key
    first.acting.store.close()
    session = accounts.resume(folder, key, 1)
    assert events(session)[-1] == "user.unlocked"
    session.acting.store.close()


def test_recover_sets_a_password_and_spends_the_code(folder: Path, first: Session) -> None:
    first.acting.store.close()
    session = accounts.recover(folder, first.code, 1, OTHER)
    session.acting.store.close()
    assert session.code != first.code
    with refused("recovery.wrong"):
        accounts.recover(folder, first.code, 1, OTHER)
    with refused("vault.wrong-password"):
        accounts.unlock(folder, 1, PASSWORD)
    accounts.unlock(folder, 1, OTHER).acting.store.close()


def test_change_of_the_own_password_needs_the_old_one(enter: Enter) -> None:
    acting = enter().acting
    with refused("vault.wrong-password"):
        accounts.change_own_password(acting, OTHER, "plum granite window")
    accounts.change_own_password(acting, PASSWORD, OTHER)
    assert "password.changed" in events(enter(password=OTHER))


def test_added_person_logs_in_with_their_roles(enter: Enter) -> None:
    added = staff.add(enter().acting, DESK, OTHER)
    session = enter(added.id, OTHER)
    assert session.acting.user.roles == {Role.ASSISTANT}
    with refused("role.not-permitted"):
        staff.everyone(session.acting)


def test_add_refused_adds_nobody(enter: Enter, folder: Path) -> None:
    acting = enter().acting
    with refused("password.too-short"):
        staff.add(acting, DESK, "short")
    with refused("staff.role-missing"):
        staff.add(acting, replace(DESK, roles=frozenset()), OTHER)
    assert len(staff.everyone(acting)) == len(accounts.people(folder)) == 1


def test_reset_password_opens_and_the_old_one_does_not(enter: Enter, folder: Path) -> None:
    acting = enter().acting
    added = staff.add(acting, DESK, OTHER)
    staff.reset_password(acting, added.id, "plum granite window")
    acting.store.close()
    with refused("vault.wrong-password"):
        accounts.unlock(folder, added.id, OTHER)
    enter(added.id, "plum granite window")


def test_roles_changed_hold_and_ones_own_are_kept(enter: Enter) -> None:
    acting = enter().acting
    added = staff.add(acting, DESK, OTHER)
    both = frozenset({Role.ASSISTANT, Role.ADMINISTRATOR})
    assert staff.change_roles(acting, added.id, both).roles == both
    with refused("staff.own-role"):
        staff.change_roles(acting, acting.user.id, frozenset({Role.PHYSICIAN}))


def test_leaver_is_out_and_the_key_they_held_opens_nothing(enter: Enter, folder: Path) -> None:
    acting = enter().acting
    added = staff.add(acting, DESK, OTHER)
    held = acting.store.data_key
    with refused("staff.self"):
        staff.leave(acting, acting.user.id)
    renewed = staff.leave(acting, added.id)
    assert renewed.trouble is None
    assert events(Session(renewed.acting))[-1] == "keys.renewed"
    renewed.acting.store.close()
    with refused("vault.no-such-user"):
        accounts.unlock(folder, added.id, OTHER)
    with refused("vault.renewed-meanwhile"):
        Store.open(folder, key=held)
    assert enter().acting.store.data_key != held


def test_leaver_whose_keys_could_not_be_renewed_is_out_all_the_same(
    enter: Enter, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acting = enter().acting
    added = staff.add(acting, DESK, OTHER)
    with monkeypatch.context() as patched:

        def full(*_given: object) -> None:
            raise Refused("store.disk-full")

        patched.setattr("consult_app.storage.rotation.renew", full)
        renewed = staff.leave(acting, added.id)
    assert renewed.trouble is not None
    again = staff.leave(renewed.acting, added.id)
    assert again.trouble is None
    again.acting.store.close()
    with refused("vault.no-such-user"):
        accounts.unlock(folder, added.id, OTHER)


def test_new_recovery_code_replaces_the_old_one(enter: Enter, first: Session, folder: Path) -> None:
    acting = enter().acting
    code = staff.new_recovery_code(acting)
    acting.store.close()
    with refused("recovery.wrong"):
        accounts.recover(folder, first.code, 1, OTHER)
    accounts.recover(folder, code, 1, OTHER).acting.store.close()


def test_locked_is_an_event(enter: Enter) -> None:
    session = enter()
    accounts.note_locked(session.acting)
    assert events(session)[-1] == "user.locked"


def test_new_name_stands_in_the_list_to_log_in_from(enter: Enter, folder: Path) -> None:
    acting = enter().acting
    clinic.change_profile(acting, replace(acting.user, name="Ayşe Kaya Demir"))
    assert [p.name for p in accounts.people(folder)] == ["Dr Ayşe Kaya Demir"]
