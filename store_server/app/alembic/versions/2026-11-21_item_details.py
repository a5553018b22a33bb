"""Translations, allergens and age limits of items; the proof of age before handing over."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "s004_item_details"
down_revision = "s003_refunds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "store_items",
        sa.Column(
            "translations",
            postgresql.JSONB(),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
    )
    op.add_column(
        "store_items",
        sa.Column("allergens", sa.ARRAY(sa.String(20)), server_default="{}", nullable=False),
    )
    op.add_column("store_items", sa.Column("age_limit", sa.SmallInteger(), nullable=True))
    op.create_check_constraint("ck_store_items_age_limit_positive", "store_items", "age_limit > 0")
    op.add_column("tasks", sa.Column("age_limit", sa.SmallInteger(), nullable=True))
    op.add_column("tasks", sa.Column("age_confirmed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("tasks", sa.Column("age_confirmed_by", sa.String(60), nullable=True))


def downgrade() -> None:
    for column in ("age_confirmed_by", "age_confirmed_at", "age_limit"):
        op.drop_column("tasks", column)
    for column in ("age_limit", "allergens", "translations"):
        op.drop_column("store_items", column)
