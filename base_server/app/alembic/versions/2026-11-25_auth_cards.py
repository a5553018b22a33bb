"""Cards of engineers for the service menu of robots."""

import sqlalchemy as sa
from alembic import op

revision = "b007_auth_cards"
down_revision = "b006_former_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "auth_cards",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("engineer_id", sa.Uuid(), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_auth_cards"),
        sa.UniqueConstraint("key_hash", name="uq_auth_cards_key_hash"),
        sa.ForeignKeyConstraint(
            ["engineer_id"],
            ["engineers.id"],
            name="fk_auth_cards_engineer_id_engineers",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_auth_cards_engineer_id", "auth_cards", ["engineer_id"])


def downgrade() -> None:
    op.drop_table("auth_cards")
