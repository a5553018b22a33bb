"""Who brought a task how far."""

import sqlalchemy as sa
from alembic import op

revision = "s010_who_did_tasks"
down_revision = "s009_shift_reports"
branch_labels = None
depends_on = None

_COLUMNS = ("taken_by", "ready_by", "handed_over_by", "cancelled_by")


def upgrade() -> None:
    for name in _COLUMNS:
        op.add_column("tasks", sa.Column(name, sa.String(60), nullable=True))


def downgrade() -> None:
    for name in _COLUMNS:
        op.drop_column("tasks", name)
