"""Worklists find decisions by their day and documents by when they were made."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is stored anew; it is found without going through everything."""
    op.create_index(op.f("ix_decision_choice_until"), "decision", ["choice", "until"])
    op.create_index(op.f("ix_document_made_at"), "document", ["made_at"])
