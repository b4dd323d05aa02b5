"""Which information was handed over, and by what the physician knew the patient."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of older consents neither is known."""
    with op.batch_alter_table("consent") as table:
        table.add_column(sa.Column("information_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("identity", sa.Text(), nullable=True))
        table.create_foreign_key(
            op.f("fk_consent_information_id_document"), "document", ["information_id"], ["id"]
        )
