"""A migration loses no row and no guard, leaves a backup, and happens whole or not at all."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory

from consult_app import paths
from consult_app.domain.deaths import NewDeath
from consult_app.domain.products import Label
from consult_app.errors import Refused
from consult_app.storage import (
    audit,
    backup,
    deaths,
    engine,
    files,
    guard_state,
    keyfile,
    migrate,
    products,
    triggers,
)
from consult_app.storage.store import Store
from consult_app.storage.tx import Tx
from tests.storage.made_up import raw
from tests.storage.test_guards import one_of_everything

KEY = b"\x01" * 32

NEXT = "next"
"""The made-up revision behind the newest one, whatever that is."""
REBUILDS = f'''
"""Rebuilds the tables that hold everything together."""
import sqlalchemy as sa
from alembic import op
revision = "{NEXT}"
down_revision = "{migrate.HEAD}"

def upgrade():
    with op.batch_alter_table("patient", recreate="always") as batch:
        batch.add_column(sa.Column("nickname", sa.Text(), nullable=True))
    with op.batch_alter_table("audit", recreate="always") as batch:
        batch.alter_column("body", nullable=False)
'''
FAILS = REBUILDS + "    raise RuntimeError('in the middle')\n"
ORPHANS = REBUILDS + "    op.execute('DELETE FROM patient')\n"


def schema(connection: Any) -> list[tuple[str, ...]]:
    """Every table, index and trigger, without what means nothing: blanks, order of constraints."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    return sorted((t, n, of, *_parts(sql or "")) for t, n, of, sql in rows)


def _parts(sql: str) -> list[str]:
    bare = " ".join(sql.split()).replace("( ", "(").replace(" )", ")").removesuffix(")")
    bare = re.sub(r'^CREATE TABLE "(\w+)"', r"CREATE TABLE \1", bare)  # quoted where it was rebuilt
    if not bare.startswith("CREATE TABLE"):
        return [bare]
    parts = [part.strip() for part in re.split(r",(?![^()]*\))", bare)]
    return sorted(parts, key=lambda part: part if part.startswith("CONSTRAINT") else "")


def counts(connection: Any) -> dict[str, int]:
    names = [r[1] for r in schema(connection) if r[0] == "table" and r[1] != "alembic_version"]
    return {n: connection.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0] for n in names}


@pytest.fixture
def old(folder: Path) -> Path:
    """Records of the newest revision with a row in every table."""
    with Store.open(folder, create=True) as store, store.write() as tx:
        one_of_everything(tx)
    return folder


def publish(monkeypatch: pytest.MonkeyPatch, place: Path, script: str) -> None:
    """Let the program be one revision further."""
    shutil.copytree(paths.migrations(), place / "db")
    (place / "db" / "versions" / f"{NEXT}.py").write_text(script)
    monkeypatch.setattr(paths, "migrations", lambda: place / "db")
    monkeypatch.setattr(migrate, "HEAD", NEXT)


def migrated_from_nothing(path: Path) -> None:
    files.blank(path)
    migrating = engine.migrating(path, KEY)
    with migrating.begin() as connection:
        migrate.run(connection)
    migrating.dispose()


def test_new_file_has_the_very_schema_the_migrations_lead_to(tmp_path: Path) -> None:
    migrate.build(tmp_path / "built.db", KEY)
    migrated_from_nothing(tmp_path / "migrated.db")
    built = engine.connect(tmp_path / "built.db", KEY)
    migrated = engine.connect(tmp_path / "migrated.db", KEY)
    assert schema(built) == schema(migrated)
    head = "SELECT version_num FROM alembic_version"
    assert built.execute(head).fetchall() == migrated.execute(head).fetchall()
    built.close()
    migrated.close()


