"""Product passports, units in stock, recalls with whom they were told to, sessions' photographs."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _by(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_author_id_user_account")
    return sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=name)


def _to(table: str, column: str, target: str, key: str = "id") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.{key}"], name=name)


def upgrade() -> None:
    """What was never counted, started or ended at a known time stays unknown."""
    with op.batch_alter_table("product") as batch:
        batch.add_column(sa.Column("gtin", sa.Text(), nullable=True))
        batch.add_column(sa.Column("keeping", sa.Text(), nullable=True))
    op.execute("UPDATE product SET gtin = '', keeping = ''")
    with op.batch_alter_table("product") as batch:
        batch.alter_column("gtin", existing_type=sa.Text(), nullable=False)
        batch.alter_column("keeping", existing_type=sa.Text(), nullable=False)
    with op.batch_alter_table("lot") as batch:
        batch.add_column(sa.Column("units", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("arrived", sa.Date(), nullable=True))
    with op.batch_alter_table("treatment") as batch:
        batch.add_column(sa.Column("units", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("started_at", MOMENT, nullable=True))
        batch.add_column(sa.Column("ended_at", MOMENT, nullable=True))
    _stock()
    _recalls()
    _photographs()


def _stock() -> None:
    op.create_table(
        "stock_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _to("stock_move", "lot_id", "lot"),
        _by("stock_move"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_move")),
    )
    op.create_index(op.f("ix_stock_move_lot_id"), "stock_move", ["lot_id"])


def _recalls() -> None:
    op.create_table(
        "recall",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _to("recall", "lot_id", "lot"),
        _by("recall"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recall")),
        sa.UniqueConstraint("lot_id", name=op.f("uq_recall_lot_id")),
    )
    op.create_table(
        "recall_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recall_id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _to("recall_contact", "recall_id", "recall"),
        _to("recall_contact", "patient_id", "patient"),
        _by("recall_contact"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recall_contact")),
    )
    pair = ["recall_id", "patient_id"]
    op.create_index(op.f("ix_recall_contact_recall_id_patient_id"), "recall_contact", pair)
    op.create_index(op.f("ix_recall_contact_patient_id"), "recall_contact", ["patient_id"])
    op.create_table(
        "recall_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recall_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        _to("recall_letter", "recall_id", "recall"),
        _to("recall_letter", "document_id", "document"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recall_letter")),
        sa.UniqueConstraint("document_id", name=op.f("uq_recall_letter_document_id")),
    )
    op.create_index(op.f("ix_recall_letter_recall_id"), "recall_letter", ["recall_id"])


def _photographs() -> None:
    op.create_table(
        "photograph",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("moment", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _to("photograph", "consultation_id", "consultation"),
        _to("photograph", "sha256", "content", "sha256"),
        _by("photograph"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photograph")),
        sa.UniqueConstraint(
            "consultation_id", "sha256", name=op.f("uq_photograph_consultation_id_sha256")
        ),
    )
