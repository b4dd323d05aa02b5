"""The pages of the patient's view, and the documents that patients confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Until now every signature was drawn, nobody confirmed a document on the screen, and no page
    was remembered."""
    for column, usual in (("manner", "drawn"), ("note", "")):
        op.add_column(
            "consent_signature",
            sa.Column(column, sa.Text(), nullable=False, server_default=usual),
        )
        with op.batch_alter_table("consent_signature") as batch:
            batch.alter_column(column, existing_type=sa.Text(), server_default=None)
    op.create_table(
        "consent_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _key("consent_place", "consent_id", "consent"),
        _key("consent_place", "author_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_place")),
    )
    op.create_index(op.f("ix_consent_place_consent_id"), "consent_place", ["consent_id"])
    op.create_table(
        "consent_certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("strokes_sha256", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _key("consent_certificate", "consent_id", "consent"),
        _key("consent_certificate", "document_id", "document"),
        _key("consent_certificate", "author_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_certificate")),
        sa.UniqueConstraint("document_id", name=op.f("uq_consent_certificate_document_id")),
    )
    op.create_index(
        op.f("ix_consent_certificate_consent_id"), "consent_certificate", ["consent_id"]
    )


def _key(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{parent}.id"], name=op.f(f"fk_{table}_{column}_{parent}")
    )
