"""The way to a passenger's own purchases."""

import sqlalchemy as sa
from alembic import op

revision = "s008_purchases_of_users"
down_revision = "s007_webhooks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_purchases_user_id_id",
        "purchases",
        ["user_id", "id"],
        postgresql_where=sa.text("user_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_purchases_user_id_id", "purchases")
