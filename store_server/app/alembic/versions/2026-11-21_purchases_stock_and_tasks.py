"""Purchases, the ledger of stock, and the tasks of the staff."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "s002_purchases_stock_tasks"
down_revision = "s001_stores_items"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_purchases()
    _create_purchase_items()
    _create_stock_movements()
    _create_tasks()


def downgrade() -> None:
    for table in ("tasks", "stock_movements", "purchase_items", "purchases"):
        op.drop_table(table)


def _create_purchases() -> None:
    op.create_table(
        "purchases",
        _key(),
        _created_at(),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("total_penny", sa.BigInteger(), nullable=False),
        sa.Column("seller", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_purchases"),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_purchases_store_id_stores"),
    )
    op.create_index("ix_purchases_store_id_id", "purchases", ["store_id", "id"])


def _create_purchase_items() -> None:
    op.create_table(
        "purchase_items",
        _key(),
        sa.Column("purchase_id", sa.Uuid(), nullable=False),
        sa.Column("store_item_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("price_penny", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_purchase_items"),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchases.id"], name="fk_purchase_items_purchase_id_purchases"
        ),
        sa.ForeignKeyConstraint(
            ["store_item_id"],
            ["store_items.id"],
            name="fk_purchase_items_store_item_id_store_items",
        ),
        sa.UniqueConstraint(
            "purchase_id", "store_item_id", name="uq_purchase_items_purchase_id_store_item_id"
        ),
        sa.CheckConstraint("count > 0", name="ck_purchase_items_count_positive"),
    )
    op.create_index("ix_purchase_items_store_item_id", "purchase_items", ["store_item_id"])


def _create_stock_movements() -> None:
    op.create_table(
        "stock_movements",
        _key(),
        _created_at(),
        sa.Column("store_item_id", sa.Uuid(), nullable=False),
        sa.Column("delta", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("purchase_id", sa.Uuid(), nullable=True),
        sa.Column("made_by", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stock_movements"),
        sa.ForeignKeyConstraint(
            ["store_item_id"],
            ["store_items.id"],
            name="fk_stock_movements_store_item_id_store_items",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchases.id"], name="fk_stock_movements_purchase_id_purchases"
        ),
        sa.CheckConstraint("delta <> 0", name="ck_stock_movements_delta_not_zero"),
    )
    op.create_index(
        "ix_stock_movements_store_item_id_id", "stock_movements", ["store_item_id", "id"]
    )


def _create_tasks() -> None:
    op.create_table(
        "tasks",
        _key(),
        _created_at(),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("purchase_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column(
            "is_ready",
            sa.Boolean(),
            sa.Computed("state IN ('READY', 'HANDED_OVER')", persisted=True),
            nullable=False,
        ),
        sa.Column("additional_data", postgresql.JSONB(), nullable=True),
        *(_moment(name) for name in ("taken_at", "ready_at", "handed_over_at", "cancelled_at")),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_tasks_store_id_stores"),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchases.id"], name="fk_tasks_purchase_id_purchases"
        ),
        sa.UniqueConstraint("purchase_id", name="uq_tasks_purchase_id"),
    )
    op.create_index("ix_tasks_store_id_id", "tasks", ["store_id", "id"])


def _key() -> sa.Column[object]:
    return sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False)


def _created_at() -> sa.Column[object]:
    return sa.Column(
        "created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
    )


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)
