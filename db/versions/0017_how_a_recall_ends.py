"""A recall that was made in error, or was lifted, ends; a lot may be recalled again after it."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Until now no recall has ended, and everyone was told of the recall alone."""
    with op.batch_alter_table("recall") as batch:
        batch.drop_constraint(op.f("uq_recall_lot_id"), type_="unique")
    op.create_index(op.f("ix_recall_lot_id"), "recall", ["lot_id"])
    column = sa.Column("about", sa.Text(), nullable=False, server_default="recall")
    op.add_column("recall_contact", column)
    with op.batch_alter_table("recall_contact") as batch:
        batch.alter_column("about", existing_type=sa.Text(), server_default=None)
    table = "recall_end"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recall_id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["recall_id"], ["recall.id"], name=op.f(f"fk_{table}_recall_id_recall")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user_account.id"], name=op.f(f"fk_{table}_author_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("recall_id", name=op.f(f"uq_{table}_recall_id")),
    )
