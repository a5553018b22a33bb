"""When a task shall be ready, and to which seat it goes."""

import sqlalchemy as sa
from alembic import op

revision = "s012_promised_times"
down_revision = "s011_audit_entries"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The default is for the stores that are there; new ones are given theirs by the settings.
    op.add_column(
        "stores",
        sa.Column("preparation_minutes", sa.SmallInteger(), nullable=False, server_default="15"),
    )
    op.alter_column("stores", "preparation_minutes", server_default=None)
    op.create_check_constraint(
        op.f("ck_stores_preparation_minutes_positive"), "stores", "preparation_minutes > 0"
    )
    op.add_column("tasks", sa.Column("promised_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("tasks", sa.Column("wagon_number", sa.SmallInteger(), nullable=True))
    op.add_column("tasks", sa.Column("place_number", sa.SmallInteger(), nullable=True))


def downgrade() -> None:
    for name in ("place_number", "wagon_number", "promised_at"):
        op.drop_column("tasks", name)
    op.drop_constraint(op.f("ck_stores_preparation_minutes_positive"), "stores")
    op.drop_column("stores", "preparation_minutes")
