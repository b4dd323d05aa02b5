"""A new file, and an old one brought up to date without losing a row or a guard.

alembic, the guards and most tables are imported only when they are made: a file of this version
opens without them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from consult_app import paths
from consult_app.domain.audit import Event
from consult_app.errors import Refused
from consult_app.storage import audit, backup, engine, files, guard_state, patients
from consult_app.storage.tx import Tx

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0021"
"""The newest revision in `db/versions`; a test holds the two together."""


def build(path: Path, key: bytes) -> None:
    """Make a new, empty database of this version at `path`, whole or not at all.

    Made straight from the models, in a tenth of the time; a test shows that the migrations lead to
    the same schema.
    """
    from consult_app.storage import triggers
    from consult_app.storage.models import Base

    new = path.with_name(f"{path.name}.new")
    files.blank(new)
    writing = engine.writing(new, key)
    with writing.connect() as connection, connection.begin():
        Base.metadata.create_all(connection, checkfirst=False)
        connection.exec_driver_sql(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
            " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (HEAD,))
        triggers.make(connection)
    writing.dispose()
    files.settle(new, path)


def bring_up(path: Path, key: bytes) -> None:
    """Leave the database at `path` at this version with every guard in place.

    Raises `Refused`: store.damaged, store.newer, store.read-only, store.busy.
    """
    writing = engine.writing(path, key)
    try:
        with writing.connect() as connection:
            with connection.begin():  # IMMEDIATE: a file that cannot be written is refused here
                revision = _revision(connection)
                guarded = guard_state.current(connection)
            if revision == HEAD and not guarded:
                _renew_guards(connection)
        if revision != HEAD:
            _upgrade(path, key, revision)
        with writing.begin() as connection:
            _fold_again(Tx(connection))
    finally:
        writing.dispose()


def configuration(connection: Connection) -> Config:
    """What alembic needs to run the scripts of `db/` on this connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def run(connection: Connection, revision: str = "head") -> None:
    """Run the scripts up to `revision` in the open transaction, then make the guards again.

    Guards are those of this version: an older one, as a test leaves it, has not all their tables.
    """
    from alembic import command

    from consult_app.storage import triggers

    if connection.exec_driver_sql("PRAGMA foreign_keys").scalar():
        raise RuntimeError("with foreign keys on, rebuilding a table may empty another")
    triggers.drop(connection)
    command.upgrade(configuration(connection), revision)
    if revision == "head":
        triggers.make(connection)
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError(f"the migration left a row of {broken[0]!r} without its parent")


def _revision(connection: Connection) -> str:
    known = connection.exec_driver_sql(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    ).first()
    row = known and connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    if not row:
        raise Refused("store.damaged")
    return str(row[0])


def _upgrade(path: Path, key: bytes, revision: str) -> None:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(paths.migrations()))
    if revision not in {script.revision for script in scripts.walk_revisions()}:
        raise Refused("store.newer")
    backup.before_migration(path, key, revision)
    migrating = engine.migrating(path, key)
    try:
        with migrating.begin() as connection:
            run(connection)
            _note(Tx(connection), Event.STORE_MIGRATED, {"from": revision, "to": HEAD})
    finally:
        migrating.dispose()


def _fold_again(tx: Tx) -> None:
    """The program folds names in another way than when they were stored."""
    if not patients.folds_are_current(tx):
        patients.fold_again(tx)


def _renew_guards(connection: Connection) -> None:
    """The program's tables of moves have changed, or someone took a guard away."""
    from consult_app.storage import triggers

    with connection.begin():
        triggers.drop(connection)
        triggers.make(connection)
        _note(Tx(connection), Event.GUARDS_RENEWED, {})


def _note(tx: Tx, event: Event, details: Mapping[str, str]) -> None:
    audit.append(tx, event, actor=None, subject_kind="store", subject_id=0, details=details)
