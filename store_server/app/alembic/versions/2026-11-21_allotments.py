"""What robots have with them, and what they sold of it without the uplink."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "s006_allotments"
down_revision = "s005_reservations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_allotments()
    _create_movements()
    _create_sales()
    op.add_column("stock_movements", sa.Column("allotment_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        "fk_stock_movements_allotment_id_allotments",
        "stock_movements",
        "allotments",
        ["allotment_id"],
        ["id"],
    )


def downgrade() -> None:
    op.drop_constraint("fk_stock_movements_allotment_id_allotments", "stock_movements")
    op.drop_column("stock_movements", "allotment_id")
    for table in ("robot_sales", "allotment_movements", "allotments"):
        op.drop_table(table)


def _create_allotments() -> None:
    op.create_table(
        "allotments",
        *_key_and_time(),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("store_item_id", sa.Uuid(), nullable=False),
        sa.Column("robot_id", sa.Uuid(), nullable=False),
        sa.Column("balance", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_allotments"),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_allotments_store_id_stores"),
        sa.ForeignKeyConstraint(
            ["store_item_id"], ["store_items.id"], name="fk_allotments_store_item_id_store_items"
        ),
        sa.UniqueConstraint(
            "robot_id", "store_item_id", name="uq_allotments_robot_id_store_item_id"
        ),
        sa.CheckConstraint("balance >= 0", name="ck_allotments_balance_not_negative"),
    )
    op.create_index("ix_allotments_store_id_id", "allotments", ["store_id", "id"])
    op.create_index("ix_allotments_store_item_id", "allotments", ["store_item_id"])


def _create_movements() -> None:
    op.create_table(
        "allotment_movements",
        *_key_and_time(),
        sa.Column("allotment_id", sa.Uuid(), nullable=False),
        sa.Column("delta", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("purchase_id", sa.Uuid(), nullable=True),
        sa.Column("made_by", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_allotment_movements"),
        sa.ForeignKeyConstraint(
            ["allotment_id"],
            ["allotments.id"],
            name="fk_allotment_movements_allotment_id_allotments",
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchases.id"], name="fk_allotment_movements_purchase_id_purchases"
        ),
        sa.CheckConstraint("delta <> 0", name="ck_allotment_movements_delta_not_zero"),
    )
    op.create_index(
        "ix_allotment_movements_allotment_id_id", "allotment_movements", ["allotment_id", "id"]
    )


def _create_sales() -> None:
    op.create_table(
        "robot_sales",
        *_key_and_time(),
        sa.Column("robot_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("sale", postgresql.JSONB(), nullable=False),
        sa.Column("result", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(20), nullable=True),
        sa.Column("purchase_id", sa.Uuid(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(60), nullable=True),
        sa.Column("note", sa.String(255), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_robot_sales"),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchases.id"], name="fk_robot_sales_purchase_id_purchases"
        ),
        sa.UniqueConstraint(
            "robot_id",
            "request_id",
            "fingerprint",
            name="uq_robot_sales_robot_id_request_id_fingerprint",
        ),
    )
    op.create_index("ix_robot_sales_store_id_id", "robot_sales", ["store_id", "id"])


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
