"""Subscriptions of accounting and CRM, and what is on its way to them."""

import sqlalchemy as sa
from alembic import op

revision = "s007_webhooks"
down_revision = "s006_allotments"
branch_labels = None
depends_on = None

_PENDING = sa.text("state = 'PENDING'")


def upgrade() -> None:
    _create_subscriptions()
    _create_deliveries()
    for name, columns, condition in (
        ("ix_webhook_deliveries_subscription_id_id", ["subscription_id", "id"], None),
        ("ix_webhook_deliveries_due", ["subscription_id", "due_at", "position"], _PENDING),
        ("ix_webhook_deliveries_order", ["subscription_id", "key", "position"], _PENDING),
        (
            "ix_webhook_deliveries_dead",
            ["subscription_id", "id"],
            sa.text("state = 'DEAD'"),
        ),
    ):
        op.create_index(name, "webhook_deliveries", columns, postgresql_where=condition)


def downgrade() -> None:
    op.drop_table("webhook_deliveries")
    op.drop_table("webhook_subscriptions")


def _create_subscriptions() -> None:
    op.create_table(
        "webhook_subscriptions",
        *_key_and_time(),
        sa.Column("url", sa.String(2048), nullable=False),
        sa.Column("description", sa.String(255), nullable=False),
        sa.Column("event_types", sa.ARRAY(sa.String(40)), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        _moment("disabled_at"),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("former_secret", sa.LargeBinary(), nullable=True),
        _moment("former_secret_until"),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_subscriptions"),
    )


def _create_deliveries() -> None:
    op.create_table(
        "webhook_deliveries",
        *_key_and_time(),
        sa.Column("subscription_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("event_type", sa.String(40), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(20), server_default="PENDING", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "due_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        _moment("attempted_at"),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("error", sa.String(40), nullable=True),
        _moment("finished_at"),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_deliveries"),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["webhook_subscriptions.id"],
            name="fk_webhook_deliveries_subscription_id_webhook_subscriptions",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint(
            "event_id", "subscription_id", name="uq_webhook_deliveries_event_id_subscription_id"
        ),
    )


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


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)
