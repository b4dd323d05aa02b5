"""Follow-ups after a treatment, and adverse events."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _id(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _key(table: str, column: str, target: str, key: str = "id") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.{key}"], name=name)


def _number(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def _by(table: str) -> tuple[sa.Column, sa.Column, sa.ForeignKeyConstraint]:
    at = sa.Column("at", MOMENT, nullable=False)
    return _number("author_id"), at, _key(table, "author_id", "user_account")


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def upgrade() -> None:
    """Treatments from before have no follow-up planned by the program."""
    _follow_ups()
    _adverse_events()


def _follow_ups() -> None:
    table = "follow_up"
    op.create_table(
        table,
        _number("id"),
        _number("treatment_id"),
        _number("consultation_id"),
        _number("patient_id"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        _text("state"),
        _number("tries"),
        _key(table, "treatment_id", "treatment"),
        _key(table, "consultation_id", "consultation"),
        _key(table, "patient_id", "patient"),
        _id(table),
    )
    _index(table, "state", "day")
    for column in ("patient_id", "treatment_id", "consultation_id"):
        _index(table, column)
    table = "follow_up_event"
    op.create_table(
        table,
        _number("id"),
        _number("follow_up_id"),
        _text("what"),
        _text("note"),
        *_by(table),
        _key(table, "follow_up_id", "follow_up"),
        _id(table),
    )
    _index(table, "follow_up_id")
    table = "follow_up_answer"
    op.create_table(
        table,
        _number("id"),
        _number("follow_up_id"),
        _text("pack_hash"),
        _text("answers"),
        _number("pain", nullable=True),
        _number("function", nullable=True),
        _number("satisfaction", nullable=True),
        _text("signs"),
        _text("unclear"),
        _text("way"),
        *_by(table),
        _key(table, "follow_up_id", "follow_up"),
        _key(table, "pack_hash", "pack", "hash"),
        _id(table),
        sa.UniqueConstraint("follow_up_id", name=op.f("uq_follow_up_answer_follow_up_id")),
    )
    _index(table, "pack_hash")


def _adverse_events() -> None:
    table = "adverse_event"
    op.create_table(
        table,
        _number("id"),
        _number("patient_id"),
        _number("consultation_id", nullable=True),
        _number("treatment_id", nullable=True),
        _number("follow_up_id", nullable=True),
        _text("state"),
        _number("opened_by"),
        sa.Column("opened_at", MOMENT, nullable=False),
        _key(table, "patient_id", "patient"),
        _key(table, "consultation_id", "consultation"),
        _key(table, "treatment_id", "treatment"),
        _key(table, "follow_up_id", "follow_up"),
        _key(table, "opened_by", "user_account"),
        _id(table),
    )
    for column in ("state", "patient_id", "treatment_id", "consultation_id", "follow_up_id"):
        _index(table, column)
    table = "adverse_event_version"
    op.create_table(
        table,
        _number("id"),
        _number("adverse_event_id"),
        _text("told"),
        *_by(table),
        _key(table, "adverse_event_id", "adverse_event"),
        _id(table),
    )
    _index(table, "adverse_event_id")
    table = "adverse_event_report"
    op.create_table(
        table,
        _number("id"),
        _number("adverse_event_id"),
        _text("authority"),
        sa.Column("day", sa.Date(), nullable=False),
        _text("reference"),
        *_by(table),
        _key(table, "adverse_event_id", "adverse_event"),
        _id(table),
    )
    _index(table, "adverse_event_id")
