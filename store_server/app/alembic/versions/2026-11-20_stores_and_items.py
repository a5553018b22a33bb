"""Stores and what they sell."""

import sqlalchemy as sa
from alembic import op
from service_kit.database.kit_tables import create_kit_tables, drop_kit_tables

revision = "s001_stores_items"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_kit_tables()
    op.create_table(
        "stores",
        *_key_and_time(),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("description", sa.String(255), nullable=False),
        sa.Column("logo_url", sa.String(255), nullable=True),
        sa.Column("store_type", sa.String(20), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_stores"),
    )
    op.create_table(
        "store_items",
        *_key_and_time(),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("description", sa.String(255), nullable=False),
        sa.Column("logo_url", sa.String(255), nullable=True),
        sa.Column("category", sa.String(100), nullable=True),
        sa.Column("price_penny", sa.Integer(), nullable=False),
        sa.Column("balance", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_store_items"),
        sa.ForeignKeyConstraint(
            ["store_id"],
            ["stores.id"],
            name="fk_store_items_store_id_stores",
            ondelete="CASCADE",
        ),
        sa.CheckConstraint("balance >= 0", name="ck_store_items_balance_not_negative"),
        sa.CheckConstraint("price_penny >= 0", name="ck_store_items_price_not_negative"),
    )
    op.create_index("ix_store_items_store_id_id", "store_items", ["store_id", "id"])


def downgrade() -> None:
    op.drop_table("store_items")
    op.drop_table("stores")
    drop_kit_tables()


def _key_and_time() -> tuple[sa.Column[object], sa.Column[object]]:
    return (
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
    )
