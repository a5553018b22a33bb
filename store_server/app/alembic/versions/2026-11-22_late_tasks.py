"""The tasks that are late or may still be, among all that ever were."""

import sqlalchemy as sa
from alembic import op

revision = "s014_late_tasks"
down_revision = "s013_open_tasks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_tasks_late",
        "tasks",
        ["store_id", "id"],
        postgresql_include=["promised_at", "ready_at"],
        postgresql_where=sa.text(
            "state <> 'CANCELLED' AND (ready_at > promised_at OR ready_at IS NULL)"
        ),
    )


def downgrade() -> None:
    op.drop_index("ix_tasks_late", table_name="tasks")
