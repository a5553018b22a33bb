"""The tasks that are still to be done, among all that ever were."""

import sqlalchemy as sa
from alembic import op

revision = "s013_open_tasks"
down_revision = "s012_promised_times"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_tasks_open",
        "tasks",
        ["store_id", "id"],
        postgresql_where=sa.text("state IN ('NEW', 'TAKEN', 'READY')"),
    )


def downgrade() -> None:
    op.drop_index("ix_tasks_open", table_name="tasks")
