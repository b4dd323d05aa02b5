"""Contacts after a treatment that nobody had planned: the patient came or called."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Until now every follow-up was planned."""
    column = sa.Column("called", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("follow_up", column)
    with op.batch_alter_table("follow_up") as batch:
        batch.alter_column("called", existing_type=sa.Boolean(), server_default=None)
