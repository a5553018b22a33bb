"""Refunds, and how many of each line of a purchase were refunded."""

import sqlalchemy as sa
from alembic import op

revision = "s003_refunds"
down_revision = "s002_purchases_stock_tasks"
branch_labels = None
depends_on = None

_AT_MOST = "ck_purchase_items_refunded_at_most_count"


def upgrade() -> None:
    op.add_column(
        "purchase_items",
        sa.Column("refunded_count", sa.Integer(), server_default="0", nullable=False),
    )
    op.create_check_constraint(
        op.f(_AT_MOST), "purchase_items", "refunded_count BETWEEN 0 AND count"
    )
    _create_refunds()
    _create_refund_items()
    # Events that still wait have the form of before; a screen takes either kind as news of a task.
    op.execute(
        "UPDATE outbox SET topic = 'task.changed', payload = jsonb_build_object('task', payload)"
        " WHERE delivered_at IS NULL AND topic IN ('task.created', 'task.changed')"
    )


def downgrade() -> None:
    op.drop_table("refund_items")
    op.drop_table("refunds")
    op.drop_constraint(op.f(_AT_MOST), "purchase_items")
    op.drop_column("purchase_items", "refunded_count")


def _create_refunds() -> None:
    op.create_table(
        "refunds",
        _key(),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("purchase_id", sa.Uuid(), nullable=False),
        sa.Column("total_penny", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(255), nullable=False),
        sa.Column("made_by", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_refunds"),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_refunds_store_id_stores"),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchases.id"], name="fk_refunds_purchase_id_purchases"
        ),
        sa.CheckConstraint("total_penny >= 0", name="ck_refunds_total_not_negative"),
    )
    op.create_index("ix_refunds_store_id_id", "refunds", ["store_id", "id"])
    op.create_index("ix_refunds_purchase_id_id", "refunds", ["purchase_id", "id"])


def _create_refund_items() -> None:
    op.create_table(
        "refund_items",
        _key(),
        sa.Column("refund_id", sa.Uuid(), nullable=False),
        sa.Column("store_item_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("price_penny", sa.Integer(), nullable=False),
        sa.Column("is_restocked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_refund_items"),
        sa.ForeignKeyConstraint(
            ["refund_id"], ["refunds.id"], name="fk_refund_items_refund_id_refunds"
        ),
        sa.ForeignKeyConstraint(
            ["store_item_id"],
            ["store_items.id"],
            name="fk_refund_items_store_item_id_store_items",
        ),
        sa.CheckConstraint("count > 0", name="ck_refund_items_count_positive"),
    )
    op.create_index("ix_refund_items_refund_id", "refund_items", ["refund_id"])
    op.create_index("ix_refund_items_store_item_id", "refund_items", ["store_item_id"])


def _key() -> sa.Column[object]:
    return sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False)
