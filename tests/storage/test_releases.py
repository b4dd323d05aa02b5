"""The records and backups of every release open in this version: no row and no guard is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from consult_app import __version__
from consult_app.services import backup as backups
from consult_app.storage import (
    audit,
    derive,
    engine,
    files,
    guard_state,
    migrate,
    restore,
    triggers,
    vault,
)
from consult_app.storage.store import Store
from tests.storage.made_up import NOW
from tests.storage.test_guards import attacks
from tests.storage.test_migrate import schema
from tools import release

RELEASES = sorted(path.name for path in release.RELEASES.iterdir())
OWN_COUNT = {"audit", "alembic_version"}
"""Tables to which opening in a newer version adds: that it was done, and which it is."""

Row = dict[str, Any]
Rows = dict[str, list[Row]]

BECAME: dict[tuple[str, str], Callable[[Any], Row]] = {
    ("product", "routes"): lambda routes: {"label": f'{{"routes":{routes}}}'},  # 0002
}
"""What a migration made of a column that is no longer: the columns it wrote, from the old value."""


@pytest.fixture(params=RELEASES)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a release's folder; opening writes into it."""
    return Path(shutil.copytree(release.RELEASES / request.param, tmp_path / "clinic"))


def connected(folder: Path) -> Any:
    opened = vault.unlock(folder, release.USER, release.PASSWORD)
    (database,) = folder.glob("records*.db")
    return engine.connect(database, derive.for_database(opened.data_key))


def rows(connection: Any) -> Rows:
    """Every row of every table there is, by the names of its columns."""
    names = [line[1] for line in schema(connection) if line[0] == "table"]
    found: Rows = {}
    for name in names:
        cursor = connection.execute(f'SELECT * FROM "{name}"')
        columns = [column[0] for column in cursor.description]
        found[name] = [dict(zip(columns, row, strict=True)) for row in cursor]
    return found


def kept_rows(folder: Path) -> Rows:
    connection = connected(folder)
    found = rows(connection)
    connection.close()
    return found


def lost(before: Rows, after: Rows) -> Iterator[str]:
    """What of the old rows is not among the new ones; a migration may add tables and columns.

    One that puts a column into another says so in BECAME.
    """
    for table, old in before.items():
        if table == "alembic_version":
            continue
        if table not in after:
            yield table
            continue
        expected = [_today(table, row) for row in old]
        left = [{name: row.get(name) for name in expected[0]} for row in after[table]]
        yield from (f"{table}: {row}" for row in expected if row not in left)
        if table not in OWN_COUNT and len(left) != len(old):
            yield f"{table}: {len(old)} rows became {len(left)}"


def _today(table: str, row: Row) -> Row:
    """The row with what became of its columns."""
    today: Row = {}
    for name, value in row.items():
        became = BECAME.get((table, name))
        today |= became(value) if became is not None else {name: value}
    return today


def opened(folder: Path) -> Store:
    key = vault.unlock(folder, release.USER, release.PASSWORD).data_key
    return Store.open(folder, key=key)


def test_version_that_is_released_is_kept() -> None:
    assert __version__ in RELEASES, "run `python -m tools.release`"


def test_release_has_a_row_in_every_table(released: Path) -> None:
    assert all(kept_rows(released).values())


def test_release_opened_keeps_every_row_and_every_guard(released: Path) -> None:
    before = kept_rows(released)
    with opened(released) as store:
        with store.read() as tx:
            assert audit.verify(tx).sound
            assert guard_state.stored(tx.connection) == triggers.declared()
        with store.write() as tx:
            assert tx.connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    after = kept_rows(released)
    assert list(lost(before, after)) == []
    assert after["alembic_version"] == [{"version_num": migrate.HEAD}]


def test_release_opened_has_the_schema_of_this_version(released: Path, tmp_path: Path) -> None:
    opened(released).close()
    migrate.build(tmp_path / "new.db", bytes(32))
    new, old = engine.connect(tmp_path / "new.db", bytes(32)), connected(released)
    assert schema(old) == schema(new)
    new.close()
    old.close()


def test_release_opened_refuses_update_delete_and_replace(released: Path) -> None:
    opened(released).close()
    connection = connected(released)
    before = rows(connection)
    connection.execute("PRAGMA foreign_keys=OFF")  # the guards do not lean on them
    for table in (*triggers.APPEND_ONLY, *triggers.KEPT):
        if not before.get(table):
            continue  # a table that came later, and has nothing to lose
        refused = list(attacks(table))
        if table in triggers.KEPT:
            refused = [attack for attack in refused if not attack.startswith("UPDATE")]
        for attack in refused:
            with pytest.raises(dbapi2.IntegrityError, match=table):
                connection.execute(attack)
    assert rows(connection) == before
    connection.close()


def test_backup_of_a_release_is_whole_and_restores_every_row(
    released: Path, tmp_path: Path
) -> None:
    before = kept_rows(released)
    file, folder = released / release.BACKUP, tmp_path / "restored"
    key = backups.key_by_password(file, release.USER, release.PASSWORD)
    checked = restore.verify(file, key, folder)
    assert checked.report.sound
    assert checked.revision == migrate.HEAD
    restore.restore(file, key, folder, NOW)
    with opened(folder) as store, store.read() as tx:
        assert audit.verify(tx).sound
        assert guard_state.stored(tx.connection) == triggers.declared()
    assert list(lost(before, kept_rows(folder))) == []


def test_row_that_a_migration_loses_is_noticed() -> None:
    before: Rows = {"patient": [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}]}
    assert list(lost(before, {"patient": [{"id": 1, "name": "a", "new": 1}]})) != []
    assert list(lost(before, {})) == ["patient"]
    changed = {"patient": [{"id": 1, "name": "a"}, {"id": 2, "name": "B"}]}
    assert list(lost(before, changed)) == ["patient: {'id': 2, 'name': 'b'}"]
    grown = {"patient": [row | {"new": None} for row in before["patient"]], "other": [{"id": 1}]}
    assert list(lost(before, grown)) == []


def test_kept_release_is_not_written_again() -> None:
    with pytest.raises(SystemExit, match="never written again"):
        release.main()


def test_release_is_made_with_all_that_the_tests_need(tmp_path: Path) -> None:
    release.make(tmp_path / "clinic")
    assert all(kept_rows(tmp_path / "clinic").values())
    people = backups.people(tmp_path / "clinic" / release.BACKUP)
    assert [person.user_id for person in people] == [release.USER]
    assert (tmp_path / "clinic" / files.VAULT).exists()
