"""A product keeps what its label permits: routes, areas, and its standing in each country."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The list of routes becomes the first part of the label."""
    with op.batch_alter_table("product") as batch:
        batch.add_column(sa.Column("label", sa.Text(), nullable=True))
    op.execute("""UPDATE product SET label = '{"routes":' || routes || '}'""")
    with op.batch_alter_table("product") as batch:
        batch.alter_column("label", existing_type=sa.Text(), nullable=False)
        batch.drop_column("routes")
