"""When a blank intake was printed for a visit, so that none is printed twice unknowingly."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has noted it until now: of the visits there are it is not known."""
    op.add_column("visit", sa.Column("intake_at", sa.DateTime(timezone=True), nullable=True))
