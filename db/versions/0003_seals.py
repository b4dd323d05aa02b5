"""The clinic's certificates, and what is sealed with them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Documents that were there before have no seal, and stay as they are."""
    op.create_table(
        "seal_certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("not_before", MOMENT, nullable=False),
        sa.Column("not_after", MOMENT, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["user_account.id"],
            name=op.f("fk_seal_certificate_author_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal_certificate")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_seal_certificate_fingerprint")),
    )
    op.create_table(
        "seal_key",
        sa.Column("certificate_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"],
            ["seal_certificate.id"],
            name=op.f("fk_seal_key_certificate_id_seal_certificate"),
        ),
        sa.PrimaryKeyConstraint("certificate_id", name=op.f("pk_seal_key")),
    )
    op.create_table(
        "document_seal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("unsigned_sha256", sa.Text(), nullable=False),
        sa.Column("unsigned_size", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_document_seal_document_id_document"),
        ),
        sa.ForeignKeyConstraint(
            ["certificate_id"],
            ["seal_certificate.id"],
            name=op.f("fk_document_seal_certificate_id_seal_certificate"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_seal")),
        sa.UniqueConstraint("document_id", name=op.f("uq_document_seal_document_id")),
    )
    op.create_table(
        "signature_binding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signature_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("strokes_sha256", sa.Text(), nullable=False),
        sa.Column("unsigned_sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["signature_id"],
            ["consent_signature.id"],
            name=op.f("fk_signature_binding_signature_id_consent_signature"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_signature_binding_document_id_document"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature_binding")),
        sa.UniqueConstraint("signature_id", name=op.f("uq_signature_binding_signature_id")),
    )
    op.create_index(op.f("ix_signature_binding_document_id"), "signature_binding", ["document_id"])
