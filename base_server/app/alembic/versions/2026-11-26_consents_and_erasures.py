"""Consents to faces, links to the identity provider, erasures, and users found by name."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "b008_consents_erasures"
down_revision = "b007_auth_cards"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_users_name_prefix",
        "users",
        [sa.text("lower(name) text_pattern_ops")],
        postgresql_where=sa.text("erased_at IS NULL"),
    )
    _create_table(
        "face_consents",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("text_version", sa.String(20), nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("given_by", sa.String(100), nullable=False),
        _now("given_at"),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_face_consents_user_id", "face_consents", ["user_id"])
    op.create_index(
        "uq_face_consents_open",
        "face_consents",
        ["user_id"],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    _create_table(
        "keycloak_users",
        _now("created_at"),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.UniqueConstraint("subject", name="uq_keycloak_users_subject"),
    )
    op.create_index("ix_keycloak_users_user_id", "keycloak_users", ["user_id"])
    _create_table(
        "erasures",
        _now("created_at"),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("counts", postgresql.JSONB(), nullable=False),
        sa.Column("face_erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint("user_id", name="uq_erasures_user_id"),
    )


def downgrade() -> None:
    for table in ("erasures", "keycloak_users", "face_consents"):
        op.drop_table(table)
    op.drop_index("ix_users_name_prefix", "users")
    op.drop_column("users", "erased_at")


def _create_table(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=f"fk_{name}_user_id_users"),
    )


def _now(name: str) -> sa.Column[object]:
    return sa.Column(
        name, sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
    )
