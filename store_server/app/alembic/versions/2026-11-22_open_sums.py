"""What no Z report covers is summed from the indexes alone."""

import sqlalchemy as sa
from alembic import op

revision = "s015_open_sums"
down_revision = "s014_late_tasks"
branch_labels = None
depends_on = None

_COVERED = ("purchases", "refunds")
_IS_OPEN = sa.text("report_id IS NULL")


def upgrade() -> None:
    for table in _COVERED:
        op.drop_index(f"ix_{table}_open", table)
        op.create_index(
            f"ix_{table}_open",
            table,
            ["store_id"],
            postgresql_include=["total_penny"],
            postgresql_where=_IS_OPEN,
        )


def downgrade() -> None:
    for table in _COVERED:
        op.drop_index(f"ix_{table}_open", table)
        op.create_index(f"ix_{table}_open", table, ["store_id"], postgresql_where=_IS_OPEN)
