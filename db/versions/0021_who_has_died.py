"""That a patient has died is known with the patient, no longer with a recall alone."""

# ruff: noqa: S608 - every word of these statements is our own
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Whose death was the newest thing that a recall knew of them has died, nobody knows when."""
    op.add_column("patient", sa.Column("died", sa.Text(), nullable=True))
    held = sa.text("died IS NOT NULL")
    op.create_index(op.f("ix_patient_died"), "patient", ["died"], sqlite_where=held)
    _tables()
    _from_recalls()


def _tables() -> None:
    table = "patient_death"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("reported_by", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _key(table, "patient_id", "patient"),
        _key(table, "author_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_patient_id"), table, ["patient_id"])
    table = "patient_death_error"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_death_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _key(table, "patient_death_id", "patient_death"),
        _key(table, "author_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("patient_death_id", name=op.f(f"uq_{table}_patient_death_id")),
    )


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def _from_recalls() -> None:
    """Every record of the person says it; who said so is what the recall's note tells."""
    connection = op.get_bind()
    joined = "WITH RECURSIVE same(id) AS (SELECT :id UNION SELECT CASE WHEN m.kept_id = same.id"
    joined += " THEN m.merged_id ELSE m.kept_id END FROM patient_merge m JOIN same ON"
    joined += " m.undone_at IS NULL AND (m.kept_id = same.id OR m.merged_id = same.id))"
    newest = "SELECT max(id) FROM recall_contact GROUP BY patient_id"
    said = connection.execute(
        sa.text(
            "SELECT patient_id, note, author_id, at FROM recall_contact"
            f" WHERE way = 'died' AND id IN ({newest}) ORDER BY id"
        )
    ).all()
    for patient_id, note, author_id, at in said:
        values = {"id": patient_id, "note": note, "author": author_id, "at": at}
        alive = "FROM same WHERE id IN (SELECT id FROM patient WHERE died IS NULL)"
        for statement in (
            "INSERT INTO patient_death (patient_id, day, reported_by, author_id, at)"
            f" {joined} SELECT id, '', :note, :author, :at {alive}",
            "INSERT INTO follow_up_event (follow_up_id, what, note, author_id, at)"
            f" {joined} SELECT id, 'died', '', :author, :at FROM follow_up"
            " WHERE state = 'planned' AND patient_id IN (SELECT id FROM same)",
            f"{joined} UPDATE follow_up SET state = 'died'"
            " WHERE state = 'planned' AND patient_id IN (SELECT id FROM same)",
            f"{joined} UPDATE patient SET died = '' WHERE id IN (SELECT id FROM same)",
        ):
            connection.execute(sa.text(statement), values)