def test_models_and_migrations_tell_the_same(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from consult_app.storage.models import Base

    migrated_from_nothing(tmp_path / "migrated.db")
    reading = engine.reading(tmp_path / "migrated.db", KEY)
    with reading.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    reading.dispose()


def test_routes_of_an_older_record_become_the_first_part_of_the_label(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    files.blank(path)
    migrating = engine.migrating(path, KEY)
    with migrating.begin() as connection:
        migrate.run(connection, "0001")
        connection.exec_driver_sql(
            "INSERT INTO product VALUES (1, 'Vial', '', 'unknown', '[]', '[\"topical\"]', 1)"
        )
    with migrating.begin() as connection:
        migrate.run(connection)
        (product,) = products.every(Tx(connection))
    migrating.dispose()
    assert (product.label, product.active) == (Label(("topical",)), True)


_AT = "'2026-11-23 12:00:00'"
DIED_ONCE = (
    "INSERT INTO user_account (id, name, title, roles, specialty, licence_number, active)"
    " VALUES (1, 'A', '', '[]', '', '', 1)",
    *(
        "INSERT INTO patient (id, record_number, family_name, given_name, birth_date, sex,"
        " language, phone, email, address, sort_name, revision, edition)"
        f" VALUES ({n}, '{n}', 'F', 'G', '1979-03-12', 'female', 'en', '', '', '', 'f g', 1,"
        " 'standard')"
        for n in range(1, 5)
    ),
    "INSERT INTO patient_merge (kept_id, merged_id, before, after, author_id, at)"
    f" VALUES (1, 2, '', '', 1, {_AT})",
    "INSERT INTO product (id, name, manufacturer, source, components, label, active, gtin, keeping)"
    " VALUES (1, 'P', '', 'unknown', '[]', '{}', 1, '', '')",
    "INSERT INTO lot (id, product_id, number, expiry, state)"
    " VALUES (1, 1, 'L', '2027-01-01', 'recalled')",
    "INSERT INTO recall (id, lot_id, reason, reference, day, author_id, at)"
    f" VALUES (1, 1, 'r', '', '2026-11-23', 1, {_AT})",
    *(
        "INSERT INTO recall_contact (recall_id, patient_id, way, day, note, author_id, at, about)"
        f" VALUES (1, {n}, '{way}', '2026-11-23', '{note}', 1, {_AT}, 'recall')"
        for n, way, note in (
            (1, "phone", ""),
            (1, "died", "so her son"),
            (3, "died", ""),
            (3, "phone", "she lives"),
        )
    ),
)


def test_who_had_died_in_a_recall_has_died_in_each_record_of_the_person(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    files.blank(path)
    migrating = engine.migrating(path, KEY)
    with migrating.begin() as connection:
        migrate.run(connection, "0020")
        for statement in DIED_ONCE:
            connection.exec_driver_sql(statement)
    with migrating.begin() as connection:
        migrate.run(connection)
        known = deaths.standing(Tx(connection), (1, 2, 3, 4))
        died = connection.exec_driver_sql("SELECT died FROM patient ORDER BY id").scalars().all()
    migrating.dispose()
    assert {id_: death.record for id_, death in known.items()} == dict.fromkeys(
        (1, 2), NewDeath("", "so her son")
    )
    assert died == ["", "", None, None]


def test_head_is_the_newest_script() -> None:
    assert ScriptDirectory(str(paths.migrations())).get_current_head() == migrate.HEAD


def test_upgrade_keeps_every_row_and_every_guard(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = raw(old)
    before = counts(connection)
    connection.close()
    publish(monkeypatch, tmp_path, REBUILDS)
    with Store.open(old, create=False) as store:
        with store.read() as tx:
            assert audit.verify(tx).sound
            assert guard_state.stored(tx.connection) == triggers.declared()
            assert tx.connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        with store.write() as tx:
            assert tx.connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    connection = raw(old)
    after = counts(connection)
    assert after == before | {"audit": before["audit"] + 1}
    assert all(before.values())
    assert "nickname" in connection.execute("SELECT * FROM patient").description[-1]
    with pytest.raises(Exception, match="audit_delete_refused"):
        connection.execute("DELETE FROM audit")
    connection.close()


def test_upgrade_leaves_a_backup_of_what_was(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = raw(old)
    before, shape = counts(connection), schema(connection)
    connection.close()
    publish(monkeypatch, tmp_path, REBUILDS)
    Store.open(old, create=False).close()
    (copy,) = (old / backup.FOLDER).iterdir()
    key = keyfile.load(old)
    assert key is not None
    kept = engine.connect(copy, key)
    assert (counts(kept), schema(kept)) == (before, shape)
    kept.close()
    assert copy.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("script", [FAILS, ORPHANS])
def test_upgrade_that_fails_leaves_all_as_it_was(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    connection = raw(old)
    before, shape = counts(connection), schema(connection)
    connection.close()
    publish(monkeypatch, tmp_path, script)
    with pytest.raises(RuntimeError):
        Store.open(old, create=False)
    monkeypatch.undo()
    connection = raw(old)
    assert (counts(connection), schema(connection)) == (before, shape)
    connection.close()
    Store.open(old, create=False).close()


def test_upgrade_without_a_sound_backup_is_refused_and_changes_nothing(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (old / backup.FOLDER).write_text("in the way")
    publish(monkeypatch, tmp_path, REBUILDS)
    with pytest.raises((Refused, OSError)):
        Store.open(old, create=False)
    monkeypatch.undo()
    Store.open(old, create=False).close()


def test_hash_of_the_guards_is_that_of_what_is_declared() -> None:
    """Changed the guards? `DECLARED` in guard_state.py is then what stands on the left here."""
    assert guard_state.digest(triggers.declared()) == guard_state.DECLARED


def test_guard_taken_away_is_put_back_and_entered(old: Path) -> None:
    connection = raw(old)
    connection.execute("DROP TRIGGER audit_delete_refused")
    connection.close()
    with Store.open(old, create=False) as store, store.read() as tx:
        assert guard_state.stored(tx.connection) == triggers.declared()
        assert '"store.guards-renewed"' in list(audit.entries(tx))[-1].body


def test_opened_file_of_this_version_is_not_written_to(old: Path) -> None:
    before = (old / files.DATABASE).read_bytes()
    Store.open(old, create=False).close()
    assert (old / files.DATABASE).read_bytes() == before
