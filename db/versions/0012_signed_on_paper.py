"""Scanned pages, the papers filed of them, and blank forms that can be told apart."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Nothing was scanned before; blank forms that were printed until now have no code."""
    op.create_table(
        "scan_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        _by("scan_batch", "author_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_batch")),
        sa.UniqueConstraint("sha256", name=op.f("uq_scan_batch_sha256")),
    )
    op.create_table(
        "scan_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("by_person", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["scan_batch.id"], name=op.f("fk_scan_page_batch_id_scan_batch")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_page")),
        sa.UniqueConstraint("batch_id", "place", name=op.f("uq_scan_page_batch_id_place")),
    )
    op.create_index(op.f("ix_scan_page_state"), "scan_page", ["state"])
    op.create_index(op.f("ix_scan_page_number"), "scan_page", ["number"])
    _signed_paper()
    op.create_table(
        "blank_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["content.sha256"], name=op.f("fk_blank_form_sha256_content")
        ),
        _by("blank_form", "author_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blank_form")),
        sa.UniqueConstraint("number", name=op.f("uq_blank_form_number")),
        sa.UniqueConstraint("digest", name=op.f("uq_blank_form_digest")),
    )


def _signed_paper() -> None:
    op.create_table(
        "signed_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("original_id", sa.Integer(), nullable=True),
        sa.Column("blank", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("filed_by", sa.Integer(), nullable=False),
        sa.Column("filed_at", MOMENT, nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consent.id"], name=op.f("fk_signed_paper_consent_id_consent")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_signed_paper_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["original_id"], ["document.id"], name=op.f("fk_signed_paper_original_id_document")
        ),
        _by("signed_paper", "filed_by"),
        _by("signed_paper", "closed_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_paper")),
        sa.UniqueConstraint("document_id", name=op.f("uq_signed_paper_document_id")),
    )
    op.create_index(op.f("ix_signed_paper_consent_id"), "signed_paper", ["consent_id"])


def _by(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["user_account.id"], name=op.f(f"fk_{table}_{column}_user_account")
    )
