"""How large a patient's papers are printed, and how large each paper was."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Until now there was one edition: the ordinary one."""
    for table in ("patient", "document"):
        op.add_column(
            table, sa.Column("edition", sa.Text(), nullable=False, server_default="standard")
        )
        with op.batch_alter_table(table) as batch:
            batch.alter_column("edition", existing_type=sa.Text(), server_default=None)
