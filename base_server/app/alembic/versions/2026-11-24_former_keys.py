"""Keys that devices have replaced."""

import sqlalchemy as sa
from alembic import op

revision = "b006_former_keys"
down_revision = "b005_monitoring"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "former_keys",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("key_fingerprint", sa.String(64), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_former_keys"),
        sa.UniqueConstraint("key_fingerprint", name="uq_former_keys_key_fingerprint"),
    )


def downgrade() -> None:
    op.drop_table("former_keys")
