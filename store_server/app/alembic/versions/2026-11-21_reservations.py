"""Baskets whose pieces are kept for a while."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "s005_reservations"
down_revision = "s004_item_details"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "store_items",
        sa.Column(
            "holds", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
    )
    op.create_index(
        "ix_store_items_held",
        "store_items",
        ["id"],
        postgresql_where=sa.text("holds <> '{}'::jsonb"),
    )
    op.create_table(
        "reservations",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("holder", sa.String(60), nullable=False),
        sa.Column("items", postgresql.JSONB(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purchase_id", sa.Uuid(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_reservations"),
        sa.ForeignKeyConstraint(
            ["store_id"],
            ["stores.id"],
            name="fk_reservations_store_id_stores",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchases.id"], name="fk_reservations_purchase_id_purchases"
        ),
    )
    op.create_index("ix_reservations_holder_expires_at", "reservations", ["holder", "expires_at"])


def downgrade() -> None:
    op.drop_table("reservations")
    op.drop_index("ix_store_items_held", "store_items")
    op.drop_column("store_items", "holds")
